//! Tables side by side on one sheet: each is read as if it had the sheet for itself.
//!
//! Told by a second code header to the right of the first, in a table that begins anew: with its own
//! numbering ("STT"), or behind a blank column and under the same name. Two code columns of one
//! table (its own code and that of another system) stay together.

use std::ops::Range;

use super::source::Source;
use crate::domain::cell::{Cell, Sheet, TextId, Workbook};
use crate::layout::fold;
use crate::layout::header::{self, Lexicon, SheetTexts};

/// Rows at the top in which the headers are looked for.
const LOOKED_AT: usize = 60;
/// Headers that are numbered lie at most so many rows apart.
const MAX_ROWS_APART: usize = 3;
/// A column with a cell in one of so many rows still parts two tables: a title or a signature.
const BLANK_BUT_ONE_OF: usize = 50;

struct KeyHeader {
    column: u16,
    nth: usize,
    folded: String,
}

/// The tables from left to right, or `None` if the sheet is one table wide.
pub fn parts(book: &Workbook, sheet: &Sheet, lexicon: &Lexicon) -> Option<Vec<Sheet>> {
    let source = Source { book, sheet, legacy: None };
    let keys = key_headers(&source, lexicon);
    if keys.len() < 2 {
        return None;
    }
    let cuts: Vec<u16> = keys.windows(2).filter_map(|pair| cut(&source, &pair[0], &pair[1])).collect();
    if cuts.is_empty() {
        return None;
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([u16::MAX]);
    let parts: Vec<Sheet> = starts.zip(ends).map(|(start, end)| sheet.columns(start..end)).collect();
    let text = |id: TextId| source.text(id);
    let has_table = |part: &Sheet| {
        let texts = SheetTexts { sheet: part, raw: &book.texts, text: &text };
        !header::find(&texts, lexicon, None).is_empty()
    };
    parts.iter().all(has_table).then_some(parts)
}

/// The first code header of each column that has one, from left to right.
fn key_headers(source: &Source, lexicon: &Lexicon) -> Vec<KeyHeader> {
    let mut keys: Vec<KeyHeader> = Vec::new();
    for (nth, row) in source.sheet.rows().take(LOOKED_AT).enumerate() {
        for (column, cell) in row.cells.iter() {
            let Cell::Text(id) = cell else { continue };
            let text = source.text(id);
            if keys.iter().all(|k| k.column != column) && lexicon.names_key(&text) {
                keys.push(KeyHeader { column, nth, folded: fold(&text) });
            }
        }
    }
    keys.sort_by_key(|k| k.column);
    keys
}

/// The first column of the table of `right`, if it is another one than that of `left`.
fn cut(source: &Source, left: &KeyHeader, right: &KeyHeader) -> Option<u16> {
    let between = left.column + 1..right.column;
    let numbering = |column: &u16| match source.sheet.nth_row(right.nth).cell(*column) {
        Cell::Text(id) => matches!(fold(&source.text(id)).as_str(), "stt" | "tt" | "so tt" | "so thu tu"),
        _ => false,
    };
    if left.nth.abs_diff(right.nth) <= MAX_ROWS_APART
        && let Some(column) = between.clone().rev().find(numbering)
    {
        return Some(column);
    }
    (left.folded == right.folded).then(|| blank_column(source, between, left.nth.min(right.nth)))?
}

/// The column behind the last blank one of a range.
fn blank_column(source: &Source, range: Range<u16>, from_row: usize) -> Option<u16> {
    let mut counts = vec![0usize; range.len()];
    for row in source.sheet.rows().skip(from_row) {
        for (column, _) in row.cells.iter().filter(|(column, _)| range.contains(column)) {
            counts[usize::from(column - range.start)] += 1;
        }
    }
    let most = (source.sheet.n_rows() - from_row) / BLANK_BUT_ONE_OF;
    let last = counts.iter().rposition(|n| *n <= most)?;
    Some(range.start + last as u16 + 1)
}
