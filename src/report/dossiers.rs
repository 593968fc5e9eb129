//! Lists of dossiers behind a figure: late ones, and those that waited more than eight hours.

use std::collections::BTreeMap;

use crate::analysis::evaluation::Miss;
use crate::analysis::explanations::{Explained, Explanation};
use crate::analysis::listing::Dossier;
use crate::report::explanations;
use crate::report::frame::{Frame, moment, text_or_blank};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::words::{self, Phrase, listing as w};

/// Dossiers that ended late in the period or run past their due date.
pub fn late(misses: &[Miss], explained: &[Explained], frame: &Frame) -> Section {
    let explained = explanations::of_dossiers(explained);
    Section::new("late", frame.text(w::late_title()))
        .lead(frame.text(w::late_lead()))
        .columns(vec![
            Column::new("official", "", Kind::Text).machine_only(),
            frame.column("official_text", words::report::official(), Kind::Text).human_only(),
            frame.column("dossier_code", w::dossier_code(), Kind::Code),
            frame.column("procedure", words::report::procedure(), Kind::Prose),
            frame.column("accepted_at", w::accepted_at(), Kind::DateTime),
            frame.column("due_at", w::due_at(), Kind::DateTime),
            frame.column("ended_at", w::ended_at(), Kind::DateTime),
            Column::new("outcome", "", Kind::Code).machine_only(),
            frame.column("outcome_text", w::outcome(), Kind::Text).human_only().toned(),
            frame.column("overdue_minutes", w::overdue_by(), Kind::Minutes),
            frame.column("apology_slip", w::apology(), Kind::Flag),
            frame.column("explanations_text", words::explanations::column(), Kind::Prose).human_only(),
            frame.column("place", w::place(), Kind::Text).human_only(),
            Column::new("explanations", "", Kind::Prose).machine_only(),
        ])
        .rows(misses.iter().filter_map(|miss| late_row(miss, &explained, frame)))
        .without_blank("explanations_text")
        .empty_text(frame.text(w::late_none()))
}

fn late_row(miss: &Miss, explained: &BTreeMap<&str, Vec<&Explanation>>, frame: &Frame) -> Option<Row> {
    let dossier = miss.dossier.as_ref()?;
    let given = || explained.get(dossier.code.as_str()).into_iter().flatten().copied();
    let ended = if dossier.ended_at.is_some() { moment(dossier.ended_at) } else { Value::Blank };
    let overdue = match dossier.overdue_minutes {
        Some(n) => Value::Minutes(n),
        None => Value::NoData(String::new()),
    };
    let values = vec![
        Value::Text(miss.official.clone()),
        Value::Text(frame.official(&miss.official)),
        Value::Text(dossier.code.clone()),
        text_or_blank(dossier.procedure.as_deref()),
        moment(dossier.accepted_at),
        moment(dossier.due_at),
        ended,
        text_or_blank(dossier.outcome.as_deref()),
        outcome(dossier, frame),
        overdue,
        dossier.apology_slip.map_or(Value::NoData(String::new()), Value::Flag),
        explanations::in_words(given(), frame.lang),
        Value::Text(frame.text(dossier.place.clone())),
        explanations::records(given(), frame.lang),
    ];
    let tone = if dossier.ended_at.is_none() { Tone::Bad } else { Tone::Plain };
    Some(Row::new(values).tone(tone).anchor(miss.official.clone()))
}

fn outcome(dossier: &Dossier, frame: &Frame) -> Value {
    let phrase = match dossier.outcome.as_deref() {
        Some("early") => w::early(),
        Some("on_time") => w::on_time(),
        Some("late") => w::late(),
        Some("running") => w::running(),
        Some("running_late") => w::running_late(),
        Some("suspended") => w::suspended(),
        Some("no_due") => w::no_due(),
        _ => return Value::NoData(String::new()),
    };
    Value::Text(frame.text(phrase))
}

