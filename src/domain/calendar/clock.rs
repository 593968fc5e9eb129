//! The arithmetic of working time: a prefix table over the days, so that a question is two look-ups.
//!
//! Promises: total and exact in whole seconds; half-open (the second of closing does not count);
//! outside the table weekends and the nearest office hours hold, at the same O(1) cost; no date makes
//! it fail (results beyond chrono's range stop at its ends).

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// Most sessions that one day can have.
pub const MAX_SESSIONS: usize = 4;

/// The sessions of one day as opening second and length; unused places have length 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    opens: [i32; MAX_SESSIONS],
    lengths: [i32; MAX_SESSIONS],
}

impl Pattern {
    pub const CLOSED: Pattern = Pattern { opens: [0; MAX_SESSIONS], lengths: [0; MAX_SESSIONS] };

    /// `sessions`: (open, close) in seconds of the day, in order; at most [`MAX_SESSIONS`].
    pub fn new(sessions: &[(u32, u32)]) -> Pattern {
        let mut pattern = Pattern::CLOSED;
        for (i, (open, close)) in sessions.iter().take(MAX_SESSIONS).enumerate() {
            pattern.opens[i] = *open as i32;
            pattern.lengths[i] = close.saturating_sub(*open) as i32;
        }
        pattern
    }

    pub fn seconds(&self) -> i64 {
        i64::from(self.lengths.iter().sum::<i32>())
    }

    /// Working seconds from midnight to this second of the day.
    #[inline]
    fn until(&self, second: u32) -> i64 {
        let mut sum = 0;
        for i in 0..MAX_SESSIONS {
            sum += (second as i32 - self.opens[i]).clamp(0, self.lengths[i]);
        }
        i64::from(sum)
    }

    fn sessions(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        (0..MAX_SESSIONS)
            .filter(|i| self.lengths[*i] > 0)
            .map(|i| (self.opens[i] as u32, (self.opens[i] + self.lengths[i]) as u32))
    }

    /// The second at which `seconds` (1 ..= all of them) have been worked.
    fn reached(&self, mut seconds: i64) -> u32 {
        let mut last = 0;
        for (open, close) in self.sessions() {
            let length = i64::from(close - open);
            if seconds <= length {
                return open + seconds.max(0) as u32;
            }
            seconds -= length;
            last = close;
        }
        last
    }
}

/// One day of the table.
#[derive(Clone, Debug)]
struct Day {
    /// Working seconds from the table's start to this day's midnight.
    seconds_before: i64,
    /// Working days from the table's start to this day, without it.
    days_before: i32,
    pattern: u16,
}

/// Prefix sums of working time for a stretch of days, and the weekly rule outside it.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Day number (chrono's days from CE) of the first day of the table.
    first: i32,
    days: Vec<Day>,
    /// Pattern 0 is the closed day.
    patterns: Vec<Pattern>,
    seconds_total: i64,
    days_total: i64,
    /// A working day before and after the table.
    head: Pattern,
    tail: Pattern,
}

impl Clock {
    /// A table for `first ..= last`; `pattern` gives a day's sessions, `None` for a day off.
    /// `head` and `tail` are the working days outside it and must have at least one second.
    pub fn new(
        first: NaiveDate,
        last: NaiveDate,
        pattern: impl Fn(NaiveDate) -> Option<Pattern>,
        head: Pattern,
        tail: Pattern,
    ) -> Clock {
        let mut clock = Clock {
            first: first.num_days_from_ce(),
            days: Vec::new(),
            patterns: vec![Pattern::CLOSED],
            seconds_total: 0,
            days_total: 0,
            head,
            tail,
        };
        for date in first.iter_days().take_while(|date| *date <= last) {
            let index = pattern(date).map_or(0, |pattern| clock.index_of(pattern));
            clock.days.push(Day {
                seconds_before: clock.seconds_total,
                days_before: clock.days_total as i32,
                pattern: index as u16,
            });
            clock.seconds_total += clock.patterns[index].seconds();
            clock.days_total += i64::from(index > 0);
        }
        clock
    }

    fn index_of(&mut self, pattern: Pattern) -> usize {
        self.patterns.iter().position(|known| *known == pattern).unwrap_or_else(|| {
            self.patterns.push(pattern);
            self.patterns.len() - 1
        })
    }

    /// Working seconds in [start, end); 0 if `end` is not after `start`.
    #[inline]
    pub fn between(&self, start: NaiveDateTime, end: NaiveDateTime) -> i64 {
        if end <= start {
            return 0;
        }
        self.total(day_number(end), second_of(end)) - self.total(day_number(start), second_of(start))
    }

    /// Working seconds from the table's start to this instant; negative before it.
    #[inline]
    fn total(&self, day: i32, second: u32) -> i64 {
        match self.days.get(day.wrapping_sub(self.first) as usize) {
            Some(entry) => entry.seconds_before + self.patterns[entry.pattern as usize].until(second),
            None => self.total_outside(day, second),
        }
    }

    #[cold]
    fn total_outside(&self, day: i32, second: u32) -> i64 {
        let part = self.pattern(day).until(second);
        let days = self.days_before(day);
        if day < self.first {
            days * self.head.seconds() + part
        } else {
            self.seconds_total + (days - self.days_total) * self.tail.seconds() + part
        }
    }

    /// Working days from the table's start to `day`, without it; negative before the table.
    fn days_before(&self, day: i32) -> i64 {
        let end = self.first + self.days.len() as i32;
        if let Some(entry) = self.days.get(day.wrapping_sub(self.first) as usize) {
            i64::from(entry.days_before)
        } else if day < self.first {
            -weekdays(day, self.first)
        } else {
            self.days_total + weekdays(end, day)
        }
    }

