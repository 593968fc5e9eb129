//! A closed month: the figures that were published, kept as they were.
//!
//! Pure data. It bears no clock: when it was is said by the time of the data, so that the same store
//! closed twice gives the same record.

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::domain::ledger::StoredFile;

/// One closing of one month, as `closing.json` keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closing {
    /// Version of the folder format.
    pub format: u32,
    /// `2026-10`
    pub month: String,
    /// 1, 2, … for the same month.
    pub number: u32,
    /// The time of the data.
    pub as_of: NaiveDateTime,
    pub tool_version: String,
    pub calendar_version: String,
    pub queries_version: String,
    /// Of the settings in force, lower-case hex.
    pub settings_sha256: String,
    /// The imports that the figures came from.
    pub imports: Vec<ClosedImport>,
    pub figures: Vec<Figure>,
    pub scores: Vec<Score>,
    /// The files beside `closing.json`.
    pub files: Vec<StoredFile>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosedImport {
    pub import_id: String,
    pub file_name: String,
    /// Lower-case hex.
    pub file_sha256: String,
}

/// k/n of one metric of one official. Beside the metrics of the library: `quantity` and `quality`,
/// shares a and b of the evaluation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Figure {
    pub official: String,
    pub agency: Option<String>,
    pub metric: String,
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
}

/// The task points that were proposed; None: too little data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Score {
    pub official: String,
    pub agency: Option<String>,
    pub task_points: Option<f64>,
}

/// One thing that counted in a metric.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Counted {
    pub metric: String,
    /// Dossier code, `CODE#SEQUENCE` of a suspension.
    pub subject: String,
    pub official: Option<String>,
    pub agency: Option<String>,
    /// None: no data.
    pub hit: Option<bool>,
}
