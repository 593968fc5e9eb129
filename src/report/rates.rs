//! The document of `rates`: one row per group and metric.

use crate::analysis::rates::{By, RateRow};
use crate::metrics::Library;
use crate::report::explanations;
use crate::report::frame::{self, Frame, count, percent};
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::words::{self, notation};

/// `by`: what the rows are grouped by; None: the office as a whole.
pub fn document(rows: &[RateRow], by: Option<By>, library: &Library, frame: &Frame) -> Document {
    let mut document = frame.document("rates", words::report::rates_title());
    let by_field = by.map_or(Value::Blank, |by| Value::Text(by.as_str().into()));
    document.fields.push(("by".into(), by_field));
    document.sections = vec![section("rates", words::report::rates_title(), rows, by, library, frame)];
    document
}

/// The same table as a section of another document.
pub fn section(
    key: &str,
    title: words::Phrase,
    rows: &[RateRow],
    by: Option<By>,
    library: &Library,
    frame: &Frame,
) -> Section {
    let before = explanations::before_columns(rows.iter().map(|row| &row.before), frame.lang);
    let (low, moved) = (!low_columns(rows).is_empty(), !before.is_empty());
    Section::new(key, frame.text(title))
        .columns([columns(by, frame), low_columns(rows), before].concat())
        .rows(rows.iter().map(|row| {
            let mut it = rate_row(row, by, library, frame);
            it.values.extend(low.then(|| low_cells(row)).into_iter().flatten());
            it.values.extend(
                moved.then(|| explanations::before_cells(row.before, frame.lang)).into_iter().flatten(),
            );
            it
        }))
        .without_blank("remark")
        .empty_text(frame.text(words::metrics::no_data()))
        .footnote(frame.text(words::report::rates_foot()))
}

fn columns(by: Option<By>, frame: &Frame) -> Vec<Column> {
    use words::report as w;
    let mut columns = vec![Column::new("group", "", Kind::Text).machine_only()];
    if let Some(by) = by {
        columns.push(frame.column("group_title", frame::by_title(by), Kind::Text).human_only());
    }
    columns.push(Column::new("agency", frame.text(w::agency()), Kind::Text).machine_only());
    columns.extend([
        Column::new("metric", "", Kind::Code).machine_only(),
        frame.column("metric_title", w::metric(), Kind::Text).human_only(),
        frame.column("hits", w::hits(), Kind::Number),
        frame.column("total", w::total(), Kind::Number),
        frame.column("no_data", w::no_data(), Kind::Number).short(frame.text(w::no_data_short())),
        frame.column("rate", w::rate(), Kind::Percent).target_key("target"),
        frame.column("target", w::target(), Kind::Percent).spare(1),
        Column::new("met", "", Kind::Flag).machine_only(),
        frame.column("met_text", w::met(), Kind::Flag).human_only().spare(2),
        frame.column("remark", w::remark(), Kind::Prose).human_only(),
    ]);
    columns
}

/// The second bound for programs, where any metric has one; people read it in the remark.
fn low_columns(rows: &[RateRow]) -> Vec<Column> {
    if rows.iter().all(|row| row.low.is_none()) {
        return Vec::new();
    }
    [("hits_low", Kind::Number), ("total_low", Kind::Number), ("rate_low", Kind::Percent)]
        .map(|(key, kind)| Column::new(key, "", kind).machine_only())
        .to_vec()
}

/// The cells of [`low_columns`].
fn low_cells(row: &RateRow) -> [Value; 3] {
    match row.low.filter(|_| row.missing.is_none()) {
        Some(low) => [count(low.hits), count(low.total), percent(low.rate)],
        None => [Value::Blank, Value::Blank, Value::Blank],
    }
}

fn rate_row(row: &RateRow, by: Option<By>, library: &Library, frame: &Frame) -> Row {
    let group = by.map_or(Value::Blank, |_| Value::Text(row.group.clone()));
    let mut values = vec![group];
    if let Some(by) = by {
        values.push(Value::Text(group_title(&row.group, by, frame)));
    }
    values.extend([
        frame::text_or_blank(row.agency.as_deref()),
        Value::Text(row.metric.clone()),
        Value::Text(metric_title(&row.metric, library, frame)),
        count(row.hits),
        count(row.total),
        count(row.no_data),
        percent(row.rate),
        percent(row.target),
        row.met.map_or(Value::NoData(String::new()), Value::Flag),
        frame.met(row.met),
        remark(row, frame),
    ]);
    let row_tone = if row.missing.is_some() { Tone::Muted } else { Tone::Plain };
    Row::new(values).tone(row_tone)
}

fn group_title(group: &str, by: By, frame: &Frame) -> String {
    match by {
        By::Official => frame.official(group),
        _ if group.is_empty() => frame.text(words::report::blank_group()),
        _ => group.to_string(),
    }
}

pub fn metric_title(name: &str, library: &Library, frame: &Frame) -> String {
    library.metric(name).map_or_else(|_| name.to_string(), |m| frame.text(m.title.clone()))
}

fn remark(row: &RateRow, frame: &Frame) -> Value {
    if let Some(missing) = &row.missing {
        return Value::Text(frame.text(missing.clone()));
    }
    let Some(low) = row.low.filter(|low| (low.hits, low.total) != (row.hits, row.total)) else {
        return Value::Blank;
    };
    let rate = low.rate.map_or_else(|| "–".to_string(), |r| notation::percent(r, frame.lang));
    Value::Text(frame.text(words::report::low_bound(rate, low.hits, low.total)))
}
