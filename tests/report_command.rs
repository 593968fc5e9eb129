//! `report`, `evaluate` and `due` from exports to files, through the program itself.

use std::collections::BTreeMap;
use std::path::Path;

use assert_cmd::Command;
use calamine::{Data, DataType, Reader, Xlsx};

pub fn motcua(store: &Path) -> Command {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.env("MOTCUA_STORE", store).env_remove("MOTCUA_LANG").env("NO_COLOR", "1");
    command
}

pub fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), std::fs::read(e.path()).unwrap())).collect()
}

/// Sample dossiers imported into a fresh store.
pub fn sample(folder: &Path) -> std::path::PathBuf {
    let (exports, store) = (folder.join("exports"), folder.join("store"));
    let made = ["generate", "-q", "--dossiers", "150", "--seed", "5", "--layout", "split", "-o"];
    motcua(&store).args(made).arg(&exports).assert().success();
    motcua(&store).args(["import", "-q"]).arg(&exports).assert().success();
    store
}

#[test]
fn report_writes_the_same_bytes_twice_and_the_same_numbers_in_every_form() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(folder.path());
    let out = |name: &str| folder.path().join(name);
    for name in ["one", "two"] {
        motcua(&store)
            .args(["report", "--period", "2026-09", "-o"])
            .arg(out(name))
            .assert()
            .success()
            .stdout("");
    }
    let (one, two) = (files(&out("one")), files(&out("two")));
    assert_eq!(one.keys().collect::<Vec<_>>(), two.keys().collect::<Vec<_>>());
    for (name, bytes) in &one {
        assert!(bytes == &two[name], "{name} differs between two runs");
    }
    let json: serde_json::Value = serde_json::from_slice(&one["bao-cao.json"]).unwrap();
    for (sheet, section) in [("Tổng hợp", "summary"), ("Tỷ lệ theo cán bộ", "rates")] {
        same_numbers(&one["bao-cao.xlsx"], sheet, json[section].as_array().unwrap());
        same_rows_in_csv(&one[&format!("{section}.csv")], json[section].as_array().unwrap());
    }
    manifest_is_true(&one);
}

/// k, n, no data and rate of a sheet beside those of the JSON.
fn same_numbers(book: &[u8], sheet: &str, rows: &[serde_json::Value]) {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(book.to_vec())).unwrap();
    let range = book.worksheet_range(sheet).unwrap();
    for (title, key) in
        [("Đạt", "hits"), ("Được tính", "total"), ("Không có dữ liệu", "no_data"), ("Tỷ lệ", "rate")]
    {
        let head = range.used_cells().find(|(_, _, v)| v.as_string().as_deref() == Some(title)).unwrap();
        for (i, row) in rows.iter().enumerate() {
            let cell = range.get((head.0 + 1 + i, head.1)).unwrap_or(&Data::Empty);
            let shown = cell.as_f64().map(|x| if key == "rate" { (x * 10_000.0).round() / 100.0 } else { x });
            assert_eq!(shown, row[key].as_f64(), "{sheet}, {key}, row {i}: {cell:?}");
        }
    }
}

fn same_rows_in_csv(csv: &[u8], rows: &[serde_json::Value]) {
    let mut reader = csv::Reader::from_reader(&csv[3..]);
    let keys: Vec<String> = reader.headers().unwrap().iter().map(str::to_string).collect();
    let mut n = 0;
    for (record, row) in reader.records().map(|r| r.unwrap()).zip(rows) {
        let expected: Vec<String> = keys
            .iter()
            .map(|key| match &row[key] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                serde_json::Value::Number(x) if x.is_f64() => x.as_f64().unwrap().to_string(),
                other => other.to_string(),
            })
            .collect();
        assert_eq!(record.iter().map(str::to_string).collect::<Vec<_>>(), expected);
        n += 1;
    }
    assert_eq!(n, rows.len());
}

/// Every written file is in the manifest with its hash, and the inputs are named.
fn manifest_is_true(files: &BTreeMap<String, Vec<u8>>) {
    let manifest: serde_json::Value = serde_json::from_slice(&files["manifest.json"]).unwrap();
    let outputs = manifest["outputs"].as_array().unwrap();
    assert_eq!(outputs.len(), files.len() - 1, "all but the manifest itself");
    for output in outputs {
        let bytes = &files[output["file_name"].as_str().unwrap()];
        assert_eq!(output["sha256"].as_str().unwrap(), motcua::io::files::sha256(bytes));
    }
    assert!(!manifest["inputs"].as_array().unwrap().is_empty());
    for key in ["tool", "period", "as_of", "calendar_version", "rules_version"] {
        assert!(!manifest[key].is_null(), "{key}");
    }
}

#[test]
fn evaluate_and_due_answer_and_refuse_clearly() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(folder.path());
    let out = folder.path().join("evaluation");
    motcua(&store).args(["evaluate", "--month", "2026-09", "-o"]).arg(&out).assert().success();
    let written = files(&out);
    assert!(written.contains_key("danh-gia.xlsx") && written.contains_key("evaluation.csv"));
    let json: serde_json::Value = serde_json::from_slice(&written["danh-gia.json"]).unwrap();
    assert!(!json["evaluation"].as_array().unwrap().is_empty());

    let due = motcua(&store).args(["due", "--within", "2d", "--format", "json"]).assert().success();
    let due: serde_json::Value = serde_json::from_slice(&due.get_output().stdout).unwrap();
    assert!(due["rows"].is_array() && due["within"] == "2 ngày làm việc");

    for (arguments, words) in [
        (vec!["report", "--period", "2031-01", "-o", "x"], "không có số liệu"),
        (vec!["report", "--period", "2026-09"], "cần -o"),
        (vec!["evaluate", "--month", "2026-Q3", "-o", "x"], "2026-Q3"),
        (vec!["due", "--within", "2w"], "--within 2w"),
    ] {
        let refused = motcua(&store).current_dir(folder.path()).args(&arguments).assert().code(2);
        let text = String::from_utf8_lossy(&refused.get_output().stderr).to_string();
        assert!(text.contains(words) && text.contains("cách xử lý"), "{arguments:?}: {text}");
    }
    let empty = folder.path().join("empty");
    motcua(&empty).args(["due"]).assert().code(2);
}

#[test]
fn colour_only_where_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let store = sample(folder.path());
    let drawn = |arguments: &[&str]| {
        let mut command = motcua(&store);
        command.env_remove("NO_COLOR").args(["rates", "--period", "2026-09"]);
        let run = command.args(arguments).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let (plain, coloured) = (drawn(&[]), drawn(&["--color", "always"]));
    assert!(!plain.contains('\u{1b}'), "a pipe gets no colour");
    assert!(coloured.contains("\u{1b}[38;5;9m"), "missed targets are red: {coloured}");
    assert_eq!(drawn(&["--color", "never"]), plain);
    // Without its colours the table is the same.
    let mut bare = String::new();
    let mut inside = false;
    for c in coloured.chars() {
        inside = inside || c == '\u{1b}';
        if !inside {
            bare.push(c);
        }
        inside = inside && c != 'm';
    }
    assert_eq!(bare, plain);
}
