//! `motcua generate`.

use crate::cli::GenerateArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: GenerateArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("generate"))
}
