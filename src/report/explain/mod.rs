//! The document of `explain`: one dossier's clock in words, as a timeline, and day by day.

use crate::analysis::explain::{EventKind, Explanation, Span, SpanDay, SpanKind};
use crate::domain::schema::TableName;
use crate::report::calendar::{minutes, parts};
use crate::report::explanations;
use crate::report::frame::text_or_blank;
use crate::report::model::{Column, Document, Headline, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, calendar, explain as words, listing, notation, report};

mod conclusions;

use conclusions::{due, findings, metrics, suspensions};

pub fn document(it: &Explanation, lang: Lang) -> Document {
    let mut document = Document {
        key: "explain".into(),
        lang,
        title: text(words::title(&it.code), lang),
        subtitle: subtitle(it, lang),
        fields: fields(it),
        headline: vec![conclusion(it, lang)],
        ..Document::default()
    };
    document.sections = vec![
        timeline(it, lang),
        spans(it, lang),
        days(it, lang),
        suspensions(it, lang),
        due(it, lang),
        metrics(it, lang),
        findings(it, lang),
    ];
    if !it.explained.is_empty() {
        document.sections.push(explanations::list(&it.explained, lang));
    }
    document.notes.extend(it.warnings.iter().map(|w| w.text(lang).to_string()));
    document
}

fn text(phrase: Phrase, lang: Lang) -> String {
    phrase.text(lang).to_string()
}

fn value(phrase: Phrase, lang: Lang) -> Value {
    Value::Text(text(phrase, lang))
}

fn column(key: &str, title: Phrase, kind: Kind, lang: Lang) -> Column {
    Column::new(key, text(title, lang), kind)
}

/// What the dossier is, a line per cell, then where it stands and of when the data is.
fn subtitle(it: &Explanation, lang: Lang) -> Vec<String> {
    let title = |name: &'static str| {
        let column = TableName::Dossiers.column(name);
        column.map_or(name, |c| if lang == Lang::Vi { c.vi } else { c.en })
    };
    let shown = it.cells.iter().filter(|(name, _)| !matches!(*name, "dossier_code" | "status" | "channel"));
    let mut lines: Vec<String> = shown.map(|(name, text)| format!("{}: {text}", title(name))).collect();
    lines.push(text(words::place_line(it.place.text(lang)), lang));
    lines.push(text(report::as_of_line(notation::moment(it.as_of, lang)), lang));
    lines
}

fn fields(it: &Explanation) -> Vec<(String, Value)> {
    let number = |n: Option<i64>| n.map_or(Value::NoData(String::new()), Value::Int);
    let mut fields: Vec<(String, Value)> = vec![("as_of".into(), Value::DateTime(it.as_of))];
    fields.extend(it.cells.iter().map(|(name, text)| (name.to_string(), Value::Text(text.clone()))));
    fields.push(("outcome".into(), text_or_blank(it.outcome.as_deref())));
    fields.push(("overdue_minutes".into(), number(it.overdue_minutes)));
    fields.push(("early_minutes".into(), number(it.early_minutes)));
    fields
}

pub fn outcome_words(outcome: Option<&str>) -> Phrase {
    match outcome {
        Some("early") => listing::early(),
        Some("on_time") => listing::on_time(),
        Some("late") => listing::late(),
        Some("running") => listing::running(),
        Some("running_late") => listing::running_late(),
        Some("suspended") => listing::suspended(),
        Some("no_due") => listing::no_due(),
        _ => words::not_judged(),
    }
}

fn conclusion(it: &Explanation, lang: Lang) -> Headline {
    let outcome = text(outcome_words(it.outcome.as_deref()), lang);
    let time = |minutes| text(notation::working_time(minutes), lang);
    let said = match (it.overdue_minutes, it.early_minutes) {
        (Some(0), _) => text(words::late_by_date(outcome), lang),
        (Some(late), _) => text(words::late_by(outcome, time(late)), lang),
        (None, Some(early)) if early > 0 => text(words::early_by(outcome, time(early)), lang),
        _ => outcome,
    };
    let tone = if it.overdue_minutes.is_some() { Tone::Bad } else { Tone::Plain };
    Headline { label: text(words::conclusion(), lang), value: Value::Text(said), detail: String::new(), tone }
}

fn timeline(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        column("at", words::at(), Kind::DateTime, lang).exact(),
        column("weekday", calendar::column_weekday(), Kind::Text, lang),
        Column::new("event", "", Kind::Code).machine_only(),
        column("event_text", words::event(), Kind::Text, lang).human_only(),
        column("remark", words::remark(), Kind::Text, lang),
    ];
    let rows = it.events.iter().map(|event| {
        let (code, phrase) = event_words(event.kind);
        Row::new(vec![
            Value::DateTime(event.at),
            value(calendar::weekday(event.at.date()), lang),
            Value::Text(code),
            value(phrase, lang),
            day_remark(it, event.at.date(), lang),
        ])
    });
    Section::new("timeline", text(words::timeline(), lang)).columns(columns).rows(rows)
}

/// The holiday, weekend or swap on the day of an event, as far as a span tells it.
fn day_remark(it: &Explanation, date: chrono::NaiveDate, lang: Lang) -> Value {
    let days = it.spans.iter().flat_map(|span| &span.days);
    let note = days.filter(|day| day.date == date).find_map(|day| day.note.clone());
    note.map_or(Value::Blank, |note| value(note, lang))
}

