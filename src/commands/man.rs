//! `motcua man`.

use clap::CommandFactory;

use crate::cli::Cli;
use crate::commands::Context;
use crate::error::{Error, Result};

pub fn run(context: &Context) -> Result<()> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(Error::internal)?;
    context.write(&page)
}
