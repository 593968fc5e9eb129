//! `motcua suspensions`: every suspension with its verdict and evidence.

use crate::analysis::suspensions::{self, Filter, Verdict};
use crate::cli::{Only, SuspensionsArgs};
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::{report, words};

pub fn run(args: SuspensionsArgs, context: &Context) -> Result<()> {
    let filter = Filter { verdict: verdict(args.only), official: args.official, rules: args.rule };
    let ground = context.ground()?;
    let period = ground.period(&args.period, context)?;
    let found = suspensions::audit(&ground.facts, &ground.library, period, &filter)?;
    if let Some(missing) = ground.facts.suspensions_missing() {
        context.note(&missing);
    }
    let frame = ground.frame(period, context);
    context.show(&report::suspensions::document(&found, &ground.library, &frame))?;
    let improper = found.iter().filter(|s| s.verdict == Verdict::Improper).count();
    if args.fail_on_findings && improper > 0 {
        return Err(Error::new(Kind::Findings, words::metrics::improper_found(improper)));
    }
    Ok(())
}

fn verdict(only: Only) -> Option<Verdict> {
    match only {
        Only::Improper => Some(Verdict::Improper),
        Only::Unverifiable => Some(Verdict::Unverifiable),
        Only::Proper => Some(Verdict::Proper),
        Only::All => None,
    }
}
