//! What the cell reader of calamine does not tell of an xlsx sheet: merged areas and hidden rows.
//!
//! Looks for the few tags it wants without parsing the millions of others. Promises: a second pass
//! costs little more than unpacking; a damaged part gives what was found up to the damage.

use std::io::Read;

use memchr::memmem::Finder;

use super::intake::{Draft, SHEET_COLUMNS, SHEET_ROWS};
use super::package::Archive;

/// Bytes looked at at a time.
const CHUNK: usize = 1 << 18;
/// The longest tag that is kept whole across two chunks.
const TAG: usize = 1 << 12;

/// Adds the merged areas and hidden rows of the sheet in `part`.
pub(super) fn merges_and_hidden_rows(archive: &mut Archive, part: &str, draft: &mut Draft) {
    let Ok(mut part) = archive.by_name(part) else { return };
    let merge = Finder::new("mergeCell ");
    let hidden = Finder::new("hidden=\"");
    let mut buffer = vec![0u8; CHUNK + TAG];
    let mut kept = 0;
    loop {
        let n = match part.read(&mut buffer[kept..]) {
            Ok(0) | Err(_) => return,
            Ok(n) => n,
        };
        let text = &buffer[..kept + n];
        // Tags that end in the last bytes are looked at with the next chunk.
        let whole = memchr::memrchr(b'>', text).map_or(0, |end| end + 1);
        for at in merge.find_iter(&text[..whole]) {
            take_merge(tag_around(&text[..whole], at), draft);
        }
        for at in hidden.find_iter(&text[..whole]) {
            take_hidden(tag_around(&text[..whole], at), draft);
        }
        let rest = (text.len() - whole).min(TAG);
        let from = text.len() - rest;
        buffer.copy_within(from..from + rest, 0);
        kept = rest;
    }
}

/// The tag, without its brackets, that the byte at `at` stands in.
fn tag_around(text: &[u8], at: usize) -> &str {
    let start = memchr::memrchr(b'<', &text[..at]).map_or(at, |i| i + 1);
    let end = memchr::memchr(b'>', &text[at..]).map_or(text.len(), |i| at + i);
    std::str::from_utf8(&text[start..end]).unwrap_or("")
}

fn local_name(tag: &str) -> &str {
    let name = tag.split([' ', '\t', '\r', '\n', '/']).next().unwrap_or("");
    name.rsplit(':').next().unwrap_or(name)
}

fn value<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

fn take_merge(tag: &str, draft: &mut Draft) {
    let area = value(tag, "ref").filter(|_| local_name(tag) == "mergeCell");
    let corners = area.and_then(|area| area.split_once(':'));
    if let Some((from, to)) = corners
        && let (Some(from), Some(to)) = (position(from), position(to))
    {
        draft.merge(from, to);
    }
}

fn take_hidden(tag: &str, draft: &mut Draft) {
    let is_hidden = local_name(tag) == "row" && matches!(value(tag, "hidden"), Some("1" | "true"));
    let row: Option<u32> = value(tag, "r").and_then(|row| row.parse().ok());
    if let (true, Some(row @ 1..)) = (is_hidden, row) {
        draft.hide_row(row - 1);
    }
}

/// `$B$12` as a 0-based row and column, if it lies in a sheet.
fn position(reference: &str) -> Option<(u32, u32)> {
    let reference = reference.replace('$', "");
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic).count();
    let column = reference
        .bytes()
        .take(letters.min(4))
        .fold(0u32, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row: u32 = reference[letters..].parse().ok()?;
    let inside = (1..=3).contains(&letters) && column <= SHEET_COLUMNS && (1..=SHEET_ROWS).contains(&row);
    inside.then(|| (row - 1, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions() {
        assert_eq!(position("A1"), Some((0, 0)));
        assert_eq!(position("$XFD$1048576"), Some((1_048_575, 16_383)));
        for wrong in ["XFE1", "A1048577", "A0", "1", "A", "", "AAAAA1", "É1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn tags() {
        assert_eq!(local_name("x:mergeCell ref=\"A1:B2\"/"), "mergeCell");
        assert_eq!(value("row r=\"3\" hidden=\"1\"", "hidden"), Some("1"));
        assert_eq!(tag_around(b"<a><b c=\"1\"/>", 7), "b c=\"1\"/");
    }
}
