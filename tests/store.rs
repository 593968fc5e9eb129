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

// ---------------------------------------------------------------- merging

/// Some columns of dossiers that the generated imports may carry.
const COLUMNS: [&str; 5] = ["agency", "accepted_at", "digitized", "fee_amount", "status_text"];

fn any_cell(name: &'static str) -> impl Strategy<Value = Cell> {
    (any::<bool>(), 0_u64..50).prop_map(move |(blank, n)| {
        match TableName::Dossiers.column(name).unwrap().kind {
            _ if blank => Cell::Null,
            ColumnType::Timestamp => Cell::Moment(day(n)),
            ColumnType::Flag => Cell::Flag(n % 2 == 0),
            ColumnType::Integer => Cell::Number(n as i64),
            _ => Cell::Text(format!("{name} {n}")),
        }
    })
}

fn any_rows() -> impl Strategy<Value = Rows> {
    let carried = prop::sample::subsequence(COLUMNS.to_vec(), 0..=COLUMNS.len());
    let codes = prop::collection::btree_set(0_u8..12, 0..10);
    (carried, codes).prop_flat_map(|(carried, codes)| {
        let cells: Vec<_> = codes
            .into_iter()
            .map(|code| {
                let key = Just(text(&format!("H{code:02}"))).boxed();
                let others = carried.iter().map(|name| any_cell(name).boxed());
                std::iter::once(key).chain(others).collect::<Vec<_>>()
            })
            .collect();
        // Codes arrive in any order.
        (Just(carried), Just(cells).prop_flat_map(|cells| cells).prop_shuffle()).prop_map(
            |(carried, cells)| {
                let carried = std::iter::once("dossier_code").chain(carried).collect();
                Rows { table: TableName::Dossiers, carried, cells }
            },
        )
    })
}

/// Import number → (exported_at, rows), and the moment asked for.
type Case = (Vec<(u64, Rows)>, Option<u64>);

fn any_case() -> impl Strategy<Value = Case> {
    (prop::collection::vec((0_u64..6, any_rows()), 1..7), prop::option::of(0_u64..7))
}

/// The rule of the data model, cell by cell.
fn naive(imports: &[(u64, Rows)], as_of: u64) -> BTreeMap<String, BTreeMap<&'static str, Cell>> {
    let mut state = BTreeMap::new();
    let mut codes = BTreeSet::new();
    for (_, rows) in imports.iter().filter(|(at, _)| *at <= as_of) {
        codes.extend(rows.cells.iter().map(|row| row[0].clone()).map(|c| match c {
            Cell::Text(code) => code,
            _ => unreachable!(),
        }));
    }
    for code in codes {
        let mut cells = BTreeMap::new();
        for column in COLUMNS {
            let mut newest: Option<((u64, usize), Cell)> = None;
            for (order, (at, rows)) in imports.iter().enumerate() {
                let carried = rows.carried.iter().position(|c| *c == column);
                let row = rows.cells.iter().find(|row| row[0] == text(&code));
                let (Some(i), Some(row)) = (carried, row) else { continue };
                let newer = newest.as_ref().is_none_or(|(key, _)| *key < (*at, order));
                if *at <= as_of && newer {
                    newest = Some(((*at, order), row[i].clone()));
                }
            }
            cells.insert(column, newest.map_or(Cell::Null, |(_, cell)| cell));
        }
        let last = imports
            .iter()
            .enumerate()
            .filter(|(_, (at, rows))| *at <= as_of && rows.cells.iter().any(|row| row[0] == text(&code)))
            .max_by_key(|(order, (at, _))| (*at, *order))
            .unwrap();
        let row = last.1.1.cells.iter().position(|row| row[0] == text(&code)).unwrap();
        cells.insert("source_row", Cell::Number(row as i64 + 2));
        cells.insert("source_file", Cell::Text(format!("file {}.xlsx", last.0)));
        state.insert(code, cells);
    }
    state
}

