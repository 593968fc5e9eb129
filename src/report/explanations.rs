//! What officials explained: each piece of evidence with the verdict before and after it, and the
//! rates that it moved.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::analysis::explanations::{Effect, Explained, Explanation};
use crate::analysis::rates::{Counts, RateRow, percent};
use crate::metrics::Library;
use crate::report::frame::{self, count, moment, text_or_blank};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::report::suspensions::verdict_text;
use crate::words::{Lang, Phrase, explanations as words, listing, notation, report};

fn text(phrase: Phrase, lang: Lang) -> String {
    phrase.text(lang).to_string()
}

fn column(key: &str, title: Phrase, kind: Kind, lang: Lang) -> Column {
    Column::new(key, text(title, lang), kind)
}

/// Both sections, where there is anything to show.
pub fn sections(explained: &[Explained], rates: &[RateRow], library: &Library, lang: Lang) -> Vec<Section> {
    let mut sections = Vec::new();
    if !explained.is_empty() {
        sections.push(list(explained, lang));
    }
    if rates.iter().any(|row| row.before.is_some()) {
        sections.push(moved(rates, library, lang).folded());
    }
    sections
}

/// Every explanation, what it is about and what it changed.
pub fn list(explained: &[Explained], lang: Lang) -> Section {
    let columns = vec![
        column("dossier_code", listing::dossier_code(), Kind::Code, lang),
        Column::new("sequence", "", Kind::Number).machine_only(),
        column("sequence_text", listing::sequence(), Kind::Text, lang).human_only(),
        column("official", report::official(), Kind::Text, lang),
        column("explained_by", words::explained_by(), Kind::Text, lang),
        column("explanation", words::text(), Kind::Prose, lang),
        Column::new("document_no", "", Kind::Text).machine_only(),
        Column::new("document_at", "", Kind::DateTime).machine_only(),
        Column::new("notice_no", "", Kind::Text).machine_only(),
        Column::new("notice_at", "", Kind::DateTime).machine_only(),
        column("evidence", words::evidence(), Kind::Prose, lang).human_only(),
        Column::new("verdict_before", "", Kind::Code).machine_only(),
        column("before_text", words::before(), Kind::Text, lang).human_only(),
        Column::new("verdict_after", "", Kind::Code).machine_only(),
        column("after_text", words::after(), Kind::Text, lang).human_only(),
        column("place", listing::place(), Kind::Text, lang),
    ];
    Section::new("explanations", text(words::title(), lang))
        .lead(text(words::lead(), lang))
        .columns(columns)
        .rows(explained.iter().map(|it| row(it, lang)))
        .footnote(text(words::foot(), lang))
}

fn row(it: &Explained, lang: Lang) -> Row {
    let given = &it.explanation;
    let (before, after) = verdicts(it.effect);
    let date = |at: Option<NaiveDateTime>| at.map_or(Value::Blank, |at| moment(Some(at)));
    let which = given.sequence.map_or_else(|| text(words::of_dossier(), lang), |n| n.to_string());
    let tone = match it.effect {
        Effect::UnknownDossier | Effect::UnknownSuspension => Tone::Warn,
        _ if before.0 != after.0 => Tone::Good,
        _ => Tone::Plain,
    };
    Row::new(vec![
        Value::Text(given.dossier_code.clone()),
        given.sequence.map_or(Value::Blank, Value::Int),
        Value::Text(which),
        text_or_blank(it.official.as_deref()),
        text_or_blank(given.explained_by.as_deref()),
        text_or_blank(given.text.as_deref()),
        text_or_blank(given.document_no.as_deref()),
        date(given.document_at),
        text_or_blank(given.notice_no.as_deref()),
        date(given.notice_at),
        text_or_blank(Some(&evidence(given, lang))),
        Value::Text(before.0.into()),
        Value::Text(text(before.1, lang)),
        Value::Text(after.0.into()),
        Value::Text(text(after.1, lang)),
        Value::Text(text(given.place.clone(), lang)),
    ])
    .tone(tone)
    .anchor(it.official.clone().unwrap_or_default())
}

