//! How wide a text is in Times New Roman, so that columns and row heights fit without trying.
//!
//! Widths are given in digits, the unit of column widths: a digit is half an em. A Vietnamese letter
//! is as wide as the letter below its marks. A program may draw with a metric-compatible font.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Thousandths of an em of the characters from space to `~`.
const ASCII: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];
const DIGIT: f64 = 500.0;
/// Bold letters beside regular ones.
pub const BOLD: f64 = 1.07;

/// Width of a text on one line, in digits.
pub fn width(text: &str) -> f64 {
    let mut sum = 0.0;
    for c in text.chars() {
        if c.is_ascii() {
            sum += letter(c);
        } else {
            decompose_canonical(c, |part| sum += if is_combining_mark(part) { 0.0 } else { letter(part) });
        }
    }
    sum
}

fn letter(c: char) -> f64 {
    let thousandths = match c {
        ' '..='~' => ASCII[c as usize - 32],
        'đ' | '–' => 500,
        'Đ' => 722,
        '›' | '‹' => 333,
        '“' | '”' => 444,
        '•' => 350,
        _ => 1000,
    };
    f64::from(thousandths) / DIGIT
}

/// Lines that a text needs in a column with room for `room` digits: broken between words, and within
/// a word that is longer than a line. Line breaks of the text count.
pub fn lines(text: &str, room: f64) -> f64 {
    // Some programs break after a hyphen, too: the row must be high enough for both kinds.
    let high = |paragraph: &str| broken(paragraph, room, false).max(broken(paragraph, room, true));
    text.split('\n').map(high).sum()
}

fn broken(text: &str, room: f64, at_hyphens: bool) -> f64 {
    let room = room.max(2.0);
    let (mut lines, mut used) = (1.0, 0.0_f64);
    for word in text.split_whitespace() {
        let pieces: Vec<&str> = if at_hyphens { word.split_inclusive('-').collect() } else { vec![word] };
        for (i, piece) in pieces.iter().enumerate() {
            let mut length = width(piece);
            let gap = if i > 0 || used == 0.0 { 0.0 } else { letter(' ') };
            if used + gap + length <= room {
                used += gap + length;
                continue;
            }
            if used > 0.0 {
                lines += 1.0;
            }
            while length > room {
                lines += 1.0;
                length -= room;
            }
            used = length;
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_the_unit_and_marks_take_no_room() {
        assert_eq!(width("2026"), 4.0);
        assert_eq!(width("Tạm dừng"), width("Tam dung"));
        assert_eq!(width("ơư"), width("ou"));
    }

    #[test]
    fn lines_break_between_words_and_within_long_ones() {
        assert_eq!(lines("11 11 11", 5.0), 2.0, "two words and the space between fit");
        assert_eq!(lines("11 11 11", 4.0), 3.0);
        assert_eq!(lines("1234567", 3.0), 3.0);
        assert_eq!(lines("1\n1\n1", 3.0), 3.0);
        assert_eq!(lines("", 3.0), 1.0);
    }
}
