//! The thin binary: arguments in, exit code out. Whatever breaks, a person reads a sentence.

use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use clap::Parser;
use motcua::cli::{Cli, Command};
use motcua::commands::{self, say};
use motcua::error::Error;
use motcua::io;

/// Where the last panic was: file and line only, for its message may quote data.
static BROKEN_AT: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    panic::set_hook(Box::new(|broken| {
        let at = broken.location().map(|l| format!("{}:{}", l.file(), l.line()));
        *BROKEN_AT.lock().unwrap_or_else(PoisonError::into_inner) = at.unwrap_or_default();
    }));
    io::desktop::prepare();
    let cli = Cli::parse_from(commands::arguments(std::env::args_os().collect()));
    let lang = cli.global.lang;
    let holds = matches!(cli.command, Command::Drop(_)) && !cli.global.quiet;
    if let Ok(program) = std::env::current_exe() {
        io::sheets::set_reader(program);
    }
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| commands::run(cli)));
    let outcome = outcome
        .unwrap_or_else(|_| Err(Error::internal(BROKEN_AT.lock().unwrap_or_else(PoisonError::into_inner))));
    let code = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&error.text(lang));
            ExitCode::from(error.kind.exit_code())
        }
    };
    if holds {
        commands::hold_window(lang);
    }
    code
}
