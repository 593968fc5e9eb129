//! SpreadsheetML 2003, the XML that older systems save as `.xls`.
//!
//! Promises: `ss:Index`, `MergeAcross` and `MergeDown` put cells where Excel shows them; a file that
//! breaks off is damage, not a shorter list.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::charset;
use super::intake::{Draft, Intake, damaged, iso_moment, number_cell};
use super::xml::{self, attribute};
use crate::domain::cell::{Cell, Format, Workbook};
use crate::domain::settings::Import;
use crate::error::Result;

/// Reads the bytes of a file.
pub(super) fn read(bytes: &[u8], limits: &Import, file: &str) -> Result<Workbook> {
    let text = charset::decode(bytes, declared(bytes).as_deref());
    // Stray line ends before the declaration are common and forbidden.
    let text = text.trim_start_matches(['\u{feff}', ' ', '\r', '\n', '\t']);
    let mut intake = Intake::new(Format::SpreadsheetMl, limits, file);
    let mut table = Table::default();
    let mut reader: Reader<&[u8]> = xml::reader(text.as_bytes());
    loop {
        match reader.read_event().map_err(|e| damaged(file, e))? {
            Event::Start(tag) => table.start(&tag, &mut intake)?,
            Event::End(tag) => {
                let name = tag.local_name();
                table.end(name.as_ref(), &mut intake)?;
                if name.as_ref() == "Workbook" {
                    break;
                }
            }
            Event::Eof => return Err(damaged(file, "Workbook")),
            event => {
                if table.in_data || table.in_visible {
                    xml::add_text(&event, &mut table.text);
                }
            }
        }
    }
    intake.done()
}

/// `encoding="…"` of the XML declaration.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).into_owned();
    let (_, after) = head.split_once("encoding=")?;
    let quote = after.chars().next()?;
    after[1..].split(quote).next().map(str::to_string)
}

/// Where the reading stands.
#[derive(Default)]
struct Table {
    sheet: Option<Draft>,
    row: u32,
    column: u32,
    /// Rows that the open row stands for beyond itself.
    row_span: u32,
    /// Columns that the open cell covers beyond its own.
    across: u32,
    kind: String,
    text: String,
    in_data: bool,
    in_comment: bool,
    in_visible: bool,
}

impl Table {
    fn start(&mut self, tag: &BytesStart, intake: &mut Intake) -> Result<()> {
        match tag.local_name().as_ref() {
            "Worksheet" => {
                self.close_sheet(intake);
                let name = attribute(tag, "Name").unwrap_or_default();
                self.sheet = Some(Draft::new(name, false));
                (self.row, self.column) = (0, 0);
            }
            "Row" => {
                if let Some(index @ 1..) = xml::number(tag, "Index") {
                    self.row = index - 1;
                }
                self.row_span = xml::number(tag, "Span").unwrap_or(0);
                self.column = 0;
                if let (Some("1"), Some(draft)) = (attribute(tag, "Hidden").as_deref(), &mut self.sheet) {
                    draft.hide_row(self.row);
                }
            }
            "Cell" => self.start_cell(tag),
            "Comment" => self.in_comment = true,
            "Data" if !self.in_comment => {
                self.kind = attribute(tag, "Type").unwrap_or_default();
                self.text.clear();
                self.in_data = true;
            }
            "Visible" => {
                self.text.clear();
                self.in_visible = true;
            }
            "Date1904" => intake.book.date_1904 = true,
            _ => {}
        }
        Ok(())
    }

    fn start_cell(&mut self, tag: &BytesStart) {
        if let Some(index @ 1..) = xml::number(tag, "Index") {
            self.column = index - 1;
        }
        self.across = xml::number(tag, "MergeAcross").unwrap_or(0);
        let down = xml::number(tag, "MergeDown").unwrap_or(0);
        let to = (self.row.saturating_add(down), self.column.saturating_add(self.across));
        if let Some(draft) = &mut self.sheet {
            draft.merge((self.row, self.column), to);
        }
    }

    fn end(&mut self, name: &str, intake: &mut Intake) -> Result<()> {
        match name {
            "Data" if self.in_data => {
                self.in_data = false;
                self.put(intake)?;
            }
            "Cell" => self.column = self.column.saturating_add(self.across).saturating_add(1),
            "Row" => self.row = self.row.saturating_add(self.row_span).saturating_add(1),
            "Comment" => self.in_comment = false,
            "Visible" => {
                self.in_visible = false;
                if let Some(draft) = &mut self.sheet {
                    draft.hide_sheet(self.text.trim() != "SheetVisible");
                }
            }
            "Worksheet" => self.close_sheet(intake),
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, intake: &mut Intake) -> Result<()> {
        let Some(draft) = &mut self.sheet else { return Ok(()) };
        let value = self.text.trim();
        let known = match self.kind.as_str() {
            "Number" => value.parse().ok().map(number_cell),
            "DateTime" => iso_moment(value).map(Cell::Moment),
            "Boolean" => Some(Cell::Flag(value == "1" || value.eq_ignore_ascii_case("true"))),
            "Error" => Some(Cell::Error),
            _ => None,
        };
        let cell = match known {
            Some(cell) => cell,
            None => intake.text(draft, self.row, self.column, &self.text)?,
        };
        intake.put(draft, self.row, self.column, cell)
    }

    fn close_sheet(&mut self, intake: &mut Intake) {
        if let Some(draft) = self.sheet.take() {
            intake.finish(draft);
        }
    }
}
