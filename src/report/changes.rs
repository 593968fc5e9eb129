//! The document of `changes`: what moved, how often, and what it did to the rates.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::changes::{Cell, Change, ChangeKind, Changes, Effect, Tally};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::metrics::Library;
use crate::report::frame::{count, percent, text_or_blank};
use crate::report::model::{Column, Document, Headline, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, changes as words, listing, notation, report};

pub fn document(
    it: &Changes,
    from: &ImportRecord,
    to: &ImportRecord,
    library: &Library,
    lang: Lang,
) -> Document {
    let mut document = Document {
        key: "changes".into(),
        lang,
        title: text(words::title(), lang),
        subtitle: compared(it, from, to, lang),
        fields: vec![("from".into(), import(from)), ("to".into(), import(to))],
        headline: headline(it, lang),
        sections: vec![rows(it, lang), summary(it, lang), effects(it, library, lang)],
        ..Document::default()
    };
    document.fields.push(("n_both".into(), count(it.n_both)));
    document.fields.push(("vanished_is_known".into(), Value::Flag(it.vanished_is_known)));
    document
}

/// The same inside a report, under keys of their own: how often, what it did to the rates, and the
/// list. New dossiers are counted, not listed: every export has many.
pub fn in_report(
    found: Option<&(Changes, ImportRecord, ImportRecord)>,
    library: &Library,
    lang: Lang,
) -> Vec<Section> {
    let Some((it, from, to)) = found else {
        let none = Section::new("changes", text(words::title(), lang));
        return vec![none.empty_text(text(words::nothing_to_compare(), lang))];
    };
    let mut listed = it.clone();
    listed.rows.retain(|change| change.kind != ChangeKind::New);
    let mut summary = summary(it, lang);
    summary.lead = compared(it, from, to, lang);
    let (mut effects, rows) = (effects(it, library, lang), rows(&listed, lang));
    (summary.key, effects.key) = ("changes_summary".into(), "changes_effects".into());
    let rows = rows.footnote(text(words::new_not_listed(), lang));
    vec![summary, effects.folded(), rows.folded()]
}

/// Which two exports are compared.
fn compared(it: &Changes, from: &ImportRecord, to: &ImportRecord, lang: Lang) -> Vec<String> {
    let line = |record: &ImportRecord, phrase: fn(&str, String, &str) -> Phrase| {
        let at = notation::moment(record.exported_at, lang);
        text(phrase(&record.import_id, at, &record.file_name), lang)
    };
    vec![
        line(from, |id, at, file| words::from_line(id, at, file)),
        line(to, |id, at, file| words::to_line(id, at, file)),
        text(words::both_line(it.n_both, it.n_before, it.n_after), lang),
    ]
}

fn import(record: &ImportRecord) -> Value {
    Value::Records(vec![vec![
        ("import_id".into(), Value::Text(record.import_id.clone())),
        ("exported_at".into(), Value::DateTime(record.exported_at)),
        ("file_name".into(), Value::Text(record.file_name.clone())),
    ]])
}

fn text(phrase: Phrase, lang: Lang) -> String {
    phrase.text(lang).to_string()
}

fn column(key: &str, title: Phrase, kind: Kind, lang: Lang) -> Column {
    Column::new(key, text(title, lang), kind)
}

pub fn kind_words(kind: ChangeKind) -> Phrase {
    match kind {
        ChangeKind::Vanished => words::vanished(),
        ChangeKind::DueMoved => words::due_moved(),
        ChangeKind::DueMovedUnknown => words::due_moved_unknown(),
        ChangeKind::DueMovedSuspended => words::due_moved_suspended(),
        ChangeKind::SubmittedEdited => words::submitted_edited(),
        ChangeKind::AcceptedEdited => words::accepted_edited(),
        ChangeKind::FinishedEdited => words::finished_edited(),
        ChangeKind::OfficialSwapped => words::official_swapped(),
        ChangeKind::StatusBack => words::status_back(),
        ChangeKind::DigitizedFlipped => words::digitized_flipped(),
        ChangeKind::PaidFlipped => words::paid_flipped(),
        ChangeKind::New => words::new(),
    }
}

fn rows(it: &Changes, lang: Lang) -> Section {
    let columns = vec![
        Column::new("kind", "", Kind::Code).machine_only(),
        column("kind_text", words::kind(), Kind::Text, lang).human_only(),
        column("dossier_code", listing::dossier_code(), Kind::Code, lang),
        Column::new("column", "", Kind::Code).machine_only(),
        column("column_text", words::column(), Kind::Text, lang).human_only(),
        column("before", words::before(), Kind::DateTime, lang).exact(),
        column("after", words::after(), Kind::DateTime, lang).exact(),
        column("official", report::official(), Kind::Text, lang),
        column("agency", report::agency(), Kind::Text, lang),
        column("place", listing::place(), Kind::Text, lang),
    ];
    let mut section = Section::new("changes", text(words::rows(), lang))
        .columns(columns)
        .rows(it.rows.iter().map(|change| row(change, lang)))
        .empty_text(text(words::no_rows(), lang));
    if !it.vanished_is_known {
        section = section.footnote(text(words::vanished_unknown(), lang));
    }
    section
}

