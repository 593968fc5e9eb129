//! The report of a period: what the chair reads first, then what stands behind it.

use chrono::Days;

use crate::analysis::changes::Changes;
use crate::analysis::closing::Comparison;
use crate::analysis::counterfactual::Counterfactual;
use crate::analysis::due::{Due, Within};
use crate::analysis::evaluation::Miss;
use crate::analysis::explanations::Explained;
use crate::analysis::ranking::{Order, RankRow};
use crate::analysis::rates::{By, RateRow};
use crate::analysis::suspensions::{SuspensionVerdict, Verdict};
use crate::domain::ledger::ImportRecord;
use crate::domain::period::Period;
use crate::metrics::{Library, Metric, RuleSeverity};
use crate::report::findings::Checked;
use crate::report::frame::{Frame, count};
use crate::report::model::{Chart, Document, Headline, Section, Tone, Value};
use crate::report::provenance::Versions;
use crate::report::{
    changes, closing, counterfactual, dossiers, due, explanations, findings, links, provenance, rank, rates,
    suspensions,
};
use crate::words::{self, listing as w, notation};

/// The metric that officials are ranked by in the report.
pub const RANKED: &str = "on_time";
/// The metric whose misses are the late dossiers, running ones included.
pub const LATE: &str = "on_time_strict";
/// The metric whose misses waited more than eight hours.
pub const SLOW: &str = "accepted_8h";

/// Everything that the report shows.
pub struct Material<'a> {
    pub library: &'a Library,
    pub versions: Versions,
    pub overall: Vec<RateRow>,
    pub by_official: Vec<RateRow>,
    /// [`RANKED`] by ISO week, over [`trend_period`].
    pub weekly: Vec<RateRow>,
    pub ranking: Vec<RankRow>,
    /// Misses of [`LATE`] and of [`SLOW`].
    pub late: Vec<Miss>,
    pub slow: Vec<Miss>,
    pub due: Due,
    pub within: Within,
    pub suspensions: Vec<SuspensionVerdict>,
    pub counterfactual: Counterfactual,
    /// Explanations that concern the period.
    pub explained: Vec<Explained>,
    /// Closed months that the period covers.
    pub closed: Vec<Comparison>,
    /// What the newest export changed against the one before it.
    pub changes: Option<(Changes, ImportRecord, ImportRecord)>,
    pub checked: Vec<Checked<'a>>,
    pub imports: Vec<ImportRecord>,
}

/// The period of the weekly line: at least thirteen whole weeks up to the period's end.
pub fn trend_period(period: Period) -> Period {
    let start = period.end.checked_sub_days(Days::new(12 * 7)).unwrap_or(period.start);
    Period { start: Period::week_of(start.min(period.start)).start, end: period.end }
}

pub fn document(material: &Material, metric: &Metric, frame: &Frame) -> Document {
    let mut document = frame.official_document("report", words::report::report_title());
    document.headline = headline(material, frame);
    let min_total = frame.settings.ranking.min_total;
    let library = material.library;
    let mut summary =
        rates::section("summary", words::report::summary(), &material.overall, None, library, frame);
    summary.signed = true;
    let ranking =
        rank::section("ranking", &material.ranking, metric, Order::Rate, min_total, Some("late"), frame);
    let by_official = rates::section(
        "rates",
        words::report::rates_by_official(),
        &by_official_rows(material),
        Some(By::Official),
        library,
        frame,
    );
    document.sections = vec![
        summary,
        ranking,
        charts(material, metric, frame),
        by_official.folded(),
        dossiers::late(&material.late, &material.explained, frame),
        due::section(&material.due, &material.within.phrase(), frame),
        suspensions::section(&worst_first(&material.suspensions), library, frame),
        dossiers::slow(&material.slow, frame).folded(),
        findings::breaches(&of(material, RuleSeverity::Breach), frame).folded(),
        findings::quality(&of(material, RuleSeverity::Quality), frame).folded(),
        findings::checks(&material.checked, frame).folded(),
        provenance::rejects(&material.imports, frame).folded(),
        provenance::method(library, &material.overall, frame).folded(),
        provenance::imports(&material.imports, frame).folded(),
    ];
    let named = by_official_rows(material).into_iter().filter(|row| !row.group.is_empty());
    let figures: Vec<RateRow> = material.overall.iter().cloned().chain(named).collect();
    let explained = explanations::sections(&material.explained, &figures, library, frame.lang);
    let voided = counterfactual::sections(&material.counterfactual, frame);
    insert_after("suspensions", [voided, explained].concat(), &mut document.sections);
    let closed = closing::of_period(&material.closed, &material.versions, library, frame);
    let changes = changes::in_report(material.changes.as_ref(), library, frame.lang);
    insert_after("quality", changes.into_iter().map(Section::folded).collect(), &mut document.sections);
    insert_after("charts", closed, &mut document.sections);
    document.headline.extend(closing::headline(&material.closed, frame));
    links::lead_to_rows(&mut document.sections);
    document.notes.extend(provenance::notes(&material.versions, frame));
    document
}

