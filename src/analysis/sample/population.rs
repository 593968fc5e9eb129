//! Who may be drawn: dossiers on which something happened in the period, with their risks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use super::{Member, Risk};
use crate::analysis::explain::place;
use crate::analysis::facts::Facts;
use crate::derive::moments::{is_after, shift};
use crate::derive::read::{Integers, Stamps, Texts};
use crate::domain::calendar::Calendar;
use crate::domain::period::Period;

/// Dossiers accepted, ended or suspended in the period, by code.
pub fn population(facts: &Facts, calendar: &Calendar, period: Period) -> Vec<Member> {
    let frame = &facts.dossiers;
    let (text, stamp) = (|name: &str| Texts::of(frame, name), |name: &str| Stamps::of(frame, name));
    let (codes, accepted, ended) = (text("dossier_code"), stamp("accepted_at"), stamp("ended_at"));
    let (processing, receiving) = (text("processing_official"), text("receiving_official"));
    let (agency, name, code) = (text("agency"), text("procedure_name"), text("procedure_code"));
    let (outcome, acceptance) = (text("outcome"), text("acceptance_outcome"));
    let due = DueDates::of(facts);
    let stops = stops(facts, period);
    let owned = |text: Option<&str>| text.map(str::to_string);
    let in_period = |at: Option<NaiveDateTime>| at.is_some_and(|at| period.contains(at.date()));
    let mut members = Vec::new();
    for i in 0..frame.height() {
        let Some(dossier) = codes.at(i) else { continue };
        let stop = stops.get(dossier);
        let happened = stop.is_some_and(|s| s.in_period);
        if !(happened || in_period(accepted.at(i)) || in_period(ended.at(i))) {
            continue;
        }
        let calendar = agency.at(i).map_or(calendar, |agency| calendar.for_agency(agency));
        let mut risks: Vec<Risk> = stop.map(|s| s.risks.iter().copied().collect()).unwrap_or_default();
        if due.is_edited(i, calendar) {
            risks.push(Risk::DueEdited);
        }
        if matches!(outcome.at(i), Some("late" | "running_late")) {
            risks.push(Risk::Late);
        }
        if acceptance.at(i) == Some("late") {
            risks.push(Risk::Slow);
        }
        risks.sort();
        members.push(Member {
            dossier_code: dossier.to_string(),
            official: processing.at(i).or_else(|| receiving.at(i)).unwrap_or_default().to_string(),
            agency: owned(agency.at(i)),
            procedure: owned(name.at(i).or_else(|| code.at(i))),
            accepted_at: accepted.at(i),
            ended_at: ended.at(i),
            outcome: owned(outcome.at(i)),
            risks,
            place: place(facts, i),
        });
    }
    members
}

/// What the suspensions of one dossier mean for the draw.
#[derive(Default)]
struct Stops {
    in_period: bool,
    risks: BTreeSet<Risk>,
}

fn stops(facts: &Facts, period: Period) -> BTreeMap<String, Stops> {
    let frame = &facts.suspensions;
    let (codes, verdicts) = (Texts::of(frame, "dossier_code"), Texts::of(frame, "verdict"));
    let starts = Stamps::of(frame, "suspended_at");
    let mut stops: BTreeMap<String, Stops> = BTreeMap::new();
    for i in 0..frame.height() {
        let stop = stops.entry(codes.at(i).unwrap_or_default().to_string()).or_default();
        stop.in_period |= starts.at(i).is_some_and(|at| period.contains(at.date()));
        stop.risks.extend(match verdicts.at(i) {
            Some("improper") => Some(Risk::ImproperSuspension),
            Some("unverifiable") => Some(Risk::UnverifiableSuspension),
            _ => None,
        });
    }
    stops
}

/// The due date as it was first and as it is now.
struct DueDates {
    original: Stamps,
    now: Stamps,
    suspended_minutes: Integers,
}

impl DueDates {
    fn of(facts: &Facts) -> DueDates {
        DueDates {
            original: Stamps::of(&facts.dossiers, "original_due_at"),
            now: Stamps::of(&facts.dossiers, "due_at"),
            suspended_minutes: Integers::of(&facts.dossiers, "suspended_minutes"),
        }
    }

    /// Moved, and by more than the suspended time (rounded up to a minute).
    fn is_edited(&self, i: usize, calendar: &Calendar) -> bool {
        let (Some(original), Some(now)) = (self.original.at(i), self.now.at(i)) else { return false };
        let minutes = self.suspended_minutes.at(i).unwrap_or(0);
        let latest = if minutes > 0 { shift(calendar, original, (minutes + 1) * 60) } else { original };
        is_after(original, now) || is_after(now, latest)
    }
}
