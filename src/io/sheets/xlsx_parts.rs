//! The parts of an xlsx around its sheets: which sheets there are, what the cell formats show, the
//! shared texts.

use std::collections::HashMap;
use std::io::Read;

use super::biff::{self, Shows};
use super::intake::{Draft, Intake, damaged};
use super::markup::{Broken, Markup, Piece, add_text};
use super::package::{self, Archive, Relation};
use super::{read_ahead, xml};
use crate::domain::cell::{Cell, TextId};
use crate::error::{Error, Result};

/// A sheet as the workbook lists it.
pub(super) struct Listed {
    pub name: String,
    pub hidden: bool,
    /// The kind of its part (`worksheet`, `chartsheet` …) and its name in the zip.
    pub part: Option<(String, String)>,
}

/// The workbook part.
pub(super) struct Contents {
    pub sheets: Vec<Listed>,
    pub date_1904: bool,
    relations: Vec<Relation>,
}

impl Contents {
    pub fn read(archive: &mut Archive) -> Option<Contents> {
        let (main, relations) = package::relations(archive, "xl/workbook.xml");
        let workbook = package::text_of(archive, &main)?;
        let mut contents = Contents { sheets: Vec::new(), date_1904: false, relations };
        package::start_tags(&workbook, |tag| match tag.local_name().as_ref() {
            "workbookPr" => {
                // Newer Excel adds an element of the same local name that does not say it again.
                let date_1904 = xml::attribute(tag, "date1904").unwrap_or_default();
                contents.date_1904 |= matches!(date_1904.as_str(), "1" | "true" | "on");
            }
            "sheet" => {
                let id = xml::attribute(tag, "id");
                let relation = contents.relations.iter().find(|relation| Some(&relation.id) == id.as_ref());
                contents.sheets.push(Listed {
                    name: xml::attribute(tag, "name").unwrap_or_default(),
                    hidden: xml::attribute(tag, "state").is_some_and(|state| state != "visible"),
                    part: relation.map(|relation| (relation.kind.clone(), relation.part.clone())),
                });
            }
            _ => {}
        });
        Some(contents)
    }

    /// The name in the zip of the part of this kind, which usually lies beside the workbook.
    fn part(&self, archive: &Archive, kind: &str, usual: &str) -> Option<String> {
        let named = self.relations.iter().find(|relation| relation.kind == kind);
        let named = named.and_then(|relation| package::part_name(archive, &relation.part));
        named.or_else(|| package::part_name(archive, usual))
    }

    /// What each cell format shows; without a readable part all are numbers.
    pub fn cell_formats(&self, archive: &mut Archive) -> Vec<Shows> {
        let styles = self.part(archive, "styles", "xl/styles.xml");
        let styles = styles.and_then(|name| package::text_of(archive, &name)).unwrap_or_default();
        let mut own: HashMap<u32, Shows> = HashMap::new();
        let mut formats = Vec::new();
        let mut reader = quick_xml::Reader::from_str(&styles);
        let mut in_cell_formats = false;
        loop {
            use quick_xml::events::Event;
            match reader.read_event() {
                Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        let text = xml::attribute(&tag, "formatCode").unwrap_or_default();
                        if let Some(number) = xml::number(&tag, "numFmtId") {
                            own.insert(number, biff::custom(&text));
                        }
                    }
                    "cellXfs" => in_cell_formats = true,
                    "xf" if in_cell_formats => {
                        let number = xml::number(&tag, "numFmtId").unwrap_or(0);
                        let built_in = || biff::built_in(u16::try_from(number).unwrap_or(0));
                        formats.push(own.get(&number).copied().unwrap_or_else(built_in));
                    }
                    _ => {}
                },
                Ok(Event::End(tag)) if tag.local_name().as_ref() == "cellXfs" => return formats,
                Ok(Event::Eof) | Err(_) => return formats,
                _ => {}
            }
        }
    }
}

/// The texts that cells name by their number; the first stands at the beginning of the pool.
#[derive(Default)]
pub(super) struct SharedTexts {
    n: u32,
    /// Those that no cell can hold.
    odd: HashMap<u32, Odd>,
}

#[derive(Clone, Copy)]
enum Odd {
    Blank,
    TooLong,
}

impl SharedTexts {
    /// Reads them into the pool of `intake`, in which nothing else may be yet.
    pub fn read(contents: &Contents, archive: &mut Archive, intake: &mut Intake) -> Result<SharedTexts> {
        let mut shared = SharedTexts::default();
        let Some(name) = contents.part(archive, "sharedStrings", "xl/sharedStrings.xml") else {
            return Ok(shared);
        };
        let part = archive.by_name(&name).map_err(|e| damaged(intake.file, e))?;
        let size = part.size();
        read_ahead::with(part, size, |part| shared.read_from(Markup::new(part), size, intake))?;
        Ok(shared)
    }

    fn read_from<R: Read>(&mut self, mut markup: Markup<R>, size: u64, intake: &mut Intake) -> Result<()> {
        let file = intake.file;
        let broken = |Broken(cause)| damaged(file, format!("sharedStrings: {cause}"));
        let mut text = String::new();
        loop {
            match markup.next().map_err(broken)? {
                None => return Err(damaged(file, "sharedStrings: breaks off")),
                Some(Piece::Open(tag)) if tag.name == b"sst" => {
                    check_count(tag.attribute(b"uniqueCount"), size, intake)?;
                    if tag.is_closed {
                        return Ok(());
                    }
                }
                Some(Piece::Open(tag)) if tag.name == b"si" => {
                    text.clear();
                    if !tag.is_closed {
                        rich_text(&mut markup, b"si", &mut text).map_err(broken)?;
                    }
                    self.add(&text, intake)?;
                }
                Some(Piece::Close(b"sst")) => return Ok(()),
                _ => {}
            }
        }
    }

