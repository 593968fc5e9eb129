//! `motcua PATH…`: what a clerk gets who drops files on the program.

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;

/// A folder with a Vietnamese name and a space, and CSV exports in it.
fn exports(within: &Path) -> PathBuf {
    let folder = within.join("Một cửa tuần 43");
    let mut command = motcua(within);
    command.args(["generate", "-q", "--dossiers", "60", "--layout", "csv", "-o"]).arg(&folder);
    command.assert().success();
    folder
}

fn motcua(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.env_remove("MOTCUA_STORE").env_remove("MOTCUA_LANG").current_dir(folder);
    command
}

fn names(folder: &Path) -> Vec<String> {
    let listed = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let mut names: Vec<String> =
        listed.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn a_folder_is_imported_and_reported_beside_its_files() {
    let place = tempfile::tempdir().unwrap();
    let folder = exports(place.path());
    let first = motcua(place.path()).arg(&folder).output().unwrap();
    assert_eq!(first.status.code(), Some(0), "{}", text(&first.stderr));
    let told = text(&first.stdout);
    assert!(told.contains("Tệp mới đã nhập: ") && told.contains("Báo cáo của: Tháng"), "{told}");

    let results = folder.join("ket-qua-motcua");
    let written = names(&results);
    let [report, list] = &written[..] else { panic!("{written:?}") };
    assert!(report.starts_with("bao-cao-20") && list.starts_with("den-han-20"), "{written:?}");
    let files = names(&results.join(report));
    for file in ["bao-cao.html", "bao-cao.xlsx", "bao-cao.json", "manifest.json"] {
        assert!(files.iter().any(|name| name == file), "{file} is not among {files:?}");
    }
    assert!(place.path().join("motcua-data/imports").is_dir(), "the store is where it always is");

    let page = fs::read(results.join(report).join("bao-cao.html")).unwrap();
    let again = motcua(place.path()).arg(&folder).output().unwrap();
    assert_eq!(again.status.code(), Some(0), "{}", text(&again.stderr));
    assert!(text(&again.stdout).contains("Tệp mới đã nhập: 0 · "), "{}", text(&again.stdout));
    assert!(!text(&again.stdout).contains("bao-cao.xlsx"), "results were taken for inputs");
    assert_eq!(names(&results), written);
    assert_eq!(fs::read(results.join(report).join("bao-cao.html")).unwrap(), page, "the same bytes again");
}

#[test]
fn single_files_are_taken_with_global_options_and_a_bad_one_is_named() {
    let place = tempfile::tempdir().unwrap();
    let folder = exports(place.path());
    let bad = folder.join("hỏng.xlsx");
    fs::write(&bad, b"PK\x03\x04 not a workbook").unwrap();
    let files = names(&folder).into_iter().filter(|name| name.ends_with(".csv"));
    let output = motcua(place.path())
        .args(files.map(|name| folder.join(name)))
        .arg(&bad)
        .args(["--lang", "en", "--store", "kho", "-o", "ket qua"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("hỏng.xlsx"), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("not imported: 1"), "{}", text(&output.stdout));
    assert_eq!(names(&place.path().join("ket qua")).len(), 2);
    assert!(place.path().join("kho/imports").is_dir());
    assert!(!folder.join("ket-qua-motcua").exists());
}

#[test]
fn what_is_not_there_is_said_and_nothing_is_made() {
    let place = tempfile::tempdir().unwrap();
    let output = motcua(place.path()).arg("không có.xlsx").output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", text(&output.stderr));
    assert!(text(&output.stderr).contains("không có.xlsx"));
    assert!(names(place.path()).is_empty());
    motcua(place.path()).arg("ratse").assert().code(2);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_gets_its_results_beside_the_store() {
    use std::os::unix::fs::PermissionsExt;
    let place = tempfile::tempdir().unwrap();
    let folder = exports(place.path());
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(folder.join("probe"), "").is_ok() {
        println!("skipped: this user may write everywhere");
        return;
    }
    let output = motcua(place.path()).arg(&folder).output().unwrap();
    fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(names(&place.path().join("ket-qua-motcua")).len(), 2);
}
