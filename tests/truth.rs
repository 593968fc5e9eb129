//! The samples, read by the program itself, against the truth that the generator decided.
//!
//! The generator shares no code with calendar, derivations and queries, so an agreement here is one of
//! two independent readings of the definitions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use assert_cmd::Command;
use serde_json::Value;

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

fn truth() -> Value {
    let text =
        std::fs::read_to_string(samples().join("truth.json")).expect("sample-data/truth.json is there");
    serde_json::from_str(&text).expect("truth.json is JSON")
}

/// The program with a store of its own and nothing from outside.
fn motcua(store: &Path) -> Command {
    let mut command = Command::cargo_bin("motcua").expect("the binary is built");
    command.env_remove("MOTCUA_LANG").env_remove("MOTCUA_STORE").current_dir(store.parent().unwrap());
    command.arg("--store").arg(store);
    command
}

/// The store with all samples imported, made once for all tests.
static STORE: LazyLock<tempfile::TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    motcua(&folder.path().join("store")).args(["-q", "import"]).arg(samples()).assert().success();
    folder
});

fn ask(arguments: &[&str]) -> Value {
    let output =
        motcua(&STORE.path().join("store")).args(arguments).args(["--format", "json"]).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {error}");
    serde_json::from_slice(&output.stdout).expect("the answer is JSON")
}

/// `(group, metric)` → (hits, total, no_data) of an answer of `rates`.
fn rates(answer: &Value) -> BTreeMap<(String, String), [u64; 3]> {
    let text = |row: &Value, key: &str| row[key].as_str().unwrap_or_default().to_string();
    let mut sums = BTreeMap::new();
    for row in answer["rows"].as_array().expect("rows") {
        let counts = ["hits", "total", "no_data"].map(|key| row[key].as_u64().expect("a count"));
        // An official with dossiers of two agencies has a line for each.
        let sum: &mut [u64; 3] = sums.entry((text(row, "group"), text(row, "metric"))).or_default();
        for i in 0..3 {
            sum[i] += counts[i];
        }
    }
    sums
}

fn tally(value: &Value) -> [u64; 3] {
    ["hits", "total", "no_data"].map(|key| value[key].as_u64().expect("a count"))
}

/// Every difference as a line, so that one run shows them all.
fn compare(by_official: bool) -> Vec<String> {
    let mut differences = Vec::new();
    for period in truth()["periods"].as_array().unwrap() {
        let text = |key: &str| period[key].as_str().unwrap().to_string();
        let span = format!("{}..{}", text("start"), text("end"));
        let mut arguments = vec!["rates", "--period", &span];
        if by_official {
            arguments.extend(["--by", "official"]);
        }
        let found = rates(&ask(&arguments));
        for (metric, truth) in period["metrics"].as_object().unwrap() {
            let mut expected: Vec<(String, [u64; 3])> = Vec::new();
            if by_official {
                let officials = truth["by_official"].as_object().unwrap();
                expected.extend(officials.iter().map(|(name, value)| (name.clone(), tally(value))));
            } else {
                expected.push((String::new(), tally(&truth["all"])));
            }
            for (group, counts) in &expected {
                let got = found.get(&(group.clone(), metric.clone())).copied().unwrap_or_default();
                if got != *counts {
                    differences
                        .push(format!("{} {metric} {group:?}: truth {counts:?}, got {got:?}", text("name")));
                }
            }
            for ((group, name), got) in &found {
                if name == metric && *got != [0; 3] && !expected.iter().any(|(g, _)| g == group) {
                    differences.push(format!(
                        "{} {metric} {group:?}: unknown to the truth, got {got:?}",
                        text("name")
                    ));
                }
            }
        }
    }
    differences
}

