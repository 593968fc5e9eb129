//! Results → documents: sections, tables, typed cells, words. Decides all, draws nothing.

pub mod calendar;
pub mod calendar_effect;
pub mod changes;
pub mod closing;
pub mod config;
pub mod counterfactual;
pub mod dossiers;
pub mod due;
pub mod evaluation;
pub mod explain;
pub mod explanations;
pub mod findings;
pub mod frame;
pub mod funnel;
pub mod imports;
pub mod links;
pub mod model;
pub mod period;
pub mod provenance;
pub mod query;
pub mod rank;
pub mod rates;
pub mod sample;
pub mod suspensions;
