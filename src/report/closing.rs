//! Closed months: what was published beside what is known now, and the list of corrections.

use crate::analysis::closing::{Compared, Comparison, Difference, QUALITY, QUANTITY};
use crate::analysis::rates::{Counts, percent};
use crate::domain::closing::{Counted, Score};
use crate::domain::period::Period;
use crate::metrics::Library;
use crate::report::frame::{self, Frame, count, text_or_blank};
use crate::report::model::{Column, Headline, Kind, Row, Section, Tone, Value};
use crate::report::provenance::Versions;
use crate::words::{self, Lang, Phrase, closing as w, notation};

/// The key of the list of corrections.
pub const CORRECTIONS: &str = "corrections";
const CORRECTED: &str = "corrected_dossiers";

/// For a closed month: the published figures beside those of now, then the corrections.
pub fn of_month(
    closed: &[Comparison],
    versions: &Versions,
    library: &Library,
    frame: &Frame,
) -> Vec<Section> {
    let Some(newest) = closed.last() else { return Vec::new() };
    let mut sections = vec![published(newest, library, frame)];
    sections.extend(of_period(closed, versions, library, frame));
    sections
}

/// For a period that covers closed months: which they are, and the corrections.
pub fn of_period(
    closed: &[Comparison],
    versions: &Versions,
    library: &Library,
    frame: &Frame,
) -> Vec<Section> {
    if closed.is_empty() {
        return Vec::new();
    }
    let mut sections = vec![closings(closed, versions, frame), corrections(closed, library, frame)];
    if closed.iter().any(|it| !it.differences.is_empty()) {
        sections.push(corrected(closed, library, frame).folded());
    }
    sections
}

/// The line under the title of a closed month.
pub fn subtitle(newest: &Comparison, frame: &Frame) -> String {
    let as_of = notation::moment(newest.closing.as_of, frame.lang);
    frame.text(w::subtitle(newest.closing.number, as_of, newest.corrections().count()))
}

/// The figure on top of a report that covers closed months.
pub fn headline(closed: &[Comparison], frame: &Frame) -> Option<Headline> {
    let n = closed.iter().map(|it| it.corrections().count() as u64).sum();
    let months = closed.iter().map(|it| month(it, frame)).collect::<Vec<_>>().join(", ");
    (!closed.is_empty()).then(|| Headline {
        label: frame.text(w::corrections_title()),
        value: count(n),
        detail: months,
        tone: if n > 0 { Tone::Warn } else { Tone::Plain },
    })
}

fn month(it: &Comparison, frame: &Frame) -> String {
    Period::parse(&it.closing.month).map_or_else(|_| it.closing.month.clone(), |m| m.label(frame.lang))
}

fn closings(closed: &[Comparison], versions: &Versions, frame: &Frame) -> Section {
    let row = |it: &Comparison| {
        Row::new(vec![
            Value::Text(it.closing.month.clone()),
            Value::Text(month(it, frame)),
            Value::Int(i64::from(it.closing.number)),
            Value::DateTime(it.closing.as_of),
            count(it.closing.imports.len() as u64),
            count(it.closing.figures.len() as u64),
            Value::Link {
                section: CORRECTIONS.into(),
                value: Box::new(count(it.corrections().count() as u64)),
            },
            text_or_blank(Some(&remarks(it, versions, frame))),
        ])
    };
    Section::new("closings", frame.text(w::closings_title())).rows(closed.iter().map(row)).columns(vec![
        Column::new("month", "", Kind::Code).machine_only(),
        frame.column("month_text", w::month(), Kind::Text).human_only(),
        frame.column("number", w::number(), Kind::Number),
        frame.column("as_of", w::as_of(), Kind::DateTime),
        frame.column("imports", w::imports(), Kind::Number),
        frame.column("figures", w::n_figures(), Kind::Number),
        frame.column("corrections", w::n_corrections(), Kind::Number),
        frame.column("remark", w::remark(), Kind::Prose),
    ])
}

/// What beside the data may have moved a figure.
fn remarks(it: &Comparison, versions: &Versions, frame: &Frame) -> String {
    let closing = &it.closing;
    let mut remarks = Vec::new();
    if closing.tool_version != versions.tool {
        remarks.push(w::tool_changed(&closing.tool_version, &versions.tool));
    }
    if closing.calendar_version != versions.calendar {
        remarks.push(w::calendar_changed());
    }
    if closing.queries_version != versions.queries {
        remarks.push(w::queries_changed());
    }
    if closing.settings_sha256 != versions.settings {
        remarks.push(w::settings_changed());
    }
    remarks.into_iter().map(|remark| frame.text(remark)).collect::<Vec<_>>().join("; ")
}

/// Hits, total, no data and rate under one of the two sides.
fn side(key: &str, title: Phrase, frame: &Frame) -> [Column; 4] {
    let parent = frame.text(title);
    let under = |name: &str, title, kind| frame.column(&format!("{name}_{key}"), title, kind).under(&parent);
    [
        under("hits", words::report::hits(), Kind::Number),
        under("total", words::report::total(), Kind::Number),
        under("no_data", words::report::no_data(), Kind::Number),
        under("rate", words::report::rate(), Kind::Percent),
    ]
}

