//! What a file is, told by its first bytes. The name and its extension are never asked.
//!
//! Promises: any bytes give an answer, without reading more than the head.

use super::charset;

/// Bytes that decide.
pub const HEAD: usize = 1 << 14;

/// What the head of a file says that it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Empty,
    /// A zip: which one, its parts tell.
    Zip,
    /// An OLE container: which one, its streams tell.
    Ole,
    /// A raw Excel stream: `old` for Excel 2 to 4.
    Biff {
        old: bool,
    },
    Html,
    SpreadsheetMl,
    Mhtml,
    OtherXml,
    Pdf,
    Json,
    Image,
    Archive,
    Rtf,
    /// Readable text: perhaps separated values.
    Text,
    /// Nothing that anybody here can read.
    Binary,
}

/// The beginnings that a container or picture can't do without.
const MAGIC: [(&[u8], Kind); 16] = [
    (b"PK\x03\x04", Kind::Zip),
    (b"PK\x05\x06", Kind::Zip),
    (b"PK\x07\x08PK", Kind::Zip),
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Kind::Ole),
    (b"%PDF", Kind::Pdf),
    (b"{\\rtf", Kind::Rtf),
    (b"\x89PNG", Kind::Image),
    (b"\xFF\xD8\xFF", Kind::Image),
    (b"GIF8", Kind::Image),
    (b"II*\0", Kind::Image),
    (b"MM\0*", Kind::Image),
    (b"\x01\0\0\0\x58\0\0\0", Kind::Image),
    (b"Rar!\x1A\x07", Kind::Archive),
    (b"7z\xBC\xAF\x27\x1C", Kind::Archive),
    (b"\x1F\x8B\x08", Kind::Archive),
    (b"BZh", Kind::Archive),
];

/// Tells what `head`, the first [`HEAD`] bytes of a file, begins.
pub fn sniff(head: &[u8]) -> Kind {
    if head.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, kind)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return *kind;
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Kind::Image;
    }
    if let Some(kind) = raw_biff(head) {
        return kind;
    }
    sniff_text(head)
}

/// BOF records of Excel streams outside of any container: 0x0009, 0x0209, 0x0409 and 0x0809.
fn raw_biff(head: &[u8]) -> Option<Kind> {
    let &[kind, version, length, 0, ..] = head else { return None };
    let plausible = kind == 9 && (4..=16).contains(&length);
    match version {
        0 | 2 | 4 if plausible => Some(Kind::Biff { old: true }),
        8 if plausible => Some(Kind::Biff { old: false }),
        _ => None,
    }
}

fn sniff_text(head: &[u8]) -> Kind {
    let text = charset::decode(head, None);
    if is_binary(&text) {
        return Kind::Binary;
    }
    let text = text.trim_start_matches(['\u{feff}', '\0']).trim_start();
    if text.is_empty() {
        return Kind::Empty;
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("mime-version") || (lower.contains("\nmime-version:") && looks_like_headers(&lower))
    {
        return Kind::Mhtml;
    }
    if lower.contains("urn:schemas-microsoft-com:office:spreadsheet") && !lower.contains("<html") {
        return Kind::SpreadsheetMl;
    }
    if lower.starts_with('<') {
        return markup(&lower);
    }
    if lower.starts_with('{') || lower.starts_with('[') {
        return if looks_like_json(text) { Kind::Json } else { Kind::Text };
    }
    // A page may begin with stray text or a header line of the server.
    if lower.contains("<table") || lower.contains("<html") { Kind::Html } else { Kind::Text }
}

fn markup(lower: &str) -> Kind {
    const HTML: [&str; 12] = [
        "<html",
        "<!doctype html",
        "<table",
        "<head",
        "<body",
        "<meta",
        "<style",
        "<script",
        "<div",
        "<tr",
        "<center",
        "<form",
    ];
    let is_xml = lower.starts_with("<?xml");
    if lower.contains("<html") || (!is_xml && HTML.iter().any(|tag| lower.contains(tag))) {
        return Kind::Html;
    }
    if is_xml && lower.contains("<table") {
        return Kind::Html;
    }
    if lower.contains("mso-application") && lower.contains("excel.sheet") {
        return Kind::SpreadsheetMl;
    }
    Kind::OtherXml
}

/// Mail headers: every line before the one in question is `Name: value` or continues one.
fn looks_like_headers(lower: &str) -> bool {
    let before = lower.split("\nmime-version:").next().unwrap_or("");
    before.lines().all(|line| {
        let name = line.split(':').next().unwrap_or("");
        line.starts_with([' ', '\t'])
            || (line.contains(':')
                && !name.is_empty()
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    })
}

/// `{"a": …`, `[{…`, `[1, …`: brackets that a table would hardly begin with.
fn looks_like_json(text: &str) -> bool {
    let inside = text[1..].trim_start();
    match text.as_bytes()[0] {
        b'{' => inside.starts_with('"') || inside.starts_with('}'),
        _ => inside.starts_with(['{', '[', '"', ']']) && !text.lines().next().unwrap_or("").contains("],"),
    }
}

/// Control characters that no text has.
fn is_binary(text: &str) -> bool {
    let controls =
        text.chars().filter(|c| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}'));
    let n = controls.count();
    n * 50 > text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_by_their_magic() {
        assert_eq!(sniff(b""), Kind::Empty);
        assert_eq!(sniff(b" \r\n\t "), Kind::Empty);
        assert_eq!(sniff(b"PK\x03\x04...."), Kind::Zip);
        assert_eq!(sniff(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), Kind::Ole);
        assert_eq!(sniff(b"%PDF-1.7"), Kind::Pdf);
        assert_eq!(sniff(b"\x89PNG\r\n\x1a\n"), Kind::Image);
        assert_eq!(sniff(&[9, 4, 6, 0, 0, 0, 16, 0]), Kind::Biff { old: true });
        assert_eq!(sniff(&[9, 8, 16, 0, 0, 6, 5, 0]), Kind::Biff { old: false });
    }

    #[test]
    fn pages_with_marks_spaces_and_other_encodings() {
        assert_eq!(sniff(b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>"), Kind::Html);
        assert_eq!(sniff("\u{feff}\r\n  <TABLE border=1>".as_bytes()), Kind::Html);
        let utf16: Vec<u8> = "\u{feff}<html><body>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sniff(&utf16), Kind::Html);
        assert_eq!(sniff(b"<?xml version='1.0'?><!DOCTYPE html><html>"), Kind::Html);
        assert_eq!(sniff(b"MIME-Version: 1.0\r\nContent-Type: multipart/related"), Kind::Mhtml);
        assert_eq!(sniff(b"From: <x>\r\nSubject: y\r\nMIME-Version: 1.0\r\n"), Kind::Mhtml);
    }

    #[test]
    fn xml_json_and_text() {
        let workbook = b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\n<Workbook>";
        assert_eq!(sniff(workbook), Kind::SpreadsheetMl);
        assert_eq!(sniff(b"<?xml version=\"1.0\"?><rss>"), Kind::OtherXml);
        assert_eq!(sniff(b"{\"rows\": []}"), Kind::Json);
        assert_eq!(sniff(b"[{\"a\":1}]"), Kind::Json);
        assert_eq!(sniff(b"a,b\n1,2\n"), Kind::Text);
        assert_eq!(sniff(&[0x13, 0x37, 0, 1, 2, 3, 4, 5, 6, 7, 8]), Kind::Binary);
    }
}
