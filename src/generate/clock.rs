//! The generator's own clock: working time of June to December 2026, counted day by day.
//!
//! Deliberately apart from `domain::calendar`: two calendars that agree prove something.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike, Weekday};

/// Weekdays off (month, day): National Day with its swap, and the Day of Vietnamese Culture.
const OFF: [(u32, u32); 4] = [(8, 31), (9, 1), (9, 2), (11, 24)];
/// The Saturday worked in exchange for Monday 31/8.
const WORKED_SATURDAY: (u32, u32) = (8, 22);
/// Office hours in seconds after midnight: 07:00–11:30 and 13:30–17:00.
const SESSIONS: [(i64, i64); 2] = [(25_200, 41_400), (48_600, 61_200)];
/// Working minutes of a whole day.
pub const DAY: i64 = 480;

pub fn is_worked(date: NaiveDate) -> bool {
    let day = (date.month(), date.day());
    match date.weekday() {
        Weekday::Sat => day == WORKED_SATURDAY,
        Weekday::Sun => false,
        _ => !OFF.contains(&day),
    }
}

pub fn at(date: NaiveDate, second_of_day: i64) -> NaiveDateTime {
    let second = u32::try_from(second_of_day).unwrap_or(0);
    let time = NaiveTime::from_num_seconds_from_midnight_opt(second, 0).unwrap_or_default();
    date.and_time(time)
}

pub fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

/// The moment `minutes` working minutes after `start`. More than zero minutes that end with a
/// session end there (11:30, not 13:30).
pub fn walk(start: NaiveDateTime, minutes: i64) -> NaiveDateTime {
    let mut left = minutes * 60;
    if left <= 0 {
        return start;
    }
    let mut date = start.date();
    let mut from = i64::from(start.num_seconds_from_midnight());
    loop {
        if is_worked(date) {
            for (open, close) in SESSIONS {
                let begin = from.max(open);
                let room = close - begin;
                if room > 0 && left <= room {
                    return at(date, begin + left);
                }
                left -= room.max(0);
            }
        }
        date = next(date);
        from = 0;
    }
}

/// Working minutes from `start` to `end`, rounded down; 0 when `end` is not later.
pub fn minutes_between(start: NaiveDateTime, end: NaiveDateTime) -> i64 {
    seconds_between(start, end) / 60
}

/// Working seconds from `start` to `end`; 0 when `end` is not later.
pub fn seconds_between(start: NaiveDateTime, end: NaiveDateTime) -> i64 {
    let mut seconds = 0;
    let mut date = start.date();
    while date <= end.date() {
        if is_worked(date) {
            let from = if date == start.date() { i64::from(start.num_seconds_from_midnight()) } else { 0 };
            let to = if date == end.date() { i64::from(end.num_seconds_from_midnight()) } else { 86_400 };
            for (open, close) in SESSIONS {
                seconds += (to.min(close) - from.max(open)).max(0);
            }
        }
        date = next(date);
    }
    seconds
}

/// The same date at 00:00:00, which the exports use for "date only".
pub fn date_only(moment: NaiveDateTime) -> NaiveDateTime {
    moment.date().and_time(NaiveTime::MIN)
}

pub fn is_date_only(moment: NaiveDateTime) -> bool {
    moment.time() == NaiveTime::MIN
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect(text)
    }

    #[test]
    fn a_walk_steps_over_nights_swaps_and_holidays() {
        // domain.md §4.4
        for (start, minutes, end) in [
            ("2026-08-21 10:00", 480, "2026-08-22 10:00"),
            ("2026-11-23 09:00", 480, "2026-11-25 09:00"),
            ("2026-08-28 16:30", 60, "2026-09-03 07:30"),
            ("2026-07-06 07:00", 270, "2026-07-06 11:30"),
            ("2026-07-06 20:15", 480, "2026-07-07 17:00"),
            ("2026-07-10 12:00", 480, "2026-07-13 11:30"),
        ] {
            assert_eq!(walk(moment(start), minutes), moment(end), "{start} + {minutes}");
            assert_eq!(minutes_between(moment(start), moment(end)), minutes, "{start} .. {end}");
        }
    }

    #[test]
    fn a_walk_and_its_length_agree() {
        let mut start = moment("2026-06-20 03:17");
        for minutes in 1..3_000 {
            assert_eq!(minutes_between(start, walk(start, minutes)), minutes);
            start += chrono::Duration::minutes(61);
        }
    }
}
