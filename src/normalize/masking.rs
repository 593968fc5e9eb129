//! Personal data in texts: recognised by its shape, masked in what is kept, a reason to drop a
//! whole column that holds little else.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::{Captures, Regex};

const ID: &str = "[số giấy tờ]";
const PHONE: &str = "[số điện thoại]";
const EMAIL: &str = "[email]";
const NAME: &str = "[tên]";

static EMAIL_SHAPE: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"(?i)[a-z0-9._%+\-]+@[a-z0-9\-]+(?:\.[a-z0-9\-]+)+"));
/// Nine digits and more, with single separators between groups. Digits of other scripts are none: what
/// follows counts bytes.
static DIGITS: LazyLock<Regex> = LazyLock::new(|| pattern(r"\(?\+?[0-9](?:[ .\-()]{0,2}[0-9]){8,14}"));
/// A form of address and the name after it (two to six words with capitals).
static ADDRESSED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?:\b|^)((?i:ông/bà|ông|bà|anh/chị|anh|chị|cháu|công dân|chủ hồ sơ|người nộp|người đại diện|họ tên|họ và tên)(?: là|:)?) +(\p{Lu}[\p{L}\p{M}']*(?: +\p{Lu}[\p{L}\p{M}']*){1,5})",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern")
}

/// What personal data a whole cell is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Personal {
    Phone,
    /// 9 or 12 digits.
    Id,
    Email,
}

/// Whether the cell is personal data and nothing else.
pub fn personal(text: &str) -> Option<Personal> {
    let text = text.trim();
    if text.len() > 40 {
        return None;
    }
    if text.contains('@') && EMAIL_SHAPE.find(text).is_some_and(|m| m.len() == text.len()) {
        return Some(Personal::Email);
    }
    if !text.starts_with(|c: char| c.is_numeric() || matches!(c, '(' | '+')) {
        return None;
    }
    let found = DIGITS.find(text).filter(|m| m.len() == text.len())?;
    shape(found.as_str())
}

/// A number cell that lost its leading zero: 912345678 was a phone, 56123456789 an id.
pub fn personal_number(number: f64) -> Option<Personal> {
    if number.fract() != 0.0 || !(1e8..1e12).contains(&number) {
        return None;
    }
    let digits = format!("{number:.0}");
    shape(&digits).or_else(|| shape(&format!("0{digits}")))
}

/// Phone or id by the digits and how they are grouped.
fn shape(text: &str) -> Option<Personal> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let groups: Vec<usize> =
        text.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
    let plus = text.starts_with('+') || text.starts_with("(+");
    let national = if plus || (digits.starts_with("84") && digits.len() >= 11) {
        digits.strip_prefix("84").map(|rest| format!("0{}", rest.trim_start_matches('0')))
    } else {
        Some(digits.clone())
    };
    let mobile =
        |n: &str| n.len() == 10 && matches!(n.as_bytes()[..2], [b'0', b'3' | b'5' | b'7' | b'8' | b'9']);
    let landline = |n: &str| n.len() == 11 && n.starts_with("02");
    let grouped_as_phone = plus || groups[0] >= 3 || digits.starts_with("84");
    if grouped_as_phone && national.as_deref().is_some_and(|n| mobile(n) || landline(n)) {
        return Some(Personal::Phone);
    }
    let equal = groups.windows(2).all(|w| w[0] == w[1]);
    let spaced = !text.contains(['.', '-', '(']) && equal && matches!(groups[0], 3 | 4);
    let contiguous = groups.len() == 1;
    (matches!(digits.len(), 9 | 12) && !plus && (contiguous || spaced)).then_some(Personal::Id)
}

/// The text with ids, phone numbers, e-mails and addressed names replaced by what they are.
pub fn mask(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    if text.contains('@') {
        masked = Cow::Owned(EMAIL_SHAPE.replace_all(&masked, EMAIL).into_owned());
    }
    if masked.bytes().filter(u8::is_ascii_digit).count() >= 9 {
        masked = Cow::Owned(mask_digits(&masked));
    }
    if !masked.is_ascii() && ADDRESSED.is_match(&masked) {
        let keep_address = |c: &Captures| format!("{} {NAME}", &c[1]);
        masked = Cow::Owned(ADDRESSED.replace_all(&masked, keep_address).into_owned());
    }
    masked
}

fn mask_digits(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    while let Some(found) = DIGITS.find_at(text, from) {
        match personal_at(text, found.start(), found.as_str()) {
            Some((word, length)) => {
                masked.push_str(&text[from..found.start()]);
                masked.push_str(word);
                from = found.start() + length;
            }
            None => {
                // On to the next group of digits: "12 0912345678" hides one.
                let rest = &found.as_str()[1..];
                let group_end = rest.find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |i| i);
                let next = found.start() + 1 + group_end;
                masked.push_str(&text[from..next]);
                from = next;
            }
        }
    }
    masked.push_str(&text[from..]);
    masked
}

