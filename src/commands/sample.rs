//! `motcua sample`.

use crate::cli::SampleArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: SampleArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("sample"))
}
