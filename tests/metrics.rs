//! Every metric, rule and named query keeps its contract; what counts and what is a hit, case by
//! case; what a bad query file is told.

use std::collections::BTreeSet;

use motcua::analysis::facts::{self, Facts};
use motcua::analysis::rates::{self, By, RateRow};
use motcua::analysis::suspensions::{self, Filter, Verdict};
use motcua::analysis::{ranking, rules};
use motcua::derive::list::{self, Derived, Kind};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::{About, Library, QueryFile};
use motcua::words::Lang;
use polars::prelude::*;

use crate::made::{Dossier, Made, Procedure, Suspension, t};

mod verdicts;

fn build(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn october() -> Period {
    Period::parse("2026-10").unwrap()
}

fn dossier(code: &str) -> Dossier {
    Dossier {
        dossier_code: code.into(),
        processing_official: Some("Trâm".into()),
        receiving_official: Some("Nhạn".into()),
        agency: Some("UBND xã".into()),
        ..Dossier::default()
    }
}

fn one_rate(made: &Made, metric: &str) -> RateRow {
    let library = Library::builtin().unwrap();
    let rows =
        rates::rates(&build(made), &library, &Settings::default(), october(), None, &[metric.to_string()]);
    rows.unwrap().remove(0)
}

/// k, n, no data.
fn counts(made: &Made, metric: &str) -> (u64, u64, u64) {
    let row = one_rate(made, metric);
    (row.hits, row.total, row.no_data)
}

#[test]
fn every_metric_returns_the_columns_of_the_contract() {
    let facts = build(&Made::new("2026-10-31 23:59"));
    for metric in Library::builtin().unwrap().metrics {
        let rows = facts.tables().rows(&metric.name, &metric.sql, &facts.params(october())).unwrap();
        for name in ["subject", "official", "agency", "field", "procedure_code"] {
            assert_eq!(rows.column(name).unwrap().dtype(), &DataType::String, "{}: {name}", metric.name);
        }
        assert_eq!(rows.column("hit").unwrap().dtype(), &DataType::Boolean, "{}", metric.name);
        let on = rows.column("counted_on").unwrap().dtype().clone();
        assert!(matches!(on, DataType::Date | DataType::Datetime(_, _)), "{}: {on:?}", metric.name);
    }
}

#[test]
fn every_rule_returns_the_columns_of_the_contract_and_names_real_cells() {
    let facts = build(&Made::new("2026-10-31 23:59"));
    for rule in Library::builtin().unwrap().rules {
        let rows = facts.tables().rows(&rule.name, &rule.sql, &facts.params(october())).unwrap();
        for name in ["dossier_code", "official", "agency", "evidence"] {
            assert_eq!(rows.column(name).unwrap().dtype(), &DataType::String, "{}: {name}", rule.name);
        }
        assert_eq!(rows.column("sequence").unwrap().dtype(), &DataType::Int64, "{}", rule.name);
        assert_eq!(rows.column("finding").unwrap().dtype(), &DataType::Boolean, "{}", rule.name);
        let line = rule.sql.lines().find(|l| l.contains("AS evidence")).unwrap();
        for cell in line.split('\'').nth(1).unwrap().split(',') {
            let known = facts.dossiers.column(cell).is_ok()
                || (rule.about == About::Suspension && facts.suspensions.column(cell).is_ok());
            assert!(known, "{}: no cell {cell}", rule.name);
        }
    }
}

#[test]
fn the_list_of_derived_columns_is_the_truth() {
    let facts = build(&Made::new("2026-10-31 23:59"));
    let check = |frame: &DataFrame, list: &[Derived]| {
        for column in list {
            let found = frame.column(column.name).unwrap_or_else(|_| panic!("{} is not there", column.name));
            let expected = match column.kind {
                Kind::Timestamp => DataType::Datetime(TimeUnit::Microseconds, None),
                Kind::Integer => DataType::Int64,
                Kind::Decimal => DataType::Float64,
                Kind::Flag => DataType::Boolean,
                Kind::Text => DataType::String,
            };
            assert_eq!(found.dtype(), &expected, "{}", column.name);
        }
        let known: BTreeSet<&str> = list.iter().map(|d| d.name).collect();
        assert_eq!(known.len(), list.len(), "a column is listed twice");
    };
    check(&facts.dossiers, list::DOSSIERS);
    check(&facts.suspensions, list::SUSPENSIONS);
    let schema = motcua::domain::schema::DOSSIERS.len() + 4;
    assert_eq!(facts.dossiers.width(), schema + list::DOSSIERS.len(), "a derived column is not listed");
}

#[test]
fn lateness_is_by_date_when_either_side_has_no_time() {
    let mut made = Made::new("2026-10-31 23:59");
    for (i, (due, ended)) in [
        ("2026-10-05 16:00", "2026-10-05 16:00"),
        ("2026-10-05 16:00", "2026-10-05 16:01"),
        ("2026-10-05", "2026-10-05 23:00"),
        ("2026-10-05 08:00", "2026-10-05"),
        ("2026-10-05", "2026-10-06 07:00"),
        ("2026-10-05 08:00", "2026-10-01 16:00"),
    ]
    .iter()
    .enumerate()
    {
        let dossier = dossier(&format!("D{i}"));
        made.dossiers.push(Dossier { due_at: Some(t(due)), finished_at: Some(t(ended)), ..dossier });
    }
    assert_eq!(counts(&made, "on_time"), (4, 6, 0));
    let outcome = build(&made).dossiers.column("outcome").unwrap().str().unwrap().clone();
    let found: Vec<_> = outcome.iter().map(Option::unwrap).collect();
    assert_eq!(found, ["on_time", "late", "on_time", "on_time", "late", "early"]);
}

#[test]
fn running_overdue_dossiers_count_in_the_strict_rate_unless_suspended() {
    let mut made = Made::new("2026-10-20 10:00");
    let running = |code: &str, due: &str| Dossier {
        accepted_at: Some(t("2026-10-01 08:00")),
        due_at: Some(t(due)),
        ..dossier(code)
    };
    made.dossiers = vec![running("A", "2026-10-19"), running("B", "2026-10-21"), running("C", "2026-10-19")];
    made.dossiers.push(Dossier { status: Some("finished"), ..running("D", "2026-10-19") });
    made.suspensions.push(Suspension {
        dossier_code: "C".into(),
        sequence: 1,
        suspended_at: Some(t("2026-10-12 08:00")),
        reason: Some("Chờ trích lục bản đồ địa chính".into()),
        document_no: Some("12/CV".into()),
        document_at: Some(t("2026-10-12")),
        notice_given: Some(true),
        ..Suspension::default()
    });
    assert_eq!(counts(&made, "on_time"), (0, 0, 0));
    assert_eq!(counts(&made, "on_time_strict"), (0, 1, 0));
    assert_eq!(counts(&made, "on_time_counterfactual"), (0, 1, 0));
    // Without a document the suspension of C is void, and C runs past its due date.
    made.suspensions[0].document_no = None;
    made.suspensions[0].document_at = None;
    assert_eq!(counts(&made, "on_time_strict"), (0, 1, 0));
    assert_eq!(counts(&made, "on_time_counterfactual"), (0, 2, 0));
}

#[test]
fn eight_hours_are_480_working_minutes_and_seconds_count() {
    let online = |code: &str, submitted: &str, accepted: Option<&str>| Dossier {
        channel: Some("online"),
        submitted_at: Some(t(submitted)),
        accepted_at: accepted.map(t),
        ..dossier(code)
    };
    let mut made = Made::new("2026-10-20 23:59");
    made.dossiers = vec![
        online("exactly", "2026-10-05 08:00", Some("2026-10-06 08:00")),
        online("over", "2026-10-05 08:00", Some("2026-10-06 08:01")),
        online("night", "2026-10-05 20:15", Some("2026-10-07 07:00")),
        online("same date", "2026-10-05", Some("2026-10-05")),
        online("dates leave it open", "2026-10-05", Some("2026-10-06")),
        online("dates prove it late", "2026-10-05", Some("2026-10-08")),
        online("unanswered, old", "2026-10-05 08:00", None),
        online("unanswered, exactly 480 minutes", "2026-10-19 17:00", None),
        online("unanswered, young", "2026-10-20 08:00", None),
        online("before it was sent", "2026-10-05 08:00", Some("2026-10-02 08:00")),
    ];
    let counter = Dossier { channel: Some("counter"), ..online("counter", "2026-10-05 08:00", None) };
    made.dossiers.push(counter);
    let mut seconds = online("one second over", "2026-10-05 08:00", Some("2026-10-06 08:00"));
    seconds.accepted_at = seconds.accepted_at.map(|t| t + chrono::TimeDelta::seconds(1));
    made.dossiers.push(seconds);
    // Hits: exactly, night, same date. Misses: over, dates prove it late, unanswered old, one second.
    assert_eq!(counts(&made, "accepted_8h"), (3, 7, 2));
}

#[test]
fn a_column_that_no_export_carries_is_named_and_never_zero() {
    let mut made = Made::new("2026-10-31 23:59").without("dossiers.digitized");
    made.dossiers = vec![Dossier { accepted_at: Some(t("2026-10-05 08:00")), ..dossier("A") }];
    let row = one_rate(&made, "digitized");
    assert_eq!((row.hits, row.total, row.no_data, row.rate, row.met), (0, 0, 0, None, None));
    let missing = row.missing.unwrap();
    assert!(missing.vi.contains("Số hóa thành phần hồ sơ (digitized)"), "{}", missing.vi);
    // A blank cell of a carried column counts as no data.
    made.lacking.clear();
    assert_eq!(counts(&made, "digitized"), (0, 0, 1));
}

#[test]
fn results_that_are_not_required_leave_one_metric_and_pass_the_other() {
    let ended = |code: &str, e_result, result_required| Dossier {
        finished_at: Some(t("2026-10-05 08:00")),
        digitized: Some(true),
        e_result,
        result_required,
        ..dossier(code)
    };
    let mut made = Made::new("2026-10-31 23:59");
    made.dossiers = vec![
        ended("A", Some(true), None),
        ended("B", Some(false), Some(true)),
        ended("C", Some(false), Some(false)),
        ended("D", None, None),
    ];
    assert_eq!(counts(&made, "e_result"), (1, 2, 1));
    assert_eq!(counts(&made, "digitized_766"), (2, 3, 1));
}

#[test]
fn a_procedure_counts_once_in_every_group() {
    let of = |code: &str, procedure: &str, channel, on: &str| Dossier {
        procedure_code: Some(procedure.into()),
        channel: Some(channel),
        accepted_at: Some(t(on)),
        ..dossier(code)
    };
    let mut made = Made::new("2026-10-31 23:59");
    made.dossiers = vec![
        of("1", "P1", "online", "2026-10-05 08:00"),
        of("2", "P1", "counter", "2026-10-15 08:00"),
        of("3", "P2", "counter", "2026-10-05 08:00"),
        of("4", "P3", "online", "2026-10-05 08:00"),
        of("5", "P4", "online", "2026-10-05 08:00"),
    ];
    let level = |code: &str, online_level| Procedure {
        procedure_code: code.into(),
        online_level,
        ..Procedure::default()
    };
    made.procedures =
        vec![level("P1", Some("full")), level("P2", Some("partial")), level("P3", Some("none"))];
    assert_eq!(counts(&made, "procedures_online"), (1, 2, 1));
    let library = Library::builtin().unwrap();
    let names = ["procedures_online".to_string()];
    let by = |by| rates::rates(&build(&made), &library, &Settings::default(), october(), Some(by), &names);
    let weeks: Vec<_> =
        by(By::Week).unwrap().into_iter().map(|r| (r.group, r.hits, r.total, r.no_data)).collect();
    assert_eq!(weeks, [("2026-W41".to_string(), 1, 2, 1), ("2026-W42".to_string(), 0, 1, 0)]);
    assert!(by(By::Official).unwrap().is_empty(), "no official answers for a procedure");
}

#[test]
fn index_766_carries_dossiers_over_and_counts_a_second_supplement_late() {
    let of = |code: &str, accepted: &str, due: Option<&str>, ended: Option<&str>, n| Dossier {
        accepted_at: Some(t(accepted)),
        due_at: due.map(t),
        finished_at: ended.map(t),
        supplement_count: n,
        ..dossier(code)
    };
    let mut made = Made::new("2026-11-30 23:59");
    made.dossiers = vec![
        of("carried over", "2026-09-20 08:00", Some("2026-10-05"), Some("2026-10-05 16:00"), Some(0)),
        of("ended before", "2026-09-20 08:00", Some("2026-10-05"), Some("2026-09-30 16:00"), Some(0)),
        of("two supplements", "2026-10-02 08:00", Some("2026-10-20"), Some("2026-10-05 16:00"), Some(2)),
        of("running within due", "2026-10-02 08:00", Some("2026-11-20"), None, Some(0)),
        of("running past due", "2026-10-02 08:00", Some("2026-10-20"), None, Some(0)),
        of("no due date", "2026-10-02 08:00", None, None, Some(0)),
        of("count unknown", "2026-10-02 08:00", Some("2026-10-20"), Some("2026-10-19"), None),
        of("later", "2026-11-02 08:00", Some("2026-11-20"), None, Some(0)),
    ];
    made = made.without("suspensions.kind");
    assert_eq!(counts(&made, "on_time_766"), (2, 4, 2));
}

#[test]
fn filters_and_unknown_names() {
    let library = Library::builtin().unwrap();
    let facts = build(&verdicts::suspended(|s| s.notice_given = None));
    let found = |filter: &Filter| suspensions::audit(&facts, &library, october(), filter);
    let official = |name: &str| Filter { official: Some(name.into()), ..Filter::default() };
    assert_eq!(found(&official("trâm")).unwrap().len(), 1);
    let error = found(&official("Tram")).unwrap_err();
    assert!(error.help.unwrap().vi.contains("Trâm"));
    assert!(found(&Filter { rules: vec!["no_notise".into()], ..Filter::default() }).is_err());
    let proper_ones = Filter { verdict: Some(Verdict::Proper), ..Filter::default() };
    assert!(found(&proper_ones).unwrap().is_empty());
    let error = library.metric("ontime").unwrap_err();
    assert!(error.text(Lang::En).contains("on_time"), "{error}");
}

#[test]
fn officials_are_ranked_beside_what_they_left_undone() {
    let mut made = verdicts::suspended(|s| s.notice_given = None);
    for i in 0..6 {
        let ended = if i == 0 { "2026-10-09" } else { "2026-10-05" };
        made.dossiers.push(Dossier {
            due_at: Some(t("2026-10-08")),
            finished_at: Some(t(ended)),
            ..dossier(&format!("B{i}"))
        });
    }
    made.dossiers[0].due_at = Some(t("2026-10-07"));
    made.suspensions[0].resumed_at = Some(t("2026-10-14 09:00"));
    let library = Library::builtin().unwrap();
    let rank = |metric: &str| {
        let (settings, order) = (Settings::default(), ranking::Order::Rate);
        ranking::rank(&build(&made), &library, &settings, october(), metric, 5, order)
    };
    let rows = rank("on_time").unwrap();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((row.rank, row.hits, row.total, row.rate), (Some(1), 5, 6, Some(83.33)));
    assert_eq!((row.running_overdue, row.improper_suspensions), (Some(1), Some(1)));
    assert_eq!((row.previous_rank, row.moved), (None, None));
    assert!(rank("procedures_online").is_err());
    assert!(rank("nonsense").is_err());
}

#[test]
fn findings_of_rules_name_their_cells() {
    let mut made = Made::new("2026-10-31 23:59");
    made.dossiers = vec![Dossier {
        submitted_at: Some(t("2026-10-06 08:00")),
        accepted_at: Some(t("2026-10-05 08:00")),
        due_at: Some(t("2026-10-10")),
        ..dossier("H32.199-261005-0001")
    }];
    let library = Library::builtin().unwrap();
    let facts = build(&made);
    let names = |rule: &str| rules::findings(&facts, &library, rule, october()).unwrap().findings.len();
    assert_eq!(names("accepted_before_submitted"), 1);
    assert_eq!(names("due_on_day_off"), 1);
    assert_eq!(names("overdue_running"), 1);
    assert_eq!(names("code_malformed"), 0);
    let found = rules::findings(&facts, &library, "accepted_before_submitted", october()).unwrap();
    assert_eq!(
        found.findings[0].evidence.vi,
        "Ngày nộp = 06/10/2026 08:00; Ngày tiếp nhận = 05/10/2026 08:00"
    );
    // The apology slip is blank: no data, not a finding.
    let apology = rules::findings(&facts, &library, "late_without_apology", october()).unwrap();
    assert_eq!((apology.findings.len(), apology.no_data), (0, 1));
}

fn file(folder: &str, name: &str, text: &str) -> QueryFile {
    let path = format!("own/{folder}/{name}.sql");
    QueryFile { folder: folder.into(), name: name.into(), path, text: text.into() }
}

#[test]
fn own_files_add_replace_and_are_told_what_is_wrong() {
    let library = Library::builtin().unwrap();
    let on_time = library.metric("on_time").unwrap();
    let with = |file: QueryFile| Library::with(&[file]);
    let added = with(file("metrics", "mine", &on_time.sql)).unwrap();
    assert_eq!(added.metrics.len(), library.metrics.len() + 1);

    let error = with(file("metrics", "on_time", &on_time.sql)).unwrap_err();
    assert!(error.text(Lang::En).contains(&format!("-- based_on: {}", on_time.hash)), "{error}");
    let based = |hash: &str| format!("-- based_on: {hash}\n{}", on_time.sql);
    let replaced = with(file("metrics", "on_time", &based(&on_time.hash))).unwrap();
    assert_eq!((replaced.metrics.len(), replaced.remarks.len()), (library.metrics.len(), 1));
    assert_ne!(replaced.version(), library.version());
    assert_eq!(with(file("metrics", "on_time", &based("0123456789abcdef"))).unwrap().remarks.len(), 2);

    let text = |error: motcua::Error| error.text(Lang::En);
    let broken = on_time.sql.replace("-- target: 100", "-- target: much");
    assert!(
        text(with(file("metrics", "mine", &broken)).unwrap_err()).contains("own/metrics/mine.sql, line 7")
    );
    let broken = on_time.sql.replace("-- needs: due_at", "-- needs: due_ad");
    assert!(text(with(file("metrics", "mine", &broken)).unwrap_err()).contains("due_ad"));
    let broken = on_time.sql.replace("-- title.vi", "-- titel.vi");
    assert!(text(with(file("metrics", "mine", &broken)).unwrap_err()).contains("titel.vi"));
    let broken = on_time.sql.replace("FROM dossiers", "FROM read_csv('/etc/passwd')");
    assert!(text(with(file("metrics", "mine", &broken)).unwrap_err()).contains("may not open files"));
    let twice = [file("metrics", "mine", &on_time.sql), file("metrics", "mine", &on_time.sql)];
    assert!(Library::with(&twice).is_err());
}

#[test]
fn every_text_of_the_library_is_there_in_both_languages() {
    let library = Library::builtin().unwrap();
    let texts = library.metrics.iter().flat_map(|m| [&m.title, &m.definition, &m.source]);
    let texts = texts.chain(library.rules.iter().flat_map(|r| [&r.title, &r.definition, &r.source]));
    for text in texts {
        assert!(!text.vi.is_empty() && !text.en.is_empty() && text.vi != text.en, "{text:?}");
    }
    assert_eq!(library.metrics.len(), 21);
    assert_eq!(library.suspension_rules().count(), 11);
}
