//! Every metric's k, n, no data, rate and target, for a period, as a whole or by group.
//!
//! A query says which rows count and which hit; [`sums`] adds them up, and here the sums become
//! rates. Every group is summed at its own grain, never from rates of its parts.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::facts::Facts;
use crate::analysis::sums::{self, Key, Sums};
use crate::domain::period::Period;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::metrics::{Attribution, Library, Metric};
use crate::words::Phrase;

pub use crate::analysis::grouping::By;
pub use crate::analysis::subjects::{Subject, subjects};

/// One metric of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct RateRow {
    /// The official, field, month …; empty for the whole and for blank names.
    pub group: String,
    /// Of an official or an agency; None where it is blank or the group spans agencies.
    pub agency: Option<String>,
    pub metric: String,
    pub hits: u64,
    pub total: u64,
    /// Rows that would count but for which there is no data.
    pub no_data: u64,
    /// Percent, two decimals; None: nothing counted.
    pub rate: Option<f64>,
    pub target: Option<f64>,
    /// None: no target or nothing counted.
    pub met: Option<bool>,
    /// The second bound, where unverifiable evidence leaves the rate open (`hit_low`).
    pub low: Option<Bound>,
    /// Why the metric has no data at all: "column … is not in the export".
    pub missing: Option<Phrase>,
    /// What it was by the exports alone; None: no explanation moved it.
    pub before: Option<Counts>,
}

/// What a rate is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
}

impl RateRow {
    pub fn counts(&self) -> Counts {
        Counts { hits: self.hits, total: self.total, no_data: self.no_data }
    }
}

/// The lower bound of a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bound {
    pub hits: u64,
    pub total: u64,
    pub rate: Option<f64>,
}

/// `hits` of `total` in percent, rounded half up to two decimals, from the integers; None for 0/0.
pub fn percent(hits: u64, total: u64) -> Option<f64> {
    let (hits, total) = (u128::from(hits), u128::from(total));
    let hundredths = (hits * 20_000 + total).checked_div(2 * total)?;
    Some(hundredths as f64 / 100.0)
}

/// The target in force: the settings', else the metric's own.
pub fn target(metric: &Metric, settings: &Settings) -> Option<f64> {
    settings.targets.get(&metric.name).copied().or(metric.target)
}

/// All metrics (or those of `names`, unknown ones are a usage error) of a period.
///
/// Rows by group, then by metric in the order of the library; every group that any metric found has
/// a row for every metric. Metrics of procedures have no rows by official. Where explanations moved a
/// figure, what it was stands beside it.
pub fn rates(
    facts: &Facts,
    library: &Library,
    settings: &Settings,
    period: Period,
    by: Option<By>,
    names: &[String],
) -> Result<Vec<RateRow>> {
    let mut rows = rates_of(facts, library, settings, period, by, names)?;
    if let Some(unexplained) = &facts.unexplained {
        let key = |row: &RateRow| (row.group.clone(), row.agency.clone(), row.metric.clone());
        let was = rates_of(unexplained, library, settings, period, by, names)?;
        let was: BTreeMap<_, Counts> = was.iter().map(|row| (key(row), row.counts())).collect();
        for row in &mut rows {
            let before = was.get(&key(row)).copied().unwrap_or_default();
            row.before = Some(before).filter(|before| *before != row.counts());
        }
    }
    Ok(rows)
}

fn rates_of(
    facts: &Facts,
    library: &Library,
    settings: &Settings,
    period: Period,
    by: Option<By>,
    names: &[String],
) -> Result<Vec<RateRow>> {
    let metrics = chosen(library, by, names)?;
    let counted: Vec<&Metric> =
        metrics.iter().copied().filter(|metric| metric.needs.missing(&facts.carried).is_none()).collect();
    let sums = sums::of(facts, &counted, period, by)?;
    let mut keys: BTreeSet<Key> = sums.keys().map(|(key, _)| key.clone()).collect();
    if by.is_none() {
        keys = BTreeSet::from([Key::default()]);
    }
    let row = |key: &Key, metric: &Metric| {
        let found = sums.get(&(key.clone(), metric.name.as_str())).copied();
        rate_row(key, metric, found, facts, settings)
    };
    Ok(keys.iter().flat_map(|key| metrics.iter().map(move |m| (key, m))).map(|(k, m)| row(k, m)).collect())
}

fn chosen<'a>(library: &'a Library, by: Option<By>, names: &[String]) -> Result<Vec<&'a Metric>> {
    for name in names {
        library.metric(name)?;
    }
    let wanted = |m: &&Metric| names.is_empty() || names.contains(&m.name);
    let applies = |m: &&Metric| by != Some(By::Official) || m.attribution != Attribution::Nobody;
    Ok(library.metrics.iter().filter(wanted).filter(applies).collect())
}

/// The query speaks of a second bound.
fn has_low(metric: &Metric) -> bool {
    metric.sql.contains("hit_low")
}

fn rate_row(key: &Key, metric: &Metric, sums: Option<Sums>, facts: &Facts, settings: &Settings) -> RateRow {
    let sums = sums.unwrap_or_default();
    let (rate, target) = (percent(sums.hits, sums.total), target(metric, settings));
    let (hits, total) = sums.low;
    RateRow {
        group: key.0.clone(),
        agency: key.1.clone(),
        metric: metric.name.clone(),
        hits: sums.hits,
        total: sums.total,
        no_data: sums.no_data,
        rate,
        target,
        met: target.filter(|_| sums.total > 0).map(|t| is_met(sums.hits, sums.total, t)),
        low: has_low(metric).then(|| Bound { hits, total, rate: percent(hits, total) }),
        missing: metric.needs.missing(&facts.carried),
        before: None,
    }
}

/// k/n reaches the target, by the unrounded share.
fn is_met(hits: u64, total: u64, target: f64) -> bool {
    hits as f64 * 100.0 >= target * total as f64 - 1e-9
}
