//! Typed tables on their way between an export, the store and the questions.
//!
//! The contract of every frame: the key column first, column names and types of
//! [`crate::domain::schema`], timestamps in microseconds without a zone, NULL = no data.

pub mod coded;
mod parts;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use polars::prelude::{DataFrame, DataType, TimeUnit};
use serde::{Deserialize, Serialize};

use crate::domain::schema::{ColumnType, TableName};

pub use parts::{Kept, Table};

/// One table as one import carries it: its key, exactly the columns that the layout carries, and
/// `source_sheet`, `source_row`.
#[derive(Clone, Debug)]
pub struct TypedTable {
    pub name: TableName,
    pub frame: DataFrame,
    /// Schema columns that the export carries (the key included), in schema order.
    pub carried: Vec<String>,
}

/// What is known at one moment, merged from all imports exported until then.
#[derive(Clone, Debug)]
pub struct State {
    /// All schema columns, then `import_id`, `source_file`, `source_sheet`, `source_row` of the
    /// newest row that names the dossier. One row per dossier_code, sorted by it.
    pub dossiers: DataFrame,
    /// All schema columns, the same four source columns, and a boolean `X_exported` for every
    /// schema column X but the key and `sequence`: the import of this row carries X.
    /// Sorted by dossier_code, sequence (1, 2, … by suspended_at).
    pub suspensions: DataFrame,
    /// All schema columns and the four source columns; one row per procedure_code, sorted by it.
    pub procedures: DataFrame,
    /// All schema columns and the four source columns of every explanation, in import order.
    pub explanations: DataFrame,
    /// Columns that at least one import used here carries.
    pub carried: BTreeMap<TableName, BTreeSet<String>>,
    /// Ids of the imports used, in the order of (exported_at, import order).
    pub import_ids: Vec<String>,
    /// The moment the state holds for.
    pub as_of: NaiveDateTime,
}

/// A state with everything that follows from it, as it is kept between questions.
#[derive(Clone, Debug)]
pub struct DerivedState {
    pub dossiers: Table,
    pub suspensions: Table,
    pub procedures: Table,
    /// What the rules say of each row of `suspensions`.
    pub rules: Table,
    pub about: About,
}

/// Some rows of a derived state, under each other's in the order of the parts.
#[derive(Clone, Debug)]
pub struct DerivedPart {
    pub dossiers: DataFrame,
    pub suspensions: DataFrame,
    pub rules: DataFrame,
}

/// What a derived state is about, beside its tables.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    pub carried: BTreeMap<TableName, BTreeSet<String>>,
    pub as_of: NaiveDateTime,
    /// First days of the months in which something happened.
    pub months: Vec<NaiveDate>,
    pub main_agency: Option<String>,
}

impl DerivedState {
    /// The tables with their names, in the order of the fields.
    pub fn tables(&self) -> [(&'static str, &Table); 4] {
        [
            ("dossiers", &self.dossiers),
            ("suspensions", &self.suspensions),
            ("procedures", &self.procedures),
            ("rules", &self.rules),
        ]
    }
}

/// How polars and Parquet hold a column of this type.
pub fn data_type(kind: ColumnType) -> DataType {
    match kind {
        ColumnType::Timestamp => DataType::Datetime(TimeUnit::Microseconds, None),
        ColumnType::Integer => DataType::Int64,
        ColumnType::Decimal => DataType::Float64,
        ColumnType::Flag => DataType::Boolean,
        _ => DataType::String,
    }
}
