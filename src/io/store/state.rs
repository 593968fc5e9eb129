//! What several imports say together: see "Current state and time travel" of the data model.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

use chrono::NaiveDateTime;
use polars::prelude::{BooleanChunked, Column, DataFrame, NewChunkedArray, SortMultipleOptions};

use super::Store;
use super::merge::{self, Part};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::tables::State;

/// An import, or what it says about some dossiers.
pub(super) struct Share<'a> {
    pub record: &'a ImportRecord,
    /// Rows of the tables that are asked for; a table that is not named here: all.
    pub rows: BTreeMap<TableName, Range<usize>>,
}

impl<'a> Share<'a> {
    fn whole(record: &'a ImportRecord) -> Share<'a> {
        Share { record, rows: BTreeMap::new() }
    }

    pub(super) fn read(
        &self,
        store: &Store,
        table: TableName,
        columns: Option<&[&str]>,
    ) -> Result<DataFrame> {
        match self.rows.get(&table) {
            Some(rows) => store.read_rows(self.record, table, rows.clone(), columns),
            None => store.read_table(self.record, table, columns),
        }
    }
}

/// `records` from the oldest to the newest.
pub(super) fn merged(store: &Store, records: &[ImportRecord], as_of: NaiveDateTime) -> Result<State> {
    let shares: Vec<Share> = records.iter().map(Share::whole).collect();
    Ok(State {
        dossiers: dossiers(store, &shares, None)?,
        suspensions: newest_sets(store, &shares)?,
        procedures: procedures(store, records)?,
        explanations: stacked(store, &shares, TableName::Explanations)?,
        carried: carried(records),
        import_ids: records.iter().map(|r| r.import_id.clone()).collect(),
        as_of,
    })
}

/// The dossiers of all shares; `only`: these schema columns and no others.
pub(super) fn dossiers(store: &Store, shares: &[Share], only: Option<&[&str]>) -> Result<DataFrame> {
    merge::newest_cells(TableName::Dossiers, &parts(store, shares, TableName::Dossiers), only)
}

pub(super) fn procedures(store: &Store, records: &[ImportRecord]) -> Result<DataFrame> {
    let shares: Vec<Share> = records.iter().map(Share::whole).collect();
    merge::newest_cells(TableName::Procedures, &parts(store, &shares, TableName::Procedures), None)
}

pub(super) fn carried(records: &[ImportRecord]) -> BTreeMap<TableName, BTreeSet<String>> {
    let mut carried: BTreeMap<TableName, BTreeSet<String>> = BTreeMap::new();
    for (table, columns) in records.iter().flat_map(|r| &r.columns) {
        carried.entry(*table).or_default().extend(columns.iter().cloned());
    }
    carried
}

fn parts<'a>(store: &'a Store, shares: &'a [Share], table: TableName) -> Vec<Part<'a>> {
    shares.iter().filter_map(|share| part(store, share, table)).collect()
}

/// None: it says nothing in this table.
fn part<'a>(store: &'a Store, share: &'a Share, table: TableName) -> Option<Part<'a>> {
    if share.rows.get(&table).is_some_and(Range::is_empty) {
        return None;
    }
    Some(Part {
        import_id: &share.record.import_id,
        source_file: &share.record.file_name,
        carried: share.record.columns.get(&table)?,
        read: Box::new(move |columns| share.read(store, table, columns)),
    })
}

/// Per dossier the whole set of suspensions of the newest import that speaks for it: one that lists
/// suspensions of it, or whose dossier sheet carries suspension columns and names it.
pub(super) fn newest_sets(store: &Store, shares: &[Share]) -> Result<DataFrame> {
    let table = TableName::Suspensions;
    let speaking: Vec<&Share> = shares.iter().filter(|s| s.record.columns.contains_key(&table)).collect();
    let mut frames = Vec::new();
    for share in &speaking {
        frames.push(share.read(store, table, None)?);
    }
    if speaking.len() > 1 {
        let newest = newest_speakers(store, &speaking, &frames)?;
        for (i, frame) in frames.iter_mut().enumerate() {
            let codes = codes(frame)?;
            let mask: Vec<bool> = codes.iter().map(|code| newest.get(code) == Some(&i)).collect();
            *frame = frame.filter(&BooleanChunked::from_slice("".into(), &mask)).map_err(Error::internal)?;
        }
    }
    let mut whole = with_flags(merge::empty(table, None)?, &[])?;
    for (share, frame) in speaking.iter().zip(&frames) {
        if let Some(part) = part(store, share, table) {
            let complete = merge::complete(table, frame, &part, None)?;
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
fn stacked(store: &Store, shares: &[Share], table: TableName) -> Result<DataFrame> {
    let mut whole = merge::empty(table, None)?;
    for part in parts(store, shares, table) {
        let complete = merge::complete(table, &(part.read)(None)?, &part, None)?;
        whole.vstack_mut(&complete).map_err(Error::internal)?;
    }
    whole.rechunk_mut();
    Ok(whole)
}

/// Dossier → the newest of the imports that speak for its suspensions.
fn newest_speakers(
    store: &Store,
    speaking: &[&Share],
    frames: &[DataFrame],
) -> Result<HashMap<String, usize>> {
    let mut newest = HashMap::new();
    for (i, (share, frame)) in speaking.iter().zip(frames).enumerate() {
        for code in codes(frame)? {
            newest.insert(code, i);
        }
        let record = share.record;
        if record.suspensions_cover_dossiers && record.columns.contains_key(&TableName::Dossiers) {
            for code in codes(&share.read(store, TableName::Dossiers, Some(&["dossier_code"]))?)? {
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
