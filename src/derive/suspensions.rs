//! The derived columns of `suspensions`: everything that its rules and verdicts need.

use std::ops::Range;

use chrono::NaiveDateTime;
use polars::prelude::*;

use crate::derive::Given;
use crate::derive::dossier::Dossiers;
use crate::derive::moments::{Calendars, bounds, is_after, is_date_only, latest, shift, working_interval};
use crate::derive::read::{self, Stamps, Texts};
use crate::derive::reason::Reasons;
use crate::domain::calendar::Calendar;
use crate::error::{Error, Result};

/// What later derivations need of one suspension.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Suspended {
    pub suspended_at: Option<NaiveDateTime>,
    pub resumed_at: Option<NaiveDateTime>,
    /// None: not known.
    pub is_supplement: Option<bool>,
    /// Of a closed one with a sound interval; else 0.
    pub working_seconds: i64,
}

impl Suspended {
    pub(crate) fn is_open(&self) -> bool {
        self.suspended_at.is_some() && self.resumed_at.is_none()
    }
}

/// All suspensions, and which of them belong to which dossier.
pub struct SuspensionFacts {
    /// Derived columns, in the order of the table's rows.
    pub columns: Vec<Column>,
    pub(crate) rows: Vec<Suspended>,
    /// Rows of each dossier, by dossier row.
    pub(crate) of_dossier: Vec<Range<u32>>,
}

/// Derived columns of one suspension, in the order of [`crate::derive::list::SUSPENSIONS`].
#[derive(Clone, Default)]
struct Row {
    due_before_at: Option<NaiveDateTime>,
    after_due_date: Option<bool>,
    minutes_to_due: Option<(i64, i64)>,
    document_later: Option<bool>,
    repeats_supplement: Option<bool>,
    calendar_days: Option<f64>,
    ended_inside: Option<bool>,
    resumed_before: Option<bool>,
    overlaps_another: Option<bool>,
    due_moved_minutes: Option<i64>,
}

/// Computes the columns. Both tables are sorted by dossier_code, suspensions by sequence within it.
pub(crate) fn derive(given: &Given, dossiers: &Dossiers, calendars: &Calendars) -> Result<SuspensionFacts> {
    let frame = &given.state.suspensions;
    let codes = Texts::of(frame, "dossier_code");
    let groups =
        groups(&codes, frame.height(), &Texts::of(&given.state.dossiers, "dossier_code"), dossiers.n);
    let mut rows = basic_rows(frame);
    let mut derived = vec![Row::default(); rows.len()];
    let mut dossier_of = vec![None; rows.len()];
    let mut of_dossier = vec![0..0; dossiers.n];
    let document_at = Stamps::of(frame, "document_at");
    for (range, dossier) in groups {
        let members = range.start as usize..range.end as usize;
        let calendar = calendars.of(dossier.and_then(|d| dossiers.agency.at(d)));
        for row in &mut rows[members.clone()] {
            row.working_seconds = closed_seconds(calendar, row);
        }
        let group = Group::new(given, dossiers, dossier, calendar, &rows[members.clone()]);
        let overlaps = group.overlaps();
        for (k, i) in members.enumerate() {
            derived[i] = group.row(k, overlaps[k], document_at.at(i));
            dossier_of[i] = dossier;
        }
        if let Some(d) = dossier {
            of_dossier[d] = range;
        }
    }
    let columns = columns(given, dossiers, &rows, &derived, &dossier_of).map_err(Error::internal)?;
    Ok(SuspensionFacts { columns, rows, of_dossier })
}

/// Runs of equal codes with the dossier row of that code, by merging two sorted lists.
fn groups(
    codes: &Texts,
    n: usize,
    dossier_codes: &Texts,
    n_dossiers: usize,
) -> Vec<(Range<u32>, Option<usize>)> {
    let (mut groups, mut start, mut d) = (Vec::new(), 0, 0);
    while start < n {
        let code = codes.at(start).unwrap_or("");
        let mut end = start + 1;
        while end < n && codes.at(end).unwrap_or("") == code {
            end += 1;
        }
        while d < n_dossiers && dossier_codes.at(d).unwrap_or("") < code {
            d += 1;
        }
        let found = d < n_dossiers && dossier_codes.at(d) == Some(code);
        groups.push((start as u32..end as u32, found.then_some(d)));
        start = end;
    }
    groups
}

fn basic_rows(frame: &DataFrame) -> Vec<Suspended> {
    let (starts, ends) = (Stamps::of(frame, "suspended_at"), Stamps::of(frame, "resumed_at"));
    let kinds = Texts::of(frame, "kind");
    (0..frame.height())
        .map(|i| Suspended {
            suspended_at: starts.at(i),
            resumed_at: ends.at(i),
            is_supplement: kinds.at(i).map(|kind| kind == "supplement"),
            working_seconds: 0,
        })
        .collect()
}

