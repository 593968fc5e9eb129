//! Every metric's k, n, no data, rate and target, for a period, as a whole or by group.

use chrono::NaiveDate;

use crate::words::Phrase;

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    Official,
    Agency,
    Field,
    /// By procedure code, else by name.
    Procedure,
    /// `2026-10`
    Month,
    /// ISO week, `2026-W41`
    Week,
}

/// One metric of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRow {
    /// The official, field, month …; empty for the whole and for blank names.
    pub group: String,
    /// Of an official or an agency; None where it is blank or the group spans agencies.
    pub agency: Option<String>,
    pub metric: String,
    pub hits: u64,
    pub total: u64,
    /// Rows that would count but for which there is no data.
    pub no_data: u64,
    /// Percent, two decimals; None: nothing counted.
    pub rate: Option<f64>,
    pub target: Option<f64>,
    /// None: no target or nothing counted.
    pub met: Option<bool>,
    /// The second bound, where unverifiable evidence leaves the rate open (`hit_low`).
    pub low: Option<Bound>,
    /// Why the metric has no data at all: "column … is not in the export".
    pub missing: Option<Phrase>,
}

/// The lower bound of a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    pub hits: u64,
    pub total: u64,
    pub rate: Option<f64>,
}

/// One row behind a rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Dossier code, `CODE#SEQUENCE` of a suspension, or procedure.
    pub subject: String,
    pub official: Option<String>,
    pub agency: Option<String>,
    pub field: Option<String>,
    pub procedure_code: Option<String>,
    pub counted_on: NaiveDate,
    /// None: no data.
    pub hit: Option<bool>,
    /// The second bound; equals `hit` where a metric has none.
    pub hit_low: Option<bool>,
    /// Counts in the second bound only.
    pub low_only: bool,
}

/// `hits` of `total` in percent, rounded half up to two decimals, from the integers; None for 0/0.
pub fn percent(hits: u64, total: u64) -> Option<f64> {
    let (hits, total) = (u128::from(hits), u128::from(total));
    let hundredths = (hits * 20_000 + total).checked_div(2 * total)?;
    Some(hundredths as f64 / 100.0)
}
