//! The monthly evaluation: a proposal per official with live formulas, every figure behind it, and
//! the list behind every miss.

use crate::analysis::closing::Comparison;
use crate::analysis::evaluation::{Evaluation, OfficialMonth};
use crate::analysis::explanations::Explained;
use crate::analysis::rates::RateRow;
use crate::domain::settings;
use crate::metrics::{Library, Metric};
use crate::report::closing;
use crate::report::dossiers;
use crate::report::explanations;
use crate::report::frame::{Frame, count, count_or_no_data, percent};
use crate::report::model::{Column, Document, Kind, Row, Section, Value};
use crate::report::provenance::{self, Versions};
use crate::report::rates::metric_title;
use crate::words::{self, evaluation as w, notation};

/// Metrics side by side on one sheet; more would not be read on A4.
const METRICS_A_SHEET: usize = 5;

/// What stands beside the evaluation of a month.
#[derive(Clone, Debug, Default)]
pub struct Beside {
    /// Explanations that concern it.
    pub explained: Vec<Explained>,
    /// Its closings; none: it is not closed.
    pub closed: Vec<Comparison>,
}

pub fn document(
    evaluation: &Evaluation,
    beside: &Beside,
    library: &Library,
    versions: &Versions,
    frame: &Frame,
) -> Document {
    let month = frame.period.label(frame.lang).to_lowercase();
    let mut document = frame.official_document("evaluate", w::title(month));
    document.subtitle.push(frame.text(w::proposal_mark()));
    document.sections.push(proposal(evaluation, frame));
    document.subtitle.extend(beside.closed.last().map(|newest| closing::subtitle(newest, frame)));
    document.sections.extend(closing::of_month(&beside.closed, versions, library, frame));
    let metrics = shown_metrics(evaluation, library);
    for (i, group) in metrics.chunks(METRICS_A_SHEET).enumerate() {
        document.sections.push(matrix(i + 1, group, evaluation, frame));
    }
    let figures: Vec<RateRow> = evaluation.officials.iter().flat_map(|it| it.rates.clone()).collect();
    document.sections.extend(explanations::sections(&beside.explained, &figures, library, frame.lang));
    let judged = |name: &str| {
        evaluation.officials.iter().filter_map(|it| it.rate(name)).any(|row| row.target.is_some())
    };
    for (metric, misses) in evaluation.misses.iter().filter(|(name, _)| judged(name)) {
        let title = metric_title(metric, library, frame);
        let section = dossiers::misses(
            &detail_key(metric),
            w::detail_sheet(&title),
            w::detail_lead(&title),
            misses,
            frame,
        );
        document.sections.push(section);
    }
    document.notes.extend(provenance::notes(versions, frame));
    document
}

fn detail_key(metric: &str) -> String {
    format!("misses_{metric}")
}

/// Metrics that have anything to say about any official, in the order of the library.
fn shown_metrics<'a>(evaluation: &Evaluation, library: &'a Library) -> Vec<&'a Metric> {
    let names: Vec<&str> = evaluation
        .officials
        .first()
        .map(|it| it.rates.iter().map(|row| row.metric.as_str()).collect())
        .unwrap_or_default();
    library.metrics.iter().filter(|metric| names.contains(&metric.name.as_str())).collect()
}

fn proposal(evaluation: &Evaluation, frame: &Frame) -> Section {
    let settings = &frame.settings.evaluation;
    let [first, second, third] = settings.cut_offs.map(|x| points(x, frame));
    let mut section = Section::new("evaluation", frame.text(w::sheet()))
        .lead(frame.text(w::lead()))
        .columns(columns(settings, frame))
        .rows(evaluation.officials.iter().enumerate().map(|(i, it)| row(i + 1, it, settings, frame)))
        .empty_text(frame.text(w::none()))
        .footnote(frame.text(w::method(points(settings.task_points, frame))))
        .footnote(frame.text(w::cut_offs(first, second, third)))
        .footnote(frame.text(w::not_enough()));
    section.signed = true;
    section
}

/// A number of points without needless zeros.
fn points(x: f64, frame: &Frame) -> String {
    notation::short_percent(x, frame.lang).trim_end_matches('%').to_string()
}

fn columns(settings: &settings::Evaluation, frame: &Frame) -> Vec<Column> {
    let (misses, figures, shares, score) =
        (frame.text(w::misses()), frame.text(w::figures()), frame.text(w::shares()), frame.text(w::points()));
    let number =
        |key: &str, title: words::Phrase, parent: &str| frame.column(key, title, Kind::Number).under(parent);
    let percent = |key: &str, title: words::Phrase| frame.column(key, title, Kind::Percent).under(&shares);
    vec![
        frame.column("number", words::report::number_sign(), Kind::Number).human_only(),
        frame.column("official", words::report::official(), Kind::Text),
        Column::new("agency", "", Kind::Text).machine_only(),
        number("late", w::late(), &misses),
        number("accepted_late", w::slow(), &misses),
        number("improper_suspensions", w::improper(), &misses),
        number("repeated_supplements", w::supplements(), &misses),
        number("missing_slips", w::slips(), &misses),
        number("ended", w::ended(), &figures),
        number("running_overdue", w::running_overdue(), &figures),
        number("clean", w::clean(), &figures),
        number("on_time_hits", w::on_time_hits(), &figures),
        number("on_time_total", w::on_time_total(), &figures),
        percent("quantity", w::quantity()),
        percent("quality", w::quality()),
        percent("progress", w::progress()),
        number("task_points", w::task(points(settings.task_points, frame)), &score),
        number("general_points", w::general(points(settings.general_points, frame)), &score).least_width(9),
        number("total_points", w::sum(), &score),
        frame.column("class", w::class(), Kind::Text).least_width(17),
    ]
}

