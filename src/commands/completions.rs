//! `motcua completions`.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::cli::Cli;
use crate::commands::Context;
use crate::error::Result;

pub fn run(shell: Shell, context: &Context) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "motcua", &mut script);
    context.write(&script)
}
