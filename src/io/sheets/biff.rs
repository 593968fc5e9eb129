//! The records of a BIFF stream (Excel 5 to 2003) and the texts inside them.
//!
//! Promises: a record or text that claims more than is there ends in `None`, never outside of the
//! stream. Layouts after [MS-XLS] 2.1.4 (record), 2.5.293 (XLUnicodeRichExtendedString), 2.5.294
//! (XLUnicodeString) and 2.4.265 (SST).

use encoding_rs::{Encoding, WINDOWS_1252};

use super::ole::{u16_at, u32_at};

pub(super) const CONTINUE: u16 = 0x003C;

/// One record: its type, its bytes, and where the next begins.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub kind: u16,
    pub bytes: &'a [u8],
    pub next: usize,
}

/// The record at `at`; `None` at the end of the stream or where it breaks off.
pub(super) fn record(stream: &[u8], at: usize) -> Option<Record<'_>> {
    let header = stream.get(at..at.checked_add(4)?)?;
    let next = at + 4 + usize::from(u16_at(header, 2));
    Some(Record { kind: u16_at(header, 0), bytes: stream.get(at + 4..next)?, next })
}

/// How the texts of a stream are written.
#[derive(Clone, Copy)]
pub(super) struct Script {
    /// Excel 97 and later: UTF-16, perhaps with its zero bytes left out.
    pub is_biff8: bool,
    pub encoding: &'static Encoding,
}

impl Script {
    /// The encoding of a code page number.
    pub fn encoding_of(code_page: u16) -> &'static Encoding {
        let label = match code_page {
            874 => "windows-874".to_string(),
            866 => "ibm866".to_string(),
            932 => "shift_jis".to_string(),
            936 => "gbk".to_string(),
            949 => "euc-kr".to_string(),
            950 => "big5".to_string(),
            0x2710 | 0x8000 => "macintosh".to_string(),
            65001 => "utf-8".to_string(),
            page => format!("windows-{page}"),
        };
        Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252)
    }

    /// The short text of a sheet's name: its length in one byte.
    pub fn short_text(&self, bytes: &[u8]) -> Option<String> {
        let length = usize::from(*bytes.first()?);
        if !self.is_biff8 {
            return Some(self.encoding.decode_without_bom_handling(bytes.get(1..1 + length)?).0.into_owned());
        }
        let mut text = Vec::new();
        Pieces::new(vec![bytes.get(2..)?]).characters(length, bytes.get(1)? & 1 != 0, &mut text)?;
        Some(String::from_utf16_lossy(&text))
    }

    /// A text whose length is in two bytes, in a record and those that continue it.
    pub fn text(&self, pieces: Vec<&[u8]>) -> Option<String> {
        let mut pieces = Pieces::new(pieces);
        let length = usize::from(pieces.u16()?);
        if self.is_biff8 {
            let is_wide = pieces.u8()? & 1 != 0;
            let mut text = Vec::new();
            pieces.characters(length, is_wide, &mut text)?;
            return Some(String::from_utf16_lossy(&text));
        }
        let bytes: Option<Vec<u8>> = (0..length).map(|_| pieces.u8()).collect();
        Some(self.encoding.decode_without_bom_handling(&bytes?).0.into_owned())
    }
}

/// The bytes of a record and of the records that continue it.
pub(super) fn with_continuations<'a>(stream: &'a [u8], first: Record<'a>) -> (Vec<&'a [u8]>, usize) {
    let mut pieces = vec![first.bytes];
    let mut next = first.next;
    while let Some(more) = record(stream, next).filter(|more| more.kind == CONTINUE) {
        pieces.push(more.bytes);
        next = more.next;
    }
    (pieces, next)
}

/// Reads on across the pieces of a record.
pub(super) struct Pieces<'a> {
    pieces: Vec<&'a [u8]>,
    piece: usize,
    at: usize,
}

impl<'a> Pieces<'a> {
    pub fn new(pieces: Vec<&'a [u8]>) -> Pieces<'a> {
        Pieces { pieces, piece: 0, at: 0 }
    }

    fn here(&self) -> &'a [u8] {
        self.pieces.get(self.piece).map_or(&[], |piece| &piece[self.at.min(piece.len())..])
    }

    /// Goes to the next piece if this one is used up; `None` if it was the last.
    fn go_on(&mut self) -> Option<bool> {
        let mut crossed = false;
        while self.here().is_empty() {
            if self.piece + 1 >= self.pieces.len() {
                return None;
            }
            (self.piece, self.at, crossed) = (self.piece + 1, 0, true);
        }
        Some(crossed)
    }

    pub fn u8(&mut self) -> Option<u8> {
        self.go_on()?;
        let byte = *self.here().first()?;
        self.at += 1;
        Some(byte)
    }

