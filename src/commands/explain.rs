//! `motcua explain`: the whole clock of one dossier.

use crate::analysis::explain;
use crate::cli::ExplainArgs;
use crate::commands::Context;
use crate::error::Result;
use crate::report;

pub fn run(args: ExplainArgs, context: &Context) -> Result<()> {
    let ground = context.ground()?;
    let explanation = explain::explain(&ground.facts, &ground.calendar, &ground.library, &args.code)?;
    context.show(&report::explain::document(&explanation, context.lang()))
}
