//! The whole clock of one dossier: what happened when, which minutes counted, what was concluded.
//!
//! Promises: the minutes of every span's days sum up to the figure that metrics and reports use
//! ([`Span::stored_minutes`]); what the dossier does not have is left out, never taken as 0.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::analysis::explanations::{self, Explained};
use crate::analysis::facts::Facts;
use crate::analysis::rates::{Subject, subjects};
use crate::analysis::rules::{self, RuleFinding};
use crate::analysis::suspensions::{self, Filter, SuspensionVerdict};
use crate::derive::read::Texts;
use crate::domain::calendar::Calendar;
use crate::error::{Error, Result};
use crate::metrics::{About, Library, Metric};
use crate::words::{Phrase, explain as words};

mod clock;
mod nearest;
mod one;

pub use clock::{Event, EventKind, Span, SpanDay, SpanKind};
pub use nearest::{nearest, normal_code};
pub use one::{DueStep, DueStepKind, place};

use one::One;

/// Everything that is said about one dossier.
#[derive(Clone, Debug)]
pub struct Explanation {
    pub code: String,
    /// Column of the schema and its text, blank ones left out, in schema order.
    pub cells: Vec<(&'static str, String)>,
    /// `file.xlsx › sheet DanhSach › row 12`
    pub place: Phrase,
    pub as_of: NaiveDateTime,
    /// In the order of time.
    pub events: Vec<Event>,
    pub spans: Vec<Span>,
    pub suspensions: Vec<SuspensionVerdict>,
    pub dues: Vec<DueStep>,
    /// `early`, `on_time`, `late` …, see the derived column `outcome`.
    pub outcome: Option<String>,
    /// Working minutes past the due date; None: not late.
    pub overdue_minutes: Option<i64>,
    /// Working minutes from the end to the due date; None: not ended before it.
    pub early_minutes: Option<i64>,
    pub metrics: Vec<MetricLine>,
    /// What the rules about dossiers found (breaches, contradictions in the data).
    pub findings: Vec<RuleFinding>,
    /// What was explained about it and its suspensions.
    pub explained: Vec<Explained>,
    /// Titles of all rules.
    pub rule_titles: BTreeMap<String, Phrase>,
    /// What the calendar does not surely know about the days above.
    pub warnings: Vec<Phrase>,
}

/// One metric that the dossier counts in.
#[derive(Clone, Debug, PartialEq)]
pub struct MetricLine {
    pub metric: String,
    pub title: Phrase,
    pub definition: Phrase,
    pub source: Phrase,
    /// Of a suspension: which one.
    pub sequence: Option<i64>,
    pub official: Option<String>,
    pub counted_on: NaiveDate,
    /// None: no data.
    pub hit: Option<bool>,
    /// Counts only in the second bound, where unverifiable suspensions are voided too.
    pub low_only: bool,
}

/// Explains `code` (in any spelling that [`normal_code`] makes equal). Fails (usage) on a code that
/// is not in the store, offering the nearest ones.
pub fn explain(facts: &Facts, calendar: &Calendar, library: &Library, code: &str) -> Result<Explanation> {
    let codes = Texts::of(&facts.dossiers, "dossier_code");
    let wanted = normal_code(code);
    let row = (0..facts.dossiers.height()).find(|i| codes.at(*i) == Some(wanted.as_str()));
    let Some(row) = row else {
        let all = (0..facts.dossiers.height()).filter_map(|i| codes.at(i));
        let close = nearest(&wanted, all).join(", ");
        let help = if close.is_empty() { words::no_codes() } else { words::nearest_codes(close) };
        return Err(Error::usage(words::unknown_code(&wanted)).help(help));
    };
    let findings = findings(facts, library, &wanted)?;
    let facts = only(facts, row, &wanted);
    let agency = Texts::of(&facts.dossiers, "agency").at(0).map(str::to_string);
    let calendar = agency.as_deref().map_or(calendar, |agency| calendar.for_agency(agency));
    let one = One::of(&facts);
    let spans = clock::spans(&one, calendar);
    let dates = spans.iter().flat_map(|s| [s.start.date(), s.end.date()]);
    let ends = dates.clone().min().zip(dates.max());
    let warnings = ends.map_or_else(Vec::new, |(start, end)| calendar.warnings(start, end));
    Ok(Explanation {
        code: wanted,
        cells: one::cells(&facts),
        place: place(&facts, 0),
        as_of: facts.as_of,
        events: clock::events(&one, calendar),
        suspensions: suspensions::audit(&facts, library, facts.all_time(), &Filter::default())?,
        dues: one.dues(),
        outcome: Texts::of(&facts.dossiers, "outcome").at(0).map(str::to_string),
        overdue_minutes: one.overdue_minutes,
        early_minutes: one.early_minutes(calendar),
        metrics: metrics(&facts, library)?,
        findings,
        explained: explanations::explained(&facts),
        rule_titles: library.rules.iter().map(|r| (r.name.clone(), r.title.clone())).collect(),
        spans,
        warnings,
    })
}

/// The facts of one dossier; figures that were made from others (its procedure) stay as they are.
fn only(facts: &Facts, row: usize, code: &str) -> Facts {
    let codes = Texts::of(&facts.suspensions, "dossier_code");
    let n = facts.suspensions.height();
    let first = (0..n).find(|i| codes.at(*i) == Some(code)).unwrap_or(n);
    let length = (first..n).take_while(|i| codes.at(*i) == Some(code)).count();
    let mut one = facts.clone();
    one.dossiers = facts.dossiers.slice(row as i64, 1).into();
    let hits = facts.hits().get(first..first + length).unwrap_or_default().to_vec();
    let mut one = one.with_suspensions(facts.suspensions.slice(first as i64, length), hits);
    one.explanations.retain(|it| it.dossier_code == code);
    one.unexplained = facts.unexplained.as_ref().map(|before| Box::new(only(before, row, code)));
    one
}

/// Rules compare dossiers with each other, so they are asked about all of them.
fn findings(facts: &Facts, library: &Library, code: &str) -> Result<Vec<RuleFinding>> {
    let mut found = Vec::new();
    for rule in library.rules.iter().filter(|rule| rule.about == About::Dossier) {
        let result = rules::findings(facts, library, &rule.name, facts.all_time())?;
        found.extend(result.findings.into_iter().filter(|f| f.dossier_code == code));
    }
    Ok(found)
}

fn metrics(facts: &Facts, library: &Library) -> Result<Vec<MetricLine>> {
    let mut lines = Vec::new();
    for metric in &library.metrics {
        lines.extend(metric_lines(facts, library, metric)?);
    }
    Ok(lines)
}

fn metric_lines(facts: &Facts, library: &Library, metric: &Metric) -> Result<Vec<MetricLine>> {
    let found = subjects(facts, library, &metric.name, facts.all_time())?;
    let line = |subject: Subject| MetricLine {
        metric: metric.name.clone(),
        title: metric.title.clone(),
        definition: metric.definition.clone(),
        source: metric.source.clone(),
        sequence: subject.subject.rsplit_once('#').and_then(|(_, n)| n.parse().ok()),
        official: subject.official,
        counted_on: subject.counted_on,
        hit: subject.hit,
        low_only: subject.low_only,
    };
    Ok(found.into_iter().map(line).collect())
}
