//! What every command gets, and the few steps that most of them share.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use crate::cli::{Global, PeriodArg};
use crate::domain::period::{self, Period};
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::io;
use crate::io::config::Config;
use crate::io::store::Store;
use crate::metrics::{Library, QueryFile};
use crate::tables::State;
use crate::words::{self, Lang, Phrase};

/// The global options and the settings in force.
pub struct Context {
    pub global: Global,
    pub settings: Settings,
    /// Where the settings come from.
    pub config: Config,
}

impl Context {
    pub fn lang(&self) -> Lang {
        self.global.lang
    }

    /// The store that `--store` names; it need not be there yet.
    pub fn store(&self) -> Result<Store> {
        Store::open(&self.global.store)
    }

    /// `--as-of`; a date alone is the end of that day.
    pub fn as_of(&self) -> Result<Option<NaiveDateTime>> {
        self.global.as_of.as_deref().map(period::parse_as_of).transpose()
    }

    /// The store's state at `--as-of` (default: the newest export).
    pub fn state(&self) -> Result<State> {
        self.store()?.state(self.as_of()?)
    }

    /// The built-in metrics, rules and queries with those of the config's folder; says which
    /// built-in ones are replaced.
    pub fn library(&self) -> Result<Library> {
        let Some(folder) = &self.settings.queries else { return Library::builtin() };
        let mut files = Vec::new();
        for sub in ["metrics", "rules", ""] {
            for (path, text) in io::files::texts_of(&Path::new(folder).join(sub), "sql")? {
                let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
                let path = path.display().to_string();
                files.push(QueryFile { folder: sub.to_string(), name, path, text });
            }
        }
        let library = Library::with(&files)?;
        library.remarks.iter().for_each(|remark| self.note(remark));
        Ok(library)
    }

    /// `--period`, or the newest month that is over at `as_of`.
    pub fn period(&self, arg: &PeriodArg, as_of: NaiveDateTime) -> Result<Period> {
        match &arg.period {
            Some(text) => Period::parse(text),
            None => Ok(newest_whole_month(as_of.date())),
        }
    }

    /// A remark on stderr; silent under `--quiet`.
    pub fn note(&self, text: &Phrase) {
        if !self.global.quiet {
            say(text.text(self.lang()));
        }
    }

    /// The finished result: to `-o FILE` if given, else to stdout. A closed pipe is no error.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        match &self.global.output {
            Some(path) => self.write_file(path, bytes).map(|_| ()),
            None => write_stdout(bytes),
        }
    }

    /// One file of a result; beside it, with a remark, if another program holds that file open.
    pub fn write_file(&self, path: &Path, bytes: &[u8]) -> Result<PathBuf> {
        let written = io::files::write_beside_open(path, bytes)?;
        if written != path {
            self.note(&words::dropped::held_open(path.display(), written.display()));
        }
        Ok(written)
    }

    /// The same context, for what is told on stdout while the results go to `-o`.
    pub fn to_stdout(&self) -> Context {
        let global = Global { output: None, ..self.global.clone() };
        Context { global, settings: self.settings.clone(), config: self.config.clone() }
    }

    /// A result that is text, see [`Context::write`].
    pub fn write_text(&self, text: &str) -> Result<()> {
        self.write(text.as_bytes())
    }
}

/// A line on stderr; nobody reading there is no failure.
pub fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "{text}");
}

fn newest_whole_month(date: NaiveDate) -> Period {
    let this = Period::month_of(date);
    if this.end == date { this } else { Period::month_of(date - Days::new(u64::from(date.day()))) }
}

fn write_stdout(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(io::files::write_error(Path::new("stdout"), &e)),
        Ok(()) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_period_is_the_newest_month_that_is_over() {
        let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap();
        for (as_of, month) in [
            ("2026-10-31", "2026-10-01"),
            ("2026-10-30", "2026-09-01"),
            ("2026-01-01", "2025-12-01"),
            ("2024-03-15", "2024-02-01"),
        ] {
            assert_eq!(newest_whole_month(day(as_of)).start, day(month), "{as_of}");
        }
    }
}
