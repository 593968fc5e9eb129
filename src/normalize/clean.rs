//! Texts as they are kept: NFC, no invisible characters, single spaces, no edges.

use std::borrow::Cow;

use unicode_normalization::{UnicodeNormalization, is_nfc};

use crate::layout::is_invisible;

/// NFC; NBSP, tabs and line breaks become spaces; zero-width and control characters go; runs of
/// spaces collapse; edges are trimmed.
pub fn clean(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !is_invisible(c) && !c.is_control() {
            cleaned.push(c);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    Cow::Owned(cleaned)
}

fn is_clean(text: &str) -> bool {
    let mut space = true;
    for c in text.chars() {
        if c == ' ' {
            if space {
                return false;
            }
            space = true;
        } else if c.is_whitespace() || c.is_control() || is_invisible(c) {
            return false;
        } else {
            space = false;
        }
    }
    (text.is_empty() || !space) && (text.is_ascii() || is_nfc(text))
}

/// A text that stands for nothing: only punctuation, or a word for "no value".
pub fn is_blank_like(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
        || ["n/a", "na", "null", "none", "nan", "nat"].iter().any(|w| text.eq_ignore_ascii_case(w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_differences_go() {
        let nfd: String = "Nguyễn Văn A".nfd().collect();
        for text in ["Nguyễn Văn A", " Nguyễn\u{A0}\u{A0}Văn\nA\t", &nfd, "Nguyễn\u{200B} Văn A\u{FEFF}"]
        {
            assert_eq!(clean(text), "Nguyễn Văn A", "{text:?}");
        }
        assert_eq!(clean(" \u{A0} "), "");
        assert!(is_blank_like("-") && is_blank_like("…") && is_blank_like("") && is_blank_like("NULL"));
        assert!(!is_blank_like("0") && !is_blank_like("Khác"));
    }
}
