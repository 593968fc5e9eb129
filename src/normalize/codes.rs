//! Dossier and procedure codes.

use std::sync::LazyLock;

use regex::Regex;

use super::masking::personal;

const MAX_CODE_LETTERS: usize = 64;

/// `{agency id}-{yyMMdd}-{number}`; agency id new (H32.12) or old (000.00.12.H32).
static WELL_FORMED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:[GH]\d{2}(?:\.\d{1,3}){0,4}|\d{3}(?:\.\d{2,3}){2}\.[GH]\d{2})-(\d{6})-\d{4,6}$")
        .expect("a constant pattern")
});

/// The code as it is kept: spaces removed, upper case. `None` = no code can be read.
pub fn dossier_code(text: &str) -> Option<String> {
    let words = text.split_whitespace().filter(|w| !w.chars().any(|c| c.is_ascii_digit())).count();
    let code: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let fits = code.chars().any(|c| c.is_ascii_digit())
        && code.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '/' | '_' | '–' | '(' | ')'))
        && code.chars().count() <= MAX_CODE_LETTERS;
    (fits && words < 3).then_some(code)
}

/// A code that came as a number: no fraction, no exponent.
pub fn from_number(number: f64) -> Option<String> {
    (number.fract() == 0.0 && (1.0..1e15).contains(&number)).then(|| format!("{number:.0}"))
}

/// Whether a text looks like the code of a dossier rather than like prose, a date or a count.
pub fn looks_like_code(text: &str) -> bool {
    let letters = text.chars().filter(|c| !c.is_whitespace()).count();
    letters >= 4
        && !text.contains(':')
        && text.split_whitespace().count() <= 3
        && dossier_code(text).is_some()
}

/// The rule of the province's and the national portal's codes; the date in it must exist.
pub fn is_well_formed(code: &str) -> bool {
    WELL_FORMED.captures(code).is_some_and(|c| chrono::NaiveDate::parse_from_str(&c[1], "%y%m%d").is_ok())
}

/// A procedure code; one that came as a number has lost the zeros at its end (1.11515 is 1.115150).
pub fn procedure_code(text: &str) -> Option<String> {
    let code: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let fits = code.chars().any(|c| c.is_ascii_digit()) && code.chars().count() <= MAX_CODE_LETTERS;
    (fits && personal(&code).is_none()).then_some(code)
}

pub fn procedure_code_from_number(number: f64) -> Option<String> {
    if number.fract() != 0.0 && (1.0..10.0).contains(&number) {
        return Some(format!("{number:.6}"));
    }
    from_number(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_leniently_and_checked_strictly() {
        assert_eq!(dossier_code(" h32.12 -240415-0001 ").as_deref(), Some("H32.12-240415-0001"));
        assert_eq!(dossier_code("HS1").as_deref(), Some("HS1"));
        for text in ["", "Nguyễn Văn A", "hồ sơ chưa có mã 1", "?", "a@b1.vn"] {
            assert_eq!(dossier_code(text), None, "{text}");
        }
        for code in
            ["H32.12-240415-0001", "H32-240415-00012", "000.00.12.H32-240415-0001", "G09.3.12-240415-0001"]
        {
            assert!(is_well_formed(code), "{code}");
        }
        for code in ["H32.12-241315-0001", "HS1", "H32.12-240415-001", "X32-240415-0001"] {
            assert!(!is_well_formed(code), "{code}");
        }
        assert_eq!(procedure_code_from_number(1.11515).as_deref(), Some("1.115150"));
        assert_eq!(from_number(1.2e11).as_deref(), Some("120000000000"));
    }
}
