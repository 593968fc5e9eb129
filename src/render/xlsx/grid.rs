//! The columns of one sheet: how wide each must be, and how many lines its texts then need.
//!
//! A program shrinks a sheet to the width of the page. So that the print stays readable, a wide table
//! first wraps its texts; a narrow one is stretched towards the page.

use super::letters;
use crate::render::text::human;
use crate::report::model::{Column, Kind, Row, Section, Tone};
use crate::words::Lang;

/// The visible columns of a sheet and their widths in digits.
pub struct Grid<'a> {
    /// Index in the section's table, and the column.
    pub columns: Vec<(usize, &'a Column)>,
    pub widths: Vec<f64>,
}

/// Fewest columns of a sheet, so that a letter head has room.
const LEAST_COLUMNS: usize = 4;
/// Digits of 12 points across an A4 landscape page.
pub const PAGE_WIDTH: f64 = 118.0;
/// Texts are wrapped until a table is no wider than this: 9 points in print.
const WRAP_TO: f64 = 160.0;
const MOST_STRETCH: f64 = 2.2;
/// What is left free beside a text so that it looks at ease, and so that it surely fits.
const MARGIN: f64 = 1.0;
const SLACK: f64 = 0.9;
const INDENT: f64 = 1.3;
/// A column of remarks that is blank in most rows gets no more than this.
const SELDOM_FILLED: f64 = 30.0;
const MOST_HEADER_LINES: f64 = 4.0;

