//! Results → documents: the JSON contracts, the words, and the live formulas of the evaluation.

use std::process::Command;

use chrono::{NaiveDate, NaiveDateTime};
use motcua::analysis::due::{Due, DueRow, State, Within};
use motcua::analysis::evaluation::{Evaluation, Miss, OfficialMonth};
use motcua::analysis::listing::Dossier;
use motcua::analysis::ranking::{Order, RankRow};
use motcua::analysis::rates::{By, RateRow, percent};
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use motcua::render;
use motcua::report::frame::Frame;
use motcua::report::model::Value;
use motcua::report::provenance::Versions;
use motcua::report::{due, evaluation, rank, rates};
use motcua::words::{Lang, Phrase};

fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 10, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
}

fn frame(settings: &Settings, lang: Lang) -> Frame<'_> {
    let period = Period::parse("2026-10").unwrap();
    Frame {
        lang, settings, period, as_of: at(31, 23, 59), agency: Some("UBND xã Vạn Phước"), calendar: None
    }
}

fn rate(metric: &str, group: &str, hits: u64, total: u64, no_data: u64) -> RateRow {
    let rate = percent(hits, total);
    RateRow {
        group: group.into(),
        agency: (!group.is_empty()).then(|| "UBND xã Vạn Phước".into()),
        metric: metric.into(),
        hits,
        total,
        no_data,
        rate,
        target: Some(100.0),
        met: rate.map(|r| r >= 100.0),
        low: None,
        missing: None,
        before: None,
    }
}

fn json(document: &motcua::report::model::Document) -> String {
    String::from_utf8(render::json::render(document)).unwrap()
}

#[test]
fn rates_keep_their_contract() {
    let (settings, library) = (Settings::default(), Library::builtin().unwrap());
    let mut missing = rate("paid_online", "", 0, 0, 0);
    missing.missing = Some(Phrase::new("không có dữ liệu: cột X", "no data: column X"));
    let rows = [rate("on_time", "", 2, 3, 1), missing];
    let document = rates::document(&rows, None, &library, &frame(&settings, Lang::Vi));
    insta::assert_snapshot!("rates_json", json(&document));
    insta::assert_snapshot!("rates_table", render::terminal::render(&document, 120, false));
    insta::assert_snapshot!("rates_table_80", render::terminal::render(&document, 80, false));
    assert_table_fits(&document, 80);
    let rows = [rate("on_time", "Trần Văn Bình", 2, 2, 0), rate("on_time", "", 0, 1, 0)];
    let document = rates::document(&rows, Some(By::Official), &library, &frame(&settings, Lang::Vi));
    let parsed: serde_json::Value = serde_json::from_str(&json(&document)).unwrap();
    assert_eq!(parsed["by"], "official");
    assert_eq!(parsed["rows"][1]["group"], "", "a blank official stays blank for machines");
    assert!(render::terminal::render(&document, 120, false).contains("(chưa ghi cán bộ)"));
}

#[test]
fn ranking_keeps_its_contract() {
    let (settings, library) = (Settings::default(), Library::builtin().unwrap());
    let row = |rank: Option<u32>, name: &str, hits, total| RankRow {
        rank,
        official: name.into(),
        agency: None,
        hits,
        total,
        no_data: 0,
        rate: percent(hits, total),
        lower: Some(10.0),
        upper: Some(90.5),
        target: Some(100.0),
        met: Some(hits == total),
        ranked: rank.is_some(),
        running_overdue: Some(2),
        improper_suspensions: None,
        previous_rank: rank.map(|r| r + 1),
        moved: rank.map(|_| 1),
        before: None,
    };
    let rows = [row(Some(1), "Lê A", 9, 10), row(None, "Trần B", 1, 2)];
    let metric = library.metric("on_time").unwrap();
    let document = rank::document(&rows, metric, Order::Rate, 5, &frame(&settings, Lang::Vi));
    insta::assert_snapshot!("rank_json", json(&document));
    insta::assert_snapshot!("rank_table", render::terminal::render(&document, 140, false));
    insta::assert_snapshot!("rank_table_80", render::terminal::render(&document, 80, false));
    for width in [80, 120, 140] {
        assert_table_fits(&document, width);
    }
}

/// A table, not blocks of lines, and no line longer than the window.
fn assert_table_fits(document: &motcua::report::model::Document, width: u16) {
    let text = render::terminal::render(document, width, false);
    assert!(text.contains("┌─"), "no table at {width}:\n{text}");
    let longest = text.lines().map(|line| line.chars().count()).max().unwrap();
    assert!(longest <= width as usize, "{longest} > {width}:\n{text}");
}

fn dossier(code: &str) -> Dossier {
    Dossier {
        code: code.into(),
        procedure: Some("Đăng ký khai sinh".into()),
        field: Some("Hộ tịch".into()),
        agency: None,
        receiving_official: None,
        processing_official: Some("Lê A".into()),
        submitted_at: Some(at(1, 8, 0)),
        first_response_at: Some(at(1, 9, 0)),
        accepted_at: Some(at(1, 9, 0)),
        due_at: Some(at(30, 16, 30)),
        ended_at: None,
        outcome: Some("running".into()),
        overdue_minutes: None,
        acceptance_minutes: Some(60),
        apology_slip: None,
        suspended_improperly: false,
        place: Phrase::same("ho-so.xlsx › sheet HoSo › dòng 12"),
    }
}

