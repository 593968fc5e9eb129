//! Money, counts and lengths of time as exports write them.

use crate::layout::fold;

/// Whole đồng: "50.000", "50,000 đ", "1.234.567,00 VNĐ", "50000.0". `None` = not an amount.
pub fn money(text: &str) -> Option<i64> {
    let folded = fold(text);
    if folded.starts_with("mien phi") || folded == "khong" || folded == "khong thu" || folded == "0 dong" {
        return Some(0);
    }
    let lower = text.trim().to_lowercase();
    let lower =
        ["vnđ", "vnd", "đồng", "đ", "dong", "d"].iter().find_map(|u| lower.strip_suffix(u)).unwrap_or(&lower);
    let digits = lower.trim().trim_end_matches(['.', ',']).trim_end_matches("/").trim();
    let digits: String = digits.chars().filter(|c| *c != ' ' && *c != '\u{A0}').collect();
    whole(plain_number(&digits)?)
}

/// A number cell as money or count; fractions are no amounts.
pub fn whole(number: f64) -> Option<i64> {
    let fits = (0.0..=9e15).contains(&number) && (number - number.round()).abs() < 1e-6;
    fits.then_some(number.round() as i64)
}

/// Thousands are groups of three; the last separator is a decimal one if it is the other sign or
/// no group of three follows it.
fn plain_number(text: &str) -> Option<f64> {
    if text.is_empty() || !text.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let mut parts: Vec<&str> = text.split(['.', ',']).collect();
    let separators: Vec<char> = text.chars().filter(|c| !c.is_ascii_digit()).collect();
    let mut decimals = "";
    if let Some(last) = separators.last() {
        let mixed = separators[..separators.len() - 1].iter().any(|s| s != last);
        let tail = parts.last()?.len();
        if mixed || (separators.len() == 1 && tail != 3) {
            decimals = parts.pop()?;
        }
    }
    let groups =
        parts.len() == 1 || (parts[1..].iter().all(|p| p.len() == 3) && (1..=3).contains(&parts[0].len()));
    let digits = parts.concat();
    if !groups || digits.is_empty() || digits.len() > 15 || decimals.len() > 6 {
        return None;
    }
    format!("{digits}.{decimals}0").parse().ok()
}

/// A count: "2", "2 lần", "2.0", "Không" = 0.
pub fn count(text: &str) -> Option<i64> {
    let folded = fold(text);
    if matches!(folded.as_str(), "khong" | "chua") {
        return Some(0);
    }
    let first = text.split_whitespace().next()?;
    let rest = folded.split(' ').nth(1).unwrap_or_default();
    if !matches!(rest, "" | "lan" | "0") {
        return None;
    }
    whole(first.replace(',', ".").parse().ok()?).filter(|n| *n < 1_000)
}

/// Working days: "5", "0,5 ngày làm việc", "8 giờ làm việc" = 1. "15 ngày" without "làm việc" only
/// where the header says working days.
pub fn working_days(text: &str, header_says_working: bool) -> Option<f64> {
    let mut words = text.split_whitespace();
    let number: f64 = words.next()?.replace(',', ".").parse().ok()?;
    let unit = fold(&words.collect::<Vec<_>>().join(" "));
    let days = match unit.as_str() {
        "" | "ngay lam viec" => number,
        "ngay" if header_says_working => number,
        "gio lam viec" | "gio" | "h" => number / 8.0,
        _ => return None,
    };
    (days.is_finite() && (0.0..=3_650.0).contains(&days)).then_some(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_in_all_spellings() {
        for text in
            ["50.000", "50,000 đ", "50000", "50000.0", "50.000,00", "50,000.00 VNĐ", "50 000 đồng", "50.000đ"]
        {
            assert_eq!(money(text), Some(50_000), "{text}");
        }
        assert_eq!(money("1.234.567"), Some(1_234_567));
        assert_eq!(money("Miễn phí"), Some(0));
        for text in ["", "abc", "-5", "1.23.4567", "12,5", "50.000.00", "99999999999999999999"] {
            assert_eq!(money(text), None, "{text}");
        }
        assert_eq!(whole(f64::NAN), None);
    }

    #[test]
    fn counts_and_days() {
        assert_eq!(count("2 lần"), Some(2));
        assert_eq!(count("2.0"), Some(2));
        assert_eq!(count("hai"), None);
        assert_eq!(count("912345678"), None);
        assert_eq!(working_days("0,5 ngày làm việc", false), Some(0.5));
        assert_eq!(working_days("8 giờ", false), Some(1.0));
        assert_eq!(working_days("15 ngày", false), None);
        assert_eq!(working_days("15 ngày", true), Some(15.0));
    }
}
