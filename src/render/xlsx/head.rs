//! What stands around a table: letter head and title above, signature blocks below.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::sheet::{Frame, Grid, lines};
use super::style;
use crate::report::model::{LetterHead, Section};
use crate::words;

/// Height of one line of text in points.
pub const LINE: f64 = 16.5;

/// Writes all above the table; returns the first free row.
pub fn above(sheet: &mut Worksheet, section: &Section, frame: &Frame, grid: &Grid) -> Result<u32, XlsxError> {
    let document = frame.document;
    let mut row = 0;
    if section.signed
        && let Some(head) = &document.letter_head
    {
        row = letter_head(sheet, head, grid)?;
    }
    let title = if section.signed { document.title.to_uppercase() } else { section.title.to_uppercase() };
    row = line(sheet, row, &title, &style::title(), grid)?;
    if section.signed && section.key != frame.sections[0].key && section.title != document.title {
        row = line(sheet, row, &section.title, &style::title(), grid)?;
    }
    for (i, text) in document.subtitle.iter().enumerate() {
        if section.signed || i == 0 {
            row = line(sheet, row, text, &style::centred().set_italic(), grid)?;
        }
    }
    if !section.signed && section.key != frame.sections[0].key {
        let first = &frame.names[0];
        let url = Url::new(format!("internal:'{first}'!A1")).set_text(format!("← {first}"));
        sheet.write_url_with_format(row, 0, url, &style::back_link())?;
        row += 1;
    }
    for text in &section.lead {
        row = line(sheet, row, text, &style::paragraph(), grid)?;
    }
    Ok(if section.signed { row + 1 } else { row })
}

fn letter_head(sheet: &mut Worksheet, head: &LetterHead, grid: &Grid) -> Result<u32, XlsxError> {
    let parts = grid.parts(2);
    let plain = style::centred();
    let bold = style::centred().set_bold();
    let (left, right) = (parts[0], parts[1]);
    let lines = [
        (head.parent.to_uppercase(), &plain, head.motto[0].clone(), &bold),
        (head.agency.to_uppercase(), &bold, head.motto[1].clone(), &bold),
    ];
    for (row, (agency, agency_format, motto, motto_format)) in lines.iter().enumerate() {
        span(sheet, row as u32, left, agency, agency_format)?;
        span(sheet, row as u32, right, motto, motto_format)?;
        let lines = grid.lines_in(left, agency).max(grid.lines_in(right, motto));
        sheet.set_row_height(row as u32, LINE * lines)?;
    }
    span(sheet, 2, left, "_______", &plain)?;
    span(sheet, 2, right, "_______________________", &plain)?;
    span(sheet, 3, right, &head.date_line, &style::centred().set_italic())?;
    Ok(5)
}

/// Signature blocks and recipients, beginning at `row`; returns the first free row.
pub fn below(
    sheet: &mut Worksheet,
    row: u32,
    head: &LetterHead,
    frame: &Frame,
    grid: &Grid,
) -> Result<u32, XlsxError> {
    let lang = frame.document.lang;
    let recipients = usize::from(!head.recipients.is_empty());
    let parts = grid.parts(head.signers.len() + recipients);
    if recipients == 1 {
        let format = base_left().set_bold().set_italic();
        span(sheet, row, parts[0], words::report::recipients().text(lang), &format)?;
        for (i, recipient) in head.recipients.iter().enumerate() {
            let text = format!("- {recipient};");
            span(sheet, row + 1 + i as u32, parts[0], &text, &base_left().set_font_size(11))?;
        }
    }
    for ((role, name), part) in head.signers.iter().zip(&parts[recipients..]) {
        span(sheet, row, *part, role, &style::centred().set_bold())?;
        span(sheet, row + 1, *part, words::report::sign_here().text(lang), &style::centred().set_italic())?;
        span(sheet, row + 6, *part, name, &style::centred().set_bold())?;
    }
    Ok(row + 7.max(1 + head.recipients.len() as u32))
}

fn base_left() -> Format {
    style::base().set_align(FormatAlign::Left)
}

/// One paragraph over the whole width of the table, as high as its text needs.
pub fn line(
    sheet: &mut Worksheet,
    row: u32,
    text: &str,
    format: &Format,
    grid: &Grid,
) -> Result<u32, XlsxError> {
    span(sheet, row, (0, grid.last()), text, format)?;
    let lines = text.lines().map(|line| lines(line, grid.width())).sum::<f64>();
    sheet.set_row_height(row, LINE * lines.max(1.0) + 3.0)?;
    Ok(row + 1)
}

/// One text over neighbouring columns (merged if more than one).
fn span(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    text: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    if first == last {
        sheet.write_string_with_format(row, first, text, format)?;
    } else {
        sheet.merge_range(row, first, row, last, text, format)?;
    }
    Ok(())
}
