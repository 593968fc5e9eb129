//! The newest derived states, kept beside the imports so that the next question need not merge and
//! derive them again.
//!
//! ```text
//! DIR/cache/KEY/   state.json, dossiers-0000.parquet, …
//! ```
//!
//! Promises: the key names everything that the state depends on, so that a kept state is never an old
//! one; it is there whole or not at all; whatever is wrong with it, it counts as not there; nothing is
//! lost when the folder is deleted.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{DataFrame, SerReader};
use serde::{Deserialize, Serialize};

use super::Store;
use super::keeping::Keeping;
use super::pieces::Pieces;
use crate::domain::schema::TableName;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::tables::{DerivedPart, DerivedState, Kept, Table, coded};
use crate::words::{Phrase, store as words};

const CACHE: &str = "cache";
const RECORD: &str = "state.json";
/// Another layout of the files is another number.
const FORMAT: u32 = 3;
/// Rows of a part: few enough that what is made of them stays near the processor.
pub(super) const PART_ROWS: usize = 1 << 18;
/// The states of so many keys stay: the newest one and one asked for with `--as-of`.
const KEEP: usize = 2;
/// Fewer dossiers are derived before a state could be read.
pub(super) const MIN_DOSSIERS: usize = 10_000;

/// `state.json`
#[derive(Serialize, Deserialize)]
pub(super) struct Record {
    format: u32,
    tables: Vec<TableRecord>,
    /// See [`coded`].
    names: Vec<String>,
    about: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
pub(super) struct TableRecord {
    pub name: String,
    pub columns: Vec<String>,
    pub parts: Vec<PartRecord>,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct PartRecord {
    pub file: String,
    pub rows: usize,
    pub bytes: u64,
    /// Everything behind the columns.
    pub footer: Piece,
    /// Of every column, those of numbers too.
    pub columns: BTreeMap<String, Piece>,
}

/// Some bytes of a file. Each has its own sum, so that what is not asked for need not be read.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Piece {
    bytes: Range<u64>,
    crc32: u32,
}

impl Piece {
    pub(super) fn of(bytes: Range<u64>, file: &[u8]) -> Piece {
        let crc32 = crc32fast::hash(&file[bytes.start as usize..bytes.end as usize]);
        Piece { bytes, crc32 }
    }
}

impl Record {
    pub(super) fn new(tables: Vec<TableRecord>, names: Vec<String>, about: serde_json::Value) -> Record {
        Record { format: FORMAT, tables, names, about }
    }

    pub(super) fn write(&self, folder: &Path) -> Result<()> {
        let json = serde_json::to_vec(self).map_err(Error::internal)?;
        fs::write(folder.join(RECORD), json).map_err(Error::internal)
    }
}

impl Store {
    /// The state of this key, if it is kept and sound.
    pub fn kept_state(&self, key: &str) -> Option<DerivedState> {
        let folder = self.cache_folder().join(key);
        let record: Record = serde_json::from_slice(&fs::read(folder.join(RECORD)).ok()?).ok()?;
        if record.format != FORMAT {
            return None;
        }
        let names = Arc::new(record.names);
        let mut tables = record.tables.into_iter().map(|table| kept_table(&folder, table, &names));
        let state = DerivedState {
            dossiers: tables.next()??,
            suspensions: tables.next()??,
            procedures: tables.next()??,
            rules: tables.next()??,
            about: serde_json::from_value(record.about).ok()?,
        };
        Some(state)
    }

    /// Keeps a state that is worth it. A disk that refuses costs the next question some time, no more.
    pub fn keep_state(&self, key: &str, state: &DerivedState) {
        if state.dossiers.n_rows() >= self.min_kept {
            let _ = self.written(key, state);
        }
    }

    fn written(&self, key: &str, state: &DerivedState) -> Result<()> {
        let [dossiers, suspensions, rules] =
            [&state.dossiers, &state.suspensions, &state.rules].map(|table| DataFrame::clone(table));
        let mut keeping = self.keeping()?;
        keeping.add(DerivedPart { dossiers, suspensions, rules })?;
        keeping.finish(key, DataFrame::clone(&state.procedures), &state.about)
    }

    /// Begins to keep a state in parts.
    pub fn keeping(&self) -> Result<Keeping<'_>> {
        Keeping::begin(self)
    }

    pub(super) fn put_in_place(&self, state: &Path, key: &str) -> Result<()> {
        // Somebody else may have been faster with the same state.
        fs::rename(state, self.cache_folder().join(key)).map_err(Error::internal)?;
        self.forget_old_states(key);
        Ok(())
    }

    /// Removes all but the newest states, and what killed programs left.
    fn forget_old_states(&self, newest: &str) {
        let Ok(listing) = fs::read_dir(self.cache_folder()) else { return };
        let mut others: Vec<(std::time::SystemTime, PathBuf)> = listing
            .flatten()
            .filter(|entry| entry.file_name() != newest)
            .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
            .collect();
        others.sort();
        others.truncate((others.len() + 1).saturating_sub(KEEP));
        for (_, path) in others {
            let _ = fs::remove_dir_all(path);
        }
    }

    pub(super) fn cache_folder(&self) -> PathBuf {
        self.folder.join(CACHE)
    }
}

/// Fails nowhere: what can't be read later is an error of that reading.
fn kept_table(folder: &Path, record: TableRecord, names: &Arc<Vec<String>>) -> Option<Table> {
    let folder = folder.to_path_buf();
    let sound = |part: &PartRecord| {
        fs::metadata(folder.join(&part.file)).is_ok_and(|metadata| metadata.len() == part.bytes)
    };
    if record.parts.is_empty() || !record.parts.iter().all(sound) {
        return None;
    }
    let rows = record.parts.iter().map(|part| part.rows).collect();
    let parts = record.parts;
    let read = move |part: usize, columns: &[&str]| read_part(&folder, &parts[part], columns);
    let has_numbers = !columns_of_names(&record.name).is_empty();
    let names = has_numbers.then(|| names.clone());
    Some(Table::from(Kept { columns: record.columns, rows, read: Arc::new(read), names }))
}

fn read_part(folder: &Path, part: &PartRecord, columns: &[&str]) -> Result<DataFrame> {
    let path = folder.join(&part.file);
    let unreadable = |e: std::io::Error| files::read_error(&path, &e);
    let mut file = Pieces::open(&path).map_err(unreadable)?;
    let mut is_sound = true;
    for piece in columns.iter().filter_map(|name| part.columns.get(*name)).chain([&part.footer]) {
        is_sound &= crc32fast::hash(file.fill(piece.bytes.clone()).map_err(unreadable)?) == piece.crc32;
    }
    // The reader may break on damaged bytes, so it never sees them.
    if !is_sound {
        // So that the next question derives the state anew.
        let _ = fs::remove_dir_all(folder);
        let error = Error::new(Kind::Store, words::kept_state_damaged());
        return Err(error
            .place(Phrase::same(path.display().to_string()))
            .help(words::kept_state_damaged_help()));
    }
    let columns = columns.iter().map(|name| name.to_string()).collect();
    file.reader().with_columns(Some(columns)).finish().map_err(Error::internal)
}

pub(super) fn columns_of_names(table: &str) -> &'static [&'static str] {
    let table = TableName::ALL.into_iter().find(|name| name.as_str() == table);
    table.map(coded::columns).unwrap_or_default()
}
