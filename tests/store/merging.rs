//! Merging against a naive loop over cells, time travel.

use super::*;

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
