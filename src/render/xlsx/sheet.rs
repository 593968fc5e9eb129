//! One section as one sheet.

use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, Format, Worksheet,
    XlsxError,
};

use super::cell::Cell;
use super::{chart, head, style};
use crate::render::text::human;
use crate::report::model::{Column, Document, Kind, Row, Section, Value};
use crate::words::{self, Lang};

/// What a sheet must know of the others.
pub struct Frame<'a> {
    pub document: &'a Document,
    pub sections: &'a [Section],
    pub names: &'a [String],
}

/// The visible columns of a sheet and their widths in characters.
pub struct Grid<'a> {
    /// Index in the section's table, and the column.
    columns: Vec<(usize, &'a Column)>,
    widths: Vec<f64>,
}

/// Fewest columns of a sheet, so that a letter head has room.
const LEAST_COLUMNS: usize = 4;
/// Characters across an A4 landscape page; narrower tables are stretched towards it, since a
/// program shrinks a sheet to the page but never enlarges it.
const PAGE_WIDTH: f64 = 118.0;
const MOST_STRETCH: f64 = 2.2;
/// Width of an average letter of Times New Roman beside that of a digit, which widths are given in.
const LETTER: f64 = 0.9;
/// Highest row that Excel takes, in points.
const MOST_HEIGHT: f64 = 409.0;

