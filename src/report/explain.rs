//! The document of `explain`: one dossier's clock in words, as a timeline, and day by day.

use crate::analysis::explain::{
    DueStep, DueStepKind, EventKind, Explanation, MetricLine, Span, SpanDay, SpanKind,
};
use crate::analysis::suspensions::{Evidence, SuspensionVerdict, Verdict};
use crate::domain::schema::TableName;
use crate::report::calendar::{minutes, parts};
use crate::report::frame::text_or_blank;
use crate::report::model::{Column, Document, Headline, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, calendar, explain as words, listing, notation, report};

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
    document.notes.extend(it.warning.as_ref().map(|w| w.text(lang).to_string()));
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
        column("at", words::at(), Kind::DateTime, lang),
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
        column("start", words::start(), Kind::DateTime, lang),
        column("end", words::end(), Kind::DateTime, lang),
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

fn suspensions(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        column("sequence", listing::sequence(), Kind::Number, lang),
        column("suspended_at", listing::suspended_at(), Kind::DateTime, lang),
        column("resumed_at", listing::resumed_at(), Kind::DateTime, lang),
        column("working_minutes", words::working_minutes(), Kind::Number, lang),
        column("official", report::official(), Kind::Text, lang),
        Column::new("verdict", "", Kind::Code).machine_only(),
        column("treatment", words::treatment(), Kind::Text, lang).human_only(),
        Column::new("rules", "", Kind::Text).machine_only(),
        Column::new("no_data_rules", "", Kind::Text).machine_only(),
        column("because", words::because(), Kind::Prose, lang).human_only(),
        Column::new("evidence", "", Kind::Prose).machine_only(),
        Column::new("place", "", Kind::Text).machine_only(),
    ];
    Section::new("suspensions", text(words::suspensions(), lang))
        .columns(columns)
        .rows(it.suspensions.iter().map(|stop| stop_row(stop, it, lang)))
        .empty_text(text(words::no_suspensions(), lang))
}

fn stop_row(stop: &SuspensionVerdict, it: &Explanation, lang: Lang) -> Row {
    let (treatment, tone) = match stop.verdict {
        Verdict::Improper => (words::voided(), Tone::Bad),
        Verdict::Unverifiable => (words::doubtful(), Tone::Warn),
        Verdict::Proper => (words::counts(), Tone::Plain),
    };
    let moment = |at: Option<chrono::NaiveDateTime>| at.map_or(Value::Blank, Value::DateTime);
    Row::new(vec![
        Value::Int(stop.sequence),
        moment(stop.suspended_at),
        moment(stop.resumed_at),
        stop.working_minutes.map_or(Value::NoData(String::new()), Value::Int),
        text_or_blank(stop.official.as_deref()),
        Value::Text(stop.verdict.as_str().into()),
        value(treatment, lang),
        Value::List(stop.rules.clone()),
        Value::List(stop.no_data_rules.clone()),
        because(stop, it, lang),
        evidence(stop, lang),
        Value::Text(stop.place.text(lang).into()),
    ])
    .tone(tone)
}

/// A line per rule that fired, with the cells that prove it; then the rules without data.
fn because(stop: &SuspensionVerdict, it: &Explanation, lang: Lang) -> Value {
    let mut lines: Vec<String> =
        stop.evidence.iter().map(|e| format!("{}: {}", e.title.text(lang), e.text.text(lang))).collect();
    if lines.is_empty() && stop.no_data_rules.is_empty() {
        lines.push(text(words::all_proper(), lang));
    }
    if !stop.no_data_rules.is_empty() {
        let titles: Vec<&str> = (stop.no_data_rules.iter())
            .map(|name| it.rule_titles.get(name).map_or(name.as_str(), |t| t.text(lang)))
            .collect();
        lines.push(text(listing::rules_without_data(titles.join("; ")), lang));
    }
    Value::Text(lines.join("\n"))
}

fn evidence(stop: &SuspensionVerdict, lang: Lang) -> Value {
    let record = |e: &Evidence| {
        vec![
            ("rule".to_string(), Value::Text(e.rule.clone())),
            ("text".to_string(), value(e.text.clone(), lang)),
            ("source".to_string(), value(e.source.clone(), lang)),
        ]
    };
    Value::Records(stop.evidence.iter().map(record).collect())
}

