//! The thin binary: arguments in, exit code out. Whatever breaks, a person reads a sentence.

use std::io::Write;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

use motcua::cli::{self, Command, Stop};
use motcua::commands::{self, say};
use motcua::error::{Error, Kind};
use motcua::io;
use motcua::words::Lang;

/// Where the last panic was: file and line only, for its message may quote data.
static BROKEN_AT: Mutex<String> = Mutex::new(String::new());

fn main() -> ExitCode {
    panic::set_hook(Box::new(|broken| {
        let at = broken.location().map(|l| format!("{}:{}", l.file(), l.line()));
        *BROKEN_AT.lock().unwrap_or_else(PoisonError::into_inner) = at.unwrap_or_default();
    }));
    io::desktop::prepare();
    let arguments = commands::arguments(std::env::args_os().collect());
    let lang = cli::lang(&arguments, std::env::var_os("MOTCUA_LANG").as_deref());
    let parsed = panic::catch_unwind(AssertUnwindSafe(|| cli::parse(arguments, lang)));
    let cli = match parsed.unwrap_or_else(|_| Err(Stop::Wrong(broken()))) {
        Ok(cli) => cli,
        Err(Stop::Told(text)) => {
            // Nobody reading any more is no failure.
            let _ = write!(std::io::stdout(), "{text}");
            return ExitCode::SUCCESS;
        }
        Err(Stop::Lost(help)) => {
            say(help.trim_end());
            return ExitCode::from(Kind::Usage.exit_code());
        }
        Err(Stop::Wrong(error)) => return failed(&error, lang),
    };
    let lang = cli.global.lang;
    let holds = matches!(cli.command, Command::Drop(_)) && !cli.global.quiet;
    if let Ok(program) = std::env::current_exe() {
        io::sheets::set_reader(program);
    }
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| commands::run(cli)));
    let outcome = outcome.unwrap_or_else(|_| Err(broken()));
    let code = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error, lang),
    };
    if holds {
        commands::hold_window(lang);
    }
    code
}

fn broken() -> Error {
    Error::internal(BROKEN_AT.lock().unwrap_or_else(PoisonError::into_inner))
}

fn failed(error: &Error, lang: Lang) -> ExitCode {
    say(&error.text(lang));
    ExitCode::from(error.kind.exit_code())
}
