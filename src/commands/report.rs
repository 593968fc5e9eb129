//! `motcua report`.

use crate::cli::ReportArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ReportArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("report"))
}
