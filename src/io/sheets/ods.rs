//! OpenDocument spreadsheets, straight from the stream of `content.xml`.
//!
//! calamine unrolls repeated rows and cells into a dense grid, where a million repeated blank rows
//! are a million rows. Promises: blank repeats cost nothing; repeats with content count against the
//! limits; a part that breaks off is damage, not a shorter list.

use std::io::{BufRead, BufReader};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::intake::{Draft, Intake, damaged, iso_moment, number_cell};
use super::package::{self, Archive};
use super::xml::{self, attribute};
use crate::domain::cell::{Cell, Format, Workbook};
use crate::domain::settings::Import;
use crate::error::Result;

/// Subtrees whose text stands in no cell.
const SKIPPED: [&str; 7] =
    ["annotation", "tracked-changes", "shapes", "frame", "dde-links", "named-expressions", "forms"];

/// Reads an ods.
pub(super) fn read(mut archive: Archive, limits: &Import, file: &str) -> Result<Workbook> {
    let name = package::part_name(&archive, "content.xml").unwrap_or_default();
    let part = archive.by_name(&name).map_err(|e| damaged(file, e))?;
    read_content(BufReader::with_capacity(1 << 16, part), limits, file)
}

fn read_content(from: impl BufRead, limits: &Import, file: &str) -> Result<Workbook> {
    let mut content = Content { reader: xml::reader(from), buffer: Vec::new(), hidden: Vec::new(), file };
    let mut intake = Intake::new(Format::Ods, limits, file);
    let mut style = None;
    loop {
        content.buffer.clear();
        let event = content.reader.read_event_into(&mut content.buffer).map_err(|e| damaged(file, e))?;
        match event {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "style" => style = attribute(&tag, "name"),
                "table-properties" if attribute(&tag, "display").as_deref() == Some("false") => {
                    content.hidden.extend(style.take());
                }
                "table" => {
                    let name = attribute(&tag, "name").unwrap_or_default();
                    let hidden = attribute(&tag, "style-name").is_some_and(|s| content.hidden.contains(&s));
                    let draft = content.table(&mut intake, Draft::new(name, hidden))?;
                    intake.finish(draft);
                }
                name if SKIPPED.contains(&name) => content.skip()?,
                _ => {}
            },
            Event::End(tag) if tag.local_name().as_ref() == "document-content" => break,
            Event::Eof => return Err(damaged(file, "content.xml")),
            _ => {}
        }
    }
    intake.done()
}

struct Content<'f, R: BufRead> {
    reader: Reader<R>,
    buffer: Vec<u8>,
    /// Names of table styles that hide their sheets.
    hidden: Vec<String>,
    file: &'f str,
}

/// A cell of a row: where it begins, how often it stands there, what it holds.
struct Run {
    column: u32,
    repeated: u32,
    cell: Cell,
}

