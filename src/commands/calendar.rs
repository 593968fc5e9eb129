//! `motcua calendar`.

use crate::cli::CalendarArgs;
use crate::commands::Context;
use crate::error::Result;

pub fn run(_args: CalendarArgs, _context: &Context) -> Result<()> {
    Err(super::not_in_this_version("calendar"))
}
