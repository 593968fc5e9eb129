//! The officials that the data names.

use std::collections::BTreeSet;

use crate::analysis::facts::Facts;
use crate::derive::read::Texts;
use crate::error::{Error, Result};
use crate::metrics::nearest_help;
use crate::words;

/// Every name, whatever the official did, in order.
pub fn all(facts: &Facts) -> BTreeSet<String> {
    let columns = [
        (&facts.dossiers, "receiving_official"),
        (&facts.dossiers, "processing_official"),
        (&facts.suspensions, "official"),
    ];
    let mut names = BTreeSet::new();
    for (frame, column) in columns {
        let texts = Texts::of(frame, column);
        let mut last = None;
        for name in (0..frame.height()).filter_map(|i| texts.at(i)) {
            if last != Some(name) && !names.contains(name) {
                names.insert(name.to_string());
            }
            last = Some(name);
        }
    }
    names
}

/// The name as the data spells it, found without case; else a usage error with the nearest names.
pub fn named(facts: &Facts, name: &str) -> Result<String> {
    use unicode_normalization::UnicodeNormalization;
    let fold = |text: &str| {
        text.split_whitespace().collect::<Vec<_>>().join(" ").nfc().collect::<String>().to_lowercase()
    };
    let names = all(facts);
    let wanted = fold(name);
    if let Some(found) = names.iter().find(|n| fold(n) == wanted) {
        return Ok(found.clone());
    }
    let help = if names.is_empty() {
        words::metrics::no_officials()
    } else {
        nearest_help(name, names.iter().map(String::as_str))
    };
    Err(Error::usage(words::metrics::unknown_official(name)).help(help))
}