impl<R: BufRead> Content<'_, R> {
    fn next(&mut self) -> Result<Event<'_>> {
        self.buffer.clear();
        match self.reader.read_event_into(&mut self.buffer) {
            Ok(Event::Eof) => Err(damaged(self.file, "content.xml")),
            Ok(event) => Ok(event),
            Err(e) => Err(damaged(self.file, e)),
        }
    }

    /// Passes over the element that has just begun.
    fn skip(&mut self) -> Result<()> {
        let mut depth = 1u64;
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn table(&mut self, intake: &mut Intake, mut draft: Draft) -> Result<Draft> {
        let mut row = 0u32;
        loop {
            let (repeated, hidden) = match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-row" => (repeats(&tag, "number-rows-repeated"), is_hidden(&tag)),
                    name if SKIPPED.contains(&name) => {
                        self.skip()?;
                        continue;
                    }
                    _ => continue,
                },
                Event::End(tag) if tag.local_name().as_ref() == "table" => return Ok(draft),
                _ => continue,
            };
            let runs = self.row(intake, &mut draft, row)?;
            let copies = if runs.is_empty() { 0 } else { repeated };
            for copy in 0..copies {
                let row = row.saturating_add(copy);
                put_runs(intake, &mut draft, row, &runs)?;
                if hidden {
                    draft.hide_row(row);
                }
            }
            row = row.saturating_add(repeated);
        }
    }

    fn row(&mut self, intake: &mut Intake, draft: &mut Draft, row: u32) -> Result<Vec<Run>> {
        let mut runs = Vec::new();
        let mut column = 0u32;
        loop {
            let (repeated, value) = match self.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "table-cell" | "covered-table-cell" => {
                        let across = repeats(&tag, "number-columns-spanned");
                        let down = repeats(&tag, "number-rows-spanned");
                        if across > 1 || down > 1 {
                            let to = (row.saturating_add(down - 1), column.saturating_add(across - 1));
                            draft.merge((row, column), to);
                        }
                        (repeats(&tag, "number-columns-repeated"), Value::of(&tag))
                    }
                    _ => {
                        self.skip()?;
                        continue;
                    }
                },
                Event::End(tag) if tag.local_name().as_ref() == "table-row" => return Ok(runs),
                _ => continue,
            };
            let text = self.paragraphs()?;
            let cell = value.cell(intake, draft, (row, column), &text)?;
            if cell != Cell::Empty {
                runs.push(Run { column, repeated, cell });
            }
            column = column.saturating_add(repeated);
        }
    }

    /// The text of the cell that has just begun, paragraph by paragraph.
    fn paragraphs(&mut self) -> Result<String> {
        let mut text = String::new();
        let mut n_paragraphs = 0;
        let mut depth = 1u64;
        while depth > 0 {
            let event = self.next()?;
            match &event {
                Event::Start(tag) => {
                    depth += 1;
                    match tag.local_name().as_ref() {
                        "p" | "h" => {
                            if n_paragraphs > 0 {
                                text.push('\n');
                            }
                            n_paragraphs += 1;
                        }
                        "s" => {
                            let n = xml::number(tag, "c").unwrap_or(1).min(1 << 16);
                            text.extend(std::iter::repeat_n(' ', n as usize));
                        }
                        "tab" => text.push('\t'),
                        "line-break" => text.push('\n'),
                        name if SKIPPED.contains(&name) => {
                            self.skip()?;
                            depth -= 1;
                        }
                        _ => {}
                    }
                }
                Event::End(_) => depth -= 1,
                // White space between paragraphs is the writer's.
                event if n_paragraphs > 0 && depth > 1 => xml::add_text(event, &mut text),
                _ => {}
            }
        }
        Ok(text)
    }
}

fn put_runs(intake: &mut Intake, draft: &mut Draft, row: u32, runs: &[Run]) -> Result<()> {
    for run in runs {
        for copy in 0..run.repeated {
            intake.put(draft, row, run.column.saturating_add(copy), run.cell)?;
        }
    }
    Ok(())
}

fn repeats(tag: &BytesStart, name: &str) -> u32 {
    xml::number(tag, name).unwrap_or(1).max(1)
}

fn is_hidden(tag: &BytesStart) -> bool {
    matches!(attribute(tag, "visibility").as_deref(), Some("collapse" | "filter"))
}

/// What the attributes of a cell say that it holds.
enum Value {
    Number(f64),
    Flag(bool),
    Date(String),
    /// The text shown, or this one instead.
    Text(Option<String>),
    Error,
}

impl Value {
    fn of(tag: &BytesStart) -> Value {
        let (mut kind, mut is_error) = (String::new(), false);
        for found in tag.attributes().with_checks(false).flatten() {
            if found.key.local_name().as_ref() == "value-type" {
                is_error |= &*found.value == "error";
                if kind.is_empty() || found.key.as_ref().starts_with("office:") {
                    kind = found.value.to_string();
                }
            }
        }
        if is_error {
            return Value::Error;
        }
        match kind.as_str() {
            "float" | "percentage" | "currency" => {
                match attribute(tag, "value").and_then(|v| v.trim().parse().ok()) {
                    Some(number) => Value::Number(number),
                    None => Value::Text(None),
                }
            }
            "boolean" => Value::Flag(attribute(tag, "boolean-value").as_deref() == Some("true")),
            "date" => Value::Date(attribute(tag, "date-value").unwrap_or_default()),
            _ => Value::Text(attribute(tag, "string-value")),
        }
    }

    fn cell(self, intake: &mut Intake, draft: &Draft, at: (u32, u32), shown: &str) -> Result<Cell> {
        match self {
            Value::Number(number) => Ok(number_cell(number)),
            Value::Flag(flag) => Ok(Cell::Flag(flag)),
            Value::Error => Ok(Cell::Error),
            Value::Date(date) => match iso_moment(&date) {
                Some(moment) => Ok(Cell::Moment(moment)),
                None => intake.text(draft, at.0, at.1, if shown.is_empty() { &date } else { shown }),
            },
            Value::Text(text) => intake.text(draft, at.0, at.1, text.as_deref().unwrap_or(shown)),
        }
    }
}
