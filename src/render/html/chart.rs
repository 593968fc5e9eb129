//! The charts of the page as inline SVG. Positions across are percentages of the width, texts keep
//! their size: the same drawing serves a desk and a phone.

use std::fmt::Write;

use super::escaped;
use crate::report::funnel;
use crate::report::model::{Chart, FunnelPoint, IntervalPoint};
use crate::words::{self, Lang, notation};

pub fn svg(chart: &Chart, lang: Lang) -> String {
    match chart {
        Chart::DotAndWhisker { title, points, target } if !points.is_empty() => {
            let legend = match target.map(|t| notation::short_percent(t, lang)) {
                Some(target) => words::report::whiskers_legend_target(target),
                None => words::report::whiskers_legend(),
            };
            figure(title, whiskers(points, *target, lang), whiskers_text(points, lang), legend.text(lang))
        }
        Chart::Line { title, points, target } if !points.is_empty() => {
            let legend = match target.map(|t| notation::short_percent(t, lang)) {
                Some(target) => words::report::trend_legend_target(target),
                None => words::report::trend_legend(),
            };
            figure(title, trend(points, *target, lang), trend_text(points, lang), legend.text(lang))
        }
        Chart::Funnel { title, points, centre } if !points.is_empty() => {
            let legend = words::report::funnel_legend(notation::short_percent(*centre, lang));
            let drawing = funnel_plot(points, *centre, lang);
            figure(title, drawing, funnel_text(points, *centre, lang), legend.text(lang))
        }
        _ => String::new(),
    }
}

/// The drawing with its caption, its legend and, for those who don't see it, its content in words.
fn figure(title: &str, (height, body): (f64, String), description: String, legend: &str) -> String {
    format!(
        "<figure><figcaption>{title}</figcaption><svg height=\"{height}\" role=\"img\" \
         aria-label=\"{title}. {}\">{body}</svg><p class=\"foot\">{}</p></figure>",
        escaped(&description),
        escaped(legend),
        title = escaped(title),
    )
}

/// Least value of an axis that ends at 100 %, such that [`STEPS`] equal steps are whole numbers.
fn floor(least: f64) -> f64 {
    [90.0, 80.0, 75.0, 50.0, 25.0].into_iter().find(|floor| least - 1.0 >= *floor).unwrap_or(0.0)
}

const STEPS: i32 = 5;

fn x(rate: f64, least: f64) -> String {
    format!("{:.2}%", (rate - least) / (100.0 - least) * 100.0)
}

const ROW: f64 = 46.0;

fn whiskers(points: &[IntervalPoint], target: Option<f64>, lang: Lang) -> (f64, String) {
    let least = floor(points.iter().map(|p| p.lower).fold(100.0, f64::min));
    let height = points.len() as f64 * ROW + 34.0;
    let bottom = height - 26.0;
    let mut out = String::new();
    for i in 0..=STEPS {
        let value = least + (100.0 - least) * f64::from(i) / f64::from(STEPS);
        let (at, anchor) = (x(value, least), anchor(i, STEPS));
        let _ = write!(
            out,
            "<line class=\"grid\" x1=\"{at}\" x2=\"{at}\" y1=\"0\" y2=\"{bottom}\"/>\
             <text class=\"soft\" x=\"{at}\" y=\"{}\" text-anchor=\"{anchor}\">{}</text>",
            bottom + 18.0,
            notation::short_percent(value, lang)
        );
    }
    if let Some(target) = target.filter(|t| *t >= least) {
        let at = x(target, least);
        let _ = write!(out, "<line class=\"goal\" x1=\"{at}\" x2=\"{at}\" y1=\"0\" y2=\"{bottom}\"/>");
    }
    for (i, p) in points.iter().enumerate() {
        let top = i as f64 * ROW;
        let (y, low, high, mid) = (top + 31.0, x(p.lower, least), x(p.upper, least), x(p.rate, least));
        let _ = write!(
            out,
            "<text x=\"0\" y=\"{text_y}\">{}</text>\
             <text x=\"100%\" y=\"{text_y}\" text-anchor=\"end\">{} ({}/{})</text>\
             <line class=\"whisker\" x1=\"{low}\" x2=\"{high}\" y1=\"{y}\" y2=\"{y}\"/>\
             <line class=\"whisker\" x1=\"{low}\" x2=\"{low}\" y1=\"{up}\" y2=\"{down}\"/>\
             <line class=\"whisker\" x1=\"{high}\" x2=\"{high}\" y1=\"{up}\" y2=\"{down}\"/>\
             <circle class=\"dot\" cx=\"{mid}\" cy=\"{y}\" r=\"6\"/>",
            escaped(&p.label),
            notation::percent(p.rate, lang),
            p.hits,
            p.total,
            text_y = top + 17.0,
            up = y - 5.0,
            down = y + 5.0,
        );
    }
    (height, out)
}

