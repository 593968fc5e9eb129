//! The readers and parsers of motcua as the fuzz targets see them: the same sources, without the rest.
#![allow(dead_code, unused_imports)]

#[path = "../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../src/error.rs"]
pub mod error;
#[path = "../../src/layout/mod.rs"]
pub mod layout;
#[path = "../../src/words/mod.rs"]
pub mod words;

pub mod io;
pub mod normalize;
pub mod targets;

pub use error::{Error, Result};
