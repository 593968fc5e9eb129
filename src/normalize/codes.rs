//! Dossier and procedure codes.

use super::masking::personal;

const MAX_CODE_LETTERS: usize = 64;

/// A code that is written as it is kept: capitals, digits and signs of codes, nothing else.
pub fn is_plain(text: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b".-/_".contains(&byte);
    let has = |wanted: fn(&u8) -> bool| text.bytes().any(|byte| wanted(&byte));
    (4..=MAX_CODE_LETTERS).contains(&text.len())
        && text.bytes().all(fits)
        && has(u8::is_ascii_digit)
        && (has(u8::is_ascii_uppercase) || text.contains('-'))
}

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
    let mut parts = code.split('-');
    let (Some(agency), Some(date), Some(number), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    is_agency(agency) && is_date(date) && are_digits(number, 4..=6)
}

/// The new form (H32.12) or the old one (000.00.12.H32).
fn is_agency(id: &str) -> bool {
    let is_place = |part: &str| part.starts_with(['G', 'H']) && are_digits(&part[1..], 2..=2);
    let parts = || id.split('.');
    let first = parts().next().unwrap_or_default();
    let n = parts().count();
    if is_place(first) {
        return n <= 5 && parts().skip(1).all(|part| are_digits(part, 1..=3));
    }
    n == 4
        && are_digits(first, 3..=3)
        && parts().skip(1).take(2).all(|part| are_digits(part, 2..=3))
        && parts().next_back().is_some_and(is_place)
}

fn is_date(digits: &str) -> bool {
    let number = |range: std::ops::Range<usize>| digits.get(range)?.parse::<u32>().ok();
    are_digits(digits, 6..=6)
        && matches!((number(0..2), number(2..4), number(4..6)), (Some(y), Some(m), Some(d))
            if chrono::NaiveDate::from_ymd_opt(2000 + y as i32, m, d).is_some())
}

fn are_digits(text: &str, lengths: std::ops::RangeInclusive<usize>) -> bool {
    lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
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
            assert!(is_well_formed(code) && is_plain(code), "{code}");
            assert_eq!(dossier_code(code).as_deref(), Some(code), "a plain code is kept as it is");
        }
        for code in [
            "H32.12-241315-0001",
            "HS1",
            "H32.12-240415-001",
            "X32-240415-0001",
            "H32.1234-240415-0001",
            "H32.1.2.3.4.5-240415-0001",
            "H3-240415-0001",
            "H32-240415-0001-1",
            "00.00.12.H32-240415-0001",
            "Hđ2-240415-0001",
            "H32-24041-0001",
        ] {
            assert!(!is_well_formed(code), "{code}");
        }
        for text in ["123456", "h32-240415-0001", "H32 240415", "ABC-DEF", "H1", "05/08/2024"] {
            assert!(!is_plain(text), "{text}");
        }
        assert_eq!(procedure_code_from_number(1.11515).as_deref(), Some("1.115150"));
        assert_eq!(from_number(1.2e11).as_deref(), Some("120000000000"));
    }
}
