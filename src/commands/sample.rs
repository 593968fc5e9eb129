//! `motcua sample`: a reproducible inspection sample, and the filled form read back.

use std::path::Path;

use crate::analysis::sample::{self, Sample, Size};
use crate::cli::SampleArgs;
use crate::commands::Context;
use crate::domain::period::Period;
use crate::error::{Error, Kind, Result};
use crate::report::{self, frame::Frame};
use crate::words::sample as words;
use crate::{analysis::facts, io};

pub fn run(args: SampleArgs, context: &Context) -> Result<()> {
    let size = size(&args)?;
    if let Some(file) = &args.results {
        return results(file, size, &args, context);
    }
    let size = size.ok_or_else(|| Error::usage(words::needs_size()))?;
    let (sample, period, as_of) = drawn(size, &args, context)?;
    let (lang, settings) = (context.lang(), &context.settings);
    let agency = sample.members.first().and_then(|m| m.agency.as_deref());
    let frame = Frame { lang, settings, period, as_of, agency };
    context.show(&report::sample::form(&sample, &frame))
}

fn size(args: &SampleArgs) -> Result<Option<Size>> {
    match (args.size, &args.share) {
        (Some(n), _) => Ok(Some(Size::Dossiers(n))),
        (None, Some(share)) => Size::parse_share(share).map(Some),
        (None, None) => Ok(None),
    }
}

fn drawn(
    size: Size,
    args: &SampleArgs,
    context: &Context,
) -> Result<(Sample, Period, chrono::NaiveDateTime)> {
    let (calendar, library) = (context.calendar()?, context.library()?);
    let facts = facts::build(&context.state()?, &calendar, &context.settings, &library)?;
    let period = context.period(&args.period, facts.as_of)?;
    let population = sample::population(&facts, &calendar, period);
    Ok((sample::sample(population, size, args.seed)?, period, facts.as_of))
}

/// Reads the form; with a size, it must be the form of the sample that is drawn.
fn results(file: &Path, size: Option<Size>, args: &SampleArgs, context: &Context) -> Result<()> {
    let form = sample::read_form(&io::sheets::read_isolated(file, &context.settings.import)?)?;
    if let Some(size) = size {
        let (sample, ..) = drawn(size, args, context)?;
        if sample.id != form.id {
            return Err(Error::new(Kind::Rejected, words::other_sample(&form.id, &sample.id))
                .help(words::other_sample_help()));
        }
    }
    context.show(&report::sample::results(&form, context.lang()))
}
