//! What every question about a period needs: the queries, the facts, the period, the frame.

use crate::analysis::facts::{self, Facts};
use crate::cli::PeriodArg;
use crate::commands::Context;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::metrics::Library;
use crate::report::frame::Frame;
use crate::words;

/// A question to the store, ready to be answered.
pub struct Question {
    pub library: Library,
    pub facts: Facts,
    pub period: Period,
    agency: Option<String>,
}

impl Context {
    /// Reads the store. A store without imports, and a period without data, are usage errors that
    /// name what there is.
    pub fn question(&self, period: &PeriodArg) -> Result<Question> {
        let library = self.library()?;
        let state = self.state()?;
        if state.import_ids.is_empty() {
            return Err(
                Error::usage(words::report::nothing_imported()).help(words::report::nothing_imported_help())
            );
        }
        let facts = facts::build(&state, &self.calendar()?, &self.settings, &library)?;
        let period = self.period(period, facts.as_of)?;
        let months = facts.months();
        if !months.iter().any(|month| month.start <= period.end && period.start <= month.end) {
            let known: Vec<String> = months.iter().map(Period::key).collect();
            return Err(Error::usage(words::report::no_data_in_period(period.key()))
                .help(words::report::no_data_in_period_help(known.join(", "))));
        }
        let agency = facts.main_agency();
        Ok(Question { library, facts, period, agency })
    }

    /// How the answer is framed.
    pub fn frame<'a>(&'a self, question: &'a Question) -> Frame<'a> {
        Frame {
            lang: self.lang(),
            settings: &self.settings,
            period: question.period,
            as_of: question.facts.as_of,
            agency: question.agency.as_deref(),
        }
    }
}