fn row(change: &Change, lang: Lang) -> Row {
    let title = TableName::Dossiers.column(change.column).map(|c| if lang == Lang::Vi { c.vi } else { c.en });
    let cell = |cell: &Cell| match cell {
        Cell::Blank if change.column.is_empty() => Value::Blank,
        Cell::Blank => Value::NoData(text(words::blank(), lang)),
        Cell::Moment(at) => Value::DateTime(*at),
        Cell::Text(words) => Value::Text(words.clone()),
        Cell::Flag(flag) => Value::Flag(*flag),
    };
    Row::new(vec![
        Value::Text(change.kind.as_str().into()),
        Value::Text(text(kind_words(change.kind), lang)),
        Value::Text(change.dossier_code.clone()),
        text_or_blank(Some(change.column)),
        text_or_blank(title),
        cell(&change.before),
        cell(&change.after),
        text_or_blank(change.official.as_deref()),
        text_or_blank(change.agency.as_deref()),
        Value::Text(change.place.text(lang).into()),
    ])
    .tone(tone(change.kind))
}

/// Changes and dossiers of each kind.
fn counts(it: &Changes) -> BTreeMap<ChangeKind, (u64, BTreeSet<&str>)> {
    let mut counts: BTreeMap<ChangeKind, (u64, BTreeSet<&str>)> = BTreeMap::new();
    for change in &it.rows {
        let (n, codes) = counts.entry(change.kind).or_default();
        *n += 1;
        codes.insert(&change.dossier_code);
    }
    counts
}

fn tone(kind: ChangeKind) -> Tone {
    match kind {
        ChangeKind::New | ChangeKind::DueMovedSuspended => Tone::Plain,
        ChangeKind::DueMoved | ChangeKind::Vanished => Tone::Bad,
        _ => Tone::Warn,
    }
}

fn headline(it: &Changes, lang: Lang) -> Vec<Headline> {
    let figure = |(kind, (_, codes)): (ChangeKind, (u64, BTreeSet<&str>))| Headline {
        label: text(kind_words(kind), lang),
        value: count(codes.len() as u64),
        detail: String::new(),
        tone: tone(kind),
    };
    counts(it).into_iter().map(figure).collect()
}

fn summary(it: &Changes, lang: Lang) -> Section {
    let counts = counts(it);
    let columns = vec![
        Column::new("kind", "", Kind::Code).machine_only(),
        column("kind_text", words::kind(), Kind::Text, lang).human_only(),
        column("changes", words::n_changes(), Kind::Number, lang),
        column("dossiers", words::n_dossiers(), Kind::Number, lang),
    ];
    let rows = counts.iter().map(|(kind, (n, codes))| {
        Row::new(vec![
            Value::Text(kind.as_str().into()),
            Value::Text(text(kind_words(*kind), lang)),
            count(*n),
            count(codes.len() as u64),
        ])
    });
    Section::new("summary", text(words::summary(), lang))
        .columns(columns)
        .rows(rows)
        .empty_text(text(words::no_rows(), lang))
}

fn effects(it: &Changes, library: &Library, lang: Lang) -> Section {
    let tally = |when: &str, parent: Phrase| {
        let under = |key: &str, title: Phrase, kind| {
            column(&format!("{key}_{when}"), title, kind, lang).under(text(parent.clone(), lang))
        };
        [
            under("hits", report::hits(), Kind::Number),
            under("total", report::total(), Kind::Number),
            under("no_data", report::no_data(), Kind::Number),
            under("rate", words::rate(), Kind::Percent),
        ]
    };
    let mut columns = vec![
        Column::new("kind", "", Kind::Code).machine_only(),
        column("kind_text", words::kind(), Kind::Text, lang).human_only(),
        Column::new("metric", "", Kind::Code).machine_only(),
        column("metric_text", report::metric(), Kind::Text, lang).human_only(),
    ];
    columns.extend(tally("before", words::before()));
    columns.extend(tally("after", words::after()));
    Section::new("effects", text(words::effects(), lang))
        .columns(columns)
        .rows(it.effects.iter().map(|effect| effect_row(effect, library, lang)))
        .empty_text(text(words::no_effects(), lang))
        .footnote(text(words::effects_foot(), lang))
}

fn effect_row(effect: &Effect, library: &Library, lang: Lang) -> Row {
    let title = library.metrics.iter().find(|m| m.name == effect.metric).map(|m| m.title.text(lang));
    let mut values = vec![
        Value::Text(effect.kind.map_or("all", ChangeKind::as_str).into()),
        Value::Text(text(effect.kind.map_or_else(words::all, kind_words), lang)),
        Value::Text(effect.metric.clone()),
        text_or_blank(title),
    ];
    let tally = |t: &Tally| [count(t.hits), count(t.total), count(t.no_data), percent(t.rate())];
    values.extend(tally(&effect.before));
    values.extend(tally(&effect.after));
    Row::new(values).tone(if effect.kind.is_none() { Tone::Total } else { Tone::Plain })
}
