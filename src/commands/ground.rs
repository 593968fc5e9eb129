//! What every question about a period stands on: the state of the store, its derived columns, the
//! calendar, the queries, the imports behind them.

use std::path::PathBuf;

use chrono::NaiveDateTime;

use crate::analysis::explanations::{self, Explained};
use crate::analysis::facts::{self, Facts};
use crate::cli::{ImportOptions, PeriodArg};
use crate::commands::import::{failure_of, import_paths};
use crate::commands::{Context, in_parts};
use crate::domain::calendar::Calendar;
use crate::domain::ledger::ImportRecord;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::io;
use crate::io::store::Store;
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
        if store.active()?.is_empty() {
            return Err(
                Error::usage(words::report::nothing_imported()).help(words::report::nothing_imported_help())
            );
        }
        let library = self.library()?;
        let calendar = self.calendar()?;
        let (imports, as_of) = store.speaking(self.as_of()?)?;
        let facts = self.facts(&store, &imports, as_of, &calendar, &library)?;
        let agency = facts.main_agency.clone();
        let explained = explanations::explained(&facts);
        explained.iter().filter_map(report::explanations::unknown).for_each(|warning| self.note(&warning));
        Ok(Ground { library, calendar, facts, imports, agency, explained })
    }

    /// The facts of these imports, kept from an earlier question or made anew.
    fn facts(
        &self,
        store: &Store,
        imports: &[ImportRecord],
        as_of: NaiveDateTime,
        calendar: &Calendar,
        library: &Library,
    ) -> Result<Facts> {
        let key = self.facts_key(imports, as_of, calendar, library);
        if let Some(kept) = store.kept_state(&key) {
            return Ok(Facts::of_kept(kept, &self.settings));
        }
        if let Some(state) = store.state_in_parts(imports, as_of)?
            && let Some(facts) = in_parts::facts(store, &key, &state, (calendar, &self.settings, library))?
        {
            return Ok(facts);
        }
        let state = store.state_of(imports, as_of)?;
        let facts = facts::build(&state, calendar, &self.settings, library)?;
        if let Some(state) = facts.to_keep()? {
            store.keep_state(&key, &state);
        }
        Ok(facts)
    }

    /// Names everything that facts depend on: the program, the imports, the moment, the calendar, the
    /// queries, the limits.
    fn facts_key(
        &self,
        imports: &[ImportRecord],
        as_of: NaiveDateTime,
        calendar: &Calendar,
        library: &Library,
    ) -> String {
        let ids: Vec<(&str, &str)> =
            imports.iter().map(|it| (it.import_id.as_str(), it.file_sha256.as_str())).collect();
        let program = (env!("CARGO_PKG_VERSION"), env!("MOTCUA_DERIVATION"));
        let (calendar, library) = (calendar.version(), library.version());
        let text =
            format!("{program:?} {ids:?} {as_of} {calendar} {library} {:?}", self.settings.suspensions);
        io::files::sha256(text.as_bytes())[..16].to_string()
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
