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
use std::process::{self, Command, ExitStatus, Stdio};
use std::sync::OnceLock;
use std::sync::mpsc::{self, Receiver};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

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
    begin(path, limits)?.finish()
}

/// The same by a named program.
pub fn read_isolated_by(program: &Path, path: &Path, limits: &Import) -> Result<Workbook> {
    Child::begin(program, path, limits)?.finish(path, limits)
}

/// Begins to read as [`read_isolated`] does; what has begun and is not wanted any more may be dropped.
pub fn begin<'a>(path: &'a Path, limits: &'a Import) -> Result<Reading<'a>> {
    let child = READER.get().map(|program| Child::begin(program, path, limits)).transpose()?;
    Ok(Reading { path, limits, child })
}

/// A file that is being read.
pub struct Reading<'a> {
    path: &'a Path,
    limits: &'a Import,
    /// None: it will be read in this process.
    child: Option<Child>,
}

impl Reading<'_> {
    /// Waits for the outcome.
    pub fn finish(self) -> Result<Workbook> {
        match self.child {
            Some(child) => child.finish(self.path, self.limits),
            None => super::read(self.path, self.limits),
        }
    }
}

/// A child at work; dropped, it is ended. None of its threads stays behind that would end together with the
/// program.
struct Child {
    process: process::Child,
    began: Instant,
    outcome: Receiver<std::io::Result<Result<Workbook>>>,
    /// The beginning of what it complains.
    complaint: Option<JoinHandle<String>>,
    reader: Option<JoinHandle<()>>,
    _job: Option<system::Job>,
}

/// Gives the pipe room for a whole part of a sheet: with the usual 64 KiB the two processes wait for each
/// other a quarter of the time.
#[cfg(target_os = "linux")]
fn widen(pipe: &process::ChildStdout) {
    // As much as the system grants anyone; a narrower pipe is only slower.
    let _ = rustix::pipe::fcntl_setpipe_size(pipe, 1 << 20);
}

#[cfg(not(target_os = "linux"))]
fn widen(_pipe: &process::ChildStdout) {}

impl Child {
    fn begin(program: &Path, path: &Path, limits: &Import) -> Result<Child> {
        let json = serde_json::to_string(limits).map_err(Error::internal)?;
        let mut process = Command::new(program)
            .args([OsStr::new("read-workbook"), OsStr::new("--"), path.as_os_str(), OsStr::new(&json)])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(Error::internal)?;
        let job = system::confine(&process, limits);
        let (stdout, stderr) = (process.stdout.take(), process.stderr.take());
        let (Some(stdout), Some(mut stderr)) = (stdout, stderr) else {
            return Err(Error::internal("a child without pipes"));
        };
        widen(&stdout);
        let complaint = thread::spawn(move || {
            let mut text = Vec::new();
            let _ = stderr.by_ref().take(1 << 14).read_to_end(&mut text);
            // Read on, so that the child never waits for a full pipe.
            let _ = std::io::copy(&mut stderr, &mut std::io::sink());
            String::from_utf8_lossy(&text).into_owned()
        });
        let (send, outcome) = mpsc::channel();
        let reader = thread::spawn(move || {
            // Nobody waits any more when the time is over.
            let _ = send.send(wire::read(&mut BufReader::with_capacity(1 << 16, stdout)));
        });
        let began = Instant::now();
        Ok(Child { process, began, outcome, complaint: Some(complaint), reader: Some(reader), _job: job })
    }

    fn finish(mut self, path: &Path, limits: &Import) -> Result<Workbook> {
        let left = Duration::from_secs(limits.max_seconds).saturating_sub(self.began.elapsed());
        let outcome = self.outcome.recv_timeout(left);
        // A child that still runs now has nothing more to say.
        let _ = self.process.kill();
        let status = self.process.wait().map_err(Error::internal)?;
        let file = super::file_name(path);
        match outcome {
            Ok(Ok(outcome)) => outcome,
            Ok(Err(_)) => Err(autopsy(status, &self.complaint(), limits, &file)),
            Err(_) => Err(out_of_time(limits, &file)),
        }
    }

    fn complaint(&mut self) -> String {
        self.complaint.take().and_then(|complaint| complaint.join().ok()).unwrap_or_default()
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        // Neither does anything to a child that has ended and was waited for.
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its end has closed both pipes.
        self.complaint();
        let _ = self.reader.take().map(JoinHandle::join);
    }
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
