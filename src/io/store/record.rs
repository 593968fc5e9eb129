//! One line of the ledger, as `import.json` keeps it.

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
    /// `0001-1a2b3c4d`: number of the import in this store, then the beginning of the file's SHA-256.
    pub import_id: String,
    /// The one real clock; never in a report.
    pub imported_at: NaiveDateTime,
    pub exported_at: NaiveDateTime,
    /// The period the export says it covers.
    pub scope_start: Option<NaiveDate>,
    pub scope_end: Option<NaiveDate>,
    pub file_name: String,
    pub file_sha256: String,
    /// `dossiers`, `dossiers+suspensions` …
    pub kind: String,
    /// Name of the layout of the first table; the recognition account has them all.
    pub layout: String,
    pub rows_read: u64,
    pub rows_taken: u64,
    pub rows_rejected: u64,
    pub warnings: u64,
    pub tool_version: String,
    pub columns: ColumnsCarried,
    pub findings: Vec<Finding>,
    /// Taken back by `imports undo`; the rows count no more.
    pub undone: bool,
}
