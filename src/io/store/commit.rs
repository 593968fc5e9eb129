//! Committing an import: everything into a folder beside the others, synced, then renamed into place.
//!
//! A kill at any moment leaves the store as before or after; what is left over is removed by the
//! next writer.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;

use chrono::NaiveDateTime;
use polars::prelude::DataFrame;

use super::lock::{self, Lock};
use super::{
    FORMAT, IMPORTS, RECORD, RECORD_HASH, Store, Stored, UNFINISHED, as_store_failure, frames, hash_line,
    number,
};
use crate::domain::finding::Severity;
use crate::domain::ledger::{ColumnsCarried, ImportRecord, StoredFile};
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::io::files;
use crate::normalize::{Normalized, SheetRecognition};
use crate::words::{Phrase, store as words};

/// What an import brings to the store.
#[derive(Clone, Debug)]
pub struct NewImport {
    pub file_name: String,
    /// Lower-case hex.
    pub file_sha256: String,
    pub exported_at: NaiveDateTime,
    pub normalized: Normalized,
}

impl NewImport {
    /// The record as a commit would write it, without id and files.
    pub fn preview(&self) -> ImportRecord {
        let tables = self.normalized.tables.iter();
        record("", self, tables.map(|table| (table.name, table.carried.clone())).collect(), Vec::new())
    }
}

/// How a commit ended.
#[derive(Clone, Debug)]
pub enum Committed {
    New(Box<ImportRecord>),
    /// The store has this file already; nothing was written.
    Same(Box<ImportRecord>),
}

impl Store {
    /// Adds an import, all or nothing. Without `force` a file that the store has is passed over.
    /// `remark` gets what a person should know (a stale lock, leftovers).
    pub fn commit(
        &self,
        import: &NewImport,
        force: bool,
        remark: &mut dyn FnMut(&Phrase),
    ) -> Result<Committed> {
        let lock = self.lock()?;
        if let Some(holder) = &lock.stale {
            let name = holder.phrase();
            remark(&Phrase::new(words::stale_lock(&name.vi).vi, words::stale_lock(&name.en).en));
        }
        let leftovers = self.remove_leftovers()?;
        if leftovers > 0 {
            remark(&words::leftovers_removed(leftovers));
        }
        if let Some(same) = self.import_of_file(&import.file_sha256)?.filter(|_| !force) {
            return Ok(Committed::Same(Box::new(same)));
        }
        let id = self.next_id(&import.file_sha256)?;
        let unfinished = self.folder.join(IMPORTS).join(format!("{UNFINISHED}{id}"));
        let written = self.write_folder(&unfinished, &id, import);
        if written.is_err() {
            // A full disk gets its space back; the error is what the person sees.
            let _ = fs::remove_dir_all(&unfinished);
        }
        let record = written?;
        self.save_layouts(&import.normalized.layouts)?;
        Ok(Committed::New(Box::new(record)))
    }

    pub(super) fn lock(&self) -> Result<Lock> {
        lock::acquire(&self.folder, self.wait)
    }

    fn remove_leftovers(&self) -> Result<usize> {
        let mut n = 0;
        for name in self.entries()? {
            if name.starts_with(UNFINISHED) {
                let path = self.folder.join(IMPORTS).join(name);
                fs::remove_dir_all(&path).map_err(|e| as_store_failure(files::write_error(&path, &e)))?;
                n += 1;
            }
        }
        Ok(n)
    }

    fn next_id(&self, file_sha256: &str) -> Result<String> {
        let last = self.import_folders()?.last().and_then(|name| number(name)).unwrap_or(0);
        let hash = file_sha256.get(..8).ok_or_else(|| Error::internal("no SHA-256 of the file"))?;
        Ok(format!("{:04}-{hash}", last + 1))
    }

    fn write_folder(&self, unfinished: &Path, id: &str, import: &NewImport) -> Result<ImportRecord> {
        files::create_folder(unfinished).map_err(as_store_failure)?;
        let mut stored = Vec::new();
        let mut columns = ColumnsCarried::new();
        for table in &import.normalized.tables {
            let mut frame = frames::prepared(table)?;
            columns.insert(table.name, carried(&frame, table.name));
            stored.push(write_frame(unfinished, table.name.as_str(), &mut frame)?);
        }
        let mut rejects = frames::rejects_frame(id, &import.normalized.rejects)?;
        stored.push(write_frame(unfinished, "rejects", &mut rejects)?);
        let whole = Stored {
            record: record(id, import, columns, stored),
            recognised: import.normalized.recognised.clone(),
        };
        let mut json = serde_json::to_vec_pretty(&whole).map_err(Error::internal)?;
        json.push(b'\n');
        write_synced(&unfinished.join(RECORD), &json)?;
        write_synced(&unfinished.join(RECORD_HASH), hash_line(&json).as_bytes())?;

        let place = self.import_folder(id);
        files::sync_folder(unfinished)
            .and_then(|()| files::rename(unfinished, &place))
            .and_then(|()| files::sync_folder(&self.folder.join(IMPORTS)))
            .map_err(|e| as_store_failure(files::write_error(&place, &e)))?;
        Ok(whole.record)
    }
}

fn carried(frame: &DataFrame, table: TableName) -> Vec<String> {
    let names = table.columns().iter().map(|c| c.name);
    names.filter(|name| frame.schema().contains(name)).map(str::to_string).collect()
}

fn record(id: &str, import: &NewImport, columns: ColumnsCarried, stored: Vec<StoredFile>) -> ImportRecord {
    let given = &import.normalized;
    let kinds: Vec<&str> = columns.keys().map(|table| table.as_str()).collect();
    let layouts: Vec<&str> = given.layouts.iter().map(|layout| layout.name.as_str()).collect();
    let warnings = given.findings.iter().filter(|f| f.severity == Severity::Warning).count();
    ImportRecord {
        format: FORMAT,
        import_id: id.to_string(),
        imported_at: lock::now(),
        exported_at: import.exported_at,
        scope_start: given.scope.map(|s| s.0),
        scope_end: given.scope.map(|s| s.1),
        file_name: import.file_name.clone(),
        file_sha256: import.file_sha256.clone(),
        kind: kinds.join("+"),
        layout: layouts.join("+"),
        rows_read: given.rows_read,
        rows_taken: given.rows_taken,
        rows_merged: given.rows_merged,
        rows_rejected: given.rows_rejected,
        warnings: warnings as u64,
        tool_version: env!("CARGO_PKG_VERSION").to_string(),
        columns,
        suspensions_cover_dossiers: given.recognised.iter().any(lists_both),
        files: stored,
        findings: given.findings.clone(),
        undone: false,
    }
}

/// Suspensions as columns of the dossier list.
fn lists_both(sheet: &SheetRecognition) -> bool {
    [TableName::Dossiers, TableName::Suspensions].iter().all(|table| sheet.tables.contains(table))
}

pub(super) fn write_frame(folder: &Path, name: &str, frame: &mut DataFrame) -> Result<StoredFile> {
    let name = format!("{name}.parquet");
    let bytes = frames::bytes(frame)?;
    write_synced(&folder.join(&name), &bytes)?;
    Ok(StoredFile {
        name,
        rows: frame.height() as u64,
        bytes: bytes.len() as u64,
        sha256: files::sha256(&bytes),
    })
}

pub(super) fn write_synced(path: &Path, bytes: &[u8]) -> Result<()> {
    File::create(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .map_err(|e| as_store_failure(files::write_error(path, &e)))
}
