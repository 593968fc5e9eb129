//! `motcua calendar`: a year, working time between instants, sums, contradictions.
//!
//! `between -` and `add -` read lines and, without `--format`, print one plain answer a line.

use std::io::BufRead;
use std::path::Path;

use chrono::{Datelike, NaiveDateTime, NaiveTime};

use crate::cli::{CalendarAction, CalendarArgs};
use crate::commands::{Context, calendar_diff};
use crate::domain::calendar::{self, Calendar};
use crate::domain::period::{parse_as_of, parse_moment};
use crate::error::{Error, Kind, Result};
use crate::io;
use crate::report::calendar::{self as report, Added};
use crate::words::calendar as words;

pub fn run(args: CalendarArgs, context: &Context) -> Result<()> {
    match args.action.unwrap_or(CalendarAction::Show { year: None }) {
        CalendarAction::Show { year } => {
            let calendar = context.calendar()?;
            let year = year_to_show(year, &calendar, context)?;
            context.show(&report::year(&calendar, year, context.lang()))
        }
        CalendarAction::Between { from, to } => between(&from, to.as_deref(), context),
        CalendarAction::Add { from, duration } => add(&from, duration.as_deref(), context),
        CalendarAction::Diff { against } => calendar_diff::run(&against, context),
        CalendarAction::Check => {
            let gaps = calendar::check(&context.own_calendar_lines()?).map_err(|e| context.in_file(e))?;
            let calendar = context.calendar().ok();
            context.show(&report::gaps(calendar.as_ref(), &gaps, context.lang()))
        }
    }
}

impl Context {
    /// The working calendar of the config: built-in lines, own lines, office hours.
    pub fn calendar(&self) -> Result<Calendar> {
        let own = self.own_calendar_lines()?;
        Calendar::from_csv(&own, self.settings.calendar.hours.clone()).map_err(|error| self.in_file(error))
    }

    fn own_calendar_lines(&self) -> Result<String> {
        match &self.settings.calendar.file {
            Some(file) => io::files::read_text(Path::new(file)),
            None => Ok(String::new()),
        }
    }

    /// Names the calendar file beside the line.
    fn in_file(&self, mut error: Error) -> Error {
        if let (Some(file), Some(place)) = (&self.settings.calendar.file, &mut error.place) {
            place.vi = format!("{file} › {}", place.vi);
            place.en = format!("{file} › {}", place.en);
        }
        error
    }
}

/// The asked year, else that of `--as-of`, else the last decided one.
fn year_to_show(year: Option<i32>, calendar: &Calendar, context: &Context) -> Result<i32> {
    let year = match (year, &context.global.as_of) {
        (Some(year), _) => year,
        (None, Some(as_of)) => parse_as_of(as_of)?.year(),
        (None, None) => calendar.decided_until().year(),
    };
    if (1970..=2200).contains(&year) { Ok(year) } else { Err(Error::usage(words::year_out_of_range(year))) }
}

fn between(from: &str, to: Option<&str>, context: &Context) -> Result<()> {
    let calendar = context.calendar()?;
    let intervals = match (from, to) {
        ("-", None) => read_lines(|start, end| Ok((instant(start)?, instant(end)?)))?,
        (start, Some(end)) => vec![(instant(start)?, instant(end)?)],
        _ => return Err(Error::usage(words::between_needs_two())),
    };
    if from == "-" && context.global.format.is_none() {
        let minutes = intervals.iter().map(|(start, end)| calendar.working_minutes(*start, *end));
        return context.write_text(&minutes.map(|m| format!("{m}\n")).collect::<String>());
    }
    context.show(&report::between(&calendar, &intervals, context.lang()))
}

fn add(from: &str, duration: Option<&str>, context: &Context) -> Result<()> {
    let calendar = context.calendar()?;
    let one = |start: &str, duration: &str| {
        let start = instant(start)?;
        Ok((start, duration.to_string(), sum(&calendar, start, duration)?))
    };
    let rows = match (from, duration) {
        ("-", None) => read_lines(one)?,
        (start, Some(duration)) => vec![one(start, duration)?],
        _ => return Err(Error::usage(words::add_needs_two())),
    };
    if from == "-" && context.global.format.is_none() {
        let plain = |added: &Added| match added {
            Added::Instant(at) => at.format("%Y-%m-%dT%H:%M:%S\n").to_string(),
            Added::Date(date) => date.format("%Y-%m-%d\n").to_string(),
        };
        return context.write_text(&rows.iter().map(|(_, _, added)| plain(added)).collect::<String>());
    }
    context.show(&report::added(&rows, context.lang()))
}

/// `270m` and `8h` give an instant, `3d` (working days) a date.
fn sum(calendar: &Calendar, start: NaiveDateTime, duration: &str) -> Result<Added> {
    let bad = || Error::usage(words::bad_duration(duration)).help(words::duration_help());
    let text = duration.trim();
    let unit = text.chars().last().ok_or_else(bad)?;
    let number: i64 = text[..text.len() - unit.len_utf8()].parse().map_err(|_| bad())?;
    match unit.to_ascii_lowercase() {
        'm' => Ok(Added::Instant(calendar.add_minutes(start, number))),
        'h' => Ok(Added::Instant(calendar.add_minutes(start, number.saturating_mul(60)))),
        'd' => Ok(Added::Date(calendar.add_days(start.date(), number))),
        _ => Err(bad()),
    }
}

/// A date alone is its midnight.
fn instant(text: &str) -> Result<NaiveDateTime> {
    parse_moment(text, NaiveTime::MIN)
}

/// Two cells of each line of the input; blank lines and a header (`start,…`) are passed over.
fn read_lines<T>(read: impl Fn(&str, &str) -> Result<T>) -> Result<Vec<T>> {
    let mut answers = Vec::new();
    for (i, line) in std::io::stdin().lock().lines().enumerate() {
        let at = |error: Error| {
            let place = words::input_line(i + 1);
            let mut error = error.place(place);
            error.kind = Kind::Unreadable;
            error
        };
        let bad = || at(Error::usage(words::bad_input_line()).help(words::bad_input_help()));
        let line = line.map_err(|e| bad().cause(e))?;
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || (i == 0 && line.to_ascii_lowercase().starts_with("start")) {
            continue;
        }
        let (first, second) = line.split_once(',').ok_or_else(bad)?;
        answers.push(read(first.trim(), second.trim()).map_err(at)?);
    }
    Ok(answers)
}
