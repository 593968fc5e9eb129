//! `import --watch DIR`: takes new files of a drop folder as they are complete, one line each.
//!
//! A file is complete when its length and time did not change between two looks. Failures are told
//! and the watch goes on; a failed file is tried again when it changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::one::{Importer, is_something_else};
use crate::cli::ImportOptions;
use crate::commands::Context;
use crate::error::Result;
use crate::io::files::{self, Stamp};
use crate::io::inputs::{self, Input};
use crate::report::imports::Outcome;
use crate::words::{Phrase, imports as words};

const PAUSE: Duration = Duration::from_secs(2);

/// Watches until the program is stopped.
pub fn watch(context: &Context, folder: &Path, options: &ImportOptions) -> Result<()> {
    let importer = Importer::new(context, options)?;
    // A folder that is not there is a mistake at the start; later it may be a share that comes back.
    inputs::inside(folder, None)?;
    context.note(&words::watching(folder.display()));
    let mut seen: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    let mut done: BTreeMap<PathBuf, Stamp> = BTreeMap::new();
    loop {
        let store = context.global.store.canonicalize().ok();
        for input in inputs::inside(folder, store.as_deref()).unwrap_or_default() {
            let Some(stamp) = files::stamp(&input.path) else { continue };
            let complete = seen.insert(input.path.clone(), stamp) == Some(stamp);
            if complete && done.get(&input.path) != Some(&stamp) {
                if let Some(line) = line(&importer, &input) {
                    context.note(&line);
                }
                done.insert(input.path, stamp);
            }
        }
        std::thread::sleep(PAUSE);
    }
}

/// What came of one file; nothing for one that is no export at all.
fn line(importer: &Importer, input: &Input) -> Option<Phrase> {
    let file = input.path.file_name().unwrap_or(input.path.as_os_str()).to_string_lossy();
    Some(match importer.import(&input.path) {
        Ok(Outcome::Imported(account) | Outcome::Tried(account)) => {
            let record = &account.record;
            let (rejected, warnings) = (record.rows_rejected, record.warnings);
            words::watched_new(file, &record.import_id, record.rows_taken, rejected, warnings)
        }
        Ok(Outcome::Same(record)) => words::watched_same(file, &record.import_id),
        Ok(Outcome::Failed(error)) | Err(error) => {
            if input.by_chance && is_something_else(&error) {
                return None;
            }
            Phrase::new(
                words::watched_failed(&file, &error.what.vi).vi,
                words::watched_failed(&file, &error.what.en).en,
            )
        }
    })
}