/// Online dossiers whose first response came after more than eight working hours.
pub fn slow(misses: &[Miss], frame: &Frame) -> Section {
    Section::new("accepted_late", frame.text(w::slow_title()))
        .lead(frame.text(w::slow_lead()))
        .columns(vec![
            Column::new("official", "", Kind::Text).machine_only(),
            frame.column("official_text", w::receiving_official(), Kind::Text).human_only(),
            frame.column("dossier_code", w::dossier_code(), Kind::Code),
            frame.column("procedure", words::report::procedure(), Kind::Prose),
            frame.column("submitted_at", w::submitted_at(), Kind::DateTime),
            Column::new("first_response_at", "", Kind::DateTime).machine_only(),
            frame.column("response_text", w::first_response_at(), Kind::DateTime).human_only().toned(),
            frame.column("acceptance_minutes", w::waited(), Kind::Minutes),
            frame.column("place", w::place(), Kind::Text).human_only(),
        ])
        .rows(misses.iter().filter_map(|miss| slow_row(miss, frame)))
        .empty_text(frame.text(w::slow_none()))
}

fn slow_row(miss: &Miss, frame: &Frame) -> Option<Row> {
    let dossier = miss.dossier.as_ref()?;
    let answered = dossier.first_response_at.is_some();
    let response = match dossier.first_response_at {
        Some(at) => Value::DateTime(at),
        None => Value::Text(frame.text(w::unanswered())),
    };
    let values = vec![
        Value::Text(miss.official.clone()),
        Value::Text(frame.official(&miss.official)),
        Value::Text(dossier.code.clone()),
        text_or_blank(dossier.procedure.as_deref()),
        moment(dossier.submitted_at),
        if answered { moment(dossier.first_response_at) } else { Value::Blank },
        response,
        dossier.acceptance_minutes.map_or(Value::NoData(String::new()), Value::Minutes),
        Value::Text(frame.text(dossier.place.clone())),
    ];
    let tone = if answered { Tone::Plain } else { Tone::Bad };
    Some(Row::new(values).tone(tone).anchor(miss.official.clone()))
}

/// Every thing behind the misses of one metric.
pub fn misses(key: &str, title: Phrase, lead: Phrase, misses: &[Miss], frame: &Frame) -> Section {
    use crate::words::evaluation as e;
    Section::new(key, frame.text(title))
        .lead(frame.text(lead))
        .columns(vec![
            Column::new("official", "", Kind::Text).machine_only(),
            frame.column("official_text", words::report::official(), Kind::Text).human_only(),
            frame.column("subject", e::subject(), Kind::Code),
            frame.column("counted_on", w::counted_on(), Kind::Date),
            frame.column("procedure", words::report::procedure(), Kind::Prose),
            frame.column("accepted_at", w::accepted_at(), Kind::DateTime),
            frame.column("due_at", w::due_at(), Kind::DateTime),
            frame.column("ended_at", w::ended_at(), Kind::DateTime),
            frame.column("place", w::place(), Kind::Text).human_only(),
        ])
        .rows(misses.iter().map(|miss| miss_row(miss, frame)))
}

fn miss_row(miss: &Miss, frame: &Frame) -> Row {
    let dossier = miss.dossier.as_ref();
    let at = |f: fn(&Dossier) -> Option<chrono::NaiveDateTime>| {
        dossier.and_then(f).map_or(Value::Blank, Value::DateTime)
    };
    let values = vec![
        Value::Text(miss.official.clone()),
        Value::Text(frame.official(&miss.official)),
        Value::Text(miss.subject.clone()),
        Value::Date(miss.counted_on),
        text_or_blank(dossier.and_then(|d| d.procedure.as_deref())),
        at(|d| d.accepted_at),
        at(|d| d.due_at),
        at(|d| d.ended_at),
        dossier.map_or(Value::Blank, |d| Value::Text(frame.text(d.place.clone()))),
    ];
    Row::new(values).anchor(miss.official.clone())
}
