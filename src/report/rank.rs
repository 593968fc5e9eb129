//! The document of `rank`: officials in order of one metric's rate.

use crate::analysis::ranking::{Order, RankRow};
use crate::metrics::Metric;
use crate::report::explanations;
use crate::report::frame::{self, Frame, count, count_or_no_data, percent};
use crate::report::model::{
    Chart, Column, Document, FunnelPoint, IntervalPoint, Kind, Row, Section, Tone, Value,
};
use crate::words;

/// `min_total`: fewest counted dossiers of a ranked official.
pub fn document(rows: &[RankRow], metric: &Metric, order: Order, min_total: u64, frame: &Frame) -> Document {
    let title = frame.text(metric.title.clone());
    let mut document = frame.official_document("rank", words::report::rank_title(title));
    document.fields.push(("by".into(), Value::Text("official".into())));
    document.sections = vec![section("ranking", rows, metric, order, min_total, None, frame)];
    document.sections[0].charts = charts(rows, metric, frame).into_iter().take(1).collect();
    document
}

/// The ranking as a section; `misses`: key of the section that lists what was missed.
pub fn section(
    key: &str,
    rows: &[RankRow],
    metric: &Metric,
    order: Order,
    min_total: u64,
    misses: Option<&str>,
    frame: &Frame,
) -> Section {
    let order_text = match order {
        Order::Rate => words::report::rank_order_rate(),
        Order::Lower => words::report::rank_order_lower(),
    };
    let target = rows.iter().find_map(|row| row.target);
    let before = explanations::before_columns(rows.iter().map(|row| &row.before), frame.lang);
    let moved = !before.is_empty();
    Section {
        signed: true,
        ..Section::new(key, frame.text(words::report::ranking()))
            .lead(frame.text(order_text))
            .columns([columns(target, frame), before].concat())
            .rows(rows.iter().map(|row| rank_row(row, moved, metric, misses, frame)))
            .empty_text(frame.text(words::report::no_officials()))
            .footnote(frame.text(words::report::rank_foot(min_total)))
    }
}

fn columns(target: Option<f64>, frame: &Frame) -> Vec<Column> {
    use words::report as w;
    vec![
        frame.column("rank", w::rank(), Kind::Number),
        Column::new("group", "", Kind::Text).machine_only(),
        frame.column("group_title", w::official(), Kind::Text).human_only(),
        Column::new("agency", "", Kind::Text).machine_only(),
        Column::new("metric", "", Kind::Code).machine_only(),
        frame.column("hits", w::hits(), Kind::Number),
        frame.column("total", w::total(), Kind::Number),
        frame.column("no_data", w::no_data(), Kind::Number).short(frame.text(w::no_data_short())),
        frame.column("rate", w::rate(), Kind::Percent).target(target),
        Column::new("target", "", Kind::Percent).machine_only(),
        Column::new("met", "", Kind::Flag).machine_only(),
        frame
            .column("lower", w::lower(), Kind::Percent)
            .under(frame.text(w::interval()))
            .short(frame.text(w::lower_short())),
        frame
            .column("upper", w::upper(), Kind::Percent)
            .under(frame.text(w::interval()))
            .short(frame.text(w::upper_short())),
        Column::new("ranked", "", Kind::Flag).machine_only(),
        frame.column("running_overdue", w::running_overdue(), Kind::Number).human_only().spare(1),
        frame
            .column("improper_suspensions", w::improper_suspensions(), Kind::Number)
            .human_only()
            .short(frame.text(w::improper_short()))
            .spare(2),
        frame.column("previous_rank", w::previous_rank(), Kind::Number).human_only().spare(4),
        frame.column("moved", w::moved(), Kind::Text).human_only().spare(3),
    ]
}

/// `moved`: what explanations moved stands beside it.
fn rank_row(row: &RankRow, moved: bool, metric: &Metric, misses: Option<&str>, frame: &Frame) -> Row {
    let hits = count(row.hits);
    let hits = match misses {
        Some(section) if row.hits < row.total => {
            Value::Link { section: format!("{section}#{}", row.official), value: Box::new(hits) }
        }
        _ => hits,
    };
    let rank = row.rank.map_or(Value::Blank, |rank| Value::Int(i64::from(rank)));
    let mut values = vec![
        rank,
        Value::Text(row.official.clone()),
        Value::Text(frame.official(&row.official)),
        frame::text_or_blank(row.agency.as_deref()),
        Value::Text(metric.name.clone()),
        hits,
        count(row.total),
        count(row.no_data),
        percent(row.rate),
        percent(row.target),
        row.met.map_or(Value::NoData(String::new()), Value::Flag),
        percent(row.lower),
        percent(row.upper),
        Value::Flag(row.ranked),
        count_or_no_data(row.running_overdue),
        count_or_no_data(row.improper_suspensions),
        row.previous_rank.map_or(Value::NoData(String::new()), |rank| Value::Int(i64::from(rank))),
        move_in_words(row, frame),
    ];
    if moved {
        values.extend(explanations::before_cells(row.before, frame.lang));
    }
    Row::new(values).tone(if row.ranked { Tone::Plain } else { Tone::Muted })
}

fn move_in_words(row: &RankRow, frame: &Frame) -> Value {
    let text = match row.moved {
        _ if !row.ranked => return Value::Text(frame.text(words::report::not_ranked())),
        None => return Value::NoData(String::new()),
        Some(0) => words::report::moved_not(),
        Some(n) if n > 0 => words::report::moved_up(n),
        Some(n) => words::report::moved_down(-n),
    };
    Value::Text(frame.text(text))
}

/// Dots with whiskers of all officials, best first, and the funnel around the common rate.
pub fn charts(rows: &[RankRow], metric: &Metric, frame: &Frame) -> Vec<Chart> {
    let title = frame.text(metric.title.clone());
    let points: Vec<IntervalPoint> = rows
        .iter()
        .filter_map(|row| {
            let (rate, lower, upper) = (row.rate?, row.lower?, row.upper?);
            let label = frame.official(&row.official);
            Some(IntervalPoint { label, hits: row.hits, total: row.total, rate, lower, upper })
        })
        .collect();
    let hits: u64 = points.iter().map(|p| p.hits).sum();
    let total: u64 = points.iter().map(|p| p.total).sum();
    let Some(centre) = crate::analysis::rates::percent(hits, total) else { return Vec::new() };
    let funnel = points.iter().map(|p| FunnelPoint {
        label: p.label.clone(),
        hits: p.hits,
        total: p.total,
        rate: p.rate,
    });
    let funnel = Chart::Funnel {
        title: frame.text(words::report::funnel_chart(&title)),
        points: funnel.collect(),
        centre,
    };
    let whiskers = Chart::DotAndWhisker {
        title: frame.text(words::report::whiskers_chart(&title)),
        points,
        target: rows.iter().find_map(|row| row.target),
    };
    vec![whiskers, funnel]
}