/// Improper suspensions before unverifiable ones before proper ones; by date within each.
fn worst_first(verdicts: &[SuspensionVerdict]) -> Vec<SuspensionVerdict> {
    let mut sorted = verdicts.to_vec();
    sorted.sort_by_key(|it| match it.verdict {
        Verdict::Improper => 0,
        Verdict::Unverifiable => 1,
        Verdict::Proper => 2,
    });
    sorted
}

/// Puts sections behind the one that they belong to.
fn insert_after(key: &str, sections: Vec<Section>, into: &mut Vec<Section>) {
    let place = into.iter().position(|section| section.key == key).map_or(into.len(), |i| i + 1);
    into.splice(place..place, sections);
}

/// Named officials first, without the metrics that say nothing about an official.
fn by_official_rows(material: &Material) -> Vec<RateRow> {
    let says = |row: &&RateRow| row.total + row.no_data > 0;
    let (named, unnamed): (Vec<RateRow>, Vec<RateRow>) =
        material.by_official.iter().filter(says).cloned().partition(|row| !row.group.is_empty());
    [named, unnamed].concat()
}

fn of<'a>(material: &Material<'a>, severity: RuleSeverity) -> Vec<Checked<'a>> {
    material.checked.iter().filter(|(rule, _)| rule.severity == severity).cloned().collect()
}

fn charts(material: &Material, metric: &Metric, frame: &Frame) -> Section {
    let mut section = Section::new("charts", frame.text(words::report::charts()));
    let mut charts = rank::charts(&material.ranking, metric, frame);
    let title = frame.text(metric.title.clone());
    let weeks = material.weekly.iter().filter(|row| row.metric == metric.name && !row.group.is_empty());
    let points: Vec<(String, Option<f64>)> =
        weeks.map(|row| (week_label(&row.group, frame), row.rate)).collect();
    let line = Chart::Line {
        title: frame.text(words::report::weekly_chart(title)),
        points,
        target: material.overall.iter().find(|row| row.metric == metric.name).and_then(|row| row.target),
    };
    let has_points = matches!(&line, Chart::Line { points, .. } if !points.is_empty());
    if has_points {
        charts.insert(charts.len().min(1), line);
    }
    section.charts = charts;
    section.empty_text = frame.text(words::metrics::no_data());
    section
}

/// `2026-W41` → `T41`
fn week_label(group: &str, frame: &Frame) -> String {
    let week = group.split_once("-W").map_or(group, |(_, week)| week);
    frame.text(words::report::week_label(week))
}

/// The figures on top of the page: the metrics that have a target and data, then what is to be done.
fn headline(material: &Material, frame: &Frame) -> Vec<Headline> {
    let mut headline: Vec<Headline> = material
        .overall
        .iter()
        .filter(|row| {
            ["on_time", SLOW, "digitized", "e_result", "reused", "paid_online"].contains(&row.metric.as_str())
        })
        .map(|row| rate_headline(row, material.library, frame))
        .collect();
    let (overdue, soon) = due::tally(&material.due);
    headline.push(Headline {
        label: frame.text(words::report::late_now()),
        value: count(overdue),
        detail: frame.text(words::report::due_soon_count(soon)),
        tone: due::zero_is_good(overdue),
    });
    let [improper, unverifiable, proper] = suspensions::tally(&material.suspensions);
    let total = improper + unverifiable + proper;
    let mut detail = frame.text(words::report::of_suspensions(total));
    if unverifiable > 0 {
        detail += &format!(", {unverifiable} {}", frame.text(w::unverifiable()));
    }
    let tone = if total == 0 { Tone::Plain } else { due::zero_is_good(improper) };
    let label = frame.text(words::report::improper_in_period());
    headline.push(Headline { label, value: count(improper), detail, tone });
    headline
}

fn rate_headline(row: &RateRow, library: &Library, frame: &Frame) -> Headline {
    let mut parts = vec![format!("{}/{}", row.hits, row.total)];
    if let Some(target) = row.target {
        let target = notation::short_percent(target, frame.lang);
        parts.push(frame.text(match row.met {
            Some(true) => words::report::met_target(target),
            Some(false) => words::report::missed_target(target),
            None => words::report::target_is(target),
        }));
    }
    if row.no_data > 0 {
        parts.push(frame.text(words::report::no_data_count(row.no_data)));
    }
    let detail = match &row.missing {
        Some(missing) => frame.text(missing.clone()),
        None => parts.join(", "),
    };
    let tone = match row.met {
        Some(true) => Tone::Good,
        Some(false) => Tone::Bad,
        None => Tone::Plain,
    };
    Headline {
        label: rates::metric_title(&row.metric, library, frame),
        value: row.rate.map_or(Value::NoData(String::new()), Value::Percent),
        detail,
        tone,
    }
}
