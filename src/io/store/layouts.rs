//! Layouts that imports found, one TOML file each; a person may edit them, the program never
//! overwrites one.

use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use super::{Store, as_store_failure};
use crate::error::Result;
use crate::io::files;
use crate::layout::Layout;
use crate::words::Phrase;

const LAYOUTS: &str = "layouts";

impl Store {
    /// The saved layouts in name order. One that can't be read is an error that names the file.
    pub fn layouts(&self) -> Result<Vec<Layout>> {
        let folder = self.folder.join(LAYOUTS);
        let listing = match fs::read_dir(&folder) {
            Ok(listing) => listing,
            Err(e) if e.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
            Err(e) => return Err(as_store_failure(files::read_error(&folder, &e))),
        };
        let mut paths: Vec<PathBuf> = listing.flatten().map(|entry| entry.path()).collect();
        paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
        paths.sort();
        paths.iter().map(|path| read_layout(path)).collect()
    }

    pub(super) fn save_layouts(&self, layouts: &[Layout]) -> Result<()> {
        for layout in layouts {
            let path = self.folder.join(LAYOUTS).join(format!("{}.toml", file_stem(&layout.name)));
            if !path.exists() {
                files::write(&path, layout.to_toml()?.as_bytes()).map_err(as_store_failure)?;
            }
        }
        Ok(())
    }
}

/// A layout file of the user or the store.
pub fn read_layout(path: &std::path::Path) -> Result<Layout> {
    let text = files::read_text(path)?;
    Layout::from_toml(&text).map_err(|e| e.place(Phrase::same(path.display().to_string())))
}

/// A name from a file leads to no other folder.
fn file_stem(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_+".contains(c) { c } else { '-' };
    name.chars().map(plain).collect()
}
