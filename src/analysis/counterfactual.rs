//! On time without what was suspended improperly: beside the system's own figure, and the dossiers
//! that make the difference (plan IX.3).
//!
//! Two bounds where evidence is unverifiable: `high` voids the improper suspensions, `low` the
//! unverifiable ones too.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;

use crate::analysis::facts::Facts;
use crate::analysis::listing::{Dossier, Dossiers};
use crate::analysis::rates::{By, Counts, RateRow, Subject, rates, subjects};
use crate::derive::read::{Integers, Stamps};
use crate::domain::period::Period;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::metrics::Library;
use crate::words::Phrase;

/// As the system itself counts.
pub const OWN: &str = "on_time";
/// With running overdue dossiers.
pub const STRICT: &str = "on_time_strict";
pub const COUNTERFACTUAL: &str = "on_time_counterfactual";

/// The four figures of one official, or of the whole office.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Empty: nobody is named, or the whole (see [`Counterfactual::whole`]).
    pub official: String,
    pub agency: Option<String>,
    pub own: Counts,
    pub strict: Counts,
    pub high: Counts,
    pub low: Counts,
}

/// A dossier that counts otherwise when suspensions are voided.
#[derive(Clone, Debug, PartialEq)]
pub struct Changed {
    pub dossier: Dossier,
    /// None: it does not count so.
    pub strict: Option<bool>,
    pub high: Option<bool>,
    pub low: Option<bool>,
    pub due_high_at: Option<NaiveDateTime>,
    pub due_low_at: Option<NaiveDateTime>,
    /// Working minutes of closed suspensions.
    pub improper_minutes: Option<i64>,
    pub unverifiable_minutes: Option<i64>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Counterfactual {
    pub whole: Figures,
    /// By official and agency.
    pub officials: Vec<Figures>,
    /// By official (nobody named: last) and code.
    pub changed: Vec<Changed>,
    /// Why nothing can be said.
    pub missing: Option<Phrase>,
}

pub fn counterfactual(
    facts: &Facts,
    library: &Library,
    settings: &Settings,
    period: Period,
) -> Result<Counterfactual> {
    let names = [OWN, STRICT, COUNTERFACTUAL].map(str::to_string);
    let of =
        |by| -> Result<Vec<Figures>> { Ok(figures(&rates(facts, library, settings, period, by, &names)?)) };
    let missing = library.metric(COUNTERFACTUAL)?.needs.missing(&facts.carried);
    let whole = of(None)?.pop();
    Ok(Counterfactual {
        whole: whole.unwrap_or_else(|| Figures::of(String::new(), None)),
        officials: of(Some(By::Official))?,
        changed: if missing.is_none() { changed(facts, library, period)? } else { Vec::new() },
        missing,
    })
}

impl Figures {
    fn of(official: String, agency: Option<String>) -> Figures {
        let none = Counts::default();
        Figures { official, agency, own: none, strict: none, high: none, low: none }
    }
}

fn figures(rows: &[RateRow]) -> Vec<Figures> {
    let mut found: BTreeMap<(String, Option<String>), Figures> = BTreeMap::new();
    for row in rows {
        let key = (row.group.clone(), row.agency.clone());
        let figures = found.entry(key).or_insert_with(|| Figures::of(row.group.clone(), row.agency.clone()));
        match row.metric.as_str() {
            OWN => figures.own = row.counts(),
            STRICT => figures.strict = row.counts(),
            _ => {
                figures.high = row.counts();
                let low =
                    row.low.map(|low| Counts { hits: low.hits, total: low.total, no_data: row.no_data });
                figures.low = low.unwrap_or(figures.high);
            }
        }
    }
    found.into_values().collect()
}

fn changed(facts: &Facts, library: &Library, period: Period) -> Result<Vec<Changed>> {
    let by_code = |metric| -> Result<BTreeMap<String, Subject>> {
        let rows = subjects(facts, library, metric, period)?;
        Ok(rows.into_iter().map(|it| (it.subject.clone(), it)).collect())
    };
    let (strict, voided) = (by_code(STRICT)?, by_code(COUNTERFACTUAL)?);
    let dossiers = Dossiers::of(facts);
    let rows = dossiers.rows();
    let stamp = |name| Stamps::of(&facts.dossiers, name);
    let number = |name| Integers::of(&facts.dossiers, name);
    let (due_high, due_low) = (stamp("due_counterfactual_at"), stamp("due_counterfactual_low_at"));
    let (improper, unverifiable) =
        (number("suspended_minutes_improper"), number("suspended_minutes_unverifiable"));
    let mut found = Vec::new();
    for code in strict.keys().chain(voided.keys()).collect::<BTreeSet<_>>() {
        let now = strict.get(code).and_then(|it| it.hit);
        let high = voided.get(code).filter(|it| !it.low_only).and_then(|it| it.hit);
        let low = voided.get(code).and_then(|it| it.hit_low);
        let Some(&i) = rows.get(code.as_str()).filter(|_| now != high || high != low) else { continue };
        found.push(Changed {
            dossier: dossiers.get(i),
            strict: now,
            high,
            low,
            due_high_at: due_high.at(i),
            due_low_at: due_low.at(i),
            improper_minutes: improper.at(i),
            unverifiable_minutes: unverifiable.at(i),
        });
    }
    let official = |it: &Changed| it.dossier.processing_official.clone();
    found.sort_by_key(|it| (official(it).is_none(), official(it), it.dossier.code.clone()));
    Ok(found)
}
