//! `motcua explain`.

use crate::cli::ExplainArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ExplainArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("explain"))
}
