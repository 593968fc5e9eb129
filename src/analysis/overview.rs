//! What a state covers at a glance: its months, the agency it is about.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::DateTime;
use polars::prelude::DataFrame;

use crate::derive::read::{Stamps, Texts};
use crate::domain::period::Period;

const DAY: i64 = 86_400_000_000;

/// Gathered over rows; those of parts add up.
#[derive(Debug, Default)]
pub struct Overview {
    /// From 1970.
    days: BTreeSet<i64>,
    /// Dossiers of each agency.
    agencies: HashMap<String, usize>,
}

impl Overview {
    pub(crate) fn of(dossiers: &DataFrame, suspensions: &DataFrame) -> Overview {
        Overview { days: days(dossiers, suspensions), agencies: agencies(dossiers) }
    }

    pub fn add(&mut self, more: Overview) {
        self.days.extend(more.days);
        for (name, n) in more.agencies {
            *self.agencies.entry(name).or_default() += n;
        }
    }

    /// The months in which a dossier was submitted, accepted, answered, fell due or ended, or a
    /// suspension began; by time.
    pub(crate) fn months(&self) -> Vec<Period> {
        let date = |day: &i64| DateTime::from_timestamp_micros(day * DAY).map(|moment| moment.date_naive());
        let months: BTreeSet<Period> = self.days.iter().filter_map(date).map(Period::month_of).collect();
        months.into_iter().collect()
    }

    /// The agency that most dossiers name; of equally many the first by name.
    pub(crate) fn main_agency(&self) -> Option<String> {
        let by_name: BTreeMap<&String, usize> = self.agencies.iter().map(|(name, n)| (name, *n)).collect();
        by_name.into_iter().rev().max_by_key(|(_, n)| *n).map(|(name, _)| name.clone())
    }
}

fn days(dossiers: &DataFrame, suspensions: &DataFrame) -> BTreeSet<i64> {
    let columns = ["submitted_at", "accepted_at", "first_response_at", "due_at", "ended_at"];
    let columns = columns.map(|name| (dossiers, name)).into_iter().chain([(suspensions, "suspended_at")]);
    let mut days = BTreeSet::new();
    for (frame, name) in columns {
        let stamps = Stamps::of(frame, name);
        let mut last = None;
        for day in (0..frame.height()).filter_map(|i| stamps.micros(i)).map(|micros| micros.div_euclid(DAY)) {
            if last != Some(day) {
                last = Some(day);
                days.insert(day);
            }
        }
    }
    days
}

fn agencies(dossiers: &DataFrame) -> HashMap<String, usize> {
    let agencies = Texts::of(dossiers, "agency");
    let mut counts: HashMap<&str, usize> = HashMap::new();
    // Neighbours are mostly of one agency.
    let mut run: Option<(&str, usize)> = None;
    for name in (0..dossiers.height()).filter_map(|i| agencies.at(i)) {
        match &mut run {
            Some((same, n)) if *same == name => *n += 1,
            _ => {
                if let Some((name, n)) = run.replace((name, 1)) {
                    *counts.entry(name).or_default() += n;
                }
            }
        }
    }
    if let Some((name, n)) = run {
        *counts.entry(name).or_default() += n;
    }
    counts.into_iter().map(|(name, n)| (name.to_string(), n)).collect()
}
