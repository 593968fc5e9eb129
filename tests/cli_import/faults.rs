//! What goes wrong around an import: the store's place, the disk, a kill, a file still growing.

use super::*;

#[test]
fn an_empty_or_impossible_store_is_said() {
    let place = Place::new();
    place.motcua().arg("imports").assert().success().stdout(contains("Chưa có lần nhập nào"));
    place.write("motcua-data", "a file");
    place.motcua().arg("imports").assert().code(5);
}

#[cfg(unix)]
#[test]
fn a_read_only_store_is_told_in_words() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    let store = place.path("motcua-data");
    fs::create_dir(&store).unwrap();
    fs::set_permissions(&store, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(store.join("probe"), "x").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    place.import(&["a.csv"]).code(5).stderr(contains("quyền ghi"));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_in_words_and_leaves_the_store_as_it_was() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.import(&["a.csv"]).success();
    let before = place.stored();
    place.write("b.csv", list(400, &[]));
    // A limit on the size of a file stands for the full disk.
    let program = assert_cmd::cargo::cargo_bin("motcua");
    let script = format!("ulimit -f 4; trap '' XFSZ; exec {} import b.csv", program.display());
    let output =
        std::process::Command::new("bash").args(["-c", &script]).current_dir(&place.0).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(5), "{said}");
    assert!(said.contains("đầy"), "{said}");
    assert_eq!(place.stored(), before);
}

/// Kills the import at random moments: the store is as before or after, always.
#[test]
fn a_kill_at_any_moment_leaves_the_store_as_before_or_after() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.write("b.csv", list(60, &[7]));
    place.import(&["a.csv"]).success();
    let begin = Instant::now();
    place.import(&["b.csv", "--store", "whole"]).success();
    let whole = begin.elapsed().as_micros() as u64;
    let after = Store::open(place.path("whole")).unwrap().state(None).unwrap().dossiers.height();
    let mut random = ChaCha8Rng::seed_from_u64(20_261_123);
    let (mut n_before, mut n_after) = (0, 0);
    for i in 0..100 {
        let store = format!("store-{i}");
        copy(&place.path("motcua-data"), &place.path(&store));
        // Half of the kills fall into the last part, where the store is written.
        let from = if i % 2 == 0 { 0 } else { whole * 6 / 10 };
        let wait = from + random.next_u64() % (whole * 11 / 10 - from);
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("motcua"))
            .args(["import", "b.csv", "--store", &store])
            .current_dir(&place.0)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_micros(wait));
        let _ = child.kill();
        child.wait().unwrap();

        let store = Store::open(place.path(&store)).unwrap();
        let damages: Vec<_> = store
            .verify()
            .unwrap()
            .into_iter()
            .filter(|c| matches!(c.verdict, Verdict::Damaged(_)))
            .collect();
        assert_eq!(damages, [], "killed after {wait} µs");
        match store.imports().unwrap().len() {
            1 => {
                n_before += 1;
                assert_eq!(store.state(None).unwrap().dossiers.height(), 5);
            }
            2 => {
                n_after += 1;
                assert_eq!(store.state(None).unwrap().dossiers.height(), after.max(5));
            }
            n => panic!("{n} imports"),
        }
        if i % 25 == 0 {
            place.import(&["b.csv", "--store", store.folder().to_str().unwrap()]).success();
            assert_eq!(store.imports().unwrap().len(), 2);
            let leftovers = store.verify().unwrap().into_iter().filter(|c| c.verdict == Verdict::Leftover);
            assert_eq!(leftovers.count(), 0);
        }
    }
    println!("killed 100 times: {n_before} before, {n_after} after");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn watch_takes_files_as_they_are_complete_and_survives_errors() {
    let place = Place::new();
    place.write("drop/1.csv", list(5, &[]));
    place.write("drop/2.xlsx", "no workbook");
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("motcua"))
        .args(["import", "--watch", "drop", "--lang", "en"])
        .current_dir(&place.0)
        .stdout(Stdio::null())
        .stderr(fs::File::create(place.path("log.txt")).unwrap())
        .spawn()
        .unwrap();
    let imported = |n: usize| {
        let deadline = Instant::now() + Duration::from_secs(60);
        while Instant::now() < deadline {
            if place.store().imports().is_ok_and(|imports| imports.len() == n) {
                return true;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        false
    };
    let first = imported(1);
    place.write("drop/3.csv", list(6, &[]));
    let second = first && imported(2);
    let running = child.try_wait().unwrap().is_none();
    let _ = child.kill();
    child.wait().unwrap();
    let log = fs::read_to_string(place.path("log.txt")).unwrap();
    assert!(first && second && running, "{log}");
    for expected in ["1.csv: imported (0001-", "2.xlsx: not imported", "3.csv: imported (0002-"] {
        assert!(log.contains(expected), "{expected} is missing in:\n{log}");
    }
}