proptest! {
    #![proptest_config(Config { cases: 60, failure_persistence: None, ..Config::default() })]
    #[test]
    fn the_state_is_what_a_loop_over_cells_gives((imports, as_of) in any_case()) {
        let (_folder, store) = store();
        for (i, (at, rows)) in imports.iter().enumerate() {
            commit(&store, &import(&format!("file {i}"), day(*at), std::slice::from_ref(rows), false));
        }
        let newest = imports.iter().map(|(at, _)| *at).max().unwrap();
        let until = as_of.unwrap_or(newest);
        let expected = naive(&imports, until);
        match store.state(as_of.map(day)) {
            Err(e) => {
                prop_assert_eq!(e.kind, Kind::Usage);
                assert!(imports.iter().all(|(at, _)| *at > until));
            }
            Ok(state) => {
                let frame = state.dossiers;
                prop_assert_eq!(state.as_of, day(until));
                prop_assert_eq!(frame.height(), expected.len());
                for (row, (code, cells)) in expected.iter().enumerate() {
                    prop_assert_eq!(cell(&frame, "dossier_code", row), text(code));
                    for (name, expected) in cells {
                        prop_assert_eq!(&cell(&frame, name, row), expected, "{} of {}", name, code);
                    }
                    prop_assert_eq!(cell(&frame, "due_at", row), Cell::Null);
                }
            }
        }
    }
}

#[test]
fn every_frame_of_a_state_has_the_whole_schema() {
    let (_folder, store) = store();
    commit(&store, &import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false));
    for _ in 0..2 {
        let state = store.state(None).unwrap();
        for (table, frame) in [
            (TableName::Dossiers, &state.dossiers),
            (TableName::Suspensions, &state.suspensions),
            (TableName::Procedures, &state.procedures),
        ] {
            let mut names: Vec<String> = table.columns().iter().map(|c| c.name.to_string()).collect();
            names.extend(["import_id", "source_file", "source_sheet", "source_row"].map(str::to_string));
            if table == TableName::Suspensions {
                names.extend(table.columns()[2..].iter().map(|c| format!("{}_exported", c.name)));
            }
            assert_eq!(frame.get_column_names_owned(), names);
            for column in table.columns() {
                assert_eq!(*frame.column(column.name).unwrap().dtype(), data_type(column.kind));
            }
        }
        assert!(state.carried[&TableName::Dossiers].contains("dossier_code"));
        assert!(!state.carried[&TableName::Dossiers].contains("due_at"));
        // The same with several imports.
        let rows = dossiers(&["dossier_code", "agency"], &[&[text("H2"), text("X")]]);
        if store.imports().unwrap().len() == 1 {
            commit(&store, &import("b", day(2), &[rows, suspensions(&[("H2", 3)])], false));
        }
    }
}

#[test]
fn a_blank_cell_replaces_and_a_column_not_carried_stays() {
    let (_folder, store) = store();
    let first = dossiers(
        &["dossier_code", "agency", "field"],
        &[&[text("H1"), text("UBND xã"), text("Hộ tịch")], &[text("H2"), text("UBND xã"), Cell::Null]],
    );
    commit(&store, &import("a", day(1), &[first], false));
    commit(
        &store,
        &import("b", day(2), &[dossiers(&["dossier_code", "agency"], &[&[text("H1"), Cell::Null]])], false),
    );
    let frame = store.state(None).unwrap().dossiers;
    assert_eq!(cell(&frame, "agency", 0), Cell::Null);
    assert_eq!(cell(&frame, "field", 0), text("Hộ tịch"));
    assert_eq!(cell(&frame, "agency", 1), text("UBND xã"));
    assert_eq!(cell(&frame, "import_id", 1), text(&store.imports().unwrap()[0].import_id));
}

#[test]
fn an_older_export_that_comes_late_changes_nothing_newer() {
    let (_folder, store) = store();
    let rows = |agency: &str| dossiers(&["dossier_code", "agency"], &[&[text("H1"), text(agency)]]);
    commit(&store, &import("newer", day(9), &[rows("new")], false));
    commit(&store, &import("older", day(2), &[rows("old")], false));
    assert_eq!(cell(&store.state(None).unwrap().dossiers, "agency", 0), text("new"));
    assert_eq!(cell(&store.state(Some(day(5))).unwrap().dossiers, "agency", 0), text("old"));
    assert_eq!(store.state(Some(day(1))).unwrap_err().kind, Kind::Usage);
    let ids = store.state(None).unwrap().import_ids;
    assert!(ids[0].starts_with("0002-") && ids[1].starts_with("0001-"), "{ids:?}");
}

