//! The weekly list (plan III.10): unfinished dossiers that are overdue or soon due, by official.
//!
//! A dossier whose clock a lawful suspension stops is not on it; one whose open suspension is
//! improper is.

use chrono::NaiveDateTime;

use crate::analysis::facts::Facts;
use crate::analysis::listing::{Dossier, Dossiers};
use crate::derive::moments::{Calendars, is_after, latest};
use crate::domain::calendar::Calendar;
use crate::error::{Error, Result};
use crate::words::{self, Phrase};

/// How far ahead the list looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// Due on one of the next working days, today included.
    Days(i64),
    /// Due within so many working hours.
    Hours(i64),
}

impl Within {
    /// `2d` or `8h`. Anything else is a usage error.
    pub fn parse(text: &str) -> Result<Within> {
        let bad = || Error::usage(words::listing::bad_within(text)).help(words::listing::within_help());
        let unit = text.trim().chars().last().ok_or_else(bad)?;
        let digits = &text.trim()[..text.trim().len() - unit.len_utf8()];
        let n = digits.parse::<u16>().map_err(|_| bad())?;
        match unit {
            'd' | 'D' => Ok(Within::Days(i64::from(n))),
            'h' | 'H' => Ok(Within::Hours(i64::from(n))),
            _ => Err(bad()),
        }
    }

    pub fn phrase(self) -> Phrase {
        match self {
            Within::Days(n) => words::listing::within_days(n),
            Within::Hours(n) => words::listing::within_hours(n),
        }
    }
}

/// What the due date means at as_of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// Working minutes since the due date (0: late by date only).
    Overdue(i64),
    /// Working minutes that are left.
    Soon(i64),
}

/// One dossier of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct DueRow {
    /// Of the handling; empty: none named.
    pub official: String,
    pub state: State,
    pub dossier: Dossier,
}

/// The list and what it can't speak about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Due {
    /// By official (none named: last); overdue before soon due; then by due date and code.
    pub rows: Vec<DueRow>,
    /// Unfinished dossiers without a due date.
    pub no_due: u64,
}

pub fn due(facts: &Facts, calendar: &Calendar, within: Within) -> Due {
    let dossiers = Dossiers::of(facts);
    let agencies = (0..dossiers.len()).filter_map(|i| dossiers.text("agency", i));
    let calendars = Calendars::new(calendar, agencies);
    let mut due = Due::default();
    for i in 0..dossiers.len() {
        match dossiers.text("outcome", i) {
            Some("running" | "running_late" | "suspended") => {}
            Some("no_due") => {
                due.no_due += u64::from(dossiers.stamp("ended_at", i).is_none());
                continue;
            }
            _ => continue,
        }
        if dossiers.is_lawfully_suspended(i) {
            continue;
        }
        let Some(at) = dossiers.stamp("due_effective_at", i) else { continue };
        let calendar = calendars.of(dossiers.text("agency", i));
        if let Some(state) = state(calendar, facts.as_of, at, within) {
            let dossier = dossiers.get(i);
            let official = dossier.processing_official.clone().unwrap_or_default();
            due.rows.push(DueRow { official, state, dossier });
        }
    }
    due.rows.sort_by(|a, b| order(a).cmp(&order(b)));
    due
}

fn order(row: &DueRow) -> (bool, &str, bool, Option<NaiveDateTime>, &str) {
    let soon = matches!(row.state, State::Soon(_));
    (row.official.is_empty(), &row.official, soon, row.dossier.due_at.map(latest), &row.dossier.code)
}

/// Overdue, soon due, or neither.
fn state(calendar: &Calendar, as_of: NaiveDateTime, due: NaiveDateTime, within: Within) -> Option<State> {
    if is_after(as_of, due) {
        return Some(State::Overdue(calendar.working_minutes(latest(due), as_of)));
    }
    let left = calendar.working_minutes(as_of, latest(due));
    let soon = match within {
        Within::Days(n) => due.date() <= calendar.add_days(as_of.date(), n),
        Within::Hours(n) => left <= n * 60,
    };
    soon.then_some(State::Soon(left))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;

    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 10, day).unwrap().and_hms_opt(hour, minute, 0).unwrap()
    }

    #[test]
    fn within_is_days_or_hours() {
        assert_eq!(Within::parse("2d").unwrap(), Within::Days(2));
        assert_eq!(Within::parse(" 8H ").unwrap(), Within::Hours(8));
        for bad in ["", "d", "2", "-1d", "2w", "1.5h", "99999h", "hạn"] {
            assert!(Within::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_rest_is_counted_in_working_time() {
        let calendar = Calendar::builtin();
        // Friday 16/10/2026, 15:00; due Monday 19/10, 11:00.
        let state_of = |within| state(&calendar, at(16, 15, 0), at(19, 11, 0), within);
        assert_eq!(state_of(Within::Hours(6)), Some(State::Soon(360)));
        assert_eq!(state_of(Within::Hours(5)), None);
        assert_eq!(state_of(Within::Days(1)), Some(State::Soon(360)));
        assert_eq!(state_of(Within::Days(0)), None);
    }

    #[test]
    fn a_date_only_due_date_lasts_to_its_evening() {
        let calendar = Calendar::builtin();
        let due = at(16, 0, 0);
        assert_eq!(state(&calendar, at(16, 16, 0), due, Within::Days(0)), Some(State::Soon(60)));
        assert_eq!(state(&calendar, at(17, 8, 0), due, Within::Days(0)), Some(State::Overdue(0)));
        assert_eq!(state(&calendar, at(19, 8, 0), due, Within::Days(0)), Some(State::Overdue(60)));
    }
}
