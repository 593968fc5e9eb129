//! `motcua man`: the pages of all commands, or of one.

use clap::Command;

use crate::cli::{self, ManArgs};
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::words::{Lang, help as words};

/// To stdout one after the other; with `-o` a file per page into that folder.
pub fn run(args: ManArgs, context: &Context) -> Result<()> {
    let lang = context.lang();
    let mut root = cli::command(lang);
    root.build();
    if !args.command.is_empty() {
        let asked = args.command.iter().try_fold(&root, |command, name| command.find_subcommand(name));
        let asked = asked.ok_or_else(|| Error::usage(words::man_no_command(args.command.join(" "))))?;
        return context.write(&page(asked, lang)?);
    }
    let pages = pages(&root, lang)?;
    match &context.global.output {
        None => context.write(&pages.into_iter().flat_map(|(_, page)| page).collect::<Vec<u8>>()),
        Some(folder) => {
            for (name, page) in &pages {
                context.write_file(&folder.join(format!("{name}.1")), page)?;
            }
            context.note(&words::man_written(pages.len(), folder.display()));
            Ok(())
        }
    }
}

/// The page of a command and those below it, each with its name.
fn pages(command: &Command, lang: Lang) -> Result<Vec<(String, Vec<u8>)>> {
    let name = command.get_display_name().unwrap_or(command.get_name());
    let mut found = vec![(name.to_string(), page(command, lang)?)];
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        found.extend(pages(sub, lang)?);
    }
    Ok(found)
}

fn page(command: &Command, lang: Lang) -> Result<Vec<u8>> {
    let command = command.clone().version(env!("CARGO_PKG_VERSION"));
    let mut page = Vec::new();
    clap_mangen::Man::new(command).date("").render(&mut page).map_err(Error::internal)?;
    let page = String::from_utf8(page).map_err(Error::internal)?;
    Ok(with_headings(&page, lang).into_bytes())
}

/// The section headings in the reader's language.
fn with_headings(page: &str, lang: Lang) -> String {
    let heading = |line: &str| {
        let name = line.strip_prefix(".SH ")?.trim_matches('"');
        let (_, title) = words::MAN_HEADINGS.iter().find(|(given, _)| *given == name)?;
        Some(format!(".SH \"{}\"", title.text(lang)))
    };
    let lines = page.lines().map(|line| heading(line).unwrap_or_else(|| line.to_string()));
    cli::translated(&(lines.collect::<Vec<_>>().join("\n") + "\n"), lang)
}
