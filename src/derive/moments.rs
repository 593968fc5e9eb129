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
    date.and_hms_opt(23, 59, 59).unwrap_or(date.and_time(NaiveTime::MIN))
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

/// Working seconds from `start` to `end`, at least and at most, as date-only instants leave it.
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
    match t.checked_add_signed(TimeDelta::days(1)) {
        Some(end) if is_date_only(t) => (t, end),
        _ => (t, t),
    }
}

/// The calendar of each agency: its own where it has one, else the common one.
pub struct Calendars<'a> {
    common: &'a Calendar,
    own: HashMap<String, &'a Calendar>,
}

impl<'a> Calendars<'a> {
    /// Looks every agency up once.
    pub fn new<'n>(common: &'a Calendar, agencies: impl Iterator<Item = &'n str>) -> Calendars<'a> {
        let mut all: HashMap<&str, &Calendar> = HashMap::new();
        let mut last = None;
        for name in agencies {
            if last != Some(name) {
                all.entry(name).or_insert_with(|| common.for_agency(name));
                last = Some(name);
            }
        }
        all.retain(|_, calendar| !std::ptr::eq(*calendar, common));
        Calendars { common, own: all.into_iter().map(|(name, c)| (name.to_string(), c)).collect() }
    }

    pub fn of(&self, agency: Option<&str>) -> &'a Calendar {
        if self.own.is_empty() {
            return self.common;
        }
        agency.and_then(|name| self.own.get(name)).copied().unwrap_or(self.common)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn t(text: &str) -> NaiveDateTime {
        crate::domain::period::parse_as_of(&format!("{text}:00")).unwrap()
    }

    #[test]
    fn a_date_alone_is_compared_by_date() {
        assert!(!is_after(t("2026-10-05 16:00"), t("2026-10-05 00:00")));
        assert!(is_after(t("2026-10-06 07:00"), t("2026-10-05 00:00")));
        assert!(!is_after(t("2026-10-05 00:00"), t("2026-10-05 08:00")));
        assert!(is_after(t("2026-10-05 08:01"), t("2026-10-05 08:00")));
    }

    #[test]
    fn a_due_date_moves_by_working_time_and_keeps_its_precision() {
        let calendar = Calendar::builtin();
        assert_eq!(shift(&calendar, t("2026-10-05 08:00"), -3_600), t("2026-10-02 17:00"));
        assert_eq!(shift(&calendar, t("2026-10-05 08:00"), 0), t("2026-10-05 08:00"));
        assert_eq!(shift(&calendar, t("2026-10-06 00:00"), -480 * 60), t("2026-10-05 00:00"));
        assert_eq!(shift(&calendar, t("2026-10-06 00:00"), -60), t("2026-10-06 00:00"));
        assert_eq!(shift(&calendar, t("2026-10-05 00:00"), 480 * 60), t("2026-10-06 00:00"));
        assert_eq!(shift(&calendar, t("2026-10-02 00:00"), 60), t("2026-10-05 00:00"));
    }
}
