//! `motcua PATH…`: files dropped on the program are imported and reported without a further word.
//!
//! The report of the newest whole month and the weekly list go to a folder beside the files. On
//! Windows the store lies beside the program (or, where that can't be written, in the documents
//! folder), the page opens in the browser and a window that was opened for the program stays until a
//! key is pressed. `-q` opens nothing and waits for nobody: for a task that runs by the clock.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::CommandFactory;

use crate::analysis::due::{State, Within, due};
use crate::cli::{Cli, DropArgs, ImportOptions, PeriodArg};
use crate::commands::ground::Ground;
use crate::commands::import::{detail, failure_of, import_paths};
use crate::commands::{Context, report, say};
use crate::domain::period::Period;
use crate::error::Result;
use crate::io::inputs::RESULTS;
use crate::io::{desktop, files, sheets};
use crate::render;
use crate::report as documents;
use crate::report::imports::{self, FileResult, Outcome};
use crate::words::{Lang, Phrase, dropped as words};

/// The hidden command that `motcua PATH…` stands for.
const COMMAND: &str = "drop";
/// How far ahead the weekly list looks.
const WITHIN: Within = Within::Days(2);
const STORE: &str = "motcua-data";
const CONFIG: &str = "motcua.toml";

/// The arguments as clap gets them: `motcua PATH…` becomes `motcua drop PATH…` with the store and
/// the config of the desktop, and so does a double click; all others stay as they are.
pub fn arguments(given: Vec<OsString>) -> Vec<OsString> {
    let dropped = match given.get(1) {
        Some(first) => is_path(first),
        None => desktop::is_own_window(),
    };
    if !dropped {
        return given;
    }
    let program = desktop::program_folder().filter(|_| cfg!(windows));
    let documents = desktop::documents().filter(|_| cfg!(windows));
    let mut arguments = given;
    arguments.insert(1, COMMAND.into());
    let says = |option: &str| arguments.iter().any(|a| a.to_string_lossy().starts_with(option));
    let mut added: Vec<OsString> = Vec::new();
    if !says("--store") && std::env::var_os("MOTCUA_STORE").is_none() {
        let place = store_place(program.as_deref(), documents.as_deref(), &desktop::is_writable);
        added.extend(place.map(|place| option("--store=", &place)));
    }
    let config = program.map(|folder| folder.join(CONFIG)).filter(|path| path.is_file());
    if !says("--config") {
        added.extend(config.map(|path| option("--config=", &path)));
    }
    arguments.splice(2..2, added);
    arguments
}

fn option(name: &str, value: &Path) -> OsString {
    let mut option = OsString::from(name);
    option.push(value);
    option
}

/// A first argument that is no command but names something to read, be it there or not.
fn is_path(argument: &OsStr) -> bool {
    let text = argument.to_string_lossy();
    let is_command =
        Cli::command().get_subcommands().any(|c| c.get_name_and_visible_aliases().contains(&&*text));
    let path = Path::new(argument);
    let looks_like_one = path.components().count() > 1 || sheets::is_named_spreadsheet(path) || path.exists();
    !text.starts_with('-') && text != "help" && !is_command && looks_like_one
}

/// The store beside the program, else in the documents; `None`: as for every command.
fn store_place(
    program: Option<&Path>,
    documents: Option<&Path>,
    is_writable: &dyn Fn(&Path) -> bool,
) -> Option<PathBuf> {
    let beside = program.filter(|folder| is_writable(folder)).map(|folder| folder.join(STORE));
    beside.or_else(|| documents.map(|folder| folder.join("motcua").join(STORE)))
}

/// Keeps the window open until a key is pressed, if it was opened for this program.
pub fn hold_window(lang: Lang) {
    if desktop::is_own_window() {
        say(&format!("\n{}", words::press_key().text(lang)));
        desktop::wait_for_key();
    }
}

