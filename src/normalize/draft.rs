//! Typed rows on their way to a table: one draft per layout and table, values as 64-bit numbers
//! (texts by their number), then duplicates merged and the drafts of a file joined by code.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::DataType;

use super::reading::{BLANK, NULL};
use super::texts::TextStore;
use super::values::Values;
use crate::domain::schema::{Column, ColumnType, TableName};
use crate::tables::data_type;

/// Where a row stands in the file.
#[derive(Clone, Copy, Debug)]
pub struct RowRef {
    pub sheet: u32,
    /// As Excel shows it.
    pub row: u32,
    /// Number of the source row over all sheets.
    pub id: u32,
}

/// The rows of one table in one layout.
pub struct Draft {
    pub table: TableName,
    /// The key first.
    pub columns: Vec<&'static Column>,
    pub values: Vec<Values>,
    pub rows: Vec<RowRef>,
}

/// No row of a key.
const NOWHERE: u32 = u32::MAX;

fn at(place: u32) -> Option<usize> {
    (place != NOWHERE).then_some(place as usize)
}

/// The source rows that went into others.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    pub identical: Vec<u32>,
    /// Earlier processing steps that a later one replaced.
    pub steps: Vec<u32>,
}

impl Draft {
    pub fn new(table: TableName, columns: Vec<&'static Column>) -> Draft {
        let values = columns.iter().map(|column| Values::new(column.kind)).collect();
        Draft { table, columns, values, rows: Vec::new() }
    }

    pub fn push(&mut self, at: RowRef, values: impl Iterator<Item = i64>) {
        for (column, value) in self.values.iter_mut().zip(values) {
            column.push(value);
        }
        self.rows.push(at);
    }

    /// Adds the rows of a draft of the same columns, which follow `n_rows` source rows; `numbers`
    /// are ours for the numbers of its texts.
    pub fn append(&mut self, more: Draft, numbers: &[i64], n_rows: u32) {
        for ((column, values), more) in self.columns.iter().zip(&mut self.values).zip(more.values) {
            if data_type(column.kind) == DataType::String {
                values.append(&more, |id| numbers[id as usize]);
            } else {
                values.append(&more, |value| value);
            }
        }
        self.rows.extend(more.rows.into_iter().map(|row| RowRef { id: row.id + n_rows, ..row }));
    }

    /// Blank cells of a column become "no" if the column marks its yeses, else no data.
    pub fn settle_blanks(&mut self, column: usize, no: Option<i64>) {
        let values = &mut self.values[column];
        for i in 0..values.len() {
            if values.get(i) == BLANK {
                values.set(i, no.unwrap_or(NULL));
            }
        }
    }

    fn key(&self, i: usize) -> i64 {
        self.values[0].get(i)
    }

    fn equal(&self, a: usize, b: usize) -> bool {
        self.values.iter().all(|column| column.get(a) == column.get(b))
    }

    /// The newest event of a row: due dates lie ahead and are none.
    fn newest(&self, i: usize) -> i64 {
        let events = self.columns.iter().zip(&self.values).filter(|(c, _)| is_event(c));
        events.map(|(_, values)| values.get(i)).max().unwrap_or(NULL)
    }

    /// Merges equal rows; of several rows of a code the one with the newest event wins, of equally
    /// new ones the later in the file. Where several rows may share a key
    /// only equal ones merge. `n_texts`: keys are less.
    pub fn merge(&mut self, n_texts: usize) -> Merged {
        let mut merged = Merged::default();
        let mut kept: Vec<usize> = Vec::with_capacity(self.rows.len());
        // The last kept row of each key, and of each kept row the one of the same key before it.
        let mut last: Vec<u32> = vec![NOWHERE; n_texts];
        let mut before: Vec<u32> = Vec::with_capacity(self.rows.len());
        for i in 0..self.rows.len() {
            let newest = last[self.key(i) as usize];
            let mut same_code = std::iter::successors(at(newest), |&place| at(before[place]));
            if same_code.any(|place| self.equal(kept[place], i)) {
                merged.identical.push(self.rows[i].id);
            } else if self.table.has_many() || newest == NOWHERE {
                last[self.key(i) as usize] = kept.len() as u32;
                before.push(newest);
                kept.push(i);
            } else {
                let place = newest as usize;
                if self.newest(i) >= self.newest(kept[place]) {
                    merged.steps.push(self.rows[kept[place]].id);
                    kept[place] = i;
                } else {
                    merged.steps.push(self.rows[i].id);
                }
            }
        }
        self.keep(&kept);
        merged
    }