/// Code and words of the verdict before and after.
fn verdicts(effect: Effect) -> ((&'static str, Phrase), (&'static str, Phrase)) {
    let apology = |given: Option<bool>| match given {
        Some(true) => ("late_with_apology", words::late_with_apology()),
        Some(false) => ("late_without_apology", words::late_without_apology()),
        None => ("late", words::late()),
    };
    let same = |code: &'static str, phrase: Phrase| ((code, phrase.clone()), (code, phrase));
    match effect {
        Effect::Suspension(before, after) => {
            ((before.as_str(), verdict_text(before)), (after.as_str(), verdict_text(after)))
        }
        Effect::Late(before, after) => (apology(before), apology(after)),
        Effect::NotLate => same("not_late", words::not_late()),
        Effect::UnknownDossier => same("unknown_dossier", words::unknown_dossier()),
        Effect::UnknownSuspension => same("unknown_suspension", words::unknown_suspension()),
    }
}

/// `Văn bản 12/CV ngày 02/10/2026; thông báo …`
pub fn evidence(it: &Explanation, lang: Lang) -> String {
    let date = |at: NaiveDateTime| notation::moment(at, lang);
    let document = match (&it.document_no, it.document_at) {
        (Some(number), Some(at)) => Some(words::document_both(number, date(at))),
        (Some(number), None) => Some(words::document_no(number)),
        (None, Some(at)) => Some(words::document_at(date(at))),
        (None, None) => None,
    };
    let notice = match (&it.notice_no, it.notice_at) {
        (Some(number), Some(at)) => Some(words::notice_both(number, date(at))),
        (Some(number), None) => Some(words::notice_no(number)),
        (None, Some(at)) => Some(words::notice_at(date(at))),
        (None, None) => None,
    };
    let parts: Vec<String> = document.into_iter().chain(notice).map(|part| text(part, lang)).collect();
    parts.join("; ")
}

/// Text, evidence and name of several explanations, a line each; blank where there are none.
pub fn in_words<'a>(explanations: impl IntoIterator<Item = &'a Explanation>, lang: Lang) -> Value {
    let line = |it: &Explanation| {
        let parts = [it.text.clone().unwrap_or_default(), evidence(it, lang)];
        let said = parts.iter().filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>().join("; ");
        match &it.explained_by {
            Some(name) => text(words::said_by(said, name), lang),
            None => said,
        }
    };
    let lines: Vec<String> = explanations.into_iter().map(line).collect();
    text_or_blank(Some(&lines.join("\n")))
}

/// The same for programs.
pub fn records<'a>(explanations: impl IntoIterator<Item = &'a Explanation>, lang: Lang) -> Value {
    let date = |at: Option<NaiveDateTime>| at.map_or(Value::Blank, Value::DateTime);
    let record = |it: &Explanation| {
        vec![
            ("explanation".to_string(), text_or_blank(it.text.as_deref())),
            ("document_no".to_string(), text_or_blank(it.document_no.as_deref())),
            ("document_at".to_string(), date(it.document_at)),
            ("notice_no".to_string(), text_or_blank(it.notice_no.as_deref())),
            ("notice_at".to_string(), date(it.notice_at)),
            ("explained_by".to_string(), text_or_blank(it.explained_by.as_deref())),
            ("source".to_string(), Value::Text(text(it.place.clone(), lang))),
        ]
    };
    Value::Records(explanations.into_iter().map(record).collect())
}

/// The explanations about dossiers (not their suspensions), by code.
pub fn of_dossiers(explained: &[Explained]) -> BTreeMap<&str, Vec<&Explanation>> {
    let mut by_code: BTreeMap<&str, Vec<&Explanation>> = BTreeMap::new();
    for it in explained.iter().map(|it| &it.explanation).filter(|it| it.sequence.is_none()) {
        by_code.entry(&it.dossier_code).or_default().push(it);
    }
    by_code
}

