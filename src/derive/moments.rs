//! Instants of which some are only dates, and working time between them.
//!
//! 00:00:00 means "date only" (data model): a due date then lasts to the end of its day, and what
//! is compared with a date is compared by date.

use std::collections::HashMap;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use crate::domain::calendar::Calendar;

/// No time of day was exported.
pub fn is_date_only(t: NaiveDateTime) -> bool {
    t.time() == NaiveTime::MIN
}

/// The last second of a day.
pub fn end_of_day(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399)
}

/// The latest instant that `t` can stand for: itself, or the last second of a date.
pub fn latest(t: NaiveDateTime) -> NaiveDateTime {
    if is_date_only(t) { end_of_day(t.date()) } else { t }
}

/// `t` is later than `limit`; by date if either is date-only.
pub fn is_after(t: NaiveDateTime, limit: NaiveDateTime) -> bool {
    if is_date_only(t) || is_date_only(limit) { t.date() > limit.date() } else { t > limit }
}

/// `due` moved by working seconds (negative: earlier). A date-only due date stays one: it is moved
/// from the end of its day and names the day on which the moved instant falls.
pub fn shift(calendar: &Calendar, due: NaiveDateTime, seconds: i64) -> NaiveDateTime {
    if seconds == 0 {
        return due;
    }
    let from = latest(due);
    let moved = if seconds > 0 {
        calendar.add_seconds(from, seconds)
    } else {
        calendar.subtract_seconds(from, -seconds)
    };
    if is_date_only(due) { moved.date().and_time(NaiveTime::MIN) } else { moved }
}

/// Working minutes from `start` to `end`, at least and at most, as date-only instants leave it.
/// In seconds.
pub fn working_interval(
    calendar: &Calendar,
    start: (NaiveDateTime, NaiveDateTime),
    end: (NaiveDateTime, NaiveDateTime),
) -> (i64, i64) {
    (calendar.working_seconds(start.1, end.0), calendar.working_seconds(start.0, end.1))
}

/// The earliest and the latest instant that `t` can stand for. The latest of a date-only one is the
/// midnight that ends its day.
pub fn bounds(t: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    if is_date_only(t) { (t, t + TimeDelta::days(1)) } else { (t, t) }
}

/// The calendar of each agency that has office hours of its own; all others share one.
pub struct Calendars<'a> {
    common: &'a Calendar,
    own: HashMap<String, Calendar>,
}

impl<'a> Calendars<'a> {
    /// Looks every agency up once.
    pub fn new<'n>(common: &'a Calendar, agencies: impl Iterator<Item = &'n str>) -> Calendars<'a> {
        let mut own = HashMap::new();
        let mut last = None;
        for name in agencies {
            if last == Some(name) || own.contains_key(name) {
                continue;
            }
            last = Some(name);
            if common.has_own_hours(name) {
                own.insert(name.to_string(), common.for_agency(name));
            }
        }
        Calendars { common, own }
    }

    pub fn of(&self, agency: Option<&str>) -> &Calendar {
        if self.own.is_empty() {
            return self.common;
        }
        agency.and_then(|name| self.own.get(name)).unwrap_or(self.common)
    }
}
