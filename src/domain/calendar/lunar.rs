//! Lunar dates of the Vietnamese calendar (UTC+7): when Tết and the Hùng Kings' day fall.
//!
//! After Hồ Ngọc Đức's computation with Meeus' new-moon and solar-longitude series; exact for the
//! years that a working calendar can reach (compared with the official ones in the tests).

use std::f64::consts::PI;

use chrono::{Datelike, NaiveDate};

/// Mean length of a lunar month, and the new moon of 1 January 1900 in Julian days.
const MONTH: f64 = 29.530588853;
const EPOCH: f64 = 2415021.076998695;
/// Julian day number of the day before 0001-01-01.
const CE_TO_JULIAN: i64 = 1_721_425;
/// UTC+7 as a part of a day.
const ZONE: f64 = 7.0 / 24.0;

/// The first day of the lunar year that begins in `year`.
pub fn tet(year: i32) -> Option<NaiveDate> {
    solar_date(1, 1, year)
}

/// The 10th day of the third lunar month.
pub fn hung_kings_day(year: i32) -> Option<NaiveDate> {
    solar_date(10, 3, year)
}

/// Months 1 to 10 only, never the leap one.
fn solar_date(day: i64, month: i64, year: i32) -> Option<NaiveDate> {
    let (start, end) = (eleventh_month(year - 1)?, eleventh_month(year)?);
    let first = (0.5 + (start as f64 - EPOCH) / MONTH).floor() as i64;
    let mut offset = month + 1;
    if end - start > 365 && offset >= leap_month_offset(first) {
        offset += 1;
    }
    let julian = new_moon(first + offset) + day - 1;
    NaiveDate::from_num_days_from_ce_opt(i32::try_from(julian - CE_TO_JULIAN).ok()?)
}

/// Julian day on which the eleventh lunar month (the one of the winter solstice) of `year` begins.
fn eleventh_month(year: i32) -> Option<i64> {
    let last_day = NaiveDate::from_ymd_opt(year, 12, 31)?;
    let julian = i64::from(last_day.num_days_from_ce()) + CE_TO_JULIAN;
    let k = ((julian as f64 - 2415021.0) / MONTH).floor() as i64;
    let start = new_moon(k);
    Some(if sun_sector(start) >= 9 { new_moon(k - 1) } else { start })
}

/// In a year of 13 months: the first month after the eleventh in which the sun enters no new sector.
fn leap_month_offset(first: i64) -> i64 {
    let mut before = sun_sector(new_moon(first + 1));
    for i in 2..14 {
        let sector = sun_sector(new_moon(first + i));
        if sector == before {
            return i - 1;
        }
        before = sector;
    }
    13
}

/// Julian day (local) of the `k`-th new moon after 1 January 1900.
fn new_moon(k: i64) -> i64 {
    let k = k as f64;
    let t = k / 1236.85;
    let (t2, t3) = (t * t, t * t * t);
    let sin = |degrees: f64| (degrees * PI / 180.0).sin();
    let mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
        + 0.00033 * sin(166.56 + 132.87 * t - 0.009173 * t2);
    let m = 359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3;
    let mp = 306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3;
    let f = 21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3;
    let correction = (0.1734 - 0.000393 * t) * sin(m) + 0.0021 * sin(2.0 * m) - 0.4068 * sin(mp)
        + 0.0161 * sin(2.0 * mp)
        - 0.0004 * sin(3.0 * mp)
        + 0.0104 * sin(2.0 * f)
        - 0.0051 * sin(m + mp)
        - 0.0074 * sin(m - mp)
        + 0.0004 * sin(2.0 * f + m)
        - 0.0004 * sin(2.0 * f - m)
        - 0.0006 * sin(2.0 * f + mp)
        + 0.0010 * sin(2.0 * f - mp)
        + 0.0005 * sin(2.0 * mp + m);
    let delta = -0.000278 + 0.000265 * t + 0.000262 * t2;
    (mean + correction - delta + 0.5 + ZONE).floor() as i64
}

/// Which twelfth of its yearly way the sun is in at the start of this Julian day (0 = from spring equinox).
fn sun_sector(julian: i64) -> i64 {
    let t = (julian as f64 - 2451545.5 - ZONE) / 36525.0;
    let t2 = t * t;
    let sin = |degrees: f64| (degrees * PI / 180.0).sin();
    let m = 357.52910 + 35999.05030 * t - 0.0001559 * t2 - 0.00000048 * t * t2;
    let mean = 280.46645 + 36000.76983 * t + 0.0003032 * t2;
    let shift = (1.914600 - 0.004817 * t - 0.000014 * t2) * sin(m)
        + (0.019993 - 0.000101 * t) * sin(2.0 * m)
        + 0.000290 * sin(3.0 * m);
    ((mean + shift).rem_euclid(360.0) / 30.0).floor() as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tet_and_hung_kings_day_of_known_years() {
        let tet_days = [
            "2021-02-12",
            "2022-02-01",
            "2023-01-22",
            "2024-02-10",
            "2025-01-29",
            "2026-02-17",
            "2027-02-06",
            "2007-02-17",
            "2030-02-02",
            "2033-01-31",
        ];
        for text in tet_days {
            let date: NaiveDate = text.parse().unwrap();
            assert_eq!(tet(date.year()), Some(date));
        }
        let kings = [
            "2021-04-21",
            "2022-04-10",
            "2023-04-29",
            "2024-04-18",
            "2025-04-07",
            "2026-04-26",
            "2027-04-16",
        ];
        for text in kings {
            let date: NaiveDate = text.parse().unwrap();
            assert_eq!(hung_kings_day(date.year()), Some(date));
        }
    }
}
