//! `motcua calendar diff`: what another calendar would change in the store's verdicts.

use std::path::Path;

use crate::analysis::{calendar_effect, facts};
use crate::commands::Context;
use crate::domain::calendar::Calendar;
use crate::error::{Error, Result};
use crate::io;
use crate::report;

/// `against`: a calendar CSV (with the office hours in force), or a whole config.
pub fn run(against: &Path, context: &Context) -> Result<()> {
    let ground = context.ground()?;
    let other = other_calendar(against, context)?;
    let state = context.state()?;
    let after = facts::build(&state, &other, &context.settings, &ground.library)?;
    let in_force = (&ground.facts, &ground.calendar);
    let effect = calendar_effect::effect(in_force, (&after, &other), &ground.library)?;
    let document =
        report::calendar_effect::document(&effect, &ground.calendar, &other, &ground.library, context.lang());
    context.show(&document)
}

fn other_calendar(path: &Path, context: &Context) -> Result<Calendar> {
    if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("toml")) {
        let settings = io::config::read(Some(path))?.settings;
        let lines = match &settings.calendar.file {
            Some(file) => io::files::read_text(Path::new(file))?,
            None => String::new(),
        };
        return Calendar::from_csv(&lines, settings.calendar.hours).map_err(|e| in_file(e, path));
    }
    let lines = io::files::read_text(path)?;
    Calendar::from_csv(&lines, context.settings.calendar.hours.clone()).map_err(|e| in_file(e, path))
}

/// Names the file beside the line.
fn in_file(mut error: Error, path: &Path) -> Error {
    if let Some(place) = &mut error.place {
        place.vi = format!("{} › {}", path.display(), place.vi);
        place.en = format!("{} › {}", path.display(), place.en);
    }
    error
}
