//! The clerk's desktop: the console window, the documents folder, the browser.
//!
//! On Windows a program that is dropped upon gets a window of its own, which would close before
//! anybody reads it. Promises: elsewhere, and where the output is no console, nothing is opened and
//! nothing waits.

use std::path::{Path, PathBuf};

pub use here::{colours, is_own_window, prepare, wait_for_key};

/// Where a person keeps documents; `None` if the system does not say.
pub fn documents() -> Option<PathBuf> {
    here::documents().filter(|folder| folder.is_dir())
}

/// The folder of this program, unless it lies among temporary files: a program started from inside
/// a zip runs in a copy that is gone tomorrow.
pub fn program_folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let folder = program.parent()?;
    (!folder.starts_with(std::env::temp_dir())).then(|| folder.to_path_buf())
}

/// Whether a file can be made in `folder`.
pub fn is_writable(folder: &Path) -> bool {
    tempfile::Builder::new().prefix(".motcua-").tempfile_in(folder).is_ok()
}

/// Opens `page` in the browser, if a person sits at this console; that it fails is no failure of the
/// result.
pub fn open(page: &Path) {
    if cfg!(windows) && std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        let _ = std::process::Command::new("explorer.exe").arg(page).spawn();
    }
}

#[cfg(windows)]
mod here {
    use std::ffi::OsString;
    use std::os::windows::ffi::OsStringExt;
    use std::path::PathBuf;

    use windows_sys::Win32::Foundation::HANDLE;
    use windows_sys::Win32::System::Console::{
        ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleMode,
        GetConsoleProcessList, GetStdHandle, ReadConsoleW, STD_ERROR_HANDLE, STD_HANDLE, STD_INPUT_HANDLE,
        STD_OUTPUT_HANDLE, SetConsoleMode, SetConsoleOutputCP,
    };

    const UTF_8: u32 = 65001;
    const MAX_PATH: usize = 260;
    const CSIDL_PERSONAL: i32 = 5;

    #[link(name = "shell32")]
    unsafe extern "system" {
        fn SHGetFolderPathW(window: HANDLE, folder: i32, token: HANDLE, flags: u32, path: *mut u16) -> i32;
    }

    /// Puts the console to UTF-8, so that what goes through `| more` stays readable too.
    pub fn prepare() {
        // SAFETY: no pointers; without a console it fails and changes nothing.
        unsafe { SetConsoleOutputCP(UTF_8) };
        turn_on_colours(STD_ERROR_HANDLE);
    }

    /// Whether the console at stdout obeys colour sequences; those before Windows 10 print them.
    pub fn colours() -> bool {
        turn_on_colours(STD_OUTPUT_HANDLE)
    }

    fn turn_on_colours(stream: STD_HANDLE) -> bool {
        let mut mode = 0;
        // SAFETY: a handle that is no console makes both calls fail; `mode` outlives them.
        unsafe {
            let handle = GetStdHandle(stream);
            GetConsoleMode(handle, &mut mode) != 0
                && SetConsoleMode(handle, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING) != 0
        }
    }

    /// Whether this process is alone in its console: its window closes with it.
    pub fn is_own_window() -> bool {
        let mut processes = [0; 2];
        // SAFETY: the pointer and the length are those of a live array.
        unsafe { GetConsoleProcessList(processes.as_mut_ptr(), processes.len() as u32) == 1 }
    }

    /// Returns at the next key; at once if stdin is no console.
    pub fn wait_for_key() {
        let (mut mode, mut key, mut read) = (0, 0_u16, 0);
        // SAFETY: a handle that is no console makes the first call fail; one character is asked for
        // and there is room for one.
        unsafe {
            let handle = GetStdHandle(STD_INPUT_HANDLE);
            if GetConsoleMode(handle, &mut mode) == 0 {
                return;
            }
            SetConsoleMode(handle, mode & !(ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT));
            ReadConsoleW(handle, (&raw mut key).cast(), 1, &mut read, std::ptr::null());
            SetConsoleMode(handle, mode);
        }
    }

    /// Also where it was moved to another drive or into the cloud.
    pub fn documents() -> Option<PathBuf> {
        let mut path = [0_u16; MAX_PATH];
        let nothing = std::ptr::null_mut();
        // SAFETY: the buffer has the MAX_PATH characters that the call asks for.
        let answer = unsafe { SHGetFolderPathW(nothing, CSIDL_PERSONAL, nothing, 0, path.as_mut_ptr()) };
        let length = path.iter().position(|unit| *unit == 0)?;
        (answer == 0 && length > 0).then(|| OsString::from_wide(&path[..length]).into())
    }
}

#[cfg(not(windows))]
mod here {
    use std::path::PathBuf;

    /// Terminals are UTF-8 and coloured already.
    pub fn prepare() {}

    pub fn colours() -> bool {
        true
    }

    pub fn is_own_window() -> bool {
        false
    }

    pub fn wait_for_key() {}

    pub fn documents() -> Option<PathBuf> {
        Some(PathBuf::from(std::env::var_os("HOME")?).join("Documents"))
    }
}