impl<'a> Grid<'a> {
    fn new(section: &'a Section, lang: Lang) -> Grid<'a> {
        let columns: Vec<_> =
            section.table.columns.iter().enumerate().filter(|(_, c)| !c.machine_only).collect();
        let mut widths: Vec<f64> =
            columns.iter().map(|&(i, column)| width(column, i, &section.table.rows, lang)).collect();
        let spare = if columns.is_empty() { 30.0 } else { 16.0 };
        widths.resize(widths.len().max(LEAST_COLUMNS), spare);
        let sum: f64 = widths.iter().sum();
        let stretch = (PAGE_WIDTH / sum).clamp(1.0, MOST_STRETCH);
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
    fn frozen(&self) -> u16 {
        let names = |kind| matches!(kind, Kind::Text | Kind::Code);
        let naming = self.columns.iter().position(|(_, c)| names(c.kind)).map_or(0, |i| i as u16 + 1);
        if self.columns.len() > 10 && naming <= 2 { naming } else { 0 }
    }

    /// Lines that a text (in capitals) needs over these columns.
    pub fn lines_in(&self, (first, last): (u16, u16), text: &str) -> f64 {
        let width: f64 = self.widths[first as usize..=last as usize].iter().sum();
        lines(text, width * 0.85)
    }

    /// Lines that the wrapped texts of a row need. Said in the file, since programs differ in
    /// whether they find the height themselves.
    fn lines_of(&self, row: &Row, lang: Lang) -> f64 {
        let wrapped = |kind| matches!(kind, Kind::Text | Kind::Prose | Kind::Minutes);
        let cells = self.columns.iter().zip(&self.widths).filter(|((_, c), _)| wrapped(c.kind));
        let needed = cells.map(|(&(i, _), width)| {
            let text = row.values.get(i).map(|value| human(value, lang)).unwrap_or_default();
            text.lines().map(|line| lines(line, *width - 0.5)).sum::<f64>()
        });
        needed.fold(1.0, f64::max)
    }

    pub fn position(&self, key: &str) -> Option<u16> {
        self.columns.iter().position(|(_, c)| c.key == key).map(|i| i as u16)
    }
}

/// Width in characters that suits a column's texts.
fn width(column: &Column, i: usize, rows: &[Row], lang: Lang) -> f64 {
    let longest = rows
        .iter()
        .filter_map(|row| row.values.get(i))
        .flat_map(|value| human(value, lang).lines().map(|l| l.chars().count()).max())
        .max()
        .unwrap_or(0) as f64;
    let word = column.title.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0) as f64;
    let (least, most) = match column.kind {
        Kind::Text => (8.0, 34.0),
        Kind::Prose => (12.0, 52.0),
        Kind::Number | Kind::Flag => (5.0, 16.0),
        Kind::Percent => (9.5, 20.0),
        Kind::Date => (11.5, 16.0),
        Kind::DateTime => (16.5, 20.0),
        Kind::Minutes => (11.0, 20.0),
        Kind::Code => (6.0, 46.0),
    };
    (longest * 1.02 + 2.5).clamp(least, most).max(word * 1.15 + 1.5).max(f64::from(column.least_width))
}

pub fn write(
    sheet: &mut Worksheet,
    section: &Section,
    frame: &Frame,
    charts: &mut chart::Data,
) -> Result<(), XlsxError> {
    let lang = frame.document.lang;
    let grid = Grid::new(section, lang);
    for (i, width) in grid.widths.iter().enumerate() {
        sheet.set_column_width(i as u16, *width)?;
    }
    let top = head::above(sheet, section, frame, &grid)?;
    let first = header(sheet, top, &grid)?;
    let mut row = body(sheet, first, section, frame, &grid)?;
    if !grid.columns.is_empty() && !section.table.rows.is_empty() {
        sheet.autofilter(first - 1, 0, row - 1, grid.columns.len() as u16 - 1)?;
        highlight(sheet, first, row - 1, &grid)?;
    }
    for text in &section.footnotes {
        row = head::line(sheet, row, text, &style::paragraph().set_italic().set_font_size(11), &grid)?;
    }
    for chart in &section.charts {
        row = charts.draw(sheet, row, chart, lang)?;
    }
    if section.signed
        && let Some(letter_head) = &frame.document.letter_head
    {
        row = head::below(sheet, row + 1, letter_head, frame, &grid)?;
    }
    page(sheet, section, frame)?;
    if !grid.columns.is_empty() {
        sheet.set_repeat_rows(top, first - 1)?;
        sheet.set_freeze_panes(first, grid.frozen())?;
    }
    sheet.set_print_area(0, 0, row.max(1) - 1, grid.last())?;
    Ok(())
}

/// Header rows; two if columns have parents. Returns the first row of the body.
fn header(sheet: &mut Worksheet, top: u32, grid: &Grid) -> Result<u32, XlsxError> {
    if grid.columns.is_empty() {
        return Ok(top);
    }
    let format = style::header();
    let two = grid.columns.iter().any(|(_, c)| c.parent.is_some());
    let bottom = top + u32::from(two);
    let mut i = 0;
    let mut parent_lines = 1.0_f64;
    while i < grid.columns.len() {
        let column = grid.columns[i].1;
        let mut end = i;
        if let Some(parent) = &column.parent {
            while end + 1 < grid.columns.len() && grid.columns[end + 1].1.parent.as_ref() == Some(parent) {
                end += 1;
            }
            let width: f64 = grid.widths[i..=end].iter().sum();
            parent_lines = parent_lines.max(lines(parent, width));
            merge(sheet, (top, i as u16), (top, end as u16), parent, &format)?;
            for (k, (_, child)) in grid.columns.iter().enumerate().take(end + 1).skip(i) {
                sheet.write_string_with_format(bottom, k as u16, &child.title, &format)?;
            }
        } else {
            merge(sheet, (top, i as u16), (bottom, i as u16), &column.title, &format)?;
        }
        i = end + 1;
    }
    let own = grid.columns.iter().zip(&grid.widths).map(|((_, c), w)| {
        let needed = lines(&c.title, *w);
        if two && c.parent.is_none() { needed - parent_lines } else { needed }
    });
    let own = own.fold(1.0, f64::max);
    if two {
        sheet.set_row_height(top, head::LINE * parent_lines + 4.0)?;
    }
    // Room for the filter arrow below the words.
    sheet.set_row_height(bottom, head::LINE * own + 16.0)?;
    Ok(bottom + 1)
}

/// Lines of a text in a column of this width, broken between words, and within one that is too long.
pub fn lines(text: &str, width: f64) -> f64 {
    let (mut lines, mut used) = (1.0, 0.0_f64);
    for word in text.split_whitespace() {
        let mut length = word.chars().count() as f64 * LETTER;
        while length > width - 1.0 && width > 2.0 {
            lines += 1.0;
            length -= width - 1.0;
            used = 0.0;
        }
        if used > 0.0 && used + 1.0 + length > width - 1.0 {
            lines += 1.0;
            used = length;
        } else {
            used += length + if used > 0.0 { 1.0 } else { 0.0 };
        }
    }
    lines
}

fn merge(
    sheet: &mut Worksheet,
    from: (u32, u16),
    to: (u32, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if from == to {
        sheet.write_string_with_format(from.0, from.1, text, format)?;
    } else {
        sheet.merge_range(from.0, from.1, to.0, to.1, text, format)?;
    }
    Ok(())
}

/// The rows; returns the first free row.
fn body(
    sheet: &mut Worksheet,
    first: u32,
    section: &Section,
    frame: &Frame,
    grid: &Grid,
) -> Result<u32, XlsxError> {
    if section.table.rows.is_empty() {
        if section.empty_text.is_empty() || !section.charts.is_empty() {
            return Ok(first);
        }
        return head::line(sheet, first, &section.empty_text, &style::paragraph().set_italic(), grid);
    }
    for (n, row) in section.table.rows.iter().enumerate() {
        for (k, &(i, column)) in grid.columns.iter().enumerate() {
            let cell = Cell { row: first + n as u32, column: k as u16, tone: row.tone, kind: column.kind };
            let value = row.values.get(i).unwrap_or(&Value::Blank);
            cell.write(sheet, value, frame, grid)?;
        }
        let high = grid.lines_of(row, frame.document.lang);
        if high > 1.0 {
            sheet.set_row_height(first + n as u32, (head::LINE * high + 2.0).min(MOST_HEIGHT))?;
        }
    }
    Ok(first + section.table.rows.len() as u32)
}

/// The row where the body of a section's sheet begins.
pub fn first_row(section: &Section, frame: &Frame) -> u32 {
    let mut scratch = Worksheet::new();
    let grid = Grid::new(section, frame.document.lang);
    let top = head::above(&mut scratch, section, frame, &grid).unwrap_or(0);
    header(&mut scratch, top, &grid).unwrap_or(top)
}

/// Data bars on percentages, and a dark red bold for those below their target.
fn highlight(sheet: &mut Worksheet, first: u32, last: u32, grid: &Grid) -> Result<(), XlsxError> {
    for (k, (_, column)) in grid.columns.iter().enumerate() {
        let measured = column.target.is_some() || column.target_key.is_some();
        if column.kind != Kind::Percent || !measured {
            continue;
        }
        let k = k as u16;
        let bar = ConditionalFormatDataBar::new()
            .set_minimum(ConditionalFormatType::Number, 0)
            .set_maximum(ConditionalFormatType::Number, 1)
            .set_fill_color(Color::RGB(0xBBD3EA))
            .set_solid_fill(true);
        sheet.add_conditional_format(first, k, last, k, &bar)?;
        let cell = rust_xlsxwriter::utility::row_col_to_cell(first, k);
        let target = match (&column.target_key, column.target) {
            (Some(key), _) => grid.position(key).map(|c| rust_xlsxwriter::utility::row_col_to_cell(first, c)),
            (None, target) => target.map(|t| style::share(t).to_string()),
        };
        if let Some(target) = target {
            let rule = format!("=AND(ISNUMBER({cell}),ISNUMBER({target}),{cell}<{target})");
            let missed = Format::new().set_bold().set_font_color(Color::RGB(0xA31515));
            sheet.add_conditional_format(
                first,
                k,
                last,
                k,
                &ConditionalFormatFormula::new().set_rule(rule.as_str()).set_format(missed),
            )?;
        }
    }
    Ok(())
}

/// A4 landscape at page width, page numbers, header rows on each page.
fn page(sheet: &mut Worksheet, section: &Section, frame: &Frame) -> Result<(), XlsxError> {
    let page = words::report::page_of("&P", "&N");
    let font = format!("&\"{},Regular\"&9", style::FONT);
    let title = section.title.replace('&', "&&");
    let footer = format!("&L{font}{title}&R{font}{}", page.text(frame.document.lang));
    // Charts alone are one page; a table goes on for as many pages as it needs.
    let pages = u16::from(section.table.columns.is_empty() && !section.charts.is_empty());
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, pages);
    sheet.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer(footer).set_screen_gridlines(false);
    Ok(())
}
