//! Results → documents: sections, tables, typed cells, words. Decides all, draws nothing.

pub mod calendar;
pub mod config;
pub mod frame;
pub mod funnel;
pub mod imports;
pub mod model;
pub mod rank;
pub mod rates;
pub mod suspensions;
