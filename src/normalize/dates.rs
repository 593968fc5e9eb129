//! Dates in all the spellings that exports use. Day comes first unless the column proves otherwise.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

use super::clean::is_blank_like;

/// Excel's day 0 of the 1900 system, right from 1900-03-01 on.
const EPOCH_1900: (i32, u32, u32) = (1899, 12, 30);
const EPOCH_1904: (i32, u32, u32) = (1904, 1, 1);
/// Vietnam is seven hours ahead of UTC all year.
const VIETNAM_OFFSET_HOURS: i64 = 7;

/// Years that a dossier can have; others are errors in the data.
pub const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    DayFirst,
    MonthFirst,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    Unreadable,
    YearOutOfRange,
}

type Read = Result<NaiveDateTime, DateProblem>;

/// A moment kept to the second, if its year can be.
pub fn checked(moment: NaiveDateTime) -> Read {
    if !YEARS.contains(&moment.year()) {
        return Err(DateProblem::YearOutOfRange);
    }
    let whole = moment.with_nanosecond(0).unwrap_or(moment);
    let rounded = if moment.nanosecond() >= 500_000_000 { whole + Duration::seconds(1) } else { whole };
    Ok(rounded)
}

/// An Excel serial number.
pub fn from_serial(serial: f64, date_1904: bool) -> Read {
    if !serial.is_finite() || !(0.0..3_000_000.0).contains(&serial) {
        return compact(serial).unwrap_or(Err(DateProblem::Unreadable));
    }
    let (y, m, d) = if date_1904 { EPOCH_1904 } else { EPOCH_1900 };
    let start = NaiveDate::from_ymd_opt(y, m, d).ok_or(DateProblem::Unreadable)?.and_time(NaiveTime::MIN);
    checked(start + Duration::seconds((serial * 86_400.0).round() as i64))
}

/// `20240805` and `20240805083000` written as a number.
fn compact(number: f64) -> Option<Read> {
    let whole = number.fract() == 0.0 && (1e7..1e14).contains(&number);
    whole.then(|| from_items(&scan(&format!("{number:.0}"))?, DateOrder::DayFirst)).flatten()
}

/// A date written as text; `None` = nothing is written there.
pub fn from_text(
    text: &str,
    order: DateOrder,
    date_1904: bool,
) -> Result<Option<NaiveDateTime>, DateProblem> {
    let text = text.trim();
    if is_blank_like(text) {
        return Ok(None);
    }
    if let Some(read) = fast(text, order) {
        return read.map(Some);
    }
    if let Some(ms) = text.strip_prefix("/Date(").or_else(|| text.strip_prefix("\\/Date(")) {
        return dot_net(ms).map(Some);
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
        && let Ok(serial) = text.replace(',', ".").parse::<f64>()
        && (1_000.0..100_000.0).contains(&serial)
    {
        return from_serial(serial, date_1904).map(Some);
    }
    let items = scan(text).ok_or(DateProblem::Unreadable)?;
    from_items(&items, order).unwrap_or(Err(DateProblem::Unreadable)).map(Some)
}

/// A time of day that stands in a column of its own: `8:30`, `08:30:15`, `8h30`, `8 giờ 30 phút`,
/// `2:30 CH`; of a whole moment its time. `None` = nothing is written there.
pub fn time_of_day(text: &str) -> Result<Option<NaiveTime>, DateProblem> {
    let text = text.trim();
    if is_blank_like(text) {
        return Ok(None);
    }
    if let Some(read) = text.parse().ok().and_then(time_of_serial) {
        return Ok(Some(read));
    }
    let items = scan(text).ok_or(DateProblem::Unreadable)?;
    if date_at(&items).is_some() {
        return from_text(text, DateOrder::DayFirst, false).map(|moment| moment.map(|m| m.time()));
    }
    let read = clock(&items, &items.list).filter(|_| items[0].before == Before::Nothing);
    let (h, m, s) = read.ok_or(DateProblem::Unreadable)?.0;
    NaiveTime::from_hms_opt(h, m, s).map(Some).ok_or(DateProblem::Unreadable)
}

/// The time of a serial: a share of a day, a whole hour, or the time of a whole moment.
pub fn time_of_serial(serial: f64) -> Option<NaiveTime> {
    let hour_alone = serial.fract() == 0.0 && (1.0..24.0).contains(&serial);
    let share = if hour_alone { serial / 24.0 } else { serial.fract() };
    let in_range = hour_alone || (0.0..1.0).contains(&serial) || (36_526.0..73_415.0).contains(&serial);
    let seconds = in_range.then(|| (share * 86_400.0).round() as u32)?;
    NaiveTime::from_num_seconds_from_midnight_opt(seconds.min(86_399), 0)
}

/// What a text proves about the order of day and month in its column.
pub fn proof(text: &str) -> Option<DateOrder> {
    if let [d1 @ b'0'..=b'9', d2 @ b'0'..=b'9', b'/', m1 @ b'0'..=b'9', m2 @ b'0'..=b'9', b'/', ..] =
        text.as_bytes()
    {
        let number = |a: &u8, b: &u8| u64::from(a - b'0') * 10 + u64::from(b - b'0');
        return order_of(number(d1, d2), number(m1, m2));
    }
    let items = scan(text.trim())?;
    let at = date_at(&items)?;
    let [a, b, c] = [&items[at], &items[at + 1], &items[at + 2]];
    if a.digits > 2 || b.before == Before::Month || c.digits == 1 || c.digits == 3 {
        return None;
    }
    order_of(a.value, b.value)
}

fn order_of(first: u64, second: u64) -> Option<DateOrder> {
    match (first, second) {
        (13..=31, 1..=12) => Some(DateOrder::DayFirst),
        (1..=12, 13..=31) => Some(DateOrder::MonthFirst),
        _ => None,
    }
}

/// The usual `dd/MM/yyyy[ HH:mm[:ss]]` without detours.
fn fast(text: &str, order: DateOrder) -> Option<Read> {
    let b = text.as_bytes();
    let two = |i: usize| {
        let (x, y) = (b.get(i)?.wrapping_sub(b'0'), b.get(i + 1)?.wrapping_sub(b'0'));
        (x < 10 && y < 10).then_some(u32::from(x) * 10 + u32::from(y))
    };
    if !matches!(b.len(), 10 | 16 | 19) || b[2] != b'/' || b[5] != b'/' {
        return None;
    }
    let (first, second, year) = (two(0)?, two(3)?, two(6)? * 100 + two(8)?);
    let (mut h, mut m, mut s) = (0, 0, 0);
    if b.len() >= 16 {
        (h, m) = (two(11)?, two(14)?);
        if b[10] != b' ' || b[13] != b':' {
            return None;
        }
    }
    if b.len() == 19 {
        s = two(17)?;
        if b[16] != b':' {
            return None;
        }
    }
    let (day, month) = if order == DateOrder::DayFirst { (first, second) } else { (second, first) };
    Some(moment(year as i32, month, day, (h, m, s)))
}

fn moment(year: i32, month: u32, day: u32, time: (u32, u32, u32)) -> Read {
    let date = NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::Unreadable)?;
    checked(date.and_hms_opt(time.0, time.1, time.2).ok_or(DateProblem::Unreadable)?)
}

