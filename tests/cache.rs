//! Derived states that are kept between questions: they answer as the derivation did, from parts as
//! from the whole, and count as missing when something is wrong with them.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use motcua::analysis::facts::{self, Facts};
use motcua::analysis::rates::{self, By, RateRow};
use motcua::analysis::suspensions::{self, Filter};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::error::Kind;
use motcua::io::store::Store;
use motcua::metrics::Library;
use motcua::tables::{Kept, Table};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use tempfile::TempDir;

use crate::made::any;

/// Some hundred dossiers, always the same ones.
fn built() -> Facts {
    let made = any::made(400).new_tree(&mut TestRunner::deterministic()).unwrap().current();
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn store() -> (TempDir, Store) {
    let folder = TempDir::new().unwrap();
    let store = Store::open(folder.path().join("kho")).unwrap().keeping_from(1);
    (folder, store)
}

fn answers(facts: &Facts) -> Vec<Vec<RateRow>> {
    let library = Library::builtin().unwrap();
    let groups =
        [None, Some(By::Official), Some(By::Procedure), Some(By::Month), Some(By::Week), Some(By::Field)];
    let year = Period::parse("2026").unwrap();
    groups.map(|by| rates::rates(facts, &library, &Settings::default(), year, by, &[]).unwrap()).to_vec()
}

/// The files of the only kept state.
fn files(store: &Store) -> Vec<PathBuf> {
    let folders: Vec<_> = fs::read_dir(store.folder().join("cache")).unwrap().collect();
    assert_eq!(folders.len(), 1);
    let mut files: Vec<PathBuf> =
        fs::read_dir(folders[0].as_ref().unwrap().path()).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn a_kept_state_answers_as_the_derived_one() {
    let (_folder, store) = store();
    let built = built();
    assert!(store.kept_state("k").is_none());
    store.keep_state("k", &built.to_keep().unwrap().unwrap());
    let kept = Facts::of_kept(store.kept_state("k").unwrap(), &Settings::default());
    assert_eq!(answers(&kept), answers(&built));
    assert_eq!(kept.hits(), built.hits());
    assert!(kept.hits().iter().any(|hits| hits.rules.len() > 1));
    assert!(kept.dossiers.equals_missing(&built.dossiers));
    assert!(kept.suspensions.equals_missing(&built.suspensions));
    assert_eq!((&kept.months, &kept.main_agency), (&built.months, &built.main_agency));
    let library = Library::builtin().unwrap();
    let audit = |facts| {
        let year = Period::parse("2026").unwrap();
        format!("{:?}", suspensions::audit(facts, &library, year, &Filter::default()).unwrap())
    };
    assert_eq!(audit(&kept), audit(&built));
}

#[test]
fn parts_add_up_to_the_whole() {
    let built = built();
    let whole = answers(&built);
    let mut in_parts = built.clone();
    for (table, frame) in [
        (&mut in_parts.dossiers, (*built.dossiers).clone()),
        (&mut in_parts.suspensions, (*built.suspensions).clone()),
    ] {
        let columns = frame.get_column_names().iter().map(|name| name.to_string()).collect();
        let size = frame.height().div_ceil(3);
        let rows = vec![size, size, frame.height() - 2 * size];
        let read = move |part: usize, columns: &[&str]| {
            Ok(frame.slice((part * size) as i64, size).select(columns.iter().copied()).unwrap())
        };
        *table = Table::from(Kept { columns, rows, read: Arc::new(read), names: None });
        assert_eq!(table.n_parts(), 3);
    }
    assert_eq!(answers(&in_parts), whole);
    assert_eq!(in_parts.dossiers.n_parts(), 3, "no question of the built-in metrics needs the whole table");
}

#[test]
fn only_the_newest_states_stay() {
    let (_folder, store) = store();
    let state = built().to_keep().unwrap().unwrap();
    for key in ["a", "b", "c"] {
        store.keep_state(key, &state);
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    let there = ["a", "b", "c"].map(|key| store.kept_state(key).is_some());
    assert_eq!(there, [false, true, true]);
    let few = Store::open(store.folder()).unwrap();
    few.keep_state("d", &state);
    assert!(few.kept_state("d").is_none(), "too few dossiers to be worth it");
}

#[test]
fn what_is_wrong_with_a_kept_state_makes_it_missing() {
    let (_folder, store) = store();
    let state = built().to_keep().unwrap().unwrap();
    store.keep_state("k", &state);
    for name in ["state.json", "dossiers-0000.parquet", "rules-0000.parquet"] {
        let path = files(&store).into_iter().find(|path| path.ends_with(name)).unwrap();
        let bytes = fs::read(&path).unwrap();
        fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        assert!(store.kept_state("k").is_none(), "{name} is cut off");
        fs::remove_file(&path).unwrap();
        assert!(store.kept_state("k").is_none(), "{name} is gone");
        fs::write(&path, &bytes).unwrap();
        assert!(store.kept_state("k").is_some(), "{name} is back");
    }
    let path = files(&store).into_iter().find(|path| path.ends_with("dossiers-0000.parquet")).unwrap();
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let kept = store.kept_state("k").unwrap();
    let error = kept.dossiers.part(0, |_| true).unwrap_err();
    assert_eq!(error.kind, Kind::Store);
    assert!(store.kept_state("k").is_none(), "the next question derives anew");
}
