//! `motcua rates`.

use crate::cli::RatesArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: RatesArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("rates"))
}
