//! The store: one folder per import, never rewritten.
//!
//! ```text
//! DIR/imports/0001-1a2b3c4d/   import.json, import.json.sha256, dossiers.parquet, …
//! DIR/imports/0001-1a2b3c4d.undone   taken back; the folder stays
//! DIR/imports/.new-…           an import on its way; whatever is found here later is a leftover
//! DIR/closings/2026-10.1/      a closed month, see `closings`
//! DIR/layouts/NAME.toml        layouts learnt or edited
//! DIR/cache/…                  derived states, rebuilt when they are missing
//! DIR/.lock, DIR/.lock-holder  one writer at a time
//! ```
//!
//! Promises: an import is there whole or not at all, whenever the program is killed; readers need
//! no lock; the same imports give the same state and the same Parquet bytes.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use polars::prelude::DataFrame;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::domain::ledger::{ImportRecord, StoredFile};
use crate::domain::schema::TableName;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::normalize::{Reject, SheetRecognition};
use crate::tables::State;
use crate::words::{Phrase, store as words};

mod cache;
mod closings;
mod commit;
mod frames;
mod keeping;
mod layouts;
mod lock;
mod merge;
mod pieces;
mod ranges;
mod state;
mod verify;

pub use commit::{Committed, EncodedImport, NewImport};
pub use keeping::Keeping;
pub use layouts::read_layout;
pub use ranges::StateInParts;
pub use verify::{Check, Verdict};

/// Version of the folder format; a store of a newer one is refused.
const FORMAT: u32 = 1;
/// How long a second writer waits for the first.
const WAIT: Duration = Duration::from_secs(10);
const IMPORTS: &str = "imports";
const RECORD: &str = "import.json";
const RECORD_HASH: &str = "import.json.sha256";
const UNDONE: &str = "undone";
/// Folders of imports on their way begin so.
const UNFINISHED: &str = ".new-";

/// `import.json`: the record and the account of what was recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    record: ImportRecord,
    recognised: Vec<SheetRecognition>,
}

/// A folder of imports.
#[derive(Clone, Debug)]
pub struct Store {
    folder: PathBuf,
    wait: Duration,
    min_kept: usize,
    range_rows: usize,
    part_rows: usize,
}

impl Store {
    /// The store at `folder`, which need not exist yet (an empty store).
    pub fn open(folder: impl AsRef<Path>) -> Result<Store> {
        let folder = folder.as_ref().to_path_buf();
        if folder.exists() && !folder.is_dir() {
            return Err(Error::new(Kind::Store, words::not_a_folder(folder.display()))
                .help(words::not_a_folder_help()));
        }
        Ok(Store {
            folder,
            wait: WAIT,
            min_kept: cache::MIN_DOSSIERS,
            range_rows: ranges::RANGE_ROWS,
            part_rows: cache::PART_ROWS,
        })
    }

    /// Another bound for waiting on a second writer (default 10 seconds).
    pub fn waiting_at_most(mut self, wait: Duration) -> Store {
        self.wait = wait;
        self
    }

    /// Keeps derived states of so many dossiers and more (default 10 000).
    pub fn keeping_from(mut self, dossiers: usize) -> Store {
        self.min_kept = dossiers;
        self
    }

