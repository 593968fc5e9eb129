//! One file per command; each `run` reads, calls the core, writes.

use crate::cli::{Cli, Command};
use crate::error::Result;
use crate::io;

mod bundle;
mod calendar;
mod calendar_diff;
mod changes;
mod closing;
mod completions;
mod config;
mod context;
mod drop;
mod due;
mod evaluate;
mod explain;
mod generate;
mod ground;
mod import;
mod imports;
pub mod in_parts;
mod man;
mod query;
mod rank;
mod rates;
mod read_workbook;
mod report;
mod sample;
mod show;
mod suspensions;

pub use context::{Context, say};
pub use drop::{arguments, hold_window};

/// Runs one command.
pub fn run(cli: Cli) -> Result<()> {
    // The child of an import reads no config: its parent has, and passes the limits on.
    if let Command::ReadWorkbook(args) = cli.command {
        return read_workbook::run(args);
    }
    let config = io::config::read(cli.global.config.as_deref())?;
    let context = Context { global: cli.global, settings: config.settings.clone(), config };
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
        Command::Man(args) => man::run(args, &context),
        Command::Drop(args) => drop::run(args, &context),
        Command::ReadWorkbook(args) => read_workbook::run(args),
    }
}
