//! A finished draft → the polars frame that the rest of the program works on.

use polars::prelude::*;

use super::draft::Draft;
use super::portions::in_parallel;
use super::reading::{BLANK, NULL};
use super::texts::TextStore;
use super::values::Values;
use crate::domain::schema::{ColumnType, SOURCE_COLUMNS};
use crate::error::{Error, Result};
use crate::tables::{TypedTable, data_type};

/// Columns in schema order, then `source_sheet` and `source_row`. `sheets` are the sheet names.
/// Frees the draft as it goes.
pub fn table(mut draft: Draft, texts: &TextStore, sheets: &[String]) -> Result<TypedTable> {
    let rows = draft.rows.len();
    let mut jobs = Vec::with_capacity(draft.columns.len());
    for schema in draft.table.columns() {
        let Some(i) = draft.columns.iter().position(|c| c.name == schema.name) else { continue };
        jobs.push((schema, std::mem::take(&mut draft.values[i])));
    }
    let carried = jobs.iter().map(|(schema, _)| schema.name.to_string()).collect();
    let made = in_parallel(jobs, |(schema, values)| {
        series(schema.name, schema.kind, &values, texts).map(IntoColumn::into_column)
    });
    let mut columns = made.into_iter().collect::<Result<Vec<_>>>()?;
    let names = draft.rows.iter().map(|r| sheets.get(r.sheet as usize).map(String::as_str));
    columns.push(StringChunked::from_iter_options(SOURCE_COLUMNS[0].into(), names).into_column());
    let numbers: Vec<i64> = draft.rows.iter().map(|r| i64::from(r.row)).collect();
    columns.push(Int64Chunked::from_vec(SOURCE_COLUMNS[1].into(), numbers).into_column());
    let frame = DataFrame::new(rows, columns).map_err(Error::internal)?;
    Ok(TypedTable { name: draft.table, frame, carried })
}

fn series(name: &str, kind: ColumnType, values: &Values, texts: &TextStore) -> Result<Series> {
    let known = |v: i64| (v != NULL && v != BLANK).then_some(v);
    let series = match data_type(kind) {
        DataType::Boolean => {
            BooleanChunked::from_iter_options(name.into(), values.iter().map(|v| known(v).map(|v| v != 0)))
                .into_series()
        }
        DataType::Float64 => {
            let numbers = values.iter().map(|v| known(v).map(|v| f64::from_bits(v as u64)));
            Float64Chunked::from_iter_options(name.into(), numbers).into_series()
        }
        DataType::String => text_series(name, values, texts)?,
        other => Int64Chunked::from_iter_options(name.into(), values.iter().map(known))
            .into_series()
            .cast(&other)
            .map_err(Error::internal)?,
    };
    Ok(series)
}

/// Each distinct text once, and the rows point to it: most columns of a list say few things, and a
/// copy for each of a million rows would be half of an import's memory.
fn text_series(name: &str, values: &Values, texts: &TextStore) -> Result<Series> {
    let mut places: Vec<Option<IdxSize>> = vec![None; texts.len()];
    let mut distinct: Vec<&str> = Vec::new();
    let mut rows: Vec<Option<IdxSize>> = Vec::with_capacity(values.len());
    for value in values.iter() {
        rows.push(texts.get(value).map(|text| {
            *places[value as usize].get_or_insert_with(|| {
                distinct.push(text);
                (distinct.len() - 1) as IdxSize
            })
        }));
    }
    let distinct = StringChunked::from_slice(name.into(), &distinct);
    let rows = IdxCa::from_iter_options("".into(), rows.into_iter());
    Ok(distinct.take(&rows).map_err(Error::internal)?.into_series())
}
