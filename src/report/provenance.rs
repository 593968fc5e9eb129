//! Where the numbers come from: imports, rejected rows, how each metric is counted, which versions.

use crate::analysis::rates::RateRow;
use crate::domain::finding::{Finding, Severity};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::metrics::Library;
use crate::report::frame::{Frame, count, percent};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::words::{self, Phrase, listing as w};

/// Versions that decide the numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    pub tool: String,
    pub calendar: String,
    pub queries: String,
    /// SHA-256 of the settings in force.
    pub settings: String,
}

pub fn imports(records: &[ImportRecord], frame: &Frame) -> Section {
    let rows = records.iter().map(|it| {
        Row::new(vec![
            Value::Text(it.import_id.clone()),
            Value::Text(it.file_name.clone()),
            Value::DateTime(it.exported_at),
            Value::Text(it.layout.clone()),
            count(it.rows_read),
            count(it.rows_taken),
            count(it.rows_rejected),
            Value::Text(it.file_sha256.clone()),
        ])
    });
    Section::new("imports", frame.text(w::imports_title())).rows(rows).columns(vec![
        frame.column("import_id", w::import_id(), Kind::Code),
        frame.column("file_name", w::file_name(), Kind::Text),
        frame.column("exported_at", w::exported_at(), Kind::DateTime),
        frame.column("layout", w::layout(), Kind::Text),
        frame.column("rows_read", w::rows_read(), Kind::Number),
        frame.column("rows_taken", w::rows_taken(), Kind::Number),
        frame.column("rows_rejected", w::rows_rejected(), Kind::Number),
        frame.column("file_sha256", w::sha256(), Kind::Prose),
    ])
}

/// Rows set aside and warnings of all imports, with their cells.
pub fn rejects(records: &[ImportRecord], frame: &Frame) -> Section {
    let found = |record: &'_ ImportRecord| {
        record
            .findings
            .iter()
            .filter(|finding| finding.severity != Severity::Note)
            .map(|finding| reject_row(record, finding, frame))
            .collect::<Vec<_>>()
    };
    Section::new("rejects", frame.text(w::rejects_title()))
        .columns(vec![
            frame.column("import_id", w::import_id(), Kind::Code),
            Column::new("severity", "", Kind::Code).machine_only(),
            frame.column("severity_text", w::severity(), Kind::Text).human_only(),
            frame.column("place", w::place(), Kind::Text),
            Column::new("code", "", Kind::Code).machine_only(),
            frame.column("reason", w::reason(), Kind::Prose),
        ])
        .rows(records.iter().flat_map(found))
        .empty_text(frame.text(w::rejects_none()))
}

fn reject_row(record: &ImportRecord, finding: &Finding, frame: &Frame) -> Row {
    let is_reject = finding.severity == Severity::Reject;
    let (code, text) = if is_reject { ("reject", w::rejected()) } else { ("warning", w::warning()) };
    Row::new(vec![
        Value::Text(record.import_id.clone()),
        Value::Text(code.into()),
        Value::Text(frame.text(text)),
        Value::Text(frame.text(finding.place.phrase())),
        Value::Text(finding.code.clone()),
        Value::Text(frame.text(finding.text.clone())),
    ])
    .tone(if is_reject { Tone::Warn } else { Tone::Plain })
}

/// Each metric: what counts, on which date, k/n, what was left out, the legal basis.
pub fn method(library: &Library, overall: &[RateRow], frame: &Frame) -> Section {
    let rows = overall.iter().filter_map(|rate| {
        let metric = library.metric(&rate.metric).ok()?;
        Some(Row::new(vec![
            Value::Text(metric.name.clone()),
            Value::Text(frame.text(metric.title.clone())),
            Value::Text(frame.text(metric.definition.clone())),
            Value::Text(metric.counted_on.clone()),
            Value::Text(dates_in_words(&metric.counted_on, frame)),
            count(rate.hits),
            count(rate.total),
            count(rate.no_data),
            percent(rate.target),
            Value::Text(frame.text(metric.source.clone())),
        ]))
    });
    Section::new("method", frame.text(w::method_title())).rows(rows).columns(vec![
        Column::new("metric", "", Kind::Code).machine_only(),
        frame.column("metric_title", words::report::metric(), Kind::Text).human_only(),
        frame.column("definition", w::definition(), Kind::Prose),
        Column::new("counted_on", "", Kind::Text).machine_only(),
        frame.column("counted_on_text", w::counted_on(), Kind::Text).human_only(),
        frame.column("hits", words::report::hits(), Kind::Number),
        frame.column("total", words::report::total(), Kind::Number),
        frame.column("no_data", words::report::no_data(), Kind::Number),
        frame.column("target", words::report::target(), Kind::Percent),
        frame.column("source", w::source(), Kind::Text),
    ])
}

/// `ended_at, due_at` → the titles of these columns.
fn dates_in_words(names: &str, frame: &Frame) -> String {
    let title =
        |name: &str| match (name, TableName::Dossiers.column(name), TableName::Suspensions.column(name)) {
            ("ended_at", ..) => frame.text(w::ended_at()),
            ("due_effective_at", ..) => frame.text(w::due_at()),
            ("counterfactual_on", ..) => frame.text(w::counterfactual_on()),
            ("period_start", ..) => frame.text(w::period_start()),
            ("first_response_at", ..) => frame.text(w::first_response_at()),
            (_, Some(column), _) | (_, _, Some(column)) => frame.text(Phrase::new(column.vi, column.en)),
            _ => name.to_string(),
        };
    names.split(',').map(|name| title(name.trim())).collect::<Vec<_>>().join(", ")
}

/// The paragraphs that close a report.
pub fn notes(versions: &Versions, frame: &Frame) -> Vec<String> {
    [
        w::principle_missing(),
        w::principle_rates(),
        w::principle_hours(),
        w::principle_official(),
        w::versions(&versions.tool, &versions.calendar, &versions.queries),
    ]
    .map(|phrase| frame.text(phrase))
    .to_vec()
}
