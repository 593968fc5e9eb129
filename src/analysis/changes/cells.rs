//! The two states side by side, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use polars::prelude::DataFrame;

use super::{Cell, Change, ChangeKind, Listed};
use crate::analysis::explain::place;
use crate::analysis::facts::Facts;
use crate::derive::moments::{is_after, shift};
use crate::derive::read::{Flags, Integers, Stamps, Texts};
use crate::domain::calendar::Calendar;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};

/// The columns of one state that are compared.
struct Side {
    row_of: BTreeMap<String, usize>,
    due_at: Stamps,
    submitted_at: Stamps,
    accepted_at: Stamps,
    finished_at: Stamps,
    status: Texts,
    receiving_official: Texts,
    processing_official: Texts,
    agency: Texts,
    digitized: Flags,
    paid_online: Flags,
    /// Working minutes of closed suspensions; None: no import carries suspensions.
    suspended_minutes: Integers,
}

impl Side {
    fn of(facts: &Facts) -> Side {
        let frame = &facts.dossiers;
        let codes = Texts::of(frame, "dossier_code");
        Side {
            row_of: (0..frame.height()).map(|i| (codes.at(i).unwrap_or_default().to_string(), i)).collect(),
            due_at: Stamps::of(frame, "due_at"),
            submitted_at: Stamps::of(frame, "submitted_at"),
            accepted_at: Stamps::of(frame, "accepted_at"),
            finished_at: Stamps::of(frame, "finished_at"),
            status: Texts::of(frame, "status"),
            receiving_official: Texts::of(frame, "receiving_official"),
            processing_official: Texts::of(frame, "processing_official"),
            agency: Texts::of(frame, "agency"),
            digitized: Flags::of(frame, "digitized"),
            paid_online: Flags::of(frame, "paid_online"),
            suspended_minutes: Integers::of(frame, "suspended_minutes"),
        }
    }
}

/// Both states.
pub(super) struct Pairs<'a> {
    before: Side,
    after: Side,
    facts: (&'a Facts, &'a Facts),
}