fn side_cells(counts: Option<Counts>) -> [Value; 4] {
    let Some(counts) = counts else { return [(); 4].map(|()| Value::NoData(String::new())) };
    let rate = percent(counts.hits, counts.total);
    [count(counts.hits), count(counts.total), count(counts.no_data), frame::percent(rate)]
}

/// A metric's title; of the two shares of the evaluation theirs.
pub fn title(metric: &str, library: &Library, lang: Lang) -> String {
    let known = library.metrics.iter().find(|m| m.name == metric);
    match metric {
        QUANTITY => text(words::evaluation::quantity(), lang),
        QUALITY => text(words::evaluation::quality(), lang),
        _ => known.map_or_else(|| metric.to_string(), |m| text(m.title.clone(), lang)),
    }
}

fn who_columns(frame: &Frame) -> Vec<Column> {
    vec![
        frame.column("official", words::report::official(), Kind::Text),
        Column::new("agency", "", Kind::Text).machine_only(),
        Column::new("metric", "", Kind::Code).machine_only(),
        frame.column("metric_title", words::report::metric(), Kind::Text).human_only(),
    ]
}

fn who_cells(it: &Compared, library: &Library, frame: &Frame) -> Vec<Value> {
    vec![
        Value::Text(it.official.clone()),
        text_or_blank(it.agency.as_deref()),
        Value::Text(it.metric.clone()),
        Value::Text(title(&it.metric, library, frame.lang)),
    ]
}

/// Every figure of every official, then the points.
fn published(it: &Comparison, library: &Library, frame: &Frame) -> Section {
    let as_of = notation::moment(it.closing.as_of, frame.lang);
    let mut columns = who_columns(frame);
    columns.extend(side("published", w::published(), frame));
    columns.extend(side("now", w::now(), frame));
    columns.push(Column::new("task_points_published", "", Kind::Number).machine_only());
    columns.push(Column::new("task_points_now", "", Kind::Number).machine_only());
    columns.push(Column::new("changed", "", Kind::Flag).machine_only());
    columns.push(frame.column("changed_text", w::changed(), Kind::Flag).human_only());
    let figure = |figure: &Compared| {
        let mut values = who_cells(figure, library, frame);
        values.extend(side_cells(figure.published));
        values.extend(side_cells(figure.now));
        values.extend([Value::Blank, Value::Blank]);
        values.extend(mark(figure.moved()));
        Row::new(values).tone(if figure.moved() { Tone::Warn } else { Tone::Plain })
    };
    let points = it.scores.iter().map(|(published, now)| score_row(published.as_ref(), now.as_ref(), frame));
    Section::new("published", frame.text(w::published_title()))
        .lead(frame.text(w::published_lead(it.closing.number, as_of)))
        .columns(columns)
        .rows(in_order(&it.figures, library).into_iter().map(figure))
        .rows(points)
}

/// By official, then in the order of the library; the two shares of the evaluation last.
fn in_order<'a>(figures: &'a [Compared], library: &Library) -> Vec<&'a Compared> {
    let place =
        |it: &Compared| library.metrics.iter().position(|m| m.name == it.metric).unwrap_or(usize::MAX);
    let mut ordered: Vec<&Compared> = figures.iter().collect();
    ordered.sort_by_key(|it| (&it.official, &it.agency, place(it), &it.metric));
    ordered
}

fn mark(changed: bool) -> [Value; 2] {
    [Value::Flag(changed), if changed { Value::Flag(true) } else { Value::Blank }]
}

fn score_row(published: Option<&Score>, now: Option<&Score>, frame: &Frame) -> Row {
    let who = published.or(now);
    let points = |score: Option<&Score>| {
        score.and_then(|s| s.task_points).map_or(Value::NoData(String::new()), Value::Decimal)
    };
    let side = |score| {
        let blank = || Value::Blank;
        [blank(), blank(), blank(), points(score)]
    };
    let changed = published.and_then(|s| s.task_points) != now.and_then(|s| s.task_points);
    let mut values = vec![
        text_or_blank(who.map(|s| s.official.as_str())),
        text_or_blank(who.and_then(|s| s.agency.as_deref())),
        Value::Text("task_points".into()),
        Value::Text(frame.text(w::task_points())),
    ];
    values.extend(side(published));
    values.extend(side(now));
    values.extend([points(published), points(now)]);
    values.extend(mark(changed));
    Row::new(values).tone(if changed { Tone::Warn } else { Tone::Total })
}

