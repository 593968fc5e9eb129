//! When a file was exported and which days it covers, from its title and footer lines or its name.

use std::sync::LazyLock;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use regex::Regex;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::dates::{self, DateOrder};

static EXPORTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b(?:ngay|thoi gian|thoi diem|gio|luc)\s+(?:trich\s+|ket\s+)?(?:ket xuat|xuat|in|lap bao cao|tao bao cao)\b|\b(?:ket xuat|trich xuat|xuat|in)(?:\s+(?:bao cao|du lieu|file|tep))?\s+(?:luc|ngay|vao)\b|\bso lieu (?:tinh )?den\b)(.*)",
    )
});
static PERIOD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!(
        r"tu\s+(?:ngay|luc)?[\s:]*({DATE}).{{0,20}}?(?:den|toi|-|–)\s*(?:het\s+)?(?:ngay|luc)?[\s:]*({DATE})"
    ))
});
static MOMENT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(&format!("{TIME}[\\s,;-]*(?:ngay\\s*)?{DATE}|{DATE}(?:[\\s,t-]+(?:luc\\s*)?{TIME})?"))
});
static HOUR_WORDS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(\d{1,2})\s*(?:h|gio)\s*(\d{1,2})(?:\s*phut)?"));
/// `2026_08_05_07_30`, `2026-08-05`, `20260805_0730`, `05-08-2026`, `05082026` in a file name.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\D)(20\d\d)[-_. ]?(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?:[-_. tT]+([01]\d|2[0-3])[-_.:h]?([0-5]\d)(?:[-_.:]?([0-5]\d))?)?(?:\D|$)",
    )
});
static NAMED_DAY_FIRST: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:^|\D)(0?[1-9]|[12]\d|3[01])[-_. ](0?[1-9]|1[0-2])[-_. ](20\d\d)(?:\D|$)|(?:^|\D)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])(20\d\d)(?:\D|$)",
    )
});

const DATE: &str = r"(?:\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\s+thang\s+\d{1,2}\s+nam\s+\d{4})";
const TIME: &str = r"\d{1,2}\s*(?::|h|gio)\s*\d{1,2}(?:\s*phut)?(?::\d{1,2})?";

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// What the lines around the tables say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub exported_at: Option<NaiveDateTime>,
    pub scope: Option<(NaiveDate, NaiveDate)>,
}

/// Reads title and footer lines; the first that says it counts.
pub fn said_in<'a>(lines: impl IntoIterator<Item = &'a str>) -> Said {
    let mut said = Said::default();
    for line in lines {
        let line = bare(line);
        if said.scope.is_none() {
            said.scope = period(&line);
        }
        if said.exported_at.is_none()
            && let Some(found) = EXPORTED.captures(&line)
        {
            said.exported_at = moment_in(found.get(1).map_or("", |m| m.as_str()));
        }
    }
    said
}

/// A date (and time) in a file name.
pub fn named_in(file_name: &str) -> Option<NaiveDateTime> {
    let number = |m: Option<regex::Match>| m.and_then(|m| m.as_str().parse::<u32>().ok());
    if let Some(c) = NAMED.captures(file_name) {
        let date = NaiveDate::from_ymd_opt(number(c.get(1))? as i32, number(c.get(2))?, number(c.get(3))?)?;
        let time = number(c.get(4)).zip(number(c.get(5)));
        return match time {
            Some((h, m)) => date.and_hms_opt(h, m, number(c.get(6)).unwrap_or(0)),
            None => Some(end_of_day(date)),
        };
    }
    let c = NAMED_DAY_FIRST.captures(file_name)?;
    let part = |i: usize| number(c.get(i).or_else(|| c.get(i + 3)));
    NaiveDate::from_ymd_opt(part(3)? as i32, part(2)?, part(1)?).map(end_of_day)
}

/// 23:59:59 of a day; a moment that is only a date means so.
pub fn end_of_day(date: NaiveDate) -> NaiveDateTime {
    date.and_time(NaiveTime::from_hms_opt(23, 59, 59).unwrap_or(NaiveTime::MIN))
}

pub fn or_end_of_day(moment: NaiveDateTime) -> NaiveDateTime {
    if moment.num_seconds_from_midnight() == 0 { end_of_day(moment.date()) } else { moment }
}

fn period(line: &str) -> Option<(NaiveDate, NaiveDate)> {
    let found = PERIOD.captures(line)?;
    let (start, end) = (moment_in(&found[1])?.date(), moment_in(&found[2])?.date());
    (start <= end).then_some((start, end))
}

fn moment_in(text: &str) -> Option<NaiveDateTime> {
    let found = MOMENT.find(text)?.as_str();
    let compact = HOUR_WORDS.replace(found, "$1:$2").replace("thang", "tháng").replace("nam", "năm");
    let compact = compact.replace("ngay", "").replace("luc", " ");
    let read = dates::from_text(&compact, DateOrder::DayFirst, false).ok()??;
    Some(or_end_of_day(read))
}

/// Lower case without accents; punctuation stays.
fn bare(line: &str) -> String {
    let letters = line.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    letters.map(|c| if c == 'đ' { 'd' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exported(line: &str) -> String {
        said_in([line]).exported_at.map(|m| m.to_string()).unwrap_or_default()
    }

    #[test]
    fn export_lines() {
        for line in [
            "Ngày kết xuất: 05/08/2026 07:30:00",
            "In lúc 07:30 ngày 05/08/2026",
            "Kết xuất lúc 07 giờ 30 phút ngày 05 tháng 8 năm 2026",
            "Thời gian kết xuất 2026-08-05 07:30",
            "(Xuất dữ liệu ngày 05/08/2026 07:30)",
            "Người in: CB; Ngày in: 05/08/2026 07h30",
        ] {
            assert_eq!(exported(line), "2026-08-05 07:30:00", "{line}");
        }
        assert_eq!(exported("Ngày xuất: 5/8/2026"), "2026-08-05 23:59:59");
        assert_eq!(exported("Vạn Phước, ngày 05 tháng 8 năm 2026"), "");
        assert_eq!(exported("Ngày in"), "");
    }

    #[test]
    fn period_lines() {
        let day = |d, m| NaiveDate::from_ymd_opt(2026, m, d).unwrap();
        for line in [
            "(Từ ngày 01/07/2026 đến ngày 31/07/2026)",
            "Từ ngày: 01/07/2026 - Đến ngày: 31/07/2026",
            "Từ 1/7/2026 đến 31/7/2026",
            "từ ngày 01 tháng 7 năm 2026 đến hết ngày 31 tháng 7 năm 2026",
        ] {
            assert_eq!(said_in([line]).scope, Some((day(1, 7), day(31, 7))), "{line}");
        }
    }

    #[test]
    fn dates_in_file_names() {
        let text = |name| named_in(name).map(|m| m.to_string()).unwrap_or_default();
        assert_eq!(text("Sổ theo dõi hồ sơ_2026_08_05_07_30.xlsx"), "2026-08-05 07:30:00");
        assert_eq!(text("export-20260805.csv"), "2026-08-05 23:59:59");
        assert_eq!(text("hồ sơ 05-08-2026.xls"), "2026-08-05 23:59:59");
        assert_eq!(text("hs_05082026.xls"), "2026-08-05 23:59:59");
        assert_eq!(text("hs_2026-13-05.xls"), "");
        assert_eq!(text("danh sach 123456789.xls"), "");
    }
}
