//! One HTML table on its way to a sheet: where each cell stands, given the spans of those before.
//!
//! Follows the table model of HTML5: a cell takes the first free place of its row; a rowspan keeps
//! its places taken in the rows below; `rowspan=0` reaches to the end of the table.

use super::intake::{Draft, Intake, SHEET_COLUMNS};
use crate::error::Result;

/// A table that is open.
pub(super) struct Grid {
    pub draft: Draft,
    /// Place of the table among the tables of the page, by its start tag.
    pub number: usize,
    row: u32,
    in_row: bool,
    column: u32,
    /// Per column: the first row that is free of spans from above.
    free_from: Vec<u32>,
    cell: Option<(u32, u32)>,
    text: Text,
}

impl Grid {
    pub fn new(number: usize, name: String) -> Grid {
        Grid {
            draft: Draft::new(name, false),
            number,
            row: 0,
            in_row: false,
            column: 0,
            free_from: Vec::new(),
            cell: None,
            text: Text::default(),
        }
    }

    pub fn in_cell(&self) -> bool {
        self.cell.is_some()
    }

    /// Text of the open cell; between cells there is none.
    pub fn text(&mut self, text: &str) {
        if self.cell.is_some() {
            self.text.push(text);
        }
    }

    /// A block begins or ends inside the cell.
    pub fn line_break(&mut self) {
        if self.cell.is_some() {
            self.text.line_break();
        }
    }

    pub fn open_row(&mut self, intake: &mut Intake) -> Result<()> {
        self.close_row(intake)?;
        self.in_row = true;
        Ok(())
    }

    pub fn close_row(&mut self, intake: &mut Intake) -> Result<()> {
        self.close_cell(intake)?;
        if self.in_row {
            self.row = self.row.saturating_add(1);
        }
        self.in_row = false;
        self.column = 0;
        Ok(())
    }

    /// Begins a cell `columns` wide and `rows` high (0: to the end).
    pub fn open_cell(&mut self, intake: &mut Intake, columns: u32, rows: u32) -> Result<()> {
        self.close_cell(intake)?;
        self.in_row = true;
        while self.free_from.get(self.column as usize).is_some_and(|free| *free > self.row) {
            self.column += 1;
        }
        let (row, column) = (self.row, self.column);
        let height = if rows == 0 { u32::MAX } else { rows };
        let end_row = row.saturating_add(height);
        let end_column = column.saturating_add(columns).min(SHEET_COLUMNS);
        if height > 1 {
            if self.free_from.len() < end_column as usize {
                self.free_from.resize(end_column as usize, 0);
            }
            self.free_from[column.min(end_column) as usize..end_column as usize].fill(end_row);
        }
        if (height, columns) != (1, 1) && column < end_column {
            self.draft.merge((row, column), (end_row - 1, end_column - 1));
        }
        self.cell = Some((row, column));
        self.column = column.saturating_add(columns).min(SHEET_COLUMNS);
        Ok(())
    }

    pub fn close_cell(&mut self, intake: &mut Intake) -> Result<()> {
        let Some((row, column)) = self.cell.take() else { return Ok(()) };
        let text = self.text.take();
        let cell = intake.text(&self.draft, row, column, &text)?;
        intake.put(&mut self.draft, row, column, cell)
    }

    /// A line of text above or below the table, as a row of its own.
    pub fn line(&mut self, intake: &mut Intake, text: &str) -> Result<()> {
        self.close_row(intake)?;
        let cell = intake.text(&self.draft, self.row, 0, text)?;
        intake.put(&mut self.draft, self.row, 0, cell)?;
        self.row = self.row.saturating_add(1);
        Ok(())
    }

    /// The text of a table that is a single line or column, to stand in the cell around it.
    pub fn as_text(&self, intake: &Intake) -> Option<String> {
        let sheet = self.draft.sheet();
        let is_list = sheet.n_rows() <= 1 || sheet.rows().all(|row| row.cells.len() == 1);
        let separator = if sheet.n_rows() <= 1 { " " } else { "\n" };
        let texts = || sheet.rows().flat_map(|row| row.cells.iter()).map(|(_, cell)| intake.text_of(cell));
        is_list.then(|| texts().collect::<Vec<_>>().join(separator))
    }
}

/// Text as a browser shows it: runs of white space are one space, none at the ends of lines.
#[derive(Default)]
pub(super) struct Text {
    shown: String,
    space: bool,
}

impl Text {
    pub fn push(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}') {
                self.space = true;
                continue;
            }
            if self.space && !self.shown.is_empty() && !self.shown.ends_with('\n') {
                self.shown.push(' ');
            }
            self.space = false;
            self.shown.push(c);
        }
    }

    /// A new line, unless one has just begun.
    pub fn line_break(&mut self) {
        self.space = false;
        if !self.shown.is_empty() && !self.shown.ends_with('\n') {
            self.shown.push('\n');
        }
    }

    pub fn take(&mut self) -> String {
        self.space = false;
        let mut text = std::mem::take(&mut self.shown);
        text.truncate(text.trim_end_matches('\n').len());
        text
    }
}
