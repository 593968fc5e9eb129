//! Collects what there is to say about a file: one finding per kind and column, with the first
//! place and how many more.

use std::collections::BTreeMap;

use crate::domain::finding::{Finding, Place, Severity};
use crate::words::Phrase;
use crate::words::import as words;

/// Findings in the order in which their kind first came up.
pub struct Notes {
    pub file: String,
    list: Vec<Entry>,
    by_key: BTreeMap<(String, String, String), usize>,
}

struct Entry {
    finding: Finding,
    count: u64,
}

/// Where and about what a finding is.
#[derive(Clone, Copy, Debug, Default)]
pub struct At<'a> {
    pub sheet: Option<&'a str>,
    /// `F12` or `F`
    pub cell: Option<&'a str>,
    /// Our column.
    pub column: Option<&'a str>,
    pub value_class: Option<&'a str>,
}

impl Notes {
    pub fn new(file: &str) -> Notes {
        Notes { file: file.to_string(), list: Vec::new(), by_key: BTreeMap::new() }
    }

    pub fn place(&self, sheet: &str, cell: Option<&str>) -> Place {
        Place { file: self.file.clone(), sheet: Some(sheet.to_string()), cell: cell.map(str::to_string) }
    }

    /// A finding of its own.
    pub fn add(&mut self, severity: Severity, code: &str, at: At, text: Phrase) {
        let place = Place {
            file: self.file.clone(),
            sheet: at.sheet.map(str::to_string),
            cell: at.cell.map(str::to_string),
        };
        let finding = Finding {
            severity,
            code: code.to_string(),
            place,
            column: at.column.map(str::to_string),
            value_class: at.value_class.map(str::to_string),
            text,
        };
        self.list.push(Entry { finding, count: 1 });
    }

    /// One of many of the same code and column of a sheet: only the first is told, with the number.
    pub fn count(&mut self, severity: Severity, code: &str, at: At, text: impl FnOnce() -> Phrase) {
        let key = (
            at.sheet.unwrap_or_default().to_string(),
            code.to_string(),
            at.column.unwrap_or_default().to_string(),
        );
        if let Some(&i) = self.by_key.get(&key) {
            self.list[i].count += 1;
            return;
        }
        self.by_key.insert(key, self.list.len());
        self.add(severity, code, at, text());
    }

    /// Takes in what there is to say about what follows.
    pub fn absorb(&mut self, others: Notes) {
        let mut keys: Vec<Option<(String, String, String)>> = others.list.iter().map(|_| None).collect();
        for (key, i) in others.by_key {
            keys[i] = Some(key);
        }
        for (entry, key) in others.list.into_iter().zip(keys) {
            let place = self.list.len();
            if let Some(key) = key {
                let first = *self.by_key.entry(key).or_insert(place);
                if first != place {
                    self.list[first].count += entry.count;
                    continue;
                }
            }
            self.list.push(entry);
        }
    }

    pub fn finish(self) -> Vec<Finding> {
        self.list
            .into_iter()
            .map(|Entry { mut finding, count }| {
                if count > 1 {
                    let more = words::and_more(count - 1);
                    finding.text.vi += &more.vi;
                    finding.text.en += &more.en;
                }
                finding
            })
            .collect()
    }
}