fn anchor(i: i32, last: i32) -> &'static str {
    match i {
        0 => "start",
        i if i == last => "end",
        _ => "middle",
    }
}

fn whiskers_text(points: &[IntervalPoint], lang: Lang) -> String {
    let parts: Vec<String> =
        points.iter().map(|p| format!("{}: {}", p.label, notation::percent(p.rate, lang))).collect();
    parts.join("; ")
}

const TOP: f64 = 20.0;
const BOTTOM: f64 = 240.0;

fn y(rate: f64, least: f64) -> f64 {
    BOTTOM - (rate - least) / (100.0 - least) * (BOTTOM - TOP)
}

/// Lines across with their percentages.
fn levels(out: &mut String, least: f64, lang: Lang) {
    for i in 0..=STEPS {
        let value = least + (100.0 - least) * f64::from(i) / f64::from(STEPS);
        let at = y(value, least);
        let _ = write!(
            out,
            "<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>\
             <text class=\"soft\" x=\"0\" y=\"{:.1}\">{}</text>",
            at - 3.0,
            notation::short_percent(value, lang)
        );
    }
}

fn trend(points: &[(String, Option<f64>)], target: Option<f64>, lang: Lang) -> (f64, String) {
    let least = floor(points.iter().filter_map(|p| p.1).fold(100.0, f64::min));
    let mut out = String::new();
    levels(&mut out, least, lang);
    if let Some(target) = target.filter(|t| *t >= least) {
        let at = y(target, least);
        let _ = write!(out, "<line class=\"goal\" x1=\"0\" x2=\"100%\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>");
    }
    let across = |i: usize| 10.0 + 82.0 * (i as f64 + 0.5) / points.len() as f64;
    let every = points.len().div_ceil(7);
    let mut before: Option<(f64, f64)> = None;
    for (i, (label, rate)) in points.iter().enumerate() {
        let cx = across(i);
        if i % every == 0 {
            let _ = write!(
                out,
                "<text class=\"soft\" x=\"{cx:.2}%\" y=\"{}\" text-anchor=\"middle\">{}</text>",
                BOTTOM + 18.0,
                escaped(label)
            );
        }
        let here = rate.map(|rate| (cx, y(rate, least)));
        if let (Some((x1, y1)), Some((x2, y2))) = (before, here) {
            let _ = write!(
                out,
                "<line class=\"trend\" x1=\"{x1:.2}%\" y1=\"{y1:.1}\" x2=\"{x2:.2}%\" y2=\"{y2:.1}\"/>"
            );
        }
        before = here;
    }
    for (i, (label, rate)) in points.iter().enumerate() {
        let Some(rate) = rate else { continue };
        let (cx, cy) = (across(i), y(*rate, least));
        let value = notation::short_percent(*rate, lang);
        let _ = write!(
            out,
            "<circle class=\"dot\" cx=\"{cx:.2}%\" cy=\"{cy:.1}\" r=\"5\"><title>{}: {value}</title></circle>",
            escaped(label)
        );
        if points.len() <= 8 {
            let _ = write!(
                out,
                "<text x=\"{cx:.2}%\" y=\"{:.1}\" text-anchor=\"middle\">{value}</text>",
                if cy < TOP + 18.0 { cy + 20.0 } else { cy - 10.0 }
            );
        }
    }
    (BOTTOM + 28.0, out)
}