    fn add(&mut self, text: &str, intake: &mut Intake) -> Result<()> {
        let odd = match text {
            "" => Some(Odd::Blank),
            text if intake.is_too_long(text) => Some(Odd::TooLong),
            _ => None,
        };
        if let Some(odd) = odd {
            self.odd.insert(self.n, odd);
        }
        intake.shared_text(if odd.is_some() { "" } else { text })?;
        self.n = self.n.checked_add(1).ok_or_else(|| intake.out_of_memory())?;
        Ok(())
    }

    /// The cell that names a text; `None` if there is no such text.
    pub fn cell(
        &self,
        intake: &Intake,
        draft: &Draft,
        at: (u32, u32),
        n: u32,
    ) -> Option<Result<Cell, Error>> {
        if n >= self.n {
            return None;
        }
        Some(match self.odd.get(&n).filter(|_| !self.odd.is_empty()) {
            None => Ok(Cell::Text(TextId(n))),
            Some(Odd::Blank) => Ok(Cell::Empty),
            Some(Odd::TooLong) => Err(intake.too_long(draft, at.0, at.1)),
        })
    }
}

/// A count that no part of this size can have is a lie, and what follows it is none the better.
fn check_count(claimed: Option<&[u8]>, size: u64, intake: &Intake) -> Result<()> {
    let claimed = claimed.and_then(|count| std::str::from_utf8(count).ok()?.trim().parse::<u64>().ok());
    let claimed = claimed.unwrap_or(0);
    // The shortest text takes five bytes of XML.
    let impossible = claimed > size / 5 + (1 << 20);
    if impossible || claimed.saturating_mul(32) > intake.limits.max_memory_bytes {
        return Err(damaged(intake.file, format!("sharedStrings uniqueCount {claimed}")));
    }
    Ok(())
}

/// Adds the text of the element `within`, which has been opened: all its `t` but the phonetic ones.
pub(super) fn rich_text<R: std::io::Read>(
    markup: &mut Markup<R>,
    within: &[u8],
    to: &mut String,
) -> Result<(), Broken> {
    let mut is_phonetic = false;
    // Where the text of a `t` begins, and whether its edges count.
    let mut open: Option<(usize, bool)> = None;
    while let Some(piece) = markup.next()? {
        match piece {
            Piece::Open(tag) if tag.name == b"rPh" => is_phonetic = !tag.is_closed,
            Piece::Close(b"rPh") => is_phonetic = false,
            Piece::Open(tag) if tag.name == b"t" && !is_phonetic && !tag.is_closed => {
                open = Some((to.len(), tag.attribute(b"space") == Some(b"preserve")));
            }
            Piece::Text(raw) if open.is_some() => add_text(raw, to),
            Piece::CData(raw) if open.is_some() => to.push_str(&String::from_utf8_lossy(raw)),
            Piece::Close(b"t") => {
                if let Some((from, preserve)) = open.take() {
                    settle_text(to, from, preserve);
                }
            }
            Piece::Close(name) if name == within => return Ok(()),
            _ => {}
        }
    }
    Err(Broken("a text that breaks off"))
}

/// Trims the text from `from` on, unless its edges count, and resolves `_x000D_`.
pub(super) fn settle_text(text: &mut String, from: usize, preserve: bool) {
    let blank = [' ', '\t', '\r', '\n'];
    let own = &text[from..];
    let trimmed = if preserve { own } else { own.trim_matches(blank) };
    if trimmed.len() < own.len() || trimmed.contains("_x") {
        let resolved = without_escapes(trimmed);
        text.truncate(from);
        text.push_str(&resolved);
    }
}

/// `_x000D_` is how Excel writes characters that XML can't hold (ECMA-376 part 1, 22.9.2.19).
fn without_escapes(text: &str) -> String {
    let unit = |text: &str| {
        let hex = text.strip_prefix("_x")?.get(..5)?.strip_suffix('_')?;
        let is_hex = hex.bytes().all(|byte| byte.is_ascii_hexdigit());
        u16::from_str_radix(hex, 16).ok().filter(|_| is_hex)
    };
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(i) = rest.find("_x") {
        resolved.push_str(&rest[..i]);
        rest = &rest[i..];
        let mut units = Vec::new();
        while let Some(next) = unit(rest) {
            units.push(next);
            rest = &rest[7..];
        }
        if units.is_empty() {
            resolved.push_str("_x");
            rest = &rest[2..];
        }
        resolved.push_str(&String::from_utf16_lossy(&units));
    }
    resolved.push_str(rest);
    resolved
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_of_excel() {
        assert_eq!(without_escapes("a_x000D_b_x000d__x000A_"), "a\rb\r\n");
        assert_eq!(without_escapes("_xD83D__xDE00_ _x005F_x000D_"), "\u{1F600} _x000D_");
        for text in ["_x", "_x12_", "_xZZZZ_", "_x+123_", "ma_xa_hoi", "_x12\u{1EA1}"] {
            assert_eq!(without_escapes(text), text);
        }
    }

    #[test]
    fn edges_count_where_they_are_kept() {
        let settled = |text: &str, preserve| {
            let mut text = format!("|{text}");
            settle_text(&mut text, 1, preserve);
            text
        };
        assert_eq!(settled(" a\n", false), "|a");
        assert_eq!(settled(" a\n", true), "| a\n");
        assert_eq!(settled("\u{A0}a", false), "|\u{A0}a");
    }
}
