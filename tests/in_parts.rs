//! States derived part by part: they are those derived as a whole, whatever the imports and the parts.

use chrono::TimeDelta;
use motcua::analysis::facts::{self, Facts};
use motcua::analysis::in_parts;
use motcua::commands;
use motcua::domain::calendar::Calendar;
use motcua::domain::schema::TableName;
use motcua::domain::settings::Settings;
use motcua::error::Kind;
use motcua::io::store::{NewImport, Store};
use motcua::metrics::{Library, QueryFile};
use motcua::tables::TypedTable;
use polars::prelude::*;
use proptest::prelude::{Strategy, any, prop, proptest};
use proptest::test_runner::Config;
use tempfile::TempDir;

use crate::made::{Explanation, Made, any::made, t};
use crate::store::{commit, import_of};

/// What an import takes of the whole: rows from…to of every so many, which columns not, with what.
#[derive(Clone, Debug)]
struct Cut {
    from: usize,
    every: usize,
    lacks: Vec<&'static str>,
    suspensions: bool,
    covers: bool,
    procedures: bool,
}

const MAY_LACK: [&str; 6] = ["agency", "due_at", "fee_amount", "procedure_code", "finished_at", "status"];

fn any_cut() -> impl Strategy<Value = Cut> {
    let lacks = prop::sample::subsequence(MAY_LACK.to_vec(), 0..4);
    (0_usize..80, 1_usize..4, lacks, any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(from, every, lacks, suspensions, covers, procedures)| Cut {
            from,
            every,
            lacks,
            suspensions,
            covers,
            procedures,
        },
    )
}

/// Different rows for every import, so that it matters which one is newer.
fn imports() -> impl Strategy<Value = Vec<(Made, Cut)>> {
    prop::collection::vec((made(60..120), any_cut()), 1..5)
}

/// The columns of `table` that are carried, of the rows that `is_taken` says.
fn typed(table: TableName, frame: &DataFrame, lacks: &[&str], is_taken: impl Fn(&str) -> bool) -> TypedTable {
    let carried: Vec<String> =
        table.columns().iter().map(|c| c.name.to_string()).filter(|c| !lacks.contains(&c.as_str())).collect();
    let keys = frame.column(table.key()).unwrap().str().unwrap();
    let mask: BooleanChunked = keys.iter().map(|key| Some(is_taken(key.unwrap()))).collect();
    let source = ["source_sheet", "source_row"].map(str::to_string);
    let columns = carried.iter().chain(&source).map(String::as_str);
    TypedTable { name: table, frame: frame.select(columns).unwrap().filter(&mask).unwrap(), carried }
}

fn import(number: usize, made: &Made, cut: &Cut) -> NewImport {
    let state = made.state();
    let codes: Vec<&str> =
        made.dossiers.iter().skip(cut.from).step_by(cut.every).map(|d| d.dossier_code.as_str()).collect();
    let is_taken = |code: &str| codes.contains(&code);
    let mut tables = vec![typed(TableName::Dossiers, &state.dossiers, &cut.lacks, is_taken)];
    if cut.suspensions {
        // Some of dossiers that the import does not list.
        let is_taken = |code: &str| is_taken(code) || code.ends_with('7');
        tables.push(typed(TableName::Suspensions, &state.suspensions, &["notice_at"], is_taken));
    }
    if cut.procedures {
        tables.push(typed(TableName::Procedures, &state.procedures, &[], |_| true));
    }
    let at = t("2026-11-01 08:00") + TimeDelta::days(number as i64 % 3);
    import_of(&format!("file {number}"), at, tables, cut.covers)
}

fn store_of(imports: &[(Made, Cut)]) -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path().join("kho")).unwrap();
    for (number, (made, cut)) in imports.iter().enumerate() {
        commit(&store, &import(number, made, cut));
    }
    (folder, store)
}

fn whole(store: &Store) -> Facts {
    let state = store.state(None).unwrap();
    facts::build(&state, &Calendar::builtin(), &Settings::default(), &Library::builtin().unwrap()).unwrap()
}

/// None: the store says that parts are not worth it.
fn part_by_part(store: &Store) -> Option<Facts> {
    let (records, as_of) = store.speaking(None).unwrap();
    let state = store.state_in_parts(&records, as_of).unwrap()?;
    assert!(state.n_parts() > 1);
    let (calendar, settings, library) =
        (Calendar::builtin(), Settings::default(), Library::builtin().unwrap());
    let facts = commands::in_parts::facts(store, "k", &state, (&calendar, &settings, &library));
    Some(facts.unwrap().expect("the built-in rules look at one suspension at a time"))
}

