//! Why each line is there: which holiday, make-up or swap it is, and what the lines leave unexplained.
//!
//! Statutory days: Bộ luật Lao động 2019 Đ112 (1/1; Tết 5 days; 10/3 lunar; 30/4; 1/5; 2/9 and one
//! adjacent day), make-up of a weekend holiday Đ111(3), 24/11 from 2026 (NQ 28/2026/QH16, no make-up).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};

use super::lines::{Line, LineKind, Status};
use super::lunar;
use crate::words::{Phrase, calendar as words};

/// A worked weekend day belongs to a day off at most this far away.
const SWAP_REACH: i64 = 31;
/// Days off for Tết (Đ112).
const TET_DAYS: usize = 5;
/// Đ112 days off for Tết lie at most this far before and after its first day.
const TET_BEFORE: i64 = 5;
const TET_AFTER: i64 = 8;
/// First year of the Day of Vietnamese culture.
const CULTURE_DAY_SINCE: i32 = 2026;

/// What the lines say and what they fail to say.
#[derive(Clone, Debug, Default)]
pub struct Reasons {
    /// Name of every day off and every worked weekend day.
    pub names: BTreeMap<NaiveDate, Phrase>,
    /// What is missing or left over, in date order.
    pub gaps: Vec<Gap>,
}

/// A contradiction between the lines and the law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    pub date: NaiveDate,
    /// Stable code: `no_tet`, `tet_too_short`, `holiday_not_off`, `no_make_up`,
    /// `worked_day_without_day_off`, `unexplained_day_off`, `empty_year`.
    pub code: &'static str,
    pub text: Phrase,
}

/// Explains `lines` (one per date) for the years that they cover.
pub fn explain(lines: &BTreeMap<NaiveDate, Line>) -> Reasons {
    let mut work = Work::new(lines);
    let years: BTreeSet<i32> = lines.keys().map(|d| d.year()).collect();
    if let (Some(first), Some(last)) = (years.first(), years.last()) {
        for year in *first..=*last {
            if years.contains(&year) {
                work.year(year);
            } else {
                work.gap(ymd(year, 1, 1), "empty_year", words::empty_year(year));
            }
        }
    }
    work.swaps();
    work.leftovers(lines);
    work.reasons.gaps.sort_by(|a, b| (a.date, a.code).cmp(&(b.date, b.code)));
    work.reasons
}

struct Work {
    /// Weekdays off that nothing explains yet.
    off: BTreeSet<NaiveDate>,
    /// Weekend days worked.
    worked: BTreeSet<NaiveDate>,
    reasons: Reasons,
}

impl Work {
    fn new(lines: &BTreeMap<NaiveDate, Line>) -> Work {
        let of = |kind: LineKind, weekend: bool| {
            let wanted = lines.values().filter(|l| l.kind == kind && is_weekend(l.date) == weekend);
            wanted.map(|l| l.date).collect()
        };
        Work { off: of(LineKind::Off, false), worked: of(LineKind::Work, true), reasons: Reasons::default() }
    }

    fn gap(&mut self, date: NaiveDate, code: &'static str, text: Phrase) {
        self.reasons.gaps.push(Gap { date, code, text });
    }

    /// Takes `date` as explained; false if it is no day off or explained already.
    fn take(&mut self, date: NaiveDate, name: Phrase) -> bool {
        let there = self.off.remove(&date);
        if there {
            self.reasons.names.insert(date, name);
        }
        there
    }

    fn year(&mut self, year: i32) {
        self.tet(year);
        let mut weekend = Vec::new();
        for (date, name) in fixed_days(year) {
            if is_weekend(date) {
                weekend.push((date, name));
            } else if !self.take(date, name.clone()) && !self.reasons.names.contains_key(&date) {
                self.gap(date, "holiday_not_off", words::holiday_not_off(&name.vi, &name.en));
            }
        }
        self.day_beside_national_day(year, &mut weekend);
        weekend.sort_by_key(|(date, _)| *date);
        for (date, name) in weekend {
            self.make_up(date, &name);
        }
        let culture_day = ymd(year, 11, 24);
        if year >= CULTURE_DAY_SINCE
            && !is_weekend(culture_day)
            && !self.take(culture_day, words::culture_day())
        {
            let name = words::culture_day();
            self.gap(culture_day, "holiday_not_off", words::holiday_not_off(&name.vi, &name.en));
        }
    }

