//! `motcua due`: the weekly list of overdue and soon-due dossiers.

use crate::analysis::due::{Within, due};
use crate::cli::DueArgs;
use crate::commands::Context;
use crate::domain::period::Period;
use crate::error::Result;
use crate::report;

pub fn run(args: DueArgs, context: &Context) -> Result<()> {
    let within = Within::parse(&args.within)?;
    let ground = context.ground()?;
    let list = due(&ground.facts, &ground.calendar, within);
    let frame = ground.frame(Period::month_of(ground.facts.as_of.date()), context);
    context.show(&report::due::document(&list, within, &frame))
}
