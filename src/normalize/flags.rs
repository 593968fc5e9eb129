//! Yes and no, in the words that exports use; ways of paying; digitization codes.

use crate::layout::{Reading, fold};

/// What a cell says as a flag. `None` = it says neither yes nor no.
pub fn from_text(text: &str) -> Option<bool> {
    let folded = fold(text);
    match folded.as_str() {
        "" => return is_tick(text).then_some(true),
        "x" | "v" | "co" | "yes" | "y" | "true" | "da" | "dung" | "roi" | "ok" | "on" => return Some(true),
        "khong" | "no" | "n" | "false" | "chua" | "sai" | "khong co" | "chua co" | "off" => {
            return Some(false);
        }
        _ => {}
    }
    if let Ok(number) = text.trim().parse::<f64>() {
        return from_number(number);
    }
    let first = folded.split(' ').next().unwrap_or_default();
    match first {
        "chua" | "khong" => Some(false),
        "co" if folded.starts_with("co the") => None,
        "da" | "co" | "duoc" => Some(true),
        _ if is_attachment(text) => Some(true),
        _ => None,
    }
}

/// A number is a count: more than none.
pub fn from_number(number: f64) -> Option<bool> {
    number.is_finite().then_some(number > 0.0)
}

/// A mark made of signs only: ✓ ✔ ☑ ● +
fn is_tick(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '✓' | '✔' | '☑' | '√' | '●' | '+' | '☒'))
}

/// A file name or a link.
pub fn is_attachment(text: &str) -> bool {
    let lower = text.to_lowercase();
    let ends = [".pdf", ".doc", ".docx", ".jpg", ".jpeg", ".png", ".xml", ".zip", ".rar", ".tif", ".p7s"];
    lower.starts_with("http://") || lower.starts_with("https://") || ends.iter().any(|e| lower.ends_with(e))
}

/// The text is a mark that alone would mean yes, in a column where blank means no.
pub fn is_mark(text: &str) -> bool {
    matches!(fold(text).as_str(), "x" | "v") || is_tick(text)
}

/// Whether something stands there: a number of a slip, a date, a file. "Không", "chưa", 0 are nothing.
pub fn presence(text: &str) -> bool {
    from_text(text).unwrap_or(true)
}

/// A flag by a special reading of its column.
pub fn with_reading(text: &str, reading: Reading) -> Option<bool> {
    let folded = fold(text);
    match reading {
        Reading::Negated => from_text(text).map(|yes| !yes),
        Reading::Presence => Some(presence(text)),
        Reading::DigitizationCodes => digitization(text).map(|d| d.0),
        Reading::PaymentMethod => payment(&folded),
        Reading::FeeCollection => {
            let exempt = folded.contains("mien") && !folded.contains("khong mien");
            let known = exempt || folded.contains("thu") || folded.contains("khong mien");
            known.then_some(exempt)
        }
        Reading::MonthFirst | Reading::TimeOfDay => None,
    }
}

/// Ways of paying: only the payment portals count as online; cash and bank transfer do not.
fn payment(folded: &str) -> Option<bool> {
    let online = ["truc tuyen", "online", "cong dvc", "cong dich vu cong", "payment platform", "paygov"];
    let offline = [
        "truc tiep",
        "tien mat",
        "chuyen khoan",
        "tai quay",
        "chua thanh toan",
        "bien lai",
        "khong",
        "chua",
        "pos",
        "quet the",
    ];
    if folded.contains("khong truc tuyen") {
        Some(false)
    } else if online.iter().any(|w| folded.contains(w)) {
        Some(true)
    } else if offline.iter().any(|w| folded.contains(w)) {
        Some(false)
    } else {
        None
    }
}

/// `(digitized, reused)` of the codes 0 not, 1 digitized, 2 and 3 reused (from an earlier dossier or
/// result), or of the same in words.
pub fn digitization(text: &str) -> Option<(bool, bool)> {
    let folded = fold(text);
    match text.trim().parse::<f64>() {
        Ok(code) => digitization_code(code),
        Err(_) if folded.contains("tai su dung") || folded.contains("su dung lai") => {
            let none = folded.starts_with("khong") || folded.starts_with("chua");
            Some((!none, !none))
        }
        Err(_) => from_text(text).map(|yes| (yes, false)),
    }
}

pub fn digitization_code(code: f64) -> Option<(bool, bool)> {
    let valid = code.fract() == 0.0 && (0.0..=3.0).contains(&code);
    valid.then_some((code >= 1.0, code >= 2.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_in_many_words() {
        for yes in ["Có", "x", "X", "✓", "1", "Đã", "True", "Đã số hóa", "ĐÃ SỐ HOÁ", "có ", "2", "KQ.pdf"]
        {
            assert_eq!(from_text(yes), Some(true), "{yes}");
        }
        for no in ["Không", "0", "Chưa", "FALSE", "Chưa số hóa", "không có", "0.0"] {
            assert_eq!(from_text(no), Some(false), "{no}");
        }
        for neither in ["?", "Nguyễn Văn A", "05/08/2024", "đang chờ", ""] {
            assert_eq!(from_text(neither), None, "{neither}");
        }
        assert!(presence("05/PBS") && presence("05/08/2024") && !presence("Không") && !presence("0"));
    }

    #[test]
    fn ways_of_paying_and_collecting() {
        let pay = |t| with_reading(t, Reading::PaymentMethod);
        assert_eq!(pay("Thanh toán trực tuyến"), Some(true));
        assert_eq!(pay("Tiền mặt"), Some(false));
        assert_eq!(pay("Chuyển khoản"), Some(false));
        assert_eq!(pay("?"), None);
        let collect = |t| with_reading(t, Reading::FeeCollection);
        assert_eq!(collect("Đối tượng miễn phí"), Some(true));
        assert_eq!(collect("Thu trước"), Some(false));
    }

    #[test]
    fn digitization_codes_say_reuse_too() {
        assert_eq!(digitization("0"), Some((false, false)));
        assert_eq!(digitization("1"), Some((true, false)));
        assert_eq!(digitization("3"), Some((true, true)));
        assert_eq!(digitization("4"), None);
        assert_eq!(digitization("Tái sử dụng từ TPHS khác"), Some((true, true)));
        assert_eq!(digitization("Chưa số hóa"), Some((false, false)));
    }
}
