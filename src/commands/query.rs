//! `motcua query`: SQL over the store's tables, by name, as text or from a file.

use std::path::Path;

use crate::cli::QueryArgs;
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::{io, report, words};

pub fn run(args: QueryArgs, context: &Context) -> Result<()> {
    if args.list {
        return context.show(&report::query::list(&context.library()?, context.lang()));
    }
    let ground = context.ground()?;
    let period = ground.period(&args.period, context)?;
    let (name, sql) = match (&args.name, &args.sql, &args.file) {
        (Some(name), _, _) => (name.clone(), ground.library.sql(name)?.to_string()),
        (None, Some(text), _) => ("--sql".to_string(), text.clone()),
        (None, None, Some(path)) => (path.display().to_string(), io::files::read_text(Path::new(path))?),
        (None, None, None) => {
            return Err(
                Error::usage(words::metrics::query_wanted()).help(words::metrics::query_wanted_help())
            );
        }
    };
    let facts = &ground.facts;
    let rows = facts.tables().rows(&name, &sql, &facts.params(period))?;
    let table = crate::analysis::table::values(&rows);
    context.show(&report::query::rows(&name, &table, context.lang()))
}
