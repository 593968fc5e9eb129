//! A folder of files: prepared ahead and at the same time, yet the store is that of one file after the
//! other; a full disk or a kill in the middle leaves a beginning of it that goes on at the next import.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use motcua::io::store::{Store, Verdict};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use crate::cli_import::{Place, list};

/// Files that have to learn from each other: a known list, one with another header, one that resembles
/// it, a copy of an earlier file, one that is no list.
fn folder(place: &Place) -> Vec<&'static str> {
    let other = |n| list(n, &[]).replace("Ngày hẹn trả", "Hạn trả kết quả");
    let files = [
        ("01.csv", list(5, &[])),
        ("02.csv", list(6, &[2])),
        ("03.csv", other(7)),
        ("04.csv", list(8, &[]).replace("Ngày hẹn trả", "Cột lạ")),
        ("05.csv", list(5, &[])),
        ("06.csv", "Tên hàng,Số lượng\nGạo,2\n".to_string()),
        ("07.csv", other(9)),
        ("08.csv", list(10, &[4])),
        ("09.csv", list(11, &[])),
    ];
    files
        .map(|(name, text)| {
            place.write(&format!("drop/{name}"), text);
            name
        })
        .to_vec()
}

/// Every file of a store but the lock, by its place; moments of import are blanked.
fn contents(store: &Path) -> BTreeMap<PathBuf, String> {
    fn walk(folder: &Path, root: &Path, into: &mut BTreeMap<PathBuf, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, into);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            let mut text = String::from_utf8(bytes.clone()).unwrap_or_else(|_| format!("{bytes:?}"));
            if let Some(at) = text.find("\"imported_at\": \"") {
                text.replace_range(at + 16..at + 35, "-");
            }
            into.insert(path.strip_prefix(root).unwrap().to_path_buf(), text);
        }
    }
    let mut files = BTreeMap::new();
    walk(store, store, &mut files);
    // The hash of the record follows the moment of import.
    files.retain(|path, _| !path.ends_with(".lock") && !path.ends_with("import.json.sha256"));
    files
}

fn verdicts(store: &Store) -> (usize, Vec<String>) {
    let checks = store.verify().unwrap();
    let leftovers = checks.iter().filter(|c| c.verdict == Verdict::Leftover).count();
    let damages = checks.iter().filter(|c| matches!(c.verdict, Verdict::Damaged(_)));
    (leftovers, damages.map(|c| format!("{c:?}")).collect())
}

#[test]
fn a_folder_gives_the_store_of_one_file_after_the_other() {
    let place = Place::new();
    let names = folder(&place);
    let _ = place.import(&["drop", "--store", "together"]);
    for name in names {
        let _ = place.import(&[&format!("drop/{name}"), "--store", "single"]);
    }
    let (together, single) = (contents(&place.path("together")), contents(&place.path("single")));
    assert_eq!(together.keys().collect::<Vec<_>>(), single.keys().collect::<Vec<_>>());
    for (path, text) in &together {
        assert_eq!(*text, single[path], "{}", path.display());
    }
    let imported = Store::open(place.path("together")).unwrap().imports().unwrap();
    let files: Vec<&str> = imported.iter().map(|r| r.file_name.as_str()).collect();
    assert_eq!(files, ["01.csv", "02.csv", "03.csv", "04.csv", "07.csv", "08.csv", "09.csv"]);
}

#[test]
fn a_dry_run_of_a_folder_writes_nothing_and_tells_of_every_file() {
    let place = Place::new();
    folder(&place);
    let output = place.import(&["drop", "--dry-run", "--format", "json"]).get_output().clone();
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(told["files"].as_array().unwrap().len(), 9);
    assert!(!place.path("motcua-data").exists());
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_for_one_file_of_a_folder_leaves_the_others() {
    let place = Place::new();
    place.write("drop/1.csv", list(5, &[]));
    place.write("drop/2.csv", list(9_000, &[]));
    place.write("drop/3.csv", list(6, &[]));
    let program = assert_cmd::cargo::cargo_bin("motcua");
    let script = format!("ulimit -f 16; trap '' XFSZ; exec {} import drop", program.display());
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(place.path(""))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    let names = || place.store().imports().unwrap().into_iter().map(|r| r.file_name).collect::<Vec<_>>();
    assert_eq!(names(), ["1.csv", "3.csv"], "{said}");
    assert_eq!(verdicts(&place.store()), (0, Vec::new()));
    place.import(&["drop"]).success();
    assert_eq!(names(), ["1.csv", "3.csv", "2.csv"]);
}

#[test]
fn a_kill_in_the_middle_of_a_folder_leaves_a_beginning_that_goes_on() {
    let place = Place::new();
    folder(&place);
    let begin = Instant::now();
    let _ = place.import(&["drop", "--store", "whole"]);
    let took = begin.elapsed().as_micros() as u64;
    let all = Store::open(place.path("whole")).unwrap().imports().unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(20_261_125);
    let mut n_partial = 0;
    for i in 0..10 {
        let name = format!("store-{i}");
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("motcua"))
            .args(["import", "drop", "--store", &name])
            .current_dir(place.path(""))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(random.next_u64() % took));
        let _ = child.kill();
        child.wait().unwrap();
        let store = Store::open(place.path(&name)).unwrap();
        assert_eq!(verdicts(&store).1, Vec::<String>::new());
        let there = store.imports().unwrap();
        let ids = |records: &[motcua::domain::ledger::ImportRecord]| {
            records.iter().map(|r| r.import_id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&there), ids(&all[..there.len()]));
        n_partial += usize::from(!there.is_empty() && there.len() < all.len());
        let _ = place.import(&["drop", "--store", &name]);
        assert_eq!(verdicts(&store), (0, Vec::new()));
        assert_eq!(ids(&store.imports().unwrap()), ids(&all));
    }
    println!("killed 10 times, {n_partial} of them between two files");
}
