//! The account of an import: what each sheet and column was taken for, and which rows were not.

use serde::{Deserialize, Serialize};

use crate::domain::schema::TableName;
use crate::words::Phrase;

/// A row that was set aside. Names the place and what the cell looked like, never its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reject {
    pub sheet: String,
    /// `F12`
    pub cell: String,
    /// Our column name.
    pub column: String,
    /// `blank`, `text`, `number`, `year out of range` …
    pub value_class: String,
    /// `code_missing`, `code_unreadable`, `date_unreadable`, `year_out_of_range`.
    pub reason_code: String,
    pub reason: Phrase,
}

/// Where the layout of a sheet came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LayoutSource {
    /// `--layout`
    Forced,
    /// An earlier import had the same headers.
    Known,
    /// One that comes with the program.
    BuiltIn,
    /// Found by the header synonyms.
    Found,
    /// The sheet goes on where the one before ended, without a header of its own.
    Continued,
}

/// How sure it is that a column is what it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The layout says so.
    Layout,
    /// The header is a known one, accents included.
    Exact,
    /// The header is a known one without its accents.
    AccentFree,
    /// The header resembles a known one.
    Near,
    /// The content says so (applicant data under another title).
    Content,
    /// Not recognised; not used.
    Unknown,
}

/// One column and what it was taken for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRecognition {
    /// `F`
    pub letters: String,
    /// As written, parents first, joined by ` ▸ `.
    pub header: String,
    /// `dossiers.accepted_at` …, more than one where one column says two things; empty: not used.
    pub fields: Vec<String>,
    pub certainty: Certainty,
    /// Why it is not used, if it is not: applicant data, content does not fit, another one is better.
    pub remark: Option<Phrase>,
}

/// Rows under the header that are none of our rows, by what they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassedOver {
    pub header_rows: u64,
    pub index_rows: u64,
    pub section_rows: u64,
    pub total_rows: u64,
    pub footer_rows: u64,
}

impl std::ops::AddAssign for PassedOver {
    fn add_assign(&mut self, more: PassedOver) {
        self.header_rows += more.header_rows;
        self.index_rows += more.index_rows;
        self.section_rows += more.section_rows;
        self.total_rows += more.total_rows;
        self.footer_rows += more.footer_rows;
    }
}

/// One table found in a sheet, or the sheet without a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetRecognition {
    pub sheet: String,
    pub hidden: bool,
    /// Empty: nothing of ours is in this sheet (`skipped` says why).
    pub tables: Vec<TableName>,
    pub skipped: Option<Phrase>,
    /// Name of the layout.
    pub layout: Option<String>,
    pub layout_source: Option<LayoutSource>,
    /// First and last header row as Excel shows them.
    pub header_rows: Option<(u32, u32)>,
    pub columns: Vec<ColumnRecognition>,
    pub rows_read: u64,
    pub rows_taken: u64,
    pub rows_merged: u64,
    pub rows_rejected: u64,
    pub passed_over: PassedOver,
}
