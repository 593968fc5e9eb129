//! What is true of the dossiers at the last export, counted with plain loops from the definitions of
//! `metrics.md`. `docs/sample-data.md` says how its silent points were read.

use std::collections::BTreeMap;

use chrono::{Days, Duration, NaiveDate, NaiveDateTime};

use super::cast::{Level, OFFICIALS, PROCEDURES};
use super::clock;
use super::decide::is_late;
use super::record::{Channel, Dossier, Kind, Suspension, Verdict, as_of};

/// The metrics in the order of their table.
pub const METRICS: [&str; 21] = [
    "on_time",
    "on_time_strict",
    "on_time_counterfactual",
    "on_time_766",
    "accepted_8h",
    "digitized",
    "e_result",
    "digitized_766",
    "reused",
    "paid_online",
    "submitted_online",
    "by_post",
    "one_supplement",
    "supplement_slip",
    "refusal_slip",
    "apology_when_late",
    "step_on_time",
    "suspension_proper",
    "procedures_online",
    "procedures_paid_online",
    "procedures_by_post",
];

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
    /// Hits if unverifiable suspensions are voided too (counterfactual only).
    pub hits_low: u64,
}

impl Tally {
    fn add(&mut self, count: &Count) {
        match count.hit {
            None => self.no_data += 1,
            Some(hit) => {
                self.total += 1;
                self.hits += u64::from(hit);
                self.hits_low += u64::from(count.hit_low.unwrap_or(hit));
            }
        }
    }
}

/// One thing that counts.
#[derive(Clone, Debug)]
pub struct Count {
    pub on: NaiveDate,
    /// `None`: the export names nobody. `Some("–")` never occurs: procedures count for nobody.
    pub official: Option<&'static str>,
    pub hit: Option<bool>,
    pub hit_low: Option<bool>,
}

impl Counted {
    fn add(&mut self, count: &Count) {
        self.all.add(count);
        self.by_official.entry(count.official.unwrap_or("")).or_default().add(count);
    }
}

/// The first and last day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

impl Span {
    pub fn holds(&self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }
}

/// k, n and no data of a metric: of all, and of each official ("" = none named).
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub all: Tally,
    pub by_official: BTreeMap<&'static str, Tally>,
}

/// Counts one metric over each of the periods.
pub fn count(metric: &str, dossiers: &[Dossier], spans: &[Span]) -> Vec<Counted> {
    let mut results = vec![Counted::default(); spans.len()];
    if metric.starts_with("procedures_") {
        for (span, result) in spans.iter().zip(&mut results) {
            for hit in procedures(metric, dossiers, *span) {
                result.all.add(&Count { on: span.end, official: None, hit, hit_low: None });
            }
        }
        return results;
    }
    for dossier in dossiers {
        if metric == "on_time_766" {
            for (span, result) in spans.iter().zip(&mut results) {
                rule_766(dossier, *span).iter().for_each(|count| result.add(count));
            }
            continue;
        }
        for count in counts(metric, dossier) {
            for (span, result) in spans.iter().zip(&mut results) {
                if span.holds(count.on) {
                    result.add(&count);
                }
            }
        }
    }
    results
}

fn name(official: Option<usize>) -> Option<&'static str> {
    official.map(|o| OFFICIALS[o].name)
}

fn counts(metric: &str, d: &Dossier) -> Vec<Count> {
    if metric == "suspension_proper" {
        return d.suspensions.iter().map(|s| proper(d, s)).collect();
    }
    one(metric, d).into_iter().collect()
}

fn proper(d: &Dossier, s: &Suspension) -> Count {
    let hit = match s.verdict {
        Verdict::Proper => Some(true),
        Verdict::Improper => Some(false),
        Verdict::Unverifiable => None,
    };
    Count { on: s.suspended_at.date(), official: suspender(d, s), hit, hit_low: None }
}

