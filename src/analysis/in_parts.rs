//! The facts about many dossiers, derived part by part, so that the memory never holds all of them.
//!
//! Promises: the parts under each other are what [`crate::analysis::facts::build`] gives of the whole.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use crate::analysis::facts;
use crate::analysis::overview::Overview;
use crate::derive::{Catalogue, Given};
use crate::domain::calendar::Calendar;
use crate::domain::schema::TableName;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::metrics::Library;
use crate::tables::{About, DerivedPart, State};

/// What all parts are derived with.
pub struct InParts<'a> {
    pub calendar: &'a Calendar,
    pub settings: &'a Settings,
    pub library: &'a Library,
    /// Of all dossiers.
    pub catalogue: Catalogue,
}

/// False where a rule about suspensions may look beyond the dossier of a suspension.
pub fn are_possible(library: &Library) -> bool {
    library.suspension_rules().all(|rule| rule.row_by_row.is_some())
}

impl InParts<'_> {
    /// `state`: some dossiers and everything that is known of them, sorted; without explanations.
    pub fn part(&self, state: &State) -> Result<(DerivedPart, Overview)> {
        let given = Given {
            state,
            calendar: self.calendar,
            catalogue: &self.catalogue,
            settings: &self.settings.suspensions,
        };
        let facts = facts::columns(given, self.library)?;
        let overview = Overview::of(&facts.dossiers, &facts.suspensions);
        let rules = facts.rules()?;
        let [dossiers, suspensions] = [&facts.dossiers, &facts.suspensions].map(|table| (**table).clone());
        Ok((DerivedPart { dossiers, suspensions, rules }, overview))
    }
}

/// What the whole is about.
pub fn about(
    carried: BTreeMap<TableName, BTreeSet<String>>,
    as_of: NaiveDateTime,
    overview: &Overview,
) -> About {
    About {
        carried,
        as_of,
        months: overview.months().iter().map(|month| month.start).collect(),
        main_agency: overview.main_agency(),
    }
}
