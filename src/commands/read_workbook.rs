//! `motcua read-workbook`: the child process that reads one file for its parent.

use crate::cli::ReadWorkbookArgs;
use crate::error::Result;
use crate::io::sheets;

pub fn run(args: ReadWorkbookArgs) -> Result<()> {
    sheets::serve(&args.path, &args.limits, &mut std::io::stdout().lock())
}