#[test]
fn suspensions_come_as_a_whole_set_from_the_newest_import_that_lists_the_dossier() {
    let (_folder, store) = store();
    commit(&store, &import("a", day(1), &[suspensions(&[("H1", 9), ("H1", 3), ("H2", 4)])], false));
    commit(&store, &import("b", day(2), &[suspensions(&[("H1", 5)])], false));
    let frame = store.state(None).unwrap().suspensions;
    let rows: Vec<_> = (0..frame.height())
        .map(|i| ["dossier_code", "sequence", "suspended_at"].map(|name| cell(&frame, name, i)))
        .collect();
    assert_eq!(
        rows,
        [
            [text("H1"), Cell::Number(1), Cell::Moment(day(5))],
            [text("H2"), Cell::Number(1), Cell::Moment(day(4))],
        ]
    );
    assert_eq!(cell(&frame, "reason_exported", 0), Cell::Flag(true));
    assert_eq!(cell(&frame, "document_no_exported", 0), Cell::Flag(false));
    let before = store.state(Some(day(1))).unwrap().suspensions;
    let times: Vec<_> =
        (0..3).map(|i| [cell(&before, "sequence", i), cell(&before, "suspended_at", i)]).collect();
    assert_eq!(times[0], [Cell::Number(1), Cell::Moment(day(3))]);
    assert_eq!(times[1], [Cell::Number(2), Cell::Moment(day(9))]);
}

#[test]
fn suspension_columns_of_the_dossier_list_speak_for_dossiers_without_any() {
    let list = dossiers(&["dossier_code"], &[&[text("H1")], &[text("H2")]]);
    for (one_sheet, left) in [(true, 1), (false, 2)] {
        let (_folder, store) = store();
        let both = suspensions(&[("H1", 3), ("H2", 4)]);
        commit(&store, &import("a", day(1), &[list.clone(), both], one_sheet));
        commit(&store, &import("b", day(2), &[list.clone(), suspensions(&[("H1", 3)])], one_sheet));
        assert_eq!(store.state(None).unwrap().suspensions.height(), left, "one sheet: {one_sheet}");
    }
}

// ---------------------------------------------------------------- ledger

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
    assert!(damages(&store).is_empty());
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

// ---------------------------------------------------------------- damage, locks, leftovers

fn damages(store: &Store) -> Vec<String> {
    let checks = store.verify().unwrap();
    let damaged = checks.into_iter().filter(|c| matches!(c.verdict, Verdict::Damaged(_)));
    damaged.map(|c| c.file).collect()
}

fn files_of(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn verify_finds_any_flipped_byte_and_any_missing_or_foreign_file() {
    let (_folder, store) = store();
    let rows = dossiers(&["dossier_code", "agency"], &[&[text("H1"), text("x")]]);
    let id = commit(&store, &import("a", day(1), &[rows], false));
    let folder = store.folder().join("imports").join(id);
    assert!(damages(&store).is_empty());
    for path in files_of(&folder) {
        let whole = fs::read(&path).unwrap();
        let step = (whole.len() / 40).max(1);
        for at in (0..whole.len()).step_by(step) {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            fs::write(&path, flipped).unwrap();
            assert!(!damages(&store).is_empty(), "byte {at} of {}", path.display());
            // Questions over a damaged store answer or say so; they don't break.
            let _ = store.state(None).map_err(|e| assert!(!e.text(Default::default()).is_empty()));
        }
        fs::remove_file(&path).unwrap();
        assert!(!damages(&store).is_empty(), "{} is missing", path.display());
        fs::write(&path, whole).unwrap();
    }
    fs::write(folder.join("note.txt"), "x").unwrap();
    assert_eq!(damages(&store), ["note.txt"]);
}

#[test]
fn a_damaged_import_stops_questions_with_its_name() {
    let (_folder, store) = store();
    let id = commit(&store, &import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false));
    let folder = store.folder().join("imports").join(&id);
    fs::write(folder.join("dossiers.parquet"), b"PAR1 nonsense PAR1").unwrap();
    let error = store.state(None).unwrap_err();
    assert_eq!(error.kind, Kind::Store);
    assert!(error.what.vi.contains(&id), "{error}");
    fs::write(folder.join("import.json"), b"{").unwrap();
    assert_eq!(store.imports().unwrap_err().kind, Kind::Store);
}

