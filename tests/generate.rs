//! The generator: the same bytes for the same seed, files that hold what they promise, and a truth
//! that adds up.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use motcua::generate::{Layout, Plan, generate};
use serde_json::Value;

type Files = BTreeMap<String, Vec<u8>>;

fn made(dossiers: usize, seed: u64, layout: Layout) -> Files {
    let mut files = Files::new();
    let plan = Plan { dossiers, seed, layout };
    let made = generate(&plan, &mut |name, bytes| {
        assert!(files.insert(name.to_string(), bytes.to_vec()).is_none(), "{name} twice");
        Ok(())
    })
    .expect("nothing can fail here");
    assert_eq!(made.files + 1, files.len());
    files
}

/// The plan of `sample-data/`, made once.
fn samples() -> &'static Files {
    static SAMPLES: OnceLock<Files> = OnceLock::new();
    SAMPLES.get_or_init(|| made(1_500, 1, Layout::Weekly))
}

fn truth(files: &Files) -> Value {
    serde_json::from_slice(&files["truth.json"]).expect("truth.json is JSON")
}

const LAYOUTS: [Layout; 7] =
    [Layout::Weekly, Layout::Register, Layout::Plain, Layout::Html, Layout::Csv, Layout::Split, Layout::Flat];

/// What a search for text finds: the bytes, and those of every part of a ZIP container.
fn searchable(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).to_string();
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for i in 0..archive.len() {
            let mut part = Vec::new();
            std::io::copy(&mut archive.by_index(i).unwrap(), &mut part).unwrap();
            text.push_str(&String::from_utf8_lossy(&part));
        }
    }
    text
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    for layout in LAYOUTS {
        let first = made(60, 7, layout);
        let second = made(60, 7, layout);
        for (name, bytes) in &first {
            assert!(second[name] == *bytes, "{layout:?}: {name} differs");
        }
        assert_ne!(first["truth.json"], made(60, 8, layout)["truth.json"]);
    }
}

#[test]
fn the_samples_are_what_the_generator_makes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let files = samples();
    let names: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("sample-data is there")
        .map(|entry| entry.unwrap().file_name().to_string_lossy().to_string())
        .collect();
    assert_eq!(names, files.keys().cloned().collect::<BTreeSet<_>>());
    for (name, bytes) in files {
        assert!(std::fs::read(folder.join(name)).unwrap() == *bytes, "{name} is not what is generated");
    }
}

