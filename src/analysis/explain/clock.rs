//! The events of a dossier in order, and the stretches of working time that were measured.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

use super::one::One;
use crate::derive::LIMIT_SECONDS;
use crate::derive::moments::{bounds, is_after, is_date_only, latest};
use crate::domain::calendar::{Calendar, DayCount};
use crate::words::Phrase;

/// Something that happened, or was due to happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// 00:00:00 = only the date is known.
    pub at: NaiveDateTime,
    pub kind: EventKind,
}

/// In the order in which events of one instant are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EventKind {
    Submitted,
    SupplementRequested,
    Refused,
    Accepted,
    /// Eight working hours after submission.
    AcceptanceLimit,
    Resumed(i64),
    Suspended(i64),
    Finished,
    Returned,
    Terminated,
    StepDue,
    OriginalDue,
    Due,
    /// The due date with improper suspensions voided.
    DueCounterfactual,
    AsOf,
}

/// A stretch of working time.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    pub kind: SpanKind,
    pub start: NaiveDateTime,
    pub end: NaiveDateTime,
    pub days: Vec<SpanDay>,
    /// All of [start, end) by the calendar.
    pub seconds: i64,
    /// The figure that metrics and reports use; None: none is kept.
    pub stored_minutes: Option<i64>,
    /// Runs on at `as_of`.
    pub is_open: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanKind {
    /// From submission to the first response; where dates without a time leave it open, at least.
    Acceptance,
    /// The same, at most.
    AcceptanceAtMost,
    /// From acceptance to the end, or as_of.
    Processing,
    Suspension(i64),
    /// Past the due date.
    Overdue,
}

/// One day of a span.
#[derive(Clone, Debug, PartialEq)]
pub struct SpanDay {
    pub date: NaiveDate,
    /// Office hours inside the span.
    pub parts: Vec<(NaiveTime, NaiveTime)>,
    pub seconds: i64,
    /// Of these, under a suspension (only in `Processing`).
    pub suspended_seconds: i64,
    /// The holiday, weekend or swap.
    pub note: Option<Phrase>,
}

impl Span {
    /// Whole working minutes of all days together.
    pub fn minutes(&self) -> i64 {
        self.days.iter().map(|day| day.seconds).sum::<i64>() / 60
    }
}

/// Events in the order of time; of a date without a time first.
pub fn events(one: &One, calendar: &Calendar) -> Vec<Event> {
    let limit = one.submitted_at.map(|t| calendar.add_seconds(bounds(t).1, LIMIT_SECONDS));
    let voided = one.due_counterfactual_at.filter(|at| Some(*at) != one.due_effective_at);
    let mut events: Vec<Event> = [
        (EventKind::Submitted, one.submitted_at),
        (EventKind::SupplementRequested, one.supplement_requested_at),
        (EventKind::Refused, one.refused_at),
        (EventKind::Accepted, one.accepted_at),
        (EventKind::AcceptanceLimit, limit.filter(|_| one.acceptance_outcome.is_some())),
        (EventKind::Finished, one.finished_at),
        (EventKind::Returned, one.returned_at),
        (EventKind::Terminated, one.terminated_at),
        (EventKind::StepDue, one.step_due_at),
        (EventKind::OriginalDue, one.original_due_at.filter(|at| Some(*at) != one.due_at)),
        (EventKind::Due, one.due_effective_at),
        (EventKind::DueCounterfactual, voided),
        (EventKind::AsOf, Some(one.as_of).filter(|_| one.ended_at.is_none())),
    ]
    .into_iter()
    .filter_map(|(kind, at)| Some(Event { at: at?, kind }))
    .collect();
    for s in &one.suspensions {
        events.extend(s.start.map(|at| Event { at, kind: EventKind::Suspended(s.sequence) }));
        events.extend(s.end.map(|at| Event { at, kind: EventKind::Resumed(s.sequence) }));
    }
    let is_due =
        |e: &Event| matches!(e.kind, EventKind::Due | EventKind::OriginalDue | EventKind::DueCounterfactual);
    events.sort_by_key(|e| (if is_due(e) { latest(e.at) } else { e.at }, e.kind));
    events
}

