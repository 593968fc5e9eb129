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

/// One value; Nothing for a row that is not there.
pub(crate) fn cell(column: &Column, i: usize) -> Cell {
    let Ok(value) = column.get(i) else { return Cell::Nothing };
    match value {
        AnyValue::Null => Cell::Nothing,
        AnyValue::String(text) => Cell::Text(text.to_string()),
        AnyValue::StringOwned(text) => Cell::Text(text.to_string()),
        AnyValue::Boolean(flag) => Cell::Flag(flag),
        AnyValue::Float32(x) => Cell::Decimal(f64::from(x)),
        AnyValue::Float64(x) => Cell::Decimal(x),
        AnyValue::Date(days) => date(days).map_or(Cell::Nothing, Cell::Date),
        AnyValue::Datetime(micros, TimeUnit::Microseconds, _)
        | AnyValue::DatetimeOwned(micros, TimeUnit::Microseconds, _) => {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_of_a_query_becomes_a_plain_value() {
        let frame = df!(
            "text" => [Some("a"), None],
            "n" => [1u32, 2],
            "flag" => [Some(true), None],
            "at" => [1_000_000i64, 0],
        )
        .unwrap();
        let kind = DataType::Datetime(TimeUnit::Microseconds, None);
        let frame = frame.lazy().with_column(col("at").cast(kind)).collect().unwrap();
        let table = values(&frame);
        let at = NaiveDate::default().and_hms_opt(0, 0, 1).unwrap();
        let first = vec![Cell::Text("a".into()), Cell::Integer(1), Cell::Flag(true), Cell::Moment(at)];
        assert_eq!(table.rows[0], first);
        assert_eq!(table.rows[1][0], Cell::Nothing);
        assert_eq!(date(-1), NaiveDate::from_ymd_opt(1969, 12, 31));
    }
}
