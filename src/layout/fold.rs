//! Texts made comparable: what a header or a value says, whatever its spelling.

use std::sync::OnceLock;

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
    letter_by_letter(text).unwrap_or_else(|| fold_any(text))
}

/// Most texts are of letters that fold alone, each to one: a table of them answers fifty times as fast.
/// `None`: some other character is there.
fn letter_by_letter(text: &str) -> Option<String> {
    let table = TABLE.get_or_init(|| std::array::from_fn(folded_alone));
    let mut folded = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        match table[place_of(c)?] {
            OTHER => return None,
            GAP => gap = true,
            letter => {
                if gap && !folded.is_empty() {
                    folded.push(' ');
                }
                gap = false;
                folded.push(char::from(letter));
            }
        }
    }
    Some(folded)
}

/// Latin letters: those up to U+024F and the Vietnamese ones from U+1E00 on.
const LATIN: usize = 0x250;
const MORE_LATIN: usize = 0x1E00;
const TABLE_LENGTH: usize = LATIN + 0x100;
/// In the table: a sign that parts words; what does not fold alone to one letter or digit.
const GAP: u8 = b' ';
const OTHER: u8 = 0;

static TABLE: OnceLock<[u8; TABLE_LENGTH]> = OnceLock::new();

fn place_of(c: char) -> Option<usize> {
    match c as usize {
        c if c < LATIN => Some(c),
        c if (MORE_LATIN..MORE_LATIN + 0x100).contains(&c) => Some(c - MORE_LATIN + LATIN),
        _ => None,
    }
}

fn folded_alone(place: usize) -> u8 {
    let code = if place < LATIN { place } else { place - LATIN + MORE_LATIN };
    let Some(c) = char::from_u32(code as u32) else { return OTHER };
    match *fold_any(c.encode_utf8(&mut [0; 4])).as_bytes() {
        [letter] if letter.is_ascii_alphanumeric() => letter,
        [] if !is_invisible(c) => GAP,
        _ => OTHER,
    }
}

fn fold_any(text: &str) -> String {
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

    #[test]
    fn the_table_says_what_folding_says() {
        let latin = (0..LATIN).chain(MORE_LATIN..MORE_LATIN + 0x100);
        let chars: Vec<char> = latin.filter_map(|code| char::from_u32(code as u32)).collect();
        for pair in chars.windows(2) {
            for text in [
                format!("{}", pair[0]),
                format!("a{}{}b", pair[0], pair[1]),
                format!("{}. {}", pair[1], pair[0]),
            ] {
                assert_eq!(fold(&text), fold_any(&text), "{text:?}");
            }
        }
        assert!(letter_by_letter("Cán bộ tiếp nhận; Đơn vị (ĐƯỢC GIAO) 12/8").is_some());
        assert!(letter_by_letter("ngày e\u{301}").is_none(), "a letter with its accent apart");
    }

    proptest::proptest! {
        #[test]
        fn any_text_folds_as_it_folds_slowly(text in "\\PC{0,12}|[A-Za-zÀ-ỹ0-9 .,/()\u{300}\u{301}\u{AD}]{0,20}") {
            assert_eq!(fold(&text), fold_any(&text));
        }
    }
}