/// `1722819600000)/` or `1722819600000+0700)/`: milliseconds since 1970 in UTC.
fn dot_net(rest: &str) -> Read {
    let end = rest.find([')', '+']).unwrap_or(rest.len());
    // A minus ahead is the sign of the number; a later one is the offset's.
    let end = rest.char_indices().skip(1).find(|(_, c)| *c == '-').map_or(end, |(i, _)| end.min(i));
    let ms: i64 = rest.get(..end).and_then(|t| t.parse().ok()).ok_or(DateProblem::Unreadable)?;
    let utc = DateTime::from_timestamp_millis(ms).ok_or(DateProblem::YearOutOfRange)?;
    let local = utc.naive_utc().checked_add_signed(Duration::hours(VIETNAM_OFFSET_HOURS));
    checked(local.ok_or(DateProblem::YearOutOfRange)?)
}

/// What stands before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Before {
    Nothing,
    /// Space, comma, `T`, "ngày", "lúc".
    Gap,
    Slash,
    Dash,
    Dot,
    Colon,
    /// "tháng"
    Month,
    /// "năm"
    Year,
    /// "h", "giờ", "g", "phút"
    Hours,
    Plus,
}

#[derive(Clone, Copy, Debug)]
struct Item {
    before: Before,
    value: u64,
    digits: usize,
}

/// The numbers of a text with what stands before each, then what stands at the end.
struct Items {
    list: Vec<Item>,
    /// 12-hour clock: `Some(true)` = afternoon.
    afternoon: Option<bool>,
    utc: bool,
}

impl std::ops::Deref for Items {
    type Target = [Item];
    fn deref(&self) -> &[Item] {
        &self.list
    }
}

fn scan(text: &str) -> Option<Items> {
    let mut items = Items { list: Vec::with_capacity(7), afternoon: None, utc: false };
    let mut between = String::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if !c.is_ascii_digit() {
            between.push(c);
            continue;
        }
        let mut value = u64::from(c as u8 - b'0');
        let mut digits = 1;
        while let Some(d) = chars.peek().and_then(|c| c.to_digit(10)) {
            chars.next();
            digits += 1;
            value = value.checked_mul(10)?.checked_add(u64::from(d))?;
        }
        let before = before(&between, items.list.is_empty(), &mut items.afternoon)?;
        items.list.push(Item { before, value, digits });
        between.clear();
        if items.list.len() > 9 {
            return None;
        }
    }
    match between.trim().trim_end_matches(['.', ',']).to_lowercase().as_str() {
        "" | "h" | "giờ" | "phút" | "'" | "g" => {}
        "z" | "utc" => items.utc = true,
        end => items.afternoon = Some(afternoon(end)?),
    }
    (!items.list.is_empty()).then_some(items)
}

fn afternoon(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" | "sa" | "sáng" => Some(false),
        "pm" | "p.m" | "ch" | "chiều" | "tối" => Some(true),
        _ => None,
    }
}

