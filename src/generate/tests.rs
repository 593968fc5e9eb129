//! What must hold of the dossiers themselves, before anything is written.

use super::record::{Dossier, Verdict, as_of, curtain};
use super::{cast, clock, decide, truth, truth_json};

fn dossiers() -> Vec<Dossier> {
    decide::dossiers(1_500, 1)
}

#[test]
fn the_last_export_sees_every_dossier_as_it_is() {
    for dossier in dossiers() {
        let seen = dossier.seen_at(as_of()).expect("every dossier exists at the end");
        assert_eq!(seen, Dossier { edit: None, ..dossier });
    }
}

#[test]
fn later_exports_know_more_and_never_the_future() {
    let all = dossiers();
    let mut changed = 0;
    for day in [10_u32, 17, 24, 31] {
        let moment = clock::at(chrono::NaiveDate::from_ymd_opt(2026, 7, day).unwrap(), 62_000);
        for dossier in &all {
            let Some(seen) = dossier.seen_at(moment) else { continue };
            assert!(seen.accepted_at.is_none_or(|at| at <= moment));
            assert!(seen.ended_at().is_none_or(|at| at <= moment), "{}", seen.code());
            assert!(seen.suspensions.iter().all(|s| s.suspended_at <= moment));
            changed += usize::from(seen != *dossier);
        }
    }
    assert!(changed > 100, "{changed}");
}

#[test]
fn what_was_decided_is_what_the_dates_say() {
    for d in dossiers() {
        let (Some(accepted), Some(due)) = (d.accepted_at, d.due_at) else { continue };
        let exact = !clock::is_date_only(due) && d.ended_at().is_none_or(|at| !clock::is_date_only(at));
        if let (true, Some(minutes)) = (exact, d.due_minutes) {
            assert_eq!(clock::minutes_between(accepted, due), minutes, "{}", d.code());
        }
        if let (true, Some(minutes), Some(ended)) = (exact, d.end_minutes, d.ended_at())
            && d.edit.is_none()
        {
            assert_eq!(clock::minutes_between(accepted, ended), minutes, "{}", d.code());
        }
        for s in &d.suspensions {
            assert!(s.suspended_at <= curtain());
            let closed = s.resumed_at.filter(|at| *at > s.suspended_at);
            let minutes = closed.map(|at| clock::minutes_between(s.suspended_at, at));
            assert_eq!(s.minutes, minutes, "{}", d.code());
        }
    }
}

#[test]
fn the_truth_of_the_months_adds_up_to_the_whole() {
    let all = dossiers();
    let spans = truth_json::spans();
    let days: Vec<_> = spans.iter().map(|s| s.1).collect();
    for metric in truth::METRICS {
        let counted = truth::count(metric, &all, &days);
        let (total, parts) = counted.split_last().unwrap();
        if metric.starts_with("procedures_") || metric == "on_time_766" {
            continue;
        }
        assert_eq!(parts.iter().map(|p| p.all.hits).sum::<u64>(), total.all.hits, "{metric}");
        assert_eq!(parts.iter().map(|p| p.all.total).sum::<u64>(), total.all.total, "{metric}");
        assert_eq!(parts.iter().map(|p| p.all.no_data).sum::<u64>(), total.all.no_data, "{metric}");
        assert_eq!(total.by_official.values().map(|t| t.total).sum::<u64>(), total.all.total, "{metric}");
    }
}

#[test]
fn every_case_occurs() {
    let all = dossiers();
    let outcomes: std::collections::BTreeSet<_> = all.iter().map(truth::outcome).collect();
    for outcome in ["early", "on_time", "late", "running", "running_late", "suspended", "no_due"] {
        assert!(outcomes.contains(&Some(outcome)), "{outcome}");
    }
    assert!(outcomes.contains(&None));
    let suspensions: Vec<_> = all.iter().flat_map(|d| &d.suspensions).collect();
    for rule in [
        "no_reason",
        "no_document",
        "document_after_suspension",
        "no_notice",
        "after_due",
        "second_supplement",
        "last_minute",
        "too_long",
        "ended_while_suspended",
        "bad_interval",
        "due_moved_too_far",
    ] {
        assert!(suspensions.iter().any(|s| s.rules.contains(&rule)), "{rule}");
    }
    for verdict in [Verdict::Proper, Verdict::Improper, Verdict::Unverifiable] {
        assert!(suspensions.iter().any(|s| s.verdict == verdict), "{verdict:?}");
    }
    let few = all.iter().filter(|d| d.processor == Some(7) && d.ended_at().is_some()).count();
    assert!((1..5).contains(&few), "the helper ended {few}");
    for field in 0..cast::FIELDS.len() {
        assert!(all.iter().any(|d| cast::PROCEDURES[d.procedure].field == field));
    }
}
