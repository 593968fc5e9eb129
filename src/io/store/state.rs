//! What several imports say together: see "Current state and time travel" of the data model.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDateTime;
use polars::prelude::{BooleanChunked, Column, DataFrame, NewChunkedArray, SortMultipleOptions};

use super::Store;
use super::merge::{self, Part};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::tables::State;

/// `records` from the oldest to the newest.
pub(super) fn merged(store: &Store, records: &[ImportRecord], as_of: NaiveDateTime) -> Result<State> {
    Ok(State {
        dossiers: merge::newest_cells(TableName::Dossiers, &parts(store, records, TableName::Dossiers))?,
        suspensions: newest_sets(store, records)?,
        procedures: merge::newest_cells(
            TableName::Procedures,
            &parts(store, records, TableName::Procedures),
        )?,
        explanations: stacked(store, records, TableName::Explanations)?,
        carried: carried(records),
        import_ids: records.iter().map(|r| r.import_id.clone()).collect(),
        as_of,
    })
}

fn carried(records: &[ImportRecord]) -> BTreeMap<TableName, BTreeSet<String>> {
    let mut carried: BTreeMap<TableName, BTreeSet<String>> = BTreeMap::new();
    for (table, columns) in records.iter().flat_map(|r| &r.columns) {
        carried.entry(*table).or_default().extend(columns.iter().cloned());
    }
    carried
}

fn parts<'a>(store: &'a Store, records: &'a [ImportRecord], table: TableName) -> Vec<Part<'a>> {
    records.iter().filter_map(|record| part(store, record, table)).collect()
}

fn part<'a>(store: &'a Store, record: &'a ImportRecord, table: TableName) -> Option<Part<'a>> {
    Some(Part {
        import_id: &record.import_id,
        source_file: &record.file_name,
        carried: record.columns.get(&table)?,
        read: Box::new(move |columns| store.read_table(record, table, columns)),
    })
}

/// Per dossier the whole set of suspensions of the newest import that speaks for it: one that lists
/// suspensions of it, or whose dossier sheet carries suspension columns and names it.
fn newest_sets(store: &Store, records: &[ImportRecord]) -> Result<DataFrame> {
    let table = TableName::Suspensions;
    let speaking: Vec<&ImportRecord> = records.iter().filter(|r| r.columns.contains_key(&table)).collect();
    let mut frames = Vec::new();
    for record in &speaking {
        frames.push(store.read_table(record, table, None)?);
    }
    if speaking.len() > 1 {
        let newest = newest_speakers(store, &speaking, &frames)?;
        for (i, frame) in frames.iter_mut().enumerate() {
            let codes = codes(frame)?;
            let mask: Vec<bool> = codes.iter().map(|code| newest.get(code) == Some(&i)).collect();
            *frame = frame.filter(&BooleanChunked::from_slice("".into(), &mask)).map_err(Error::internal)?;
        }
    }
    let mut whole = with_flags(merge::empty(table)?, &[])?;
    for (record, frame) in speaking.iter().zip(&frames) {
        if let Some(part) = part(store, record, table) {
            let complete = merge::complete(table, frame, &part)?;
            whole.vstack_mut(&with_flags(complete, part.carried)?).map_err(Error::internal)?;
        }
    }
    if speaking.len() > 1 {
        let by = ["dossier_code", "sequence"];
        whole = whole.sort(by, SortMultipleOptions::default()).map_err(Error::internal)?;
    }
    whole.rechunk_mut();
    Ok(whole)
}

/// The rows of all imports one under the other.
fn stacked(store: &Store, records: &[ImportRecord], table: TableName) -> Result<DataFrame> {
    let mut whole = merge::empty(table)?;
    for part in parts(store, records, table) {
        let complete = merge::complete(table, &(part.read)(None)?, &part)?;
        whole.vstack_mut(&complete).map_err(Error::internal)?;
    }
    whole.rechunk_mut();
    Ok(whole)
}

/// Dossier → the newest of the imports that speak for its suspensions.
fn newest_speakers(
    store: &Store,
    speaking: &[&ImportRecord],
    frames: &[DataFrame],
) -> Result<HashMap<String, usize>> {
    let mut newest = HashMap::new();
    for (i, (record, frame)) in speaking.iter().zip(frames).enumerate() {
        for code in codes(frame)? {
            newest.insert(code, i);
        }
        if record.suspensions_cover_dossiers && record.columns.contains_key(&TableName::Dossiers) {
            for code in codes(&store.read_table(record, TableName::Dossiers, Some(&["dossier_code"]))?)? {
                newest.insert(code, i);
            }
        }
    }
    Ok(newest)
}

fn codes(frame: &DataFrame) -> Result<Vec<String>> {
    let codes = frame.column("dossier_code").and_then(|c| c.str()).map_err(Error::internal)?;
    Ok(codes.iter().map(|code| code.unwrap_or_default().to_string()).collect())
}

/// A boolean `X_exported` for every column but the key and `sequence`.
fn with_flags(mut frame: DataFrame, carried: &[String]) -> Result<DataFrame> {
    for column in &TableName::Suspensions.columns()[2..] {
        let exported = carried.iter().any(|c| c == column.name);
        let name = format!("{}_exported", column.name);
        let flag = Column::new_scalar(name.into(), exported.into(), frame.height());
        frame.with_column(flag).map_err(Error::internal)?;
    }
    Ok(frame)
}
