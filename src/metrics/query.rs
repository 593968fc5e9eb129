//! What a query file says about itself.

use std::collections::BTreeSet;

use crate::domain::schema::TableName;
use crate::metrics::needs::Needs;
use crate::words::Phrase;

/// Which official a metric is counted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    Receiving,
    Processing,
    /// Who pressed the suspension; else the dossier's processing official.
    SuspendedBy,
    /// No official answers for it (its subject is a procedure): grouping by official is not applicable.
    Nobody,
}

/// What one row of a metric stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    Dossier,
    Suspension,
    /// Several rows name the same procedure; in each group it counts once: a hit if any row hits,
    /// else no data if any row has none, else a miss.
    Procedure,
}

/// Where the text of a query came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    BuiltIn,
    /// The user's file, as its path was given; it adds to the built-in queries or replaces one.
    File(String),
}

/// A metric: who and what counts, and which rows are hits.
#[derive(Clone, Debug)]
pub struct Metric {
    pub name: String,
    pub title: Phrase,
    /// What counts and what is a hit, in one sentence.
    pub definition: Phrase,
    pub attribution: Attribution,
    pub subject: Subject,
    /// The column(s) whose date puts a row into a period, as the header names them.
    pub counted_on: String,
    /// In percent; None: no target. The settings may replace it.
    pub target: Option<f64>,
    /// Legal basis.
    pub source: Phrase,
    pub needs: Needs,
    /// Place in lists; equal places by name.
    pub order: u32,
    pub sql: String,
    /// Every word of the query in lower case, the names of columns among them; None: it may name any
    /// (`SELECT *`).
    pub words: Option<BTreeSet<String>>,
    /// Each row of the query is made of one row of this table alone; None: of several, perhaps.
    pub row_by_row: Option<TableName>,
    /// Names of officials, agencies and the like are only handed on: numbers may stand for them.
    pub hands_names_on: bool,
    /// The code of the dossier is only handed on.
    pub hands_code_on: bool,
    /// The query reads `params`, so its rows depend on the period beyond `counted_on`.
    pub uses_params: bool,
    /// First 16 hex digits of the SHA-256 of the file's text.
    pub hash: String,
    pub origin: Origin,
}

/// How grave a finding of a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleSeverity {
    /// Makes a suspension improper.
    Improper,
    /// An obligation was broken.
    Breach,
    /// Worth a look, no verdict.
    Signal,
    /// The data contradicts itself.
    Quality,
}

impl RuleSeverity {
    pub fn as_str(self) -> &'static str {
        match self {
            RuleSeverity::Improper => "improper",
            RuleSeverity::Breach => "breach",
            RuleSeverity::Signal => "signal",
            RuleSeverity::Quality => "quality",
        }
    }
}

/// What a rule judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    Dossier,
    Suspension,
}

/// A rule: which dossiers or suspensions are findings, and the cells that prove it.
#[derive(Clone, Debug)]
pub struct Rule {
    pub name: String,
    pub title: Phrase,
    /// When it is a finding, in one sentence.
    pub definition: Phrase,
    pub severity: RuleSeverity,
    pub about: About,
    /// Legal basis.
    pub source: Phrase,
    pub needs: Needs,
    pub order: u32,
    pub sql: String,
    /// As of a metric.
    pub row_by_row: Option<TableName>,
    pub hash: String,
    pub origin: Origin,
}

/// A question of `motcua query NAME`.
#[derive(Clone, Debug)]
pub struct NamedQuery {
    pub name: String,
    pub title: Phrase,
    pub sql: String,
    pub origin: Origin,
}
