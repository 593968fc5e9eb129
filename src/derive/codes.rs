//! What a dossier code looks like.

/// `AGENCY-yyMMdd-NNNN`: an agency id of `G`/`H` and two digits with dotted groups (QĐ 20/2020) or
/// the older `000.00.12.H56` (QCVN 102:2016), a six-digit date with a possible month and day, a
/// serial of four to six digits. Ministries write others: a quality finding, never a reason to drop.
pub fn is_well_formed(code: &str) -> bool {
    let mut parts = code.split('-');
    let (Some(agency), Some(date), Some(serial), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    is_agency(agency) && is_date(date) && (4..=6).contains(&serial.len()) && digits(serial)
}

fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_new_id(group: &str) -> bool {
    group.len() == 3 && group.starts_with(['G', 'H']) && digits(&group[1..])
}

fn is_agency(agency: &str) -> bool {
    let groups = || agency.split('.');
    let (first, n) = (groups().next().unwrap_or(""), groups().count());
    if is_new_id(first) {
        return n <= 5 && groups().skip(1).all(|g| g.len() <= 3 && digits(g));
    }
    let last = groups().next_back().unwrap_or("");
    let numbers = || groups().take(n.saturating_sub(1));
    n == 4 && is_new_id(last) && numbers().all(|g| digits(g) && g.len() <= 3) && first.len() == 3
}

fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 6 || !digits(text) {
        return false;
    }
    let two = |i: usize| (bytes[i] - b'0') * 10 + (bytes[i + 1] - b'0');
    (1..=12).contains(&two(2)) && (1..=31).contains(&two(4))
}

/// Letters and digits only: codes written with other signs fold to the same text.
pub fn fold(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_forms_pass_and_others_are_named() {
        for good in [
            "H32.199-260701-0001",
            "H21-241231-123456",
            "000.00.12.H56-210101-0007",
            "G01.1.22.333-260101-0001",
        ] {
            assert!(is_well_formed(good), "{good}");
        }
        for bad in [
            "",
            "-",
            "H32.199-261301-0001",
            "H32.199-260701-001",
            "H32-260701",
            "XYZ-260701-0001",
            "H32.-260701-0001",
            "Đ1-260701-0001",
        ] {
            assert!(!is_well_formed(bad), "{bad}");
        }
    }

    #[test]
    fn signs_do_not_tell_codes_apart() {
        assert_eq!(fold("H32.199-260701-0001"), fold("H32199/260701.0001"));
    }
}