    fn pattern(&self, day: i32) -> &Pattern {
        match self.days.get(day.wrapping_sub(self.first) as usize) {
            Some(entry) => &self.patterns[entry.pattern as usize],
            None if is_weekend(day) => &Pattern::CLOSED,
            None if day < self.first => &self.head,
            None => &self.tail,
        }
    }

    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.pattern(date.num_days_from_ce()).seconds() > 0
    }

    /// The sessions of a day as (open, close) in seconds of the day.
    pub fn sessions(&self, date: NaiveDate) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.pattern(date.num_days_from_ce()).sessions()
    }

    /// The instant `seconds` of working time after `start` (before it, if negative). An instant on
    /// the end of a session stays there; adding nothing outside a session gives the next opening.
    pub fn add(&self, start: NaiveDateTime, seconds: i64) -> NaiveDateTime {
        let (day, second) = (day_number(start), second_of(start));
        if seconds == 0 {
            return self.open_at(day, second).unwrap_or_else(|| self.next_opening(day, second));
        }
        self.locate(self.total(day, second).saturating_add(seconds))
    }

    /// `start` itself if it lies in a session or on its end.
    fn open_at(&self, day: i32, second: u32) -> Option<NaiveDateTime> {
        let inside = self.pattern(day).sessions().any(|(open, close)| open <= second && second <= close);
        inside.then(|| instant(day, second))
    }

    fn next_opening(&self, day: i32, second: u32) -> NaiveDateTime {
        if let Some((open, _)) = self.pattern(day).sessions().find(|(open, _)| *open >= second) {
            return instant(day, open);
        }
        let next = self.nth_working_day(self.days_before(i32::saturating_add(day, 1)) + 1);
        let open = self.pattern(next).sessions().next().map_or(0, |(open, _)| open);
        instant(next, open)
    }

    /// The earliest instant that has `target` working seconds between the table's start and it.
    fn locate(&self, target: i64) -> NaiveDateTime {
        let (day, rest) = if target > self.seconds_total {
            let (past, length) = (target - self.seconds_total - 1, self.tail.seconds());
            (self.nth_working_day(self.days_total + past / length + 1), past % length + 1)
        } else if target <= 0 {
            let (short, length) = (target.saturating_neg(), self.head.seconds());
            (self.nth_working_day(-(short / length)), length - short % length)
        } else {
            let i = self.days.partition_point(|entry| entry.seconds_before < target) - 1;
            (self.first + i as i32, target - self.days[i].seconds_before)
        };
        instant(day, self.pattern(day).reached(rest))
    }

    /// The date `n` working days after `date`, which itself does not count (before it, if negative);
    /// 0 gives `date` or, on a day off, the next working day.
    pub fn add_days(&self, date: NaiveDate, n: i64) -> NaiveDate {
        let day = date.num_days_from_ce();
        let before = self.days_before(day);
        let here = i64::from(self.pattern(day).seconds() > 0);
        let nth = match n {
            0 => before + 1,
            1.. => before.saturating_add(here).saturating_add(n),
            _ => before.saturating_add(n).saturating_add(1),
        };
        date_of(self.nth_working_day(nth))
    }

    /// The `k`-th working day of the table (1 = its first); 0 and less lead before it.
    fn nth_working_day(&self, k: i64) -> i32 {
        if (1..=self.days_total).contains(&k) {
            let i = self.days.partition_point(|entry| i64::from(entry.days_before) < k) - 1;
            return self.first + i as i32;
        }
        let (mut day, step, count) = if k > 0 {
            (i64::from(self.first) + self.days.len() as i64, 1, k - self.days_total)
        } else {
            (i64::from(self.first) - 1, -1, k.saturating_neg().saturating_add(1))
        };
        day = day.saturating_add(((count - 1) / 5).saturating_mul(7 * step));
        day = day.clamp(FIRST_DAY, LAST_DAY);
        let mut left = (count - 1) % 5 + 1;
        loop {
            left -= i64::from(!is_weekend(day as i32));
            if left == 0 {
                return day as i32;
            }
            day += step;
        }
    }
}

/// Beyond chrono's own range, so that the arithmetic stays in i32 and results stop at its ends.
const LAST_DAY: i64 = 100_000_000;
const FIRST_DAY: i64 = -LAST_DAY;

/// Monday to Friday in [from, to).
fn weekdays(from: i32, to: i32) -> i64 {
    let length = i64::from(to) - i64::from(from);
    let rest = (0..(length % 7) as i32).filter(|i| !is_weekend(from + i)).count() as i64;
    length / 7 * 5 + rest
}

/// Day 1 of the common era was a Monday.
fn is_weekend(day: i32) -> bool {
    (day - 1).rem_euclid(7) >= 5
}

#[inline]
fn day_number(at: NaiveDateTime) -> i32 {
    at.date().num_days_from_ce()
}

#[inline]
fn second_of(at: NaiveDateTime) -> u32 {
    at.time().num_seconds_from_midnight()
}

fn date_of(day: i32) -> NaiveDate {
    let end = if day > 0 { NaiveDate::MAX } else { NaiveDate::MIN };
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or(end)
}

/// A close at 24:00 is the midnight that follows.
fn instant(day: i32, second: u32) -> NaiveDateTime {
    let date = date_of(day);
    match NaiveTime::from_num_seconds_from_midnight_opt(second, 0) {
        Some(time) => date.and_time(time),
        None => date.checked_add_days(Days::new(1)).unwrap_or(date).and_time(NaiveTime::MIN),
    }
}
