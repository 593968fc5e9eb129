//! The rows of a free query as plain values, so that a report can show them.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime};
use polars::prelude::*;

/// One value of a query's answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// NULL.
    Nothing,
    Text(String),
    Integer(i64),
    Decimal(f64),
    Flag(bool),
    Date(NaiveDate),
    Moment(NaiveDateTime),
}

/// A query's answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

pub fn values(frame: &DataFrame) -> Table {
    let columns: Vec<String> = frame.get_column_names().iter().map(|n| n.to_string()).collect();
    let row = |i| frame.columns().iter().map(|column| cell(column, i)).collect();
    Table { columns, rows: (0..frame.height()).map(row).collect() }
}

fn cell(column: &Column, i: usize) -> Cell {
    let Ok(value) = column.get(i) else { return Cell::Nothing };
    match value {
        AnyValue::Null => Cell::Nothing,
        AnyValue::String(text) => Cell::Text(text.to_string()),
        AnyValue::Boolean(flag) => Cell::Flag(flag),
        AnyValue::Float32(x) => Cell::Decimal(f64::from(x)),
        AnyValue::Float64(x) => Cell::Decimal(x),
        AnyValue::Date(days) => date(days).map_or(Cell::Nothing, Cell::Date),
        AnyValue::Datetime(micros, TimeUnit::Microseconds, _) => {
            DateTime::from_timestamp_micros(micros).map_or(Cell::Nothing, |t| Cell::Moment(t.naive_utc()))
        }
        other => match other.extract::<i64>() {
            Some(n) => Cell::Integer(n),
            None => Cell::Text(other.to_string()),
        },
    }
}

fn date(days: i32) -> Option<NaiveDate> {
    let epoch = NaiveDate::default();
    let length = Days::new(u64::from(days.unsigned_abs()));
    if days < 0 { epoch.checked_sub_days(length) } else { epoch.checked_add_days(length) }
}
