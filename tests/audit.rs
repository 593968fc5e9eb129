//! `explain`, `changes` and `sample` as a person runs them, over a store made from small files.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;

const HEADER: &str = "Mã hồ sơ,Tên TTHC,Lĩnh vực,Đơn vị,Chủ hồ sơ,Hình thức nộp,Ngày nộp,Ngày tiếp nhận,\
Ngày hẹn trả,Ngày kết thúc xử lý,Cán bộ tiếp nhận,Cán bộ xử lý,Trạng thái";

/// A list of six dossiers; `edit` changes or drops a line.
fn list(exported: &str, edit: impl Fn(usize, String) -> Option<String>) -> String {
    let mut lines = vec![
        "DANH SÁCH HỒ SƠ".to_string(),
        "Từ ngày 01/10/2026 đến ngày 16/10/2026".to_string(),
        format!("Ngày kết xuất: {exported}"),
        HEADER.to_string(),
    ];
    for i in 1..=6 {
        let (official, end) =
            if i % 2 == 0 { ("Trần Văn Bình", "08/10/2026 16:00") } else { ("Lê Thị An", "") };
        let status = if end.is_empty() { "Đang xử lý" } else { "Đã xử lý xong" };
        let line = format!(
            "H32.7-261001-000{i},Chứng thực bản sao,Chứng thực,UBND xã,Quách Thị Hường Xoan,Trực tuyến,\
             01/10/2026 08:00,01/10/2026 14:00,08/10/2026 17:00,{end},Lê Thị An,{official},{status}"
        );
        lines.extend(edit(i, line));
    }
    lines.join("\r\n")
}

pub fn motcua(folder: &Path, args: &[&str]) -> std::process::Output {
    let mut command = Command::cargo_bin("motcua").unwrap();
    command.current_dir(folder).env_remove("MOTCUA_LANG").env_remove("MOTCUA_STORE");
    command.args(args).output().unwrap()
}

