//! `motcua import` and `motcua imports` from outside: sentences, exit codes, and a store that is as
//! before after every failure.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use assert_cmd::Command;
use motcua::io::store::{Store, Verdict};
use predicates::prelude::*;
use predicates::str::{contains, is_empty};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

mod faults;

const HEADER: &str =
    "Mã hồ sơ,Tên TTHC,Chủ hồ sơ,Số điện thoại,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Cán bộ xử lý";
const APPLICANT: &str = "Trần Thị Bí Mật";

/// A folder with a store in it, left alone by the environment.
pub struct Place(tempfile::TempDir);

impl Place {
    pub fn new() -> Place {
        Place(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    pub fn motcua(&self) -> Command {
        let mut command = Command::cargo_bin("motcua").unwrap();
        command.env_remove("MOTCUA_STORE").env_remove("MOTCUA_LANG").current_dir(&self.0);
        command
    }

    pub fn import(&self, arguments: &[&str]) -> assert_cmd::assert::Assert {
        self.motcua().arg("import").args(arguments).assert()
    }

    /// The JSON answer of a command that succeeds.
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.motcua().args(arguments).args(["--format", "json"]).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    pub fn store(&self) -> Store {
        Store::open(self.path("motcua-data")).unwrap()
    }

    /// Every file of the store with its bytes (but the lock's).
    pub fn stored(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        read_all(&self.path("motcua-data"), &mut files);
        files.retain(|path, _| !path.ends_with(".lock"));
        files
    }
}

fn read_all(folder: &Path, into: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read_all(&path, into);
        } else {
            into.insert(path.clone(), fs::read(&path).unwrap());
        }
    }
}

/// A list of dossiers 1 to `n`; those in `broken` have an unreadable date of acceptance.
pub fn list(n: usize, broken: &[usize]) -> String {
    let mut text = format!("DANH SÁCH HỒ SƠ\nTừ ngày 01/07/2026 đến ngày 31/07/2026\n{HEADER}\n");
    for i in 1..=n {
        let accepted = if broken.contains(&i) {
            "hôm qua".to_string()
        } else {
            format!("{:02}/07/2026 08:00", i % 28 + 1)
        };
        text += &format!(
            "000.00.01.H31-2607{i:02}-{i:04},Đăng ký khai sinh,{APPLICANT},0905123456,{accepted},{:02}/08/2026 17:00,,Nguyễn Văn A\n",
            i % 28 + 1
        );
    }
    text
}

#[test]
fn an_import_tells_what_it_took_and_leaves_no_applicant_anywhere() {
    let place = Place::new();
    place.write("tuan-1.csv", list(20, &[3]));
    let output = place.import(&["tuan-1.csv"]).success().get_output().clone();
    let said = String::from_utf8(output.stdout).unwrap();
    for expected in ["tuan-1.csv", "đã nhập", "Ngày tiếp nhận", "Để riêng, ô E6"] {
        assert!(said.contains(expected), "{expected} is missing in:\n{said}");
    }
    assert!(!said.contains("hôm qua"), "the text of a cell was quoted:\n{said}");
    let json = place.json(&["imports", "list"]);
    let row = &json["rows"][0];
    assert_eq!(row["rows_read"], 20);
    assert_eq!(row["rows_taken"], 19);
    assert_eq!(row["rows_rejected"], 1);
    assert_eq!(row["exported_at"], "2026-07-31T23:59:59");
    assert_eq!(row["scope_start"], "2026-07-01");
    for (path, bytes) in place.stored() {
        for private in [APPLICANT, "0905123456"] {
            let found = bytes.windows(private.len()).any(|w| w == private.as_bytes());
            assert!(!found, "{private} is in {}", path.display());
        }
    }
    let state = place.store().state(None).unwrap();
    assert_eq!(state.dossiers.height(), 19);
}

