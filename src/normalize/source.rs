//! A sheet with its texts readable: old fonts decoded, invisible differences gone.

use std::borrow::Cow;
use std::ops::Range;

use chrono::{NaiveDateTime, Timelike};

use super::clean::clean;
use super::legacy::{self, Legacy};
use crate::domain::cell::{Cell, Row, Sheet, TextId, Workbook};
use crate::layout::header::{self, HeaderBlock, Lexicon, SheetTexts};

/// One sheet of a workbook as text.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    pub book: &'a Workbook,
    pub sheet: &'a Sheet,
    pub legacy: Option<Legacy>,
}

/// A table in a sheet: its header and the rows under it (counted as `Sheet::nth_row` does).
#[derive(Clone, Debug)]
pub struct Section {
    pub sheet: usize,
    pub header: HeaderBlock,
    /// More than one where the header is repeated.
    pub rows: Vec<Range<usize>>,
    pub repeated_headers: u64,
    /// The sheet has no header of its own; `header` is that of the sheet before.
    pub continued: bool,
}

impl<'a> Source<'a> {
    /// The cleaned text of a text cell.
    pub fn text(&self, id: TextId) -> Cow<'a, str> {
        let raw = self.book.texts.get(id);
        match self.legacy {
            Some(legacy) if !raw.is_ascii() && !has_unicode_only(raw) => {
                Cow::Owned(clean(&legacy.decode(raw)).into_owned())
            }
            _ => clean(raw),
        }
    }

    /// Any cell as text: numbers without a needless fraction, moments as `dd/mm/yyyy HH:MM:SS`.
    pub fn cell_text(&self, cell: Cell) -> Cow<'a, str> {
        match cell {
            Cell::Text(id) => self.text(id),
            Cell::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => Cow::Owned(format!("{n:.0}")),
            Cell::Number(n) => Cow::Owned(n.to_string()),
            Cell::Flag(yes) => Cow::Borrowed(if yes { "TRUE" } else { "FALSE" }),
            Cell::Moment(m) => Cow::Owned(moment_text(m)),
            Cell::Empty | Cell::Error => Cow::Borrowed(""),
        }
    }

    /// The cells of a row that show something, cleaned.
    pub fn row_texts(&self, row: &Row) -> Vec<(u16, Cow<'a, str>)> {
        let texts = row.cells.iter().map(|(c, cell)| (c, self.cell_text(cell)));
        texts.filter(|(_, t)| !t.is_empty()).collect()
    }

    fn headers(&self, lexicon: &Lexicon, header_row: Option<u32>) -> Vec<HeaderBlock> {
        let text = |id: TextId| self.text(id);
        let texts = SheetTexts { sheet: self.sheet, raw: &self.book.texts, text: &text };
        header::find(&texts, lexicon, header_row)
    }
}

fn moment_text(m: NaiveDateTime) -> String {
    let format = if m.num_seconds_from_midnight() == 0 { "%d/%m/%Y" } else { "%d/%m/%Y %H:%M:%S" };
    m.format(format).to_string()
}

fn has_unicode_only(text: &str) -> bool {
    text.chars().any(|c| c > '\u{FF}')
}

/// The tables of a sheet, the `index`-th of its workbook. Old fonts are tried where no header is readable as it stands.
pub fn sections<'a>(
    book: &'a Workbook,
    sheet: &'a Sheet,
    index: usize,
    lexicon: &Lexicon,
    header_row: Option<u32>,
) -> (Source<'a>, Vec<Section>) {
    let mut source = Source { book, sheet, legacy: None };
    let mut blocks = source.headers(lexicon, header_row);
    if blocks.is_empty() && has_suspect_text(&source) {
        for legacy in Legacy::ALL {
            let decoded = Source { legacy: Some(legacy), ..source };
            let found = decoded.headers(lexicon, header_row);
            if !found.is_empty() {
                (source, blocks) = (decoded, found);
                break;
            }
        }
    }
    let mut sections: Vec<Section> = Vec::new();
    for (i, block) in blocks.iter().enumerate() {
        let end = blocks.get(i + 1).map_or(sheet.n_rows(), |b| b.first);
        let rows = block.last + 1..end;
        match sections.last_mut() {
            Some(section) if section.header.headers() == block.headers() => {
                section.rows.push(rows);
                section.repeated_headers += (block.last - block.first + 1) as u64;
            }
            _ => sections.push(Section {
                sheet: index,
                header: block.clone(),
                rows: vec![rows],
                repeated_headers: 0,
                continued: false,
            }),
        }
    }
    (source, sections)
}

fn has_suspect_text(source: &Source) -> bool {
    let first_cells = source.sheet.rows().take(60).flat_map(|r| r.cells.iter().take(60));
    first_cells.into_iter().any(|(_, cell)| match cell {
        Cell::Text(id) => legacy::is_suspect(source.book.texts.get(id)),
        _ => false,
    })
}
