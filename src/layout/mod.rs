//! How one export names and places our columns.
//!
//! A [`Layout`] says which header stands for which of our columns. It is found by the header
//! synonyms, printed, saved as TOML, reused by the next file with the same headers, and meant to be
//! edited by a person. Nothing here looks at the cells below the header: that is `normalize`'s part.

pub mod builtin;
mod fold;
pub mod header;
mod saved;
pub mod synonyms;

pub use fold::{fold, fold_accents, is_invisible};
pub use saved::{Layout, LayoutColumn, Reading, Target};