/// Every stretch that is measured, in the order in which a person asks about them.
pub fn spans(one: &One, calendar: &Calendar) -> Vec<Span> {
    let mut spans = acceptance(one, calendar);
    spans.extend(processing(one, calendar));
    for s in &one.suspensions {
        let Some(start) = s.start else { continue };
        let span = span(calendar, SpanKind::Suspension(s.sequence), start, s.end.unwrap_or(one.as_of));
        spans.push(Span { stored_minutes: s.working_minutes, is_open: s.end.is_none(), ..span });
    }
    if let (Some(minutes), Some(due)) = (one.overdue_minutes, one.due_effective_at) {
        let span = span(calendar, SpanKind::Overdue, latest(due), one.ended_at.map_or(one.as_of, latest));
        spans.push(Span { stored_minutes: Some(minutes), is_open: one.ended_at.is_none(), ..span });
    }
    spans
}

fn acceptance(one: &One, calendar: &Calendar) -> Vec<Span> {
    let Some(submitted) = one.submitted_at else { return Vec::new() };
    let (first, last) = bounds(submitted);
    let Some(response) = one.first_response_at else {
        let waits = one.acceptance_outcome.as_deref().is_some_and(|o| o == "waiting" || o == "late");
        let open = span(calendar, SpanKind::Acceptance, last, one.as_of);
        return if waits { vec![Span { is_open: true, ..open }] } else { Vec::new() };
    };
    let Some((least, most)) = one.acceptance_minutes else { return Vec::new() };
    let responses = [one.accepted_at, one.refused_at, one.supplement_requested_at];
    let latest_response = responses.into_iter().flatten().map(|t| bounds(t).1).min().unwrap_or(response);
    let at_least = span(calendar, SpanKind::Acceptance, last, response);
    let at_most = span(calendar, SpanKind::AcceptanceAtMost, first, latest_response);
    let mut spans = vec![Span { stored_minutes: Some(least), ..at_least }];
    if least != most {
        spans.push(Span { stored_minutes: Some(most), ..at_most });
    }
    spans
}

fn processing(one: &One, calendar: &Calendar) -> Option<Span> {
    let (start, end) = (one.accepted_at?, one.ended_at.map_or(one.as_of, latest));
    if is_after(start, end) {
        return None;
    }
    let mut span = span(calendar, SpanKind::Processing, start, end);
    span.is_open = one.ended_at.is_none();
    let stopped = stopped(one, end);
    for day in &mut span.days {
        let midnight = day.date.and_time(NaiveTime::MIN);
        let next = day.date.succ_opt().map_or(end, |d| d.and_time(NaiveTime::MIN));
        let (from, until) = (midnight.max(start), next.min(end));
        let parts = stopped.iter().map(|(a, b)| calendar.working_seconds((*a).max(from), (*b).min(until)));
        day.suspended_seconds = parts.sum();
    }
    Some(span)
}

/// The stretches under a suspension, overlapping ones made one.
fn stopped(one: &One, end: NaiveDateTime) -> Vec<(NaiveDateTime, NaiveDateTime)> {
    let mut stretches: Vec<(NaiveDateTime, NaiveDateTime)> =
        one.suspensions.iter().filter_map(|s| Some((s.start?, s.end.unwrap_or(end)))).collect();
    stretches.retain(|(start, end)| start < end);
    stretches.sort();
    let mut merged: Vec<(NaiveDateTime, NaiveDateTime)> = Vec::new();
    for (start, end) in stretches {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    merged
}

/// Longest span that is told day by day (about ten years); a longer one is a slip in the data.
const LONGEST: i64 = 3_660;

fn span(calendar: &Calendar, kind: SpanKind, start: NaiveDateTime, end: NaiveDateTime) -> Span {
    let seconds = calendar.working_seconds(start, end);
    let told = (end - start).num_days() <= LONGEST;
    let day = |d: DayCount| SpanDay {
        date: d.date,
        parts: d.parts,
        seconds: d.seconds,
        suspended_seconds: 0,
        note: calendar.note(d.date),
    };
    let mut days: Vec<SpanDay> = match told {
        true => calendar.days(start, end).into_iter().map(day).collect(),
        false => {
            vec![SpanDay { date: start.date(), parts: Vec::new(), seconds, suspended_seconds: 0, note: None }]
        }
    };
    if is_date_only(end) && days.len() > 1 {
        days.retain(|d| d.date < end.date());
    }
    Span { kind, start, end, days, seconds, stored_minutes: None, is_open: false }
}
