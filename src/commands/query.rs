//! `motcua query`.

use crate::cli::QueryArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: QueryArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("query"))
}
