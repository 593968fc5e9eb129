//! `motcua explain`: the whole clock of one dossier.

use crate::analysis::{explain, facts};
use crate::cli::ExplainArgs;
use crate::commands::Context;
use crate::error::Result;
use crate::report;

pub fn run(args: ExplainArgs, context: &Context) -> Result<()> {
    let (calendar, library) = (context.calendar()?, context.library()?);
    let facts = facts::build(&context.state()?, &calendar, &context.settings, &library)?;
    let explanation = explain::explain(&facts, &calendar, &library, &args.code)?;
    context.show(&report::explain::document(&explanation, context.lang()))
}
