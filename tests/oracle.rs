//! Each metric and each suspension verdict recomputed by plain loops, without polars and without
//! the derived columns, on random dossiers. Written from the definitions, not from the code.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use motcua::analysis::facts;
use motcua::analysis::rates::{self, By};
use motcua::analysis::suspensions::{self, Filter};
use motcua::domain::calendar::Calendar;
use motcua::domain::period::Period;
use motcua::domain::settings::Settings;
use motcua::metrics::Library;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, TestRunner};

use crate::made::{Dossier, Made, Suspension, any};

mod judge;
mod procedures;

use judge::*;
use procedures::procedures;

/// One row that counts.
struct Counted {
    official: Option<String>,
    agency: Option<String>,
    on: NaiveDateTime,
    hit: Option<bool>,
}

/// k, n, no data.
type Tally = BTreeMap<(String, Option<String>), (u64, u64, u64)>;

struct Oracle<'a> {
    made: &'a Made,
    calendar: Calendar,
    period: Period,
    of: BTreeMap<String, Vec<Suspension>>,
    by_code: BTreeMap<&'a str, &'a Dossier>,
    /// Procedures with a known fee of one of their dossiers: whether any is above 0.
    fees: BTreeMap<&'a str, bool>,
    judged: BTreeMap<(String, i64), Judged>,
}

impl<'a> Oracle<'a> {
    fn new(made: &'a Made, period: Period) -> Oracle<'a> {
        let calendar = Calendar::builtin();
        let mut of: BTreeMap<String, Vec<Suspension>> = BTreeMap::new();
        for s in &made.suspensions {
            of.entry(s.dossier_code.clone()).or_default().push(s.clone());
        }
        let mut fees = BTreeMap::new();
        for d in &made.dossiers {
            if let (Some(code), Some(fee)) = (&d.procedure_code, d.fee_amount) {
                *fees.entry(code.as_str()).or_insert(false) |= fee > 0;
            }
        }
        let by_code = made.dossiers.iter().map(|d| (d.dossier_code.as_str(), d)).collect();
        let mut oracle = Oracle { made, calendar, period, of, by_code, fees, judged: BTreeMap::new() };
        for d in &made.dossiers {
            let all = oracle.suspensions(d);
            for (k, s) in all.iter().enumerate() {
                let judged = judge(&oracle.calendar, d, &all, k, made.as_of);
                oracle.judged.insert((s.dossier_code.clone(), s.sequence), judged);
            }
        }
        oracle
    }

    fn suspensions(&self, d: &Dossier) -> Vec<Suspension> {
        self.of.get(&d.dossier_code).cloned().unwrap_or_default()
    }

    fn verdict(&self, s: &Suspension) -> &'static str {
        self.judged[&(s.dossier_code.clone(), s.sequence)].verdict
    }

    fn tally(&self, metric: &str) -> Tally {
        let mut tally = Tally::new();
        for row in self.rows(metric) {
            let day = row.on.date();
            if day < self.period.start || day > self.period.end {
                continue;
            }
            let sums = tally.entry((row.official.unwrap_or_default(), row.agency)).or_default();
            match row.hit {
                Some(hit) => *sums = (sums.0 + u64::from(hit), sums.1 + 1, sums.2),
                None => sums.2 += 1,
            }
        }
        tally
    }

    fn rows(&self, metric: &str) -> Vec<Counted> {
        if metric == "suspension_proper" {
            return self.made.suspensions.iter().filter_map(|s| self.suspension_row(s)).collect();
        }
        let by_receiver =
            ["accepted_8h", "digitized", "reused", "paid_online", "submitted_online", "by_post"]
                .contains(&metric);
        let row = |d: &Dossier| {
            let (on, hit) = self.dossier_row(metric, d)?;
            let official = if by_receiver { &d.receiving_official } else { &d.processing_official };
            Some(Counted { official: official.clone(), agency: d.agency.clone(), on, hit })
        };
        self.made.dossiers.iter().filter_map(row).collect()
    }

    fn suspension_row(&self, s: &Suspension) -> Option<Counted> {
        let d = self.by_code.get(s.dossier_code.as_str());
        let hit = match self.verdict(s) {
            "proper" => Some(true),
            "improper" => Some(false),
            _ => None,
        };
        let official = s.suspended_by.clone().or_else(|| d?.processing_official.clone());
        Some(Counted { official, agency: d?.agency.clone(), on: s.suspended_at?, hit })
    }