pub fn run(args: DropArgs, context: &Context) -> Result<()> {
    let told = context.to_stdout();
    if args.paths.is_empty() {
        return told.write_text(&format!("{}\n", words::how_to().text(context.lang())));
    }
    let results = import_paths(context, &args.paths, &ImportOptions::default())?;
    if results.iter().all(|result| matches!(result.outcome, Outcome::Failed(_))) {
        return failure_of(results);
    }
    told.show(&imports::results(&results, false, detail(context), context.lang()))?;
    let ground = context.ground()?;
    let folder = results_folder(&args.paths, context)?;
    let period = ground.period(&PeriodArg { period: None }, context)?;
    let page = report::write(&ground, period, &folder.join(format!("bao-cao-{}", period.key())), context)?;
    let (list, due) = write_list(&ground, &folder, context)?;
    let mut lines = vec![counts(&results), named(period, context.lang()), due];
    lines.extend([words::report_at(page.display()), words::list_at(list.display())]);
    lines.push(words::store_at(context.global.store.display()));
    let lines: Vec<&str> = lines.iter().map(|line| line.text(context.lang())).collect();
    told.write_text(&format!("\n{}\n", lines.join("\n")))?;
    if !context.global.quiet {
        desktop::open(&page);
    }
    failure_of(results)
}

fn counts(results: &[FileResult]) -> Phrase {
    let count = |is: fn(&Outcome) -> bool| results.iter().filter(|result| is(&result.outcome)).count();
    let same = count(|outcome| matches!(outcome, Outcome::Same(_)));
    let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
    words::summary(results.len() - same - failed, same, failed)
}

fn named(period: Period, lang: Lang) -> Phrase {
    let day = |date: chrono::NaiveDate| date.format("%d/%m/%Y").to_string();
    words::period(period.label(lang), day(period.start), day(period.end))
}

/// Where the results go: `-o`, else beside the files, else (a stick that is write-protected, a share
/// without the right) beside the store.
fn results_folder(paths: &[PathBuf], context: &Context) -> Result<PathBuf> {
    if let Some(folder) = &context.global.output {
        files::create_folder(folder)?;
        return Ok(folder.clone());
    }
    let beside = paths.first().map(|path| beside(path)).unwrap_or_default().join(RESULTS);
    if files::create_folder(&beside).is_ok() && desktop::is_writable(&beside) {
        return Ok(beside);
    }
    let instead = context.global.store.parent().unwrap_or(Path::new("")).join(RESULTS);
    files::create_folder(&instead)?;
    context.note(&words::not_beside(beside.display(), instead.display()));
    Ok(instead)
}

/// A folder holds its files; a file lies in its parent.
fn beside(path: &Path) -> PathBuf {
    if path.is_dir() { path.to_path_buf() } else { path.parent().unwrap_or(Path::new("")).to_path_buf() }
}

/// The weekly list as a workbook, and what it counts.
fn write_list(ground: &Ground, folder: &Path, context: &Context) -> Result<(PathBuf, Phrase)> {
    let list = due(&ground.facts, &ground.calendar, WITHIN);
    let date = ground.facts.as_of.date();
    let frame = ground.frame(Period::month_of(date), context);
    let document = documents::due::document(&list, WITHIN, &frame);
    let path = folder.join(format!("den-han-{date}.xlsx"));
    let written = context.write_file(&path, &render::xlsx::render(&document)?)?;
    let overdue = list.rows.iter().filter(|row| matches!(row.state, State::Overdue(_))).count();
    Ok((written, words::due(overdue, list.rows.len() - overdue)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(words: &[&str]) -> Vec<OsString> {
        std::iter::once("motcua").chain(words.iter().copied()).map(OsString::from).collect()
    }

    #[test]
    fn a_path_is_dropped_and_a_command_is_not() {
        let there = env!("CARGO_MANIFEST_DIR");
        for path in [there, "khong-co.xlsx", "thư mục/tệp", "/mnt/khong-co", "so theo dõi.XLS"] {
            let arguments = arguments(given(&[path, "--lang", "en", "--store=k"]));
            assert_eq!(arguments, given(&[COMMAND, path, "--lang", "en", "--store=k"]));
        }
        for command in [&["nhap", "src"][..], &["import", "a.xlsx"], &["--help"], &["help"], &["ratse"], &[]]
        {
            assert_eq!(arguments(given(command)), given(command));
        }
    }

    #[test]
    fn the_store_lies_beside_the_program_or_in_the_documents() {
        let (program, documents) = (Path::new("P"), Path::new("D"));
        let place = |writable: bool, program, documents| store_place(program, documents, &|_| writable);
        assert_eq!(place(true, Some(program), Some(documents)), Some("P/motcua-data".into()));
        assert_eq!(place(false, Some(program), Some(documents)), Some("D/motcua/motcua-data".into()));
        assert_eq!(place(true, None, Some(documents)), Some("D/motcua/motcua-data".into()));
        assert_eq!(place(false, Some(program), None), None);
    }
}
