//! The store: merging against a naive loop over cells, time travel, all-or-nothing, lock, undo,
//! verify, reproducible bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use chrono::{Days, NaiveDate, NaiveDateTime};
use motcua::domain::schema::{ColumnType, TableName};
use motcua::error::Kind;
use motcua::io::files;
use motcua::io::store::{Committed, EncodedImport, NewImport, Store, Verdict};
use motcua::layout::Layout;
use motcua::normalize::{Normalized, PassedOver, SheetRecognition};
use motcua::tables::{TypedTable, data_type};
use polars::prelude::*;
use proptest::prelude::{Just, Strategy, any, prop, prop_assert_eq, proptest};
use proptest::test_runner::Config;

mod damage;

mod merging;

/// A cell of a test table.
#[derive(Clone, Debug, PartialEq)]
enum Cell {
    Null,
    Text(String),
    Moment(NaiveDateTime),
    Flag(bool),
    Number(i64),
}

/// One import's table as rows; every row has a cell for each of `carried`.
#[derive(Clone, Debug)]
struct Rows {
    table: TableName,
    carried: Vec<&'static str>,
    cells: Vec<Vec<Cell>>,
}

fn day(n: u64) -> NaiveDateTime {
    let first = NaiveDate::from_ymd_opt(2026, 7, 1).unwrap();
    first.checked_add_days(Days::new(n)).unwrap().and_hms_opt(8, 15, 0).unwrap()
}

fn text(s: &str) -> Cell {
    Cell::Text(s.to_string())
}

fn typed(rows: &Rows) -> TypedTable {
    let n = rows.cells.len();
    let mut columns: Vec<Column> = rows
        .carried
        .iter()
        .enumerate()
        .map(|(i, name)| {
            let kind = rows.table.column(name).unwrap().kind;
            column(name, kind, rows.cells.iter().map(|row| &row[i]).collect())
        })
        .collect();
    columns.push(Series::new("source_sheet".into(), vec!["S"; n]).into_column());
    columns.push(Series::new("source_row".into(), (2..2 + n as i64).collect::<Vec<_>>()).into_column());
    TypedTable {
        name: rows.table,
        frame: DataFrame::new(n, columns).unwrap(),
        carried: rows.carried.iter().map(|c| c.to_string()).collect(),
    }
}

fn column(name: &str, kind: ColumnType, cells: Vec<&Cell>) -> Column {
    let series = match kind {
        ColumnType::Timestamp => {
            let moments = cells.into_iter().map(|c| match c {
                Cell::Moment(at) => Some(at.and_utc().timestamp_micros()),
                _ => None,
            });
            Series::new(name.into(), moments.collect::<Vec<_>>()).cast(&data_type(kind)).unwrap()
        }
        ColumnType::Flag => {
            let flags = cells.into_iter().map(|c| if let Cell::Flag(f) = c { Some(*f) } else { None });
            Series::new(name.into(), flags.collect::<Vec<_>>())
        }
        ColumnType::Integer => {
            let numbers = cells.into_iter().map(|c| if let Cell::Number(n) = c { Some(*n) } else { None });
            Series::new(name.into(), numbers.collect::<Vec<_>>())
        }
        _ => {
            let texts = cells.into_iter().map(|c| if let Cell::Text(t) = c { Some(t.clone()) } else { None });
            Series::new(name.into(), texts.collect::<Vec<_>>())
        }
    };
    series.into_column()
}

fn sheet(tables: &[TableName]) -> SheetRecognition {
    SheetRecognition {
        sheet: "S".into(),
        hidden: false,
        tables: tables.to_vec(),
        skipped: None,
        layout: Some("test".into()),
        layout_source: None,
        header_rows: Some((1, 1)),
        columns: Vec::new(),
        rows_read: 0,
        rows_taken: 0,
        rows_merged: 0,
        rows_rejected: 0,
        passed_over: PassedOver::default(),
    }
}

/// `seed` makes the file's hash.
fn import(seed: &str, exported_at: NaiveDateTime, tables: &[Rows], one_sheet: bool) -> NewImport {
    import_of(seed, exported_at, tables.iter().map(typed).collect(), one_sheet)
}

pub fn import_of(
    seed: &str,
    exported_at: NaiveDateTime,
    tables: Vec<TypedTable>,
    one_sheet: bool,
) -> NewImport {
    let names: Vec<TableName> = tables.iter().map(|t| t.name).collect();
    let n = tables.iter().map(|t| t.frame.height() as u64).sum();
    NewImport {
        file_name: format!("{seed}.xlsx"),
        file_sha256: files::sha256(seed.as_bytes()),
        exported_at,
        normalized: Normalized {
            tables,
            rejects: Vec::new(),
            findings: Vec::new(),
            recognised: if one_sheet {
                vec![sheet(&names)]
            } else {
                names.iter().map(|name| sheet(&[*name])).collect()
            },
            layouts: Vec::new(),
            rows_read: n,
            rows_taken: n,
            rows_merged: 0,
            rows_rejected: 0,
            exported_at: Some(exported_at),
            scope: None,
        },
    }
}

fn encoded(import: &NewImport) -> EncodedImport {
    import.clone().encode().unwrap()
}

pub fn commit(store: &Store, import: &NewImport) -> String {
    match store.commit(&encoded(import), false, &mut |_| {}).unwrap() {
        Committed::New(record) => record.import_id,
        Committed::Same(record) => panic!("{} is there already", record.import_id),
    }
}

