//! Whether the reason of a suspension says something.

use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::domain::settings::Suspensions;

/// Judges reasons after the list and the limit of the settings (plan III.6: "lý do cụ thể").
pub struct Reasons {
    vague: HashSet<String>,
    min_letters: usize,
}

impl Reasons {
    pub fn new(settings: &Suspensions) -> Reasons {
        Reasons {
            vague: settings.vague_reasons.iter().map(|text| fold(text)).collect(),
            min_letters: settings.min_reason_letters,
        }
    }

    /// Enough letters, and not in the vague list.
    pub fn is_specific(&self, reason: &str) -> bool {
        let letters = reason.nfc().filter(|c| c.is_alphabetic()).count();
        letters >= self.min_letters.max(1) && !self.vague.contains(&fold(reason))
    }
}

/// Lower case, without accents, punctuation and doubled blanks.
fn fold(text: &str) -> String {
    let plain: String = text
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vague_short_and_empty_reasons_say_nothing() {
        let reasons = Reasons::new(&Suspensions::default());
        for vague in [
            "",
            "...",
            "-",
            "Khác",
            "LÝ DO KHÁC.",
            "Theo quy định",
            "chờ",
            "ok",
            "Hồ sơ!",
            "bo sung ho so",
            "12345678901",
        ] {
            assert!(!reasons.is_specific(vague), "{vague}");
        }
        for good in ["Thiếu bản sao giấy chứng nhận quyền sử dụng đất", "Chờ trích lục bản đồ địa chính"]
        {
            assert!(reasons.is_specific(good), "{good}");
        }
        let decomposed: String = "Lý do khác".nfd().collect();
        assert!(!reasons.is_specific(&decomposed));
    }

    #[test]
    fn the_limit_counts_letters_not_bytes() {
        let reasons = Reasons::new(&Suspensions { min_reason_letters: 4, ..Suspensions::default() });
        assert!(!reasons.is_specific("ườn"));
        assert!(reasons.is_specific("vườn"));
    }
}