impl<'a> Pairs<'a> {
    pub(super) fn of(before: &'a Facts, after: &'a Facts) -> Pairs<'a> {
        Pairs { before: Side::of(before), after: Side::of(after), facts: (before, after) }
    }

    /// Codes known both times.
    pub(super) fn common(&self) -> BTreeSet<&str> {
        let known = |code: &&String| self.before.row_of.contains_key(*code);
        self.after.row_of.keys().filter(known).map(String::as_str).collect()
    }

    /// Everything but `vanished`.
    pub(super) fn changes(&self, calendar: &Calendar) -> Vec<Change> {
        let mut changes = Vec::new();
        for (code, &after) in &self.after.row_of {
            match self.before.row_of.get(code) {
                Some(&before) => self.compare(code, before, after, calendar, &mut changes),
                None => changes.push(self.change(ChangeKind::New, code, after, "", Cell::Blank, Cell::Blank)),
            }
        }
        changes
    }

    /// Listed before, inside the later scope, not listed after.
    pub(super) fn vanished(&self, listed: &Listed) -> Vec<Change> {
        let Some((start, end)) = listed.scope else { return Vec::new() };
        let missing = listed.before.difference(&listed.after);
        missing
            .filter_map(|code| {
                let row = *self.after.row_of.get(code)?;
                let on = self.after.accepted_at.at(row).or_else(|| self.after.submitted_at.at(row))?.date();
                let inside = start <= on && on <= end;
                inside.then(|| self.change(ChangeKind::Vanished, code, row, "", Cell::Blank, Cell::Blank))
            })
            .collect()
    }

    fn change(
        &self,
        kind: ChangeKind,
        code: &str,
        row: usize,
        column: &'static str,
        before: Cell,
        after: Cell,
    ) -> Change {
        Change {
            kind,
            dossier_code: code.to_string(),
            column,
            before,
            after,
            official: self.after.processing_official.at(row).map(str::to_string),
            agency: self.after.agency.at(row).map(str::to_string),
            place: place(self.facts.1, row),
        }
    }

    /// Both states carry the column.
    fn is_carried(&self, column: &str) -> bool {
        let carries = |facts: &Facts| {
            facts.carried.get(&TableName::Dossiers).is_some_and(|columns| columns.contains(column))
        };
        carries(self.facts.0) && carries(self.facts.1)
    }

    fn compare(&self, code: &str, old: usize, new: usize, calendar: &Calendar, into: &mut Vec<Change>) {
        let (before, after) = (&self.before, &self.after);
        let mut say = |kind, column, before, after| {
            if self.is_carried(column) {
                into.push(self.change(kind, code, new, column, before, after));
            }
        };
        let moment = |at: Option<NaiveDateTime>| at.map_or(Cell::Blank, Cell::Moment);
        let text = |text: Option<&str>| text.map_or(Cell::Blank, |t| Cell::Text(t.to_string()));
        let flag = |flag: Option<bool>| flag.map_or(Cell::Blank, Cell::Flag);
        if let Some((was, is)) = differ(before.due_at.at(old), after.due_at.at(new)) {
            let minutes = (before.suspended_minutes.at(old), after.suspended_minutes.at(new));
            let calendar = after.agency.at(new).map_or(calendar, |agency| calendar.for_agency(agency));
            say(due_moved(calendar, was, is, minutes), "due_at", Cell::Moment(was), moment(is));
        }
        for (kind, column, was, is) in [
            (
                ChangeKind::SubmittedEdited,
                "submitted_at",
                before.submitted_at.at(old),
                after.submitted_at.at(new),
            ),
            (
                ChangeKind::AcceptedEdited,
                "accepted_at",
                before.accepted_at.at(old),
                after.accepted_at.at(new),
            ),
            (
                ChangeKind::FinishedEdited,
                "finished_at",
                before.finished_at.at(old),
                after.finished_at.at(new),
            ),
        ] {
            if let Some((was, is)) = differ(was, is) {
                say(kind, column, Cell::Moment(was), moment(is));
            }
        }
        for (column, was, is) in [
            ("receiving_official", before.receiving_official.at(old), after.receiving_official.at(new)),
            ("processing_official", before.processing_official.at(old), after.processing_official.at(new)),
        ] {
            if let Some((was, is)) = differ(was, is) {
                say(ChangeKind::OfficialSwapped, column, text(Some(was)), text(is));
            }
        }
        let (was, is) = (before.status.at(old), after.status.at(new));
        if rank(is).zip(rank(was)).is_some_and(|(is, was)| is < was) {
            say(ChangeKind::StatusBack, "status", text(was), text(is));
        }
        for (kind, column, was, is) in [
            (ChangeKind::DigitizedFlipped, "digitized", before.digitized.at(old), after.digitized.at(new)),
            (ChangeKind::PaidFlipped, "paid_online", before.paid_online.at(old), after.paid_online.at(new)),
        ] {
            if let Some((was, is)) = differ(was, is) {
                say(kind, column, flag(Some(was)), flag(is));
            }
        }
    }
}

/// A value that was known and is another one now, or blank.
fn differ<T: PartialEq>(before: Option<T>, after: Option<T>) -> Option<(T, Option<T>)> {
    let was = before?;
    (Some(&was) != after.as_ref()).then_some((was, after))
}

/// Suspensions closed in between explain a later due date up to the time that they took.
fn due_moved(
    calendar: &Calendar,
    was: NaiveDateTime,
    is: Option<NaiveDateTime>,
    suspended: (Option<i64>, Option<i64>),
) -> ChangeKind {
    let Some(minutes) = suspended.1 else { return ChangeKind::DueMovedUnknown };
    let more = minutes - suspended.0.unwrap_or(0);
    let explained = is.is_some_and(|is| {
        // Minutes were rounded down, so one more may be meant.
        more > 0 && is_after(is, was) && !is_after(is, shift(calendar, was, (more + 1) * 60))
    });
    if explained { ChangeKind::DueMovedSuspended } else { ChangeKind::DueMoved }
}

/// How far a dossier has come by its status; None: not known. Waiting and working are one step.
fn rank(status: Option<&str>) -> Option<u8> {
    match status? {
        "registered" => Some(1),
        "accepted" => Some(2),
        "processing" | "supplement_requested" | "awaiting_payment" => Some(3),
        "refused" | "withdrawn" | "stopped" | "finished" => Some(4),
        "returned" => Some(5),
        _ => None,
    }
}

/// The codes of a table of dossiers.
pub fn codes(dossiers: &DataFrame) -> Result<BTreeSet<String>> {
    dossiers.column("dossier_code").map_err(Error::internal)?;
    let codes = Texts::of(dossiers, "dossier_code");
    Ok((0..dossiers.height()).filter_map(|i| codes.at(i)).map(str::to_string).collect())
}
