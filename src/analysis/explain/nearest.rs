//! Codes that a mistyped code may have meant.

use unicode_normalization::UnicodeNormalization;

/// How many codes are offered.
const OFFERED: usize = 3;
/// Codes less alike than this are not offered.
const LEAST_ALIKE: f64 = 0.75;

/// A code as the store writes it: NFC, without blanks, upper-case.
pub fn normal_code(text: &str) -> String {
    text.nfc().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase()
}

/// The codes most like `wanted`, best first; equally alike in the order of their names.
pub fn nearest<'a>(wanted: &str, codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut best: Vec<(f64, &str)> = Vec::new();
    for code in codes {
        let alike = strsim::normalized_damerau_levenshtein(wanted, code);
        let alike = if !wanted.is_empty() && code.ends_with(wanted) { 1.0 } else { alike };
        let better = |(other, name): &(f64, &str)| (*other, code) > (alike, *name);
        if alike >= LEAST_ALIKE && (best.len() < OFFERED || best.last().is_some_and(|last| !better(last))) {
            let at =
                best.partition_point(|(other, name)| *other > alike || (*other == alike && *name < code));
            best.insert(at, (alike, code));
            best.truncate(OFFERED);
        }
    }
    best.into_iter().map(|(_, code)| code.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_of_the_finger_and_bare_numbers_find_the_code() {
        let codes = ["H32.7-260803-0001", "H32.7-260803-0002", "H32.7-260804-0001", "H32.9-261104-0177"];
        let near = |text: &str| nearest(&normal_code(text), codes.iter().copied());
        assert_eq!(near("h32.7-260803-000")[..2], ["H32.7-260803-0001", "H32.7-260803-0002"]);
        assert_eq!(near("261104-0177"), ["H32.9-261104-0177"]);
        assert_eq!(near(" h32.9-261104 -0177 "), ["H32.9-261104-0177"]);
        assert!(near("hồ sơ của tôi").is_empty());
        assert!(near("").is_empty());
    }
}
