//! Results → documents: sections, tables, typed cells, words. Decides all, draws nothing.

pub mod calendar;
pub mod funnel;
pub mod model;
