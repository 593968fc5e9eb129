//! `motcua rank`: the officials in order of one metric.

use crate::analysis::ranking::{self, Order};
use crate::cli::{self, RankArgs};
use crate::commands::Context;
use crate::error::Result;
use crate::report;

pub fn run(args: RankArgs, context: &Context) -> Result<()> {
    let order = match args.order {
        cli::Order::Rate => Order::Rate,
        cli::Order::Lower => Order::Lower,
    };
    let min_total = args.min_total.unwrap_or(context.settings.ranking.min_total);
    let ground = context.ground()?;
    let period = ground.period(&args.period, context)?;
    let (facts, library) = (&ground.facts, &ground.library);
    let metric = library.metric(&args.metric)?;
    let rows = ranking::rank(facts, library, &context.settings, period, &args.metric, min_total, order)?;
    if let Some(missing) = metric.needs.missing(&facts.carried) {
        context.note(&missing);
    }
    let frame = ground.frame(period, context);
    context.show(&report::rank::document(&rows, metric, order, min_total, &frame))
}
