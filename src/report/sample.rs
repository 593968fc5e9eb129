//! The inspection form, and what a filled one shows.

use crate::analysis::sample::{Form, GENERATOR, Member, Risk, Sample, Stratum, assess};
use crate::report::explain::outcome_words;
use crate::report::frame::{Frame, count, percent, text_or_blank};
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::words::{Lang, Phrase, listing, report, sample as words};

/// The printable form: one row per dossier, empty columns for the inspector.
pub fn form(sample: &Sample, frame: &Frame) -> Document {
    let mut document = frame.official_document("sample", words::title());
    let n = sample.members.len();
    document.subtitle.push(frame.text(words::drawn(n, sample.n_population, sample.n_officials)));
    document.subtitle.push(frame.text(words::method(GENERATOR, sample.seed, &sample.id)));
    document.fields.extend([
        ("sample_id".into(), Value::Text(sample.id.clone())),
        ("generator".into(), Value::Text(GENERATOR.into())),
        ("seed".into(), count(sample.seed)),
        ("size".into(), count(n as u64)),
        ("population".into(), count(sample.n_population)),
        ("officials".into(), count(sample.n_officials)),
    ]);
    let mut section = Section::new("sample", frame.text(words::section()))
        .columns(columns(frame))
        .rows(sample.members.iter().enumerate().map(|(i, member)| row(i, member, sample, frame)))
        .footnote(frame.text(words::how_to_fill()))
        .footnote(frame.text(words::weights()));
    section.signed = true;
    document.sections = vec![section];
    document
}

fn columns(frame: &Frame) -> Vec<Column> {
    vec![
        frame.column("number", report::number_sign(), Kind::Number),
        frame.column("sample_id", words::sample_id(), Kind::Code),
        frame.column("dossier_code", listing::dossier_code(), Kind::Code),
        frame.column("official", report::official(), Kind::Text),
        frame.column("agency", report::agency(), Kind::Text),
        frame.column("procedure", report::procedure(), Kind::Prose),
        frame.column("accepted_at", listing::accepted_at(), Kind::DateTime),
        frame.column("ended_at", listing::ended_at(), Kind::DateTime),
        Column::new("outcome", "", Kind::Code).machine_only(),
        frame.column("outcome_text", listing::outcome(), Kind::Text).human_only(),
        Column::new("risks", "", Kind::Text).machine_only(),
        frame.column("risks_text", words::risks(), Kind::Text).human_only(),
        frame.column("weight", words::weight(), Kind::Number),
        frame.column("result", words::result(), Kind::Text),
        frame.column("remark", words::remark(), Kind::Prose),
        frame.column("inspector", words::inspector(), Kind::Text),
    ]
}

pub fn risk_words(risk: Risk) -> Phrase {
    match risk {
        Risk::ImproperSuspension => words::improper_suspension(),
        Risk::DueEdited => words::due_edited(),
        Risk::UnverifiableSuspension => words::unverifiable_suspension(),
        Risk::Late => words::late(),
        Risk::Slow => words::slow(),
    }
}

fn row(i: usize, member: &Member, sample: &Sample, frame: &Frame) -> Row {
    let moment = |at: Option<chrono::NaiveDateTime>| at.map_or(Value::Blank, Value::DateTime);
    Row::new(vec![
        count(i as u64 + 1),
        Value::Text(sample.id.clone()),
        Value::Text(member.dossier_code.clone()),
        Value::Text(member.official.clone()),
        text_or_blank(member.agency.as_deref()),
        text_or_blank(member.procedure.as_deref()),
        moment(member.accepted_at),
        moment(member.ended_at),
        text_or_blank(member.outcome.as_deref()),
        Value::Text(frame.text(outcome_words(member.outcome.as_deref()))),
        Value::List(member.risks.iter().map(|r| r.as_str().to_string()).collect()),
        Value::List(member.risks.iter().map(|r| frame.text(risk_words(*r))).collect()),
        count(member.weight()),
        Value::Blank,
        Value::Blank,
        Value::Blank,
    ])
}

/// What the filled form shows: in all, then by official.
pub fn results(form: &Form, lang: Lang) -> Document {
    let text = |phrase: Phrase| phrase.text(lang).to_string();
    let (all, strata) = assess(form);
    let bound = |f: fn((f64, f64)) -> f64| percent(all.interval().map(f));
    let column = |key: &str, title: Phrase, kind| Column::new(key, text(title), kind);
    let columns = vec![
        column("official", report::official(), Kind::Text),
        column("inspected", words::inspected(), Kind::Number),
        column("errors", words::errors(), Kind::Number),
        column("blank", words::blank(), Kind::Number),
        column("rate", words::error_rate(), Kind::Percent),
        column("lower", report::lower(), Kind::Percent).under(text(report::interval())),
        column("upper", report::upper(), Kind::Percent).under(text(report::interval())),
    ];
    let office = Stratum { official: text(report::office()), ..all.clone() };
    let no_name = text(report::no_official());
    let named = |s: &Stratum| if s.official.is_empty() { no_name.clone() } else { s.official.clone() };
    Document {
        key: "sample_results".into(),
        lang,
        title: text(words::results_title(&form.id)),
        fields: vec![
            ("sample_id".into(), Value::Text(form.id.clone())),
            ("inspected".into(), count(all.inspected)),
            ("errors".into(), count(all.errors)),
            ("blank".into(), count(all.blank)),
            ("rate".into(), percent(all.rate())),
            ("lower".into(), bound(|b| b.0)),
            ("upper".into(), bound(|b| b.1)),
        ],
        sections: vec![
            Section::new("results", text(words::results_section()))
                .columns(columns)
                .rows(strata.iter().map(|s| stratum_row(named(s), s)))
                .rows([stratum_row(office.official.clone(), &office).tone(Tone::Total)])
                .footnote(text(words::results_foot())),
        ],
        ..Document::default()
    }
}

fn stratum_row(name: String, s: &Stratum) -> Row {
    let interval = s.interval();
    Row::new(vec![
        Value::Text(name),
        count(s.inspected),
        count(s.errors),
        count(s.blank),
        percent(s.rate()),
        percent(interval.map(|i| i.0)),
        percent(interval.map(|i| i.1)),
    ])
}