/// The longest run of whole groups at `start` that is personal: its word and its length. An id and a
/// phone number may stand beside each other, parted by a space.
fn personal_at(text: &str, start: usize, found: &str) -> Option<(&'static str, usize)> {
    let before = text[..start].chars().next_back();
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let digits = found.as_bytes();
    let ends = (9..=found.len()).rev().filter(|&end| digits[end - 1].is_ascii_digit());
    ends.into_iter().find_map(|end| {
        let after = &text[start + end..];
        let part_of_code = after.starts_with(char::is_alphanumeric);
        let money = ["đ", "vnd", "VND", "VNĐ"].iter().any(|u| after.trim_start().starts_with(u));
        let personal = shape(&found[..end]).filter(|_| !part_of_code && !money)?;
        Some((if personal == Personal::Phone { PHONE } else { ID }, end))
    })
}

/// Replaces what stands in the applicant's cells of the same row; `None` = nothing of it is there.
/// `known` are cleaned texts.
pub fn mask_known(text: &str, known: &[String]) -> Option<String> {
    let mut masked: Option<String> = None;
    for secret in known {
        let before = masked.as_deref().unwrap_or(text);
        if !before.to_lowercase().contains(&secret.to_lowercase()) {
            continue;
        }
        // Too long for a pattern: better nothing than what it says.
        let Ok(shape) = Regex::new(&format!("(?i){}", regex::escape(secret))) else {
            return Some(NAME.to_string());
        };
        masked = Some(shape.replace_all(before, NAME).into_owned());
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_ids_and_mails_go() {
        for (text, is) in [
            ("gọi 0912345678 nhé", "gọi [số điện thoại] nhé"),
            ("gọi 0912.345.678", "gọi [số điện thoại]"),
            ("0912 345 678, 0258 3822 111", "[số điện thoại], [số điện thoại]"),
            ("+84 912 345 678", "[số điện thoại]"),
            ("(+84)912345678", "[số điện thoại]"),
            ("84912345678", "[số điện thoại]"),
            ("CCCD 056123456789.", "CCCD [số giấy tờ]."),
            ("CMND 225 123 456", "CMND [số giấy tờ]"),
            ("thư a.b@c.vn", "thư [email]"),
            ("12 0912345678", "12 [số điện thoại]"),
            ("thiếu giấy của ông Nguyễn Văn Tý và bà LÊ THỊ B", "thiếu giấy của ông [tên] và bà [tên]"),
        ] {
            assert_eq!(mask(text), is);
        }
    }

    #[test]
    fn codes_dates_and_money_stay() {
        for text in [
            "H32.12-240415-0001",
            "000.00.12.H32-240415-0001",
            "từ 05.08.2024 10:30",
            "05/08/2024 08:30:00",
            "100.000.000 đồng",
            "số 12/TB-UBND ngày 05/08/2024",
            "1.115155",
            "Ông bà nội",
        ] {
            assert_eq!(mask(text), text);
        }
    }

    #[test]
    fn whole_cells_of_personal_data() {
        assert_eq!(personal("0912345678"), Some(Personal::Phone));
        assert_eq!(personal("056123456789"), Some(Personal::Id));
        assert_eq!(personal("a@b.vn"), Some(Personal::Email));
        assert_eq!(personal("H32.12-240415-0001"), None);
        assert_eq!(personal("05/08/2024"), None);
        assert_eq!(personal_number(912345678.0), Some(Personal::Id));
        assert_eq!(personal_number(56123456789.0), Some(Personal::Id));
        assert_eq!(personal_number(45509.0), None);
        let known = ["Nguyễn Văn Tý".to_string()];
        assert_eq!(mask_known("Nguyễn văn Tý thiếu giấy", &known).as_deref(), Some("[tên] thiếu giấy"));
        assert_eq!(mask_known("thiếu giấy", &known), None);
    }

    #[test]
    fn two_numbers_beside_each_other_are_both_masked() {
        assert_eq!(mask("CCCD 056123456 0912 345 678."), format!("CCCD {ID} {PHONE}."));
        assert_eq!(mask("056123456789 0912345678"), format!("{ID} {PHONE}"));
        assert_eq!(mask("0912345678-0987654321"), format!("{PHONE}-{PHONE}"));
    }

    #[test]
    fn digits_of_other_scripts_are_no_numbers() {
        for text in ["000.00.12.0.-12.۳2-260701-0001", "０９１２３４５６７８ 1234567890", "٠٩١٢٣٤٥٦٧٨٩"]
        {
            assert_eq!(mask(text), text);
        }
    }
}
