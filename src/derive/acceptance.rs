//! The eight working hours from submission to the first response (plan III.6, IX.4).
//!
//! Exactly 480 working minutes is in time; seconds count. A date without a time makes an interval,
//! and a verdict is given only if both its ends agree.

use chrono::NaiveDateTime;

use crate::derive::dossier::Dossiers;
use crate::derive::moments::{bounds, is_after, working_interval};
use crate::domain::calendar::Calendar;

/// 480 working minutes.
pub const LIMIT_SECONDS: i64 = 8 * 3_600;

/// The answer's derived columns of one dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Acceptance {
    pub first_response_at: Option<NaiveDateTime>,
    /// Whole minutes, rounded down.
    pub minutes: Option<(i64, i64)>,
    pub outcome: Option<&'static str>,
}

pub(crate) fn acceptance(
    dossiers: &Dossiers,
    i: usize,
    calendar: &Calendar,
    as_of: NaiveDateTime,
) -> Acceptance {
    let first_response_at = dossiers.responses(i).min();
    let Some(submitted) = dossiers.submitted_at.at(i) else {
        return Acceptance { first_response_at, ..Acceptance::default() };
    };
    let Some(first) = first_response_at else {
        let (least, most) = working_interval(calendar, bounds(submitted), (as_of, as_of));
        let outcome = match () {
            () if dossiers.was_answered(i) => "unknown",
            () if least > LIMIT_SECONDS => "late",
            () if most <= LIMIT_SECONDS => "waiting",
            () => "unknown",
        };
        return Acceptance { first_response_at, minutes: None, outcome: Some(outcome) };
    };
    if is_after(submitted, first) {
        return Acceptance { first_response_at, minutes: None, outcome: Some("unknown") };
    }
    let latest = dossiers.responses(i).map(|t| bounds(t).1).min().unwrap_or(first);
    let (least, most) = working_interval(calendar, bounds(submitted), (first, latest));
    let outcome = match () {
        () if most <= LIMIT_SECONDS => "in_time",
        () if least > LIMIT_SECONDS => "late",
        () => "unknown",
    };
    Acceptance { first_response_at, minutes: Some((least / 60, most / 60)), outcome: Some(outcome) }
}
