//! `motcua rank`.

use crate::cli::RankArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: RankArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("rank"))
}