    /// The five days around the lunar new year; more than five are swaps and explained later.
    fn tet(&mut self, year: i32) {
        let Some(tet) = lunar::tet(year) else { return };
        let distance = |date: NaiveDate| (date - tet).num_days();
        let near = self.off.iter().filter(|d| (-TET_BEFORE..=TET_AFTER).contains(&distance(**d)));
        let mut days: Vec<NaiveDate> = near.copied().collect();
        days.sort_by_key(|d| (distance(*d) - 2).abs());
        match days.len() {
            0 => self.gap(tet, "no_tet", words::no_tet(year)),
            n if n < TET_DAYS => self.gap(tet, "tet_too_short", words::tet_too_short(year, n)),
            _ => {}
        }
        for date in days.into_iter().take(TET_DAYS) {
            self.take(date, words::tet());
        }
    }

    /// 2/9 and the day before or after it; on a weekend it is made up like 2/9 itself.
    fn day_beside_national_day(&mut self, year: i32, weekend: &mut Vec<(NaiveDate, Phrase)>) {
        let beside = [ymd(year, 9, 1), ymd(year, 9, 3)];
        if beside.into_iter().any(|date| self.take(date, words::national_day())) {
            return;
        }
        match beside.into_iter().find(|date| is_weekend(*date)) {
            Some(date) => weekend.push((date, words::national_day())),
            None => {
                let name = words::national_day();
                self.gap(beside[0], "holiday_not_off", words::holiday_not_off(&name.vi, &name.en));
            }
        }
    }

    /// The next weekday that is not off for another reason must be off.
    fn make_up(&mut self, date: NaiveDate, name: &Phrase) {
        let next = date.iter_days().skip(1).find(|d| !is_weekend(*d) && !self.reasons.names.contains_key(d));
        let Some(next) = next else { return };
        if !self.take(next, words::make_up(&name.vi, &name.en)) {
            self.gap(date, "no_make_up", words::no_make_up(&name.vi, &name.en));
        }
    }

    /// Pairs each worked weekend day with the nearest day off that is not explained yet.
    fn swaps(&mut self) {
        for worked in std::mem::take(&mut self.worked) {
            let distance = |date: NaiveDate| (date - worked).num_days().abs();
            let nearest = self.off.iter().copied().min_by_key(|date| (distance(*date), *date));
            match nearest.filter(|date| distance(*date) <= SWAP_REACH) {
                Some(off) => {
                    self.take(off, words::swapped_off(day_month(worked), worked));
                    self.reasons.names.insert(worked, words::worked_for(day_month(off), off));
                }
                None => {
                    self.reasons.names.insert(worked, words::worked_weekend());
                    self.gap(worked, "worked_day_without_day_off", words::worked_day_without_day_off());
                }
            }
        }
    }

    fn leftovers(&mut self, lines: &BTreeMap<NaiveDate, Line>) {
        for date in std::mem::take(&mut self.off) {
            if lines.get(&date).is_some_and(|l| l.status == Status::Local) {
                self.reasons.names.insert(date, words::local_closure());
            } else {
                self.reasons.names.insert(date, words::day_off());
                self.gap(date, "unexplained_day_off", words::unexplained_day_off());
            }
        }
    }
}

/// The statutory days of a year that fall on one date, without Tết and 24/11.
fn fixed_days(year: i32) -> Vec<(NaiveDate, Phrase)> {
    let mut days = vec![
        (ymd(year, 1, 1), words::new_year()),
        (ymd(year, 4, 30), words::reunification_day()),
        (ymd(year, 5, 1), words::labour_day()),
        (ymd(year, 9, 2), words::national_day()),
    ];
    days.extend(lunar::hung_kings_day(year).map(|date| (date, words::hung_kings_day())));
    days
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn day_month(date: NaiveDate) -> String {
    date.format("%d/%m").to_string()
}

/// Years of calendar lines are limited, so the date exists; the fallback only avoids a panic.
fn ymd(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or(NaiveDate::MIN)
}
