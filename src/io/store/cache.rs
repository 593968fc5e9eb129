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

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use polars::prelude::{DataFrame, ParquetCompression, ParquetReader, ParquetWriter, SerReader};
use serde::{Deserialize, Serialize};

use super::Store;
use crate::domain::schema::TableName;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::tables::coded::{self, Names};
use crate::tables::{DerivedState, Kept, Table};
use crate::words::{Phrase, store as words};

const CACHE: &str = "cache";
const RECORD: &str = "state.json";
/// Another layout of the files is another number.
const FORMAT: u32 = 2;
/// Rows of a part: few enough that what is made of them stays near the processor.
const PART_ROWS: usize = 1 << 18;
/// The states of so many keys stay: the newest one and one asked for with `--as-of`.
const KEEP: usize = 2;
/// Fewer dossiers are derived before a state could be read.
pub(super) const MIN_DOSSIERS: usize = 10_000;

/// `state.json`
#[derive(Serialize, Deserialize)]
struct Record {
    format: u32,
    tables: Vec<TableRecord>,
    /// See [`coded`].
    names: Vec<String>,
    about: serde_json::Value,
}

#[derive(Serialize, Deserialize)]
struct TableRecord {
    name: String,
    columns: Vec<String>,
    parts: Vec<PartRecord>,
}

#[derive(Clone, Serialize, Deserialize)]
struct PartRecord {
    file: String,
    rows: usize,
    bytes: u64,
    crc32: u32,
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
        if state.dossiers.n_rows() >= self.min_kept && self.written(key, state).is_ok() {
            self.forget_old_states(key);
        }
    }

    fn written(&self, key: &str, state: &DerivedState) -> Result<()> {
        let failed = |e: std::io::Error| Error::internal(e);
        fs::create_dir_all(self.cache_folder()).map_err(failed)?;
        let unfinished = tempfile::Builder::new().prefix(".new-").tempdir_in(self.cache_folder());
        let unfinished = unfinished.map_err(failed)?;
        let (mut tables, mut names) = (Vec::new(), Names::default());
        for (name, table) in state.tables() {
            tables.push(written_table(unfinished.path(), name, table, &mut names)?);
        }
        let about = serde_json::to_value(&state.about).map_err(Error::internal)?;
        let record = Record { format: FORMAT, tables, names: names.texts().to_vec(), about };
        let json = serde_json::to_vec(&record).map_err(Error::internal)?;
        fs::write(unfinished.path().join(RECORD), json).map_err(failed)?;
        // Somebody else may have been faster with the same state.
        fs::rename(unfinished.path(), self.cache_folder().join(key)).map_err(failed)
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

    fn cache_folder(&self) -> PathBuf {
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
    let bytes = files::read_bytes(&path)?;
    // The reader may break on damaged bytes, so it never sees them.
    if crc32fast::hash(&bytes) != part.crc32 {
        // So that the next question derives the state anew.
        let _ = fs::remove_dir_all(folder);
        let error = Error::new(Kind::Store, words::kept_state_damaged());
        return Err(error
            .place(Phrase::same(path.display().to_string()))
            .help(words::kept_state_damaged_help()));
    }
    let columns = columns.iter().map(|name| name.to_string()).collect();
    let reader = ParquetReader::new(Cursor::new(bytes)).with_columns(Some(columns));
    reader.finish().map_err(Error::internal)
}

fn columns_of_names(table: &str) -> &'static [&'static str] {
    let table = TableName::ALL.into_iter().find(|name| name.as_str() == table);
    table.map(coded::columns).unwrap_or_default()
}

fn written_table(folder: &Path, name: &str, table: &Table, names: &mut Names) -> Result<TableRecord> {
    let columns = table.get_column_names().iter().map(|name| name.to_string()).collect();
    let mut parts = Vec::new();
    let n_parts = table.n_rows().div_ceil(PART_ROWS).max(1);
    for i in 0..n_parts {
        let mut frame = table.slice((i * PART_ROWS) as i64, PART_ROWS);
        for numbers in names.numbered(&frame, columns_of_names(name))? {
            frame.with_column(numbers).map_err(Error::internal)?;
        }
        frame.rechunk_mut();
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_compression(ParquetCompression::Snappy);
        writer.with_row_group_size(Some(PART_ROWS)).finish(&mut frame).map_err(Error::internal)?;
        let file = format!("{name}-{i:04}.parquet");
        fs::write(folder.join(&file), &bytes).map_err(Error::internal)?;
        let crc32 = crc32fast::hash(&bytes);
        parts.push(PartRecord { file, rows: frame.height(), bytes: bytes.len() as u64, crc32 });
    }
    Ok(TableRecord { name: name.to_string(), columns, parts })
}