fn closed_seconds(calendar: &Calendar, row: &Suspended) -> i64 {
    match (row.suspended_at, row.resumed_at) {
        (Some(start), Some(end)) => calendar.working_seconds(start, end),
        _ => 0,
    }
}

/// The suspensions of one dossier, in order.
struct Group<'a> {
    calendar: &'a Calendar,
    rows: &'a [Suspended],
    /// Working seconds of the closed ones before each row; the sum of all at the end.
    seconds_before: Vec<i64>,
    /// The first row that is a supplement, and the first whose kind is not known.
    first_supplement: usize,
    first_unknown: usize,
    original_due: Option<NaiveDateTime>,
    due: Option<NaiveDateTime>,
    ended: Option<NaiveDateTime>,
    as_of: NaiveDateTime,
    due_includes: bool,
}

impl<'a> Group<'a> {
    fn new(
        given: &Given,
        dossiers: &Dossiers,
        dossier: Option<usize>,
        calendar: &'a Calendar,
        rows: &'a [Suspended],
    ) -> Group<'a> {
        let mut seconds_before = vec![0];
        for row in rows {
            seconds_before.push(seconds_before[seconds_before.len() - 1] + row.working_seconds);
        }
        let first = |kind| rows.iter().position(|r| r.is_supplement == kind).unwrap_or(rows.len());
        Group {
            calendar,
            rows,
            seconds_before,
            first_supplement: first(Some(true)),
            first_unknown: first(None),
            original_due: dossier.and_then(|d| dossiers.original_due_at.at(d)),
            due: dossier.and_then(|d| dossiers.due_at.at(d)),
            ended: dossier.and_then(|d| dossiers.ended_at(d)),
            as_of: given.state.as_of,
            due_includes: given.settings.due_includes_suspensions,
        }
    }

    fn row(&self, k: usize, overlaps_another: Option<bool>, document_at: Option<NaiveDateTime>) -> Row {
        let this = &self.rows[k];
        let Some(start) = this.suspended_at else {
            return Row { repeats_supplement: self.repeats_supplement(k), ..Row::default() };
        };
        let due = self.due_before(k);
        let minutes = |due| {
            let (least, most) = working_interval(self.calendar, bounds(start), (latest(due), latest(due)));
            (least / 60, most / 60)
        };
        Row {
            due_before_at: due,
            after_due_date: due.map(|due| is_after(start, due)),
            minutes_to_due: due.map(minutes),
            document_later: document_at.map(|document| is_after(document, start)),
            repeats_supplement: self.repeats_supplement(k),
            calendar_days: Some(days_between(start, this.resumed_at.unwrap_or(self.as_of))),
            ended_inside: Some(self.ended.is_some_and(|ended| is_inside(ended, start, this.resumed_at))),
            resumed_before: Some(this.resumed_at.is_some_and(|end| is_after(start, end))),
            overlaps_another,
            due_moved_minutes: self.due_moved_minutes(k),
        }
    }

    fn seconds(&self, rows: Range<usize>) -> i64 {
        self.seconds_before[rows.end] - self.seconds_before[rows.start]
    }

    /// original_due_at plus the earlier suspensions; else due_at less this and the later closed ones
    /// (plus the earlier ones where the system does not add suspended time).
    fn due_before(&self, k: usize) -> Option<NaiveDateTime> {
        let earlier = self.seconds(0..k);
        match (self.original_due, self.due) {
            (Some(original), _) => Some(shift(self.calendar, original, earlier)),
            (None, Some(due)) if self.due_includes => {
                Some(shift(self.calendar, due, -self.seconds(k..self.rows.len())))
            }
            (None, Some(due)) => Some(shift(self.calendar, due, earlier)),
            (None, None) => None,
        }
    }

    /// A supplement after an earlier supplement; None where kinds that are not known leave it open.
    fn repeats_supplement(&self, k: usize) -> Option<bool> {
        let (known_before, unknown_before) = (self.first_supplement < k, self.first_unknown < k);
        match self.rows[k].is_supplement {
            Some(true) if known_before => Some(true),
            Some(true) if unknown_before => None,
            None if known_before || unknown_before => None,
            _ => Some(false),
        }
    }

    /// By how much due_at exceeds original_due_at and all closed suspensions; said of the last one.
    fn due_moved_minutes(&self, k: usize) -> Option<i64> {
        let (original, due) = (self.original_due?, self.due?);
        if k + 1 < self.rows.len() {
            return Some(0);
        }
        let expected = shift(self.calendar, original, self.seconds(0..self.rows.len()));
        if !is_after(due, expected) {
            return Some(0);
        }
        Some(self.calendar.working_minutes(latest(expected), latest(due)))
    }

    /// Which rows share time with another; touching intervals do not.
    fn overlaps(&self) -> Vec<Option<bool>> {
        let mut found: Vec<Option<bool>> = self.rows.iter().map(|r| r.suspended_at.map(|_| false)).collect();
        let end = |r: &Suspended| r.resumed_at.unwrap_or(NaiveDateTime::MAX);
        let mut order: Vec<(NaiveDateTime, NaiveDateTime, usize)> = (self.rows.iter().enumerate())
            .filter_map(|(k, r)| Some((r.suspended_at?, end(r), k)))
            .filter(|(start, end, _)| start < end)
            .collect();
        order.sort();
        let mut longest: Option<(NaiveDateTime, usize)> = None;
        for (start, end, k) in order {
            if let Some((until, other)) = longest
                && start < until
            {
                (found[k], found[other]) = (Some(true), Some(true));
            }
            if longest.is_none_or(|(until, _)| end > until) {
                longest = Some((end, k));
            }
        }
        found
    }
}

