//! `motcua evaluate`: the monthly evaluation of officials, workbook and data.

use crate::analysis::evaluation::evaluate;
use crate::cli::EvaluateArgs;
use crate::commands::Context;
use crate::commands::bundle::Bundle;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::report::{self, evaluation::Beside};
use crate::words;

pub fn run(args: EvaluateArgs, context: &Context) -> Result<()> {
    let month = month(&args.month)?;
    let folder = context.folder("motcua evaluate --month 2026-10 -o danh-gia")?;
    let ground = context.ground()?;
    ground.must_cover(month, context)?;
    let evaluation = evaluate(&ground.facts, &ground.library, &context.settings, month)?;
    let frame = ground.frame(month, context);
    if args.close {
        ground.close(month, &evaluation.officials, args.again, context)?;
    }
    let beside = Beside { explained: ground.explained(month), closed: ground.closed(month, context)? };
    let versions = ground.versions(context)?;
    let document = report::evaluation::document(&evaluation, &beside, &ground.library, &versions, &frame);
    let bundle = Bundle { stem: "danh-gia", page: false, document: &document };
    bundle.write(&folder, &ground, &frame, context)
}

/// `YYYY-MM`, nothing else that is a period.
fn month(text: &str) -> Result<Period> {
    let bad = || Error::usage(words::evaluation::bad_month(text)).help(words::evaluation::bad_month_help());
    let period = Period::parse(text).map_err(|_| bad())?;
    if period == Period::month_of(period.start) { Ok(period) } else { Err(bad()) }
}
