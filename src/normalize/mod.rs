//! Raw cells → typed tables, and an account of what was recognised, set aside and doubted.
//!
//! Pure: no file, no clock. Data never fails it; only a file that can't be used at all is an error
//! (no table, shifted columns, two columns that claim the same field, dates that contradict
//! themselves). Rows read = rows taken + rows merged + rows set aside, always.

// Parsers of single cells are public: the fuzz targets and their smoke test call them.
mod account;
pub mod categories;
mod choice;
pub mod clean;
pub mod codes;
mod date_order;
pub mod dates;
mod draft;
mod drift;
pub mod flags;
mod frames;
mod intake;
mod kinds;
mod legacy;
pub mod masking;
mod merged;
mod moments;
mod notes;
pub mod numbers;
mod officials;
mod pass;
mod plan;
mod portions;
mod profile;
mod reading;
mod rejects;
mod rows;
mod shift;
mod side_by_side;
mod source;
mod texts;
mod values;

use chrono::{NaiveDate, NaiveDateTime};

use crate::domain::cell::{BREAKS_OFF, Workbook};
use crate::domain::finding::{Finding, Severity};
use crate::domain::schema::TableName;
use crate::domain::settings::Settings;
use crate::error::{Error, Kind, Result};
use crate::layout::Layout;
use crate::tables::TypedTable;
use crate::words::{Phrase, import as words};
use notes::At;
use officials::Aliases;
use pass::Pass;

pub use account::{Certainty, ColumnRecognition, LayoutSource, PassedOver, Reject, SheetRecognition};

/// What the user said about the file, and the layouts of earlier imports.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--layout`: this one and no other.
    pub layout: Option<Layout>,
    /// Layouts of earlier imports, newest last. One with the same headers is used as it stands.
    pub known_layouts: Vec<Layout>,
    /// `--kind`
    pub kind: Option<TableName>,
    /// `--header-row`, as Excel shows it (1-based): a row of the header.
    pub header_row: Option<u32>,
    /// `--sheet`: only this one.
    pub sheet: Option<String>,
    /// Take headers that only resemble a known one (a person said yes on a terminal). Without it
    /// only a single wrong letter is forgiven; others are named in a warning and not used.
    pub accept_near: bool,
}

/// One file, read.
#[derive(Clone, Debug)]
pub struct Normalized {
    /// At most one per [`TableName`], in its order.
    pub tables: Vec<TypedTable>,
    pub rejects: Vec<Reject>,
    pub findings: Vec<Finding>,
    /// Every sheet of the file, in order.
    pub recognised: Vec<SheetRecognition>,
    /// The layouts used, each once; to be saved.
    pub layouts: Vec<Layout>,
    /// Rows that stand for a dossier, suspension or procedure. = taken + merged + rejected.
    pub rows_read: u64,
    pub rows_taken: u64,
    /// Rows that repeat another one, or an earlier processing step of the same dossier.
    pub rows_merged: u64,
    pub rows_rejected: u64,
    /// When the file was exported: a title or footer line, else the end of the period line, else a
    /// date in the file name, else the newest event in the data. A date alone is its 23:59:59.
    pub exported_at: Option<NaiveDateTime>,
    /// First and last day the export covers: the period line, else the range of `accepted_at`.
    pub scope: Option<(NaiveDate, NaiveDate)>,
}

/// A file whose cells have been read; its workbook is needed no more.
pub struct Drafted {
    drafts: Vec<draft::Draft>,
    texts: texts::TextStore,
    sheets: Vec<String>,
    /// All but the tables.
    rest: Normalized,
}

impl Drafted {
    /// What was found, for a look before the tables are made.
    pub fn findings(&self) -> &[Finding] {
        &self.rest.findings
    }

    /// The finished tables, dossiers and procedures in the order of their codes.
    pub fn finish(self) -> Result<Normalized> {
        let Drafted { drafts, texts, sheets, mut rest } = self;
        for mut draft in drafts {
            draft.sort_by_key(&texts);
            rest.tables.push(frames::table(draft, &texts, &sheets)?);
        }
        Ok(rest)
    }
}

/// Reads the tables of a workbook. `file_name` is only for messages and for a date in it.
pub fn normalize(
    book: &Workbook,
    file_name: &str,
    options: &Options,
    settings: &Settings,
) -> Result<Normalized> {
    draft(book, file_name, options, settings)?.finish()
}

/// The same up to where the workbook may go, which a large one should before the tables come.
pub fn draft(book: &Workbook, file_name: &str, options: &Options, settings: &Settings) -> Result<Drafted> {
    check_sheet_option(book, file_name, options)?;
    let aliases = Aliases::new(&settings.officials.aliases);
    let mut pass = Pass::new(book, file_name, options, &aliases);
    for (sheet, cause) in &book.unreadable {
        let at = At { sheet: Some(sheet), ..At::default() };
        if cause == BREAKS_OFF {
            pass.intake.notes.add(Severity::Warning, "sheet_breaks_off", at, words::sheet_breaks_off());
            continue;
        }
        let mut text = words::sheet_unreadable();
        text.vi += &format!(" ({cause})");
        text.en += &format!(" ({cause})");
        pass.intake.notes.add(Severity::Warning, "sheet_unreadable", at, text);
    }
    for index in 0..book.sheets.len() {
        pass.sheet(index)?;
    }
    pass.finish(file_name)
}

fn check_sheet_option(book: &Workbook, file_name: &str, options: &Options) -> Result<()> {
    let Some(wanted) = &options.sheet else { return Ok(()) };
    if book.sheets.iter().any(|s| s.name == *wanted) {
        return Ok(());
    }
    let names: Vec<&str> = book.sheets.iter().map(|s| s.name.as_str()).collect();
    Err(Error::new(Kind::Usage, words::unknown_sheet(wanted))
        .place(Phrase::same(file_name))
        .help(words::sheets_are(names.join(", "))))
}
