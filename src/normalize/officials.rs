//! Names of officials: one spelling per person as far as spelling alone can tell.

use std::collections::{BTreeMap, BTreeSet};

use super::clean::{clean, is_blank_like};
use crate::layout::{fold, fold_accents};

/// The alias list of the settings, by folded spelling.
pub struct Aliases(BTreeMap<String, String>);

impl Aliases {
    pub fn new(aliases: &BTreeMap<String, String>) -> Aliases {
        let entry = |(from, to): (&String, &String)| (fold_accents(from), clean(to).into_owned());
        Aliases(aliases.iter().map(entry).collect())
    }

    /// The one name that a cell stands for; `None` = no name.
    pub fn name(&self, text: &str) -> Option<String> {
        let text = clean(text);
        if is_blank_like(&text) {
            return None;
        }
        match self.0.get(&fold_accents(&text)) {
            Some(name) => Some(name.clone()),
            None => {
                let name = cased(&text);
                Some(self.0.get(&fold_accents(&name)).cloned().unwrap_or(name))
            }
        }
    }
}

/// "nguyễn văn a", "NGUYỄN VĂN A" → "Nguyễn Văn A". Accounts (nva.xa, a@b.vn), what stands in
/// brackets and short words of capitals in a mixed name (UBND) stay as they are.
fn cased(text: &str) -> String {
    if !text.contains(' ') {
        return text.to_string();
    }
    let name = text.split('(').next().unwrap_or_default();
    let shouting = !name.chars().any(char::is_lowercase);
    let mut depth = 0;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            depth += word.matches('(').count();
            let inside = depth > 0;
            depth = depth.saturating_sub(word.matches(')').count());
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            let keep = inside || word.contains(|c: char| c.is_ascii_digit() || c == '@' || c == '.');
            if keep || (!shouting && capitals >= 2) { word.to_string() } else { capitalised(word) }
        })
        .collect();
    words.join(" ")
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect(),
        None => String::new(),
    }
}

/// Pairs of names that may be one person: equal without accents or brackets, or one letter apart.
/// Reported, never merged.
pub fn near_identical(names: &BTreeSet<String>) -> Vec<(String, String)> {
    let keys: Vec<(&String, String)> =
        names.iter().map(|n| (n, fold(n.split('(').next().unwrap_or_default()))).collect();
    let mut pairs = Vec::new();
    if keys.len() > 2_000 {
        return pairs;
    }
    for (i, (a, key_a)) in keys.iter().enumerate() {
        for (b, key_b) in &keys[i + 1..] {
            let long =
                key_a.chars().count() >= 8 && key_a.chars().count().abs_diff(key_b.chars().count()) <= 1;
            let same_ends = last_word(key_a).len() > 1 || last_word(key_a) == last_word(key_b);
            if key_a == key_b || (long && same_ends && one_letter_apart(key_a, key_b)) {
                pairs.push((a.to_string(), b.to_string()));
            }
        }
    }
    pairs
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or_default()
}

fn one_letter_apart(a: &str, b: &str) -> bool {
    strsim::osa_distance(a, b) <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(pairs: &[(&str, &str)]) -> Aliases {
        Aliases::new(&pairs.iter().map(|(a, b)| (a.to_string(), b.to_string())).collect())
    }

    #[test]
    fn spellings_of_one_name_are_one() {
        let none = aliases(&[]);
        for text in ["Nguyễn Văn A", "nguyễn văn a ", "NGUYỄN  VĂN A", "Nguye\u{302}\u{303}n Va\u{306}n A"]
        {
            assert_eq!(none.name(text).as_deref(), Some("Nguyễn Văn A"), "{text}");
        }
        assert_eq!(none.name("Nguyễn Văn A (CC Tư pháp)").as_deref(), Some("Nguyễn Văn A (CC Tư pháp)"));
        assert_eq!(none.name("UBND xã Vạn Phước").as_deref(), Some("UBND Xã Vạn Phước"));
        assert_eq!(none.name("nva.vanphuoc").as_deref(), Some("nva.vanphuoc"));
        assert_eq!(none.name(" - "), None);
    }

    #[test]
    fn only_the_alias_list_makes_two_names_one() {
        let known = aliases(&[("nguyễn văn a (cc tư pháp)", "Nguyễn Văn A"), ("nva", "Nguyễn Văn A")]);
        assert_eq!(known.name("Nguyễn Văn A (CC Tư Pháp)").as_deref(), Some("Nguyễn Văn A"));
        assert_eq!(known.name("NVA").as_deref(), Some("Nguyễn Văn A"));
    }

    #[test]
    fn near_names_are_reported() {
        let names = ["Nguyễn Thị Hoa", "Nguyễn Thị Hòa", "Trần Văn Bình", "Trần Văn Bính (TP)", "Lê An"];
        let pairs = near_identical(&names.map(str::to_string).into());
        assert_eq!(pairs.len(), 2, "{pairs:?}");
        assert!(near_identical(&["Cán bộ A", "Cán bộ B"].map(str::to_string).into()).is_empty());
    }
}