#[test]
fn show_prints_the_account_again() {
    let place = Place::new();
    place.write("a.csv", list(10, &[4]));
    place.import(&["a.csv"]).success();
    place
        .motcua()
        .args(["imports", "show", "1"])
        .assert()
        .success()
        .stdout(contains("a.csv").and(contains("Ngày tiếp nhận")).and(contains("E7")));
    let json = place.json(&["imports", "show", "1"]);
    assert_eq!(json["rejects"][0]["cell"], "E7");
    assert_eq!(json["rejects"][0]["reason_code"], "date_unreadable");
    place.motcua().args(["imports", "show", "77"]).assert().code(2).stderr(contains("77"));
}

#[test]
fn the_same_file_again_changes_nothing_and_says_so() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.import(&["a.csv"]).success();
    let before = place.stored();
    place.write("renamed.csv", list(5, &[]));
    place.import(&["renamed.csv"]).success().stdout(contains("đã có"));
    assert_eq!(place.stored(), before);
    place.import(&["renamed.csv", "--force"]).success();
    assert_eq!(place.store().imports().unwrap().len(), 2);
}

#[test]
fn a_dry_run_leaves_nothing() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place
        .import(&["a.csv", "--dry-run"])
        .success()
        .stdout(contains("Nhập thử").and(contains("Ngày tiếp nhận")));
    assert!(!place.path("motcua-data").exists());
}

#[test]
fn strict_refuses_a_file_with_a_single_bad_row() {
    let place = Place::new();
    place.write("a.csv", list(20, &[3]));
    place
        .import(&["a.csv", "--strict"])
        .code(4)
        .stdout(is_empty())
        .stderr(contains("1 trên 20").and(contains("ô E6")).and(contains("cách xử lý")));
    assert!(place.stored().is_empty());
    place.write("b.csv", list(20, &[]));
    place.import(&["b.csv", "--strict"]).success();
}

#[test]
fn too_many_bad_rows_stop_the_import_with_the_first_ten_reasons() {
    let place = Place::new();
    place.write("a.csv", list(40, &(1..=15).collect::<Vec<_>>()));
    let output = place.import(&["a.csv"]).code(4).get_output().clone();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("15 trên 40"), "{said}");
    assert_eq!(said.matches("› ô E").count(), 10, "{said}");
    assert!(place.stored().is_empty());
    place.write("motcua.toml", "[import]\nmax_rejected_percent = 50.0\n");
    place.import(&["a.csv"]).success();
}

#[test]
fn bad_inputs_each_get_a_sentence_and_leave_the_store_as_it_was() {
    let place = Place::new();
    place.write("good.csv", list(5, &[]));
    place.import(&["good.csv"]).success();
    let before = place.stored();
    place.write("text.xlsx", "Đây chỉ là văn bản, không phải bảng tính.\n");
    place.write("empty.xlsx", "");
    place.write("unknown.csv", "Tên hàng,Số lượng,Đơn giá\nGạo,2,15000\nMuối,1,5000\n");
    place.write("header-only.csv", format!("{HEADER}\n"));
    place.write("cut.xlsx", b"PK\x03\x04 and then nothing of a zip");
    place.write("folder/readme.txt", "Not a spreadsheet.\n");
    place.write("report.pdf", "%PDF-1.7 nothing");
    for (arguments, code) in [
        (vec!["text.xlsx"], [3, 4].as_slice()),
        (vec!["empty.xlsx"], &[3]),
        (vec!["unknown.csv"], &[4]),
        (vec!["header-only.csv"], &[4]),
        (vec!["cut.xlsx"], &[3]),
        (vec!["report.pdf"], &[3]),
        (vec!["folder"], &[3]),
        (vec!["not-there.xlsx"], &[3]),
        (vec!["good.csv", "--force", "--layout", "not-there.toml"], &[3]),
        (vec!["good.csv", "--force", "--exported-at", "hôm nay"], &[2]),
        (vec![], &[2]),
    ] {
        let output = place.import(&arguments).get_output().clone();
        let said = String::from_utf8(output.stderr).unwrap();
        let exit = output.status.code().unwrap();
        assert!(code.contains(&exit), "{arguments:?} gave {exit}: {said}");
        assert!(!said.trim().is_empty() && !said.contains("panicked"), "{arguments:?}: {said}");
        assert!(output.stdout.is_empty(), "{arguments:?} wrote to stdout");
        assert_eq!(place.stored(), before, "{arguments:?} changed the store");
    }
}

