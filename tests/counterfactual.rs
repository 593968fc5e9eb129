//! On time without improper suspensions: beside the system's own figure, with the dossiers behind it.

use motcua::analysis::counterfactual::{Counterfactual, counterfactual};
use motcua::analysis::facts;
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use motcua::report::frame::Frame;
use motcua::words::Lang;
use motcua::{render, report};
use proptest::prelude::*;

use crate::made::{Dossier, Made, Suspension, any, t};

fn of(made: &Made, period: &str) -> Counterfactual {
    let (library, settings) = (Library::builtin().unwrap(), Settings::default());
    let facts = facts::build(&made.state(), &Calendar::builtin(), &settings, &library).unwrap();
    counterfactual(&facts, &library, &settings, Period::parse(period).unwrap()).unwrap()
}

/// Three dossiers suspended for a day each and ended half a day before their due date: one for no
/// reason, one whose notice nobody can check, one never.
fn october() -> Made {
    let mut made = Made::new("2026-10-31 23:59");
    for column in ["notice_no", "notice_at", "notice_given"] {
        made = made.without(&format!("suspensions.{column}"));
    }
    for (i, reason) in [Some("khác"), Some("Chờ trích lục bản đồ địa chính"), None].into_iter().enumerate()
    {
        let dossier_code = format!("H32.7-261001-000{}", i + 1);
        made.dossiers.push(Dossier {
            dossier_code: dossier_code.clone(),
            agency: Some("UBND xã".into()),
            processing_official: Some(if i == 0 { "Bình" } else { "Chi" }.into()),
            accepted_at: Some(t("2026-10-01 08:00")),
            due_at: Some(t("2026-10-15 17:00")),
            finished_at: Some(t("2026-10-15 11:00")),
            ..Dossier::default()
        });
        made.suspensions.extend(reason.map(|reason| Suspension {
            dossier_code,
            sequence: 1,
            kind: Some("other"),
            suspended_at: Some(t("2026-10-05 08:00")),
            resumed_at: Some(t("2026-10-06 08:00")),
            reason: Some(reason.into()),
            document_no: Some("1/CV".into()),
            document_at: Some(t("2026-10-02")),
            ..Suspension::default()
        }));
    }
    made
}

#[test]
fn figures_and_dossiers_behind_them() {
    let it = of(&october(), "2026-10");
    let hits = |it: &motcua::analysis::counterfactual::Figures| {
        [it.own, it.strict, it.high, it.low].map(|counts| (counts.hits, counts.total))
    };
    assert_eq!(hits(&it.whole), [(3, 3), (3, 3), (2, 3), (1, 3)]);
    assert_eq!(
        it.officials.iter().map(hits).collect::<Vec<_>>(),
        [[(1, 1), (1, 1), (0, 1), (0, 1)], [(2, 2), (2, 2), (2, 2), (1, 2)],]
    );
    let changed: Vec<_> = it
        .changed
        .iter()
        .map(|it| (&it.dossier.code[13..], it.strict, it.high, it.low, it.due_low_at.unwrap().to_string()))
        .collect();
    let (yes, no) = (Some(true), Some(false));
    assert_eq!(
        changed,
        [
            ("0001", yes, no, no, "2026-10-14 17:00:00".to_string()),
            ("0002", yes, yes, no, "2026-10-14 17:00:00".to_string()),
        ]
    );
    assert_eq!((it.changed[0].improper_minutes, it.changed[1].unverifiable_minutes), (Some(480), Some(480)));

    let settings = Settings::default();
    let frame = Frame {
        lang: Lang::Vi,
        settings: &settings,
        period: Period::parse("2026-10").unwrap(),
        as_of: t("2026-10-31 23:59"),
        agency: None,
        calendar: None,
    };
    let document = motcua::report::model::Document {
        sections: report::counterfactual::sections(&it, &frame),
        ..Default::default()
    };
    let json: serde_json::Value = serde_json::from_slice(&render::json::render(&document)).unwrap();
    let whole = &json["counterfactual"][0];
    assert_eq!(
        (&whole["own_rate"], &whole["high_rate"], &whole["low_rate"]),
        (&100.0.into(), &66.67.into(), &33.33.into())
    );
    assert_eq!((&whole["official"], &whole["changed"]), (&serde_json::Value::Null, &2.into()));
    assert_eq!(json["counterfactual_dossiers"][1]["counterfactual_low"], false);
}

#[test]
fn without_suspensions_nothing_is_claimed() {
    let it = of(&october().without("suspensions.suspended_at"), "2026-10");
    assert!(it.missing.is_some() && it.changed.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_list_accounts_for_the_whole_difference(made in any::made(20..60)) {
        let it = of(&made, "2026-09-01..2026-11-30");
        let count = |hit: fn(&motcua::analysis::counterfactual::Changed) -> Option<bool>, wanted: Option<bool>| {
            it.changed.iter().filter(|it| hit(it) == wanted).count() as i64
        };
        let differ = |a: u64, b: u64| a as i64 - b as i64;
        let (yes, no) = (Some(true), Some(false));
        let (strict, high, low) = (it.whole.strict, it.whole.high, it.whole.low);
        prop_assert_eq!(differ(strict.hits, high.hits), count(|c| c.strict, yes) - count(|c| c.high, yes));
        prop_assert_eq!(differ(high.hits, low.hits), count(|c| c.high, yes) - count(|c| c.low, yes));
        let misses = |counts: motcua::analysis::rates::Counts| counts.total - counts.hits;
        prop_assert_eq!(differ(misses(high), misses(strict)), count(|c| c.high, no) - count(|c| c.strict, no));
        prop_assert!(low.hits <= high.hits && high.hits <= strict.hits);
        let sum = |of: fn(&motcua::analysis::counterfactual::Figures) -> u64| it.officials.iter().map(of).sum::<u64>();
        prop_assert_eq!(sum(|f| f.high.total), high.total);
    }
}
