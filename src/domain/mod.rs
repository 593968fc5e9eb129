//! The words of the trade: what a dossier, a suspension, a period and the working calendar are.
//!
//! Pure: no file, no clock, no polars.

pub mod calendar;
pub mod cell;
pub mod closing;
pub mod finding;
pub mod ledger;
pub mod period;
pub mod schema;
pub mod settings;