/// Back from polars: the cell of a frame.
fn cell(frame: &DataFrame, name: &str, row: usize) -> Cell {
    match frame.column(name).unwrap().get(row).unwrap() {
        AnyValue::Null => Cell::Null,
        AnyValue::String(t) => text(t),
        AnyValue::StringOwned(t) => text(&t),
        AnyValue::Boolean(f) => Cell::Flag(f),
        AnyValue::Int64(n) => Cell::Number(n),
        AnyValue::Datetime(us, ..) | AnyValue::DatetimeOwned(us, ..) => {
            Cell::Moment(chrono::DateTime::from_timestamp_micros(us).unwrap().naive_utc())
        }
        other => panic!("unexpected {other:?}"),
    }
}

fn dossiers(carried: &[&'static str], cells: &[&[Cell]]) -> Rows {
    Rows {
        table: TableName::Dossiers,
        carried: carried.to_vec(),
        cells: cells.iter().map(|row| row.to_vec()).collect(),
    }
}

fn suspensions(cells: &[(&str, u64)]) -> Rows {
    Rows {
        table: TableName::Suspensions,
        carried: vec!["dossier_code", "suspended_at", "reason"],
        cells: cells.iter().map(|(code, n)| vec![text(code), Cell::Moment(day(*n)), text("lý do")]).collect(),
    }
}

fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path().join("store")).unwrap();
    (folder, store)
}

#[test]
fn a_key_that_stands_twice_never_reaches_the_store() {
    let twice = dossiers(&["dossier_code"], &[&[text("H1")], &[text("H1")]]);
    let error = import("a", day(1), &[twice], false).encode().unwrap_err();
    assert_eq!(error.kind, Kind::Internal);
    let no_key = dossiers(&["dossier_code"], &[&[Cell::Null]]);
    assert_eq!(import("a", day(1), &[no_key], false).encode().unwrap_err().kind, Kind::Internal);
}

#[test]
fn the_same_file_again_is_nothing_unless_forced() {
    let (_folder, store) = store();
    let new = import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false);
    commit(&store, &new);
    assert!(matches!(store.commit(&encoded(&new), false, &mut |_| {}).unwrap(), Committed::Same(_)));
    assert_eq!(store.imports().unwrap().len(), 1);
    assert!(matches!(store.commit(&encoded(&new), true, &mut |_| {}).unwrap(), Committed::New(_)));
    assert_eq!(store.imports().unwrap().len(), 2);
}

#[test]
fn undo_takes_back_the_newest_only_and_keeps_it_in_the_ledger() {
    let (_folder, store) = store();
    let rows = |agency: &str| dossiers(&["dossier_code", "agency"], &[&[text("H1"), text(agency)]]);
    let first = commit(&store, &import("a", day(1), &[rows("a")], false));
    let second_import = import("b", day(2), &[rows("b")], false);
    let second = commit(&store, &second_import);
    assert_eq!(store.undo(&first).unwrap_err().kind, Kind::Usage);
    assert_eq!(store.undo("0099-00000000").unwrap_err().kind, Kind::Usage);
    assert!(store.undo("2").unwrap().undone);
    assert_eq!(store.undo(&second).unwrap_err().kind, Kind::Usage);
    assert_eq!(cell(&store.state(None).unwrap().dossiers, "agency", 0), text("a"));
    let undone: Vec<bool> = store.imports().unwrap().iter().map(|r| r.undone).collect();
    assert_eq!(undone, [false, true]);
    assert!(damage::damages(&store).is_empty());
    // The file may come again, under a new number.
    assert!(commit(&store, &second_import).starts_with("0003-"));
    assert_eq!(cell(&store.state(None).unwrap().dossiers, "agency", 0), text("b"));
}

#[test]
fn the_same_imports_give_the_same_bytes() {
    let folders: Vec<_> = (0..2).map(|_| store()).collect();
    let rows = dossiers(&["dossier_code", "agency"], &[&[text("H2"), text("x")], &[text("H1"), Cell::Null]]);
    for (_, store) in &folders {
        commit(store, &import("a", day(1), &[rows.clone(), suspensions(&[("H1", 3)])], false));
    }
    let id = &folders[0].1.imports().unwrap()[0].import_id;
    for file in ["dossiers.parquet", "suspensions.parquet", "rejects.parquet"] {
        let [a, b] =
            [0, 1].map(|i| fs::read(folders[i].1.folder().join("imports").join(id).join(file)).unwrap());
        assert_eq!(a, b, "{file}");
    }
}

#[test]
fn an_empty_store_says_so() {
    let (_folder, store) = store();
    assert!(store.imports().unwrap().is_empty());
    assert!(store.verify().unwrap().is_empty());
    assert_eq!(store.state(None).unwrap_err().kind, Kind::Usage);
    assert!(!store.folder().exists(), "looking must not make the store");
}

#[test]
fn a_layout_is_saved_once_and_a_persons_edit_stays() {
    let (_folder, store) = store();
    let layout = |title: &str| Layout {
        name: "../dossiers-1".into(),
        title: title.into(),
        tables: vec![TableName::Dossiers],
        columns: Vec::new(),
    };
    for (seed, title) in [("a", "first"), ("b", "second")] {
        let mut new = import(seed, day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false);
        new.normalized.layouts = vec![layout(title)];
        commit(&store, &new);
    }
    assert_eq!(store.layouts().unwrap(), [layout("first")]);
    let file = store.folder().join("layouts").read_dir().unwrap().next().unwrap().unwrap().path();
    fs::write(&file, "name = 1").unwrap();
    let error = store.layouts().unwrap_err();
    assert_eq!(error.kind, Kind::Usage);
    assert!(error.place.is_some());
}
