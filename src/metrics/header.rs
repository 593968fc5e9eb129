//! The `-- key: value` header of a query file.

use crate::error::{Error, Result};
use crate::metrics::library::QueryFile;
use crate::metrics::needs::Needs;
use crate::words::{self, Phrase};

/// The header lines of one file, each with its line number (1-based).
pub(super) struct Header<'a> {
    file: &'a QueryFile,
    lines: Vec<(usize, &'a str, &'a str)>,
}

impl<'a> Header<'a> {
    /// Reads the comment lines above the first line of SQL. A line `-- key: value` is a key if it
    /// is one of `known`; a duplicate or an unknown `key:` at the start of a line is an error.
    pub(super) fn parse(file: &'a QueryFile, known: &[&str]) -> Result<Header<'a>> {
        let mut header = Header { file, lines: Vec::new() };
        for (i, line) in file.text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let Some(comment) = line.strip_prefix("--") else { break };
            let Some((key, value)) = comment.split_once(':') else { continue };
            let key = key.trim();
            if key.contains(' ') || key.is_empty() {
                continue;
            }
            if !known.contains(&key) {
                return Err(header.error(i + 1, words::metrics::unknown_key(key, known.join(", "))));
            }
            if header.lines.iter().any(|l| l.1 == key) {
                return Err(header.error(i + 1, words::metrics::key_twice(key)));
            }
            header.lines.push((i + 1, key, value.trim()));
        }
        Ok(header)
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.lines.iter().find(|l| l.1 == key).map(|l| l.2).filter(|v| !v.is_empty())
    }

    pub(super) fn need(&self, key: &str) -> Result<&'a str> {
        self.get(key).ok_or_else(|| self.error(self.line(key), words::metrics::key_missing(key)))
    }

    /// `KEY.vi` and `KEY.en`, or one `KEY` for both languages.
    pub(super) fn phrase(&self, key: &str) -> Result<Phrase> {
        if let Some(text) = self.get(key) {
            return Ok(Phrase::same(text));
        }
        Ok(Phrase::new(self.need(&format!("{key}.vi"))?, self.need(&format!("{key}.en"))?))
    }

    /// The value of `key` among `choices`.
    pub(super) fn choice<T: Copy>(&self, key: &str, choices: &[(&str, T)]) -> Result<T> {
        let value = self.need(key)?;
        choices.iter().find(|c| c.0 == value).map(|c| c.1).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|c| c.0).collect();
            self.error(self.line(key), words::metrics::bad_value(key, value, names.join(", ")))
        })
    }

    /// The target in percent; `none` is none.
    pub(super) fn target(&self) -> Result<Option<f64>> {
        let value = self.need("target")?;
        if value == "none" {
            return Ok(None);
        }
        match value.parse::<f64>() {
            Ok(target) if (0.0..=100.0).contains(&target) => Ok(Some(target)),
            _ => {
                let what = words::metrics::bad_value("target", value, "none, 0 … 100");
                Err(self.error(self.line("target"), what))
            }
        }
    }

    pub(super) fn needs(&self) -> Result<Needs> {
        Needs::parse(self.need("needs")?)
            .map_err(|name| self.error(self.line("needs"), words::metrics::unknown_column(name)))
    }

    /// The place in lists; files without one come last.
    pub(super) fn order(&self) -> Result<u32> {
        let Some(text) = self.get("order") else { return Ok(1000) };
        text.parse().map_err(|_| {
            self.error(self.line("order"), words::metrics::bad_value("order", text, "0, 1, 2 …"))
        })
    }

    /// The line of a key, or the first line.
    pub(super) fn line(&self, key: &str) -> usize {
        self.lines.iter().find(|l| l.1 == key).map_or(1, |l| l.0)
    }

    pub(super) fn error(&self, line: usize, what: Phrase) -> Error {
        Error::usage(what)
            .place(words::metrics::file_line(&self.file.path, line))
            .help(words::metrics::query_help())
    }
}
