//! One section as CSV: UTF-8 with BOM, comma, CRLF, machine names as header, ISO dates, dot decimals.
//!
//! A text that a spreadsheet program would run as a formula gets a `'` in front.

use crate::error::{Error, Result};
use crate::report::model::{Section, Value};

const BOM: &[u8] = b"\xEF\xBB\xBF";

pub fn render(section: &Section) -> Result<Vec<u8>> {
    let columns: Vec<usize> =
        (0..section.table.columns.len()).filter(|&i| !section.table.columns[i].human_only).collect();
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(BOM.to_vec());
    let header: Vec<&str> = columns.iter().map(|&i| section.table.columns[i].key.as_str()).collect();
    writer.write_record(&header).map_err(Error::internal)?;
    for row in &section.table.rows {
        let cells = columns.iter().map(|&i| row.values.get(i).map(cell).unwrap_or_default());
        writer.write_record(cells).map_err(Error::internal)?;
    }
    writer.into_inner().map_err(Error::internal)
}

/// The machine text of a value; nothing for "no data".
fn cell(value: &Value) -> String {
    match value {
        Value::Text(text) => defused(text),
        Value::Int(n) | Value::Minutes(n) | Value::Money(n) => n.to_string(),
        Value::Percent(x) | Value::Decimal(x) => x.to_string(),
        Value::Date(date) => date.format("%Y-%m-%d").to_string(),
        Value::DateTime(at) => at.format("%Y-%m-%dT%H:%M:%S").to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::NoData(_) | Value::Blank | Value::Input { .. } => String::new(),
        Value::List(items) => defused(&items.join("; ")),
        Value::Records(records) => {
            let lines: Vec<String> = records.iter().map(|record| record_text(record)).collect();
            defused(&lines.join("\n"))
        }
        Value::Formula { cached, .. } => cell(cached),
        Value::Link { value, .. } => cell(value),
    }
}

fn record_text(record: &[(String, Value)]) -> String {
    let parts: Vec<String> = record.iter().map(|(key, value)| format!("{key}={}", cell(value))).collect();
    parts.join("; ")
}

fn defused(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_string() }
}