/// Days from `start` to `end`; whole dates if either is date-only.
fn days_between(start: NaiveDateTime, end: NaiveDateTime) -> f64 {
    if is_date_only(start) || is_date_only(end) {
        return (end.date() - start.date()).num_days() as f64;
    }
    (end - start).num_seconds() as f64 / 86_400.0
}

fn is_inside(t: NaiveDateTime, start: NaiveDateTime, end: Option<NaiveDateTime>) -> bool {
    is_after(t, start) && end.is_none_or(|end| is_after(end, t))
}

fn columns(
    given: &Given,
    dossiers: &Dossiers,
    rows: &[Suspended],
    derived: &[Row],
    dossier_of: &[Option<usize>],
) -> PolarsResult<Vec<Column>> {
    let frame = &given.state.suspensions;
    let suspended_by = Texts::of(frame, "suspended_by");
    let (reasons, reason) = (Reasons::new(given.settings), Texts::of(frame, "reason"));
    let n = rows.len();
    let of = |text: fn(&Dossiers, usize) -> Option<&str>| {
        (0..n).map(move |i| dossier_of[i].and_then(|d| text(dossiers, d)))
    };
    let official = (0..n).map(|i| {
        suspended_by.at(i).or_else(|| dossier_of[i].and_then(|d| dossiers.processing_official.at(d)))
    });
    let minutes = |row: &Suspended| {
        let sound = row.suspended_at? <= row.resumed_at?;
        sound.then_some(row.working_seconds / 60)
    };
    let flag = |name: &str, value: fn(&Row) -> Option<bool>| -> Column {
        let column: BooleanChunked = derived.iter().map(value).collect_ca(name.into());
        column.into_column()
    };
    let number = |name: &str, value: fn(&Row) -> Option<i64>| -> Column {
        let column: Int64Chunked = derived.iter().map(value).collect_ca(name.into());
        column.into_column()
    };
    let working: Int64Chunked = rows.iter().map(minutes).collect_ca("working_minutes".into());
    let days: Float64Chunked = derived.iter().map(|r| r.calendar_days).collect_ca("calendar_days".into());
    let specific: BooleanChunked = (0..n)
        .map(|i| reason.at(i).map(|text| reasons.is_specific(text)))
        .collect_ca("reason_specific".into());
    Ok(vec![
        read::texts("official", official),
        read::texts("agency", of(|d, i| d.agency.at(i))),
        read::texts("field", of(|d, i| d.field.at(i))),
        read::texts("procedure_code", of(|d, i| d.procedure(i))),
        read::stamps("ended_at", dossier_of.iter().map(|d| d.and_then(|d| dossiers.ended_at(d))).collect())?,
        working.into_column(),
        read::stamps("due_before_at", derived.iter().map(|r| r.due_before_at).collect())?,
        flag("after_due_date", |r| r.after_due_date),
        number("minutes_to_due_min", |r| r.minutes_to_due.map(|m| m.0)),
        number("minutes_to_due_max", |r| r.minutes_to_due.map(|m| m.1)),
        specific.into_column(),
        flag("document_later", |r| r.document_later),
        flag("repeats_supplement", |r| r.repeats_supplement),
        days.into_column(),
        flag("ended_inside", |r| r.ended_inside),
        flag("resumed_before", |r| r.resumed_before),
        flag("overlaps_another", |r| r.overlaps_another),
        number("due_moved_minutes", |r| r.due_moved_minutes),
    ])
}
