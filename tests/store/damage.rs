//! Damage, locks, what a killed import leaves behind.

use super::*;

pub(super) fn damages(store: &Store) -> Vec<String> {
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