    /// Whether a dossier counts, on which date, and whether it hits.
    fn dossier_row(&self, metric: &str, d: &Dossier) -> Option<(NaiveDateTime, Option<bool>)> {
        let supplemented = d.supplement_count.is_some_and(|n| n >= 1) || d.supplement_requested_at.is_some();
        match metric {
            "on_time" => end(d).zip(d.due_at).map(|(e, due)| (e, Some(!after(e, due)))),
            "on_time_strict" => self.strict(d, d.due_at),
            "step_on_time" => self.strict(d, d.step_due_at),
            "on_time_counterfactual" => self.counterfactual(d, &["improper"]),
            "on_time_766" => self.index_766(d),
            "accepted_8h" => self.eight_hours(d),
            "digitized" => Some((d.accepted_at?, d.digitized)),
            "reused" => Some((d.accepted_at?, d.reused)),
            "e_result" => {
                (has_result(d) && d.result_required != Some(false)).then_some((end(d)?, d.e_result))
            }
            "digitized_766" => has_result(d).then_some((end(d)?, digitized_766(d))),
            "paid_online" => {
                let counts = d.fee_amount.is_some_and(|fee| fee > 0) && d.fee_exempt != Some(true);
                counts.then_some((d.accepted_at?, d.paid_online))
            }
            "submitted_online" => Some((d.accepted_at?, Some(d.channel? == "online"))),
            "by_post" => {
                let offered = self.procedure(d).and_then(|p| p.by_post);
                (offered != Some(false)).then_some((d.accepted_at?, d.channel.map(|c| c == "post")))
            }
            "one_supplement" => Some((d.accepted_at?, Some(d.supplement_count? <= 1))),
            "supplement_slip" => {
                let on = d.supplement_requested_at.or(d.accepted_at).or(d.submitted_at)?;
                supplemented.then_some((on, d.supplement_slip))
            }
            "refusal_slip" => {
                let refused = d.refused_at.is_some() || d.status == Some("refused");
                let on = d.refused_at.or(d.terminated_at).or(d.submitted_at)?;
                refused.then_some((on, d.refusal_slip))
            }
            "apology_when_late" => {
                let (on, hit) = self.strict(d, d.due_at)?;
                (hit == Some(false)).then_some((on, d.apology_slip))
            }
            other => panic!("the oracle does not know {other}"),
        }
    }

    fn procedure(&self, d: &Dossier) -> Option<&crate::made::Procedure> {
        self.made.procedures.iter().find(|p| Some(&p.procedure_code) == d.procedure_code.as_ref())
    }

    fn strict(&self, d: &Dossier, due: Option<NaiveDateTime>) -> Option<(NaiveDateTime, Option<bool>)> {
        let due = due?;
        if let Some(e) = end(d) {
            return Some((e, Some(!after(e, due))));
        }
        let open = self.suspensions(d).iter().any(|s| s.suspended_at.is_some() && s.resumed_at.is_none());
        (runs(d) && !open && after(self.made.as_of, due)).then_some((due, Some(false)))
    }

    fn counterfactual(&self, d: &Dossier, voided: &[&str]) -> Option<(NaiveDateTime, Option<bool>)> {
        let due = d.due_at?;
        let all = self.suspensions(d);
        let void = |s: &&Suspension| voided.contains(&self.verdict(s));
        let seconds: i64 = all.iter().filter(void).map(|s| length(&self.calendar, s)).sum();
        let earlier = moved(&self.calendar, due, -seconds);
        if let Some(e) = end(d) {
            return Some((e, Some(!after(e, earlier))));
        }
        let stands = |s: &Suspension| s.suspended_at.is_some() && s.resumed_at.is_none() && !void(&s);
        let late = runs(d) && !all.iter().any(stands) && after(self.made.as_of, earlier);
        late.then_some((due.min(self.made.as_of), Some(false)))
    }

