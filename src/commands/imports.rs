//! `motcua imports`.

use crate::cli::ImportsArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ImportsArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("imports"))
}
