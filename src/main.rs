//! The thin binary: arguments in, exit code out.

use std::process::ExitCode;

use clap::Parser;
use motcua::cli::Cli;

fn main() -> ExitCode {
    let cli = Cli::parse();
    let lang = cli.global.lang;
    if let Ok(program) = std::env::current_exe() {
        motcua::io::sheets::set_reader(program);
    }
    match motcua::commands::run(cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", error.text(lang));
            ExitCode::from(error.kind.exit_code())
        }
    }
}
