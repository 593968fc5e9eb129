//! The working calendar: which seconds of which days count as working time.
//!
//! Data: the built-in lines of `calendar-vn.csv` (2021–2027, each tied to a notice), a user's own lines
//! that add to or replace them by date, and office hours valid from dates on, all also per agency.
//! Promises: intervals are half-open and exact to the second; before the first and after the last year
//! of the lines only weekends and hours are known ([`Calendar::knows`] tells); every answer is O(1) or
//! O(log days) without allocation; no date makes it fail.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use sha2::{Digest, Sha256};

use crate::domain::settings::OfficeHours;
use crate::error::{Error, Result};
use crate::words::{Phrase, calendar as words};

mod check;
mod clock;
mod hours;
mod lines;
mod lunar;
mod reasons;

pub use check::check;
pub use lines::Status;
pub use reasons::Gap;

use clock::Clock;
use hours::ValidHours;
use lines::{Line, LineKind};

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    Work,
    Weekend,
    /// A holiday, make-up day, swapped day or local closure.
    Off,
    /// A weekend day that is worked.
    WorkedWeekend,
}

/// What is known about one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    pub kind: DayKind,
    /// Of the line about this day; `None` where no line names it.
    pub status: Option<Status>,
    /// The notice of the line; empty where no line names the day or the line has none.
    pub source: String,
    /// "Quốc khánh", "làm bù cho ngày nghỉ 31/08" …; `None` on ordinary days.
    pub name: Option<Phrase>,
}

/// The working time of one day inside an interval.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    pub date: NaiveDate,
    /// The counted parts of its sessions; empty on days off.
    pub parts: Vec<(NaiveTime, NaiveTime)>,
    pub seconds: i64,
}

/// Days, hours and the arithmetic over them.
#[derive(Clone, Debug)]
pub struct Calendar {
    clock: Clock,
    /// The line in force on each date.
    lines: BTreeMap<NaiveDate, Line>,
    names: BTreeMap<NaiveDate, Phrase>,
    /// Calendars of the agencies that have lines or hours of their own.
    agencies: BTreeMap<String, Calendar>,
    years: (i32, i32),
    version: String,
}

