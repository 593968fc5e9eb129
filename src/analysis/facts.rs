//! Everything that is known at one moment, with its derived columns and the suspension verdicts.
//!
//! Built in two stages, because a dossier's counterfactual due date needs the verdicts of its
//! suspensions: suspension columns → suspension rules (SQL) → verdicts → dossier columns.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use polars::prelude::DataFrame;

use crate::domain::schema::TableName;

/// The tables that metrics, rules and queries read.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Schema columns, source columns and [`crate::derive::list::DOSSIERS`]; one row per code, sorted.
    pub dossiers: DataFrame,
    /// Schema columns, source columns, `X_exported` flags and [`crate::derive::list::SUSPENSIONS`].
    pub suspensions: DataFrame,
    pub procedures: DataFrame,
    /// Columns that at least one import carries.
    pub carried: BTreeMap<TableName, BTreeSet<String>>,
    pub as_of: NaiveDateTime,
    /// Rules that fired, and rules that had no data, for each row of `suspensions`.
    pub hits: Vec<SuspensionRules>,
}

/// Names of the rules that spoke about one suspension, in rule order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuspensionRules {
    pub rules: Vec<String>,
    pub no_data_rules: Vec<String>,
}