/// Who suspended; where the export does not say, who processes.
pub fn suspender(d: &Dossier, s: &Suspension) -> Option<&'static str> {
    name(s.suspended_by.or(d.processor))
}

fn one(metric: &str, d: &Dossier) -> Option<Count> {
    let processing =
        |on: NaiveDateTime, hit| Count { on: on.date(), official: name(d.processor), hit, hit_low: None };
    let receiving =
        |on: NaiveDateTime, hit| Count { on: on.date(), official: name(d.receiver), hit, hit_low: None };
    let procedure = &PROCEDURES[d.procedure];
    let resulted = d.finished_at.or(d.returned_at);
    match metric {
        "on_time" => Some(processing(d.ended_at()?, Some(!is_late(d.ended_at()?, d.due_at?)))),
        "on_time_strict" => match d.ended_at() {
            Some(ended) => Some(processing(ended, Some(!is_late(ended, d.due_at?)))),
            None => overdue(d).then(|| d.due_at.map(|due| processing(due, Some(false))))?,
        },
        "on_time_counterfactual" => counterfactual(d),
        "accepted_8h" => {
            let sent = d.submitted_at.filter(|_| d.channel == Some(Channel::Online))?;
            eight_hours(d, sent).map(|hit| receiving(sent, hit))
        }
        "digitized" => Some(receiving(d.accepted_at?, d.digitized)),
        "reused" => Some(receiving(d.accepted_at?, d.reused)),
        "e_result" => Some(processing(resulted.filter(|_| procedure.yields_result)?, d.e_result)),
        "digitized_766" => {
            let result = if procedure.yields_result { d.e_result } else { Some(true) };
            Some(processing(resulted?, both(d.digitized, result)))
        }
        "paid_online" => {
            let accepted = d.accepted_at.filter(|_| d.fee > 0 && !d.exempt)?;
            Some(receiving(accepted, d.paid_online))
        }
        "submitted_online" => Some(receiving(d.accepted_at?, Some(d.channel? == Channel::Online))),
        "by_post" => {
            let accepted = d.accepted_at.filter(|_| procedure.by_post)?;
            Some(receiving(accepted, d.channel.map(|c| c == Channel::Post)))
        }
        "one_supplement" => Some(processing(d.accepted_at?, Some(d.supplement_count? <= 1))),
        "supplement_slip" => Some(processing(*d.requests.first()?, given(d.supplement_slip))),
        "refusal_slip" => Some(processing(d.refused_at?, given(d.refusal_slip))),
        "apology_when_late" => match d.ended_at() {
            Some(ended) if is_late(ended, d.due_at?) => Some(processing(ended, given(d.apology_slip))),
            None if overdue(d) => Some(processing(d.due_at?, given(d.apology_slip))),
            _ => None,
        },
        "step_on_time" => match (d.step_due_at?, d.ended_at()) {
            (step, Some(ended)) => Some(processing(ended, Some(!is_late(ended, step)))),
            (step, None) if is_late(as_of(), step) && is_running(d) && !d.is_suspended() => {
                Some(processing(step, Some(false)))
            }
            _ => None,
        },
        _ => None,
    }
}

/// A slip is evidence: where the cell is blank it was not given (rules R9 and R10 of the domain).
fn given(slip: Option<bool>) -> Option<bool> {
    Some(slip.unwrap_or(false))
}

/// AND over flags of which some are unknown: one `false` decides.
fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Accepted and not over. A dossier that ended on an unknown date is over.
fn is_running(d: &Dossier) -> bool {
    d.accepted_at.is_some() && d.ended_at().is_none() && !d.dateless
}

/// Running, its clock not stopped, and past due at the last export.
pub fn overdue(d: &Dossier) -> bool {
    is_running(d) && !d.is_suspended() && d.due_at.is_some_and(|due| is_late(as_of(), due))
}

