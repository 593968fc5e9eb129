//! One file per command; each `run` reads, calls the core, writes.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::cli::{Cli, Command, Global};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::io;
use crate::io::store::Store;
use crate::words::{self, Lang, Phrase};

mod calendar;
mod changes;
mod completions;
mod config;
mod due;
mod evaluate;
mod explain;
mod generate;
mod import;
mod imports;
mod man;
mod query;
mod rank;
mod rates;
mod read_workbook;
mod report;
mod sample;
mod show;
mod suspensions;

/// What every command gets: the global options and the settings in force.
pub struct Context {
    pub global: Global,
    pub settings: Settings,
}

/// Runs one command.
pub fn run(cli: Cli) -> Result<()> {
    let settings = io::config::load(cli.global.config.as_deref())?;
    let context = Context { global: cli.global, settings };
    match cli.command {
        Command::Import(args) => import::run(args, &context),
        Command::Imports(args) => imports::run(args, &context),
        Command::Rates(args) => rates::run(args, &context),
        Command::Rank(args) => rank::run(args, &context),
        Command::Suspensions(args) => suspensions::run(args, &context),
        Command::Due(args) => due::run(args, &context),
        Command::Changes(args) => changes::run(args, &context),
        Command::Evaluate(args) => evaluate::run(args, &context),
        Command::Report(args) => report::run(args, &context),
        Command::Explain(args) => explain::run(args, &context),
        Command::Sample(args) => sample::run(args, &context),
        Command::Query(args) => query::run(args, &context),
        Command::Calendar(args) => calendar::run(args, &context),
        Command::Generate(args) => generate::run(args, &context),
        Command::Config(args) => config::run(args, &context),
        Command::Completions { shell } => completions::run(shell, &context),
        Command::Man => man::run(&context),
        Command::ReadWorkbook(args) => read_workbook::run(args, &context),
    }
}

impl Context {
    pub fn lang(&self) -> Lang {
        self.global.lang
    }

    /// The store that `--store` names; it need not be there yet.
    pub fn store(&self) -> Result<Store> {
        Store::open(&self.global.store)
    }

    /// A remark on stderr; silent under `--quiet`.
    pub fn note(&self, text: &Phrase) {
        if !self.global.quiet {
            eprintln!("{}", text.text(self.lang()));
        }
    }

    /// The finished result: to `-o FILE` if given, else to stdout. A closed pipe is no error.
    pub fn write(&self, bytes: &[u8]) -> Result<()> {
        match &self.global.output {
            Some(path) => io::files::write(path, bytes),
            None => write_stdout(bytes),
        }
    }

    /// A result that is text, see [`Context::write`].
    pub fn write_text(&self, text: &str) -> Result<()> {
        self.write(text.as_bytes())
    }
}

fn write_stdout(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(e) => Err(io::files::write_error(Path::new("stdout"), &e)),
        Ok(()) => Ok(()),
    }
}

fn not_in_this_version(command: &str) -> Error {
    Error::usage(words::cli::not_in_this_version(command))
}
