//! A document as JSON, the contract with other programs.
//!
//! `schema_version`, then the document's own fields, then one array: `rows` if the document has one
//! section, else one key per section. ISO dates, snake_case keys, percent as a number, no data = null.
//! Pretty-printed with two spaces, newline at the end.

use serde_json::{Map, Value as Json, json};

use crate::report::model::{Document, Section, Value};

pub const SCHEMA_VERSION: u64 = 1;

pub fn render(document: &Document) -> Vec<u8> {
    let mut root = Map::new();
    root.insert("schema_version".into(), SCHEMA_VERSION.into());
    for (key, value) in &document.fields {
        root.insert(key.clone(), field(value));
    }
    match document.sections.as_slice() {
        [one] => {
            root.insert("rows".into(), rows(one));
        }
        many => {
            for section in many {
                root.insert(section.key.clone(), rows(section));
            }
        }
    }
    let mut bytes = serde_json::to_vec_pretty(&Json::Object(root)).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// A header field: a single record is an object, not an array of one.
fn field(value: &Value) -> Json {
    match value {
        Value::Records(records) if records.len() == 1 => record(&records[0]),
        other => machine(other),
    }
}

fn rows(section: &Section) -> Json {
    let table = &section.table;
    let row = |values: &[Value]| {
        let cells = table.columns.iter().zip(values).filter(|(column, _)| !column.human_only);
        Json::Object(cells.map(|(column, value)| (column.key.clone(), machine(value))).collect())
    };
    table.rows.iter().map(|r| row(&r.values)).collect()
}

fn record(record: &[(String, Value)]) -> Json {
    Json::Object(record.iter().map(|(key, value)| (key.clone(), machine(value))).collect())
}

fn machine(value: &Value) -> Json {
    match value {
        Value::Text(text) => json!(text),
        Value::Int(n) | Value::Minutes(n) | Value::Money(n) => json!(n),
        Value::Percent(x) | Value::Decimal(x) => json!(x),
        Value::Date(date) => json!(date.format("%Y-%m-%d").to_string()),
        Value::DateTime(at) => json!(at.format("%Y-%m-%dT%H:%M:%S").to_string()),
        Value::Flag(flag) => json!(flag),
        Value::NoData(_) | Value::Blank | Value::Input { .. } => Json::Null,
        Value::List(items) => json!(items),
        Value::Records(records) => records.iter().map(|r| record(r)).collect(),
        Value::Formula { cached, .. } => machine(cached),
        Value::Link { value, .. } => machine(value),
    }
}