fn event_words(kind: EventKind) -> (String, Phrase) {
    let (code, phrase) = match kind {
        EventKind::Submitted => ("submitted", words::submitted()),
        EventKind::SupplementRequested => ("supplement_requested", words::supplement_requested()),
        EventKind::Refused => ("refused", words::refused()),
        EventKind::Accepted => ("accepted", words::accepted()),
        EventKind::AcceptanceLimit => ("acceptance_limit", words::acceptance_limit()),
        EventKind::Resumed(n) => ("resumed", words::resumed(n)),
        EventKind::Suspended(n) => ("suspended", words::suspended(n)),
        EventKind::Finished => ("finished", words::finished()),
        EventKind::Returned => ("returned", words::returned()),
        EventKind::Terminated => ("terminated", words::terminated()),
        EventKind::StepDue => ("step_due", words::step_due()),
        EventKind::OriginalDue => ("original_due", words::original_due()),
        EventKind::Due => ("due", words::due_at()),
        EventKind::DueCounterfactual => ("due_counterfactual", words::due_counterfactual()),
        EventKind::AsOf => ("as_of", words::as_of()),
    };
    (code.to_string(), phrase)
}

fn span_words(kind: SpanKind, spans: &[Span]) -> (String, Phrase) {
    let open_ended = spans.iter().any(|s| s.kind == SpanKind::AcceptanceAtMost);
    match kind {
        SpanKind::Acceptance if open_ended => ("acceptance".into(), words::span_acceptance_at_least()),
        SpanKind::Acceptance => ("acceptance".into(), words::span_acceptance()),
        SpanKind::AcceptanceAtMost => ("acceptance_at_most".into(), words::span_acceptance_at_most()),
        SpanKind::Processing => ("processing".into(), words::span_processing()),
        SpanKind::Suspension(n) => (format!("suspension_{n}"), words::span_suspension(n)),
        SpanKind::Overdue => ("overdue".into(), words::span_overdue()),
    }
}

fn spans(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        Column::new("span", "", Kind::Code).machine_only(),
        column("span_text", words::span(), Kind::Text, lang).human_only(),
        column("start", words::start(), Kind::DateTime, lang).exact(),
        column("end", words::end(), Kind::DateTime, lang).exact(),
        column("working_minutes", words::working_minutes(), Kind::Number, lang),
        column("in_words", calendar::column_in_words(), Kind::Minutes, lang).human_only(),
        Column::new("stored_minutes", "", Kind::Number).machine_only(),
        column("remark", words::remark(), Kind::Text, lang),
    ];
    let rows = it.spans.iter().map(|span| {
        let (code, phrase) = span_words(span.kind, &it.spans);
        let total = span.seconds / 60;
        Row::new(vec![
            Value::Text(code),
            value(phrase, lang),
            Value::DateTime(span.start),
            Value::DateTime(span.end),
            Value::Int(total),
            Value::Minutes(total),
            span.stored_minutes.map_or(Value::Blank, Value::Int),
            span_remark(span, lang),
        ])
    });
    let mut section = Section::new("spans", text(words::spans(), lang)).columns(columns).rows(rows);
    if it.spans.iter().any(|s| s.kind == SpanKind::AcceptanceAtMost) {
        section = section.footnote(text(words::date_only_foot(), lang));
    }
    section
}

fn span_remark(span: &Span, lang: Lang) -> Value {
    let suspended = span.days.iter().map(|day| day.suspended_seconds).sum::<i64>() / 60;
    let mut remarks = Vec::new();
    if suspended > 0 {
        let time = notation::working_time(suspended);
        remarks.push(text(words::suspended_part(time.text(lang)), lang));
    }
    if span.is_open {
        remarks.push(text(words::runs_on(), lang));
    }
    if remarks.is_empty() { Value::Blank } else { Value::Text(remarks.join("; ")) }
}

fn days(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        Column::new("span", "", Kind::Code).machine_only(),
        column("span_text", words::span(), Kind::Text, lang).human_only(),
        column("date", calendar::column_date(), Kind::Date, lang),
        column("weekday", calendar::column_weekday(), Kind::Text, lang),
        column("parts", words::counted(), Kind::Text, lang),
        column("working_minutes", words::working_minutes(), Kind::Number, lang),
        column("suspended_minutes", words::suspended_minutes(), Kind::Number, lang),
        column("remark", words::remark(), Kind::Prose, lang),
    ];
    let rows = it.spans.iter().flat_map(|span| {
        let (code, phrase) = span_words(span.kind, &it.spans);
        span.days.iter().map(move |day| day_row(&code, &phrase, span, day, lang))
    });
    Section::new("days", text(words::days(), lang))
        .columns(columns)
        .rows(rows)
        .footnote(text(words::days_foot(), lang))
}

fn day_row(code: &str, phrase: &Phrase, span: &Span, day: &SpanDay, lang: Lang) -> Row {
    let suspended = match span.kind {
        SpanKind::Processing => minutes(day.suspended_seconds),
        _ => Value::Blank,
    };
    let values = vec![
        Value::Text(code.to_string()),
        value(phrase.clone(), lang),
        Value::Date(day.date),
        value(calendar::weekday(day.date), lang),
        Value::List(parts(&day.parts)),
        minutes(day.seconds),
        suspended,
        day.note.clone().or_else(|| lunch(day)).map_or(Value::Blank, |note| value(note, lang)),
    ];
    Row::new(values).tone(if day.seconds > 0 { Tone::Plain } else { Tone::Muted })
}

/// The breaks between the counted parts of a day.
fn lunch(day: &SpanDay) -> Option<Phrase> {
    let gap = day.parts.windows(2).next()?;
    Some(words::lunch(gap[0].1.format("%H:%M"), gap[1].0.format("%H:%M")))
}
