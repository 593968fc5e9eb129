//! `evaluate --close`: published figures stay, and what later exports change is told beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::audit::{json, motcua, refused};

const APPLICANT: &str = "Quách Thị Hường Xoan";

/// Four dossiers of October; `edit` changes a line.
fn export(exported: &str, edit: impl Fn(usize, String) -> String) -> String {
    let mut lines = vec![
        "DANH SÁCH HỒ SƠ".to_string(),
        format!("Từ ngày 01/10/2026 đến ngày 31/10/2026\r\nNgày kết xuất: {exported}"),
        "Mã hồ sơ,Tên TTHC,Đơn vị,Chủ hồ sơ,Hình thức nộp,Ngày nộp,Ngày tiếp nhận,Ngày hẹn trả,\
         Ngày kết thúc xử lý,Cán bộ tiếp nhận,Cán bộ xử lý,Trạng thái"
            .to_string(),
    ];
    for i in 1..=4 {
        let line = format!(
            "H32.7-261001-000{i},Chứng thực,UBND xã,{APPLICANT},Trực tuyến,01/10/2026 08:00,\
             01/10/2026 14:00,08/10/2026 17:00,07/10/2026 16:00,Lê Thị An,Trần Văn Bình,Đã xử lý xong"
        );
        lines.push(edit(i, line));
    }
    lines.join("\r\n")
}

fn import(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
    let output = motcua(folder, &["import", "-q", name]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|e| e.unwrap());
    entries.map(|e| (e.file_name().into_string().unwrap(), fs::read(e.path()).unwrap())).collect()
}

fn evaluated(folder: &Path, extra: &[&str]) -> Value {
    let output = motcua(folder, &[&["evaluate", "--month", "2026-10", "-o", "danh-gia"], extra].concat());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&fs::read(folder.join("danh-gia/danh-gia.json")).unwrap()).unwrap()
}

fn correction<'a>(document: &'a Value, official: &str, metric: &str) -> &'a Value {
    let rows = document["corrections"].as_array().unwrap();
    let found = rows.iter().find(|row| row["official"] == official && row["metric"] == metric);
    found.unwrap_or_else(|| panic!("no correction of {metric} for {official}: {rows:#?}"))
}