    fn index_766(&self, d: &Dossier) -> Option<(NaiveDateTime, Option<bool>)> {
        let accepted_at = d.accepted_at?;
        let all = self.suspensions(d);
        let known = all.iter().all(|s| s.kind.is_some());
        let n = d
            .supplement_count
            .or_else(|| known.then(|| all.iter().filter(|s| s.kind == Some("supplement")).count() as i64));
        let ends: Vec<Option<NaiveDateTime>> = [true, false]
            .iter()
            .map(|with_unknown| {
                let Some(e) = end(d) else {
                    let open = n == Some(1) && (runs(d) || !accepted(d));
                    let first = || all.iter().find(|s| s.kind == Some("supplement"))?.suspended_at;
                    return if open { d.supplement_requested_at.or_else(first) } else { None };
                };
                let mut waited = TimeDelta::zero();
                for s in &all {
                    let counts = s.kind == Some("supplement") || (s.kind.is_none() && *with_unknown);
                    if let (true, Some(a), Some(b)) = (counts, s.suspended_at, s.resumed_at) {
                        waited += (b.min(e) - a).max(TimeDelta::zero());
                    }
                }
                Some(e - waited)
            })
            .collect();
        let first = self.period.start.and_hms_opt(0, 0, 0).unwrap();
        let ended_before = accepted_at < first && end(d).is_some_and(|e| e < first);
        if accepted_at.date() > self.period.end || ended_before {
            return None;
        }
        let limit = || {
            let days = self.procedure(d)?.limit_working_days?;
            Some(if days.fract() == 0.0 {
                self.calendar.add_days(accepted_at.date(), days as i64).and_hms_opt(0, 0, 0).unwrap()
            } else {
                self.calendar.add_minutes(accepted_at, (days * 480.0) as i64)
            })
        };
        let late = |e: NaiveDateTime, due: NaiveDateTime| {
            if end(d).is_some_and(date_only) { e.date() > due.date() } else { after(e, due) }
        };
        let over = end(d).is_none() && !runs(d) && accepted(d);
        let hit = match (n, d.due_at.or_else(limit)) {
            (None, _) => None,
            (Some(2..), _) => Some(false),
            (_, None) => None,
            _ if over => None,
            (_, Some(due)) => match (ends[0], ends[1]) {
                (Some(a), Some(b)) if late(a, due) == late(b, due) => Some(!late(a, due)),
                (Some(_), Some(_)) => None,
                _ => {
                    let now = self.made.as_of.min(self.period.end.and_hms_opt(23, 59, 59).unwrap());
                    Some(last_second(due) >= now)
                }
            },
        };
        Some((accepted_at.max(first), hit))
    }

    fn eight_hours(&self, d: &Dossier) -> Option<(NaiveDateTime, Option<bool>)> {
        let submitted = d.submitted_at?;
        if d.channel != Some("online") {
            return None;
        }
        let day = TimeDelta::days(1);
        let range = |t: NaiveDateTime| if date_only(t) { (t, t + day) } else { (t, t) };
        let responses: Vec<NaiveDateTime> =
            [d.accepted_at, d.refused_at, d.supplement_requested_at].into_iter().flatten().collect();
        let limit = 480 * 60;
        let (early, late) = range(submitted);
        if responses.is_empty() {
            let unclear = !matches!(d.status, None | Some("registered" | "unknown"))
                || d.finished_at.or(d.returned_at).or(d.terminated_at).is_some();
            let least = self.calendar.working_seconds(late, self.made.as_of);
            let most = self.calendar.working_seconds(early, self.made.as_of);
            return match (unclear, least > limit, most <= limit) {
                (true, _, _) => Some((submitted, None)),
                (false, true, _) => Some((submitted, Some(false))),
                (false, _, true) => None,
                _ => Some((submitted, None)),
            };
        }
        let first = responses.iter().map(|t| range(*t).0).min().unwrap();
        let last = responses.iter().map(|t| range(*t).1).min().unwrap();
        if after(submitted, first) {
            return Some((submitted, None));
        }
        let least = self.calendar.working_seconds(late, first);
        let most = self.calendar.working_seconds(early, last);
        let hit = if most <= limit { Some(true) } else { (least > limit).then_some(false) };
        Some((submitted, hit))
    }
}