/// In time if the minutes of improper (low: and of unverifiable) suspensions had not been granted.
fn counterfactual(d: &Dossier) -> Option<Count> {
    let due = d.due_at?;
    let granted = |bad: fn(&Verdict) -> bool| -> i64 {
        d.suspensions.iter().filter(|s| bad(&s.verdict)).map(|s| s.added).sum()
    };
    let improper = granted(|v| *v == Verdict::Improper);
    let both = granted(|v| *v != Verdict::Proper);
    let official = name(d.processor);
    if let Some(ended) = d.ended_at() {
        let in_time = |less: i64| match (less, d.end_minutes, d.due_minutes) {
            (1.., Some(end), Some(due)) => end <= due - less,
            _ => !is_late(ended, due),
        };
        let (hit, hit_low) = (Some(in_time(improper)), Some(in_time(both)));
        return Some(Count { on: ended.date(), official, hit, hit_low });
    }
    let accepted = d.accepted_at?;
    let lawfully_stopped =
        d.suspensions.iter().any(|s| s.resumed_at.is_none() && s.verdict != Verdict::Improper);
    if lawfully_stopped || !is_running(d) {
        return None;
    }
    let voided = if improper > 0 { clock::walk(accepted, d.due_minutes? - improper) } else { due };
    let on = due.min(as_of()).date();
    is_late(as_of(), voided).then_some(Count { on, official, hit: Some(false), hit_low: Some(false) })
}

/// QĐ 766, 2.1, rules a–e.
fn rule_766(d: &Dossier, span: Span) -> Option<Count> {
    let accepted = d.accepted_at?;
    let carried = accepted.date() < span.start && d.ended_at().is_none_or(|end| end.date() >= span.start);
    if !span.holds(accepted.date()) && !carried {
        return None;
    }
    // Counted in this period, whenever it was accepted.
    let hit = hit_766(d, accepted, span);
    Some(Count { on: span.start, official: name(d.processor), hit, hit_low: None })
}

fn hit_766(d: &Dossier, accepted: NaiveDateTime, span: Span) -> Option<bool> {
    let blank_kinds = d.suspensions.iter().any(|s| s.kind.is_none());
    let counted = d.suspensions.iter().filter(|s| s.kind == Some(Kind::Supplement)).count() as i64;
    let requests = d.supplement_count.or(if blank_kinds { None } else { Some(counted) })?;
    if requests > 1 {
        return Some(false);
    }
    if d.dateless {
        return None;
    }
    let due = d.due_at.unwrap_or_else(|| due_by_limit(accepted, PROCEDURES[d.procedure].limit));
    let Some(ended) = d.ended_at() else {
        let period_end = span.end.and_hms_opt(23, 59, 59)?.min(as_of());
        let end = if requests == 1 { *d.requests.first()? } else { period_end };
        return Some(!is_late(end, due));
    };
    // The applicant's time is taken off by the clock on the wall, as far as it lies before the end.
    let waited = |blank_too: bool| -> Duration {
        let theirs = |s: &&Suspension| s.kind.map_or(blank_too, |k| k == Kind::Supplement);
        let closed =
            d.suspensions.iter().filter(theirs).filter_map(|s| Some((s.suspended_at, s.resumed_at?)));
        closed.map(|(from, to)| (to.min(ended) - from).max(Duration::zero())).sum()
    };
    let in_time = |waited: Duration| match clock::is_date_only(ended) {
        true => (ended - waited).date() <= due.date(),
        false => !is_late(ended - waited, due),
    };
    let (certain, perhaps) = (in_time(waited(false)), in_time(waited(true)));
    (certain == perhaps).then_some(certain)
}

/// The procedure's limit from acceptance on: whole days end with their day.
fn due_by_limit(accepted: NaiveDateTime, limit: i64) -> NaiveDateTime {
    if limit % clock::DAY != 0 {
        return clock::walk(accepted, limit);
    }
    let mut date = accepted.date();
    for _ in 0..limit / clock::DAY {
        date = clock::next(date);
        while !clock::is_worked(date) {
            date = clock::next(date);
        }
    }
    date.into()
}

