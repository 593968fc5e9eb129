//! `motcua config`.

use crate::cli::ConfigArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ConfigArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("config"))
}
