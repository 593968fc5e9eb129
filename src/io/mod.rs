//! The only doors to disk.

pub mod config;
pub mod desktop;
pub mod files;
pub mod inputs;
pub mod sheets;
pub mod store;
