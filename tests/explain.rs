//! `explain`: the days of a span sum up to the stored figure; names of days; unknown codes.

use motcua::analysis::explain::{self, DueStepKind, EventKind, Explanation, SpanKind};
use motcua::analysis::facts::{self, Facts};
use motcua::domain::calendar::Calendar;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use motcua::words::Lang;
use motcua::{render, report};
use proptest::prelude::*;

use crate::made::{Dossier, Made, Suspension, t};

const CODE: &str = "H32.7-260820-0001";

fn facts_of(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn explained(made: &Made) -> Explanation {
    explained_with(made, &Library::builtin().unwrap())
}

fn explained_with(made: &Made, library: &Library) -> Explanation {
    explain::explain(&facts_of(made), &Calendar::builtin(), library, CODE).unwrap()
}

/// Over the worked Saturday and the long National Day, with two suspensions, one without reason.
fn over_national_day() -> Made {
    let mut made = Made::new("2026-09-30 23:59");
    made.dossiers.push(Dossier {
        dossier_code: CODE.into(),
        agency: Some("UBND xã".into()),
        channel: Some("online"),
        submitted_at: Some(t("2026-08-21 16:00")),
        accepted_at: Some(t("2026-08-22 10:00")),
        original_due_at: Some(t("2026-08-28 10:00")),
        due_at: Some(t("2026-09-04 10:00")),
        finished_at: Some(t("2026-09-07 09:00")),
        processing_official: Some("Trần Văn B".into()),
        receiving_official: Some("Lê Thị A".into()),
        status: Some("finished"),
        apology_slip: Some(false),
        ..Dossier::default()
    });
    for (sequence, start, end, reason) in [
        (1, "2026-08-24 08:00", "2026-08-26 08:00", "Chờ xác minh nguồn gốc đất tại thực địa"),
        (2, "2026-08-27 14:00", "2026-08-28 14:00", "khác"),
    ] {
        made.suspensions.push(Suspension {
            dossier_code: CODE.into(),
            sequence,
            suspended_at: Some(t(start)),
            resumed_at: Some(t(end)),
            reason: Some(reason.into()),
            document_no: Some("12/CV".into()),
            document_at: Some(t("2026-08-22")),
            notice_given: Some(true),
            kind: Some("other"),
            ..Suspension::default()
        });
    }
    made
}

#[test]
fn the_whole_clock_of_one_dossier() {
    let it = explained(&over_national_day());
    let minutes: Vec<(SpanKind, i64, Option<i64>)> =
        it.spans.iter().map(|s| (s.kind, s.minutes(), s.stored_minutes)).collect();
    assert_eq!(
        minutes,
        [
            (SpanKind::Acceptance, 240, Some(240)),
            (SpanKind::Processing, 3_780, None),
            (SpanKind::Suspension(1), 960, Some(960)),
            (SpanKind::Suspension(2), 480, Some(480)),
            (SpanKind::Overdue, 420, Some(420)),
        ]
    );
    let processing = &it.spans[1];
    assert_eq!(processing.days.iter().map(|d| d.suspended_seconds).sum::<i64>() / 60, 960 + 480);
    let note = |date: &str| {
        let day = processing.days.iter().find(|d| d.date.to_string() == date).unwrap();
        (day.seconds, day.note.as_ref().map(|n| n.vi.clone()).unwrap_or_default())
    };
    assert!(note("2026-08-22").1.contains("làm bù cho ngày nghỉ 31/08"));
    assert_eq!(note("2026-08-23").1, "nghỉ hằng tuần");
    assert_eq!(note("2026-09-01").0, 0);
    assert!(note("2026-09-01").1.starts_with("Quốc khánh ("));
    let order: Vec<EventKind> = it.events.iter().map(|e| e.kind).collect();
    assert_eq!(order[..3], [EventKind::Submitted, EventKind::Accepted, EventKind::AcceptanceLimit]);
    let verdicts: Vec<&str> = it.suspensions.iter().map(|s| s.verdict.as_str()).collect();
    assert_eq!(verdicts, ["proper", "improper"]);
    assert_eq!(it.suspensions[1].rules, ["no_reason"]);
    assert!(it.suspensions[1].evidence[0].text.vi.contains("khác"));
    let found: Vec<&str> = it.findings.iter().map(|f| f.rule.as_str()).collect();
    assert_eq!(found, ["late_without_apology"]);
    let dues: Vec<DueStepKind> = it.dues.iter().map(|d| d.kind).collect();
    assert_eq!(dues, [DueStepKind::Original, DueStepKind::Exported, DueStepKind::Counterfactual]);
    assert_eq!(it.dues[2].minutes, Some(-480));
    let metric = |name: &str| it.metrics.iter().find(|m| m.metric == name).and_then(|m| m.hit);
    assert_eq!(metric("on_time"), Some(false));
    assert_eq!(metric("accepted_8h"), Some(true));
    assert_eq!(it.metrics.iter().filter(|m| m.metric == "suspension_proper").count(), 2);
    assert!(it.warnings.is_empty());
}

#[test]
fn its_document_in_every_form() {
    let it = explained(&over_national_day());
    let document = report::explain::document(&it, Lang::Vi);
    let json: serde_json::Value = serde_json::from_slice(&render::json::render(&document)).unwrap();
    assert_eq!(json["dossier_code"], CODE);
    assert_eq!(json["outcome"], "late");
    assert_eq!(json["overdue_minutes"], 420);
    assert_eq!(json["suspensions"][1]["rules"][0], "no_reason");
    let of = |span: &str| -> i64 {
        let days = json["days"].as_array().unwrap();
        days.iter().filter(|d| d["span"] == span).map(|d| d["working_minutes"].as_i64().unwrap()).sum()
    };
    for span in json["spans"].as_array().unwrap() {
        assert_eq!(span["working_minutes"], of(span["span"].as_str().unwrap()));
    }
    let text = render::terminal::render(&document, 120, false);
    for said in ["Trễ hạn", "nghỉ trưa 11:30–13:30", "không được trừ", "Quốc khánh"] {
        assert!(text.to_lowercase().contains(&said.to_lowercase()), "{said}\n{text}");
    }
    let html = String::from_utf8(render::html::render(&document).unwrap()).unwrap();
    assert!(html.contains(CODE));
    assert!(!render::xlsx::render(&document).unwrap().is_empty());
    assert_eq!(report::explain::document(&it, Lang::En).headline[0].label, "Conclusion");
}

#[test]
fn an_unknown_code_is_told_the_nearest() {
    let library = Library::builtin().unwrap();
    let facts = facts_of(&over_national_day());
    let explain = |code: &str| explain::explain(&facts, &Calendar::builtin(), &library, code);
    assert!(explain(" h32.7-260820 -0001").is_ok());
    let error = explain("H32.7-260820-0010").unwrap_err();
    assert!(error.text(Lang::Vi).contains(CODE), "{error}");
    assert_eq!(error.kind.exit_code(), 2);
    assert!(!explain("xyz").unwrap_err().text(Lang::Vi).contains(CODE));
}

#[test]
fn little_is_known_and_little_is_said() {
    let mut made = Made::new("2026-10-31 23:59").without("suspensions.suspended_at");
    made.dossiers.push(Dossier { dossier_code: CODE.into(), ..Dossier::default() });
    let it = explained(&made);
    assert!(it.spans.is_empty() && it.dues.is_empty() && it.suspensions.is_empty());
    assert_eq!((it.overdue_minutes, it.early_minutes), (None, None));
    assert!(!render::terminal::render(&report::explain::document(&it, Lang::Vi), 80, false).is_empty());
}

/// An instant of 2026, sometimes on the edge of a session, sometimes a date only.
fn instants() -> impl Strategy<Value = chrono::NaiveDateTime> {
    let times = prop_oneof![
        Just(0_i64),
        (0..86_400_i64),
        prop::sample::select(vec![25_200, 41_400, 48_600, 61_200, 61_201])
    ];
    (0..360_i64, times).prop_map(|(day, second)| {
        t("2026-01-02") + chrono::Duration::days(day) + chrono::Duration::seconds(second)
    })
}

fn any_dossier() -> impl Strategy<Value = Made> {
    let moment = || prop::option::of(instants());
    let dates = (moment(), moment(), moment(), moment(), moment(), moment());
    let stop = (instants(), moment(), prop::sample::select(vec!["khác", "Chờ xác minh thực địa thửa đất"]));
    (dates, prop::collection::vec(stop, 0..4), instants()).prop_map(|(dates, stops, as_of)| {
        let mut made = Made::new("2026-12-31 12:00");
        made.as_of = as_of + chrono::Duration::seconds(1);
        made.dossiers.push(Dossier {
            dossier_code: CODE.into(),
            channel: Some("online"),
            submitted_at: dates.0,
            accepted_at: dates.1,
            supplement_requested_at: dates.2,
            due_at: dates.3,
            original_due_at: dates.4,
            finished_at: dates.5,
            ..Dossier::default()
        });
        for (i, (start, end, reason)) in stops.into_iter().enumerate() {
            made.suspensions.push(Suspension {
                dossier_code: CODE.into(),
                sequence: i as i64 + 1,
                suspended_at: Some(start),
                resumed_at: end,
                reason: Some(reason.into()),
                ..Suspension::default()
            });
        }
        made
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn counted_minutes_sum_up_to_the_stored_figure(made in any_dossier()) {
        let mut library = Library::builtin().unwrap();
        // Metrics are told elsewhere; here they would only take time.
        library.metrics.clear();
        let it = explained_with(&made, &library);
        for span in &it.spans {
            prop_assert_eq!(span.days.iter().map(|d| d.seconds).sum::<i64>(), span.seconds);
            if let Some(stored) = span.stored_minutes {
                prop_assert_eq!(span.minutes(), stored, "{:?}", span.kind);
            }
            for day in &span.days {
                prop_assert!((0..=day.seconds).contains(&day.suspended_seconds));
                let parts: i64 = day.parts.iter().map(|(a, b)| (*b - *a).num_seconds()).sum();
                prop_assert_eq!(parts, day.seconds);
            }
        }
        let overdue = it.spans.iter().find(|s| s.kind == SpanKind::Overdue).map(|s| s.minutes());
        prop_assert_eq!(overdue, it.overdue_minutes);
        report::explain::document(&it, Lang::En);
    }
}
