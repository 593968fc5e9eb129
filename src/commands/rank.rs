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
    let q = context.question(&args.period)?;
    let metric = q.library.metric(&args.metric)?;
    let settings = &context.settings;
    let rows = ranking::rank(&q.facts, &q.library, settings, q.period, &args.metric, min_total, order)?;
    if let Some(missing) = metric.needs.missing(&q.facts.carried) {
        context.note(&missing);
    }
    context.show(&report::rank::document(&rows, metric, order, min_total, &context.frame(&q)))
}
