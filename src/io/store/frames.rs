//! Frames ↔ Parquet bytes that every engine reads: plain columns, microseconds without a zone.
//!
//! The same frame always gives the same bytes.

use std::cmp::Ordering;
use std::fs;
use std::io::{Cursor, ErrorKind};
use std::ops::Range;
use std::path::Path;

use polars::prelude::{
    DataFrame, DataType, IntoColumn, NamedFrom, ParallelStrategy, ParquetCompression, ParquetReader,
    ParquetWriter, SerReader, Series, SortMultipleOptions, StatisticsOptions,
};

use super::pieces::{self, Pieces};
use crate::domain::schema::{SOURCE_COLUMNS, TableName};
use crate::error::{Error, Result};
use crate::io::files;
use crate::normalize::Reject;
use crate::tables::{TypedTable, data_type};
use crate::words::{Phrase, store as words};

/// Rows of a row group; readers of a few columns then skip well and memory stays even.
const ROW_GROUP: usize = 1 << 18;

/// The table as it is stored: carried columns in schema order, `source_sheet`, `source_row`; exact
/// types; sorted by key (suspensions: by dossier and time, and numbered so). A dossier or procedure
/// may stand once only; a row without its key is a fault of the caller.
pub(super) fn prepared(table: &TypedTable) -> Result<DataFrame> {
    let mut columns = Vec::new();
    for column in table.name.columns() {
        if table.carried.iter().any(|c| c == column.name) {
            columns.push(typed(&table.frame, column.name, &data_type(column.kind))?);
        }
    }
    columns.push(typed(&table.frame, SOURCE_COLUMNS[0], &DataType::String)?);
    columns.push(typed(&table.frame, SOURCE_COLUMNS[1], &DataType::Int64)?);
    let frame = DataFrame::new(table.frame.height(), columns).map_err(Error::internal)?;
    let key = frame.column(table.name.key()).map_err(Error::internal)?;
    if key.null_count() > 0 {
        return Err(Error::internal(format!("a row of {} has no key", table.name.as_str())));
    }
    if table.name == TableName::Suspensions {
        return numbered(frame);
    }
    if table.name.has_many() {
        return sorted(&frame, &[table.name.key(), SOURCE_COLUMNS[0], SOURCE_COLUMNS[1]]);
    }
    let frame =
        if order(&frame, table.name)? == Order::None { sorted(&frame, &[table.name.key()])? } else { frame };
    if order(&frame, table.name)? != Order::Strict {
        return Err(Error::internal(format!("a key of {} stands twice", table.name.as_str())));
    }
    Ok(frame)
}

/// How the keys of a frame follow one another.
#[derive(PartialEq)]
enum Order {
    None,
    /// Some are equal.
    Weak,
    Strict,
}

fn order(frame: &DataFrame, table: TableName) -> Result<Order> {
    let keys = frame.column(table.key()).and_then(|k| k.str()).map_err(Error::internal)?;
    let (mut order, mut before) = (Order::Strict, None);
    for key in keys.iter() {
        match before.map(|before| key.cmp(&before)) {
            Some(Ordering::Less) => return Ok(Order::None),
            Some(Ordering::Equal) => order = Order::Weak,
            _ => {}
        }
        before = Some(key);
    }
    Ok(order)
}

fn typed(frame: &DataFrame, name: &str, data_type: &DataType) -> Result<polars::prelude::Column> {
    let column = frame.column(name).map_err(Error::internal)?;
    if column.dtype() == data_type {
        return Ok(column.clone());
    }
    column.strict_cast(data_type).map_err(Error::internal)
}

fn sorted(frame: &DataFrame, by: &[&str]) -> Result<DataFrame> {
    let options = SortMultipleOptions::default().with_maintain_order(true).with_nulls_last_multi([true]);
    frame.sort(by.iter().copied(), options).map_err(Error::internal)
}

/// Suspensions in the order of time, `sequence` 1, 2, … within each dossier.
fn numbered(frame: DataFrame) -> Result<DataFrame> {
    let by: Vec<&str> = ["dossier_code", "suspended_at", "sequence", "source_sheet", "source_row"]
        .into_iter()
        .filter(|name| frame.schema().contains(name))
        .collect();
    let mut frame = sorted(&frame, &by)?;
    let codes = frame.column("dossier_code").and_then(|c| c.str()).map_err(Error::internal)?;
    let (mut sequence, mut numbers) = (0_i64, Vec::with_capacity(codes.len()));
    let mut previous = None;
    for code in codes.iter() {
        sequence = if code == previous { sequence + 1 } else { 1 };
        numbers.push(sequence);
        previous = code;
    }
    let numbers = Series::new("sequence".into(), numbers).into_column();
    match frame.schema().contains("sequence") {
        true => frame.with_column(numbers).map_err(Error::internal)?,
        false => frame.insert_column(1, numbers).map_err(Error::internal)?,
    };
    Ok(frame)
}

/// The Parquet file of `frame`.
pub(super) fn bytes(frame: &mut DataFrame) -> Result<Vec<u8>> {
    frame.rechunk_mut();
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes)
        .with_compression(ParquetCompression::Zstd(None))
        .with_statistics(StatisticsOptions::default())
        .with_row_group_size(Some(ROW_GROUP))
        .finish(frame)
        .map_err(Error::internal)?;
    Ok(bytes)
}

