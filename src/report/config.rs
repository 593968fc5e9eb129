//! The settings in force as a document: each value and where it comes from.

use super::model::{Column, Document, Kind, Row, Section, Value};
use crate::words::{Lang, Phrase, config as words};

/// One setting: key as in the file, value as written there, where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    pub key: String,
    pub value: String,
    pub origin: Phrase,
}

/// The answer of `config show`.
pub fn show(settings: &[Setting], lang: Lang) -> Document {
    let columns = vec![
        Column::new("key", words::key().text(lang), Kind::Text),
        Column::new("value", words::value().text(lang), Kind::Prose),
        Column::new("origin", words::origin().text(lang), Kind::Text),
    ];
    let rows = settings.iter().map(|setting| {
        let origin = setting.origin.text(lang).to_string();
        let values = [setting.key.clone(), setting.value.clone(), origin];
        Row::new(values.into_iter().map(Value::Text).collect())
    });
    Document {
        key: "config".into(),
        lang,
        title: words::title().text(lang).into(),
        sections: vec![Section::new("settings", words::title().text(lang)).columns(columns).rows(rows)],
        ..Document::default()
    }
}
