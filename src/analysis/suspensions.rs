//! Every suspension with its verdict, the rules that fired, the rules without data, the evidence.

use chrono::NaiveDateTime;

use crate::metrics::RuleSeverity;
use crate::words::Phrase;

pub use crate::derive::Verdict;

/// One suspension as a chair signs it.
#[derive(Clone, Debug, PartialEq)]
pub struct SuspensionVerdict {
    pub dossier_code: String,
    pub sequence: i64,
    /// Who answers for it; None: not exported or blank.
    pub official: Option<String>,
    pub agency: Option<String>,
    pub field: Option<String>,
    pub procedure_code: Option<String>,
    pub suspended_at: Option<NaiveDateTime>,
    /// None: still suspended.
    pub resumed_at: Option<NaiveDateTime>,
    /// None: still open, or resumed before suspended.
    pub working_minutes: Option<i64>,
    /// The due date that held before it.
    pub due_before_at: Option<NaiveDateTime>,
    pub verdict: Verdict,
    /// Rules that fired (every severity), in rule order.
    pub rules: Vec<String>,
    pub no_data_rules: Vec<String>,
    pub evidence: Vec<Evidence>,
    /// `file.xlsx › sheet DungTinh › row 12`
    pub place: Phrase,
}

/// Why one rule fired.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub rule: String,
    pub severity: RuleSeverity,
    pub title: Phrase,
    /// The cells as read: `Lý do tạm dừng = "chờ"; …`
    pub text: Phrase,
    /// Legal basis, then the place of the row.
    pub source: Phrase,
}