const EIGHT_HOURS: i64 = 8 * 3_600;

/// `Some(None)`: no data. `None`: nothing to count yet.
fn eight_hours(d: &Dossier, sent: NaiveDateTime) -> Option<Option<bool>> {
    let answers = [d.accepted_at, d.refused_at, d.requests.first().copied()];
    let Some(answer) = answers.into_iter().flatten().min() else {
        return (clock::seconds_between(sent, as_of()) > EIGHT_HOURS).then_some(Some(false));
    };
    let whole_day = |moment: NaiveDateTime| match clock::is_date_only(moment) {
        true => (moment, moment.checked_add_days(Days::new(1)).unwrap_or(moment)),
        false => (moment, moment),
    };
    let ((sent_low, sent_high), (low, high)) = (whole_day(sent), whole_day(answer));
    if high < sent_low {
        return Some(None);
    }
    let least = clock::seconds_between(sent_high, low);
    let most = clock::seconds_between(sent_low, high);
    Some(match (least <= EIGHT_HOURS, most <= EIGHT_HOURS) {
        (true, true) => Some(true),
        (false, false) => Some(false),
        _ => None,
    })
}

/// One answer per procedure that is offered so and had a dossier accepted in the period: yes if one
/// dossier says so, no data if none does and one is blank.
fn procedures(metric: &str, dossiers: &[Dossier], span: Span) -> Vec<Option<bool>> {
    let mut answers = Vec::new();
    for (index, procedure) in PROCEDURES.iter().enumerate() {
        let offered = match metric {
            "procedures_online" => procedure.level != Level::None,
            "procedures_paid_online" => procedure.fee > 0,
            _ => procedure.by_post,
        };
        let accepted =
            |d: &&Dossier| d.procedure == index && d.accepted_at.is_some_and(|at| span.holds(at.date()));
        let said: Vec<Option<bool>> = dossiers
            .iter()
            .filter(accepted)
            .map(|d| match metric {
                "procedures_online" => d.channel.map(|c| c == Channel::Online),
                "procedures_paid_online" if d.fee == 0 || d.exempt => Some(d.paid_online == Some(true)),
                "procedures_paid_online" => d.paid_online,
                _ => d.channel.map(|c| c == Channel::Post),
            })
            .collect();
        if offered && !said.is_empty() {
            let yes = said.contains(&Some(true));
            let blank = said.contains(&None);
            answers.push(if yes || !blank { Some(yes) } else { None });
        }
    }
    answers
}

/// `early` `on_time` `late` `running` `running_late` `suspended` `no_due`; `None` before acceptance
/// and where the end has no date.
pub fn outcome(d: &Dossier) -> Option<&'static str> {
    d.accepted_at.filter(|_| !d.dateless)?;
    Some(match (d.ended_at(), d.due_at) {
        (None, _) if d.is_suspended() => "suspended",
        (_, None) => "no_due",
        (Some(ended), Some(due)) if is_late(ended, due) => "late",
        (Some(ended), Some(due)) if ended.date() < due.date() => "early",
        (Some(_), Some(_)) => "on_time",
        (None, Some(_)) if overdue(d) => "running_late",
        (None, Some(_)) => "running",
    })
}

/// Working minutes past due of a late or running late dossier. A date without a time is its end.
pub fn overdue_minutes(d: &Dossier) -> Option<i64> {
    let until = match outcome(d)? {
        "late" => end_of(d.ended_at()?),
        "running_late" => as_of(),
        _ => return None,
    };
    Some(clock::minutes_between(end_of(d.due_at?), until))
}

fn end_of(moment: NaiveDateTime) -> NaiveDateTime {
    if clock::is_date_only(moment) { moment.checked_add_days(Days::new(1)).unwrap_or(moment) } else { moment }
}