/// The figures that moved, month by month.
fn corrections(closed: &[Comparison], library: &Library, frame: &Frame) -> Section {
    let mut columns = vec![
        Column::new("month", "", Kind::Code).machine_only(),
        frame.column("month_text", w::month(), Kind::Text).human_only(),
        frame.column("number", w::number(), Kind::Number),
        Column::new("compared_with", "", Kind::Number).machine_only(),
        frame.column("compared_text", w::next(), Kind::Text).human_only(),
    ];
    columns.extend(who_columns(frame));
    columns.extend(side("published", w::published(), frame));
    columns.extend(side("now", w::now(), frame));
    columns.push(frame.column("dossiers", w::dossiers(), Kind::Number));
    let mut rows = Vec::new();
    for (i, it) in closed.iter().enumerate() {
        for figure in it.corrections() {
            let mut values = which(closed, i, frame).to_vec();
            values.extend(who_cells(figure, library, frame));
            values.extend(side_cells(figure.published));
            values.extend(side_cells(figure.now));
            let n = Box::new(count(figure.n_differences));
            values.push(match figure.n_differences {
                0 => *n,
                _ => Value::Link { section: format!("{CORRECTED}#{}", figure.official), value: n },
            });
            rows.push(Row::new(values).tone(Tone::Warn).anchor(figure.official.clone()));
        }
    }
    Section::new(CORRECTIONS, frame.text(w::corrections_title()))
        .lead(frame.text(w::corrections_lead()))
        .columns(columns)
        .rows(rows)
        .empty_text(frame.text(w::corrections_none()))
}

/// Month, number and what the closing at `i` is compared with: the next closing of the month, or now.
fn which(closed: &[Comparison], i: usize, frame: &Frame) -> [Value; 5] {
    let closing = &closed[i].closing;
    let next = closed.get(i + 1).map(|it| &it.closing).filter(|next| next.month == closing.month);
    [
        Value::Text(closing.month.clone()),
        Value::Text(month(&closed[i], frame)),
        Value::Int(i64::from(closing.number)),
        next.map_or(Value::Blank, |next| Value::Int(i64::from(next.number))),
        Value::Text(frame.text(next.map_or_else(w::with_now, |next| w::with_closing(next.number)))),
    ]
}

/// What counts otherwise, a dossier or suspension a row.
fn corrected(closed: &[Comparison], library: &Library, frame: &Frame) -> Section {
    let mut columns = vec![
        Column::new("month", "", Kind::Code).machine_only(),
        frame.column("month_text", w::month(), Kind::Text).human_only(),
        frame.column("number", w::number(), Kind::Number),
        Column::new("compared_with", "", Kind::Number).machine_only(),
        frame.column("compared_text", w::next(), Kind::Text).human_only(),
    ];
    columns.extend(difference_columns(w::counted_before(), w::counted_now(), frame.lang));
    let mut rows = Vec::new();
    for (i, it) in closed.iter().enumerate() {
        for difference in &it.differences {
            let mut values = which(closed, i, frame).to_vec();
            values.extend(difference_cells(difference, library, frame.lang));
            let official = difference.before.as_ref().or(difference.after.as_ref());
            let official = official.and_then(|it| it.official.clone()).unwrap_or_default();
            rows.push(Row::new(values).anchor(official));
        }
    }
    Section::new(CORRECTED, frame.text(w::corrected_title()))
        .lead(frame.text(w::corrected_lead()))
        .columns(columns)
        .rows(rows)
}

fn text(phrase: Phrase, lang: Lang) -> String {
    phrase.text(lang).to_string()
}

/// The columns of [`difference_cells`].
pub fn difference_columns(before: Phrase, after: Phrase, lang: Lang) -> Vec<Column> {
    let column = |key: &str, title: Phrase, kind| Column::new(key, text(title, lang), kind);
    vec![
        Column::new("metric", "", Kind::Code).machine_only(),
        column("metric_title", words::report::metric(), Kind::Text).human_only(),
        column("subject", words::evaluation::subject(), Kind::Code),
        Column::new("official_before", "", Kind::Text).machine_only(),
        Column::new("counts_before", "", Kind::Code).machine_only(),
        column("before_text", before, Kind::Text).human_only(),
        Column::new("official_after", "", Kind::Text).machine_only(),
        Column::new("counts_after", "", Kind::Code).machine_only(),
        column("after_text", after, Kind::Text).human_only(),
    ]
}

/// How one thing counted before and after: `hit`, `miss`, `no_data`, `not_counted`.
pub fn difference_cells(it: &Difference, library: &Library, lang: Lang) -> Vec<Value> {
    let mut values = vec![
        Value::Text(it.metric.clone()),
        Value::Text(title(&it.metric, library, lang)),
        Value::Text(it.subject.clone()),
    ];
    for side in [&it.before, &it.after] {
        let (code, phrase) = counts(side.as_ref());
        let official = side.as_ref().and_then(|it| it.official.as_deref());
        let said = match official {
            Some(name) => w::counts_for(text(phrase, lang), name),
            None => phrase,
        };
        values.extend([text_or_blank(official), Value::Text(code.into()), Value::Text(text(said, lang))]);
    }
    values
}

fn counts(side: Option<&Counted>) -> (&'static str, Phrase) {
    match side.map(|it| it.hit) {
        Some(Some(true)) => ("hit", words::explain::hit()),
        Some(Some(false)) => ("miss", words::explain::miss()),
        Some(None) => ("no_data", words::explain::no_data()),
        None => ("not_counted", w::not_counted()),
    }
}
