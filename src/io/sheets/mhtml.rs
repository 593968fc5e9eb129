//! MHTML ("single file web page"): the pages inside the mail envelope, read as HTML tables.
//!
//! Promises: parts in quoted-printable, base64 or plain are decoded; an envelope that breaks off
//! gives the parts that are there; nothing that a part refers to is followed.

use std::borrow::Cow;

use super::charset;
use super::html::{self, Page};
use crate::domain::cell::{Format, Workbook};
use crate::domain::settings::Import;
use crate::error::Result;

/// Envelopes in envelopes that are opened.
const MAX_DEPTH: usize = 4;

/// Reads the bytes of a file.
pub(super) fn read(bytes: &[u8], limits: &Import, file: &str) -> Result<Workbook> {
    let decoded;
    let bytes = match charset::guess(bytes, None) {
        (encoding, _) if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE => {
            decoded = charset::decode(bytes, None).into_owned();
            decoded.as_bytes()
        }
        (_, skip) => &bytes[skip..],
    };
    let mut pages = Vec::new();
    take_part(bytes, 0, &mut pages);
    html::read(&pages, Format::Mhtml, limits, file)
}

fn take_part<'a>(part: &'a [u8], depth: usize, pages: &mut Vec<Page<'a>>) {
    let (headers, body) = split_headers(part);
    let kind = header(&headers, "content-type").unwrap_or_default();
    if let (Some(boundary), true) = (parameter(&kind, "boundary"), depth < MAX_DEPTH) {
        for inner in split_parts(body, boundary.as_bytes()) {
            take_part(inner, depth + 1, pages);
        }
    } else if kind.to_ascii_lowercase().starts_with("text/html") {
        let encoding = header(&headers, "content-transfer-encoding").unwrap_or_default();
        let bytes = match encoding.trim().to_ascii_lowercase().as_str() {
            "quoted-printable" => Cow::Owned(quoted_printable(body)),
            "base64" => Cow::Owned(base64(body)),
            _ => Cow::Borrowed(body),
        };
        pages.push(Page { bytes, charset: parameter(&kind, "charset") });
    }
}

/// The headers, unfolded, and the body after the first blank line.
fn split_headers(part: &[u8]) -> (String, &[u8]) {
    let mut at = 0;
    while at < part.len() {
        let end = memchr::memchr(b'\n', &part[at..]).map_or(part.len(), |i| at + i + 1);
        let line = part[at..end].trim_ascii();
        if line.is_empty() && at > 0 {
            let headers = String::from_utf8_lossy(&part[..at]).replace("\r\n", "\n");
            return (headers.replace("\n ", " ").replace("\n\t", " "), &part[end..]);
        }
        at = end;
    }
    (String::new(), part)
}

fn header(headers: &str, name: &str) -> Option<String> {
    let lines = headers.lines().filter_map(|line| line.split_once(':'));
    let mut values = lines.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    values.next().map(|(_, value)| value.trim().to_string())
}

/// `name="value"` or `name=value` behind a content type.
fn parameter(value: &str, name: &str) -> Option<String> {
    let parts = value.split(';').skip(1).filter_map(|part| part.split_once('='));
    let mut named = parts.filter(|(key, _)| key.trim().eq_ignore_ascii_case(name));
    named
        .next()
        .map(|(_, value)| value.trim().trim_matches('"').to_string())
        .filter(|value| !value.is_empty())
}

/// The pieces between the lines `--boundary`.
fn split_parts<'a>(body: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mark = [b"--", boundary].concat();
    let marks: Vec<usize> = memchr::memmem::find_iter(body, &mark).collect();
    let starts = marks.iter().map(|at| at + mark.len());
    let ends = marks.iter().skip(1).copied().chain([body.len()]);
    starts.zip(ends).filter(|(start, end)| start <= end).map(|(start, end)| &body[start..end]).collect()
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'=' {
            bytes.push(first);
            continue;
        }
        let digit = |i: usize| after.get(i).and_then(|b| char::from(*b).to_digit(16));
        if let (Some(high), Some(low)) = (digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = &after[2..];
        } else if let Some(next_line) = after.strip_prefix(b"\r\n").or(after.strip_prefix(b"\n")) {
            rest = next_line;
        } else {
            bytes.push(first);
        }
    }
    bytes
}

/// Everything that is no letter of the alphabet is passed over.
fn base64(body: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut n_bits) = (0u32, 0u32);
    for letter in body {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFF_FFFF;
        n_bits += 6;
        if n_bits >= 8 {
            n_bits -= 8;
            bytes.push((bits >> n_bits) as u8);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings() {
        assert_eq!(quoted_printable(b"S=E1=BB=91 h=\r\n=E1=BB=93=3D=ZZ="), "Số hồ==ZZ=".as_bytes());
        assert_eq!(base64(b"U+G7\r\nkSBo4buT"), "Số hồ".as_bytes());
        assert_eq!(base64(b"U+G7kQ=="), "Số".as_bytes());
    }

    #[test]
    fn folded_headers_and_parameters() {
        let (headers, body) = split_headers(
            b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x y\"\r\n\r\nbody",
        );
        let kind = header(&headers, "Content-Type").unwrap();
        assert_eq!(parameter(&kind, "boundary").as_deref(), Some("x y"));
        assert_eq!(body, b"body");
    }
}
