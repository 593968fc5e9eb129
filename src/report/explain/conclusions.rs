//! What was concluded about a dossier: its suspensions, its due date, metrics, other findings.

use super::{column, text, value};
use crate::analysis::explain::{DueStep, DueStepKind, Explanation, MetricLine};
use crate::analysis::suspensions::{Evidence, SuspensionVerdict, Verdict};
use crate::report::explanations;
use crate::report::frame::text_or_blank;
use crate::report::model::{Column, Kind, Row, Section, Tone, Value};
use crate::report::suspensions::verdict_text;
use crate::words::{Lang, explain as words, explanations as explained, listing, report};

pub(super) fn suspensions(it: &Explanation, lang: Lang) -> Section {
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
        Column::new("verdict_before", "", Kind::Code).machine_only(),
        Column::new("rules_before", "", Kind::Text).machine_only(),
        Column::new("explanations", "", Kind::Prose).machine_only(),
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
        Value::Text(stop.verdict_before.as_str().into()),
        Value::List(stop.rules_before.clone()),
        explanations::records(&stop.explanations, lang),
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
    if !stop.explanations.is_empty() {
        lines.push(text(explained::verdict_before(verdict_text(stop.verdict_before).text(lang)), lang));
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

pub(super) fn due(it: &Explanation, lang: Lang) -> Section {
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

pub(super) fn metrics(it: &Explanation, lang: Lang) -> Section {
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

pub(super) fn findings(it: &Explanation, lang: Lang) -> Section {
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
