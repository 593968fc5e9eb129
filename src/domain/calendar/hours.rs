//! Office hours: sessions of a day, valid from a date on, for all or for one agency.

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::clock::{MAX_SESSIONS, Pattern};
use super::lines::parse_date;
use crate::domain::settings::OfficeHours;
use crate::error::{Error, Result};
use crate::words::calendar as words;

/// 07:00–11:30 and 13:30–17:00: eight hours.
const DEFAULT: [(u32, u32); 2] = [(7 * 3600, 11 * 3600 + 1800), (13 * 3600 + 1800, 17 * 3600)];

/// One set of office hours, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidHours {
    /// `None`: always.
    pub from: Option<NaiveDate>,
    /// `None`: for all agencies. In the form of [`super::agency_key`].
    pub agency: Option<String>,
    /// (open, close) in seconds of the day, in order.
    pub sessions: Vec<(u32, u32)>,
}

/// The hours of the config on top of the default ones, oldest first. Fails on sessions that can't be
/// read, overlap or leave no working time, and on two sets for the same date and agency.
pub fn parse(hours: &[OfficeHours]) -> Result<Vec<ValidHours>> {
    let mut valid = vec![ValidHours { from: None, agency: None, sessions: DEFAULT.to_vec() }];
    for entry in hours {
        let from = entry.from.as_deref().map(parse_date).transpose()?;
        let agency = entry.agency.as_deref().map(super::agency_key).filter(|a| !a.is_empty());
        let parsed = ValidHours { from, agency, sessions: parse_sessions(&entry.sessions)? };
        let replaces_default = parsed.from.is_none() && parsed.agency.is_none() && valid[0].from.is_none();
        if let Some(same) = valid.iter().skip(1).find(|v| v.from == parsed.from && v.agency == parsed.agency)
        {
            let date = same.from.map(|d| d.to_string()).unwrap_or_default();
            return Err(Error::usage(words::hours_twice(date)).help(words::hours_help()));
        }
        valid.push(parsed);
        if replaces_default {
            let last = valid.len() - 1;
            valid[0].sessions = valid[last].sessions.clone();
        }
    }
    Ok(valid)
}

/// The hours of `date` for `agency` (a key) or for all.
pub fn at<'a>(hours: &'a [ValidHours], date: NaiveDate, agency: Option<&str>) -> &'a [(u32, u32)] {
    let newest = |agency: Option<&str>| {
        hours
            .iter()
            .filter(|h| h.agency.as_deref() == agency && h.from.is_none_or(|from| from <= date))
            .max_by_key(|h| h.from)
    };
    let own = agency.and_then(|_| newest(agency));
    own.or_else(|| newest(None)).map_or(&DEFAULT, |h| &h.sessions)
}

pub fn pattern(hours: &[ValidHours], date: NaiveDate, agency: Option<&str>) -> Pattern {
    Pattern::new(at(hours, date, agency))
}

fn parse_sessions(texts: &[String]) -> Result<Vec<(u32, u32)>> {
    let bad = |text: &str| Error::usage(words::bad_session(text)).help(words::hours_help());
    let mut sessions = Vec::new();
    for text in texts {
        let (open, close) = text.split_once(['-', '–', '—']).ok_or_else(|| bad(text))?;
        let session = (clock_time(open), clock_time(close));
        let (Some(open), Some(close)) = session else { return Err(bad(text)) };
        let follows = sessions.last().is_none_or(|(_, last)| *last <= open);
        if open >= close || !follows {
            return Err(bad(text));
        }
        sessions.push((open, close));
    }
    if sessions.is_empty() || sessions.len() > MAX_SESSIONS {
        return Err(bad(&texts.join(", ")));
    }
    Ok(sessions)
}

/// `07:00`, `7:00`, `07:00:30`, `24:00` in seconds of the day.
fn clock_time(text: &str) -> Option<u32> {
    let text = text.trim();
    if text == "24:00" {
        return Some(24 * 3600);
    }
    ["%H:%M", "%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
        .map(|time| time.num_seconds_from_midnight())
}
