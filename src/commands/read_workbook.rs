//! `motcua read-workbook`.

use crate::cli::ReadWorkbookArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: ReadWorkbookArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("read-workbook"))
}
