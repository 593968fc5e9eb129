//! What the rules say of each suspension, in the memory or as a table that is kept.

use std::sync::OnceLock;

use polars::prelude::*;

use crate::derive::read::Texts;
use crate::error::{Error, Result};
use crate::tables::Table;

/// Names of the rules that spoke about one suspension, in rule order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SuspensionRules {
    pub rules: Vec<String>,
    /// For each of `rules` the columns whose cells prove it, comma-separated.
    pub evidence: Vec<String>,
    pub no_data_rules: Vec<String>,
}

const COLUMNS: [&str; 3] = ["rules", "evidence", "no_data_rules"];
/// Between the items of a list; no name of a rule or column has it.
const BETWEEN: char = '\n';

/// One entry for each suspension; those of a kept table are read when they are asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    hits: OnceLock<Vec<SuspensionRules>>,
    kept: Option<Table>,
}

impl From<Vec<SuspensionRules>> for Rules {
    fn from(hits: Vec<SuspensionRules>) -> Rules {
        Rules { hits: OnceLock::from(hits), kept: None }
    }
}

impl From<Table> for Rules {
    fn from(table: Table) -> Rules {
        Rules { hits: OnceLock::new(), kept: Some(table) }
    }
}

impl Rules {
    pub(crate) fn hits(&self) -> &[SuspensionRules] {
        self.hits.get_or_init(|| self.kept.as_ref().map(read).unwrap_or_default())
    }

    /// A row for each suspension, lists as lines of a text.
    pub(crate) fn table(&self) -> Result<DataFrame> {
        let column = |name: &str, list: fn(&SuspensionRules) -> &Vec<String>| {
            let lines = self.hits().iter().map(|hits| list(hits).join(&BETWEEN.to_string()));
            StringChunked::from_iter_values(name.into(), lines).into_column()
        };
        let columns = vec![
            column(COLUMNS[0], |hits| &hits.rules),
            column(COLUMNS[1], |hits| &hits.evidence),
            column(COLUMNS[2], |hits| &hits.no_data_rules),
        ];
        DataFrame::new(self.hits().len(), columns).map_err(Error::internal)
    }
}

fn read(table: &Table) -> Vec<SuspensionRules> {
    let [rules, evidence, no_data_rules] = COLUMNS.map(|name| Texts::of(table, name));
    let list = |texts: &Texts, i: usize, n: Option<usize>| -> Vec<String> {
        let lines = texts.at(i).unwrap_or_default();
        match n {
            // Evidence may be empty, a rule has a name.
            Some(0) => Vec::new(),
            Some(_) => lines.split(BETWEEN).map(str::to_string).collect(),
            None => lines.split(BETWEEN).filter(|line| !line.is_empty()).map(str::to_string).collect(),
        }
    };
    (0..table.n_rows())
        .map(|i| {
            let names = list(&rules, i, None);
            SuspensionRules {
                evidence: list(&evidence, i, Some(names.len())),
                rules: names,
                no_data_rules: list(&no_data_rules, i, None),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_rules_say_comes_back_from_a_table() {
        let texts = |texts: &[&str]| texts.iter().map(|text| text.to_string()).collect::<Vec<_>>();
        let hits = vec![
            SuspensionRules::default(),
            SuspensionRules {
                rules: texts(&["no_reason", "last_minute"]),
                evidence: texts(&["reason", ""]),
                no_data_rules: texts(&["no_notice"]),
            },
            SuspensionRules { rules: texts(&["too_long"]), evidence: texts(&[""]), ..Default::default() },
        ];
        let table = Rules::from(hits.clone()).table().unwrap();
        assert_eq!(Rules::from(Table::from(table)).hits(), hits);
    }
}
