//! A derived state on its way into the cache, a part after the other.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use polars::prelude::{DataFrame, ParquetCompression, ParquetReader, ParquetWriter, SerReader};
use tempfile::TempDir;

use super::Store;
use super::cache::{PartRecord, Piece, Record, TableRecord, columns_of_names};
use super::pieces;
use crate::error::{Error, Result};
use crate::tables::coded::Names;
use crate::tables::{About, DerivedPart};

/// Dropped before its end, nothing of it stays.
pub struct Keeping<'a> {
    store: &'a Store,
    folder: TempDir,
    names: Names,
    dossiers: Growing,
    suspensions: Growing,
    rules: Growing,
}

/// The files of a table, and the rows that wait until they fill one.
struct Growing {
    record: TableRecord,
    /// Rows of a full file.
    part_rows: usize,
    waiting: DataFrame,
}

impl<'a> Keeping<'a> {
    pub(super) fn begin(store: &'a Store) -> Result<Keeping<'a>> {
        fs::create_dir_all(store.cache_folder()).map_err(Error::internal)?;
        let folder = tempfile::Builder::new().prefix(".new-").tempdir_in(store.cache_folder());
        Ok(Keeping {
            store,
            folder: folder.map_err(Error::internal)?,
            names: Names::default(),
            dossiers: Growing::new("dossiers", store.part_rows),
            suspensions: Growing::new("suspensions", store.part_rows),
            rules: Growing::new("rules", store.part_rows),
        })
    }

    /// Adds what follows the parts that are there.
    pub fn add(&mut self, part: DerivedPart) -> Result<()> {
        let (folder, names) = (self.folder.path(), &mut self.names);
        self.dossiers.push(part.dossiers, folder, names)?;
        self.suspensions.push(part.suspensions, folder, names)?;
        self.rules.push(part.rules, folder, names)
    }

    /// Puts the state in its place, under its key.
    pub fn finish(mut self, key: &str, procedures: DataFrame, about: &About) -> Result<()> {
        let mut all = Growing::new("procedures", self.store.part_rows);
        all.push(procedures, self.folder.path(), &mut self.names)?;
        let mut tables = Vec::new();
        for table in [self.dossiers, self.suspensions, all, self.rules] {
            tables.push(table.finish(self.folder.path(), &mut self.names)?);
        }
        let about = serde_json::to_value(about).map_err(Error::internal)?;
        let record = Record::new(tables, self.names.texts().to_vec(), about);
        record.write(self.folder.path())?;
        self.store.put_in_place(self.folder.path(), key)
    }
}

impl Growing {
    fn new(name: &str, part_rows: usize) -> Growing {
        let record = TableRecord { name: name.to_string(), columns: Vec::new(), parts: Vec::new() };
        Growing { record, part_rows, waiting: DataFrame::empty() }
    }

    /// Writes every part that is full now.
    fn push(&mut self, frame: DataFrame, folder: &Path, names: &mut Names) -> Result<()> {
        if self.record.columns.is_empty() {
            self.record.columns = frame.get_column_names().iter().map(|name| name.to_string()).collect();
            self.waiting = frame;
        } else {
            self.waiting.vstack_mut(&frame).map_err(Error::internal)?;
        }
        while self.waiting.height() >= self.part_rows {
            let part = self.waiting.slice(0, self.part_rows);
            self.waiting = self.waiting.slice(self.part_rows as i64, usize::MAX);
            self.write(part, folder, names)?;
        }
        Ok(())
    }

    /// Also a table without rows has a part.
    fn finish(mut self, folder: &Path, names: &mut Names) -> Result<TableRecord> {
        if self.waiting.height() > 0 || self.record.parts.is_empty() {
            let rest = std::mem::take(&mut self.waiting);
            self.write(rest, folder, names)?;
        }
        Ok(self.record)
    }

    fn write(&mut self, mut frame: DataFrame, folder: &Path, names: &mut Names) -> Result<()> {
        for numbers in names.numbered(&frame, columns_of_names(&self.record.name))? {
            frame.with_column(numbers).map_err(Error::internal)?;
        }
        frame.rechunk_mut_par();
        let mut bytes = Vec::new();
        let writer = ParquetWriter::new(&mut bytes).with_compression(ParquetCompression::Snappy);
        writer.with_row_group_size(Some(self.part_rows)).finish(&mut frame).map_err(Error::internal)?;
        let file = format!("{}-{:04}.parquet", self.record.name, self.record.parts.len());
        fs::write(folder.join(&file), &bytes).map_err(Error::internal)?;
        self.record.parts.push(part_record(file, frame.height(), &bytes)?);
        Ok(())
    }
}

/// What is needed to read columns of the file and to know them for sound.
fn part_record(file: String, rows: usize, bytes: &[u8]) -> Result<PartRecord> {
    let mut reader = ParquetReader::new(Cursor::new(bytes));
    let metadata = reader.get_metadata().map_err(Error::internal)?;
    let chunks = pieces::chunks(metadata);
    let end = chunks.iter().map(|chunk| chunk.bytes.end).max().unwrap_or(0);
    let columns: BTreeMap<String, Piece> =
        chunks.into_iter().map(|chunk| (chunk.column, Piece::of(chunk.bytes, bytes))).collect();
    let length = bytes.len() as u64;
    Ok(PartRecord { file, rows, bytes: length, footer: Piece::of(end..length, bytes), columns })
}
