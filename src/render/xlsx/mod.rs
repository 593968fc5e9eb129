//! A document as an Excel workbook that is printed, signed and handed on.
//!
//! A sheet per section, in the look of a Vietnamese office: letter head, Times New Roman, A4 landscape
//! at page width, repeated header rows, page numbers. Numbers and dates are real, never text.
//! Nothing of the machine or the hour is in the file, so the same document gives the same bytes.

mod cell;
mod chart;
mod container;
mod grid;
mod head;
mod letters;
mod sheet;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::report::model::{Document, Section};
use crate::words;

/// Longest sheet name that Excel allows.
const LONGEST_NAME: usize = 31;

pub fn render(document: &Document) -> Result<Vec<u8>> {
    bytes(document).map_err(Error::internal)
}

fn bytes(document: &Document) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_default_format(&style::base(), 21, 72)?;
    let agency = document.letter_head.as_ref().map_or("", |head| head.agency.as_str());
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&document.title)
            .set_author(agency)
            .set_company(agency)
            .set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?),
    );
    let sections = with_notes(document);
    let names = sheet_names(&sections, document);
    let frame = sheet::Frame { document, sections: &sections, names: &names };
    let mut charts = chart::Data::new(words::report::chart_data_sheet().text(document.lang));
    for (i, section) in sections.iter().enumerate() {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&names[i])?;
        sheet::write(worksheet, section, &frame, &mut charts)?;
    }
    charts.write(&mut workbook, document)?;
    workbook.save_to_buffer().map(container::as_made_on_unix)
}

/// The sections, and the notes as a last one.
fn with_notes(document: &Document) -> Vec<Section> {
    let mut sections = document.sections.clone();
    if !document.notes.is_empty() {
        let mut notes = Section::new("notes", words::report::notes_title().text(document.lang));
        notes.lead = document.notes.clone();
        sections.push(notes);
    }
    sections
}

/// Names that Excel takes: at most 31 characters, none of `[]:*?/\`, no two alike in any case.
fn sheet_names(sections: &[Section], document: &Document) -> Vec<String> {
    let mut names: Vec<String> = vec![words::report::chart_data_sheet().text(document.lang).to_string()];
    for section in sections {
        let clean: String =
            section.title.chars().map(|c| if "[]:*?/\\".contains(c) { ' ' } else { c }).collect();
        let clean = clean.trim().trim_matches('\'');
        let clean = if clean.is_empty() { section.key.as_str() } else { clean };
        let mut name: String = clean.chars().take(LONGEST_NAME).collect();
        let mut n = 1;
        while names.iter().any(|other| other.to_lowercase() == name.to_lowercase()) {
            n += 1;
            let tail = format!(" ({n})");
            name = clean.chars().take(LONGEST_NAME - tail.len()).collect::<String>() + &tail;
        }
        names.push(name.trim_end().to_string());
    }
    names.split_off(1)
}
