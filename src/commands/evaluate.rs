//! `motcua evaluate`.

use crate::cli::EvaluateArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: EvaluateArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("evaluate"))
}
