//! Periods of a report: `2024`, `2024-Q2`, `2024-04`, `2024-W15`, `2024-04-01..2024-04-30`.
//!
//! A period is its first and last day; what kind it is (month, quarter …) shows in those.

use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use crate::error::{Error, Result};
use crate::words::notation;
use crate::words::{Lang, period as words};

/// Whole days from `start` to `end`, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Period {
    pub start: NaiveDate,
    pub end: NaiveDate,
}

/// The kinds of period that have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Year,
    Quarter,
    Month,
    /// ISO week, Monday to Sunday.
    Week,
    Range,
}

impl Period {
    /// Fails (usage) on anything but the five forms, and on a range that ends before it starts.
    pub fn parse(text: &str) -> Result<Period> {
        let text = text.trim();
        parse(text).ok_or_else(|| Error::usage(words::bad_period(text)).help(words::period_help()))
    }

    /// The month that `date` lies in.
    pub fn month_of(date: NaiveDate) -> Period {
        let start = date.with_day(1).unwrap_or(date);
        Period { start, end: last_day(start, 1).unwrap_or(date) }
    }

    /// The ISO week that `date` lies in.
    pub fn week_of(date: NaiveDate) -> Period {
        let week = date.week(Weekday::Mon);
        let start = week.checked_first_day().unwrap_or(date);
        Period { start, end: week.checked_last_day().unwrap_or(date) }
    }

    pub fn contains(&self, date: NaiveDate) -> bool {
        self.start <= date && date <= self.end
    }

    /// Number of days.
    pub fn days(&self) -> i64 {
        (self.end - self.start).num_days() + 1
    }

    /// The period of the same kind just before; of a range: as many days just before.
    pub fn previous(&self) -> Period {
        let end = self.start.pred_opt().unwrap_or(self.start);
        let start = match self.kind() {
            Kind::Year => self.start.checked_sub_months(Months::new(12)),
            Kind::Quarter => self.start.checked_sub_months(Months::new(3)),
            Kind::Month => self.start.checked_sub_months(Months::new(1)),
            Kind::Week | Kind::Range => self.start.checked_sub_days(Days::new(self.days().unsigned_abs())),
        };
        Period { start: start.unwrap_or(end).min(end), end }
    }

    /// How a person calls it: "Tháng 10/2026", "Quarter 2/2026", "Từ 01/10/2026 đến 15/10/2026".
    pub fn label(&self, lang: Lang) -> String {
        let (start, year) = (self.start, self.start.year());
        let phrase = match self.kind() {
            Kind::Year => words::year(year),
            Kind::Quarter => words::quarter(["I", "II", "III", "IV"][start.month0() as usize / 3], year),
            Kind::Month => words::month(format!("{:02}", start.month()), year),
            Kind::Week => {
                let days = format!("{} – {}", notation::date(start, lang), notation::date(self.end, lang));
                words::week(start.iso_week().week(), start.iso_week().year(), days)
            }
            Kind::Range => words::range(notation::date(start, lang), notation::date(self.end, lang)),
        };
        phrase.text(lang).to_string()
    }

    /// How it is written on the command line; `Period::parse` reads it back.
    pub fn key(&self) -> String {
        let (start, year) = (self.start, self.start.year());
        match self.kind() {
            Kind::Year => format!("{year:04}"),
            Kind::Quarter => format!("{year:04}-Q{}", start.month0() / 3 + 1),
            Kind::Month => format!("{year:04}-{:02}", start.month()),
            Kind::Week => format!("{:04}-W{:02}", start.iso_week().year(), start.iso_week().week()),
            Kind::Range => format!("{start}..{}", self.end),
        }
    }

    fn kind(&self) -> Kind {
        let (start, end) = (self.start, self.end);
        let months = |n| start.day() == 1 && last_day(start, n) == Some(end);
        if start.month() == 1 && months(12) {
            Kind::Year
        } else if start.month0() % 3 == 0 && months(3) {
            Kind::Quarter
        } else if months(1) {
            Kind::Month
        } else if start.weekday() == Weekday::Mon && self.days() == 7 {
            Kind::Week
        } else {
            Kind::Range
        }
    }
}

/// The last day of the `n` months that begin on `start`.
fn last_day(start: NaiveDate, n: u32) -> Option<NaiveDate> {
    start.checked_add_months(Months::new(n))?.pred_opt()
}