    fn keep(&mut self, kept: &[usize]) {
        if kept.len() == self.rows.len() && kept.iter().enumerate().all(|(i, k)| i == *k) {
            return;
        }
        for column in &mut self.values {
            *column = column.of_rows(kept);
        }
        self.rows = kept.iter().map(|&i| self.rows[i]).collect();
    }

    /// Puts the rows in the order of their keys; those of one key stay as they stand.
    pub fn sort_by_key(&mut self, texts: &TextStore) {
        let text = |i: usize| texts.get(self.key(i)).unwrap_or_default();
        if (1..self.rows.len()).all(|i| text(i - 1) <= text(i)) {
            return;
        }
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by(|a, b| text(*a).cmp(text(*b)));
        self.keep(&order);
    }

    /// Numbers the suspensions of each dossier 1, 2, … by their beginning.
    pub fn number_suspensions(&mut self) {
        let at = |name: &str| self.columns.iter().position(|c| c.name == name);
        let (Some(sequence), Some(begin)) = (at("sequence"), at("suspended_at")) else { return };
        let mut by_code: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
        for i in 0..self.rows.len() {
            by_code.entry(self.key(i)).or_default().push(i);
        }
        for rows in by_code.values_mut() {
            let at = |i: usize| self.values[begin].get(i);
            rows.sort_by_key(|&i| (at(i) == NULL, at(i), i));
            for (n, &i) in rows.iter().enumerate() {
                self.values[sequence].set(i, n as i64 + 1);
            }
        }
    }
}

/// Timestamps of things that happened, not of limits.
pub fn is_event(column: &Column) -> bool {
    column.kind == ColumnType::Timestamp && !column.name.ends_with("due_at")
}

/// One draft out of those of several layouts in one file. Dossiers and procedures are joined by
/// code, a later list's value before an earlier one's; rows that may share a key stand one under
/// the other.
pub fn join(table: TableName, drafts: Vec<Draft>) -> Option<Draft> {
    let mut drafts: Vec<Draft> = drafts.into_iter().filter(|d| d.table == table).collect();
    if drafts.len() <= 1 {
        return drafts.pop();
    }
    let carried = |c: &&Column| drafts.iter().any(|d| d.columns.iter().any(|k| k.name == c.name));
    let columns: Vec<&'static Column> = table.columns().iter().filter(carried).collect();
    let mut joined = Draft::new(table, columns.clone());
    let mut places: HashMap<i64, usize> = HashMap::new();
    for draft in &drafts {
        let from: Vec<Option<usize>> =
            columns.iter().map(|c| draft.columns.iter().position(|k| k.name == c.name)).collect();
        for i in 0..draft.rows.len() {
            let value = |column: usize| from[column].map_or(NULL, |f| draft.values[f].get(i));
            match places.get(&draft.key(i)) {
                Some(&place) if !table.has_many() => {
                    for column in 0..columns.len() {
                        if value(column) != NULL {
                            joined.values[column].set(place, value(column));
                        }
                    }
                }
                _ => {
                    places.insert(draft.key(i), joined.rows.len());
                    joined.push(draft.rows[i], (0..columns.len()).map(value));
                }
            }
        }
    }
    Some(joined)
}

/// The distinct texts of the columns of one type, for checks over the whole file.
pub fn texts_of<'t>(
    draft: &Draft,
    kind: ColumnType,
    texts: &'t TextStore,
) -> std::collections::BTreeSet<&'t str> {
    let columns = draft.columns.iter().zip(&draft.values).filter(|(c, _)| c.kind == kind);
    let mut ids: Vec<i64> = columns.flat_map(|(_, values)| values.iter()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into_iter().filter_map(|id| texts.get(id)).collect()
}