    /// Derives states from so many rows of the imports at a time, about (default 2^17), and keeps so
    /// many rows of a state in a file (default 2^18).
    pub fn in_parts_of(mut self, derived: usize, kept: usize) -> Store {
        (self.range_rows, self.part_rows) = (derived.max(1), kept.max(1));
        self
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger: every import in import order, the undone ones too.
    pub fn imports(&self) -> Result<Vec<ImportRecord>> {
        self.import_folders()?.iter().map(|id| self.record(id)).collect()
    }

    /// The imports that count, in the order of (exported_at, import order).
    pub fn active(&self) -> Result<Vec<ImportRecord>> {
        let mut records = self.imports()?;
        records.retain(|r| !r.undone);
        records.sort_by_key(|r| r.exported_at);
        Ok(records)
    }

    /// The import `id` (its whole id, or its number alone).
    pub fn import(&self, id: &str) -> Result<ImportRecord> {
        let wanted = id.parse::<u64>().ok();
        let found = self.import_folders()?.into_iter().find(|name| name == id || number(name) == wanted);
        match found {
            Some(name) => self.record(&name),
            None => Err(Error::usage(words::unknown_import(id)).help(words::unknown_import_help())),
        }
    }

    /// The import of this file that counts, if there is one.
    pub fn import_of_file(&self, sha256: &str) -> Result<Option<ImportRecord>> {
        Ok(self.imports()?.into_iter().find(|import| import.is_of_file(sha256)))
    }

    /// What is known at `as_of` (default: the newest `exported_at` of an export), merged from the
    /// imports exported until then and all explanations. Fails (usage) if there are no exports.
    pub fn state(&self, as_of: Option<NaiveDateTime>) -> Result<State> {
        let (records, as_of) = self.speaking(as_of)?;
        self.state_of(&records, as_of)
    }

    /// The imports that [`Store::state`] is made of, and its moment.
    pub fn speaking(&self, as_of: Option<NaiveDateTime>) -> Result<(Vec<ImportRecord>, NaiveDateTime)> {
        let mut records = self.active()?;
        let mut exports = records.iter().filter(|r| !r.is_evidence());
        let Some(first) = exports.next() else {
            return Err(Error::usage(words::empty())
                .place(Phrase::same(self.folder.display().to_string()))
                .help(words::empty_help()));
        };
        let (first, last) = (first.exported_at, exports.next_back().unwrap_or(first).exported_at);
        let as_of = as_of.unwrap_or(last);
        records.retain(|r| r.exported_at <= as_of || r.is_evidence());
        if records.iter().all(ImportRecord::is_evidence) {
            return Err(Error::usage(words::nothing_until(as_of)).help(words::nothing_until_help(first)));
        }
        Ok((records, as_of))
    }

    /// What these imports say together; later ones in the slice are the newer ones.
    pub fn state_of(&self, records: &[ImportRecord], as_of: NaiveDateTime) -> Result<State> {
        state::merged(self, records, as_of)
    }

    /// The same in parts, where the dossiers are so many that they are better not held all at once.
    pub fn state_in_parts<'a>(
        &'a self,
        records: &'a [ImportRecord],
        as_of: NaiveDateTime,
    ) -> Result<Option<StateInParts<'a>>> {
        StateInParts::of(self, records, as_of)
    }

    /// One table of one import as it was stored: the columns carried, `source_sheet`, `source_row`.
    /// `None` if the import does not carry the table.
    pub fn table(&self, record: &ImportRecord, table: TableName) -> Result<Option<DataFrame>> {
        match record.columns.contains_key(&table) {
            true => self.read_table(record, table, None).map(Some),
            false => Ok(None),
        }
    }

    /// What each sheet and column of the import was taken for.
    pub fn recognised(&self, record: &ImportRecord) -> Result<Vec<SheetRecognition>> {
        let Stored { recognised, .. } = self.stored(&record.import_id)?;
        Ok(recognised)
    }

    /// The rows that the import set aside.
    pub fn rejects(&self, record: &ImportRecord) -> Result<Vec<Reject>> {
        frames::rejects(&self.read_file(record, "rejects.parquet", None)?)
    }

    /// Takes the newest import back: it stays in the ledger, marked, and counts no more.
    pub fn undo(&self, id: &str) -> Result<ImportRecord> {
        let _lock = self.lock()?;
        let record = self.import(id)?;
        if record.undone {
            return Err(Error::usage(words::undone_import(&record.import_id)));
        }
        let newest = self.imports()?.into_iter().rfind(|r| !r.undone).map(|r| r.import_id);
        if let Some(newest) = newest.filter(|n| *n != record.import_id) {
            return Err(Error::usage(words::not_the_newest(&record.import_id, &newest))
                .help(words::not_the_newest_help(&newest)));
        }
        let mark = self.undone_mark(&record.import_id);
        files::write(&mark, format!("{}\n", record.import_id).as_bytes()).map_err(as_store_failure)?;
        Ok(ImportRecord { undone: true, ..record })
    }

    fn read_table(
        &self,
        record: &ImportRecord,
        table: TableName,
        columns: Option<&[&str]>,
    ) -> Result<DataFrame> {
        self.read_file(record, &file_name(table), columns)
    }

    /// Some rows of a table that [`Store::check_table`] found right.
    fn read_rows(
        &self,
        record: &ImportRecord,
        table: TableName,
        rows: Range<usize>,
        columns: Option<&[&str]>,
    ) -> Result<DataFrame> {
        let path = self.import_folder(&record.import_id).join(file_name(table));
        frames::read_rows(&path, rows, columns).map_err(|problem| damaged(&record.import_id, &path, &problem))
    }

    /// Fails if the file of a table is not as its record says.
    fn check_table(&self, record: &ImportRecord, table: TableName) -> Result<()> {
        let (path, file) = self.file(record, &file_name(table))?;
        frames::check(&path, &file.sha256).map_err(|problem| damaged(&record.import_id, &path, &problem))
    }

    /// Rows of a table of an import.
    fn rows(&self, record: &ImportRecord, table: TableName) -> usize {
        let name = file_name(table);
        record.files.iter().find(|f| f.name == name).map_or(0, |file| file.rows as usize)
    }

    fn read_file(&self, record: &ImportRecord, name: &str, columns: Option<&[&str]>) -> Result<DataFrame> {
        let (path, file) = self.file(record, name)?;
        frames::read(&path, &file.sha256, columns)
            .map_err(|problem| damaged(&record.import_id, &path, &problem))
    }

    /// Where a file of an import is, and what the record says of it.
    fn file<'a>(&self, record: &'a ImportRecord, name: &str) -> Result<(PathBuf, &'a StoredFile)> {
        let path = self.import_folder(&record.import_id).join(name);
        let file = record.files.iter().find(|f| f.name == name);
        let file = file.ok_or_else(|| damaged(&record.import_id, &path, &words::file_missing()))?;
        Ok((path, file))
    }

    fn record(&self, id: &str) -> Result<ImportRecord> {
        // Without the account, which is most of it and which few ask for.
        let record: ImportRecord = self.stored(id)?;
        Ok(ImportRecord { undone: self.undone_mark(id).exists(), ..record })
    }

    /// What stands in the record, or the part of it that `T` has.
    fn stored<T: DeserializeOwned>(&self, id: &str) -> Result<T> {
        let folder = self.import_folder(id);
        let is_damaged = |problem| damaged(id, &folder.join(RECORD), &problem);
        let record = record_bytes(&folder).map_err(is_damaged)?;
        if written_format(&record).is_some_and(|format| format > FORMAT) {
            return Err(Error::new(Kind::Store, words::newer_format(id)).help(words::newer_format_help()));
        }
        checked_record(&folder, &record).map_err(is_damaged)
    }

    /// Names of the import folders, in import order.
    fn import_folders(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        for name in self.entries()? {
            if number(&name).is_some() && self.import_folder(&name).is_dir() {
                names.push(name);
            }
        }
        names.sort_by_key(|name| number(name));
        Ok(names)
    }

    /// Everything that lies in `imports/`, in name order.
    fn entries(&self) -> Result<Vec<String>> {
        self.names_in(IMPORTS)
    }

    /// Everything that lies in a folder of the store, in name order; nothing if it is not there.
    fn names_in(&self, folder: &str) -> Result<Vec<String>> {
        let folder = self.folder.join(folder);
        let unreadable = |e: std::io::Error| as_store_failure(files::read_error(&folder, &e));
        let listing = match fs::read_dir(&folder) {
            Ok(listing) => listing,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(unreadable(e)),
        };
        let mut names = Vec::new();
        for entry in listing {
            names.push(entry.map_err(unreadable)?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        Ok(names)
    }

    fn import_folder(&self, id: &str) -> PathBuf {
        self.folder.join(IMPORTS).join(id)
    }

    fn undone_mark(&self, id: &str) -> PathBuf {
        self.folder.join(IMPORTS).join(format!("{id}.{UNDONE}"))
    }
}

/// The number of an import by the name of its folder: `0012-1a2b3c4d` → 12.
fn number(name: &str) -> Option<u64> {
    let (digits, hash) = name.split_once('-')?;
    let hexadecimal = hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    if hexadecimal { digits.parse().ok() } else { None }
}

/// `import.json` of a folder.
fn record_bytes(folder: &Path) -> std::result::Result<Vec<u8>, Phrase> {
    fs::read(folder.join(RECORD)).map_err(|_| words::file_missing())
}

/// What stands in it, if it is as its hash says.
fn checked_record<T: DeserializeOwned>(folder: &Path, record: &[u8]) -> std::result::Result<T, Phrase> {
    let line = fs::read(folder.join(RECORD_HASH)).map_err(|_| words::file_missing())?;
    if line != hash_line(record).as_bytes() {
        return Err(words::file_changed());
    }
    serde_json::from_slice(record).map_err(|_| words::file_unreadable())
}

/// What `sha256sum -c` understands.
fn hash_line(record: &[u8]) -> String {
    format!("{}  {RECORD}\n", files::sha256(record))
}

/// Enough of a record of any version.
#[derive(Deserialize)]
struct Written {
    format: u32,
}

fn written_format(record: &[u8]) -> Option<u32> {
    serde_json::from_slice(record).ok().map(|Written { format }| format)
}

fn file_name(table: TableName) -> String {
    format!("{}.parquet", table.as_str())
}

fn damaged(import_id: &str, path: &Path, problem: &Phrase) -> Error {
    let what =
        Phrase::new(words::damaged(import_id, &problem.vi).vi, words::damaged(import_id, &problem.en).en);
    Error::new(Kind::Store, what).place(Phrase::same(path.display().to_string())).help(words::damaged_help())
}

fn as_store_failure(error: Error) -> Error {
    Error { kind: Kind::Store, ..error }
}
