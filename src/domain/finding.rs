//! What an import has to say about the data: rows set aside, doubts, remarks.
//!
//! A finding names the place and what the cell *looked like*, never the text of the cell.

use serde::{Deserialize, Serialize};

use crate::words::Phrase;

/// Where in a file something was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub file: String,
    pub sheet: Option<String>,
    /// `F12`, or `F` for a whole column.
    pub cell: Option<String>,
}

impl Place {
    /// `file.xlsx › sheet DanhSach › ô F12`
    pub fn phrase(&self) -> Phrase {
        let mut phrase = Phrase::same(&self.file);
        if let Some(sheet) = &self.sheet {
            phrase.vi += &format!(" › sheet {sheet}");
            phrase.en += &format!(" › sheet {sheet}");
        }
        if let Some(cell) = &self.cell {
            let whole_column = !cell.contains(|c: char| c.is_ascii_digit());
            phrase.vi += &format!(" › {} {cell}", if whole_column { "cột" } else { "ô" });
            phrase.en += &format!(" › {} {cell}", if whole_column { "column" } else { "cell" });
        }
        phrase
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Note,
    /// The data was taken; a person should look.
    Warning,
    /// The row was set aside (quarantine).
    Reject,
}

/// One remark of an import. `code` is stable and machine-readable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    pub severity: Severity,
    pub code: String,
    pub place: Place,
    /// Our column name, if the finding is about one.
    pub column: Option<String>,
    /// What the value looked like ("text", "number", "date before 2000" …), never the value.
    pub value_class: Option<String>,
    pub text: Phrase,
}
