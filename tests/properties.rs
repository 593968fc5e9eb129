//! Laws that hold for any data: order does not matter, slices add up, evidence never harms, voiding
//! more never helps.

use motcua::analysis::facts::{self, Facts};
use motcua::analysis::rates::{self, By, RateRow};
use motcua::analysis::suspensions::{self, Filter, Verdict};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use crate::made::{Made, any};

/// Few cases: each builds all facts with an unoptimised polars.
fn check<T: std::fmt::Debug>(
    strategy: impl Strategy<Value = T>,
    law: impl Fn(T) -> Result<(), TestCaseError>,
) {
    let config = Config { cases: 8, failure_persistence: None, ..Config::default() };
    TestRunner::new(config).run(&strategy, law).unwrap();
}

fn build(made: &Made) -> Facts {
    let library = Library::builtin().unwrap();
    facts::build(&made.state(), &Calendar::builtin(), &Settings::default(), &library).unwrap()
}

fn rows(facts: &Facts, by: Option<By>, names: &[&str]) -> Vec<RateRow> {
    let names: Vec<String> = names.iter().map(|n| n.to_string()).collect();
    let library = Library::builtin().unwrap();
    rates::rates(facts, &library, &Settings::default(), year(), by, &names).unwrap()
}

fn year() -> Period {
    Period::parse("2026").unwrap()
}

fn verdicts(facts: &Facts) -> Vec<(String, i64, Verdict, Vec<String>)> {
    let library = Library::builtin().unwrap();
    let found = suspensions::audit(facts, &library, year(), &Filter::default()).unwrap();
    found.into_iter().map(|s| (s.dossier_code, s.sequence, s.verdict, s.rules)).collect()
}

#[test]
fn the_order_of_rows_changes_nothing() {
    check((any::made(1..40), proptest::prelude::any::<u64>()), |(made, seed)| {
        let mut mixed = made.clone();
        mixed.dossiers.sort_by_key(|d| mix(&d.dossier_code, seed));
        mixed.suspensions.sort_by_key(|s| mix(&format!("{}{}", s.dossier_code, s.sequence), seed));
        let (a, b) = (build(&made), build(&mixed));
        prop_assert_eq!(rows(&a, Some(By::Official), &[]), rows(&b, Some(By::Official), &[]));
        prop_assert_eq!(verdicts(&a), verdicts(&b));
        Ok(())
    });
}

fn mix(text: &str, seed: u64) -> u64 {
    text.bytes().fold(seed, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3))
}

#[test]
fn slices_add_up_to_the_whole() {
    let counts = |rows: &[RateRow], metric: &str| {
        let low = |r: &RateRow| r.low.map_or((0, 0), |low| (low.hits, low.total));
        rows.iter().filter(|r| r.metric == metric).fold((0, 0, 0, 0, 0), |sum, r| {
            let low = low(r);
            (sum.0 + r.hits, sum.1 + r.total, sum.2 + r.no_data, sum.3 + low.0, sum.4 + low.1)
        })
    };
    let by = vec![By::Official, By::Agency, By::Field, By::Procedure, By::Month, By::Week];
    check((any::made(1..60), proptest::sample::select(by)), |(made, by)| {
        let facts = build(&made);
        let (whole, slices) = (rows(&facts, None, &[]), rows(&facts, Some(by), &[]));
        for metric in whole.iter().map(|r| r.metric.as_str()) {
            // A procedure, and a dossier carried from month to month, counts in several slices.
            let shared = metric.starts_with("procedures_")
                || (metric == "on_time_766" && matches!(by, By::Month | By::Week));
            if !shared {
                prop_assert_eq!(counts(&slices, metric), counts(&whole, metric), "{} {:?}", metric, by);
            }
        }
        Ok(())
    });
}

