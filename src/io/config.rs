//! `motcua.toml` → [`Settings`], with the line that each value comes from.
//!
//! Promises: nothing in the file is passed over in silence; a wrong key or value is an error that
//! names its line and, for a key, the nearest right one. Paths in the file are relative to it.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::settings::Settings;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::words::{Phrase, config as words};

/// Looked for in the working folder where `--config` is not given.
const DEFAULT_FILE: &str = "motcua.toml";

/// The settings in force and where they come from.
#[derive(Clone, Debug, Default)]
pub struct Config {
    pub settings: Settings,
    /// The file that was read, if any.
    pub file: Option<PathBuf>,
    /// `ranking.min_total` or `signers[0].role` → line of the file, from 1.
    pub lines: BTreeMap<String, usize>,
}

impl Config {
    /// The line of a key, or of the nearest list or table around it; `None` if the file has none.
    fn line_of(&self, key: &str) -> Option<usize> {
        let mut key = key;
        loop {
            if let Some(&line) = self.lines.get(key) {
                return Some(line);
            }
            key = &key[..key.rfind(['.', '['])?];
        }
    }
}

/// The settings of `path` (which must exist), or of `./motcua.toml` if it is there, or the defaults.
pub fn read(path: Option<&Path>) -> Result<Config> {
    let file = path.unwrap_or(Path::new(DEFAULT_FILE));
    let text = match fs::read_to_string(file) {
        Ok(text) => text,
        Err(e) if e.kind() == ErrorKind::NotFound && path.is_none() => return Ok(Config::default()),
        Err(e) => return Err(Error { kind: Kind::Usage, ..files::read_error(file, &e) }),
    };
    let config = parse(&text, file)?;
    if let Some((key, problem)) = config.settings.problems().first() {
        let [vi, en] = [words::bad_value(key, &problem.vi).vi, words::bad_value(key, &problem.en).en];
        return Err(Error::usage(Phrase { vi, en }).place(place(file, config.line_of(key))));
    }
    missing_file("calendar.file", config.settings.calendar.file.as_deref(), &config, file)?;
    missing_file("queries", config.settings.queries.as_deref(), &config, file)?;
    Ok(config)
}

fn parse(text: &str, file: &Path) -> Result<Config> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut settings: Settings = toml::from_str(text).map_err(|e| wrong(text, file, &e))?;
    let folder = file.parent().unwrap_or(Path::new(""));
    for path in [&mut settings.calendar.file, &mut settings.queries].into_iter().flatten() {
        *path = folder.join(&*path).display().to_string();
    }
    let mut lines = BTreeMap::new();
    if let Ok(table) = DeTable::parse(text) {
        table_lines(text, "", table.get_ref(), &mut lines);
    }
    Ok(Config { settings, file: Some(file.to_path_buf()), lines })
}

fn table_lines(text: &str, prefix: &str, table: &DeTable, lines: &mut BTreeMap<String, usize>) {
    for (key, value) in table {
        let name = match prefix {
            "" => key.get_ref().to_string(),
            _ => format!("{prefix}.{}", key.get_ref()),
        };
        lines.insert(name.clone(), line_at(text, key.span().start));
        value_lines(text, &name, value, lines);
    }
}

fn value_lines(text: &str, name: &str, value: &Spanned<DeValue>, lines: &mut BTreeMap<String, usize>) {
    match value.get_ref() {
        DeValue::Table(table) => table_lines(text, name, table, lines),
        DeValue::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                let name = format!("{name}[{i}]");
                lines.insert(name.clone(), line_at(text, item.span().start));
                value_lines(text, &name, item, lines);
            }
        }
        _ => {}
    }
}

fn line_at(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

fn place(file: &Path, line: Option<usize>) -> Phrase {
    match line {
        Some(line) => words::line(file.display(), line),
        None => Phrase::same(file.display().to_string()),
    }
}

/// The library's complaint in words: unknown key with the nearest one, wrong value, broken syntax.
fn wrong(text: &str, file: &Path, error: &toml::de::Error) -> Error {
    let line = error.span().map(|span: Range<usize>| line_at(text, span.start));
    let message = error.message();
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let failure = match quoted.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => {
            let error = Error::usage(words::unknown_key(key));
            match nearest(key, known) {
                Some(near) => error.help(words::nearest_key(near)),
                None => error.help(words::known_keys(known.join(", "))),
            }
        }
        _ if message.starts_with("invalid type") || message.starts_with("invalid value") => {
            Error::usage(words::wrong_type()).cause(message)
        }
        _ => Error::usage(words::not_toml()).cause(message).help(words::not_toml_help()),
    };
    failure.place(place(file, line))
}

fn nearest<'a>(key: &str, known: &[&'a str]) -> Option<&'a str> {
    let close = known.iter().map(|k| (strsim::jaro_winkler(key, k), *k));
    close.filter(|(score, _)| *score > 0.75).max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, k)| k)
}

fn missing_file(key: &str, path: Option<&str>, config: &Config, file: &Path) -> Result<()> {
    match path {
        Some(path) if !Path::new(path).exists() => Err(Error::usage(words::missing_path(key, path))
            .place(place(file, config.line_of(key)))
            .help(words::missing_path_help())),
        _ => Ok(()),
    }
}
