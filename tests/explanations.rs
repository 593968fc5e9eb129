//! Explanations by officials: imported like any list, laid beside the exports' own verdicts.

use std::fs;
use std::path::Path;

use motcua::analysis::explanations::{self, Effect};
use motcua::analysis::facts::{self, Facts};
use motcua::analysis::suspensions::{Filter, Verdict, audit};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use proptest::prelude::*;
use serde_json::Value;

use crate::audit::{json, motcua, refused};
use crate::made::{Dossier, Explanation, Made, Suspension, any, t};

const DOSSIERS: &str = "\
DANH SÁCH HỒ SƠ
Ngày kết xuất: 31/10/2026 17:00
Mã hồ sơ,Tên TTHC,Đơn vị,Hình thức nộp,Ngày nộp,Ngày tiếp nhận,Ngày hẹn trả,Ngày kết thúc xử lý,Cán bộ tiếp nhận,Cán bộ xử lý,Trạng thái,Văn bản xin lỗi
H32.7-261001-0001,Đất đai,UBND xã,Trực tuyến,01/10/2026 08:00,01/10/2026 09:00,20/10/2026 17:00,21/10/2026 10:00,Lê Thị An,Trần Văn Bình,Đã xử lý xong,
H32.7-261001-0002,Đất đai,UBND xã,Trực tuyến,01/10/2026 08:00,01/10/2026 09:00,20/10/2026 17:00,19/10/2026 10:00,Lê Thị An,Trần Văn Bình,Đã xử lý xong,
";

const SUSPENSIONS: &str = "\
DANH SÁCH TẠM DỪNG
Ngày kết xuất: 31/10/2026 17:00
Mã hồ sơ,Ngày tạm dừng,Ngày tiếp tục,Lý do tạm dừng,Số văn bản,Ngày văn bản,Số thông báo
H32.7-261001-0002,05/10/2026 08:00,08/10/2026 08:00,khác,,,7/TB
H32.7-261001-0002,12/10/2026 08:00,13/10/2026 08:00,Chờ trích lục bản đồ địa chính,14/CV,15/10/2026,8/TB
";

const EXPLANATIONS: &str = "\
Mã hồ sơ,Lần tạm dừng,Số văn bản,Ngày văn bản,Số thông báo,Ngày thông báo,Nội dung giải trình,Người giải trình
H32.7-261001-0002,1,12/CV,02/10/2026,,,Chờ xác minh nguồn gốc đất; liên hệ 0905123456,Trần Văn Bình
H32.7-261001-0002,2,15/CV,16/10/2026,,,,Trần Văn Bình
H32.7-261001-0001,,,,3/XL,20/10/2026,Máy chủ hỏng hai ngày,Trần Văn Bình
H32.7-261001-0009,,1/CV,,,,Không có hồ sơ này,Trần Văn Bình
H32.7-261001-0001,4,1/CV,,,,Không có lần này,Trần Văn Bình
H32.7-261001-0002,1,,,,,,Trần Văn Bình
";

fn import(folder: &Path, name: &str, text: &str) -> String {
    fs::write(folder.join(name), text).unwrap();
    let output = motcua(folder, &["import", name]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{name}: {said}");
    said + &String::from_utf8(output.stdout).unwrap()
}

fn exports() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    import(folder.path(), "ho-so.csv", DOSSIERS);
    import(folder.path(), "tam-dung.csv", SUSPENSIONS);
    folder
}

fn row<'a>(document: &'a Value, key: &str, of: &[(&str, Value)]) -> &'a Value {
    let rows = document[key].as_array().unwrap_or_else(|| panic!("no {key} in {document:#}"));
    let fits = |row: &&Value| of.iter().all(|(key, value)| row[key] == *value);
    rows.iter().find(fits).unwrap_or_else(|| panic!("no {of:?} in {rows:#?}"))
}