fn due(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        Column::new("step", "", Kind::Code).machine_only(),
        column("step_text", words::step(), Kind::Text, lang).human_only(),
        column("at", words::at(), Kind::DateTime, lang),
        column("minutes", words::moved(), Kind::Minutes, lang),
    ];
    Section::new("due", text(words::due(), lang))
        .columns(columns)
        .rows(it.dues.iter().map(|step| due_row(step, lang)))
        .empty_text(text(words::no_due(), lang))
}

fn due_row(step: &DueStep, lang: Lang) -> Row {
    let (code, phrase) = match step.kind {
        DueStepKind::Original => ("original", words::step_original()),
        DueStepKind::Exported => ("exported", words::step_exported()),
        DueStepKind::Effective => ("effective", words::step_effective()),
        DueStepKind::Counterfactual => ("counterfactual", words::step_counterfactual()),
        DueStepKind::CounterfactualLow => ("counterfactual_low", words::step_counterfactual_low()),
    };
    let values = vec![
        Value::Text(code.into()),
        value(phrase, lang),
        Value::DateTime(step.at),
        step.minutes.map_or(Value::Blank, Value::Minutes),
    ];
    Row::new(values)
}

fn metrics(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        Column::new("metric", "", Kind::Code).machine_only(),
        column("title", report::metric(), Kind::Text, lang).human_only(),
        column("sequence", listing::sequence(), Kind::Number, lang),
        column("counted_on", listing::counted_on(), Kind::Date, lang),
        column("official", report::official(), Kind::Text, lang),
        Column::new("hit", "", Kind::Flag).machine_only(),
        column("result", words::result(), Kind::Text, lang).human_only(),
        column("definition", listing::definition(), Kind::Prose, lang).human_only(),
        column("source", listing::source(), Kind::Prose, lang),
    ];
    Section::new("metrics", text(words::metrics(), lang))
        .columns(columns)
        .rows(it.metrics.iter().map(|line| metric_row(line, lang)))
        .empty_text(text(words::no_metrics(), lang))
}

fn metric_row(line: &MetricLine, lang: Lang) -> Row {
    let (result, tone) = match line.hit {
        _ if line.low_only => (words::low_only(), Tone::Muted),
        Some(true) => (words::hit(), Tone::Plain),
        Some(false) => (words::miss(), Tone::Bad),
        None => (words::no_data(), Tone::Muted),
    };
    Row::new(vec![
        Value::Text(line.metric.clone()),
        value(line.title.clone(), lang),
        line.sequence.map_or(Value::Blank, Value::Int),
        Value::Date(line.counted_on),
        text_or_blank(line.official.as_deref()),
        line.hit.map_or(Value::NoData(String::new()), Value::Flag),
        value(result, lang),
        value(line.definition.clone(), lang),
        value(line.source.clone(), lang),
    ])
    .tone(tone)
}

fn findings(it: &Explanation, lang: Lang) -> Section {
    let columns = vec![
        Column::new("rule", "", Kind::Code).machine_only(),
        column("title", listing::rule(), Kind::Text, lang).human_only(),
        Column::new("severity", "", Kind::Code).machine_only(),
        column("found_on", listing::found_on(), Kind::Date, lang),
        column("evidence", listing::evidence(), Kind::Prose, lang),
        column("source", listing::source(), Kind::Prose, lang),
    ];
    let rows = it.findings.iter().map(|finding| {
        let title = it.rule_titles.get(&finding.rule).map(|title| title.text(lang));
        Row::new(vec![
            Value::Text(finding.rule.clone()),
            text_or_blank(title),
            Value::Text(finding.severity.as_str().into()),
            finding.found_on.map_or(Value::Blank, Value::Date),
            value(finding.evidence.clone(), lang),
            value(finding.source.clone(), lang),
        ])
        .tone(Tone::Bad)
    });
    Section::new("findings", text(words::findings(), lang))
        .columns(columns)
        .rows(rows)
        .empty_text(text(words::no_findings(), lang))
}
