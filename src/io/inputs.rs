//! Files and folders of the command line → the files to read, in name order.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::io::sheets;
use crate::words::{Phrase, imports as words};

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub path: PathBuf,
    /// Found in a folder and not named like a spreadsheet: nobody asked for it, so it is passed over
    /// in silence if it turns out to be something else.
    pub by_chance: bool,
}

/// Name of the folder that results are written to beside dropped files: never an input.
pub const RESULTS: &str = "ket-qua-motcua";

/// The files named, and of folders every spreadsheet under them by content, in name order. Files
/// under `except` (the store) are left out. A folder without spreadsheets is an error (exit 3).
pub fn collect(paths: &[PathBuf], except: &Path) -> Result<Vec<Input>> {
    let except = except.canonicalize().ok();
    let mut inputs = Vec::new();
    for path in paths {
        let metadata = fs::metadata(path).map_err(|e| files::read_error(path, &e))?;
        if !metadata.is_dir() {
            inputs.push(Input { path: path.clone(), by_chance: false });
            continue;
        }
        let mut found = inside(path, except.as_deref())?;
        if path == Path::new(".") {
            found.iter_mut().for_each(|input| input.path = without_dot(&input.path));
        }
        if found.is_empty() {
            return Err(Error::new(Kind::Unreadable, words::no_spreadsheets())
                .place(Phrase::same(path.display().to_string()))
                .help(words::no_spreadsheets_help()));
        }
        inputs.extend(found);
    }
    Ok(inputs)
}

fn without_dot(path: &Path) -> PathBuf {
    path.strip_prefix(".").unwrap_or(path).to_path_buf()
}

/// Every spreadsheet under `folder`, in name order.
pub fn inside(folder: &Path, except: Option<&Path>) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    if except.is_some_and(|e| folder.canonicalize().is_ok_and(|f| f == e)) {
        return Ok(inputs);
    }
    let listing = fs::read_dir(folder).map_err(|e| files::read_error(folder, &e))?;
    let mut entries = Vec::new();
    for entry in listing {
        entries.push(entry.map_err(|e| files::read_error(folder, &e))?);
    }
    entries.sort_by_key(|entry| entry.file_name());
    for entry in entries {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        // Hidden files, the marks that office programs put beside an open document, results.
        if name.starts_with('.') || name.starts_with("~$") || name == RESULTS {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            inputs.extend(inside(&path, except)?);
        } else if path.is_file() {
            let named = sheets::is_named_spreadsheet(&path);
            if named || sheets::may_be_spreadsheet(&path) {
                inputs.push(Input { path, by_chance: !named });
            }
        }
    }
    Ok(inputs)
}
