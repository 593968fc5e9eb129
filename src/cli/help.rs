//! The command line as a person reads it: help in one language, each command with three uses.
//!
//! Every text comes from `words`; a test holds that none is missing. An argument that has no words yet
//! shows the comment beside its definition.

use clap::{Arg, ArgAction, Command, CommandFactory};

use super::Cli;
use crate::words::{Lang, Phrase, help as words, options};

/// The whole command line with its texts in one language.
pub fn command(lang: Lang) -> Command {
    dressed(Cli::command(), "", lang)
}

fn dressed(command: Command, path: &str, lang: Lang) -> Command {
    let text = |phrase: Phrase| phrase.text(lang).to_string();
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help(text(words::help_flag()));
    let command = command
        .mut_args(|arg| worded(arg, path, lang))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg(help.help_heading(words::GLOBAL_TITLE.text(lang)).display_order(998))
        .subcommand_help_heading(words::COMMANDS_TITLE.text(lang))
        .subcommand_value_name(words::COMMAND_SIGN.text(lang))
        .help_template(template(lang))
        .after_help(after(path, lang));
    let command = match words::command(path) {
        Some(entry) => command.about(text(entry.about())).long_about(None),
        None => command,
    };
    let command = if path.is_empty() {
        let version =
            Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(999);
        let version = version.help(text(words::version_flag())).help_heading(words::GLOBAL_TITLE.text(lang));
        command.disable_version_flag(true).arg(version)
    } else {
        command.disable_version_flag(true)
    };
    command.mut_subcommands(|sub| {
        let path = format!("{path} {}", sub.get_name());
        dressed(sub, path.trim_start(), lang)
    })
}

fn template(lang: Lang) -> String {
    format!("{{about-with-newline}}\n{} {{usage}}\n\n{{all-args}}{{after-help}}", words::usage().text(lang))
}

/// What an argument does, then its default, its choices and its environment variable.
fn worded(arg: Arg, path: &str, lang: Lang) -> Arg {
    let own = if arg.is_global_set() { "" } else { path };
    let mut text = match options::option(own, arg.get_id().as_str()) {
        Some(phrase) => phrase.text(lang).to_string(),
        None => arg.get_help().map(ToString::to_string).unwrap_or_default(),
    };
    for note in notes(&arg) {
        text += &format!(" [{}]", note.text(lang));
    }
    let heading = match (arg.is_positional(), arg.is_global_set()) {
        (true, _) => words::ARGUMENTS_TITLE,
        (false, true) => words::GLOBAL_TITLE,
        (false, false) => words::OPTIONS_TITLE,
    };
    let takes_value = takes_value(&arg);
    let arg = arg.help(text).long_help(None).help_heading(heading.text(lang));
    if !takes_value {
        return arg;
    }
    arg.hide_default_value(true).hide_possible_values(true).hide_env(true)
}

fn notes(arg: &Arg) -> Vec<Phrase> {
    let mut notes = Vec::new();
    let takes_value = takes_value(arg);
    let values = arg.get_possible_values();
    if takes_value && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
        notes.push(words::choices(names.join(", ")));
    }
    if takes_value && !arg.get_default_values().is_empty() {
        let defaults = arg.get_default_values().iter().map(|value| value.to_string_lossy());
        notes.push(words::default(defaults.collect::<Vec<_>>().join(", ")));
    }
    notes.extend(arg.get_env().map(|name| words::environment(name.to_string_lossy())));
    notes
}

fn takes_value(arg: &Arg) -> bool {
    matches!(arg.get_action(), ArgAction::Set | ArgAction::Append)
}

/// Examples, then the exit codes (on the first page) or where they are told.
fn after(path: &str, lang: Lang) -> String {
    let mut lines = Vec::new();
    if let Some(entry) = words::command(path) {
        lines.push(words::examples().text(lang).to_string());
        for (line, what) in entry.uses() {
            lines.push(format!("  {}\n      {}", line.text(lang), what.text(lang)));
        }
    }
    if path.is_empty() {
        lines.push(format!("\n{}", words::without_a_command().text(lang)));
        lines.push(format!("\n{}", words::exit_codes().text(lang)));
    } else {
        lines.push(format!("\n{}", words::more().text(lang)));
    }
    lines.join("\n")
}

/// What the library writes by itself, in the reader's language.
pub fn translated(text: &str, lang: Lang) -> String {
    if lang == Lang::En {
        return text.to_string();
    }
    let text = text
        .replace("[OPTIONS]", words::options_sign().text(lang))
        .replace("[COMMAND]", &format!("[{}]", words::COMMAND_SIGN.text(lang)));
    // The word before another name of a command may end its line.
    let mut pieces = text.split("[alias");
    let first = pieces.next().unwrap_or_default().to_string();
    pieces.fold(first, |text, piece| {
        let names = piece.split_once(':').map_or(piece, |(_, names)| names);
        text + "[" + names.trim_start()
    })
}
