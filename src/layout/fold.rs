//! Texts made comparable: what a header or a value says, whatever its spelling.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// NFC, lower case, punctuation and invisible characters turned into single spaces. Accents stay.
pub fn fold_accents(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.nfc().flat_map(char::to_lowercase) {
        if is_invisible(c) {
            continue;
        }
        if c.is_alphanumeric() || is_combining_mark(c) {
            if gap && !folded.is_empty() {
                folded.push(' ');
            }
            gap = false;
            folded.push(c);
        } else {
            gap = true;
        }
    }
    folded
}

/// As [`fold_accents`], then without accents, `đ` as `d`: "Ngày hẹn trả" → "ngay hen tra".
pub fn fold(text: &str) -> String {
    fold_accents(text)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .collect()
}

/// Characters that show nothing: zero-width ones, the byte order mark, the soft hyphen.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_header_fold_to_one() {
        let nfd: String = "Ngày hẹn trả".nfd().collect();
        for text in
            ["Ngày hẹn trả", "  NGÀY\u{A0}HẸN\ntrả: ", "ngay hen tra", &nfd, "Ngày\u{200B} hẹn-trả (*)"]
        {
            assert_eq!(fold(text), "ngay hen tra", "{text:?}");
        }
        assert_eq!(fold("Đơn vị/ cá nhân"), "don vi ca nhan");
        assert_eq!(fold_accents("Đơn vị/ cá nhân"), "đơn vị cá nhân");
        assert_eq!(fold("…(*)"), "");
    }
}