fn has_result(d: &Dossier) -> bool {
    let ended = d.finished_at.is_some() || d.returned_at.is_some();
    ended && !["refused", "withdrawn", "stopped"].contains(&d.status.unwrap_or(""))
}

/// Three-valued: a known FALSE decides.
fn digitized_766(d: &Dossier) -> Option<bool> {
    let result = if d.result_required == Some(false) { Some(true) } else { d.e_result };
    match (d.digitized, result) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

fn compare(made: &Made, period: Period) -> Result<(), TestCaseError> {
    let library = Library::builtin().unwrap();
    let settings = Settings::default();
    let facts = facts::build(&made.state(), &Calendar::builtin(), &settings, &library).unwrap();
    let oracle = Oracle::new(made, period);
    procedures(&oracle, &rates::rates(&facts, &library, &settings, period, None, &[]).unwrap())?;
    for s in suspensions::audit(&facts, &library, facts_span(), &Filter::default()).unwrap() {
        let judged = &oracle.judged[&(s.dossier_code.clone(), s.sequence)];
        let found = (s.verdict.as_str(), s.rules, s.no_data_rules);
        let texts = |list: &[&str]| list.iter().map(|r| r.to_string()).collect::<Vec<_>>();
        let expected = (judged.verdict, texts(&judged.rules), texts(&judged.no_data));
        let which = |(v, a, b): (&str, Vec<String>, Vec<String>)| format!("{v} {a:?} no data {b:?}");
        prop_assert_eq!(
            (s.dossier_code.clone(), s.sequence, sorted(which, found)),
            (s.dossier_code, s.sequence, sorted(which, expected))
        );
    }
    let rows = rates::rates(&facts, &library, &settings, period, Some(By::Official), &[]).unwrap();
    for metric in library.metrics.iter().map(|m| m.name.as_str()).filter(|m| !m.starts_with("procedures_")) {
        let found: Tally = (rows.iter().filter(|r| r.metric == metric))
            .map(|r| ((r.group.clone(), r.agency.clone()), (r.hits, r.total, r.no_data)))
            .filter(|(_, sums)| sums.1 + sums.2 > 0)
            .collect();
        prop_assert_eq!(found, oracle.tally(metric), "{}", metric);
    }
    low_bound(made, &oracle, &rows)
}

fn sorted(
    which: impl Fn((&'static str, Vec<String>, Vec<String>)) -> String,
    (verdict, mut rules, mut no_data): (&'static str, Vec<String>, Vec<String>),
) -> String {
    rules.sort();
    no_data.sort();
    which((verdict, rules, no_data))
}

/// The second bound voids unverifiable suspensions too.
fn low_bound(made: &Made, oracle: &Oracle, rows: &[rates::RateRow]) -> Result<(), TestCaseError> {
    let (mut hits, mut total) = (0, 0);
    for d in &made.dossiers {
        let Some((on, hit)) = oracle.counterfactual(d, &["improper", "unverifiable"]) else { continue };
        if oracle.period.contains(on.date()) {
            hits += u64::from(hit == Some(true));
            total += 1;
        }
    }
    let lows = rows.iter().filter(|r| r.metric == "on_time_counterfactual").filter_map(|r| r.low);
    let found = lows.fold((0, 0), |sum, low| (sum.0 + low.hits, sum.1 + low.total));
    prop_assert_eq!(found, (hits, total));
    Ok(())
}

fn facts_span() -> Period {
    Period::parse("2026").unwrap()
}

#[test]
fn plain_loops_agree_on_random_dossiers() {
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let period =
        prop_oneof![Just("2026-09"), Just("2026-10"), Just("2026-11"), Just("2026-W41"), Just("2026")];
    let cases = (any::made(1..60), period);
    runner.run(&cases, |(made, period)| compare(&made, Period::parse(period).unwrap())).unwrap();
}

/// Ten thousand dossiers, about three and a half thousand suspensions, always the same ones.
#[test]
fn plain_loops_agree_on_ten_thousand_dossiers() {
    let mut runner = TestRunner::deterministic();
    let tree = any::made(10_000).new_tree(&mut runner).unwrap();
    let made = tree.current();
    assert!(made.suspensions.len() > 3_000, "{} suspensions", made.suspensions.len());
    compare(&made, Period::parse("2026-10").unwrap()).unwrap();
}