#[test]
fn a_store_of_a_newer_program_is_refused() {
    let (_folder, store) = store();
    let id = commit(&store, &import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false));
    let path = store.folder().join("imports").join(&id).join("import.json");
    let json = fs::read_to_string(&path).unwrap().replace("\"format\": 1", "\"format\": 99");
    fs::write(&path, json).unwrap();
    let error = store.imports().unwrap_err();
    assert_eq!(error.kind, Kind::Store);
    assert!(error.what.en.contains("newer"), "{error}");
}

#[test]
fn leftovers_of_a_killed_import_are_no_import_and_go_at_the_next_one() {
    let (_folder, store) = store();
    commit(&store, &import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false));
    let leftover = store.folder().join("imports").join(".new-0002-00000000");
    fs::create_dir(&leftover).unwrap();
    fs::write(leftover.join("dossiers.parquet"), "half").unwrap();
    assert_eq!(store.imports().unwrap().len(), 1);
    assert!(damages(&store).is_empty());
    let mut remarks = Vec::new();
    let next = import("b", day(2), &[dossiers(&["dossier_code"], &[&[text("H2")]])], false);
    store.commit(&encoded(&next), false, &mut |p| remarks.push(p.en.clone())).unwrap();
    assert!(!leftover.exists());
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert_eq!(store.state(None).unwrap().dossiers.height(), 2);
}

#[test]
fn a_second_writer_waits_and_then_says_who_writes() {
    let (_folder, store) = store();
    let store = store.waiting_at_most(Duration::from_millis(200));
    fs::create_dir_all(store.folder()).unwrap();
    let lock = fs::File::create(store.folder().join(".lock")).unwrap();
    lock.lock().unwrap();
    let name = r#"{"pid":4242,"host":"may-van-phong","since":"2026-07-01T08:00:00"}"#;
    fs::write(store.folder().join(".lock-holder"), name).unwrap();
    let new = import("a", day(1), &[dossiers(&["dossier_code"], &[&[text("H1")]])], false);
    let error = store.commit(&encoded(&new), false, &mut |_| {}).unwrap_err();
    assert_eq!(error.kind, Kind::Store);
    assert!(error.what.vi.contains("4242") && error.what.vi.contains("may-van-phong"), "{error}");
    // The first writer is killed: its lock goes with it, its name stays and is reported.
    drop(lock);
    let mut remarks = Vec::new();
    store.commit(&encoded(&new), false, &mut |p| remarks.push(p.en.clone())).unwrap();
    assert!(remarks.len() == 1 && remarks[0].contains("4242"), "{remarks:?}");
    assert!(!store.folder().join(".lock-holder").exists());
}

#[test]
fn writers_at_the_same_time_get_one_number_each() {
    let (_folder, store) = store();
    let threads: Vec<_> = (0..4)
        .map(|i| {
            let store = store.clone();
            std::thread::spawn(move || {
                let rows = dossiers(&["dossier_code"], &[&[text(&format!("H{i}"))]]);
                commit(&store, &import(&format!("file {i}"), day(1), &[rows], false))
            })
        })
        .collect();
    let ids: BTreeSet<String> = threads.into_iter().map(|t| t.join().unwrap()[..4].to_string()).collect();
    assert_eq!(ids.len(), 4);
    assert_eq!(store.state(None).unwrap().dossiers.height(), 4);
}

#[test]
fn a_file_in_the_place_of_the_store_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store");
    fs::write(&path, "x").unwrap();
    assert_eq!(Store::open(&path).unwrap_err().kind, Kind::Store);
}