#[test]
fn one_bad_file_of_a_folder_does_not_stop_the_others_but_sets_the_exit_code() {
    let place = Place::new();
    place.write("drop/1-good.csv", list(5, &[]));
    place.write("drop/2-bad.xlsx", "no workbook");
    place.write("drop/3-good.csv", list(6, &[]));
    place.write("drop/readme.txt", "Ghi chú của văn phòng.\n");
    place.write("drop/truth.json", "{\"a\": 1}");
    place.write("drop/~$3-good.csv", "owner");
    let output = place.import(&["drop", "--lang", "en"]).get_output().clone();
    assert_ne!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("1 of 3"), "{said}");
    assert!(said.contains("2-bad.xlsx"), "{said}");
    let names: Vec<String> = place.store().imports().unwrap().into_iter().map(|r| r.file_name).collect();
    assert_eq!(names, ["1-good.csv", "3-good.csv"]);
}

#[test]
fn the_store_in_the_folder_is_not_imported() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.write("motcua-data/b.csv", list(6, &[]));
    place.import(&["."]).success();
    assert_eq!(place.store().imports().unwrap().len(), 1);
}

#[test]
fn an_export_time_can_be_given_and_must_be_known() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.import(&["a.csv", "--exported-at", "2026-09-01"]).success();
    let record = place.store().imports().unwrap().remove(0);
    assert_eq!(record.exported_at.to_string(), "2026-09-01 23:59:59");
}

#[test]
fn a_layout_is_saved_and_used_for_the_next_file() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.write("b.csv", list(6, &[]));
    place.import(&["a.csv"]).success();
    let layouts = place.store().layouts().unwrap();
    assert_eq!(layouts.len(), 1);
    assert!(!layouts[0].to_toml().unwrap().contains(APPLICANT));
    place.import(&["b.csv"]).success().stdout(contains("như lần nhập trước"));
    // A layout given by hand goes before everything else.
    let saved = fs::read_dir(place.path("motcua-data/layouts")).unwrap().next().unwrap().unwrap().path();
    place.write("c.csv", list(7, &[]));
    place.import(&["c.csv", "--layout", saved.to_str().unwrap()]).success().stdout(contains("--layout"));
}

#[test]
fn a_lost_column_names_the_metrics_that_have_no_data_without_it() {
    let place = Place::new();
    place.write("a.csv", list(5, &[]));
    place.import(&["a.csv"]).success();
    place.write("b.csv", list(6, &[]).replace("Ngày hẹn trả", "Cột lạ"));
    place
        .import(&["b.csv", "--exported-at", "2026-08-15"])
        .success()
        .stdout(contains("Ngày hẹn trả").and(contains("số liệu cho: Đúng hạn")));
}

#[test]
fn undo_and_verify_from_the_command_line() {
    let place = Place::new();
    for i in 1..=2 {
        let name = format!("{i}.csv");
        place.write(&name, list(i + 4, &[]));
        place.import(&[&name]).success();
    }
    place.motcua().args(["imports", "undo", "1"]).assert().code(2).stderr(contains("0002-"));
    place.motcua().args(["imports", "undo", "2"]).assert().success();
    let json = place.json(&["imports"]);
    assert_eq!(json["rows"][1]["undone"], true);
    place.motcua().args(["imports", "verify"]).assert().success().stdout(contains("không có chỗ hỏng"));
    let id = place.store().imports().unwrap()[0].import_id.clone();
    let path = place.path("motcua-data/imports").join(id).join("dossiers.parquet");
    let mut bytes = fs::read(&path).unwrap();
    bytes[100] ^= 1;
    fs::write(&path, bytes).unwrap();
    place.motcua().args(["imports", "verify"]).assert().code(5).stdout(contains("dossiers.parquet"));
    place.motcua().args(["rates", "--period", "2026-07"]).assert().code(5).stderr(contains("imports verify"));
}
