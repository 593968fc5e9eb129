//! A value as a person reads it; the words and signs that all formats for people share.

use chrono::Timelike;

use crate::report::model::{Column, Kind, Value};
use crate::words::{Lang, notation};

/// Shown where there is no data.
pub const DASH: &str = "–";

/// One value in words, on as many lines as it has parts.
pub fn human(value: &Value, lang: Lang) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Int(n) => notation::integer(*n, lang),
        Value::Percent(x) => notation::percent(*x, lang),
        Value::Decimal(x) => notation::decimal(*x, lang),
        Value::Date(date) => notation::date(*date, lang),
        Value::DateTime(at) => notation::moment(*at, lang),
        Value::Minutes(n) => notation::working_time(*n).text(lang).to_string(),
        Value::Money(n) => notation::money(*n, lang),
        Value::Flag(flag) => notation::yes_no(*flag, lang).to_string(),
        Value::NoData(text) if text.is_empty() => DASH.to_string(),
        Value::NoData(text) => text.clone(),
        Value::Blank | Value::Input { .. } => String::new(),
        Value::List(items) => items.join(", "),
        Value::Records(records) => {
            records.iter().map(|record| record_line(record, lang)).collect::<Vec<_>>().join("\n")
        }
        Value::Formula { cached, .. } => human(cached, lang),
        Value::Link { value, .. } => human(value, lang),
    }
}

/// A value in a table: instants to the minute, unless the column says that seconds matter.
pub fn in_column(value: &Value, column: &Column, lang: Lang) -> String {
    match plain(value) {
        Value::DateTime(at) if !column.exact && (at.hour(), at.minute()) != (0, 0) => {
            notation::moment(at.with_second(0).unwrap_or(*at), lang)
        }
        _ => human(value, lang),
    }
}

/// The values of one record behind each other.
fn record_line(record: &[(String, Value)], lang: Lang) -> String {
    let parts: Vec<String> =
        record.iter().map(|(_, value)| human(value, lang)).filter(|text| !text.is_empty()).collect();
    parts.join(" · ")
}

/// The value that is drawn: without link and formula around it.
pub fn plain(value: &Value) -> &Value {
    match value {
        Value::Link { value, .. } => plain(value),
        Value::Formula { cached, .. } => plain(cached),
        other => other,
    }
}

/// Whether a column of this kind is drawn to the right.
pub fn is_numeric(kind: Kind) -> bool {
    matches!(kind, Kind::Number | Kind::Percent | Kind::Minutes)
}
