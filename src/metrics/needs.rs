//! The columns without which a metric or rule has no data.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::schema::{Column, TableName};
use crate::words::{self, Phrase};

/// A conjunction of alternatives: `due_at, finished_at|returned_at` needs the first and one of the
/// last two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub all: Vec<Vec<(TableName, String)>>,
}

impl Needs {
    /// Reads a header value. `Err` is the part that names no column.
    ///
    /// A name without a table is looked up in dossiers, then suspensions, then procedures.
    pub fn parse(text: &str) -> Result<Needs, String> {
        let mut all = Vec::new();
        for part in text.split(',').map(str::trim).filter(|p| !p.is_empty()) {
            let any = part.split('|').map(|name| column(name.trim())).collect::<Result<Vec<_>, _>>()?;
            all.push(any);
        }
        Ok(Needs { all })
    }

    /// Why there is no data: the columns that no import carries. None: all there.
    pub fn missing(&self, carried: &BTreeMap<TableName, BTreeSet<String>>) -> Option<Phrase> {
        let has = |(table, name): &(TableName, String)| carried.get(table).is_some_and(|c| c.contains(name));
        let lacking: Vec<Phrase> =
            self.all.iter().filter(|any| !any.iter().any(has)).map(|any| alternatives(any)).collect();
        if lacking.is_empty() {
            return None;
        }
        let join = |text: fn(&Phrase) -> &str| lacking.iter().map(text).collect::<Vec<_>>().join(", ");
        let names = Phrase::new(join(|p| &p.vi), join(|p| &p.en));
        Some(words::metrics::column_not_in_export(&names.vi, &names.en))
    }

    /// Every column named, alternatives too.
    pub fn columns(&self) -> impl Iterator<Item = &(TableName, String)> {
        self.all.iter().flatten()
    }
}

fn column(name: &str) -> Result<(TableName, String), String> {
    let (tables, bare) = match name.split_once('.') {
        Some((table, bare)) => (TableName::ALL.iter().filter(|t| t.as_str() == table).collect(), bare),
        None => (TableName::ALL.iter().collect::<Vec<_>>(), name),
    };
    let found = tables.into_iter().find(|t| t.column(bare).is_some());
    found.map(|t| (*t, bare.to_string())).ok_or_else(|| name.to_string())
}

fn alternatives(any: &[(TableName, String)]) -> Phrase {
    let titles: Vec<Phrase> = any.iter().map(|(table, name)| title(*table, name)).collect();
    let join = |word: &str, text: fn(&Phrase) -> &str| {
        titles.iter().map(text).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    let or = words::metrics::or();
    Phrase::new(join(&or.vi, |p| &p.vi), join(&or.en, |p| &p.en))
}

fn title(table: TableName, name: &str) -> Phrase {
    match table.column(name) {
        Some(Column { vi, en, .. }) => Phrase::new(format!("{vi} ({name})"), format!("{en} ({name})")),
        None => Phrase::same(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn carried(names: &[&str]) -> BTreeMap<TableName, BTreeSet<String>> {
        BTreeMap::from([(TableName::Dossiers, names.iter().map(|n| n.to_string()).collect())])
    }

    #[test]
    fn one_of_the_alternatives_is_enough() {
        let needs = Needs::parse("due_at, finished_at|returned_at").unwrap();
        assert_eq!(needs.missing(&carried(&["due_at", "returned_at"])), None);
        let missing = needs.missing(&carried(&["returned_at"])).unwrap();
        assert!(missing.en.contains("due_at") && !missing.en.contains("returned_at"), "{}", missing.en);
    }

    #[test]
    fn a_table_may_be_named_and_unknown_columns_are_refused() {
        let needs = Needs::parse("suspensions.reason").unwrap();
        assert_eq!(needs.all, [[(TableName::Suspensions, "reason".to_string())]]);
        assert_eq!(Needs::parse("due_at, dossiers.reason"), Err("dossiers.reason".to_string()));
        assert_eq!(Needs::parse("shoe_size"), Err("shoe_size".to_string()));
    }
}
