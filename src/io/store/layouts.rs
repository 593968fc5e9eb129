//! Layouts that imports found, one TOML file each; a person may edit them, the program never
//! overwrites one.

use std::path::Path;

use super::{Store, as_store_failure};
use crate::domain::ledger::ImportRecord;
use crate::error::Result;
use crate::io::files;
use crate::layout::Layout;
use crate::words::Phrase;

const LAYOUTS: &str = "layouts";

impl Store {
    /// The saved layouts, those of newer imports last. One that can't be read is an error that names
    /// the file.
    pub fn layouts(&self) -> Result<Vec<Layout>> {
        let texts = files::texts_of(&self.folder.join(LAYOUTS), "toml").map_err(as_store_failure)?;
        let mut layouts = Vec::new();
        for (path, text) in &texts {
            layouts.push(parsed(path, text)?);
        }
        let records = self.imports()?;
        let uses =
            |layout: &Layout, record: &ImportRecord| record.layout.split('+').any(|n| n == layout.name);
        layouts.sort_by_cached_key(|layout| records.iter().rposition(|record| uses(layout, record)));
        Ok(layouts)
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