/// Reads a stored table, whole or only `columns`, after its hash was found right: the reader may
/// break on damaged bytes, so it never sees them.
pub(super) fn read(
    path: &Path,
    sha256: &str,
    columns: Option<&[&str]>,
) -> std::result::Result<DataFrame, Phrase> {
    let bytes = fs::read(path).map_err(|e| match e.kind() {
        ErrorKind::NotFound => words::file_missing(),
        _ => words::file_unreadable(),
    })?;
    if files::sha256(&bytes) != sha256 {
        return Err(words::file_changed());
    }
    let columns = columns.map(|names| names.iter().map(|n| n.to_string()).collect());
    let reader = ParquetReader::new(Cursor::new(bytes)).with_columns(columns);
    reader.finish().map_err(|_| words::file_unreadable())
}

/// Whether the file is as its hash says.
pub(super) fn check(path: &Path, sha256: &str) -> std::result::Result<(), Phrase> {
    match files::sha256_of_file(path) {
        Ok(found) if found == sha256 => Ok(()),
        Ok(_) => Err(words::file_changed()),
        Err(_) if !path.exists() => Err(words::file_missing()),
        Err(_) => Err(words::file_unreadable()),
    }
}

/// Some rows of a stored table, all columns or only `columns`. The file was found right before.
pub(super) fn read_rows(
    path: &Path,
    rows: Range<usize>,
    columns: Option<&[&str]>,
) -> std::result::Result<DataFrame, Phrase> {
    let read = || -> std::io::Result<DataFrame> {
        let mut file = Pieces::open(path)?;
        let footer = file.footer()?;
        file.fill(footer)?;
        for chunk in pieces::chunks(&file.metadata()?) {
            let is_named = columns.is_none_or(|names| names.contains(&chunk.column.as_str()));
            if is_named && chunk.rows.start < rows.end && rows.start < chunk.rows.end {
                file.fill(chunk.bytes)?;
            }
        }
        let columns = columns.map(|names| names.iter().map(|n| n.to_string()).collect());
        let reader = file.reader().with_columns(columns).with_slice(Some((rows.start, rows.len())));
        // The other way it would look at row groups that have none of the rows.
        reader.read_parallel(ParallelStrategy::RowGroups).finish().map_err(std::io::Error::other)
    };
    read().map_err(|_| words::file_unreadable())
}

/// `import_id, sheet, cell, column, value_class, reason_code, reason, reason_en`
pub(super) fn rejects_frame(id: &str, rejects: &[Reject]) -> Result<DataFrame> {
    let texts = |name: &str, text: fn(&Reject) -> &str| {
        Series::new(name.into(), rejects.iter().map(text).collect::<Vec<_>>()).into_column()
    };
    let columns = vec![
        Series::new("import_id".into(), vec![id; rejects.len()]).into_column(),
        texts("sheet", |r| &r.sheet),
        texts("cell", |r| &r.cell),
        texts("column", |r| &r.column),
        texts("value_class", |r| &r.value_class),
        texts("reason_code", |r| &r.reason_code),
        texts("reason", |r| &r.reason.vi),
        texts("reason_en", |r| &r.reason.en),
    ];
    DataFrame::new(rejects.len(), columns).map_err(Error::internal)
}

/// Back from [`rejects_frame`].
pub(super) fn rejects(frame: &DataFrame) -> Result<Vec<Reject>> {
    let texts = |name: &str| frame.column(name).and_then(|c| c.str()).map_err(Error::internal);
    let names = ["sheet", "cell", "column", "value_class", "reason_code", "reason", "reason_en"];
    let mut columns = Vec::new();
    for name in names {
        columns.push(texts(name)?);
    }
    let text = |column: usize, row: usize| columns[column].get(row).unwrap_or_default().to_string();
    let reject = |row: usize| Reject {
        sheet: text(0, row),
        cell: text(1, row),
        column: text(2, row),
        value_class: text(3, row),
        reason_code: text(4, row),
        reason: Phrase::new(text(5, row), text(6, row)),
    };
    Ok((0..frame.height()).map(reject).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::df;

    #[test]
    fn any_rows_are_read_from_any_row_groups() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.parquet");
        let numbers = |from: i64| (from..from + 100).collect::<Vec<_>>();
        let mut frame = df!("a" => numbers(0), "b" => numbers(100), "c" => numbers(200)).unwrap();
        let file = fs::File::create(&path).unwrap();
        ParquetWriter::new(file).with_row_group_size(Some(30)).finish(&mut frame).unwrap();
        for (start, end) in [(0, 100), (0, 1), (40, 41), (29, 31), (35, 90), (99, 100), (50, 50)] {
            let slice = frame.slice(start as i64, end - start);
            assert_eq!(read_rows(&path, start..end, None).unwrap(), slice);
            let some = read_rows(&path, start..end, Some(&["c", "a"])).unwrap();
            assert_eq!(some, slice.select(["c", "a"]).unwrap());
        }
        assert!(read_rows(&folder.path().join("b.parquet"), 0..1, None).is_err());
    }
}