impl<'a> Grid<'a> {
    pub fn new(section: &'a Section, lang: Lang) -> Grid<'a> {
        let columns: Vec<_> =
            section.table.columns.iter().enumerate().filter(|(_, c)| !c.machine_only).collect();
        let rows = &section.table.rows;
        let needs: Vec<(f64, f64)> = columns.iter().map(|&(i, column)| need(column, i, rows, lang)).collect();
        let mut widths = wrapped(&needs);
        let spare = if columns.is_empty() { 30.0 } else { 16.0 };
        widths.resize(widths.len().max(LEAST_COLUMNS), spare);
        let sum: f64 = widths.iter().sum();
        let stretch = (PAGE_WIDTH / sum).max(1.0);
        let stretch = if rows.is_empty() { stretch } else { stretch.min(MOST_STRETCH) };
        widths.iter_mut().for_each(|width| *width *= stretch);
        Grid { columns, widths }
    }

    pub fn last(&self) -> u16 {
        (self.widths.len() - 1) as u16
    }

    pub fn width(&self) -> f64 {
        self.widths.iter().sum()
    }

    /// The columns in `n` neighbouring parts of about equal width.
    pub fn parts(&self, n: usize) -> Vec<(u16, u16)> {
        let n = n.clamp(1, self.widths.len());
        let mut parts = Vec::new();
        let (mut first, mut sum) = (0, 0.0);
        for (i, width) in self.widths.iter().enumerate() {
            sum += width;
            let open = n - parts.len();
            let needed = self.widths.len() - i - 1;
            let full = sum >= self.width() * (parts.len() + 1) as f64 / n as f64 - width / 2.0;
            if open > 1 && (full || needed < open) {
                parts.push((first as u16, i as u16));
                first = i + 1;
            }
        }
        parts.push((first as u16, self.last()));
        parts
    }

    /// Columns that stay in sight on a wide sheet: up to the first that names the row.
    pub fn frozen(&self) -> u16 {
        let names = |kind| matches!(kind, Kind::Text | Kind::Code);
        let naming = self.columns.iter().position(|(_, c)| names(c.kind)).map_or(0, |i| i as u16 + 1);
        if self.columns.len() > 10 && naming <= 2 { naming } else { 0 }
    }

    /// Lines that a bold text needs over these columns.
    pub fn lines_in(&self, (first, last): (u16, u16), text: &str) -> f64 {
        let width: f64 = self.widths[first as usize..=last as usize].iter().sum();
        title_lines(text, width)
    }

    /// Lines that the wrapped texts of a row need. Said in the file, since programs differ in
    /// whether they find the height themselves.
    pub fn lines_of(&self, row: &Row, lang: Lang) -> f64 {
        let wrapped = |kind| matches!(kind, Kind::Text | Kind::Prose | Kind::Minutes);
        let cells = self.columns.iter().zip(&self.widths).filter(|((_, c), _)| wrapped(c.kind));
        let needed = cells.map(|(&(i, column), width)| {
            let text = row.values.get(i).map(|value| human(value, lang)).unwrap_or_default();
            letters::lines(&text, width - SLACK - indent(column.kind))
        });
        needed.fold(1.0, f64::max)
    }

    pub fn position(&self, key: &str) -> Option<u16> {
        self.columns.iter().position(|(_, c)| c.key == key).map(|i| i as u16)
    }
}

/// Lines of a bold text in a column of this width.
pub fn title_lines(text: &str, width: f64) -> f64 {
    letters::lines(text, (width - SLACK) / letters::BOLD)
}

/// Lines of a paragraph over columns of this width in all.
pub fn paragraph_lines(text: &str, width: f64) -> f64 {
    letters::lines(text, width - MARGIN * 2.0)
}

fn indent(kind: Kind) -> f64 {
    if matches!(kind, Kind::Text | Kind::Prose | Kind::Code) { INDENT } else { 0.0 }
}

/// Widths between those wished for and those that will do, in all as near to [`WRAP_TO`] as possible.
fn wrapped(needs: &[(f64, f64)]) -> Vec<f64> {
    let wish: f64 = needs.iter().map(|(wish, _)| wish).sum();
    let give: f64 = needs.iter().map(|(wish, least)| wish - least).sum();
    let share = if give > 0.0 { ((wish - WRAP_TO) / give).clamp(0.0, 1.0) } else { 0.0 };
    needs.iter().map(|(wish, least)| wish - (wish - least) * share).collect()
}

/// The width that suits a column's texts, and the least that is still read with ease.
fn need(column: &Column, i: usize, rows: &[Row], lang: Lang) -> (f64, f64) {
    let texts = || rows.iter().filter_map(|row| row.values.get(i)).map(|value| human(value, lang));
    let marked = rows.iter().any(|row| row.tone != Tone::Plain) || column.target.is_some();
    let letter = if marked { letters::BOLD } else { 1.0 };
    let longest = texts().flat_map(|t| t.lines().map(letters::width).reduce(f64::max)).fold(0.0, f64::max);
    let wish = longest * letter + SLACK + MARGIN + indent(column.kind);
    let filled = texts().filter(|text| !text.is_empty()).count();
    let seldom = column.kind == Kind::Prose && filled * 4 < rows.len();
    let (least, most, floor) = match column.kind {
        Kind::Text => (8.0, 46.0, 21.0),
        Kind::Prose if seldom => (12.0, SELDOM_FILLED, 22.0),
        Kind::Prose => (12.0, 60.0, 30.0),
        Kind::Number | Kind::Flag => (5.0, 16.0, 16.0),
        Kind::Percent => (9.5, 20.0, 20.0),
        Kind::Date => (11.5, 16.0, 16.0),
        Kind::DateTime => (16.5, 20.0, 20.0),
        Kind::Minutes => (11.0, 24.0, 13.0),
        Kind::Code => (6.0, 46.0, 46.0),
    };
    let title = least_for_title(&column.title).max(f64::from(column.least_width));
    let wish = wish.clamp(least, most).max(title);
    (wish, wish.min(floor).max(title))
}

/// The narrowest width that breaks no word of the title and keeps it at a few lines.
fn least_for_title(title: &str) -> f64 {
    let word = title.split_whitespace().map(letters::width).fold(0.0, f64::max);
    let mut width = word * letters::BOLD + MARGIN + SLACK;
    while title_lines(title, width) > MOST_HEADER_LINES {
        width += 1.0;
    }
    width
}
