//! `motcua due`.

use crate::cli::DueArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: DueArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("due"))
}
