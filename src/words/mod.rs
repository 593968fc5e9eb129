//! Every text that a person reads, in Vietnamese and English side by side.
//!
//! A text is a function that returns a [`Phrase`], so a missing translation does not compile and
//! the arguments of both languages are the same. One file per room keeps the catalogue readable.

mod phrase;

pub mod calendar;
pub mod changes;
pub mod cli;
pub mod closing;
pub mod config;
pub mod counterfactual;
pub mod dropped;
pub mod evaluation;
pub mod explain;
pub mod explanations;
pub mod help;
pub mod import;
pub mod imports;
pub mod listing;
pub mod metrics;
pub mod notation;
pub mod options;
pub mod period;
pub mod report;
pub mod sample;
pub mod sheets;
pub mod store;

pub use phrase::{Lang, Phrase};

/// Declares texts: `name(arg, …): "tiếng Việt {arg}", "English {arg}";`
#[macro_export]
macro_rules! phrases {
    ($( $(#[$meta:meta])* $name:ident ( $($arg:ident),* $(,)? ) : $vi:literal , $en:literal ; )*) => {
        $( $(#[$meta])* pub fn $name($($arg: impl std::fmt::Display),*) -> $crate::words::Phrase {
            $crate::words::Phrase::new(format!($vi), format!($en))
        } )*
    };
}