pub fn json(folder: &Path, args: &[&str]) -> Value {
    let output = motcua(folder, &[args, &["--format", "json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

pub fn refused(folder: &Path, args: &[&str], code: i32) -> String {
    let output = motcua(folder, args);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{args:?}: {said}");
    assert!(output.stdout.is_empty());
    said
}

/// Two exports a week apart: a due date moved, an end edited, one dossier gone, an official swapped.
fn store() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let first = list("09/10/2026 17:00", |_, line| Some(line));
    let second = list("16/10/2026 17:00", |i, line| match i {
        1 => Some(line.replace("08/10/2026 17:00", "14/10/2026 17:00")),
        2 => Some(line.replace("08/10/2026 16:00", "07/10/2026 16:00")),
        3 => None,
        5 => Some(line.replace(",Lê Thị An,Đang", ",Trần Văn Bình,Đang")),
        _ => Some(line),
    });
    fs::write(folder.path().join("a.csv"), first).unwrap();
    fs::write(folder.path().join("b.csv"), second).unwrap();
    for file in ["a.csv", "b.csv"] {
        let output = motcua(folder.path(), &["import", file]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    folder
}

#[test]
fn explain_changes_and_sample_over_two_exports() {
    let folder = store();
    let folder = folder.path();

    let it = json(folder, &["explain", "h32.7-261001-0002"]);
    assert_eq!(it["outcome"], "early");
    assert_eq!(it["early_minutes"], 60 + 480);
    assert!(it["metrics"].as_array().unwrap().iter().any(|m| m["metric"] == "on_time" && m["hit"] == true));
    let then = json(folder, &["explain", "H32.7-261001-0002", "--as-of", "2026-10-10"]);
    assert_eq!(then["early_minutes"], 60);
    assert!(refused(folder, &["explain", "H32.7-261001-0020"], 2).contains("H32.7-261001-0002"));
    let page = motcua(folder, &["explain", "H32.7-261001-0001", "--format", "html", "-o", "x.html"]);
    assert!(page.status.success());
    assert!(fs::read_to_string(folder.join("x.html")).unwrap().contains("H32.7-261001-0001"));

    let changes = json(folder, &["changes"]);
    let told: Vec<(&str, &str)> = changes["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|c| (c["kind"].as_str().unwrap(), &c["dossier_code"].as_str().unwrap()[13..]))
        .collect();
    assert_eq!(
        told,
        [
            ("vanished", "0003"),
            ("due_moved_unknown", "0001"),
            ("finished_edited", "0002"),
            ("official_swapped", "0005"),
        ]
    );
    assert_eq!(changes["from"]["file_name"], "a.csv");
    assert!(refused(folder, &["changes", "--from", "2", "--to", "1"], 2).contains("--from"));

    let drawn = json(folder, &["sample", "--period", "2026-10", "--size", "3", "--seed", "9"]);
    assert_eq!(drawn, json(folder, &["sample", "--period", "2026-10", "--size", "3", "--seed", "9"]));
    assert_eq!(drawn["rows"].as_array().unwrap().len(), 3);
    assert_eq!(drawn["generator"], "ChaCha20");
    assert!(refused(folder, &["sample", "--period", "2026-10", "--size", "7"], 2).contains("7 hồ sơ từ 6"));
    assert!(refused(folder, &["sample", "--period", "2026-10"], 2).contains("--size"));
    for args in [
        &["explain", "H32.7-261001-0001"][..],
        &["changes"],
        &["sample", "--size", "6", "--period", "2026-10"],
    ] {
        let output = motcua(folder, args);
        assert!(output.status.success());
        assert!(!String::from_utf8_lossy(&output.stdout).contains("Quách"), "{args:?}");
    }
}

#[test]
fn a_period_past_the_decided_calendar_is_warned_about() {
    let folder = store();
    let rates = |period: &str| {
        let output = motcua(folder.path(), &["rates", "--period", period, "--lang", "en"]);
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(rates("2026-10-01..2027-01-31").contains("forecast"));
    assert!(!rates("2026-10").contains("forecast"));
    let wrong = folder.path().join("lich.csv");
    fs::write(&wrong, "date,kind\n2026-10-01,off\n2026-10-01,work\n").unwrap();
    fs::write(folder.path().join("motcua.toml"), "[calendar]\nfile = \"lich.csv\"\n").unwrap();
    assert!(refused(folder.path(), &["rates"], 2).contains("lich.csv"));
    let output = motcua(folder.path(), &["calendar", "check", "--format", "json"]);
    assert!(String::from_utf8(output.stdout).unwrap().contains("conflicting_lines"));
}

#[test]
fn a_form_goes_out_as_a_workbook_and_comes_back() {
    let folder = store();
    let folder = folder.path();
    let form = [
        "sample",
        "--period",
        "2026-10",
        "--size",
        "4",
        "--seed",
        "9",
        "-o",
        "phieu.xlsx",
        "--format",
        "xlsx",
    ];
    assert!(motcua(folder, &form).status.success());
    let empty = json(folder, &["sample", "--results", "phieu.xlsx"]);
    assert_eq!((&empty["inspected"], &empty["blank"], &empty["rate"]), (&0.into(), &4.into(), &Value::Null));

    let csv =
        motcua(folder, &["sample", "--period", "2026-10", "--size", "4", "--seed", "9", "--format", "csv"]);
    let text = String::from_utf8(csv.stdout).unwrap();
    let filled: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(i, line)| match (i, line.strip_suffix(",,,")) {
            (1, Some(line)) => format!("{line},không đạt,thiếu phiếu,An"),
            (2 | 3, Some(line)) => format!("{line},đạt,,An"),
            _ => line.to_string(),
        })
        .collect();
    fs::write(folder.join("phieu.csv"), filled.join("\n")).unwrap();
    let results = json(folder, &["sample", "--results", "phieu.csv"]);
    assert_eq!((&results["inspected"], &results["errors"]), (&3.into(), &1.into()));
    assert_eq!(results["rate"], 33.33);
    let same = ["sample", "--results", "phieu.csv", "--period", "2026-10", "--size", "4", "--seed"];
    assert_eq!(json(folder, &[&same[..], &["9"]].concat()), results);
    let other = [&same[..5], &["--size", "3", "--seed", "1"]].concat();
    assert!(refused(folder, &other, 4).contains("không phải mẫu"));
}

#[test]
fn report_shows_what_the_newest_export_changed() {
    let folder = store();
    let folder = folder.path();
    // An end moved past the due date, after the fact.
    let third = list("23/10/2026 17:00", |i, line| match i {
        4 => Some(line.replace("08/10/2026 16:00", "12/10/2026 16:00")),
        _ => Some(line),
    });
    fs::write(folder.join("c.csv"), third).unwrap();
    assert!(motcua(folder, &["import", "c.csv"]).status.success());
    let output = motcua(folder, &["report", "--period", "2026-10", "-o", "bao-cao"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let it: Value = serde_json::from_slice(&fs::read(folder.join("bao-cao/bao-cao.json")).unwrap()).unwrap();
    let alone = json(folder, &["changes"]);
    assert_eq!((&it["changes"], &it["changes_summary"]), (&alone["changes"], &alone["summary"]));
    assert_eq!(it["changes_effects"], alone["effects"]);
    assert!(!alone["effects"].as_array().unwrap().is_empty());
    for file in ["changes.csv", "changes_summary.csv", "changes_effects.csv"] {
        assert!(folder.join("bao-cao").join(file).exists(), "{file}");
    }
    let page = fs::read_to_string(folder.join("bao-cao/bao-cao.html")).unwrap();
    assert!(page.contains("Tác động đến các tỷ lệ") && page.contains("H32.7-261001-0004"));

    // As of the first export there is nothing to compare it with, and that is said.
    let output = motcua(folder, &["report", "--period", "2026-10", "--as-of", "2026-10-09", "-o", "truoc"]);
    assert!(output.status.success());
    let page = fs::read_to_string(folder.join("truoc/bao-cao.html")).unwrap();
    assert!(page.contains("Chưa có hai lần nhập cùng loại"));
}

#[test]
fn another_calendar_lists_the_verdicts_that_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Friday morning to Monday morning: 8 h 30, or 30 minutes if the Friday was off.
    let text = list("16/10/2026 17:00", |i, line| {
        Some(match i {
            1 => line.replace("01/10/2026 08:00,01/10/2026 14:00", "02/10/2026 07:00,05/10/2026 07:30"),
            _ => line,
        })
    });
    fs::write(folder.join("a.csv"), text).unwrap();
    assert!(motcua(folder, &["import", "a.csv"]).status.success());
    fs::write(folder.join("lich.csv"), "date,kind,status,source\n2026-10-02,off,local,Bão\n").unwrap();
    let it = json(folder, &["calendar", "diff", "--against", "lich.csv"]);
    let rows = it["verdicts"].as_array().unwrap();
    let changed = |metric: &str| rows.iter().filter(|row| row["metric"] == metric).collect::<Vec<_>>();
    let slow = changed("accepted_8h");
    assert_eq!(slow.len(), 1, "{rows:#?}");
    assert_eq!((&slow[0]["counts_before"], &slow[0]["counts_after"]), (&"miss".into(), &"hit".into()));
    assert_eq!((&slow[0]["minutes_before"], &slow[0]["minutes_after"]), (&510.into(), &30.into()));
    assert_eq!(slow[0]["subject"], "H32.7-261001-0001");
    let rate = it["metrics"].as_array().unwrap().iter().find(|row| row["metric"] == "accepted_8h").unwrap();
    assert_eq!(
        (&rate["hits_before"], &rate["hits_after"], &rate["total_after"]),
        (&5.into(), &6.into(), &6.into())
    );
    let days = it["days"].as_array().unwrap();
    assert_eq!(days.len(), 1);
    assert_eq!((&days[0]["date"], &days[0]["hours_after"]), (&"2026-10-02".into(), &Value::Array(vec![])));
    assert_ne!(it["version_before"], it["version_after"]);

    // A config: other office hours from a date on. The calendar against itself changes nothing.
    let hours = "[[calendar.hours]]\nfrom = \"2026-10-05\"\nsessions = [\"07:30-11:30\", \"13:30-17:30\"]\n";
    fs::write(folder.join("khac.toml"), hours).unwrap();
    let it = json(folder, &["calendar", "diff", "--against", "khac.toml"]);
    let slow = it["verdicts"].as_array().unwrap().iter().find(|row| row["metric"] == "accepted_8h").unwrap();
    assert_eq!((&slow["minutes_before"], &slow["minutes_after"]), (&510.into(), &480.into()));
    assert_eq!(it["days"][0]["date"], "2026-10-05");
    fs::write(folder.join("trong.csv"), "date,kind\n").unwrap();
    let it = json(folder, &["calendar", "diff", "--against", "trong.csv"]);
    assert!(it["verdicts"].as_array().unwrap().is_empty() && it["days"].as_array().unwrap().is_empty());
    fs::write(folder.join("sai.csv"), "date,kind\n2026-10-01,off\n2026-10-01,work\n").unwrap();
    assert!(refused(folder, &["calendar", "diff", "--against", "sai.csv"], 2).contains("sai.csv"));
    refused(folder, &["calendar", "diff", "--against", "khong-co.csv"], 3);
}

#[test]
fn the_notes_of_reports_tell_what_the_calendar_does_not_know() {
    let folder = store();
    let folder = folder.path();
    let noted = |period: &str| {
        let output = motcua(folder, &["report", "--period", period, "-o", "bao-cao"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let page = fs::read_to_string(folder.join("bao-cao/bao-cao.html")).unwrap();
        let notes = page[page.rfind("<section").unwrap_or(0)..].to_string();
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook(folder.join("bao-cao/bao-cao.xlsx")).unwrap();
        use calamine::{Data, Reader};
        let mut texts = String::new();
        for (_, range) in book.worksheets() {
            for (_, _, cell) in range.used_cells() {
                if let Data::String(text) = cell {
                    texts += &format!("{text}\n");
                }
            }
        }
        (notes, texts)
    };
    let (page, book) = noted("2026-10-01..2027-01-31");
    for text in [&page, &book] {
        assert!(text.contains("dự kiến") && text.contains("Ngày 23/11/2026 chưa có quyết định"), "{text}");
    }
    let (page, book) = noted("2026-10");
    for text in [&page, &book] {
        assert!(!text.contains("dự kiến") && !text.contains("23/11/2026"), "{text}");
    }
    let output = motcua(folder, &["rates", "--period", "2026-10-01..2026-11-30"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("23/11/2026"));
    // A user's own line decides.
    fs::write(folder.join("lich.csv"), "date,kind,status,source\n2026-11-23,off,official,TB\n").unwrap();
    fs::write(folder.join("motcua.toml"), "[calendar]\nfile = \"lich.csv\"\n").unwrap();
    let output = motcua(folder, &["rates", "--period", "2026-10-01..2026-11-30"]);
    assert!(!String::from_utf8_lossy(&output.stderr).contains("23/11/2026"));
}
