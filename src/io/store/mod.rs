//! The store: one folder per import, never rewritten.

use std::path::{Path, PathBuf};

use chrono::NaiveDateTime;

use crate::domain::ledger::ImportRecord;
use crate::error::Result;
use crate::tables::State;

/// A folder of imports.
pub struct Store {
    folder: PathBuf,
}

impl Store {
    /// The store at `folder`, which need not exist yet (an empty store).
    pub fn open(folder: impl AsRef<Path>) -> Result<Store> {
        Ok(Store { folder: folder.as_ref().to_path_buf() })
    }

    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The ledger: every import in import order (the order of `import_id`), the undone ones too.
    pub fn imports(&self) -> Result<Vec<ImportRecord>> {
        Ok(Vec::new())
    }

    /// What is known at `as_of` (default: the newest `exported_at`), merged from the imports
    /// exported until then.
    pub fn state(&self, _as_of: Option<NaiveDateTime>) -> Result<State> {
        Err(crate::Error::internal("state"))
    }
}
