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
    // Windows gives the temporary folder in the short form (`NGUYEN~1`), the program in the long one.
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    (!whole(folder).starts_with(whole(&std::env::temp_dir()))).then(|| folder.to_path_buf())
}

/// Whether a file can be made in `folder`.
pub fn is_writable(folder: &Path) -> bool {
    tempfile::Builder::new().prefix(".motcua-").tempfile_in(folder).is_ok()
}

/// Opens `page` in the browser, if a person sits at this console; that it fails is no failure of the
/// result.
pub fn open(page: &Path) {
    if std::io::IsTerminal::is_terminal(&std::io::stdout()) {
        here::open(&std::path::absolute(page).unwrap_or_else(|_| page.to_path_buf()));
    }
}

#[cfg(windows)]
mod here {
    use std::ffi::OsString;
    use std::os::windows::ffi::{OsStrExt, OsStringExt};
    use std::path::{Path, PathBuf};
    use std::ptr::{null, null_mut};

    use windows_sys::Win32::Foundation::HANDLE;
    use windows_sys::Win32::System::Console::{
        ENABLE_ECHO_INPUT, ENABLE_LINE_INPUT, ENABLE_VIRTUAL_TERMINAL_PROCESSING, GetConsoleMode,
        GetConsoleProcessList, GetStdHandle, ReadConsoleW, STD_ERROR_HANDLE, STD_HANDLE, STD_INPUT_HANDLE,
        STD_OUTPUT_HANDLE, SetConsoleMode, SetConsoleOutputCP,
    };

    const UTF_8: u32 = 65001;
    const MAX_PATH: usize = 260;
    const CSIDL_PERSONAL: i32 = 5;
    const SW_SHOWNORMAL: i32 = 1;

    #[link(name = "shell32")]
    unsafe extern "system" {
        fn SHGetFolderPathW(window: HANDLE, folder: i32, token: HANDLE, flags: u32, path: *mut u16) -> i32;
        fn ShellExecuteW(
            window: HANDLE,
            verb: *const u16,
            file: *const u16,
            parameters: *const u16,
            folder: *const u16,
            show: i32,
        ) -> HANDLE;
    }

    /// As a double click does; the shell takes the path as it is, with blanks, commas and accents.
    pub fn open(page: &Path) {
        let page: Vec<u16> = page.as_os_str().encode_wide().chain([0]).collect();
        // SAFETY: the path ends with a zero and outlives the call; the rest may be null.
        unsafe { ShellExecuteW(null_mut(), null(), page.as_ptr(), null(), null(), SW_SHOWNORMAL) };
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
            ReadConsoleW(handle, (&raw mut key).cast(), 1, &mut read, null());
            SetConsoleMode(handle, mode);
        }
    }

    /// Also where it was moved to another drive or into the cloud.
    pub fn documents() -> Option<PathBuf> {
        let mut path = [0_u16; MAX_PATH];
        // SAFETY: the buffer has the MAX_PATH characters that the call asks for.
        let answer =
            unsafe { SHGetFolderPathW(null_mut(), CSIDL_PERSONAL, null_mut(), 0, path.as_mut_ptr()) };
        let length = path.iter().position(|unit| *unit == 0)?;
        (answer == 0 && length > 0).then(|| OsString::from_wide(&path[..length]).into())
    }
}

#[cfg(not(windows))]
mod here {
    use std::path::{Path, PathBuf};

    pub fn open(_page: &Path) {}

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
