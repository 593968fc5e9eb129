use serde::{Deserialize, Serialize};

/// The language of what a person reads. Machine output (JSON keys, codes) has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Lang {
    #[default]
    Vi,
    En,
}

/// One text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub vi: String,
    pub en: String,
}

impl Phrase {
    pub fn new(vi: impl Into<String>, en: impl Into<String>) -> Phrase {
        Phrase { vi: vi.into(), en: en.into() }
    }

    /// A text that is the same in both languages (a name, a code, a number).
    pub fn same(text: impl Into<String>) -> Phrase {
        let text = text.into();
        Phrase { vi: text.clone(), en: text }
    }

    pub fn text(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}