fn parse(text: &str) -> Option<Period> {
    if let Some((start, end)) = text.split_once("..") {
        let (start, end) = (date(start)?, date(end)?);
        return (start <= end).then_some(Period { start, end });
    }
    let (year, rest) = text.split_once('-').map_or((text, None), |(year, rest)| (year, Some(rest)));
    let year = digits(year, 4)? as i32;
    let months = |first: u32, n: u32| {
        let start = NaiveDate::from_ymd_opt(year, first, 1)?;
        Some(Period { start, end: last_day(start, n)? })
    };
    let Some(rest) = rest else { return months(1, 12) };
    if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
        let quarter = digits(quarter, 1).filter(|q| (1..=4).contains(q))?;
        return months(quarter * 3 - 2, 3);
    }
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let week = digits(week, 2).or_else(|| digits(week, 1))?;
        return Some(Period::week_of(NaiveDate::from_isoywd_opt(year, week, Weekday::Mon)?));
    }
    if rest.contains('-') {
        let start = date(text)?;
        return Some(Period { start, end: start });
    }
    months(digits(rest, 2)?, 1)
}

/// A number of exactly `n` ASCII digits.
fn digits(text: &str, n: usize) -> Option<u32> {
    (text.len() == n && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn date(text: &str) -> Option<NaiveDate> {
    let text = text.trim();
    (text.len() == 10).then(|| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok())?
}

/// `YYYY-MM-DD[ HH:MM[:SS]]` (a `T` between is fine); a date alone is the end of that day, 23:59:59.
pub fn parse_as_of(text: &str) -> Result<NaiveDateTime> {
    let end_of_day = NaiveTime::from_hms_opt(23, 59, 59).unwrap_or_default();
    parse_moment(text, end_of_day)
}

/// As [`parse_as_of`]; a date alone is that date at `time`.
pub fn parse_moment(text: &str, time: NaiveTime) -> Result<NaiveDateTime> {
    let text = text.trim();
    let forms = ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"];
    let instant = forms.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
    instant
        .or_else(|| date(text).map(|date| date.and_time(time)))
        .ok_or_else(|| Error::usage(words::bad_moment(text)).help(words::moment_help()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> (String, String) {
        let period = Period::parse(text).unwrap();
        (period.start.to_string(), period.end.to_string())
    }

    fn pair(start: &str, end: &str) -> (String, String) {
        (start.to_string(), end.to_string())
    }

    #[test]
    fn five_forms() {
        assert_eq!(period("2024"), pair("2024-01-01", "2024-12-31"));
        assert_eq!(period("2024-Q2"), pair("2024-04-01", "2024-06-30"));
        assert_eq!(period("2024-02"), pair("2024-02-01", "2024-02-29"));
        assert_eq!(period("2024-W15"), pair("2024-04-08", "2024-04-14"));
        assert_eq!(period("2026-W53"), pair("2026-12-28", "2027-01-03"));
        assert_eq!(period("2024-04-01..2024-04-30"), pair("2024-04-01", "2024-04-30"));
        assert_eq!(period(" 2024-04-03 "), pair("2024-04-03", "2024-04-03"));
    }

    #[test]
    fn anything_else_is_refused() {
        let bad = [
            "",
            "24",
            "2024-13",
            "2024-00",
            "2024-Q5",
            "2024-W54",
            "2025-W53",
            "2024-4",
            "2024-02-30",
            "2024-04-30..2024-04-01",
            "2024-04..2024-05",
            "quý 2",
            "2024-Q",
            "-",
            "..",
            "2024-é",
        ];
        for text in bad {
            assert!(Period::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn the_period_before() {
        let before = |text: &str| Period::parse(text).unwrap().previous().key();
        assert_eq!(before("2024"), "2023");
        assert_eq!(before("2024-Q1"), "2023-Q4");
        assert_eq!(before("2024-03"), "2024-02");
        assert_eq!(before("2025-W01"), "2024-W52");
        assert_eq!(before("2024-04-01..2024-04-30"), "2024-03");
        assert_eq!(before("2024-04-05..2024-04-14"), "2024-03-26..2024-04-04");
    }

    #[test]
    fn keys_read_back_and_labels_follow_the_language() {
        for text in ["2024", "2024-Q2", "2024-04", "2026-W53", "2024-04-05..2024-04-14"] {
            assert_eq!(Period::parse(text).unwrap().key(), text);
        }
        let label = |text: &str, lang| Period::parse(text).unwrap().label(lang);
        assert_eq!(label("2026-10", Lang::Vi), "Tháng 10/2026");
        assert_eq!(label("2026-Q3", Lang::Vi), "Quý III/2026");
        assert_eq!(label("2026-10-01..2026-10-15", Lang::Vi), "Từ 01/10/2026 đến 15/10/2026");
        assert_eq!(label("2026-10-01..2026-10-15", Lang::En), "From 2026-10-01 to 2026-10-15");
    }

    #[test]
    fn a_date_alone_is_the_end_of_that_day() {
        assert_eq!(parse_as_of("2026-10-31").unwrap().to_string(), "2026-10-31 23:59:59");
        assert_eq!(parse_as_of("2026-10-31 08:00").unwrap().to_string(), "2026-10-31 08:00:00");
        assert_eq!(parse_as_of("2026-10-31T08:00:05").unwrap().to_string(), "2026-10-31 08:00:05");
        assert!(parse_as_of("31/10/2026").is_err());
    }
}