/// How agency names are compared: without case and outer or doubled blanks.
pub fn agency_key(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl Calendar {
    /// The built-in lines with office hours 07:00–11:30, 13:30–17:00.
    pub fn builtin() -> Calendar {
        Calendar::from_csv("", Vec::new()).expect("the built-in calendar is read by a test")
    }

    /// The built-in lines with a user's lines (may be empty) and office hours on top. Fails on a line
    /// or session that can't be read, and on lines of one file that contradict each other.
    pub fn from_csv(own_lines: &str, office_hours: Vec<OfficeHours>) -> Result<Calendar> {
        let own = lines::parse(own_lines, true)?;
        if let Some(gap) = check::twice(&own).into_iter().find(|gap| gap.code == "conflicting_lines") {
            return Err(Error::usage(gap.text).place(Phrase::same(gap.date.to_string())));
        }
        let mut all = lines::parse(lines::BUILT_IN, false)?;
        all.extend(own);
        let hours = hours::parse(&office_hours)?;
        let version = version(&all, &hours);
        let mut calendar = Calendar::build(&all, &hours, None, &version);
        let of_lines = all.iter().filter_map(|l| l.agency.clone());
        let agencies: BTreeSet<String> =
            of_lines.chain(hours.iter().filter_map(|h| h.agency.clone())).collect();
        for agency in agencies {
            let own = Calendar::build(&all, &hours, Some(&agency), &version);
            calendar.agencies.insert(agency, own);
        }
        Ok(calendar)
    }

    fn build(all: &[Line], hours: &[ValidHours], agency: Option<&str>, version: &str) -> Calendar {
        let mut lines = BTreeMap::new();
        let general = all.iter().filter(|l| l.agency.is_none());
        let own = all.iter().filter(|l| l.agency.is_some() && l.agency.as_deref() == agency);
        for line in general.chain(own) {
            lines.insert(line.date, line.clone());
        }
        let year = |date: Option<&NaiveDate>| date.map_or(2000, |d| d.year());
        let years = (year(lines.keys().next()), year(lines.keys().next_back()));
        let from_years = hours.iter().filter_map(|h| h.from.map(|d| d.year()));
        let first = from_years.clone().fold(years.0, i32::min);
        let last = from_years.fold(years.1, i32::max);
        let first = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(last, 12, 31).unwrap_or_default();
        let is_worked = |date: NaiveDate| match lines.get(&date) {
            Some(line) => line.kind == LineKind::Work,
            None => !is_weekend(date),
        };
        let clock = Clock::new(
            first,
            last,
            |date| is_worked(date).then(|| hours::pattern(hours, date, agency)),
            hours::pattern(hours, first.pred_opt().unwrap_or(first), agency),
            hours::pattern(hours, last.succ_opt().unwrap_or(last), agency),
        );
        let names = reasons::explain(&lines).names;
        Calendar { clock, lines, names, agencies: BTreeMap::new(), years, version: version.to_string() }
    }

    /// The calendar of `agency`: its own if it has lines or hours of its own, else this one.
    pub fn for_agency(&self, agency: &str) -> &Calendar {
        if self.agencies.is_empty() {
            return self;
        }
        self.agencies.get(&agency_key(agency)).unwrap_or(self)
    }

    /// Working seconds in [start, end); 0 if `end` is not after `start`.
    #[inline]
    pub fn working_seconds(&self, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
        self.clock.between(start, end)
    }

    /// Whole working minutes in [start, end), rounded down.
    #[inline]
    pub fn working_minutes(&self, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
        self.clock.between(start, end) / 60
    }

    /// The instant `minutes` of working time after `start` (before it, if negative). An instant on the
    /// end of a session stays there (11:30, not 13:30); 0 outside a session gives the next opening.
    pub fn add_minutes(&self, start: NaiveDateTime, minutes: i64) -> NaiveDateTime {
        self.clock.add(start, minutes.saturating_mul(60))
    }

    /// As [`Calendar::add_minutes`], in seconds.
    pub fn add_seconds(&self, start: NaiveDateTime, seconds: i64) -> NaiveDateTime {
        self.clock.add(start, seconds)
    }

    /// The date `n` working days after `date`, which itself does not count (Bộ luật Dân sự 2015
    /// Đ147-148); before it, if negative. 0 gives `date` or, on a day off, the next working day.
    pub fn add_days(&self, date: NaiveDate, n: i64) -> NaiveDate {
        self.clock.add_days(date, n)
    }

    /// The instant that lies `seconds` of working time before `from`; `from` itself for 0 and less.
    /// On the border of two sessions it is the end of the earlier one, as with [`Calendar::add_minutes`],
    /// so that taking off what was added leads back to a due date at the close of office.
    pub fn subtract_seconds(&self, from: NaiveDateTime, seconds: i64) -> NaiveDateTime {
        if seconds <= 0 { from } else { self.clock.add(from, -seconds) }
    }

    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.clock.is_working_day(date)
    }

    /// Kind, source, status and name of a day.
    pub fn day(&self, date: NaiveDate) -> Day {
        let line = self.lines.get(&date);
        let kind = match (self.is_working_day(date), is_weekend(date)) {
            (true, true) => DayKind::WorkedWeekend,
            (true, false) => DayKind::Work,
            (false, true) => DayKind::Weekend,
            (false, false) => DayKind::Off,
        };
        Day {
            kind,
            status: line.map(|l| l.status),
            source: line.map(|l| l.source.clone()).unwrap_or_default(),
            name: self.names.get(&date).cloned(),
        }
    }

    /// What makes a day more or less than an ordinary working day: the holiday with its notice, the
    /// weekend, the swap.
    pub fn note(&self, date: NaiveDate) -> Option<Phrase> {
        let day = self.day(date);
        match day.kind {
            DayKind::Weekend => Some(words::weekend()),
            DayKind::Off if day.source.is_empty() => day.name,
            DayKind::Off => day.name.map(|name| words::with_source(&name.vi, &name.en, &day.source)),
            DayKind::Work | DayKind::WorkedWeekend => day.name,
        }
    }

    /// The office hours of a day; empty on days off. An end of 24:00 is given as 23:59:59.
    pub fn sessions(&self, date: NaiveDate) -> Vec<(NaiveTime, NaiveTime)> {
        self.clock.sessions(date).map(|(open, close)| (time(open), time(close))).collect()
    }

    /// Day by day what of [start, end) counts; every date from the first to the last is there.
    /// The seconds sum up to [`Calendar::working_seconds`].
    pub fn days(&self, start: NaiveDateTime, end: NaiveDateTime) -> Vec<DayCount> {
        if end <= start {
            return Vec::new();
        }
        let mut days = Vec::new();
        for date in start.date().iter_days().take_while(|date| *date <= end.date()) {
            let from = if date == start.date() { start.time() } else { NaiveTime::MIN };
            let until = if date == end.date() { Some(end.time()) } else { None };
            let parts = self
                .sessions(date)
                .into_iter()
                .map(|(open, close)| (open.max(from), until.map_or(close, |until| close.min(until))));
            let midnight = date.and_time(NaiveTime::MIN);
            let next = date.succ_opt().map_or(end, |d| d.and_time(NaiveTime::MIN));
            days.push(DayCount {
                date,
                parts: parts.filter(|(open, close)| open < close).collect(),
                seconds: self.working_seconds(start.max(midnight), end.min(next)),
            });
        }
        days
    }

    /// The years that the lines cover, first and last.
    pub fn years(&self) -> (i32, i32) {
        self.years
    }

    /// Whether holidays of this date's year are known; if not, only weekends and hours are.
    pub fn knows(&self, date: NaiveDate) -> bool {
        (self.years.0..=self.years.1).contains(&date.year())
    }

    /// The last day of the last year that has no forecast line before or in it.
    pub fn decided_until(&self) -> NaiveDate {
        let forecast = self.lines.values().find(|l| l.status == Status::Forecast).map(|l| l.date.year());
        let year = forecast.map_or(self.years.1, |year| year - 1);
        NaiveDate::from_ymd_opt(year, 12, 31).unwrap_or_default()
    }

    /// What a report must say about a stretch of time that the calendar does not surely know: the years
    /// past the decided ones, then each day in it on which a decision is still open.
    pub fn warnings(&self, start: NaiveDate, end: NaiveDate) -> Vec<Phrase> {
        let open = self.lines.range(start.min(end)..=end).filter(|(_, l)| l.status == Status::Undecided);
        let undecided = open.map(|(date, line)| {
            words::undecided_day(date.format("%d/%m/%Y"), date, line.kind == LineKind::Work, &line.source)
        });
        self.horizon(start, end).into_iter().chain(undecided).collect()
    }

    fn horizon(&self, start: NaiveDate, end: NaiveDate) -> Option<Phrase> {
        if end.year() > self.years.1 {
            Some(words::beyond_the_lines(self.years.1))
        } else if start.year() < self.years.0 {
            Some(words::before_the_lines(self.years.0))
        } else if end > self.decided_until() {
            Some(words::beyond_the_decided(self.decided_until().format("%d/%m/%Y"), self.decided_until()))
        } else {
            None
        }
    }

    /// Short hash of all lines and hours, for manifests: same version, same answers.
    pub fn version(&self) -> String {
        self.version.clone()
    }
}

fn version(lines: &[Line], hours: &[ValidHours]) -> String {
    let digest = Sha256::digest(format!("{lines:?}{hours:?}").as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

fn time(second: u32) -> NaiveTime {
    let last = NaiveTime::from_num_seconds_from_midnight_opt(86_399, 0).unwrap_or_default();
    NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap_or(last)
}
