//! How numbers, dates and lengths of time are written in each language.
//!
//! Vietnamese writes 1.234,50 and 31/10/2026; English 1,234.50 and 2026-10-31.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::{Lang, Phrase};

/// Working minutes of one working day (8 working hours).
const DAY: i64 = 480;

/// `1.234` / `1,234`
pub fn integer(n: i64, lang: Lang) -> String {
    let digits = n.unsigned_abs().to_string();
    let separator = match lang {
        Lang::Vi => '.',
        Lang::En => ',',
    };
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    if n < 0 { format!("−{text}") } else { text }
}

/// Two decimals: `97,50` / `97.50`.
pub fn decimal(x: f64, lang: Lang) -> String {
    let text = format!("{x:.2}").replace('-', "−");
    match lang {
        Lang::Vi => text.replace('.', ","),
        Lang::En => text,
    }
}

/// A percentage given in percent: `97,50%` / `97.50%`.
pub fn percent(x: f64, lang: Lang) -> String {
    format!("{}%", decimal(x, lang))
}

/// A percentage without needless zeros, for targets and labels: `80%`, `97,5%`.
pub fn short_percent(x: f64, lang: Lang) -> String {
    let text = decimal(x, lang);
    format!("{}%", text.trim_end_matches('0').trim_end_matches(['.', ',']))
}

pub fn money(dong: i64, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("{} đ", integer(dong, lang)),
        Lang::En => format!("{} VND", integer(dong, lang)),
    }
}

pub fn date(date: NaiveDate, lang: Lang) -> String {
    match lang {
        Lang::Vi => date.format("%d/%m/%Y").to_string(),
        Lang::En => date.format("%Y-%m-%d").to_string(),
    }
}

/// Date and time; a time of 00:00:00 means "date only" and is not written, seconds only if there.
pub fn moment(at: NaiveDateTime, lang: Lang) -> String {
    let day = date(at.date(), lang);
    if at.time() == NaiveTime::MIN {
        return day;
    }
    let time = if at.second() == 0 { at.format("%H:%M") } else { at.format("%H:%M:%S") };
    format!("{day} {time}")
}

pub fn yes_no(flag: bool, lang: Lang) -> &'static str {
    match (flag, lang) {
        (true, Lang::Vi) => "có",
        (false, Lang::Vi) => "không",
        (true, Lang::En) => "yes",
        (false, Lang::En) => "no",
    }
}

/// A length of working time; a working day is 8 working hours: `1 ngày 6 giờ 30 phút`.
pub fn working_time(minutes: i64) -> Phrase {
    let sign = if minutes < 0 { "−" } else { "" };
    let minutes = minutes.unsigned_abs() as i64;
    let parts =
        [(minutes / DAY, "ngày", "d"), (minutes % DAY / 60, "giờ", "h"), (minutes % DAY % 60, "phút", "min")];
    let mut phrase = Phrase::same(sign);
    let some: Vec<_> = parts.iter().filter(|part| part.0 > 0).collect();
    for (i, (n, vi, en)) in some.iter().enumerate() {
        let space = if i == 0 { "" } else { " " };
        phrase.vi += &format!("{space}{n} {vi}");
        phrase.en += &format!("{space}{n} {en}");
    }
    if some.is_empty() {
        phrase = Phrase::new("0 phút", "0 min");
    }
    phrase
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_language() {
        assert_eq!(integer(1_234_567, Lang::Vi), "1.234.567");
        assert_eq!(integer(-999, Lang::En), "−999");
        assert_eq!(integer(i64::MIN, Lang::Vi), "−9.223.372.036.854.775.808");
        assert_eq!(percent(97.5, Lang::Vi), "97,50%");
        assert_eq!(short_percent(100.0, Lang::Vi), "100%");
        assert_eq!(short_percent(97.5, Lang::En), "97.5%");
        assert_eq!(short_percent(0.0, Lang::En), "0%");
    }

    #[test]
    fn midnight_is_a_date_only() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 2).unwrap();
        assert_eq!(moment(day.and_time(NaiveTime::MIN), Lang::Vi), "02/09/2026");
        assert_eq!(moment(day.and_hms_opt(7, 5, 0).unwrap(), Lang::Vi), "02/09/2026 07:05");
        assert_eq!(moment(day.and_hms_opt(7, 5, 9).unwrap(), Lang::En), "2026-09-02 07:05:09");
    }

    #[test]
    fn working_time_counts_days_of_eight_hours() {
        assert_eq!(working_time(390).vi, "6 giờ 30 phút");
        assert_eq!(working_time(480).vi, "1 ngày");
        assert_eq!(working_time(1051).en, "2 d 1 h 31 min");
        assert_eq!(working_time(0).vi, "0 phút");
        assert_eq!(working_time(-61).vi, "−1 giờ 1 phút");
    }
}
