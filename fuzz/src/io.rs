//! The doors to disk, of which only the readers are taken.

#[path = "../../src/io/sheets/mod.rs"]
pub mod sheets;