/// k/n by the exports alone beside k/n as it stands.
fn moved(rates: &[RateRow], library: &Library, lang: Lang) -> Section {
    let under = |key: &str, title: Phrase, kind, parent: Phrase| {
        column(key, title, kind, lang).under(text(parent, lang))
    };
    let columns = vec![
        Column::new("official", "", Kind::Text).machine_only(),
        column("official_text", report::official(), Kind::Text, lang).human_only(),
        Column::new("metric", "", Kind::Code).machine_only(),
        column("metric_title", report::metric(), Kind::Text, lang).human_only(),
        under("hits_before", report::hits(), Kind::Number, words::before()),
        under("total_before", report::total(), Kind::Number, words::before()),
        under("no_data_before", report::no_data(), Kind::Number, words::before()),
        under("rate_before", report::rate(), Kind::Percent, words::before()),
        under("hits", report::hits(), Kind::Number, words::after()),
        under("total", report::total(), Kind::Number, words::after()),
        under("no_data", report::no_data(), Kind::Number, words::after()),
        under("rate", report::rate(), Kind::Percent, words::after()),
    ];
    let rows = rates.iter().filter_map(|row| Some(moved_row(row, row.before?, library, lang)));
    Section::new("explained_rates", text(words::rates_title(), lang))
        .lead(text(words::rates_lead(), lang))
        .columns(columns)
        .rows(rows)
}

fn moved_row(row: &RateRow, before: Counts, library: &Library, lang: Lang) -> Row {
    let title = library.metrics.iter().find(|m| m.name == row.metric).map(|m| m.title.text(lang));
    let whole = row.group.is_empty();
    let official = if whole { text(words::whole(), lang) } else { row.group.clone() };
    Row::new(vec![
        text_or_blank(Some(&row.group)),
        Value::Text(official),
        Value::Text(row.metric.clone()),
        text_or_blank(title),
        count(before.hits),
        count(before.total),
        count(before.no_data),
        frame::percent(percent(before.hits, before.total)),
        count(row.hits),
        count(row.total),
        count(row.no_data),
        frame::percent(row.rate),
    ])
    .tone(if whole { Tone::Total } else { Tone::Plain })
}

/// The columns that stand beside a rate where explanations moved any; none else.
pub fn before_columns<'a>(befores: impl IntoIterator<Item = &'a Option<Counts>>, lang: Lang) -> Vec<Column> {
    if befores.into_iter().all(Option::is_none) {
        return Vec::new();
    }
    vec![
        Column::new("hits_before", "", Kind::Number).machine_only(),
        Column::new("total_before", "", Kind::Number).machine_only(),
        Column::new("no_data_before", "", Kind::Number).machine_only(),
        Column::new("rate_before", "", Kind::Percent).machine_only(),
        column("before_text", words::before(), Kind::Text, lang).human_only(),
    ]
}

/// The cells of [`before_columns`].
pub fn before_cells(before: Option<Counts>, lang: Lang) -> Vec<Value> {
    let Some(before) = before else { return vec![Value::Blank; 5] };
    vec![
        count(before.hits),
        count(before.total),
        count(before.no_data),
        frame::percent(percent(before.hits, before.total)),
        Value::Text(text(words::k_of_n(before.hits, before.total), lang)),
    ]
}

/// The warning about an explanation that fits nothing, with its address.
pub fn unknown(it: &Explained) -> Option<Phrase> {
    let given = &it.explanation;
    let what = match it.effect {
        Effect::UnknownDossier => words::no_dossier(&given.dossier_code),
        Effect::UnknownSuspension => {
            words::no_suspension(given.sequence.unwrap_or_default(), &given.dossier_code)
        }
        _ => return None,
    };
    let line = |lang| text(words::at(given.place.text(lang), what.text(lang)), lang);
    Some(Phrase::new(line(Lang::Vi), line(Lang::En)))
}