fn trend_text(points: &[(String, Option<f64>)], lang: Lang) -> String {
    let rate = |rate: Option<f64>| rate.map_or_else(|| "–".to_string(), |r| notation::percent(r, lang));
    points.iter().map(|(label, r)| format!("{label}: {}", rate(*r))).collect::<Vec<_>>().join("; ")
}

/// Width of the plane in which the limits of the funnel are drawn.
const PLANE: f64 = 1000.0;

fn funnel_plot(points: &[FunnelPoint], centre: f64, lang: Lang) -> (f64, String) {
    let most = points.iter().map(|p| p.total).max().unwrap_or(1).max(10) as f64 * 1.08;
    let least = floor(points.iter().map(|p| p.rate).chain([centre]).fold(100.0, f64::min) - 4.0);
    let mut out = String::new();
    levels(&mut out, least, lang);
    let _ = write!(
        out,
        "<svg x=\"0\" y=\"{TOP}\" width=\"100%\" height=\"{h}\" viewBox=\"0 0 {PLANE} {h}\" \
         preserveAspectRatio=\"none\" style=\"overflow:hidden\">",
        h = BOTTOM - TOP
    );
    for (class, tail) in [("near", funnel::TAIL_95), ("far", funnel::TAIL_998)] {
        for upper in [false, true] {
            let _ =
                write!(out, "<path class=\"{class}\" d=\"{}\"/>", limit(centre, tail, upper, most, least));
        }
    }
    out.push_str("</svg>");
    let at = y(centre, least);
    let _ = write!(out, "<line class=\"axis\" x1=\"0\" x2=\"100%\" y1=\"{at:.1}\" y2=\"{at:.1}\"/>");
    for p in points {
        mark(&mut out, p, centre, p.total as f64 / most * 100.0, y(p.rate, least), lang);
    }
    let _ = write!(
        out,
        "<text class=\"soft\" x=\"0\" y=\"{0}\">0</text>\
         <text class=\"soft\" x=\"100%\" y=\"{0}\" text-anchor=\"end\">{1}</text>",
        BOTTOM + 18.0,
        escaped(words::report::counted_dossiers(most as u64).text(lang))
    );
    (BOTTOM + 28.0, out)
}

/// A dot inside the limits; a named diamond outside the 95 % limits.
fn mark(out: &mut String, p: &FunnelPoint, centre: f64, cx: f64, cy: f64, lang: Lang) {
    let title = format!("{}: {} (n = {})", p.label, notation::percent(p.rate, lang), p.total);
    let title = escaped(&title);
    if !funnel::is_outside(centre, p.hits, p.total, funnel::TAIL_95) {
        let _ = write!(
            out,
            "<circle class=\"dot\" cx=\"{cx:.2}%\" cy=\"{cy:.1}\" r=\"5\"><title>{title}</title></circle>"
        );
        return;
    }
    let (anchor, shift) = if cx > 55.0 { ("end", "-10") } else { ("start", "10") };
    let _ = write!(
        out,
        "<svg x=\"{cx:.2}%\" y=\"{cy:.1}\" style=\"overflow:visible\" width=\"1\" height=\"1\">\
         <rect class=\"out\" x=\"-6\" y=\"-6\" width=\"12\" height=\"12\" transform=\"rotate(45)\">\
         <title>{title}</title></rect><text x=\"{shift}\" y=\"5\" text-anchor=\"{anchor}\">{}</text></svg>",
        escaped(&p.label)
    );
}

/// The path of one limit over n.
fn limit(centre: f64, tail: f64, upper: bool, most: f64, least: f64) -> String {
    let mut path = String::new();
    for i in 1..=80 {
        let n = (most * f64::from(i) / 80.0).max(1.0);
        let value = funnel::limit(centre, n.round() as u64, tail, upper);
        let letter = if i == 1 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{:.1} {:.1}", n / most * PLANE, y(value, least) - TOP);
    }
    path
}

fn funnel_text(points: &[FunnelPoint], centre: f64, lang: Lang) -> String {
    let outside = points.iter().filter(|p| funnel::is_outside(centre, p.hits, p.total, funnel::TAIL_95));
    let names: Vec<&str> = outside.map(|p| p.label.as_str()).collect();
    let list = if names.is_empty() { "–".to_string() } else { names.join(", ") };
    words::report::outside_limits(list).text(lang).to_string()
}
