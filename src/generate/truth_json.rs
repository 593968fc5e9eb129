//! `truth.json`: what is true of the generated dossiers, for whoever tests a reader.

use chrono::{NaiveDate, NaiveDateTime};
use serde_json::{Map, Value, json};

use super::Plan;
use super::cast::Applicant;
use super::record::{Dossier, Suspension, Verdict, as_of};
use super::truth::{self, METRICS, Span, Tally};
use super::weekly::File;

/// More dossiers than this are not listed one by one.
const MOST_LISTED: usize = 20_000;

/// A file as the truth lists it.
pub struct Listed {
    name: String,
    kind: &'static str,
    exported_at: NaiveDateTime,
    rows: usize,
}

impl From<&File> for Listed {
    fn from(file: &File) -> Listed {
        let File { name, kind, exported_at, rows, .. } = file;
        Listed { name: name.clone(), kind, exported_at: *exported_at, rows: *rows }
    }
}

fn iso(moment: NaiveDateTime) -> String {
    moment.format("%Y-%m-%dT%H:%M:%S").to_string()
}

/// The document, an item of every list on a line of its own.
pub fn write(plan: &Plan, dossiers: &[Dossier], people: &[Applicant], files: &[Listed]) -> String {
    let few = dossiers.len() <= MOST_LISTED;
    let mut text = format!(
        "{{\n\"schema_version\": 1,\n\"seed\": {},\n\"layout\": \"{}\",\n\"n_dossiers\": {},\n\"as_of\": \"{}\",\n",
        plan.seed,
        plan.layout.name(),
        dossiers.len(),
        iso(as_of())
    );
    list(&mut text, "files", files.iter().map(file));
    list(&mut text, "periods", periods(dossiers).into_iter());
    let all = if few { dossiers } else { &[] };
    let stops = all.iter().flat_map(|d| d.suspensions.iter().map(|s| suspension(d, s)));
    list(&mut text, "suspensions", stops);
    list(&mut text, "dossiers", all.iter().map(dossier));
    text.push_str(&format!("\"planted\": {}\n}}\n", planted(dossiers, people)));
    text
}

fn list(text: &mut String, name: &str, items: impl Iterator<Item = Value>) {
    text.push_str(&format!("\"{name}\": ["));
    for (i, item) in items.enumerate() {
        text.push_str(if i == 0 { "\n" } else { ",\n" });
        text.push_str(&item.to_string());
    }
    text.push_str("\n],\n");
}

/// Each month of July to October 2026, and the four together.
pub fn spans() -> Vec<(String, Span)> {
    let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default();
    let last = [31, 31, 30, 31];
    let mut spans: Vec<(String, Span)> = (7..=10)
        .zip(last)
        .map(|(month, end)| (format!("2026-{month:02}"), Span { start: day(month, 1), end: day(month, end) }))
        .collect();
    let whole = Span { start: day(7, 1), end: day(10, 31) };
    spans.push(("2026-07-01..2026-10-31".to_string(), whole));
    spans
}

fn file(file: &Listed) -> Value {
    let Listed { name, kind, exported_at, rows } = file;
    json!({"name": name, "kind": kind, "exported_at": iso(*exported_at), "rows": rows})
}

fn tally(metric: &str, t: Tally) -> Value {
    let mut value = json!({"hits": t.hits, "total": t.total, "no_data": t.no_data});
    if metric == "on_time_counterfactual" {
        value["hits_low"] = json!(t.hits_low);
    }
    value
}

fn periods(dossiers: &[Dossier]) -> Vec<Value> {
    let spans = spans();
    let days: Vec<Span> = spans.iter().map(|s| s.1).collect();
    let mut metrics = vec![Map::new(); spans.len()];
    for metric in METRICS {
        let counted = truth::count(metric, dossiers, &days);
        for (counted, metrics) in counted.iter().zip(&mut metrics) {
            let by: Map<String, Value> =
                counted.by_official.iter().map(|(name, t)| (name.to_string(), tally(metric, *t))).collect();
            metrics.insert(metric.to_string(), json!({"all": tally(metric, counted.all), "by_official": by}));
        }
    }
    let period = |((name, span), metrics): ((String, Span), Map<String, Value>)| {
        let (start, end) = (span.start.to_string(), span.end.to_string());
        json!({"name": name, "start": start, "end": end, "metrics": metrics})
    };
    spans.into_iter().zip(metrics).map(period).collect()
}

fn suspension(d: &Dossier, s: &Suspension) -> Value {
    let verdict = match s.verdict {
        Verdict::Proper => "proper",
        Verdict::Improper => "improper",
        Verdict::Unverifiable => "unverifiable",
    };
    json!({
        "dossier_code": d.code(),
        "sequence": s.sequence,
        "official": truth::suspender(d, s).unwrap_or(""),
        "suspended_at": iso(s.suspended_at),
        "resumed_at": s.resumed_at.map(iso),
        "working_minutes": s.minutes,
        "verdict": verdict,
        "rules": s.rules,
        "no_data_rules": s.no_data_rules,
    })
}

fn dossier(d: &Dossier) -> Value {
    json!({
        "dossier_code": d.code(),
        "outcome": truth::outcome(d),
        "ended_at": d.ended_at().map(iso),
        "due_at": d.due_at.map(iso),
        "overdue_minutes": truth::overdue_minutes(d),
    })
}

/// The applicant data that stands in the files, for a search that must find none of it elsewhere.
fn planted(dossiers: &[Dossier], people: &[Applicant]) -> Value {
    let mut used = vec![false; people.len()];
    for d in dossiers {
        used[d.applicant] = true;
    }
    let of = |what: fn(&Applicant) -> String| -> Vec<String> {
        people.iter().zip(&used).filter(|(_, used)| **used).map(|(p, _)| what(p)).collect()
    };
    json!({
        "names": of(|p| p.name.to_string()),
        "phones": of(|p| p.phone.clone()),
        "ids": of(|p| p.id.clone()),
        "addresses": of(|p| p.address.clone()),
        "emails": of(|p| p.email.clone()),
    })
}
