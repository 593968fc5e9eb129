//! Contradictions in a calendar: between its lines, and between the lines and the law.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};

use super::lines::{self, Line, LineKind};
use super::reasons::{self, Gap};
use crate::error::Result;
use crate::words::calendar as words;

/// All contradictions of the built-in lines with a user's file on top, in date order.
/// Fails only if a line can't be read.
pub fn check(own_lines: &str) -> Result<Vec<Gap>> {
    let own = lines::parse(own_lines, true)?;
    let mut gaps = twice(&own);
    let mut all: BTreeMap<NaiveDate, Line> = BTreeMap::new();
    for line in lines::parse(lines::BUILT_IN, false)?.into_iter().chain(own) {
        gaps.extend(without_effect(&line));
        if line.agency.is_none() {
            all.insert(line.date, line);
        }
    }
    gaps.extend(reasons::explain(&all).gaps);
    gaps.sort_by(|a, b| (a.date, a.code).cmp(&(b.date, b.code)));
    Ok(gaps)
}

/// Dates that one file names more than once for the same agency.
pub fn twice(lines: &[Line]) -> Vec<Gap> {
    let mut seen: BTreeMap<(NaiveDate, &Option<String>), &Line> = BTreeMap::new();
    let mut gaps = Vec::new();
    for line in lines {
        let Some(first) = seen.insert((line.date, &line.agency), line) else { continue };
        let (code, text) = if first.kind == line.kind {
            ("duplicate_line", words::duplicate_line(first.number, line.number))
        } else {
            ("conflicting_lines", words::conflicting_lines(first.number, line.number))
        };
        gaps.push(Gap { date: line.date, code, text });
    }
    gaps
}

/// A weekend day is off anyway, a weekday is worked anyway (a user may undo a built-in day off so).
fn without_effect(line: &Line) -> Option<Gap> {
    let weekend = matches!(line.date.weekday(), Weekday::Sat | Weekday::Sun);
    let idle = weekend && line.kind == LineKind::Off;
    idle.then(|| Gap { date: line.date, code: "weekend_is_off_anyway", text: words::weekend_is_off_anyway() })
}
