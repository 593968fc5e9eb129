//! On time beside on time without improper suspensions, and the dossiers that make the difference.

use crate::analysis::counterfactual::{Changed, Counterfactual, Figures};
use crate::analysis::rates::{Counts, percent};
use crate::report::frame::{self, Frame, count, moment, text_or_blank};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::words::{self, Phrase, counterfactual as w, listing};

const CHANGED: &str = "counterfactual_dossiers";

/// Both tables.
pub fn sections(it: &Counterfactual, frame: &Frame) -> Vec<Section> {
    if let Some(missing) = &it.missing {
        let section = Section::new("counterfactual", frame.text(w::title()));
        return vec![section.empty_text(frame.text(missing.clone()))];
    }
    vec![figures(it, frame), changed(it, frame).folded()]
}

fn figures(it: &Counterfactual, frame: &Frame) -> Section {
    let mut columns = vec![
        Column::new("official", "", Kind::Text).machine_only(),
        frame.column("official_text", words::report::official(), Kind::Text).human_only(),
        Column::new("agency", "", Kind::Text).machine_only(),
    ];
    for (key, title) in [("own", w::own()), ("strict", w::strict()), ("high", w::high()), ("low", w::low())] {
        let parent = frame.text(title);
        let under = |name: &str, title: Phrase, kind| {
            frame.column(&format!("{key}_{name}"), title, kind).under(&parent)
        };
        columns.push(under("hits", words::report::hits(), Kind::Number));
        columns.push(under("total", words::report::total(), Kind::Number));
        columns.push(under("rate", words::report::rate(), Kind::Percent));
    }
    columns.push(frame.column("changed", listing::dossier_count(), Kind::Number));
    let whole = figures_row(&it.whole, frame.text(w::whole()), it.changed.len(), frame).tone(Tone::Total);
    let of = |figures: &Figures| {
        let named = |it: &&Changed| {
            it.dossier.processing_official.as_deref().unwrap_or_default() == figures.official
                && it.dossier.agency == figures.agency
        };
        let n = it.changed.iter().filter(named).count();
        figures_row(figures, frame.official(&figures.official), n, frame)
    };
    Section::new("counterfactual", frame.text(w::title()))
        .lead(frame.text(w::lead()))
        .columns(columns)
        .rows(std::iter::once(whole).chain(it.officials.iter().map(of)))
}

fn figures_row(it: &Figures, official: String, n_changed: usize, frame: &Frame) -> Row {
    let mut values =
        vec![text_or_blank(Some(&it.official)), Value::Text(official), text_or_blank(it.agency.as_deref())];
    for counts in [it.own, it.strict, it.high, it.low] {
        values.extend(cells(counts));
    }
    let n = Box::new(count(n_changed as u64));
    let anchor = frame.official(&it.official);
    let section = if it.official.is_empty() { CHANGED.into() } else { format!("{CHANGED}#{anchor}") };
    values.push(if n_changed > 0 { Value::Link { section, value: n } } else { *n });
    Row::new(values)
}

fn cells(it: Counts) -> [Value; 3] {
    [count(it.hits), count(it.total), frame::percent(percent(it.hits, it.total))]
}

fn changed(it: &Counterfactual, frame: &Frame) -> Section {
    let columns = vec![
        Column::new("official", "", Kind::Text).machine_only(),
        frame.column("official_text", words::report::official(), Kind::Text).human_only(),
        frame.column("dossier_code", listing::dossier_code(), Kind::Code),
        frame.column("due_at", listing::due_at(), Kind::DateTime),
        frame.column("due_counterfactual_at", w::due_high(), Kind::DateTime),
        frame.column("due_counterfactual_low_at", w::due_low(), Kind::DateTime),
        frame.column("ended_at", listing::ended_at(), Kind::DateTime),
        frame.column("suspended_minutes_improper", w::improper_minutes(), Kind::Minutes),
        frame.column("suspended_minutes_unverifiable", w::unverifiable_minutes(), Kind::Minutes),
        Column::new("strict", "", Kind::Flag).machine_only(),
        frame.column("strict_text", w::strict_short(), Kind::Text).human_only(),
        Column::new("counterfactual", "", Kind::Flag).machine_only(),
        frame.column("high_text", w::high_short(), Kind::Text).human_only(),
        Column::new("counterfactual_low", "", Kind::Flag).machine_only(),
        frame.column("low_text", w::low_short(), Kind::Text).human_only(),
        frame.column("place", listing::place(), Kind::Text).human_only(),
    ];
    Section::new(CHANGED, frame.text(w::changed_title()))
        .lead(frame.text(w::changed_lead()))
        .columns(columns)
        .rows(it.changed.iter().map(|it| changed_row(it, frame)))
        .empty_text(frame.text(w::changed_none()))
}

fn changed_row(it: &Changed, frame: &Frame) -> Row {
    let dossier = &it.dossier;
    let official = dossier.processing_official.clone().unwrap_or_default();
    let minutes = |minutes: Option<i64>| minutes.map_or(Value::NoData(String::new()), Value::Minutes);
    let ended = if dossier.ended_at.is_some() { moment(dossier.ended_at) } else { Value::Blank };
    let mut values = vec![
        text_or_blank(Some(&official)),
        Value::Text(frame.official(&official)),
        Value::Text(dossier.code.clone()),
        moment(dossier.due_at),
        moment(it.due_high_at),
        moment(it.due_low_at),
        ended,
        minutes(it.improper_minutes),
        minutes(it.unverifiable_minutes),
    ];
    for hit in [it.strict, it.high, it.low] {
        let phrase = match hit {
            Some(true) => words::explain::hit(),
            Some(false) => words::explain::miss(),
            None => words::closing::not_counted(),
        };
        values.push(hit.map_or(Value::NoData(String::new()), Value::Flag));
        values.push(Value::Text(frame.text(phrase)));
    }
    values.push(Value::Text(frame.text(dossier.place.clone())));
    let tone = if it.high == Some(false) { Tone::Bad } else { Tone::Warn };
    Row::new(values).tone(tone).anchor(frame.official(&official))
}
