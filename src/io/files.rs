//! Writing results: temporary file beside the target, sync, rename.
//!
//! Promises: a reader sees the old file or the whole new one, never a part; a missing parent folder
//! is made; a failure says in words what the disk refused.

use std::fs;
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

use crate::error::{Error, Kind, Result};
use crate::words;

/// Last number that is tried beside a file that is held open.
const LAST_NUMBER: u32 = 9;

/// Writes `bytes` to `path` in one step. Fails with exit code 1 and the reason in words.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    write_at_once(path, bytes).map_err(|e| write_error(path, &e))
}

fn write_at_once(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new().prefix(".motcua-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    set_ordinary_permissions(file.as_file())?;
    file.as_file().sync_all()?;
    put_in_place(file, path)?;
    sync_folder(folder)
}

fn put_in_place(file: tempfile::NamedTempFile, path: &Path) -> std::io::Result<()> {
    let mut file = Some(file);
    patiently(|| match file.take().map(|file| file.persist(path)) {
        Some(Err(refused)) => {
            file = Some(refused.file);
            Err(refused.error)
        }
        _ => Ok(()),
    })
}

/// Renames a file or folder. What is new on a Windows disk is often held for a moment by the virus
/// scanner or the indexer, which then lets nobody rename it.
pub fn rename(from: &Path, to: &Path) -> std::io::Result<()> {
    patiently(|| fs::rename(from, to))
}

/// Windows: tries again for a quarter of a second what was refused because a file is held.
fn patiently(mut step: impl FnMut() -> std::io::Result<()>) -> std::io::Result<()> {
    const PAUSE: Duration = Duration::from_millis(50);
    let mut pauses = if cfg!(windows) { 5 } else { 0 };
    loop {
        match step() {
            Err(e) if pauses > 0 && (e.kind() == ErrorKind::PermissionDenied || is_sharing_violation(&e)) => {
                pauses -= 1;
                std::thread::sleep(PAUSE);
            }
            ended => return ended,
        }
    }
}

/// Writes `bytes` to `path`, or, if another program holds that file open (Excel does), to the first
/// free name `stem (2).ext` … `stem (9).ext` beside it. Returns where they are.
pub fn write_beside_open(path: &Path, bytes: &[u8]) -> Result<PathBuf> {
    first_free(path, &|path| write_at_once(path, bytes), &is_held_open).map_err(|e| write_error(path, &e))
}

fn first_free(
    path: &Path,
    write: &dyn Fn(&Path) -> std::io::Result<()>,
    is_held: &dyn Fn(&Path, &std::io::Error) -> bool,
) -> std::io::Result<PathBuf> {
    let mut place = path.to_path_buf();
    for number in 2..=LAST_NUMBER {
        match write(&place) {
            Err(e) if is_held(&place, &e) => place = numbered(path, number),
            Err(e) => return Err(e),
            Ok(()) => return Ok(place),
        }
    }
    write(&place).map(|()| place)
}

/// `bao-cao.xlsx`, 2 → `bao-cao (2).xlsx`.
fn numbered(path: &Path, number: u32) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(format!(" ({number})"));
    if let Some(extension) = path.extension() {
        name.push(".");
        name.push(extension);
    }
    path.with_file_name(name)
}

/// Whether a write failed because another program has the file open. Replacing an open file is
/// refused like one without the right to; opening it tells the two apart.
/// Elsewhere than on Windows an open file can be replaced.
fn is_held_open(path: &Path, failure: &std::io::Error) -> bool {
    let denied = cfg!(windows) && failure.kind() == ErrorKind::PermissionDenied;
    let open = || fs::OpenOptions::new().write(true).open(path);
    is_sharing_violation(failure) || denied && open().is_err_and(|e| is_sharing_violation(&e))
}

/// Windows: another program has opened the file and shares it with nobody.
fn is_sharing_violation(failure: &std::io::Error) -> bool {
    const SHARING_VIOLATION: i32 = 32;
    const LOCK_VIOLATION: i32 = 33;
    cfg!(windows) && matches!(failure.raw_os_error(), Some(SHARING_VIOLATION | LOCK_VIOLATION))
}

