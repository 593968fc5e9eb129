//! One section as one sheet.

use rust_xlsxwriter::{
    Color, ConditionalFormatDataBar, ConditionalFormatFormula, ConditionalFormatType, Format, Worksheet,
    XlsxError,
};

use super::cell::Cell;
use super::grid::{Grid, PAGE_WIDTH, paragraph_lines, title_lines};
use super::{chart, head, style};
use crate::report::model::{Document, Kind, Section, Value};
use crate::words;

/// What a sheet must know of the others.
pub struct Frame<'a> {
    pub document: &'a Document,
    pub sections: &'a [Section],
    pub names: &'a [String],
}

/// Highest row that Excel takes, in points.
const MOST_HEIGHT: f64 = 409.0;
/// Points that a page of A4 landscape has for rows.
const PAGE_HEIGHT: f64 = 500.0;
/// About what the repeated header rows take of each further page.
const HEADER_HEIGHT: f64 = 60.0;
/// A signed sheet is shrunk to 7.5 points in print at most, to end with a full page.
const LEAST_SCALE: f64 = 0.62;
/// The part of a last page that is not worth a page of its own.
const LITTLE: f64 = 0.5;
/// A short table under a letter head needs no frozen header; it would only take room on a screen.
const SHORT: usize = 15;

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
    page(sheet, section, frame, &grid)?;
    if !grid.columns.is_empty() {
        sheet.set_repeat_rows(top, first - 1)?;
        let in_sight = if section.signed && section.table.rows.len() <= SHORT { 0 } else { first };
        sheet.set_freeze_panes(in_sight, grid.frozen())?;
    }
    // The way back is for the screen, not for the print.
    let from = u32::from(head::has_way_back(section, frame));
    sheet.set_print_area(from, 0, row.max(from + 1) - 1, grid.last())?;
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
            parent_lines = parent_lines.max(title_lines(parent, width));
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
        let needed = title_lines(&c.title, *w);
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
            let tone = section.table.tone_of(row, column);
            let cell = Cell { row: first + n as u32, column: k as u16, tone, kind: column.kind };
            let value = row.values.get(i).unwrap_or(&Value::Blank);
            cell.write(sheet, value, frame, grid)?;
        }
        let high = grid.lines_of(row, frame.document.lang);
        if high > 1.0 {
            sheet.set_row_height(first + n as u32, height(high))?;
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
fn page(sheet: &mut Worksheet, section: &Section, frame: &Frame, grid: &Grid) -> Result<(), XlsxError> {
    let page = words::report::page_of("&P", "&N");
    let font = format!("&\"{},Regular\"&9", style::FONT);
    let title = section.title.replace('&', "&&");
    let footer = format!("&L{font}{title}&R{font}{}", page.text(frame.document.lang));
    sheet.set_print_fit_to_pages(1, pages(section, frame, grid));
    sheet.set_paper_size(9).set_landscape();
    sheet.set_margins(0.5, 0.4, 0.6, 0.6, 0.3, 0.3).set_print_center_horizontally(true);
    sheet.set_footer(footer).set_screen_gridlines(false);
    Ok(())
}

/// On how many pages the sheet must fit; 0: as many as it needs. Charts alone are one page. A signed
/// table is shrunk a little where its last page would hold little more than the signatures.
fn pages(section: &Section, frame: &Frame, grid: &Grid) -> u16 {
    if section.table.columns.is_empty() && !section.charts.is_empty() {
        return 1;
    }
    if !section.signed {
        return 0;
    }
    let lang = frame.document.lang;
    let rows: f64 = section.table.rows.iter().map(|row| height(grid.lines_of(row, lang))).sum();
    let texts = section.lead.iter().chain(&section.footnotes);
    let texts: f64 = texts.map(|text| head::LINE * paragraph_lines(text, grid.width()) + 3.0).sum();
    let charts: f64 = section.charts.iter().map(chart::height).sum();
    let scale = (PAGE_WIDTH / grid.width()).min(1.0);
    let high = (head::AROUND + rows + texts + charts) * scale;
    let full = 1.0 + (high - PAGE_HEIGHT) / (PAGE_HEIGHT - HEADER_HEIGHT * scale);
    let whole = full.floor().max(1.0);
    let shrunk = scale * (whole / full).min(1.0);
    if full - whole <= LITTLE && shrunk >= LEAST_SCALE { whole as u16 } else { 0 }
}

/// Height of a row of the body with this many lines.
fn height(lines: f64) -> f64 {
    if lines > 1.0 { (head::LINE * lines + 2.0).min(MOST_HEIGHT) } else { head::LINE }
}
