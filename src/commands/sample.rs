//! `motcua sample`: a reproducible inspection sample, and the filled form read back.

use std::path::Path;

use crate::analysis::sample::{self, Sample, Size};
use crate::cli::SampleArgs;
use crate::commands::Context;
use crate::commands::ground::Ground;
use crate::domain::period::Period;
use crate::error::{Error, Kind, Result};
use crate::io;
use crate::report;
use crate::words::sample as words;

pub fn run(args: SampleArgs, context: &Context) -> Result<()> {
    let size = size(&args)?;
    if let Some(file) = &args.results {
        return results(file, size, &args, context);
    }
    let size = size.ok_or_else(|| Error::usage(words::needs_size()))?;
    let ground = context.ground()?;
    let (sample, period) = drawn(&ground, size, &args, context)?;
    context.show(&report::sample::form(&sample, &ground.frame(period, context)))
}

fn size(args: &SampleArgs) -> Result<Option<Size>> {
    match (args.size, &args.share) {
        (Some(n), _) => Ok(Some(Size::Dossiers(n))),
        (None, Some(share)) => Size::parse_share(share).map(Some),
        (None, None) => Ok(None),
    }
}

fn drawn(ground: &Ground, size: Size, args: &SampleArgs, context: &Context) -> Result<(Sample, Period)> {
    let period = ground.period(&args.period, context)?;
    let population = sample::population(&ground.facts, &ground.calendar, period);
    Ok((sample::sample(population, size, args.seed)?, period))
}

/// Reads the form; with a size, it must be the form of the sample that is drawn.
fn results(file: &Path, size: Option<Size>, args: &SampleArgs, context: &Context) -> Result<()> {
    let form = sample::read_form(&io::sheets::read_isolated(file, &context.settings.import)?)?;
    if let Some(size) = size {
        let (sample, _) = drawn(&context.ground()?, size, args, context)?;
        if sample.id != form.id {
            return Err(Error::new(Kind::Rejected, words::other_sample(&form.id, &sample.id))
                .help(words::other_sample_help()));
        }
    }
    context.show(&report::sample::results(&form, context.lang()))
}
