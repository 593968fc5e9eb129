//! What the rules found: breaches, contradictions in the data, and what each check looked at.

use crate::analysis::rules::{RuleFinding, RuleResult};
use crate::metrics::{Rule, RuleSeverity};
use crate::report::frame::{self, Frame, text_or_blank};
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::words::{self, Phrase, listing as w};

/// One rule with what it said.
pub type Checked<'a> = (&'a Rule, RuleResult);

/// Breaches beside lateness, the eight hours and suspensions.
pub fn breaches(checked: &[Checked], frame: &Frame) -> Section {
    section("breaches", w::breaches_title(), w::breaches_none(), checked, frame)
}

/// Contradictions in the data.
pub fn quality(checked: &[Checked], frame: &Frame) -> Section {
    section("quality", w::quality_title(), w::quality_none(), checked, frame)
}

fn section(key: &str, title: Phrase, none: Phrase, checked: &[Checked], frame: &Frame) -> Section {
    let rows = checked.iter().flat_map(|(rule, result)| {
        result.findings.iter().map(move |finding| finding_row(rule, finding, frame))
    });
    Section::new(key, frame.text(title))
        .columns(vec![
            Column::new("rule", "", Kind::Code).machine_only(),
            frame.column("rule_title", w::rule(), Kind::Text).human_only(),
            frame.column("dossier_code", w::dossier_code(), Kind::Code),
            Column::new("official", "", Kind::Text).machine_only(),
            frame.column("official_text", words::report::official(), Kind::Text).human_only(),
            frame.column("found_on", w::found_on(), Kind::Date),
            frame.column("evidence", w::evidence(), Kind::Prose),
            frame.column("source", w::source(), Kind::Prose),
        ])
        .rows(rows)
        .empty_text(frame.text(none))
}

fn finding_row(rule: &Rule, it: &RuleFinding, frame: &Frame) -> Row {
    let values = vec![
        Value::Text(rule.name.clone()),
        Value::Text(frame.text(rule.title.clone())),
        Value::Text(it.dossier_code.clone()),
        text_or_blank(it.official.as_deref()),
        Value::Text(frame.official(it.official.as_deref().unwrap_or_default())),
        it.found_on.map_or(Value::NoData(String::new()), Value::Date),
        Value::Text(frame.text(it.evidence.clone())),
        Value::Text(frame.text(it.source.clone())),
    ];
    Row::new(values).anchor(rule.name.clone())
}

/// Every rule with the number it found, and why some could not look.
pub fn checks(checked: &[Checked], frame: &Frame) -> Section {
    let rows = checked.iter().map(|(rule, result)| {
        let found = frame::count(result.findings.len() as u64);
        let list = match rule.severity {
            RuleSeverity::Breach => "breaches",
            RuleSeverity::Quality => "quality",
            RuleSeverity::Improper | RuleSeverity::Signal => "suspensions",
        };
        let linked = rule.severity == RuleSeverity::Breach || rule.severity == RuleSeverity::Quality;
        let found = match (&result.missing, result.findings.len()) {
            (Some(_), _) => Value::NoData(String::new()),
            (None, 0) => found,
            _ if linked => Value::Link { section: format!("{list}#{}", rule.name), value: Box::new(found) },
            _ => Value::Link { section: list.into(), value: Box::new(found) },
        };
        let values = vec![
            Value::Text(rule.name.clone()),
            Value::Text(frame.text(rule.title.clone())),
            Value::Text(rule.severity.as_str().into()),
            Value::Text(frame.text(severity(rule.severity))),
            Value::Text(frame.text(rule.definition.clone())),
            found,
            frame::count(result.no_data),
            Value::Text(frame.text(rule.source.clone())),
            result.missing.clone().map_or(Value::Blank, |missing| Value::Text(frame.text(missing))),
        ];
        let tone = if result.missing.is_some() { Tone::Muted } else { Tone::Plain };
        Row::new(values).tone(tone)
    });
    let section = Section::new("checks", frame.text(w::checks_title())).rows(rows).columns(vec![
        Column::new("rule", "", Kind::Code).machine_only(),
        frame.column("rule_title", w::rule(), Kind::Text).human_only(),
        Column::new("severity", "", Kind::Code).machine_only(),
        frame.column("severity_text", w::severity(), Kind::Text).human_only(),
        frame.column("definition", w::definition(), Kind::Prose).human_only(),
        frame.column("found", w::found_count(), Kind::Number),
        frame.column("no_data", words::report::no_data(), Kind::Number),
        frame.column("source", w::source(), Kind::Text).human_only(),
        frame.column("remark", words::report::remark(), Kind::Prose).human_only(),
    ]);
    section.without_blank("remark")
}

fn severity(severity: RuleSeverity) -> Phrase {
    match severity {
        RuleSeverity::Improper => w::improper(),
        RuleSeverity::Breach => w::breach(),
        RuleSeverity::Signal => w::signal(),
        RuleSeverity::Quality => w::quality(),
    }
}
