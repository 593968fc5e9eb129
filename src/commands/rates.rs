//! `motcua rates`: every metric of a period.

use crate::analysis::rates::{self, By};
use crate::cli::{GroupBy, RatesArgs};
use crate::commands::Context;
use crate::error::Result;
use crate::report;

pub fn run(args: RatesArgs, context: &Context) -> Result<()> {
    let by = args.by.map(by);
    let ground = context.ground()?;
    let period = ground.period(&args.period, context)?;
    let rows = rates::rates(&ground.facts, &ground.library, &context.settings, period, by, &args.metric)?;
    context.show(&report::rates::document(&rows, by, &ground.library, &ground.frame(period, context)))
}

fn by(asked: GroupBy) -> By {
    match asked {
        GroupBy::Official => By::Official,
        GroupBy::Agency => By::Agency,
        GroupBy::Field => By::Field,
        GroupBy::Procedure => By::Procedure,
        GroupBy::Month => By::Month,
        GroupBy::Week => By::Week,
    }
}