#[test]
fn the_rows_behind_a_rate_are_its_counts() {
    check(any::made(1..40), |made| {
        let (facts, library) = (build(&made), Library::builtin().unwrap());
        for row in rows(&facts, None, &[]).iter().filter(|r| !r.metric.starts_with("procedures_")) {
            let subjects = rates::subjects(&facts, &library, &row.metric, year()).unwrap();
            let n = |hit| subjects.iter().filter(|s| !s.low_only && s.hit == hit).count() as u64;
            prop_assert_eq!(n(Some(true)), row.hits, "{}", row.metric);
            prop_assert_eq!(n(Some(true)) + n(Some(false)), row.total, "{}", row.metric);
            prop_assert_eq!(n(None), row.no_data, "{}", row.metric);
        }
        Ok(())
    });
}

#[test]
fn adding_sound_evidence_never_makes_a_verdict_worse() {
    check((any::made(1..60), 0..4usize), |(made, what)| {
        let mut better = made.clone();
        for s in &mut better.suspensions {
            match what {
                0 => s.reason = Some("Chờ cơ quan thuế xác định nghĩa vụ tài chính".into()),
                1 => s.notice_given = Some(true),
                2 => s.notice_no = Some("3/TB".into()),
                // A document of the day before.
                _ => {
                    s.document_no = Some("9/CV".into());
                    s.document_at = s.suspended_at.map(|t| t - chrono::TimeDelta::days(1));
                }
            }
        }
        let rank = |v: &Verdict| match v {
            Verdict::Improper => 0,
            Verdict::Unverifiable => 1,
            Verdict::Proper => 2,
        };
        for (before, after) in verdicts(&build(&made)).iter().zip(verdicts(&build(&better))) {
            // Without a beginning, a document's date can't be judged.
            let known = made
                .suspensions
                .iter()
                .any(|s| s.dossier_code == before.0 && s.sequence == before.1 && s.suspended_at.is_some());
            prop_assert!(!known || rank(&after.2) >= rank(&before.2), "{:?} → {:?}", before, after);
        }
        Ok(())
    });
}

#[test]
fn voiding_more_never_raises_the_counterfactual_rate() {
    check((any::made(1..80), 0..3usize), |(made, what)| {
        let mut worse = made.clone();
        for s in &mut worse.suspensions {
            match what {
                0 => s.reason = None,
                1 => (s.notice_given, s.notice_no, s.notice_at) = (None, None, None),
                _ => (s.document_no, s.document_at) = (None, None),
            }
        }
        let (a, b) = (build(&made), build(&worse));
        for period in ["2026", "2026-10", "2026-W40"] {
            let period = Period::parse(period).unwrap();
            let rate = |facts: &Facts| {
                let (library, names) = (Library::builtin().unwrap(), ["on_time_counterfactual".to_string()]);
                rates::rates(facts, &library, &Settings::default(), period, None, &names).unwrap().remove(0)
            };
            let (before, after) = (rate(&a), rate(&b));
            let (low_before, low_after) = (before.low.unwrap(), after.low.unwrap());
            prop_assert!(not_better(after.hits, after.total, before.hits, before.total));
            prop_assert!(not_better(low_after.hits, low_after.total, low_before.hits, low_before.total));
            prop_assert!(not_better(low_before.hits, low_before.total, before.hits, before.total));
        }
        Ok(())
    });
}

/// k/n is at most K/N (an empty rate is neither better nor worse).
fn not_better(k: u64, n: u64, big_k: u64, big_n: u64) -> bool {
    n == 0 || big_n == 0 || k * big_n <= big_k * n
}

#[test]
fn counts_stay_within_their_bounds() {
    check(any::made(0..40), |made| {
        let facts = build(&made);
        for row in rows(&facts, Some(By::Official), &[]) {
            prop_assert!(row.hits <= row.total, "{:?}", row);
            prop_assert_eq!(row.rate.is_some(), row.total > 0);
            prop_assert!(row.rate.is_none_or(|r| (0.0..=100.0).contains(&r)));
            if let Some(low) = row.low {
                prop_assert!(low.hits <= row.hits && low.total >= row.total, "{:?}", row);
            }
        }
        Ok(())
    });
}
