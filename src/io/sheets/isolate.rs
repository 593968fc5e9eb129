//! Reading in a child process: the readers of foreign formats panic, abort or exhaust the memory on
//! some files, and an abort can't be caught.
//!
//! The child (`motcua read-workbook PATH LIMITS`) sets its own limits of memory and time, reads, and
//! writes the outcome to its stdout. Promises: whatever happens to the child, the parent has a
//! workbook or an error that says which limit was met or that the file is damaged; nothing of the
//! child stays behind; its stderr never reaches the user.

use std::ffi::OsStr;
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{OnceLock, mpsc};
use std::thread;
use std::time::Duration;

use super::intake::{mebibytes, unreadable};
use super::{limits as system, wire};
use crate::domain::cell::Workbook;
use crate::domain::settings::Import;
use crate::error::{Error, Kind, Result};
use crate::words::sheets as words;

/// The program that answers `read-workbook`; set once by `main`.
static READER: OnceLock<PathBuf> = OnceLock::new();

/// Tells that `program` (this one) answers `read-workbook`.
pub fn set_reader(program: PathBuf) {
    let _ = READER.set(program);
}

/// Reads one file in a child process of this program, under the limits of memory and time. In a
/// program that has no `read-workbook` (a test) it reads in this process.
pub fn read_isolated(path: &Path, limits: &Import) -> Result<Workbook> {
    match READER.get() {
        Some(program) => read_isolated_by(program, path, limits),
        None => super::read(path, limits),
    }
}

/// The same by a named program.
pub fn read_isolated_by(program: &Path, path: &Path, limits: &Import) -> Result<Workbook> {
    let file = super::file_name(path);
    let json = serde_json::to_string(limits).map_err(Error::internal)?;
    let mut child = Command::new(program)
        .args([OsStr::new("read-workbook"), OsStr::new("--"), path.as_os_str(), OsStr::new(&json)])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::internal)?;
    let _job = system::confine(&child, limits);
    let outcome = wait_for(&mut child, limits);
    // A child that still runs now has nothing more to say.
    let _ = child.kill();
    let status = child.wait().map_err(Error::internal)?;
    match outcome {
        Some(Ending { outcome: Ok(outcome), .. }) => outcome,
        Some(Ending { complaint, .. }) => Err(autopsy(status, &complaint, limits, &file)),
        None => Err(out_of_time(limits, &file)),
    }
}

/// How a child ended: what it sent, and the beginning of what it complained.
struct Ending {
    outcome: std::io::Result<Result<Workbook>>,
    complaint: String,
}

/// Takes the outcome while the child writes it; `None` when the time is over.
fn wait_for(child: &mut Child, limits: &Import) -> Option<Ending> {
    let stdout = child.stdout.take()?;
    let stderr = child.stderr.take()?;
    let (send, receive) = mpsc::channel();
    let complaints = thread::spawn(move || {
        let mut text = Vec::new();
        let mut stderr = stderr;
        let _ = stderr.by_ref().take(1 << 14).read_to_end(&mut text);
        // Read on, so that the child never waits for a full pipe.
        let _ = std::io::copy(&mut stderr, &mut std::io::sink());
        String::from_utf8_lossy(&text).into_owned()
    });
    thread::spawn(move || {
        let outcome = wire::read(&mut BufReader::with_capacity(1 << 16, stdout));
        let _ = send.send(outcome);
    });
    let outcome = receive.recv_timeout(Duration::from_secs(limits.max_seconds)).ok()?;
    let complaint = if outcome.is_err() { complaints.join().unwrap_or_default() } else { String::new() };
    Some(Ending { outcome, complaint })
}

/// Why a child ended without an outcome.
fn autopsy(status: ExitStatus, complaint: &str, limits: &Import, file: &str) -> Error {
    if complaint.contains("memory allocation of") || system::was_killed_for_memory(status) {
        let what = words::out_of_memory(mebibytes(limits.max_memory_bytes));
        return unreadable(file, what).help(words::help_memory());
    }
    if system::was_killed_for_time(status) {
        return out_of_time(limits, file);
    }
    match status.code() {
        // The child answers every file with exit code 0: this one did not understand the question.
        Some(code @ (1 | 2)) => Error::internal(format!("read-workbook: {code}")),
        _ => unreadable(file, words::damaged()).help(words::help_save_as_xlsx()),
    }
}

fn out_of_time(limits: &Import, file: &str) -> Error {
    let what = words::out_of_time(limits.max_seconds);
    Error::new(Kind::Unreadable, what).place(words::at_file(file)).help(words::help_time())
}

/// The child's part: sets the limits, reads, writes the outcome to `out` as it comes. A panic of a reader is
/// silent: it becomes an outcome.
pub fn serve(path: &Path, limits_json: &str, out: &mut dyn std::io::Write) -> Result<()> {
    let limits: Import = serde_json::from_str(limits_json).map_err(Error::internal)?;
    system::confine_self(&limits);
    std::panic::set_hook(Box::new(|_| {}));
    let file = super::file_name(path);
    let mut writer = wire::Writer::new(out);
    let outcome = super::read_through(path, &limits, &file, Some(&mut writer));
    // The reader that asked may be gone: nobody is left to tell.
    let _ = writer.finish(outcome);
    Ok(())
}
