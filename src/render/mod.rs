//! Documents → bytes, one file per format. Draws, decides nothing: what stands where, how it is
//! sorted, rounded and worded was decided by `report`.
//!
//! Promises: no file, clock or environment is touched; the same document gives the same bytes.

pub mod csv;
pub mod html;
pub mod json;
pub mod terminal;
mod text;
pub mod xlsx;
