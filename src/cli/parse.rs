//! Arguments → what is asked for, or the sentence that says what is wrong with them.

use std::ffi::{OsStr, OsString};

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{FromArgMatches, ValueEnum};

use super::{Cli, help};
use crate::error::Error;
use crate::words::{Lang, Phrase, help as words};

/// Why no command is run.
#[derive(Debug)]
pub enum Stop {
    /// Help or version was asked for: the text for stdout.
    Told(String),
    /// No command was given: the help for stderr.
    Lost(String),
    Wrong(Error),
}

/// The language of what is said about the arguments themselves: `--lang`, else the environment's.
pub fn lang(arguments: &[OsString], environment: Option<&OsStr>) -> Lang {
    let texts: Vec<_> = arguments.iter().map(|a| a.to_string_lossy()).collect();
    let mut given = texts.iter().enumerate().filter_map(|(i, text)| match text.strip_prefix("--lang") {
        Some("") => texts.get(i + 1).map(ToString::to_string),
        Some(rest) => rest.strip_prefix('=').map(str::to_string),
        None => None,
    });
    let environment = environment.map(|value| value.to_string_lossy().into_owned());
    let read = |text: String| Lang::from_str(&text, true).ok();
    given.next_back().and_then(read).or_else(|| environment.and_then(read)).unwrap_or_default()
}

/// `motcua help rates` is `motcua rates --help`.
fn asked_for_help(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if arguments.get(1).is_some_and(|first| first == "help") {
        arguments.remove(1);
        arguments.push("--help".into());
    }
    arguments
}

pub fn parse(arguments: Vec<OsString>, lang: Lang) -> Result<Cli, Stop> {
    let parsed = help::command(lang).try_get_matches_from(asked_for_help(arguments));
    parsed.and_then(|mut matches| Cli::from_arg_matches_mut(&mut matches)).map_err(|e| stop(&e, lang))
}

fn stop(error: &clap::Error, lang: Lang) -> Stop {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Stop::Told(help::translated(&error.render().to_string(), lang))
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            Stop::Lost(help::translated(&error.render().to_string(), lang))
        }
        _ => Stop::Wrong(wrong(error)),
    }
}

/// The library's complaint in our words.
fn wrong(error: &clap::Error) -> Error {
    let context = |kind| error.get(kind).map(shown).unwrap_or_default();
    let option = context(ContextKind::InvalidArg);
    let value = context(ContextKind::InvalidValue);
    let failure = match error.kind() {
        ErrorKind::UnknownArgument => Error::usage(words::unknown_option(&option)),
        ErrorKind::InvalidSubcommand => {
            Error::usage(words::unknown_command(context(ContextKind::InvalidSubcommand)))
        }
        ErrorKind::InvalidValue if value.is_empty() => Error::usage(words::needs_value(&option)),
        ErrorKind::InvalidValue => Error::usage(words::bad_value(&value, &option)),
        ErrorKind::ValueValidation => {
            let cause = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
            Error::usage(words::bad_value(&value, &option)).cause(cause)
        }
        ErrorKind::MissingRequiredArgument => Error::usage(words::missing(&option)),
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            prior if prior == option || prior.is_empty() => Error::usage(words::too_often(&option)),
            prior => Error::usage(words::conflict(&option, prior)),
        },
        _ => Error::usage(words::wrong_usage()).cause(first_line(error)),
    };
    failure.help(remedy(error))
}

fn remedy(error: &clap::Error) -> Phrase {
    let nearest = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue]
        .into_iter()
        .find_map(|kind| error.get(kind))
        .map(shown)
        .filter(|text| !text.is_empty());
    let valid = error.get(ContextKind::ValidValue).map(shown).filter(|text| !text.is_empty());
    match (nearest, valid) {
        (Some(near), _) => words::did_you_mean(near),
        (None, Some(valid)) => words::valid_values(valid),
        _ => words::see_help(command_of(error)),
    }
}

/// `motcua rates` out of the usage line.
fn command_of(error: &clap::Error) -> String {
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    let words = usage.split_whitespace().skip_while(|word| !word.starts_with("motcua"));
    let name: Vec<&str> = words.take_while(|word| !word.starts_with(['[', '<', '-'])).collect();
    if name.is_empty() { "motcua".into() } else { name.join(" ") }
}

fn shown(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStrs(texts) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        other => other.to_string(),
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.render().to_string();
    text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_string()
}
