//! Progress as the national index counts it: QĐ 766/QĐ-TTg, component 2.1, rules a–e.

use chrono::{NaiveDateTime, TimeDelta};

use crate::derive::moments::{end_of_day, is_after, is_date_only};
use crate::derive::suspensions::Suspended;
use crate::domain::calendar::Calendar;

/// What the rules need of one dossier.
pub(crate) struct Progress<'a> {
    pub accepted_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    /// Over, but on an unknown date.
    pub closed_without_date: bool,
    pub due_at: Option<NaiveDateTime>,
    /// The procedure's limit in working days.
    pub limit: Option<f64>,
    /// None: not known.
    pub n_supplements: Option<i64>,
    pub supplement_requested_at: Option<NaiveDateTime>,
    pub suspensions: &'a [Suspended],
}

/// What the rules say.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Index766 {
    pub end_at: Option<NaiveDateTime>,
    /// A date-only due date as the last second of its day.
    pub due_at: Option<NaiveDateTime>,
    pub verdict: Option<&'static str>,
}

pub(crate) fn index_766(progress: &Progress, calendar: &Calendar) -> Index766 {
    let due = progress.due_at.or_else(|| due_by_limit(progress, calendar));
    let due_at = due.map(|d| if is_date_only(d) { end_of_day(d.date()) } else { d });
    let end_at = end(progress, true);
    let result = |verdict| Index766 { end_at, due_at, verdict };
    let Some(n) = progress.n_supplements else { return result(None) };
    if n > 1 {
        return result(Some("miss"));
    }
    let (Some(due), false) = (due, progress.closed_without_date) else { return result(None) };
    match (end_at, end(progress, false)) {
        (Some(a), Some(b)) => {
            let lates = [a, b].map(|e| is_late(progress, e, due));
            result((lates[0] == lates[1]).then_some(if lates[0] { "miss" } else { "hit" }))
        }
        _ => result(Some("open")),
    }
}

/// Rules a to c. Suspensions of unknown kind are deducted or not.
fn end(progress: &Progress, with_unknown: bool) -> Option<NaiveDateTime> {
    if let Some(ended) = progress.ended_at {
        let seconds: i64 =
            progress.suspensions.iter().map(|s| supplement_seconds(s, ended, with_unknown)).sum();
        return Some(ended.checked_sub_signed(TimeDelta::seconds(seconds)).unwrap_or(ended));
    }
    if progress.n_supplements != Some(1) || progress.closed_without_date {
        return None;
    }
    let suspended =
        || progress.suspensions.iter().find(|s| s.is_supplement == Some(true)).and_then(|s| s.suspended_at);
    progress.supplement_requested_at.or_else(suspended)
}

/// Plain time from the request to its completion, as far as it lies before the end.
fn supplement_seconds(s: &Suspended, ended: NaiveDateTime, with_unknown: bool) -> i64 {
    match (s.is_supplement.unwrap_or(with_unknown), s.suspended_at, s.resumed_at) {
        (true, Some(start), Some(end)) => (end.min(ended) - start).num_seconds().max(0),
        _ => 0,
    }
}

/// By date if the due date or the exported end is date-only (the deduction adds no precision).
fn is_late(progress: &Progress, end: NaiveDateTime, due: NaiveDateTime) -> bool {
    if progress.ended_at.is_some_and(is_date_only) { end.date() > due.date() } else { is_after(end, due) }
}

/// Rule e: the procedure's limit from the acceptance on.
fn due_by_limit(progress: &Progress, calendar: &Calendar) -> Option<NaiveDateTime> {
    let (accepted, limit) = (progress.accepted_at?, progress.limit?);
    if !limit.is_finite() || !(0.0..=100_000.0).contains(&limit) {
        return None;
    }
    if limit.fract() == 0.0 {
        return calendar.add_days(accepted.date(), limit as i64).and_hms_opt(0, 0, 0);
    }
    Some(calendar.add_minutes(accepted, (limit * 480.0).round() as i64))
}
