//! `motcua suspensions`: every suspension with its verdict and evidence.

use crate::analysis::suspensions::{self, Filter, Verdict};
use crate::cli::{Only, SuspensionsArgs};
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::{report, words};

pub fn run(args: SuspensionsArgs, context: &Context) -> Result<()> {
    let filter = Filter { verdict: verdict(args.only), official: args.official, rules: args.rule };
    let q = context.question(&args.period)?;
    let found = suspensions::audit(&q.facts, &q.library, q.period, &filter)?;
    if let Some(missing) = q.facts.suspensions_missing() {
        context.note(&missing);
    }
    context.show(&report::suspensions::document(&found, &q.library, &context.frame(&q)))?;
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
