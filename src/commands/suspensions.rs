//! `motcua suspensions`.

use crate::cli::SuspensionsArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: SuspensionsArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("suspensions"))
}
