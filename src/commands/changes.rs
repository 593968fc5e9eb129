//! `motcua changes`.

use crate::cli::ChangesArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ChangesArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("changes"))
}
