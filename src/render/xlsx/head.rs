//! What stands around a table: letter head and title above, signature blocks below.

use rust_xlsxwriter::{Format, FormatAlign, Url, Worksheet, XlsxError};

use super::grid::{Grid, paragraph_lines, title_lines};
use super::sheet::Frame;
use super::style;
use crate::report::model::{LetterHead, Section};
use crate::words;

/// Height of one line of text in points.
pub const LINE: f64 = 15.75;
/// About what letter head, titles, header rows and signatures take in points.
pub const AROUND: f64 = 355.0;
/// Lines that are left for a signature.
const FOR_THE_HAND: usize = 5;

/// Whether a sheet begins with a link to the first one.
pub fn has_way_back(section: &Section, frame: &Frame) -> bool {
    section.key != frame.sections[0].key
}

/// Writes all above the table; returns the first free row.
pub fn above(sheet: &mut Worksheet, section: &Section, frame: &Frame, grid: &Grid) -> Result<u32, XlsxError> {
    let document = frame.document;
    let mut row = 0;
    if has_way_back(section, frame) {
        let first = &frame.names[0];
        let url = Url::new(format!("internal:'{first}'!A1")).set_text(format!("← {first}"));
        sheet.write_url_with_format(row, 0, url, &style::back_link())?;
        row += 1;
    }
    if section.signed
        && let Some(head) = &document.letter_head
    {
        row = letter_head(sheet, row, head, grid)?;
    }
    let heading = if section.signed { &document.title } else { &section.title };
    row = title(sheet, row, &heading.to_uppercase(), grid)?;
    if section.signed && section.key != frame.sections[0].key && section.title != document.title {
        row = title(sheet, row, &section.title, grid)?;
    }
    for (i, text) in document.subtitle.iter().enumerate() {
        if section.signed || i == 0 {
            row = line(sheet, row, text, &style::centred().set_italic(), grid)?;
        }
    }
    for text in &section.lead {
        row = line(sheet, row, text, &style::paragraph(), grid)?;
    }
    Ok(if section.signed { row + 1 } else { row })
}

/// Agency to the left, motto to the right, each with the short rule that the office style asks for.
fn letter_head(sheet: &mut Worksheet, top: u32, head: &LetterHead, grid: &Grid) -> Result<u32, XlsxError> {
    let parts = grid.parts(2);
    let plain = style::centred();
    let bold = style::centred().set_bold();
    let (left, right) = (parts[0], parts[1]);
    let rule = ("_______".to_string(), &plain);
    let agency = (head.agency.to_uppercase(), &bold);
    // Without a parent the agency stands beside the first line of the motto.
    let agency = match head.parent.is_empty() {
        true => [agency, rule],
        false => [(head.parent.to_uppercase(), &plain), agency],
    };
    for (i, ((text, format), motto)) in agency.iter().zip(&head.motto).enumerate() {
        let row = top + i as u32;
        span(sheet, row, left, text, format)?;
        span(sheet, row, right, motto, &bold)?;
        let lines = grid.lines_in(left, text).max(grid.lines_in(right, motto));
        sheet.set_row_height(row, LINE * lines)?;
    }
    if !head.parent.is_empty() {
        span(sheet, top + 2, left, "_______", &plain)?;
    }
    span(sheet, top + 2, right, "_______________________", &plain)?;
    span(sheet, top + 3, right, &head.date_line, &style::centred().set_italic())?;
    Ok(top + 5)
}

/// Signature blocks and recipients in one high row, which no page break can part. Returns the first
/// free row.
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
        let title = words::report::recipients();
        let lines: String = head.recipients.iter().map(|it| format!("\n- {it};")).collect();
        let pieces =
            [(title.text(lang).to_string(), style::recipients_title()), (lines, style::recipients())];
        block(sheet, row, parts[0], &pieces, &style::paragraph())?;
    }
    for (i, ((role, name), part)) in head.signers.iter().zip(&parts[recipients..]).enumerate() {
        let last = i + 1 == head.signers.len();
        let how = if last { words::report::sign_and_seal() } else { words::report::sign_here() };
        let space = "\n".repeat(FOR_THE_HAND + 1);
        let pieces = [
            (format!("{role}\n"), style::base().set_bold()),
            (how.text(lang).to_string(), style::base().set_italic()),
            (format!("{space}{}", if name.is_empty() { " " } else { name }), style::base().set_bold()),
        ];
        block(sheet, row, *part, &pieces, &style::centred().set_align(FormatAlign::Top))?;
    }
    let lines = (FOR_THE_HAND + 3).max(head.recipients.len() + 2);
    sheet.set_row_height(row, (LINE * lines as f64).min(409.0))?;
    Ok(row + 1)
}

/// Pieces of text in one cell over neighbouring columns.
fn block(
    sheet: &mut Worksheet,
    row: u32,
    (first, last): (u16, u16),
    pieces: &[(String, Format)],
    format: &Format,
) -> Result<(), XlsxError> {
    if first != last {
        sheet.merge_range(row, first, row, last, "", format)?;
    }
    let pieces: Vec<(&Format, &str)> = pieces.iter().map(|(text, format)| (format, text.as_str())).collect();
    sheet.write_rich_string_with_format(row, first, &pieces, format)?;
    Ok(())
}

/// One paragraph over the whole width of the table, as high as its text needs.
pub fn line(
    sheet: &mut Worksheet,
    row: u32,
    text: &str,
    format: &Format,
    grid: &Grid,
) -> Result<u32, XlsxError> {
    high_line(sheet, row, (text, format), LINE * paragraph_lines(text, grid.width()), grid)
}

/// A title: bold letters of 14 points.
fn title(sheet: &mut Worksheet, row: u32, text: &str, grid: &Grid) -> Result<u32, XlsxError> {
    let larger = style::TITLE_SIZE / style::SIZE;
    let lines = title_lines(text, grid.width() / larger);
    high_line(sheet, row, (text, &style::title()), LINE * larger * lines, grid)
}

fn high_line(
    sheet: &mut Worksheet,
    row: u32,
    (text, format): (&str, &Format),
    height: f64,
    grid: &Grid,
) -> Result<u32, XlsxError> {
    span(sheet, row, (0, grid.last()), text, format)?;
    sheet.set_row_height(row, height + 3.0)?;
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