#[test]
fn every_metric_of_every_period_is_the_truth() {
    let differences = compare(false);
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_metric_of_every_official_is_the_truth() {
    let differences = compare(true);
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

#[test]
fn every_suspension_verdict_is_the_truth() {
    let answer = ask(&["suspensions", "--period", "2026-01-01..2026-12-31"]);
    let list = |value: &Value| -> Vec<String> {
        let mut items: Vec<String> =
            value.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_string()).collect();
        items.sort();
        items
    };
    let key =
        |row: &Value| (row["dossier_code"].as_str().unwrap().to_string(), row["sequence"].as_i64().unwrap());
    let line = |row: &Value| {
        // Nobody named: null in an answer, an empty name in the truth.
        let row = &match row["official"].as_str() {
            Some("") => {
                let mut row = row.clone();
                row["official"] = Value::Null;
                row
            }
            _ => row.clone(),
        };
        let fields = ["official", "suspended_at", "resumed_at", "working_minutes", "verdict"]
            .map(|k| row[k].to_string());
        format!(
            "{} rules {:?} no data {:?}",
            fields.join(" "),
            list(&row["rules"]),
            list(&row["no_data_rules"])
        )
    };
    let found: BTreeMap<_, _> =
        answer["rows"].as_array().unwrap().iter().map(|r| (key(r), line(r))).collect();
    let truth = truth();
    let expected: BTreeMap<_, _> =
        truth["suspensions"].as_array().unwrap().iter().map(|r| (key(r), line(r))).collect();
    let mut differences = Vec::new();
    for (key, line) in &expected {
        match found.get(key) {
            Some(got) if got == line => {}
            got => {
                differences.push(format!("{key:?}\n  truth {line}\n  got   {}", got.map_or("nothing", |g| g)))
            }
        }
    }
    differences.extend(
        found.keys().filter(|k| !expected.contains_key(*k)).map(|k| format!("{k:?} is not in the truth")),
    );
    assert!(expected.len() > 200, "the samples hold suspensions");
    assert!(differences.is_empty(), "{} differences:\n{}", differences.len(), differences.join("\n"));
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn a_second_report_is_the_same_to_the_byte() {
    let store = STORE.path().join("store");
    let report = |name: &str| {
        let folder = STORE.path().join(name);
        motcua(&store).args(["-q", "report", "--period", "2026-10", "-o"]).arg(&folder).assert().success();
        folder
    };
    let (first, second) = (report("first"), report("second"));
    let names = |folder: &Path| -> Vec<PathBuf> {
        files(folder).iter().map(|f| f.strip_prefix(folder).unwrap().to_path_buf()).collect()
    };
    assert_eq!(names(&first), names(&second));
    assert!(names(&first).len() >= 10, "{:?}", names(&first));
    for name in names(&first) {
        let same = std::fs::read(first.join(&name)).unwrap() == std::fs::read(second.join(&name)).unwrap();
        assert!(same, "{} differs", name.display());
    }
}

/// The text of a file, unpacked if it is a workbook; Parquet as a polars dump of all its texts.
fn readable(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    match path.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => {
            let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
            let mut text = String::new();
            for i in 0..archive.len() {
                let mut part = archive.by_index(i).unwrap();
                let _ = std::io::Read::read_to_string(&mut part, &mut text);
            }
            text
        }
        Some("parquet") => {
            use polars::prelude::*;
            let frame = ParquetReader::new(std::fs::File::open(path).unwrap()).finish().unwrap();
            let mut text = String::new();
            for column in frame.columns() {
                if let Ok(values) = column.str() {
                    values.iter().flatten().for_each(|v| {
                        text.push_str(v);
                        text.push('\n');
                    });
                }
            }
            text
        }
        _ => String::from_utf8_lossy(&bytes).into_owned(),
    }
}

#[test]
fn no_planted_applicant_reaches_the_store_or_a_report() {
    let store = STORE.path().join("store");
    let output = STORE.path().join("searched");
    motcua(&store).args(["-q", "report", "--period", "2026-10", "-o"]).arg(&output).assert().success();
    motcua(&store).args(["-q", "evaluate", "--month", "2026-10", "-o"]).arg(&output).assert().success();
    let planted = truth()["planted"].clone();
    let strings: Vec<String> = planted
        .as_object()
        .unwrap()
        .values()
        .flat_map(|list| list.as_array().unwrap().iter().map(|v| v.as_str().unwrap().to_string()))
        .collect();
    assert!(strings.len() > 50, "the samples name applicants");
    let mut found = Vec::new();
    for file in files(&store).iter().chain(&files(&output)) {
        let text = readable(file);
        found.extend(
            strings
                .iter()
                .filter(|s| text.contains(s.as_str()))
                .map(|s| format!("{s} in {}", file.display())),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Answers that name no file must be the same for the same dossiers, however they were written.
#[test]
fn five_layouts_give_the_same_answers() {
    let mut answers: BTreeMap<&str, Vec<(String, Vec<u8>)>> = BTreeMap::new();
    let folder = tempfile::tempdir().unwrap();
    let layouts = ["register", "plain", "html", "csv", "split"];
    for layout in layouts {
        let (files, store) = (folder.path().join(layout), folder.path().join(format!("store-{layout}")));
        let mut generate = motcua(&store);
        generate
            .args(["-q", "generate", "--dossiers", "400", "--seed", "7", "--layout", layout, "-o"])
            .arg(&files);
        generate.assert().success();
        motcua(&store).args(["-q", "import"]).arg(&files).assert().success();
        for question in [
            "rates --period 2026-07-01..2026-10-31",
            "rates --period 2026-10 --by official",
            "rank --period 2026-10",
            "due --within 2d",
        ] {
            let output =
                motcua(&store).args(question.split(' ')).args(["--format", "json"]).output().unwrap();
            assert!(
                output.status.success(),
                "{layout} {question}: {}",
                String::from_utf8_lossy(&output.stderr)
            );
            answers.entry(question_key(question)).or_default().push((layout.to_string(), output.stdout));
        }
        let output = motcua(&store)
            .args(["suspensions", "--period", "2026-07-01..2026-10-31", "--format", "json"])
            .output()
            .unwrap();
        let mut answer: Value = serde_json::from_slice(&output.stdout).unwrap();
        without_places(&mut answer);
        answers.entry("suspensions").or_default().push((layout.to_string(), answer.to_string().into_bytes()));
    }
    for (question, given) in &answers {
        assert_eq!(given.len(), layouts.len());
        for (layout, answer) in &given[1..] {
            assert!(*answer == given[0].1, "{question}: {layout} differs from {}", given[0].0);
        }
    }
}

fn question_key(question: &str) -> &'static str {
    match question {
        q if q.contains("official") => "rates by official",
        q if q.starts_with("rates") => "rates",
        q if q.starts_with("rank") => "rank",
        _ => "due",
    }
}

/// Takes out where the evidence was read (file, sheet, row), which differs between layouts.
fn without_places(answer: &mut Value) {
    for row in answer["rows"].as_array_mut().unwrap() {
        for evidence in row["evidence"].as_array_mut().unwrap() {
            evidence.as_object_mut().unwrap().remove("source");
        }
    }
}
