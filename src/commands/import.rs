//! `motcua import`.

use crate::cli::ImportArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ImportArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("import"))
}
