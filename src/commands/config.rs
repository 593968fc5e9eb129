//! `motcua config show`: each value in force and where it comes from.

use clap::CommandFactory;
use clap::parser::ValueSource;

use crate::cli::{Cli, ConfigAction, ConfigArgs};
use crate::commands::Context;
use crate::error::{Error, Result};
use crate::report::config::{self as report, Setting};
use crate::words::{Phrase, config as words};

pub fn run(args: ConfigArgs, context: &Context) -> Result<()> {
    match args.action.unwrap_or(ConfigAction::Show) {
        ConfigAction::Show => {
            let mut settings = options(context);
            let values = toml::Value::try_from(&context.settings).map_err(Error::internal)?;
            flatten("", &values, context, &mut settings);
            context.show(&report::show(&settings, context.lang()))
        }
    }
}

/// The global options that an environment variable may set, too.
fn options(context: &Context) -> Vec<Setting> {
    let matches = Cli::command().ignore_errors(true).get_matches_from(std::env::args_os());
    let origin = |id: &str, variable: &str| match matches.value_source(id) {
        Some(ValueSource::CommandLine) => words::from_command_line(),
        Some(ValueSource::EnvVariable) => words::from_environment(variable),
        _ => words::from_default(),
    };
    let lang = format!("{:?}", context.lang()).to_lowercase();
    vec![
        Setting {
            key: "--store".into(),
            value: context.global.store.display().to_string(),
            origin: origin("store", "MOTCUA_STORE"),
        },
        Setting { key: "--lang".into(), value: lang, origin: origin("lang", "MOTCUA_LANG") },
    ]
}

/// One line per value; lists of texts stay together.
fn flatten(prefix: &str, value: &toml::Value, context: &Context, into: &mut Vec<Setting>) {
    let name = |key: &str| if prefix.is_empty() { key.to_string() } else { format!("{prefix}.{key}") };
    match value {
        toml::Value::Table(table) if !table.is_empty() => {
            table.iter().for_each(|(key, value)| flatten(&name(key), value, context, into));
        }
        toml::Value::Array(items) if items.iter().any(toml::Value::is_table) => {
            for (i, item) in items.iter().enumerate() {
                flatten(&format!("{prefix}[{i}]"), item, context, into);
            }
        }
        _ => into.push(Setting {
            key: prefix.to_string(),
            value: value.to_string(),
            origin: origin(prefix, context),
        }),
    }
}

fn origin(key: &str, context: &Context) -> Phrase {
    match (&context.config.file, context.config.lines.get(key)) {
        (Some(file), Some(line)) => words::line(file.display(), line),
        _ => words::from_default(),
    }
}