#[test]
fn verdicts_before_and_after_stand_side_by_side_in_every_output() {
    let folder = exports();
    let folder = folder.path();
    let period = ["--period", "2026-10"];
    let bare = json(folder, &[&["suspensions"], &period[..]].concat());
    let verdicts = |it: &Value, key: &str| -> Vec<String> {
        it["rows"].as_array().unwrap().iter().map(|r| r[key].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(verdicts(&bare, "verdict"), ["improper", "improper"]);
    assert_eq!(verdicts(&bare, "verdict_before"), ["improper", "improper"]);
    let rates_before = json(folder, &[&["rates"], &period[..]].concat());
    assert!(row(&rates_before, "rows", &[("metric", "on_time".into())]).get("hits_before").is_none());

    let said = import(folder, "giai-trinh.csv", EXPLANATIONS);
    assert!(said.contains("giai-trinh.csv › sheet ") && said.contains("không có trong kho"), "{said}");
    assert!(said.contains("giải trình") && said.contains("Dòng giải trình không có văn bản"), "{said}");

    let it = json(folder, &[&["suspensions"], &period[..]].concat());
    // The first got a document, a notice and a reason; the second a document that came too late.
    assert_eq!(verdicts(&it, "verdict"), ["proper", "improper"]);
    assert_eq!(verdicts(&it, "verdict_before"), ["improper", "improper"]);
    assert_eq!(it["rows"][0]["rules_before"], serde_json::json!(["no_reason", "no_document"]));
    let given = &it["rows"][0]["explanations"][0];
    assert_eq!((&given["document_no"], &given["explained_by"]), (&"12/CV".into(), &"Trần Văn Bình".into()));
    assert!(given["source"].as_str().unwrap().starts_with("giai-trinh.csv"), "{given}");
    assert!(!given["explanation"].as_str().unwrap().contains("0905"), "{given}");

    let warned = String::from_utf8(motcua(folder, &[&["rates"], &period[..]].concat()).stderr).unwrap();
    assert!(warned.contains("giai-trinh.csv › sheet ") && warned.contains("dòng 5"), "{warned}");
    assert!(warned.contains("H32.7-261001-0009") && warned.contains("lần tạm dừng 4"), "{warned}");

    let rates = json(folder, &[&["rates"], &period[..]].concat());
    let proper = row(&rates, "rows", &[("metric", "suspension_proper".into())]);
    assert_eq!(
        (&proper["hits_before"], &proper["hits"], &proper["total"]),
        (&0.into(), &1.into(), &2.into())
    );
    let apology = row(&rates, "rows", &[("metric", "apology_when_late".into())]);
    assert_eq!((&apology["hits_before"], &apology["hits"]), (&0.into(), &1.into()));
    // Being late by the dates stays.
    let strict = row(&rates, "rows", &[("metric", "on_time_strict".into())]);
    assert_eq!((&strict["hits"], &strict["hits_before"]), (&1.into(), &Value::Null));
    let rank = json(folder, &[&["rank", "--metric", "suspension_proper"], &period[..]].concat());
    assert_eq!((&rank["rows"][0]["hits_before"], &rank["rows"][0]["hits"]), (&0.into(), &1.into()));

    let explained = json(folder, &["explain", "H32.7-261001-0002"]);
    assert_eq!(explained["suspensions"][0]["verdict_before"], "improper");
    assert_eq!(explained["explanations"][0]["verdict_after"], "proper");
    let page = ["explain", "H32.7-261001-0002", "--format", "html"];
    let text = String::from_utf8(motcua(folder, &page).stdout).unwrap();
    assert!(text.contains("Trước giải trình: không đúng"), "{text}");

    for (command, file) in [("report", "bao-cao.json"), ("evaluate", "danh-gia.json")] {
        let when = if command == "report" { "--period" } else { "--month" };
        let output = motcua(folder, &[command, when, "2026-10", "-o", command]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = fs::read_to_string(folder.join(command).join(file)).unwrap();
        let it: Value = serde_json::from_str(&text).unwrap();
        let of = |code: &str, sequence: Value| {
            row(&it, "explanations", &[("dossier_code", code.into()), ("sequence", sequence)])
        };
        let first = of("H32.7-261001-0002", 1.into());
        assert_eq!(
            (&first["verdict_before"], &first["verdict_after"]),
            (&"improper".into(), &"proper".into())
        );
        let late = of("H32.7-261001-0001", Value::Null);
        assert_eq!(late["verdict_before"], "late_without_apology");
        assert_eq!(late["verdict_after"], "late_with_apology");
        assert_eq!(of("H32.7-261001-0009", Value::Null)["verdict_after"], "unknown_dossier");
        let moved = row(&it, "explained_rates", &[("metric", "suspension_proper".into())]);
        assert_eq!((&moved["hits_before"], &moved["hits"]), (&0.into(), &1.into()));
        assert!(folder.join(command).join("explanations.csv").exists());
    }
    let page = fs::read_to_string(folder.join("report/bao-cao.html")).unwrap();
    assert!(page.contains("Giải trình của cán bộ") && page.contains("Trước giải trình"));
    let sql = "SELECT dossier_code, verdict_before, verdict FROM suspensions WHERE verdict <> verdict_before ORDER BY 1";
    let query = json(folder, &["query", "--sql", sql]);
    assert_eq!(query["rows"].as_array().unwrap().len(), 1, "{query}");
}

#[test]
fn explanations_move_no_time_of_data_and_can_be_taken_back() {
    let folder = exports();
    let folder = folder.path();
    let before = json(folder, &["suspensions", "--period", "2026-10"]);
    let late = EXPLANATIONS.replacen("Mã hồ sơ", "Ngày kết xuất: 05/11/2026\nMã hồ sơ", 1);
    import(folder, "giai-trinh.csv", &late);
    let it = json(folder, &["suspensions", "--period", "2026-10"]);
    assert_eq!((&it["as_of"], &it["rows"][0]["verdict"]), (&before["as_of"], &"proper".into()));
    assert!(refused(folder, &["changes"], 2).contains("hai lần nhập cùng loại"));
    let last = json(folder, &["imports", "list"])["rows"].as_array().unwrap().last().unwrap().clone();
    let id = last["import_id"].as_str().unwrap().to_string();
    assert!(motcua(folder, &["imports", "undo", &id]).status.success());
    assert_eq!(json(folder, &["suspensions", "--period", "2026-10"]), before);

    // A store that holds explanations alone knows no dossiers.
    let empty = tempfile::tempdir().unwrap();
    import(empty.path(), "giai-trinh.csv", EXPLANATIONS);
    refused(empty.path(), &["rates"], 2);
}

/// The machine names as headers, real dates, a number as the sequence.
#[test]
fn a_workbook_with_machine_names_is_the_same_list() {
    let folder = exports();
    let folder = folder.path();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    let headers = ["dossier_code", "sequence", "document_no", "document_at", "notice_no", "text", "who"];
    for (i, header) in headers.iter().enumerate() {
        sheet.write(0, i as u16, *header).unwrap();
    }
    sheet.write(1, 0, "H32.7-261001-0002").unwrap();
    sheet.write(1, 1, 1).unwrap();
    sheet.write(1, 2, "12/CV").unwrap();
    let day = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
    let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 10, 2).unwrap();
    sheet.write_with_format(1, 3, &date, &day).unwrap();
    sheet.write(1, 5, "Chờ xác minh nguồn gốc đất").unwrap();
    sheet.write(1, 6, "Trần Văn Bình").unwrap();
    book.save(folder.join("giai-trinh.xlsx")).unwrap();
    let output = motcua(folder, &["import", "giai-trinh.xlsx"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let it = json(folder, &["suspensions", "--period", "2026-10"]);
    assert_eq!(
        (&it["rows"][0]["verdict"], &it["rows"][0]["verdict_before"]),
        (&"proper".into(), &"improper".into())
    );
    assert_eq!(it["rows"][0]["explanations"][0]["explained_by"], "Trần Văn Bình");
}

/// Taken as blank, it would speak about the dossier.
#[test]
fn a_sequence_that_is_no_number_is_set_aside_with_its_cell() {
    let folder = exports();
    let unclear = EXPLANATIONS.replace(",1,,,,,,Trần", ",lần hai,16/CV,,,,Không rõ lần nào,Trần");
    let said = import(folder.path(), "giai-trinh.csv", &unclear);
    assert!(said.contains("Lần tạm dừng không phải là một số") && said.contains("B7"), "{said}");
    let it = json(folder.path(), &["explain", "H32.7-261001-0002"]);
    assert_eq!(it["explanations"].as_array().unwrap().len(), 2);
}

#[test]
fn findings_that_evidence_clears_no_longer_fail_a_run() {
    let folder = exports();
    let folder = folder.path();
    let asked = |rule: &str| {
        let args = ["suspensions", "--period", "2026-10", "--only", "improper", "--official"];
        let rest = ["trần văn bình", "--rule", rule, "--fail-on-findings"];
        motcua(folder, &[&args[..], &rest[..]].concat()).status.code()
    };
    assert_eq!(
        (asked("no_document"), asked("document_after_suspension"), asked("after_due")),
        (Some(6), Some(6), Some(0))
    );
    import(folder, "giai-trinh.csv", EXPLANATIONS);
    assert_eq!((asked("no_document"), asked("document_after_suspension")), (Some(0), Some(6)));
    assert!(refused(folder, &["suspensions", "--rule", "no_documnt"], 2).contains("no_document"));
}

fn facts_of(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

#[test]
fn what_a_given_piece_of_evidence_does() {
    let mut made = Made::new("2026-10-31 23:59");
    made.dossiers.push(Dossier {
        dossier_code: "A-1".into(),
        due_at: Some(t("2026-10-20 17:00")),
        ..Dossier::default()
    });
    made.suspensions.push(Suspension {
        dossier_code: "A-1".into(),
        sequence: 1,
        kind: Some("other"),
        suspended_at: Some(t("2026-10-05 08:00")),
        resumed_at: Some(t("2026-10-06 08:00")),
        reason: Some("Chờ trích lục bản đồ địa chính".into()),
        notice_given: Some(true),
        ..Suspension::default()
    });
    let with = |evidence: Explanation| {
        let mut made = made.clone();
        made.explanations = vec![Explanation { dossier_code: "A-1".into(), sequence: Some(1), ..evidence }];
        let facts = facts_of(&made);
        match explanations::explained(&facts)[0].effect {
            Effect::Suspension(before, after) => (before, after),
            other => panic!("{other:?}"),
        }
    };
    use Verdict::{Improper, Proper, Unverifiable};
    let document = |no: Option<&str>, at: Option<&str>| Explanation {
        document_no: no.map(str::to_string),
        document_at: at.map(t),
        ..Explanation::default()
    };
    assert_eq!(with(document(Some("1/CV"), Some("2026-10-02"))), (Improper, Proper));
    assert_eq!(with(document(None, Some("2026-10-05"))), (Improper, Proper));
    assert_eq!(with(document(Some("1/CV"), None)), (Improper, Unverifiable));
    // Later than the suspension: proves nothing.
    assert_eq!(with(document(Some("1/CV"), Some("2026-10-06"))), (Improper, Improper));
    assert_eq!(with(document(None, Some("2026-10-05 08:01"))), (Improper, Improper));
}

/// Evidence about the `i`-th suspension of `made` or its dossier.
fn any_evidence() -> impl Strategy<Value = (prop::sample::Index, bool, Explanation)> {
    let moment = (0..80_i64, prop_oneof![Just(0_i64), 25_000..64_000_i64])
        .prop_map(|(day, second)| t("2026-09-01") + chrono::TimeDelta::seconds(day * 86_400 + second));
    let texts = prop::sample::select(vec!["khác", "Chờ xác minh nguồn gốc đất", "ok"]);
    let flags = any::<(bool, bool, bool)>();
    (
        any::<prop::sample::Index>(),
        any::<bool>(),
        flags,
        prop::option::of(moment.clone()),
        prop::option::of(moment),
        prop::option::of(texts),
    )
        .prop_map(|(index, of_dossier, (document, notice, _), document_at, notice_at, text)| {
            let it = Explanation {
                document_no: document.then(|| "9/CV".to_string()),
                document_at,
                notice_no: notice.then(|| "9/TB".to_string()),
                notice_at,
                explanation: text.map(str::to_string),
                ..Explanation::default()
            };
            (index, of_dossier, it)
        })
}

fn worst_first(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Improper => 0,
        Verdict::Unverifiable => 1,
        Verdict::Proper => 2,
    }
}

/// Verdicts of all suspensions by the facts.
fn verdicts(facts: &Facts, library: &Library) -> Vec<(String, i64, Verdict)> {
    let ever = Period::parse("2026-01-01..2026-12-31").unwrap();
    let found = audit(facts, library, ever, &Filter::default()).unwrap();
    found.into_iter().map(|s| (s.dossier_code, s.sequence, s.verdict)).collect()
}

const LACKING: [&str; 5] = ["reason", "document_no", "document_at", "notice_no", "notice_at"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn adding_evidence_never_makes_a_verdict_worse(
        made in any::made(20..40),
        evidence in prop::collection::vec(any_evidence(), 1..6),
        lacking in prop::collection::vec(prop::sample::select(&LACKING[..]), 0..4),
    ) {
        prop_assume!(!made.suspensions.is_empty());
        let mut made = lacking.iter().fold(made, |made, column| made.without(&format!("suspensions.{column}")));
        let library = Library::builtin().unwrap();
        let mut before = verdicts(&facts_of(&made), &library);
        let on_time = |made: &Made| -> (i64, i64) {
            let facts = facts_of(made);
            let rates = motcua::analysis::rates::rates(
                &facts,
                &library,
                &Settings::default(),
                Period::parse("2026-09-01..2026-11-30").unwrap(),
                None,
                &["on_time_counterfactual".to_string(), "apology_when_late".to_string()],
            )
            .unwrap();
            let misses = |row: &motcua::analysis::rates::RateRow| (row.total - row.hits) as i64;
            (misses(&rates[0]), misses(&rates[1]))
        };
        let mut misses = on_time(&made);
        // A piece at a time: each may only help.
        for (index, of_dossier, it) in evidence {
            let suspension = &made.suspensions[index.index(made.suspensions.len())];
            let sequence = (!of_dossier).then_some(suspension.sequence);
            let dossier_code = suspension.dossier_code.clone();
            made.explanations.push(Explanation { dossier_code, sequence, ..it });
            let after = verdicts(&facts_of(&made), &library);
            for (was, is) in before.iter().zip(&after) {
                prop_assert_eq!((&was.0, was.1), (&is.0, is.1));
                prop_assert!(worst_first(is.2) >= worst_first(was.2), "{:?} became {:?}", was, is);
            }
            let now = on_time(&made);
            prop_assert!(now.0 <= misses.0 && now.1 <= misses.1, "{:?} became {:?}", misses, now);
            (before, misses) = (after, now);
        }
    }
}
