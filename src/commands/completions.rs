//! `motcua completions`.

use clap_complete::Shell;

use crate::cli;
use crate::commands::Context;
use crate::error::Result;

pub fn run(shell: Shell, context: &Context) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(context.lang()), "motcua", &mut script);
    context.write(&script)
}
