//! One writer at a time: a lock of the operating system on a file, which ends with its process.
//!
//! The holder's name stands in a second file, because Windows lets nobody read a locked one. If the
//! lock is free and the name is still there, its writer was killed: the lock is stale and taken.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{Local, NaiveDateTime, Timelike};
use serde::{Deserialize, Serialize};

use super::as_store_failure;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::words::{Phrase, store as words};

const LOCK: &str = ".lock";
const HOLDER: &str = ".lock-holder";
const PAUSE: Duration = Duration::from_millis(50);

/// Who writes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Holder {
    pid: u32,
    host: String,
    since: NaiveDateTime,
}

/// The right to write, until dropped.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    holder: PathBuf,
    /// The writer before was killed while it held the lock.
    pub stale: Option<Holder>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The name goes before the lock does; a name that stays is only reported as stale.
        let _ = fs::remove_file(&self.holder);
    }
}

/// Takes the lock of the store at `folder` (which is made), waiting at most `wait`.
pub(super) fn acquire(folder: &Path, wait: Duration) -> Result<Lock> {
    files::create_folder(folder).map_err(as_store_failure)?;
    let path = folder.join(LOCK);
    let failed = |e: std::io::Error| as_store_failure(files::write_error(&path, &e));
    let file = File::options().create(true).append(true).open(&path).map_err(failed)?;
    let deadline = Instant::now() + wait;
    loop {
        match file.try_lock() {
            Ok(()) => break,
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return Err(held(read_holder(folder))),
            Err(TryLockError::Error(e)) => {
                return Err(Error::new(Kind::Store, words::no_locks())
                    .place(Phrase::same(path.display().to_string()))
                    .help(words::no_locks_help())
                    .cause(e));
            }
        }
    }
    let stale = read_holder(folder);
    let holder = folder.join(HOLDER);
    fs::write(&holder, serde_json::to_vec(&Holder::me()).map_err(Error::internal)?).map_err(failed)?;
    Ok(Lock { _file: file, holder, stale })
}

fn read_holder(folder: &Path) -> Option<Holder> {
    serde_json::from_slice(&fs::read(folder.join(HOLDER)).ok()?).ok()
}

fn held(holder: Option<Holder>) -> Error {
    let name = holder.map_or_else(words::locked_unknown, |h| h.phrase());
    Error::new(Kind::Store, Phrase::new(words::locked(&name.vi).vi, words::locked(&name.en).en))
        .help(words::locked_help())
}

impl Holder {
    fn me() -> Holder {
        Holder { pid: std::process::id(), host: host(), since: now() }
    }

    pub(super) fn phrase(&self) -> Phrase {
        let seconds = (now() - self.since).num_seconds().max(0);
        words::locked_holder(self.pid, &self.host, self.since, seconds)
    }
}

/// The wall clock, in whole seconds.
pub(super) fn now() -> NaiveDateTime {
    let now = Local::now().naive_local();
    now.with_nanosecond(0).unwrap_or(now)
}

fn host() -> String {
    let from_system = fs::read_to_string("/proc/sys/kernel/hostname").ok();
    from_system
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .or_else(|| std::env::var("HOSTNAME").ok())
        .map_or_else(|| "?".to_string(), |name| name.trim().to_string())
}
