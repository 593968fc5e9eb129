//! The ledger: one record per import, as `import.json` keeps it.
//!
//! Pure data that reports may quote as provenance; `imported_at` is for the ledger only.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Serialize};

use crate::domain::finding::Finding;
use crate::domain::schema::TableName;

/// Per table the schema columns that the import carries, in schema order.
pub type ColumnsCarried = BTreeMap<TableName, Vec<String>>;

/// One import: what came in, from where, and what was said about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportRecord {
    /// Version of the folder format.
    pub format: u32,
    /// `0001-1a2b3c4d`: number of the import in this store, then the beginning of the file's SHA-256.
    pub import_id: String,
    /// The one real clock; never in a report.
    pub imported_at: NaiveDateTime,
    pub exported_at: NaiveDateTime,
    /// The period the export says it covers.
    pub scope_start: Option<NaiveDate>,
    pub scope_end: Option<NaiveDate>,
    pub file_name: String,
    /// Lower-case hex.
    pub file_sha256: String,
    /// Tables carried, in schema order: `dossiers`, `dossiers+suspensions` …
    pub kind: String,
    /// Names of the layouts used, joined with `+`.
    pub layout: String,
    /// = taken + merged + rejected.
    pub rows_read: u64,
    pub rows_taken: u64,
    /// Rows that repeat another one, or an earlier processing step of the same dossier.
    pub rows_merged: u64,
    pub rows_rejected: u64,
    pub warnings: u64,
    pub tool_version: String,
    pub columns: ColumnsCarried,
    /// The suspensions were columns of the dossier sheet: the import speaks for the suspensions of
    /// every dossier it lists, also for those that have none.
    pub suspensions_cover_dossiers: bool,
    /// Every file of the import's folder but `import.json` itself.
    pub files: Vec<StoredFile>,
    pub findings: Vec<Finding>,
    /// Taken back by `imports undo`: it stays in the ledger and counts no more. Kept beside the
    /// folder, not in it.
    #[serde(skip)]
    pub undone: bool,
}

impl ImportRecord {
    /// Holds what this file says, and counts.
    pub fn is_of_file(&self, sha256: &str) -> bool {
        self.file_sha256 == sha256 && !self.undone
    }

    /// Brings explanations and nothing else: evidence about what was, no news of the system. It
    /// counts in every state, whatever date it bears, and moves no time of data.
    pub fn is_evidence(&self) -> bool {
        !self.columns.is_empty() && self.columns.keys().all(|table| *table == TableName::Explanations)
    }
}

/// A file of an import's folder with what `imports verify` holds against it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoredFile {
    pub name: String,
    pub rows: u64,
    pub bytes: u64,
    /// Lower-case hex.
    pub sha256: String,
}