#[test]
fn the_samples_stay_small_and_of_five_kinds() {
    let files = samples();
    assert!((40..=60).contains(&files.len()), "{} files", files.len());
    assert!(files.values().map(Vec::len).sum::<usize>() < 3_000_000);
    let truth = truth(files);
    let kinds: BTreeSet<&str> =
        truth["files"].as_array().unwrap().iter().map(|f| f["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds.len(), 5, "{kinds:?}");
    let newest = truth["files"].as_array().unwrap().iter().map(|f| f["exported_at"].as_str().unwrap()).max();
    assert_eq!(newest, truth["as_of"].as_str(), "the truth holds at the newest export");
}

#[test]
fn every_layout_tells_the_same_truth() {
    let weekly = truth(&made(200, 3, Layout::Weekly));
    for layout in LAYOUTS {
        let other = truth(&made(200, 3, layout));
        for part in ["as_of", "periods", "suspensions", "dossiers", "planted"] {
            assert_eq!(other[part], weekly[part], "{layout:?}: {part}");
        }
    }
}

/// Rates recounted from the lists of the truth itself, in the simplest way.
#[test]
fn the_truth_agrees_with_its_own_lists() {
    let truth = truth(samples());
    for period in truth["periods"].as_array().unwrap() {
        let (start, end) = (period["start"].as_str().unwrap(), period["end"].as_str().unwrap());
        let inside = |at: &Value| at.as_str().is_some_and(|at| start <= &at[..10] && &at[..10] <= end);
        let dossiers = truth["dossiers"].as_array().unwrap();
        let ended: Vec<&Value> =
            dossiers.iter().filter(|d| inside(&d["ended_at"]) && !d["due_at"].is_null()).collect();
        let hits = ended.iter().filter(|d| d["outcome"] != "late").count();
        let on_time = &period["metrics"]["on_time"]["all"];
        assert_eq!(on_time["total"], ended.len());
        assert_eq!(on_time["hits"], hits);
        let overdue =
            dossiers.iter().filter(|d| d["outcome"] == "running_late" && inside(&d["due_at"])).count();
        assert_eq!(period["metrics"]["on_time_strict"]["all"]["total"], ended.len() + overdue);
        let suspended: Vec<&Value> =
            truth["suspensions"].as_array().unwrap().iter().filter(|s| inside(&s["suspended_at"])).collect();
        let verdict = |v: &str| suspended.iter().filter(|s| s["verdict"] == v).count();
        let proper = &period["metrics"]["suspension_proper"]["all"];
        assert_eq!(proper["hits"], verdict("proper"));
        assert_eq!(proper["total"], verdict("proper") + verdict("improper"));
        assert_eq!(proper["no_data"], verdict("unverifiable"));
        for (name, metric) in period["metrics"].as_object().unwrap() {
            let all = &metric["all"];
            assert!(all["hits"].as_u64() <= all["total"].as_u64(), "{name}");
            let officials = metric["by_official"].as_object().unwrap();
            for key in ["hits", "total", "no_data"] {
                let sum: u64 = officials.values().map(|o| o[key].as_u64().unwrap()).sum();
                assert!(officials.is_empty() || sum == all[key].as_u64().unwrap(), "{name} {key}");
            }
        }
        let counterfactual = &period["metrics"]["on_time_counterfactual"]["all"];
        assert!(counterfactual["hits_low"].as_u64() <= counterfactual["hits"].as_u64());
    }
}

#[test]
fn a_verdict_follows_from_its_rules() {
    const IMPROPER: [&str; 6] = [
        "no_reason",
        "no_document",
        "document_after_suspension",
        "no_notice",
        "after_due",
        "second_supplement",
    ];
    let truth = truth(samples());
    for s in truth["suspensions"].as_array().unwrap() {
        let any =
            |key: &str| s[key].as_array().unwrap().iter().any(|r| IMPROPER.contains(&r.as_str().unwrap()));
        let verdict = match (any("rules"), any("no_data_rules")) {
            (true, _) => "improper",
            (false, true) => "unverifiable",
            (false, false) => "proper",
        };
        assert_eq!(s["verdict"], verdict, "{s}");
    }
}

#[test]
fn the_planted_applicants_are_in_the_files() {
    for layout in [Layout::Weekly, Layout::Register, Layout::Plain, Layout::Html, Layout::Csv, Layout::Split]
    {
        let files = made(300, 1, layout);
        let mut text = String::new();
        for (name, bytes) in &files {
            if name != "truth.json" {
                text.push_str(&searchable(bytes));
            }
        }
        let truth = truth(&files);
        for (kind, planted) in truth["planted"].as_object().unwrap() {
            assert!(!planted.as_array().unwrap().is_empty());
            for word in planted.as_array().unwrap() {
                assert!(text.contains(word.as_str().unwrap()), "{layout:?}: {kind} {word} is nowhere");
            }
        }
    }
}

#[test]
fn free_text_of_suspensions_holds_ids_phones_and_mails() {
    let files = made(600, 1, Layout::Csv);
    let text = String::from_utf8(files["tam-dung.csv"].clone()).unwrap();
    for word in ["liên hệ SĐT 0", "số định danh ", "@example.com"] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn nothing_at_all_is_a_small_truth() {
    for layout in LAYOUTS {
        let files = made(0, 1, layout);
        assert_eq!(truth(&files)["n_dossiers"], 0, "{layout:?}");
    }
}