fn assert_same(parts: &Facts, whole: &Facts) {
    for (table, of_parts, of_whole) in [
        ("dossiers", &parts.dossiers, &whole.dossiers),
        ("suspensions", &parts.suspensions, &whole.suspensions),
        ("procedures", &parts.procedures, &whole.procedures),
    ] {
        assert_eq!(of_parts.schema(), of_whole.schema(), "{table}");
        assert!(of_parts.equals_missing(of_whole), "{table}\n{:?}\n{:?}", **of_parts, **of_whole);
    }
    assert_eq!(parts.hits(), whole.hits());
    assert_eq!((&parts.months, &parts.main_agency), (&whole.months, &whole.main_agency));
    assert_eq!((&parts.carried, parts.as_of), (&whole.carried, whole.as_of));
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    #[test]
    fn parts_are_the_whole(imports in imports(), derived in 5_usize..30, kept in 3_usize..50) {
        let (_folder, store) = store_of(&imports);
        let store = store.in_parts_of(derived, kept);
        if let Some(parts) = part_by_part(&store) {
            let n = parts.dossiers.n_rows();
            assert_eq!(parts.dossiers.n_parts(), n.div_ceil(kept).max(1), "{n} rows");
            assert_same(&parts, &whole(&store));
        }
    }
}

/// A year's dossiers in one import, corrections of some of them in another, those of a neighbour.
fn typical() -> Vec<(Made, Cut)> {
    use proptest::strategy::ValueTree;
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut any = |n: usize| made(n).new_tree(&mut runner).unwrap().current();
    let all = Cut { from: 0, every: 1, lacks: vec![], suspensions: true, covers: true, procedures: true };
    let some = Cut { from: 50, every: 3, lacks: vec!["due_at"], procedures: false, ..all.clone() };
    let mut neighbour = any(200);
    neighbour.dossiers.iter_mut().for_each(|d| d.dossier_code = d.dossier_code.replace("H32", "H33"));
    neighbour.suspensions.iter_mut().for_each(|s| s.dossier_code = s.dossier_code.replace("H32", "H33"));
    vec![(any(400), all.clone()), (any(400), some), (neighbour, Cut { covers: false, ..all })]
}

#[test]
fn corrections_and_neighbours_are_merged_in_every_part() {
    let (_folder, store) = store_of(&typical());
    let store = store.in_parts_of(40, 64);
    let (parts, whole) = (part_by_part(&store).unwrap(), whole(&store));
    assert_eq!(parts.dossiers.n_rows(), 600);
    assert!(parts.hits().iter().any(|hits| hits.rules.len() > 1));
    assert!(parts.suspensions.n_rows() > 64, "{} in files of 64", parts.suspensions.n_rows());
    assert_same(&parts, &whole);
}

#[test]
fn few_dossiers_and_explanations_are_derived_as_a_whole() {
    let (_folder, store) = store_of(&typical());
    assert!(part_by_part(&store).is_none(), "too few");
    let store = store.in_parts_of(40, 64);
    let mut evidence = Made::new("2026-11-05 10:30");
    let dossier_code = typical()[0].0.dossiers[0].dossier_code.clone();
    evidence.explanations.push(Explanation { dossier_code, ..Explanation::default() });
    let table = typed(TableName::Explanations, &evidence.state().explanations, &[], |_| true);
    commit(&store, &import_of("explained", t("2026-11-05 08:00"), vec![table], false));
    assert!(part_by_part(&store).is_none(), "explained");
}

#[test]
fn a_rule_that_looks_at_several_suspensions_needs_the_whole() {
    assert!(in_parts::are_possible(&Library::builtin().unwrap()));
    let builtin = Library::builtin().unwrap();
    let of = |rest: &str| {
        let sql = builtin.sql("too_long").unwrap().replace("FROM suspensions\nCROSS JOIN params", rest);
        let file =
            QueryFile { folder: "rules".into(), name: "own".into(), path: "own.sql".into(), text: sql };
        in_parts::are_possible(&Library::with(&[file]).unwrap())
    };
    assert!(of("FROM suspensions CROSS JOIN params"));
    assert!(!of("FROM suspensions CROSS JOIN params WHERE official IN (SELECT official FROM suspensions)"));
}

#[test]
fn a_damaged_import_is_found() {
    let (_folder, store) = store_of(&typical());
    let store = store.in_parts_of(40, 64);
    let (records, as_of) = store.speaking(None).unwrap();
    let path = store.folder().join("imports").join(&records[1].import_id).join("dossiers.parquet");
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(store.state_in_parts(&records, as_of).err().unwrap().kind, Kind::Store);
    std::fs::remove_file(&path).unwrap();
    assert_eq!(store.state_in_parts(&records, as_of).err().unwrap().kind, Kind::Store);
}
