//! The document of `suspensions`: every suspension with its verdict and the evidence.

use crate::analysis::suspensions::{SuspensionVerdict, Verdict};
use crate::metrics::{Library, RuleSeverity};
use crate::report::explanations;
use crate::report::frame::{Frame, moment, text_or_blank};
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::words::{self, Phrase};

pub fn document(verdicts: &[SuspensionVerdict], library: &Library, frame: &Frame) -> Document {
    let mut document = frame.document("suspensions", words::listing::suspensions_title());
    document.sections = vec![section(verdicts, library, frame)];
    document
}

pub fn section(verdicts: &[SuspensionVerdict], library: &Library, frame: &Frame) -> Section {
    Section::new("suspensions", frame.text(words::listing::suspensions_short()))
        .columns(columns(frame))
        .rows(verdicts.iter().map(|verdict| row(verdict, library, frame)))
        .without_blank("before_text")
        .without_blank("explanations_text")
        .empty_text(frame.text(words::listing::suspensions_none()))
        .footnote(frame.text(words::listing::verdict_foot()))
}

fn columns(frame: &Frame) -> Vec<Column> {
    use words::listing as w;
    vec![
        frame.column("dossier_code", w::dossier_code(), Kind::Code),
        frame.column("sequence", w::sequence(), Kind::Number).spare(1),
        Column::new("official", "", Kind::Text).machine_only(),
        frame.column("official_text", words::report::official(), Kind::Text).human_only(),
        frame.column("suspended_at", w::suspended_at(), Kind::DateTime).spare(2),
        Column::new("resumed_at", "", Kind::DateTime).machine_only(),
        frame.column("resumed_text", w::resumed_at(), Kind::DateTime).human_only().spare(3),
        frame.column("working_minutes", w::working_time(), Kind::Minutes).spare(4),
        Column::new("verdict", "", Kind::Code).machine_only(),
        frame.column("verdict_text", w::verdict(), Kind::Text).human_only().toned(),
        Column::new("rules", "", Kind::Text).machine_only(),
        Column::new("no_data_rules", "", Kind::Text).machine_only(),
        Column::new("evidence", "", Kind::Prose).machine_only(),
        frame.column("findings", w::findings(), Kind::Prose).human_only(),
        frame.column("before_text", words::explanations::before(), Kind::Text).human_only(),
        frame.column("explanations_text", words::explanations::column(), Kind::Prose).human_only(),
        frame.column("place", w::place(), Kind::Text).human_only().spare(5),
        Column::new("verdict_before", "", Kind::Code).machine_only(),
        Column::new("rules_before", "", Kind::Text).machine_only(),
        Column::new("explanations", "", Kind::Prose).machine_only(),
    ]
}

pub fn verdict_text(verdict: Verdict) -> Phrase {
    match verdict {
        Verdict::Improper => words::listing::improper(),
        Verdict::Unverifiable => words::listing::unverifiable(),
        Verdict::Proper => words::listing::proper(),
    }
}

fn row(it: &SuspensionVerdict, library: &Library, frame: &Frame) -> Row {
    let resumed = match it.resumed_at {
        Some(at) => Value::DateTime(at),
        None => Value::Text(frame.text(words::listing::still_open())),
    };
    let values = vec![
        Value::Text(it.dossier_code.clone()),
        Value::Int(it.sequence),
        text_or_blank(it.official.as_deref()),
        Value::Text(frame.official(it.official.as_deref().unwrap_or_default())),
        moment(it.suspended_at),
        moment(it.resumed_at),
        resumed,
        it.working_minutes.map_or(Value::NoData(String::new()), Value::Minutes),
        Value::Text(it.verdict.as_str().into()),
        Value::Text(frame.text(verdict_text(it.verdict))),
        Value::List(it.rules.clone()),
        Value::List(it.no_data_rules.clone()),
        evidence(it, frame),
        findings(it, library, frame),
        before(it, frame),
        explanations::in_words(&it.explanations, frame.lang),
        Value::Text(frame.text(it.place.clone())),
        Value::Text(it.verdict_before.as_str().into()),
        Value::List(it.rules_before.clone()),
        explanations::records(&it.explanations, frame.lang),
    ];
    let tone = match it.verdict {
        Verdict::Improper => Tone::Bad,
        Verdict::Unverifiable => Tone::Warn,
        Verdict::Proper => Tone::Plain,
    };
    Row::new(values).tone(tone).anchor(it.official.clone().unwrap_or_default())
}

/// The verdict by the exports alone, where something was explained.
fn before(it: &SuspensionVerdict, frame: &Frame) -> Value {
    match it.explanations.is_empty() {
        true => Value::Blank,
        false => Value::Text(frame.text(verdict_text(it.verdict_before))),
    }
}

fn evidence(it: &SuspensionVerdict, frame: &Frame) -> Value {
    let record = |e: &crate::analysis::suspensions::Evidence| {
        vec![
            ("rule".to_string(), Value::Text(e.rule.clone())),
            ("text".to_string(), Value::Text(frame.text(e.text.clone()))),
            ("source".to_string(), Value::Text(frame.text(e.source.clone()))),
        ]
    };
    Value::Records(it.evidence.iter().map(record).collect())
}

/// A line per rule that fired, with the cells that prove it; then the improper rules without data.
fn findings(it: &SuspensionVerdict, library: &Library, frame: &Frame) -> Value {
    let mut lines: Vec<String> = it
        .evidence
        .iter()
        .map(|e| format!("• {}: {}", frame.text(e.title.clone()), frame.text(e.text.clone())))
        .collect();
    // Only the rules that decide the verdict; the others would drown them.
    let rules: Vec<String> = it
        .no_data_rules
        .iter()
        .filter_map(|name| library.rule(name).ok())
        .filter(|rule| rule.severity == RuleSeverity::Improper)
        .map(|rule| frame.text(rule.title.clone()))
        .collect();
    if !rules.is_empty() {
        lines.push(format!("• {}", frame.text(words::listing::rules_without_data(rules.join(", ")))));
    }
    if lines.is_empty() { Value::Blank } else { Value::Text(lines.join("\n")) }
}

/// How many suspensions have each verdict: improper, unverifiable, proper.
pub fn tally(verdicts: &[SuspensionVerdict]) -> [u64; 3] {
    let count = |verdict| verdicts.iter().filter(|v| v.verdict == verdict).count() as u64;
    [count(Verdict::Improper), count(Verdict::Unverifiable), count(Verdict::Proper)]
}
