//! Running a query: a context of its own, the three tables and the one-row table `params`.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use polars::prelude::*;
use polars::sql::SQLContext;

use crate::error::{Error, Result};
use crate::metrics::check;
use crate::words;

/// The one row of the table `params`; the query also sees `period_end_at`, the last second of the
/// period's last day.
#[derive(Clone, Copy, Debug)]
pub struct Params {
    /// First day of the period.
    pub period_start: NaiveDate,
    /// Last day of the period (inclusive).
    pub period_end: NaiveDate,
    pub as_of: NaiveDateTime,
    /// Working minutes before the due date (rule `last_minute`).
    pub last_minute_minutes: i64,
    /// Calendar days (rule `too_long`).
    pub too_long_days: i64,
}

impl Params {
    pub fn frame(&self) -> Result<DataFrame> {
        let period_end_at = self.period_end.and_time(NaiveTime::MIN) + TimeDelta::seconds(86_399);
        let columns = vec![
            date_column("period_start", self.period_start)?,
            date_column("period_end", self.period_end)?,
            moment_column("period_end_at", period_end_at)?,
            moment_column("as_of", self.as_of)?,
            Column::new("last_minute_minutes".into(), [self.last_minute_minutes]),
            Column::new("too_long_days".into(), [self.too_long_days]),
        ];
        DataFrame::new(1, columns).map_err(Error::internal)
    }
}

fn date_column(name: &str, date: NaiveDate) -> Result<Column> {
    let days = (date - NaiveDate::default()).num_days() as i32;
    Column::new(name.into(), [days]).cast(&DataType::Date).map_err(Error::internal)
}

fn moment_column(name: &str, moment: NaiveDateTime) -> Result<Column> {
    Column::new(name.into(), [moment.and_utc().timestamp_micros()])
        .cast(&DataType::Datetime(TimeUnit::Microseconds, None))
        .map_err(Error::internal)
}

/// What a query can read.
#[derive(Clone)]
pub struct Tables {
    frames: Vec<(String, LazyFrame)>,
}

impl Tables {
    pub fn new(frames: Vec<(&str, DataFrame)>) -> Tables {
        Tables { frames: frames.into_iter().map(|(n, f)| (n.to_string(), f.lazy())).collect() }
    }

    /// The plan of a query. `name` is what an error calls it.
    pub fn plan(&self, name: &str, sql: &str, params: &Params) -> Result<LazyFrame> {
        let failed = |cause: String| {
            Error::usage(words::metrics::query_failed(name)).cause(cause).help(words::metrics::query_help())
        };
        check::safe(sql).map_err(|(line, what)| {
            Error::usage(what).place(words::metrics::file_line(name, line)).help(words::metrics::query_help())
        })?;
        let mut context = SQLContext::new();
        for (table, frame) in &self.frames {
            context.register(table, frame.clone());
        }
        context.register("params", params.frame()?.lazy());
        context.execute(sql).map_err(|e| failed(e.to_string()))
    }

    /// The rows of a query.
    pub fn rows(&self, name: &str, sql: &str, params: &Params) -> Result<DataFrame> {
        self.plan(name, sql, params)?.collect().map_err(|e| {
            Error::usage(words::metrics::query_failed(name)).cause(e).help(words::metrics::query_help())
        })
    }
}
