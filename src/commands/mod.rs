//! One file per command; each `run` reads, calls the core, writes.

use crate::cli::{Cli, Command, Global};
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::io;
use crate::words::Phrase;

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
        _ => Err(not_yet(&context)),
    }
}

fn not_yet(_context: &Context) -> Error {
    Error::internal(Phrase::same("not yet").vi)
}
