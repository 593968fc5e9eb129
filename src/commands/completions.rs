//! `motcua completions`.

use clap_complete::Shell;

use crate::commands::Context;
use crate::error::Result;

pub fn run(_shell: Shell, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("completions"))
}
