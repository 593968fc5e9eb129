//! Bytes of a text file → text: byte-order mark, then UTF-16 by its zero bytes, then UTF-8 if the
//! bytes are that, then what the file says of itself, then the code page of Vietnamese Windows.
//!
//! Promises: any bytes give a text; a UTF-8 file with a few broken bytes stays UTF-8.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use simdutf8::basic::from_utf8;

/// How many bytes are looked at when the encoding is guessed.
const SAMPLE: usize = 1 << 20;

/// The text of a file. `declared` is the label that the file gives itself, if any.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Cow<'a, str> {
    let (encoding, skip) = guess(bytes, declared);
    let bytes = &bytes[skip..];
    match from_utf8(bytes) {
        Ok(text) if encoding == UTF_8 => Cow::Borrowed(text),
        _ => encoding.decode_without_bom_handling(bytes).0,
    }
}

/// The encoding of `bytes` and the length of their byte-order mark.
pub(super) fn guess(bytes: &[u8], declared: Option<&str>) -> (&'static Encoding, usize) {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return (encoding, skip);
    }
    if let Some(encoding) = utf16_by_zeros(bytes) {
        return (encoding, 0);
    }
    if mostly_utf8(bytes) {
        return (UTF_8, 0);
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    match named {
        Some(encoding) if encoding != UTF_8 && encoding != UTF_16LE && encoding != UTF_16BE => (encoding, 0),
        _ if looks_tcvn3(bytes) => (WINDOWS_1252, 0),
        _ => (WINDOWS_1258, 0),
    }
}

/// Text in UTF-16 without a mark: every other byte is often zero (commas, digits, line ends).
fn utf16_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096) & !1];
    let n_pairs = sample.len() / 2;
    if n_pairs < 2 {
        return None;
    }
    let zeros = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    match () {
        () if second * 4 >= n_pairs && first * 20 <= n_pairs => Some(UTF_16LE),
        () if first * 4 >= n_pairs && second * 20 <= n_pairs => Some(UTF_16BE),
        () => None,
    }
}

/// Valid UTF-8, or nearly: far more good multi-byte letters than broken bytes.
fn mostly_utf8(bytes: &[u8]) -> bool {
    if from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut good, mut broken) = (0usize, 0usize);
    for chunk in bytes[..bytes.len().min(SAMPLE)].utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    good > broken.saturating_mul(10)
}

/// TCVN3 (.VnTime) text uses the letters of windows-1252 as Vietnamese ones; it must arrive as those,
/// the way a spreadsheet has it. In windows-1258 the five combining tones would be frequent instead.
fn looks_tcvn3(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let tcvn3 = sample.iter().filter(|b| matches!(b, 0xA8..=0xAE | 0xB5..=0xB9)).count();
    let tones = sample.iter().filter(|b| matches!(b, 0xCC | 0xD2 | 0xDE | 0xEC | 0xF2)).count();
    tcvn3 > tones
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_with_and_without_mark() {
        assert_eq!(decode("Số hồ sơ".as_bytes(), None), "Số hồ sơ");
        assert_eq!(decode("\u{feff}Số hồ sơ".as_bytes(), None), "Số hồ sơ");
        assert_eq!(decode("Số hồ sơ".as_bytes(), Some("windows-1258")), "Số hồ sơ", "valid UTF-8 wins");
    }

    #[test]
    fn utf16_with_and_without_mark() {
        let text = "Số hồ sơ;Ngày nhận\r\n1;2\r\n";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(decode(&little, None), text);
        assert_eq!(decode(&big, None), text);
        assert_eq!(decode(&[&[0xFF, 0xFE], little.as_slice()].concat(), None), text);
        assert_eq!(decode(&[&[0xFE, 0xFF], big.as_slice()].concat(), None), text);
    }

    #[test]
    fn windows_1258_is_the_last_resort() {
        // "Nguyễn Văn Đạt" as Windows writes it: ê + combining tilde, ă, Đ, a + dot below.
        let bytes = b"Nguy\xEA\xDEn V\xE3n \xD0a\xF2t";
        assert_eq!(decode(bytes, None), "Nguyê\u{303}n Văn Đa\u{323}t");
    }

    #[test]
    fn a_broken_byte_does_not_spoil_utf8() {
        let mut bytes = "Số hồ sơ đã tiếp nhận, đã giải quyết, đã trả".as_bytes().to_vec();
        bytes.truncate(bytes.len() - 1);
        assert!(decode(&bytes, None).starts_with("Số hồ sơ đã tiếp nhận"));
    }

    #[test]
    fn tcvn3_keeps_its_own_letters() {
        // "Hộ tịch, xã" in TCVN3.
        let bytes = b"\xB9\xB8\xA8 H\xE9 t\xDAch x\xB7 \xAE\xB5";
        assert!(decode(bytes, None).contains("x·"));
    }
}