fn row(n: usize, it: &OfficialMonth, settings: &settings::Evaluation, frame: &Frame) -> Row {
    let linked = |metric: &str| {
        let value = count_or_no_data(it.misses(metric));
        match it.misses(metric) {
            Some(n) if n > 0 => Value::Link {
                section: format!("{}#{}", detail_key(metric), it.official),
                value: Box::new(value),
            },
            _ => value,
        }
    };
    let slips = [it.misses("supplement_slip"), it.misses("refusal_slip")];
    let slips = slips.into_iter().flatten().reduce(|a, b| a + b);
    let (hits, total) = it.on_time();
    Row::new(vec![
        Value::Int(n as i64),
        Value::Text(it.official.clone()),
        it.agency.clone().map_or(Value::Blank, Value::Text),
        linked("on_time"),
        linked("accepted_8h"),
        linked("suspension_proper"),
        linked("one_supplement"),
        count_or_no_data(slips),
        count(it.ended),
        count(it.running_overdue),
        count(it.clean),
        count(hits),
        count(total),
        share("{ended}", "({ended}+{running_overdue})", it.quantity()),
        share("{clean}", "{ended}", it.quality()),
        share("{on_time_hits}", "{on_time_total}", crate::analysis::rates::percent(hits, total)),
        task_points(it, settings),
        Value::Input { min: 0.0, max: settings.general_points },
        Value::Formula {
            formula: "IF(OR({task_points}=\"–\",{general_points}=\"\"),\"–\",{task_points}+{general_points})"
                .into(),
            cached: Box::new(Value::NoData(String::new())),
        },
        class(settings, frame),
    ])
}

/// `k / n` as a live formula, "–" for 0/0.
fn share(k: &str, n: &str, cached: Option<f64>) -> Value {
    Value::Formula {
        formula: format!("IF({n}=0,\"–\",ROUND({k}/{n},4))"), cached: Box::new(percent(cached))
    }
}

/// From the counts, not from the rounded shares.
fn task_points(it: &OfficialMonth, settings: &settings::Evaluation) -> Value {
    let max = settings.task_points;
    let formula = format!(
        "IF(OR({{ended}}=0,{{on_time_total}}=0),\"–\",ROUND({max}*({{ended}}/({{ended}}+{{running_overdue}})\
         +{{clean}}/{{ended}}+{{on_time_hits}}/{{on_time_total}})/3,2))"
    );
    let cached = it.task_points(max).map_or(Value::NoData(String::new()), Value::Decimal);
    Value::Formula { formula, cached: Box::new(cached) }
}

fn class(settings: &settings::Evaluation, frame: &Frame) -> Value {
    let [first, second, third] = settings.cut_offs;
    let [excellent, good, done, not_done] =
        [w::excellent(), w::good(), w::done(), w::not_done()].map(|phrase| frame.text(phrase));
    let formula = format!(
        "IF({{total_points}}=\"–\",\"–\",IF({{total_points}}>={first},\"{excellent}\",\
         IF({{total_points}}>={second},\"{good}\",IF({{total_points}}>={third},\"{done}\",\"{not_done}\"))))"
    );
    Value::Formula { formula, cached: Box::new(Value::NoData(String::new())) }
}

/// k, n, rate and met of a few metrics, an official a row.
fn matrix(number: usize, metrics: &[&Metric], evaluation: &Evaluation, frame: &Frame) -> Section {
    let target = |metric: &Metric| {
        let rows = evaluation.officials.iter().filter_map(|it| it.rate(&metric.name));
        rows.filter_map(|row| row.target).next()
    };
    let mut columns = vec![frame.column("official", words::report::official(), Kind::Text)];
    for metric in metrics {
        let target = target(metric);
        let mut parent = frame.text(metric.title.clone());
        if let Some(target) = target {
            let target = words::report::target_is(notation::short_percent(target, frame.lang));
            parent += &format!(" ({})", target.text(frame.lang));
        }
        let column = |key: &str, title: words::Phrase, kind| {
            frame.column(&format!("{}_{key}", metric.name), title, kind).under(&parent)
        };
        columns.push(column("hits", words::report::hits(), Kind::Number));
        columns.push(column("total", words::report::total(), Kind::Number));
        columns.push(column("rate", words::report::rate(), Kind::Percent).target(target));
        columns.push(Column::new(&format!("{}_met", metric.name), "", Kind::Flag).machine_only());
        columns.push(column("met_text", w::met_mark(), Kind::Flag).human_only());
    }
    let rows = evaluation.officials.iter().map(|it| {
        let mut values = vec![Value::Text(it.official.clone())];
        for metric in metrics {
            values.extend(metric_cells(it.rate(&metric.name), metric, frame));
        }
        Row::new(values)
    });
    Section::new(&format!("metrics_{number}"), frame.text(w::metrics_sheet(number)))
        .columns(columns)
        .rows(rows)
        .footnote(frame.text(words::report::rates_foot()))
}

fn metric_cells(row: Option<&RateRow>, metric: &Metric, frame: &Frame) -> [Value; 5] {
    let Some(row) = row.filter(|row| row.missing.is_none()) else {
        return [(); 5].map(|()| Value::NoData(String::new()));
    };
    let hits = if row.total > row.hits && row.target.is_some() {
        let section = format!("{}#{}", detail_key(&metric.name), row.group);
        Value::Link { section, value: Box::new(count(row.hits)) }
    } else {
        count(row.hits)
    };
    let met = row.met.map_or(Value::NoData(String::new()), Value::Flag);
    [hits, count(row.total), percent(row.rate), met, frame.met(row.met)]
}