/// Temporary files are private to their owner; a result is an ordinary file.
#[cfg(unix)]
fn set_ordinary_permissions(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_ordinary_permissions(_file: &fs::File) -> std::io::Result<()> {
    Ok(())
}

/// Makes a rename in `folder` last through a power cut. Windows has no such call for folders.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Makes `path` and its parents.
pub fn create_folder(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(|e| write_error(path, &e))
}

/// The whole file as text. Fails with exit code 3.
pub fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| read_error(path, &e))
}

/// The whole file. Fails with exit code 3.
pub fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(|e| read_error(path, &e))
}

/// The files of a folder with this extension and their texts, in name order; none if there is no
/// such folder. Fails with exit code 3.
pub fn texts_of(folder: &Path, extension: &str) -> Result<Vec<(PathBuf, String)>> {
    let listing = match fs::read_dir(folder) {
        Ok(listing) => listing,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(e) => return Err(read_error(folder, &e)),
    };
    let mut paths = Vec::new();
    for entry in listing {
        let path = entry.map_err(|e| read_error(folder, &e))?.path();
        if path.extension().is_some_and(|e| e == extension) && path.is_file() {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(|path| read_text(&path).map(|text| (path, text))).collect()
}

/// Length and time of change of a file.
pub type Stamp = (u64, Option<SystemTime>);

/// `None` for what is no file or is gone.
pub fn stamp(path: &Path) -> Option<Stamp> {
    let metadata = fs::metadata(path).ok().filter(|m| m.is_file())?;
    Some((metadata.len(), metadata.modified().ok()))
}

/// A failed write in words.
pub fn write_error(path: &Path, cause: &std::io::Error) -> Error {
    let help = match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            words::cli::disk_full_help()
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => words::cli::read_only_help(),
        _ => words::cli::cannot_write_help(),
    };
    Error::new(Kind::Internal, words::cli::cannot_write(path.display())).help(help).cause(cause)
}

/// A failed read in words.
pub fn read_error(path: &Path, cause: &std::io::Error) -> Error {
    let open = is_sharing_violation(cause);
    let help = if open { words::cli::close_it_help() } else { words::cli::cannot_read_help() };
    Error::new(Kind::Unreadable, words::cli::cannot_read(path.display())).help(help).cause(cause)
}

/// SHA-256 of `bytes` in lower-case hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// SHA-256 of a file in lower-case hex, read in pieces. Fails with exit code 3.
pub fn sha256_of_file(path: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    let mut piece = vec![0; 1 << 16];
    let mut file = fs::File::open(path).map_err(|e| read_error(path, &e))?;
    loop {
        match file.read(&mut piece).map_err(|e| read_error(path, &e))? {
            0 => return Ok(hex(&hasher.finalize())),
            n => hasher.update(&piece[..n]),
        }
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused() -> std::io::Error {
        ErrorKind::PermissionDenied.into()
    }

    #[test]
    fn a_file_that_is_held_open_gets_a_neighbour() {
        let held = ["bao-cao.xlsx", "bao-cao (2).xlsx"].map(PathBuf::from);
        let write = |path: &Path| if held.contains(&path.to_path_buf()) { Err(refused()) } else { Ok(()) };
        let place = first_free(Path::new("bao-cao.xlsx"), &write, &|_, _| true).unwrap();
        assert_eq!(place, Path::new("bao-cao (3).xlsx"));
        assert_eq!(
            first_free(Path::new("k/bao-cao.xlsx"), &write, &|_, _| true).unwrap(),
            Path::new("k/bao-cao.xlsx")
        );
    }

    #[test]
    fn another_failure_is_told_and_numbers_end() {
        let tried = std::cell::RefCell::new(Vec::new());
        let write = |path: &Path| {
            tried.borrow_mut().push(path.to_path_buf());
            Err(refused())
        };
        assert!(first_free(Path::new("a"), &write, &|_, _| false).is_err());
        assert_eq!(tried.take(), [Path::new("a")]);
        assert!(first_free(Path::new("a"), &write, &|_, _| true).is_err());
        assert_eq!(tried.borrow().last().unwrap(), Path::new("a (9)"));
        assert_eq!(tried.borrow().len(), 9);
    }
}
