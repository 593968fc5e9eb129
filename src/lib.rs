//! motcua: administrative dossiers of a Vietnamese one-stop shop, official by official.
//!
//! ```text
//! bytes → io::sheets → Workbook → normalize(layout) → typed tables + findings → io::store (Parquet)
//!       → derive(calendar, as_of) → metrics & rules (SQL) + analysis (Rust) → report::build
//!       → Document → render → bytes → io::files
//! ```
//!
//! Each room names only rooms above it in this list (tested in `tests/architecture.rs`).
//!
//! Invariants:
//! - the core does not fail on data, it returns findings;
//! - rows in = rows kept + rows set aside;
//! - a missing column is "no data", never 0;
//! - no applicant data in messages, findings, store or reports;
//! - `render` never sees polars;
//! - same inputs, same bytes.

pub mod analysis;
pub mod cli;
pub mod commands;
pub mod derive;
pub mod domain;
pub mod error;
pub mod generate;
pub mod io;
pub mod layout;
pub mod metrics;
pub mod normalize;
pub mod render;
pub mod report;
pub mod tables;
pub mod words;

pub use error::{Error, Result};
