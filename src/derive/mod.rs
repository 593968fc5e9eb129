//! Tables + calendar + as_of → the derived columns that SQL may use.
//!
//! Why the room exists: working time, date-only instants and due dates moved by suspensions are
//! computed once, natively, so that every query is plain SQL over columns.
//! Promises: the list of all derived columns is [`list::DOSSIERS`] and [`list::SUSPENSIONS`]; NULL
//! means what is written there; nothing here fails on data; a dossier's columns depend on its own
//! rows, its procedure, the calendar and as_of alone.

mod acceptance;
mod codes;
mod dossier;
mod dossiers;
mod index766;
pub mod list;
pub mod moments;
pub mod outcome;
mod procedures;
pub(crate) mod read;
pub mod reason;
mod suspensions;

use polars::prelude::Column;

use crate::domain::calendar::Calendar;
use crate::domain::settings::Suspensions;
use crate::error::Result;
use crate::tables::State;
use dossier::Dossiers;
use moments::Calendars;
use suspensions::SuspensionFacts;

pub use acceptance::LIMIT_SECONDS;
pub use procedures::{Catalogue, Fees};

/// What a derivation is made of.
pub struct Given<'a> {
    /// Sorted by dossier_code (and sequence).
    pub state: &'a State,
    pub calendar: &'a Calendar,
    /// Of all dossiers, where the state is a part of them.
    pub catalogue: &'a Catalogue,
    pub settings: &'a Suspensions,
}

/// What the rules say of a suspension (plan III.6, IX.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Improper,
    /// An improper rule had no data, none fired.
    Unverifiable,
    Proper,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Improper => "improper",
            Verdict::Unverifiable => "unverifiable",
            Verdict::Proper => "proper",
        }
    }
}

/// The derivation in its two stages: suspensions, then (with their verdicts) dossiers.
pub struct Derivation<'a> {
    given: Given<'a>,
    dossiers: Dossiers,
    calendars: Calendars<'a>,
    suspensions: SuspensionFacts,
}

impl<'a> Derivation<'a> {
    /// The first stage.
    pub fn new(given: Given<'a>) -> Result<Derivation<'a>> {
        let dossiers = Dossiers::of(given.state);
        let calendars = Calendars::new(given.calendar, (0..dossiers.n).filter_map(|i| dossiers.agency.at(i)));
        let suspensions = suspensions::derive(&given, &dossiers, &calendars)?;
        Ok(Derivation { given, dossiers, calendars, suspensions })
    }

    /// [`list::SUSPENSIONS`] without `verdict`, in the order of the table.
    pub fn suspension_columns(&mut self) -> Vec<Column> {
        std::mem::take(&mut self.suspensions.columns)
    }

    /// [`list::DOSSIERS`], in the order of the table; `verdicts` in the order of the suspensions.
    pub fn dossier_columns(&self, verdicts: &[Verdict]) -> Result<Vec<Column>> {
        dossiers::derive(&self.given, &self.dossiers, &self.calendars, &self.suspensions, verdicts)
    }
}
