//! Committing an import: everything into a folder beside the others, synced, then renamed into place.
//!
//! The Parquet bytes are made before ([`NewImport::encode`]), so that who holds the lock only writes
//! and waits for the disk. A kill at any moment leaves the store as before or after; what is left over
//! is removed by the next writer.

use std::fs::{self, File};
use std::io::Write;
use std::path::Path;
use std::thread;

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

/// An import whose tables are bytes already: a commit has only to write it.
#[derive(Clone, Debug)]
pub struct EncodedImport {
    /// Without its tables.
    import: NewImport,
    columns: ColumnsCarried,
    files: Vec<(StoredFile, Vec<u8>)>,
}

impl EncodedImport {
    /// What was said of the file; its tables are gone.
    pub fn normalized(&self) -> &Normalized {
        &self.import.normalized
    }
}

impl NewImport {
    /// The tables as the store keeps them. Needs neither store nor lock. Fails (internal) on a row
    /// without its key or a key that stands twice.
    pub fn encode(mut self) -> Result<EncodedImport> {
        let mut columns = ColumnsCarried::new();
        let mut files = Vec::new();
        for table in std::mem::take(&mut self.normalized.tables) {
            let mut frame = frames::prepared(&table)?;
            columns.insert(table.name, carried(&frame, table.name));
            files.push(encode_frame(table.name.as_str(), &mut frame)?);
        }
        Ok(EncodedImport { import: self, columns, files })
    }

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
        encoded: &EncodedImport,
        force: bool,
        remark: &mut dyn FnMut(&Phrase),
    ) -> Result<Committed> {
        let import = &encoded.import;
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
        let written = self.write_folder(&unfinished, &id, encoded);
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

    fn write_folder(&self, unfinished: &Path, id: &str, encoded: &EncodedImport) -> Result<ImportRecord> {
        let EncodedImport { import, columns, files } = encoded;
        // They bear the id, which nobody knows before the lock is held.
        let mut rejects = frames::rejects_frame(id, &import.normalized.rejects)?;
        let rejects = encode_frame("rejects", &mut rejects)?;
        let files: Vec<&(StoredFile, Vec<u8>)> = files.iter().chain([&rejects]).collect();
        let stored = files.iter().map(|(file, _)| file.clone()).collect();
        let whole = Stored {
            record: record(id, import, columns.clone(), stored),
            recognised: import.normalized.recognised.clone(),
        };
        let mut json = serde_json::to_vec_pretty(&whole).map_err(Error::internal)?;
        json.push(b'\n');
        let line = hash_line(&json);
        let mut contents: Vec<(&str, &[u8])> =
            files.iter().map(|(file, bytes)| (file.name.as_str(), bytes.as_slice())).collect();
        contents.extend([(RECORD, json.as_slice()), (RECORD_HASH, line.as_bytes())]);
        put_in_place(unfinished, &self.import_folder(id), &contents)?;
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

/// The Parquet file of a frame, and what the ledger says of it.
pub(super) fn encode_frame(name: &str, frame: &mut DataFrame) -> Result<(StoredFile, Vec<u8>)> {
    let bytes = frames::bytes(frame)?;
    let file = StoredFile {
        name: format!("{name}.parquet"),
        rows: frame.height() as u64,
        bytes: bytes.len() as u64,
        sha256: files::sha256(&bytes),
    };
    Ok((file, bytes))
}

/// Makes the folder `place` with these files, whole or not at all: `unfinished`, beside it, is filled,
/// synced and renamed.
pub(super) fn put_in_place(unfinished: &Path, place: &Path, contents: &[(&str, &[u8])]) -> Result<()> {
    let failed = |path: &Path, e: std::io::Error| as_store_failure(files::write_error(path, &e));
    files::create_folder(unfinished).map_err(as_store_failure)?;
    let mut written = Vec::new();
    for (name, bytes) in contents {
        let path = unfinished.join(name);
        let file = File::create(&path).and_then(|mut file| file.write_all(bytes).map(|()| file));
        written.push((file.map_err(|e| failed(&path, e))?, path));
    }
    // At the same time: the disk then makes us wait once, not once for every file.
    thread::scope(|scope| {
        let sync = |(file, path)| scope.spawn(move || File::sync_all(file).map_err(|e| failed(path, e)));
        let syncs: Vec<_> = written.iter().map(|(file, path)| (file, path.as_path())).map(sync).collect();
        let folder = files::sync_folder(unfinished).map_err(|e| failed(unfinished, e));
        let ended = |sync: thread::ScopedJoinHandle<Result<()>>| {
            sync.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        };
        syncs.into_iter().map(ended).chain([folder]).collect::<Result<()>>()
    })?;
    // An open file would keep Windows from renaming its folder.
    drop(written);
    files::rename(unfinished, place)
        .and_then(|()| place.parent().map_or(Ok(()), files::sync_folder))
        .map_err(|e| failed(place, e))
}
