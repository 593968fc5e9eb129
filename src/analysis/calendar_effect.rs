//! What another working calendar would do: the days on which the two differ, the verdicts that it
//! changes, and what that does to the rates.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveTime};

use crate::analysis::closing::{Difference, counted_in, differences};
use crate::analysis::facts::Facts;
use crate::analysis::rates::Counts;
use crate::derive::read::{Integers, Texts};
use crate::domain::calendar::{Calendar, agency_key};
use crate::domain::closing::Counted;
use crate::error::Result;
use crate::metrics::{Library, Subject};

/// Office hours of a day.
pub type Sessions = Vec<(NaiveTime, NaiveTime)>;

/// Days in a row whose office hours differ in the same way.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysApart {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// None: in the calendar of all.
    pub agency: Option<String>,
    /// Empty: a day off.
    pub before: Sessions,
    pub after: Sessions,
}

/// One verdict that changes, with the minutes that it is made of.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangedVerdict {
    pub difference: Difference,
    /// Working minutes waited (8 hours) or past the due date (on time); None: of no such metric.
    pub minutes: (Option<i64>, Option<i64>),
}

#[derive(Clone, Debug, PartialEq)]
pub struct CalendarEffect {
    pub days: Vec<DaysApart>,
    /// By metric and subject.
    pub verdicts: Vec<ChangedVerdict>,
    /// Metrics whose k/n differ, in the order of the library.
    pub metrics: Vec<(String, Counts, Counts)>,
}

/// The same state under two calendars: `before` in force, `after` the other.
pub fn effect(
    (before, in_force): (&Facts, &Calendar),
    (after, other): (&Facts, &Calendar),
    library: &Library,
) -> Result<CalendarEffect> {
    let of_dossiers = || library.metrics.iter().filter(|metric| metric.subject != Subject::Procedure);
    let was = counted_in(before, library, of_dossiers(), before.all_time())?;
    let is = counted_in(after, library, of_dossiers(), after.all_time())?;
    let minutes = (Minutes::of(before), Minutes::of(after));
    let verdicts = differences(&was, &is).into_iter().map(|difference| {
        let of = |minutes: &Minutes| minutes.of_metric(&difference.metric, &difference.subject);
        ChangedVerdict { minutes: (of(&minutes.0), of(&minutes.1)), difference }
    });
    let (was, is) = (tallies(&was), tallies(&is));
    let pair = |name: &String| {
        let of = |tallies: &BTreeMap<&str, Counts>| tallies.get(name.as_str()).copied().unwrap_or_default();
        (name.clone(), of(&was), of(&is))
    };
    let metrics = library.metrics.iter().map(|metric| pair(&metric.name)).filter(|(_, a, b)| a != b);
    Ok(CalendarEffect {
        days: days(in_force, other, &agencies(before)),
        verdicts: verdicts.collect(),
        metrics: metrics.collect(),
    })
}

fn tallies(counted: &[Counted]) -> BTreeMap<&str, Counts> {
    let mut tallies: BTreeMap<&str, Counts> = BTreeMap::new();
    for it in counted {
        let sums = tallies.entry(&it.metric).or_default();
        sums.hits += u64::from(it.hit == Some(true));
        sums.total += u64::from(it.hit.is_some());
        sums.no_data += u64::from(it.hit.is_none());
    }
    tallies
}

/// The minutes behind two kinds of verdict, by dossier.
struct Minutes {
    row_of: BTreeMap<String, usize>,
    waited: Integers,
    overdue: Integers,
}

impl Minutes {
    fn of(facts: &Facts) -> Minutes {
        let codes = Texts::of(&facts.dossiers, "dossier_code");
        let n = facts.dossiers.height();
        Minutes {
            row_of: (0..n).filter_map(|i| Some((codes.at(i)?.to_string(), i))).collect(),
            waited: Integers::of(&facts.dossiers, "acceptance_minutes_max"),
            overdue: Integers::of(&facts.dossiers, "overdue_minutes"),
        }
    }

    fn of_metric(&self, metric: &str, subject: &str) -> Option<i64> {
        let row = *self.row_of.get(subject)?;
        match metric {
            "accepted_8h" => self.waited.at(row),
            "on_time" | "on_time_strict" => self.overdue.at(row),
            _ => None,
        }
    }
}

/// Agencies of the data, by [`agency_key`] once each.
fn agencies(facts: &Facts) -> Vec<String> {
    let names = Texts::of(&facts.dossiers, "agency");
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for name in (0..facts.dossiers.height()).filter_map(|i| names.at(i)) {
        seen.entry(agency_key(name)).or_insert_with(|| name.to_string());
    }
    seen.into_values().collect()
}

/// The days that differ for all, then those that differ for one agency only.
fn days(in_force: &Calendar, other: &Calendar, agencies: &[String]) -> Vec<DaysApart> {
    let general = apart(in_force, other, None, &BTreeSet::new());
    let told = |runs: &[DaysApart]| -> BTreeSet<NaiveDate> {
        runs.iter().flat_map(|run| run.first.iter_days().take_while(|day| *day <= run.last)).collect()
    };
    let known = told(&general);
    let own = |name: &String| {
        let (before, after) = (in_force.for_agency(name), other.for_agency(name));
        apart(before, after, Some(name), &known)
    };
    let own: Vec<DaysApart> = agencies.iter().flat_map(own).collect();
    general.into_iter().chain(own).collect()
}

/// Longest gap inside a run: days off between working days do not break it.
const WEEKEND: i64 = 3;

fn apart(
    before: &Calendar,
    after: &Calendar,
    agency: Option<&String>,
    known: &BTreeSet<NaiveDate>,
) -> Vec<DaysApart> {
    let (first, last) = before.years();
    let (other_first, other_last) = after.years();
    let day = |year: i32, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    let mut runs: Vec<DaysApart> = Vec::new();
    let (start, end) = (day(first.min(other_first), 1, 1), day(last.max(other_last), 12, 31));
    for date in start.iter_days().take_while(|date| *date <= end) {
        let (was, is) = (before.sessions(date), after.sessions(date));
        if was != is && !known.contains(&date) {
            match runs.last_mut() {
                Some(run)
                    if run.before == was && run.after == is && (date - run.last).num_days() <= WEEKEND =>
                {
                    run.last = date;
                }
                _ => runs.push(DaysApart {
                    first: date,
                    last: date,
                    agency: agency.cloned(),
                    before: was,
                    after: is,
                }),
            }
        }
    }
    runs
}
