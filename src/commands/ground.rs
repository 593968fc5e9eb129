//! What every question about a period stands on: the state of the store, its derived columns, the
//! calendar, the queries, the imports behind them.

use std::path::PathBuf;

use crate::analysis::explanations::{self, Explained};
use crate::analysis::facts::{self, Facts};
use crate::cli::{ImportOptions, PeriodArg};
use crate::commands::Context;
use crate::commands::import::{failure_of, import_paths};
use crate::domain::calendar::Calendar;
use crate::domain::ledger::ImportRecord;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::io;
use crate::metrics::Library;
use crate::report;
use crate::report::frame::Frame;
use crate::report::provenance::Versions;
use crate::words;

/// See the module.
pub struct Ground {
    pub library: Library,
    pub calendar: Calendar,
    pub facts: Facts,
    /// The imports that the state is made of, in order.
    pub imports: Vec<ImportRecord>,
    agency: Option<String>,
    explained: Vec<Explained>,
}

impl Context {
    /// Fails (usage) on a store without imports. Tells which explanations fit nothing.
    pub fn ground(&self) -> Result<Ground> {
        let store = self.store()?;
        let active = store.active()?;
        if active.is_empty() {
            return Err(
                Error::usage(words::report::nothing_imported()).help(words::report::nothing_imported_help())
            );
        }
        let library = self.library()?;
        let calendar = self.calendar()?;
        let state = store.state(self.as_of()?)?;
        let facts = facts::build(&state, &calendar, &self.settings, &library)?;
        let imports = active.into_iter().filter(|it| state.import_ids.contains(&it.import_id)).collect();
        let agency = facts.main_agency.clone();
        let explained = explanations::explained(&facts);
        explained.iter().filter_map(report::explanations::unknown).for_each(|warning| self.note(&warning));
        Ok(Ground { library, calendar, facts, imports, agency, explained })
    }

    /// Imports `paths` before a report; the first file that fails stops it.
    pub fn import_first(&self, paths: &[PathBuf]) -> Result<()> {
        if paths.is_empty() {
            return Ok(());
        }
        failure_of(import_paths(self, paths, &ImportOptions::default())?)
    }

    /// The folder of `-o`, made if it is not there. `example` shows how to give one.
    pub fn folder(&self, example: &str) -> Result<PathBuf> {
        let Some(folder) = &self.global.output else {
            return Err(
                Error::usage(words::report::needs_output()).help(words::report::needs_output_help(example))
            );
        };
        io::files::create_folder(folder)?;
        Ok(folder.clone())
    }
}

impl Ground {
    /// Warns where the calendar does not surely know the period.
    pub fn frame<'a>(&'a self, period: Period, context: &'a Context) -> Frame<'a> {
        let warnings = self.calendar.warnings(period.start, period.end);
        warnings.iter().for_each(|warning| context.note(warning));
        Frame {
            lang: context.lang(),
            settings: &context.settings,
            period,
            as_of: self.facts.as_of,
            agency: self.agency.as_deref(),
            calendar: Some(&self.calendar),
        }
    }

    /// The explanations that concern a period.
    pub fn explained(&self, period: Period) -> Vec<Explained> {
        self.explained.iter().filter(|it| it.is_of(period)).cloned().collect()
    }

    pub fn versions(&self, context: &Context) -> Result<Versions> {
        let settings = serde_json::to_vec(&context.settings).map_err(Error::internal)?;
        Ok(Versions {
            tool: env!("CARGO_PKG_VERSION").to_string(),
            calendar: self.calendar.version(),
            queries: self.library.version(),
            settings: io::files::sha256(&settings),
        })
    }

    /// `--period`; else the newest whole month before as_of in which anything happened.
    /// Fails (usage) if nothing happened in the asked period, naming the months that the store knows.
    pub fn period(&self, arg: &PeriodArg, context: &Context) -> Result<Period> {
        let period = context.period(arg, self.facts.as_of)?;
        let months = &self.facts.months;
        if arg.period.is_none()
            && let Some(newest) = months.iter().rev().find(|month| **month <= period)
        {
            return Ok(*newest);
        }
        self.must_cover(period, context).map(|()| period)
    }

    /// Fails (usage) if nothing happened in the months of the period.
    pub fn must_cover(&self, period: Period, context: &Context) -> Result<()> {
        let months = &self.facts.months;
        if months.iter().any(|month| month.start <= period.end && period.start <= month.end) {
            return Ok(());
        }
        let known = months.iter().map(Period::key).collect::<Vec<_>>().join(", ");
        Err(Error::usage(words::report::no_data_in_period(period.label(context.lang())))
            .help(words::report::no_data_in_period_help(known)))
    }
}
