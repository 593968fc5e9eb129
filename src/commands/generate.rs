//! `motcua generate`.

use crate::cli::{GenerateArgs, SampleLayout};
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::generate::{Layout, Plan, generate};
use crate::io;
use crate::words::cli as words;

pub fn run(args: GenerateArgs, context: &Context) -> Result<()> {
    let folder = context.global.output.clone().ok_or_else(|| {
        Error::usage(words::generate_needs_folder()).help(words::generate_needs_folder_help())
    })?;
    let plan = Plan { dossiers: args.dossiers, seed: args.seed, layout: layout(args.layout) };
    let made = generate(&plan, &mut |name, bytes| io::files::write(&folder.join(name), bytes))?;
    let text = words::generated(made.dossiers, made.suspensions, made.files, folder.display());
    context.note(&text);
    Ok(())
}

fn layout(layout: SampleLayout) -> Layout {
    match layout {
        SampleLayout::Weekly => Layout::Weekly,
        SampleLayout::Register => Layout::Register,
        SampleLayout::Plain => Layout::Plain,
        SampleLayout::Html => Layout::Html,
        SampleLayout::Csv => Layout::Csv,
        SampleLayout::Split => Layout::Split,
        SampleLayout::Flat => Layout::Flat,
    }
}
