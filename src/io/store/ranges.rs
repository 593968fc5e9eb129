//! The state of many dossiers in ranges of their codes, so that the memory never holds all of it.
//!
//! Imports are stored in the order of the codes: what one of them says about a range of codes is a
//! range of its rows. Bounds are drawn from a sample of all codes, so that the imports have about the
//! same number of rows in every range. Whatever belongs to a dossier bears its code, so the ranges
//! merged each by itself, one under the other, are the whole merge.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::NaiveDateTime;
use polars::prelude::{DataFrame, StringChunked};

use super::Store;
use super::merge;
use super::state::{self, Share};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::tables::State;

/// Rows of all imports in a range, about. Some ranges are in the memory at the same time.
pub(super) const RANGE_ROWS: usize = 1 << 17;
/// So many codes of a sample stand for the rows of a range.
const SAMPLE: usize = 32;
/// The tables whose rows belong to a dossier.
const TABLES: [TableName; 2] = [TableName::Dossiers, TableName::Suspensions];

/// See the module.
pub struct StateInParts<'a> {
    store: &'a Store,
    records: &'a [ImportRecord],
    pub as_of: NaiveDateTime,
    /// Of every record, the first row of each range, and the end of the last one.
    starts: Vec<BTreeMap<TableName, Vec<usize>>>,
    n_parts: usize,
    /// Of the whole state.
    pub procedures: DataFrame,
}

impl<'a> StateInParts<'a> {
    /// None: too few dossiers to be worth it, or there are explanations, which stand beside all.
    pub(super) fn of(
        store: &'a Store,
        records: &'a [ImportRecord],
        as_of: NaiveDateTime,
    ) -> Result<Option<StateInParts<'a>>> {
        let carries = |record: &ImportRecord, table| record.columns.contains_key(&table);
        let rows = |record| store.rows(record, TableName::Dossiers);
        if records.iter().map(rows).sum::<usize>() <= 2 * store.range_rows
            || records.iter().any(|record| carries(record, TableName::Explanations))
        {
            return Ok(None);
        }
        let mut tables = Vec::new();
        for record in records {
            for table in TABLES.into_iter().filter(|table| carries(record, *table)) {
                store.check_table(record, table)?;
                tables.push((record, table));
            }
        }
        let step = store.range_rows.div_ceil(SAMPLE);
        let mut sample: Vec<String> = Vec::new();
        for (record, table) in &tables {
            let keys = store.keys(record, *table)?;
            if !is_sorted(&keys) {
                return Ok(None);
            }
            let every = (1..).map(|i| i * step).take_while(|row| *row < keys.len());
            sample.extend(every.filter_map(|row| keys.get(row)).map(str::to_string));
        }
        let bounds = bounds(sample, store.range_rows.div_ceil(step));
        let mut starts = vec![BTreeMap::new(); records.len()];
        for (starts, record) in starts.iter_mut().zip(records) {
            for table in TABLES.into_iter().filter(|table| carries(record, *table)) {
                starts.insert(table, cut(&store.keys(record, table)?, &bounds));
            }
        }
        let procedures = state::procedures(store, records)?;
        Ok(Some(StateInParts { store, records, as_of, starts, n_parts: bounds.len() + 1, procedures }))
    }

    pub fn n_parts(&self) -> usize {
        self.n_parts
    }

    /// Columns that at least one import carries.
    pub fn carried(&self) -> BTreeMap<TableName, BTreeSet<String>> {
        state::carried(self.records)
    }

    /// At least one import carries this column of the dossiers.
    pub fn carries_dossiers(&self, column: &str) -> bool {
        let mut lists = self.records.iter().filter_map(|record| record.columns.get(&TableName::Dossiers));
        lists.any(|columns| columns.iter().any(|name| name == column))
    }

    /// One part as a state: its dossiers with their suspensions, all procedures.
    pub fn part(&self, part: usize) -> Result<State> {
        let shares = self.shares(part);
        Ok(State {
            dossiers: state::dossiers(self.store, &shares, None)?,
            suspensions: state::newest_sets(self.store, &shares)?,
            procedures: self.procedures.clone(),
            explanations: merge::empty(TableName::Explanations, None)?,
            carried: self.carried(),
            import_ids: self.records.iter().map(|r| r.import_id.clone()).collect(),
            as_of: self.as_of,
        })
    }

    /// These schema columns of the dossiers of a part.
    pub fn dossiers(&self, part: usize, columns: &[&str]) -> Result<DataFrame> {
        state::dossiers(self.store, &self.shares(part), Some(columns))
    }

    /// The imports that say anything about a part.
    fn shares(&self, part: usize) -> Vec<Share<'a>> {
        let mut shares = Vec::new();
        for (record, starts) in self.records.iter().zip(&self.starts) {
            let rows = |(table, starts): (&TableName, &Vec<usize>)| (*table, starts[part]..starts[part + 1]);
            let rows: BTreeMap<TableName, Range<usize>> = starts.iter().map(rows).collect();
            if rows.values().any(|rows| !rows.is_empty()) {
                shares.push(Share { record, rows });
            }
        }
        shares
    }
}

/// The first codes of all ranges but the first; so many codes of the sample are a range.
fn bounds(mut sample: Vec<String>, range: usize) -> Vec<String> {
    sample.sort_unstable();
    let mut bounds: Vec<String> = sample.into_iter().skip(range - 1).step_by(range).collect();
    bounds.dedup();
    bounds
}

/// The first row of each range, and the end of the last one.
fn cut(keys: &StringChunked, bounds: &[String]) -> Vec<usize> {
    let mut starts = vec![0];
    for bound in bounds {
        let (mut low, mut high) = (starts[starts.len() - 1], keys.len());
        while low < high {
            let middle = low.midpoint(high);
            match keys.get(middle).unwrap_or_default() < bound.as_str() {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        starts.push(low);
    }
    starts.push(keys.len());
    starts
}

fn is_sorted(keys: &StringChunked) -> bool {
    keys.iter().map(Option::unwrap_or_default).is_sorted()
}

impl Store {
    /// The codes of a table of an import, in one piece.
    fn keys(&self, record: &ImportRecord, table: TableName) -> Result<StringChunked> {
        let rows = 0..self.rows(record, table);
        let frame = self.read_rows(record, table, rows, Some(&[table.key()]))?;
        let keys = frame.column(table.key()).map_err(Error::internal)?.as_materialized_series().rechunk();
        keys.str().cloned().map_err(Error::internal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::NewChunkedArray;

    #[test]
    fn every_row_is_in_one_range() {
        let codes: Vec<String> = (0..1_000).map(|i| format!("{i:04}")).collect();
        let bounds = bounds(codes.iter().step_by(4).cloned().collect(), SAMPLE);
        assert_eq!(bounds.len(), 250 / SAMPLE);
        let keys = StringChunked::from_slice("".into(), &codes);
        let starts = cut(&keys, &bounds);
        assert_eq!((starts[0], starts[bounds.len() + 1]), (0, 1_000));
        for (bound, start) in bounds.iter().zip(&starts[1..]) {
            assert_eq!(keys.get(*start), Some(bound.as_str()));
        }
        assert_eq!(
            cut(&keys, &["".to_string(), "0003a".to_string(), "zzz".to_string()]),
            [0, 0, 4, 1_000, 1_000]
        );
    }

    #[test]
    fn a_code_that_stands_often_makes_one_bound() {
        assert_eq!(bounds(vec!["a".to_string(); 200], 20), ["a"]);
    }
}