#[test]
fn what_was_published_stays_and_what_changed_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    import(folder, "dau-thang.csv", &export("20/10/2026 17:00", |_, line| line));
    let close = ["evaluate", "--month", "2026-10", "-o", "danh-gia", "--close"];
    let said = refused(folder, &close, 2);
    assert!(said.contains("2026-10") && said.contains("20/10/2026"), "{said}");
    assert!(
        refused(folder, &["evaluate", "--month", "2025-03", "-o", "x", "--close"], 2)
            .contains("không có số liệu")
    );
    refused(folder, &["evaluate", "--month", "2026-10", "-o", "x", "--again"], 2);
    assert!(!folder.join("motcua-data/closings").exists(), "a refused closing leaves nothing");

    import(folder, "cuoi-thang.csv", &export("31/10/2026 17:00", |_, line| line));
    assert!(evaluated(folder, &[]).get("published").is_none());
    let closed = evaluated(folder, &["--close"]);
    assert_eq!(closed["closings"][0]["number"], 1);
    assert_eq!(closed["corrections"], Value::Array(vec![]));
    let written = files(&folder.join("danh-gia"));
    evaluated(folder, &[]);
    assert_eq!(files(&folder.join("danh-gia")), written, "the same store says the same, to the byte");
    let said = refused(folder, &close, 2);
    assert!(said.contains("--again") && said.contains("lần 1"), "{said}");

    // A week later an end was edited past the due date, and another dossier has another official.
    let edited = export("07/11/2026 17:00", |i, line| match i {
        1 => line.replace("07/10/2026 16:00", "09/10/2026 16:00"),
        2 => line.replace("Trần Văn Bình", "Phạm Chi"),
        _ => line,
    });
    import(folder, "sau.csv", &edited);
    let it = evaluated(folder, &[]);
    let on_time = correction(&it, "Trần Văn Bình", "on_time");
    assert_eq!((&on_time["hits_published"], &on_time["total_published"]), (&4.into(), &4.into()));
    assert_eq!((&on_time["hits_now"], &on_time["total_now"]), (&2.into(), &3.into()));
    assert_eq!((&on_time["dossiers"], &on_time["rate_now"]), (&2.into(), &66.67.into()));
    let other = correction(&it, "Phạm Chi", "on_time");
    assert_eq!((&other["hits_published"], &other["hits_now"]), (&Value::Null, &1.into()));
    let behind: Vec<(&str, &str, &str)> = it["corrected_dossiers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["metric"] == "on_time")
        .map(|row| {
            let text = |key: &str| row[key].as_str().unwrap_or_default();
            (&text("subject")[13..], text("counts_before"), text("counts_after"))
        })
        .collect();
    assert_eq!(behind, [("0001", "hit", "miss"), ("0002", "hit", "hit")]);
    let published = it["published"].as_array().unwrap();
    let row =
        published.iter().find(|r| r["metric"] == "on_time" && r["official"] == "Trần Văn Bình").unwrap();
    assert_eq!(
        (&row["hits_published"], &row["hits_now"], &row["changed"]),
        (&4.into(), &2.into(), &true.into())
    );
    let points =
        published.iter().find(|r| r["metric"] == "task_points" && r["official"] == "Trần Văn Bình").unwrap();
    assert_eq!(points["task_points_published"], 70.0);
    assert!(points["task_points_now"].as_f64().unwrap() < 70.0);

    for (period, covers) in [("2026-10", true), ("2026-Q4", true), ("2026-W41", false)] {
        let output = motcua(folder, &["report", "--period", period, "-o", "bao-cao"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = fs::read(folder.join("bao-cao/bao-cao.json")).unwrap();
        let it: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!(it.get("corrections").is_some(), covers, "{period}");
        if covers {
            assert_eq!(correction(&it, "Trần Văn Bình", "on_time")["hits_now"], 2);
            let page = fs::read_to_string(folder.join("bao-cao/bao-cao.html")).unwrap();
            assert!(page.contains("Đính chính số liệu đã chốt"));
        }
    }

    // A second closing keeps the first as it was, and says what it corrected.
    let first = files(&folder.join("motcua-data/closings/2026-10.1"));
    assert_eq!(first.len(), 3);
    let it = evaluated(folder, &["--close", "--again"]);
    assert_eq!(files(&folder.join("motcua-data/closings/2026-10.1")), first);
    assert_eq!(it["closings"][1]["number"], 2);
    let on_time = correction(&it, "Trần Văn Bình", "on_time");
    assert_eq!((&on_time["number"], &on_time["compared_with"]), (&1.into(), &2.into()));
    assert!(it["published"].as_array().unwrap().iter().all(|row| row["changed"] == false));
    for (name, bytes) in first {
        assert!(!String::from_utf8_lossy(&bytes).contains("Quách"), "{name}");
    }

    // Time travel: what was not closed yet is not told as closed.
    assert!(evaluated(folder, &["--as-of", "2026-10-25"]).get("published").is_none());
    assert_eq!(json(folder, &["imports", "verify"])["damages"], 0);
    let record = folder.join("motcua-data/closings/2026-10.2/closing.json");
    let text = fs::read_to_string(&record).unwrap().replacen("\"hits\": 2", "\"hits\": 3", 1);
    fs::write(&record, text).unwrap();
    let said = refused(folder, &["evaluate", "--month", "2026-10", "-o", "danh-gia"], 5);
    assert!(said.contains("2026-10.2"), "{said}");
    assert!(motcua(folder, &["imports", "verify"]).status.code() == Some(5));
}
