//! Layouts that imports found, one TOML file each; a person may edit them, the program never
//! overwrites one.

use std::path::Path;

use super::{Store, as_store_failure};
use crate::error::Result;
use crate::io::files;
use crate::layout::Layout;
use crate::words::Phrase;

const LAYOUTS: &str = "layouts";

impl Store {
    /// The saved layouts in name order. One that can't be read is an error that names the file.
    pub fn layouts(&self) -> Result<Vec<Layout>> {
        let texts = files::texts_of(&self.folder.join(LAYOUTS), "toml").map_err(as_store_failure)?;
        texts.iter().map(|(path, text)| parsed(path, text)).collect()
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

/// A layout file of the user (`--layout`).
pub fn read_layout(path: &Path) -> Result<Layout> {
    parsed(path, &files::read_text(path)?)
}

fn parsed(path: &Path, text: &str) -> Result<Layout> {
    Layout::from_toml(text).map_err(|e| e.place(Phrase::same(path.display().to_string())))
}

/// A name from a file leads to no other folder.
fn file_stem(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || "-_+".contains(c) { c } else { '-' };
    name.chars().map(plain).collect()
}