    pub fn u16(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.u8()?, self.u8()?]))
    }

    pub fn u32(&mut self) -> Option<u32> {
        Some(u32::from(self.u16()?) | u32::from(self.u16()?) << 16)
    }

    pub fn skip(&mut self, mut length: usize) -> Option<()> {
        while length > 0 {
            self.go_on()?;
            let step = self.here().len().min(length);
            self.at += step;
            length -= step;
        }
        Some(())
    }

    /// `length` characters. Where they cross into the next piece, its first byte says anew whether
    /// they are wide.
    pub fn characters(&mut self, length: usize, mut is_wide: bool, text: &mut Vec<u16>) -> Option<()> {
        let mut left = length;
        while left > 0 {
            if self.go_on()? {
                is_wide = self.u8()? & 1 != 0;
                continue;
            }
            let here = self.here();
            let width = if is_wide { 2 } else { 1 };
            let n = (here.len() / width).min(left);
            if n == 0 {
                // Half a character at the end of a piece: a broken writer.
                self.at += here.len();
                continue;
            }
            let bytes = &here[..n * width];
            if is_wide {
                text.extend(bytes.chunks_exact(2).map(|two| u16_at(two, 0)));
            } else {
                text.extend(bytes.iter().map(|byte| u16::from(*byte)));
            }
            self.at += n * width;
            left -= n;
        }
        Some(())
    }

    /// A shared string: perhaps with formatting runs and phonetic text behind it.
    pub fn shared_string(&mut self, text: &mut Vec<u16>) -> Option<()> {
        text.clear();
        let length = usize::from(self.u16()?);
        let flags = self.u8()?;
        let n_runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let n_extended = if flags & 4 != 0 { self.u32()? as usize } else { 0 };
        self.characters(length, flags & 1 != 0, text)?;
        self.skip(n_runs * 4)?;
        self.skip(n_extended)
    }
}

/// An RK number: 30 bits of an integer or of a double, perhaps of hundredths ([MS-XLS] 2.5.217).
pub(super) fn rk(bits: u32) -> f64 {
    let number = if bits & 2 != 0 {
        f64::from((bits as i32) >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & 1 != 0 { number / 100.0 } else { number }
}

pub(super) fn f64_at(bytes: &[u8], at: usize) -> f64 {
    f64::from_bits(u64::from(u32_at(bytes, at)) | u64::from(u32_at(bytes, at + 4)) << 32)
}

/// How a number format shows a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shows {
    Number,
    Date,
    Duration,
}

/// The built-in formats by number (ECMA-376 part 1, 18.8.30).
pub(super) fn built_in(format: u16) -> Shows {
    match format {
        46 => Shows::Duration,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Date,
        _ => Shows::Number,
    }
}

/// A format by its first section: letters of a date outside of quotes, escapes and brackets.
pub(super) fn custom(format: &str) -> Shows {
    if ["general", "standard"].contains(&format.trim().to_ascii_lowercase().as_str()) {
        return Shows::Number;
    }
    let mut letters = format.chars();
    while let Some(letter) = letters.next() {
        match letter.to_ascii_lowercase() {
            ';' => break,
            '"' => {
                letters.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty()
                    && ["h", "m", "s"].iter().any(|unit| inside.replace(unit, "").is_empty())
                {
                    return Shows::Duration;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' => return Shows::Date,
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_numbers() {
        assert_eq!(rk(0x0000_0002 | 5 << 2), 5.0);
        assert_eq!(rk((-7i32 << 2) as u32 | 3), -0.07);
        assert_eq!(rk((1.5f64.to_bits() >> 32) as u32), 1.5);
    }

    #[test]
    fn formats_of_dates_numbers_and_durations() {
        for date in ["dd/mm/yyyy", "h:mm:ss AM/PM", "[$-42A]d mmmm yyyy;@", "\"Ngày\" d", "mm:ss.0"] {
            assert_eq!(custom(date), Shows::Date, "{date}");
        }
        for number in
            ["General", "0.00", "#,##0\\ \"đồng\"", "[Red]0;[Blue]d", "_-* #,##0\\ _s_-", "@", "0.00E+00"]
        {
            assert_eq!(custom(number), Shows::Number, "{number}");
        }
        assert_eq!(custom("[h]:mm:ss"), Shows::Duration);
        assert_eq!(custom("[mm]:ss"), Shows::Duration);
    }

    #[test]
    fn a_text_that_crosses_into_the_next_record() {
        let mut text = Vec::new();
        let first = [4, 0, 0, b'a', b'b'];
        let second = [1, 0x91, 0x1E, b'c', 0];
        Pieces::new(vec![&first, &second]).shared_string(&mut text).unwrap();
        assert_eq!(String::from_utf16_lossy(&text), "abẑc");
        let cut = [9, 0, 0, b'a'];
        assert!(Pieces::new(vec![&cut]).shared_string(&mut text).is_none());
    }
}
