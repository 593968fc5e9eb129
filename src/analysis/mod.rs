//! From queries to answers: rates, ranking, suspension verdicts, rule findings.
//!
//! Promises: percentages are computed once, from the integers; what has no data is counted and
//! named; equal inputs give equal answers in equal order.

pub mod calendar_effect;
pub mod changes;
pub mod closing;
pub mod counterfactual;
pub mod due;
pub mod evaluation;
mod evidence;
pub mod explain;
pub mod explanations;
pub mod facts;
pub mod grouping;
pub mod in_parts;
pub mod listing;
pub mod officials;
pub mod overview;
pub mod ranking;
pub mod rates;
pub mod rules;
pub mod sample;
mod subjects;
mod sums;
mod suspension_rules;
pub mod suspensions;
pub mod table;
mod tally;
