//! `motcua rates`: every metric of a period.

use crate::analysis::rates::{self, By};
use crate::cli::{GroupBy, RatesArgs};
use crate::commands::Context;
use crate::error::Result;
use crate::report;

pub fn run(args: RatesArgs, context: &Context) -> Result<()> {
    let by = args.by.map(by);
    let q = context.question(&args.period)?;
    let rows = rates::rates(&q.facts, &q.library, &context.settings, q.period, by, &args.metric)?;
    context.show(&report::rates::document(&rows, by, &q.library, &context.frame(&q)))
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