#[test]
fn the_weekly_list_says_what_is_left_in_words() {
    let settings = Settings::default();
    let row = |state, code: &str| DueRow { official: "Lê A".into(), state, dossier: dossier(code) };
    let list = Due {
        rows: vec![row(State::Overdue(0), "A"), row(State::Overdue(1051), "B"), row(State::Soon(390), "C")],
        no_due: 3,
    };
    let document = due::document(&list, Within::Hours(8), &frame(&settings, Lang::Vi));
    let text = render::terminal::render(&document, 140, false);
    assert!(text.contains("còn 6 giờ 30 phút làm việc"), "{text}");
    assert!(text.contains("quá 2 ngày 1 giờ 31 phút làm việc"), "{text}");
    assert!(text.contains("3 hồ sơ chưa kết thúc không có ngày hẹn trả"), "{text}");
    insta::assert_snapshot!("due_json", json(&document));
    for width in [80, 120] {
        assert_table_fits(&document, width);
    }
    let narrow = render::terminal::render(&document, 80, false);
    assert!(narrow.contains("Cửa sổ hẹp nên không hiện"), "what is left out is said: {narrow}");
}

fn month() -> Evaluation {
    let it = |name: &str, ended, running_overdue, clean, on_time: (u64, u64)| OfficialMonth {
        official: name.into(),
        agency: None,
        rates: vec![
            rate("on_time", name, on_time.0, on_time.1, 0),
            rate("accepted_8h", name, 3, 4, 1),
            rate("supplement_slip", name, 0, 0, 0),
        ],
        ended,
        running_overdue,
        clean,
    };
    let miss = Miss {
        official: "Lê A".into(),
        subject: "H32.1-261001-0001".into(),
        counted_on: NaiveDate::from_ymd_opt(2026, 10, 2).unwrap(),
        dossier: Some(dossier("H32.1-261001-0001")),
    };
    Evaluation {
        officials: vec![
            it("Lê A", 7, 2, 5, (6, 7)),
            it("Trần B", 0, 1, 0, (0, 0)),
            it("Võ C", 3, 0, 3, (3, 3)),
        ],
        misses: vec![("on_time".into(), vec![miss])],
    }
}

fn evaluation_document(settings: &Settings) -> motcua::report::model::Document {
    let library = Library::builtin().unwrap();
    let versions =
        Versions { tool: "0".into(), calendar: "c".into(), queries: "q".into(), settings: "s".into() };
    evaluation::document(
        &month(),
        &evaluation::Beside::default(),
        &library,
        &versions,
        &frame(settings, Lang::Vi),
    )
}

#[test]
fn task_points_come_from_the_integers() {
    let settings = Settings::default();
    let points: Vec<Option<f64>> = month().officials.iter().map(|it| it.task_points(70.0)).collect();
    // 70 × (7/9 + 5/7 + 6/7) / 3 = 54.8148…
    assert_eq!(points, [Some(54.81), None, Some(70.0)]);
    let document = evaluation_document(&settings);
    let parsed: serde_json::Value = serde_json::from_str(&json(&document)).unwrap();
    let first = &parsed["evaluation"][0];
    assert_eq!((first["task_points"].as_f64(), first["quantity"].as_f64()), (Some(54.81), Some(77.78)));
    assert!(first["general_points"].is_null() && first["class"].is_null(), "a person decides these");
    assert!(parsed["evaluation"][1]["task_points"].is_null(), "too little data is no zero");
    assert_eq!(parsed["misses_on_time"][0]["subject"], "H32.1-261001-0001");
    let marked = document.subtitle.iter().any(|line| line.contains("ĐỀ XUẤT"));
    assert!(marked, "the proposal says that it is one");
}

#[test]
fn recalculated_formulas_equal_their_cached_results() {
    let settings = Settings::default();
    let document = evaluation_document(&settings);
    let book = render::xlsx::render(&document).unwrap();
    let cached = formulas_with_results(&book);
    assert_eq!(cached.len(), 3 * 6, "six formulas for each of three officials");
    let Some(office) = std::env::var_os("MOTCUA_SOFFICE") else {
        println!("skipped the recalculation: MOTCUA_SOFFICE names no LibreOffice");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let (file, profile) = (folder.path().join("book.xlsx"), folder.path().join("profile"));
    std::fs::write(&file, &book).unwrap();
    let user = profile.join("user");
    std::fs::create_dir_all(&user).unwrap();
    // Recalculate always on load, whatever program wrote the file.
    std::fs::write(
        user.join("registrymodifications.xcu"),
        r#"<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"><item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"#,
    )
    .unwrap();
    let run = Command::new(&office)
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir"])
        .arg(folder.path().join("out"))
        .arg(&file)
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let recalculated = formulas_with_results(&std::fs::read(folder.path().join("out/book.xlsx")).unwrap());
    assert_eq!(recalculated, cached);
}

/// Address and result of every formula of the first sheet, numbers to nine decimals.
fn formulas_with_results(book: &[u8]) -> Vec<((u32, u32), String)> {
    use calamine::{Data, Reader, Xlsx};
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(book.to_vec())).unwrap();
    let name = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&name).unwrap();
    let values = book.worksheet_range(&name).unwrap();
    let start = formulas.start().unwrap_or_default();
    formulas
        .used_cells()
        .filter(|(_, _, formula)| !formula.is_empty())
        .map(|(row, column, _)| {
            let cell = (start.0 + row as u32, start.1 + column as u32);
            let text = match values.get_value(cell) {
                Some(Data::Float(x)) => format!("{x:.9}"),
                Some(Data::Int(x)) => format!("{:.9}", *x as f64),
                Some(other) => other.to_string(),
                None => String::new(),
            };
            (cell, text)
        })
        .collect()
}

#[test]
fn every_cell_of_a_report_has_a_column() {
    let settings = Settings::default();
    for section in evaluation_document(&settings).sections {
        for row in &section.table.rows {
            assert_eq!(row.values.len(), section.table.columns.len(), "{}", section.key);
            assert!(!row.values.iter().any(|v| matches!(v, Value::Percent(x) if x.is_nan())));
        }
    }
}
