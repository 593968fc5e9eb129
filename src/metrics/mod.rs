//! Metrics and rules as files: a `-- key: value` header and one SELECT.
//!
//! Why the room exists: a clerk's question ("which share was on time?") is a text that can be read,
//! replaced and added without a build, and that any SQL engine answers with the same rows.
//! Promises: a file with a missing key, a duplicate name, more than one statement or a door to the
//! disk (`read_csv('/etc/passwd')`) never runs; it is an error with file and line. Every query runs
//! in a context of its own. A column that no import carries gives [`Needs::missing`], never 0.

mod check;
mod header;
mod library;
mod needs;
mod query;
mod run;

pub(crate) use library::nearest_help;
pub use library::{Library, QueryFile};
pub use needs::Needs;
pub use query::{About, Attribution, Metric, NamedQuery, Origin, Rule, RuleSeverity, Subject};
pub use run::{Params, Tables};