fn before(between: &str, first: bool, noon: &mut Option<bool>) -> Option<Before> {
    match between {
        "/" => return Some(Before::Slash),
        ":" => return Some(Before::Colon),
        " " => return Some(Before::Gap),
        "-" => return Some(Before::Dash),
        "" if first => return Some(Before::Nothing),
        _ => {}
    }
    let lower = between.to_lowercase();
    let word = lower.trim_matches(|c: char| c.is_whitespace() || c == ',' || c == ';');
    let word = word.trim();
    Some(match word {
        "" | "t" | "ngày" | "lúc" | "(" | "vào lúc" | "phút ngày" | "phút, ngày" | "vào" => {
            Before::Gap
        }
        "/" => Before::Slash,
        "-" | "–" => Before::Dash,
        "." => Before::Dot,
        ":" => Before::Colon,
        "+" => Before::Plus,
        "tháng" => Before::Month,
        "năm" => Before::Year,
        "h" | "giờ" | "g" | "phút" => Before::Hours,
        "h ngày" | "giờ ngày" | "h, ngày" | "' ngày" => Before::Gap,
        other => {
            *noon = Some(afternoon(other)?);
            Before::Gap
        }
    })
}

/// Where the date begins among the numbers.
fn date_at(items: &Items) -> Option<usize> {
    (0..items.len().saturating_sub(2)).find(|&i| {
        let (b, c) = (items[i + 1].before, items[i + 2].before);
        let starts = i == 0 || matches!(items[i].before, Before::Gap | Before::Dash);
        let same = b == c && matches!(b, Before::Slash | Before::Dash | Before::Dot);
        let worded = b == Before::Month && matches!(c, Before::Year | Before::Slash);
        starts && (same || worded)
    })
}

fn from_items(items: &Items, order: DateOrder) -> Option<Read> {
    if items.len() == 1 && matches!(items[0].digits, 8 | 14) {
        let (value, seconds) = if items[0].digits == 14 {
            (items[0].value / 1_000_000, items[0].value % 1_000_000)
        } else {
            (items[0].value, 0)
        };
        let time = (seconds / 10_000, seconds / 100 % 100, seconds % 100);
        return Some(moment(
            (value / 10_000) as i32,
            (value / 100 % 100) as u32,
            (value % 100) as u32,
            (time.0 as u32, time.1 as u32, time.2 as u32),
        ));
    }
    let at = date_at(items)?;
    let [a, b, c] = [items[at], items[at + 1], items[at + 2]];
    let (year, month, day) = match (a.digits, c.digits) {
        (4, 1..=2) => (a.value, b.value, c.value),
        (1..=2, 2 | 4) => {
            let year = if c.digits == 2 { 2000 + c.value } else { c.value };
            if order == DateOrder::DayFirst || b.before == Before::Month {
                (year, b.value, a.value)
            } else {
                (year, a.value, b.value)
            }
        }
        _ => return None,
    };
    let (time, offset) = time(items, at)?;
    let read = moment(year as i32, u32::try_from(month).ok()?, u32::try_from(day).ok()?, time);
    Some(read.and_then(|m| checked(m + Duration::minutes(offset))))
}

/// The time beside the date that begins at `at`, and the minutes to add to make it local.
fn time(items: &Items, at: usize) -> Option<((u32, u32, u32), i64)> {
    let rest: Vec<Item> = items[..at].iter().chain(&items[at + 3..]).copied().collect();
    clock(items, &rest)
}

fn clock(items: &Items, rest: &[Item]) -> Option<((u32, u32, u32), i64)> {
    let mut clock = [0u64; 3];
    let mut n = 0;
    let mut offset = items.utc.then_some(0);
    let mut rest = rest.iter().enumerate().peekable();
    while let Some((i, item)) = rest.next() {
        let follows = match item.before {
            Before::Colon | Before::Hours => n > 0,
            Before::Nothing | Before::Gap => n == 0,
            _ => false,
        };
        if follows && n < 3 && item.digits <= 2 {
            clock[n] = item.value;
            n += 1;
        } else if item.before == Before::Dot && n == 3 && i >= 3 {
            // fraction of a second
        } else if matches!(item.before, Before::Plus | Before::Dash) && n >= 2 && offset.is_none() {
            let minutes = if item.digits == 4 {
                (item.value / 100 * 60 + item.value % 100) as i64
            } else {
                let more = rest.next_if(|(_, m)| m.before == Before::Colon).map_or(0, |(_, m)| m.value);
                (item.value * 60 + more) as i64
            };
            offset = Some(if item.before == Before::Plus { minutes } else { -minutes });
        } else {
            return None;
        }
    }
    if let Some(afternoon) = items.afternoon {
        if n == 0 || clock[0] == 0 || clock[0] > 12 && !afternoon {
            return None;
        }
        if clock[0] <= 12 {
            clock[0] = clock[0] % 12 + if afternoon { 12 } else { 0 };
        }
    }
    let local = offset.map_or(0, |o| VIETNAM_OFFSET_HOURS * 60 - o);
    Some(((clock[0] as u32, clock[1] as u32, clock[2] as u32), local))
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
