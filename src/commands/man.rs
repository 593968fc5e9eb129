//! `motcua man`.

use crate::commands::Context;
use crate::error::Result;

pub fn run(_context: &Context) -> Result<()> {
    Err(super::not_in_this_version("man"))
}
