//! Columns of a frame read row by row, without copies.

use chrono::{DateTime, NaiveDateTime};
use polars::prelude::*;

/// A timestamp column. A column that is not there reads as all blank.
pub(crate) struct Stamps(Option<Int64Chunked>);

impl Stamps {
    pub(crate) fn of(frame: &DataFrame, name: &str) -> Stamps {
        let read = || {
            let column = frame.column(name).ok()?;
            let stamps = column.cast(&DataType::Datetime(TimeUnit::Microseconds, None)).ok()?;
            let physical = stamps.as_materialized_series().to_physical_repr().rechunk();
            physical.i64().ok().cloned()
        };
        Stamps(read())
    }

    /// Microseconds from 1970, as they are stored.
    pub(crate) fn micros(&self, row: usize) -> Option<i64> {
        self.0.as_ref()?.get(row)
    }

    pub(crate) fn at(&self, row: usize) -> Option<NaiveDateTime> {
        let micros = self.micros(row)?;
        DateTime::from_timestamp_micros(micros).map(|t| t.naive_utc())
    }
}

/// A text column.
pub(crate) struct Texts(Option<StringChunked>);

impl Texts {
    pub(crate) fn of(frame: &DataFrame, name: &str) -> Texts {
        let read = || Some(frame.column(name).ok()?.as_materialized_series().rechunk().str().ok()?.clone());
        Texts(read())
    }

    /// The text; None for blank.
    pub(crate) fn at(&self, row: usize) -> Option<&str> {
        self.0.as_ref()?.get(row).filter(|t| !t.is_empty())
    }
}

/// A flag column.
pub(crate) struct Flags(Option<BooleanChunked>);

impl Flags {
    pub(crate) fn of(frame: &DataFrame, name: &str) -> Flags {
        let read = || Some(frame.column(name).ok()?.as_materialized_series().rechunk().bool().ok()?.clone());
        Flags(read())
    }

    pub(crate) fn at(&self, row: usize) -> Option<bool> {
        self.0.as_ref()?.get(row)
    }
}

/// A column of whole numbers.
pub(crate) struct Integers(Option<Int64Chunked>);

impl Integers {
    pub(crate) fn of(frame: &DataFrame, name: &str) -> Integers {
        let read = || {
            let column = frame.column(name).ok()?.cast(&DataType::Int64).ok()?;
            Some(column.as_materialized_series().rechunk().i64().ok()?.clone())
        };
        Integers(read())
    }

    pub(crate) fn at(&self, row: usize) -> Option<i64> {
        self.0.as_ref()?.get(row)
    }
}

/// A column of decimal numbers.
pub(crate) struct Decimals(Option<Float64Chunked>);

impl Decimals {
    pub(crate) fn of(frame: &DataFrame, name: &str) -> Decimals {
        let read = || {
            let column = frame.column(name).ok()?.cast(&DataType::Float64).ok()?;
            Some(column.as_materialized_series().rechunk().f64().ok()?.clone())
        };
        Decimals(read())
    }

    pub(crate) fn at(&self, row: usize) -> Option<f64> {
        self.0.as_ref()?.get(row)
    }
}

/// A timestamp column from values.
pub(crate) fn stamps(name: &str, values: Vec<Option<NaiveDateTime>>) -> PolarsResult<Column> {
    let micros: Int64Chunked =
        values.into_iter().map(|t| t.map(|t| t.and_utc().timestamp_micros())).collect_ca(name.into());
    micros.into_column().cast(&DataType::Datetime(TimeUnit::Microseconds, None))
}

/// A text column from values.
pub(crate) fn texts<'a>(name: &str, values: impl Iterator<Item = Option<&'a str>>) -> Column {
    let column: StringChunked = values.collect_ca(name.into());
    column.into_column()
}
