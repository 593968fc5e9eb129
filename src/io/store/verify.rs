//! `imports verify`: every stored file against the ledger.

use std::fs;
use std::path::Path;

use super::closings;
use super::{IMPORTS, RECORD, RECORD_HASH, Store, UNDONE, UNFINISHED, file_name, frames, number};
use crate::domain::ledger::{ImportRecord, StoredFile};
use crate::domain::schema::{SOURCE_COLUMNS, TableName};
use crate::error::Result;
use crate::words::{Phrase, store as words};

/// One thing that was checked.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Name of the import's folder (or of the stray thing in `imports/`); of a closing its folder's path.
    pub import_id: String,
    /// File in it; empty for the folder as a whole.
    pub file: String,
    pub verdict: Verdict,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    Whole,
    /// Does no harm and goes at the next import.
    Leftover,
    Damaged(Phrase),
}

impl Store {
    /// Checks hashes, lengths, row counts and columns of every file; nothing is changed.
    pub fn verify(&self) -> Result<Vec<Check>> {
        let mut checks = Vec::new();
        for name in self.entries()? {
            let folder = self.folder.join(IMPORTS).join(&name);
            let mut say = |file: &str, verdict| {
                checks.push(Check { import_id: name.clone(), file: file.to_string(), verdict });
            };
            if name.starts_with(UNFINISHED) {
                say("", Verdict::Leftover);
            } else if let Some(id) = name.strip_suffix(&format!(".{UNDONE}")) {
                if !self.import_folder(id).is_dir() {
                    say("", Verdict::Damaged(words::stray_mark()));
                }
            } else if number(&name).is_some() && folder.is_dir() {
                check_import(&folder, &name, &mut say);
            } else {
                say("", Verdict::Damaged(words::stray_file()));
            }
        }
        for name in self.closing_names()? {
            let import_id = format!("{}/{name}", closings::CLOSINGS);
            if name.starts_with(UNFINISHED) {
                checks.push(Check { import_id, file: String::new(), verdict: Verdict::Leftover });
                continue;
            }
            for (file, problem) in closings::check(self, &name) {
                let verdict = problem.map_or(Verdict::Whole, Verdict::Damaged);
                checks.push(Check { import_id: import_id.clone(), file, verdict });
            }
        }
        Ok(checks)
    }
}

fn check_import(folder: &Path, name: &str, say: &mut dyn FnMut(&str, Verdict)) {
    let record = super::record_bytes(folder);
    let record = match record.and_then(|bytes| super::checked_record::<ImportRecord>(folder, &bytes)) {
        Ok(record) if record.import_id != name => {
            return say(RECORD, Verdict::Damaged(words::folder_name_differs(record.import_id)));
        }
        Ok(record) => record,
        Err(problem) => return say(RECORD, Verdict::Damaged(problem)),
    };
    say(RECORD, Verdict::Whole);
    for file in &record.files {
        let verdict = checked_file(folder, file, &record);
        say(&file.name, verdict.map_or_else(Verdict::Damaged, |()| Verdict::Whole));
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let file = entry.file_name().to_string_lossy().into_owned();
        let known = file == RECORD || file == RECORD_HASH || record.files.iter().any(|f| f.name == file);
        if !known {
            say(&file, Verdict::Damaged(words::file_unknown()));
        }
    }
}

fn checked_file(folder: &Path, file: &StoredFile, record: &ImportRecord) -> std::result::Result<(), Phrase> {
    let frame = frames::read(&folder.join(&file.name), &file.sha256, None)?;
    if frame.height() as u64 != file.rows {
        return Err(words::rows_differ(file.rows, frame.height()));
    }
    let table = TableName::ALL.into_iter().find(|t| file.name == file_name(*t));
    let Some(carried) = table.and_then(|t| record.columns.get(&t)) else { return Ok(()) };
    let expected = carried.iter().map(String::as_str).chain(SOURCE_COLUMNS);
    match frame.get_column_names().iter().map(|n| n.as_str()).eq(expected) {
        true => Ok(()),
        false => Err(words::columns_differ()),
    }
}
