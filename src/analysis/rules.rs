//! Findings of one rule: which dossiers or suspensions, and the cells that prove it.

use chrono::NaiveDate;

use crate::metrics::RuleSeverity;
use crate::words::Phrase;

/// One dossier or suspension that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleFinding {
    pub rule: String,
    pub severity: RuleSeverity,
    pub dossier_code: String,
    /// Of a suspension.
    pub sequence: Option<i64>,
    pub official: Option<String>,
    pub agency: Option<String>,
    /// The date it counts on; None: not known (it counts in every period).
    pub found_on: Option<NaiveDate>,
    /// The cells as read.
    pub evidence: Phrase,
    /// Legal basis, then the place of the row.
    pub source: Phrase,
}

/// What a rule says about a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleResult {
    /// By dossier_code, sequence.
    pub findings: Vec<RuleFinding>,
    /// Rows for which the rule had no data.
    pub no_data: u64,
    /// Why the rule has no data at all.
    pub missing: Option<Phrase>,
}
