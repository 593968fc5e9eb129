//! The layouts that come with the program: lists of known systems where the header words alone
//! would not say enough. A new one is a new `.toml` here and its line below.

use std::sync::LazyLock;

use super::Layout;

const FILES: &[&str] = &[
    include_str!("igate-list.toml"),
    include_str!("tan-dan-register.toml"),
    include_str!("tan-dan-late-list.toml"),
    include_str!("tan-dan-late-acceptance.toml"),
];

/// All of them. A list is read by one whose headers are all there; others may stand beside them.
pub fn layouts() -> &'static [Layout] {
    static LAYOUTS: LazyLock<Vec<Layout>> =
        LazyLock::new(|| FILES.iter().filter_map(|text| Layout::from_toml(text).ok()).collect());
    &LAYOUTS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_are_readable() {
        assert_eq!(layouts().len(), FILES.len());
    }
}
