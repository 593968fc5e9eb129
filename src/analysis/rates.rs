//! Every metric's k, n, no data, rate and target, for a period, as a whole or by group.
//!
//! A query says which rows count and which hit; all else is done here, once for all metrics: the
//! period, the grouping, the sums. Sums are made inside polars, of the needed columns only and of
//! all metrics at once. Every group is summed at its own grain, never from parts.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;

use crate::analysis::facts::{Facts, query_error};
use crate::analysis::grouping;
use crate::derive::read::{Integers, Texts};
use crate::domain::period::Period;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::metrics::{Attribution, Library, Metric, Subject as Counted};
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

/// Sums of one metric in one group.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    hits: u64,
    total: u64,
    no_data: u64,
    /// Hits and total of the second bound.
    low: (u64, u64),
}

/// `(group, agency)` of a row.
type Key = (String, Option<String>);

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
    let mut tables = Vec::new();
    for metric in &metrics {
        if metric.needs.missing(&facts.carried).is_none() {
            plans(facts, metric, period, by, &mut tables)?;
        }
    }
    let (plans, labels): (Vec<LazyFrame>, Vec<(&Metric, Option<String>)>) = tables.into_iter().unzip();
    let frames = collect(plans)?;
    let mut sums: BTreeMap<(Key, &str), Sums> = BTreeMap::new();
    for (frame, (metric, group)) in frames.iter().zip(&labels) {
        for (key, found) in read_sums(frame, by, group.as_deref()) {
            sums.insert((key, metric.name.as_str()), found);
        }
    }
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

/// The plans of one metric: one, or one for each month or week where the rows depend on the period.
fn plans<'a>(
    facts: &Facts,
    metric: &'a Metric,
    period: Period,
    by: Option<By>,
    into: &mut Vec<(LazyFrame, (&'a Metric, Option<String>))>,
) -> Result<()> {
    if metric.uses_params
        && let Some(by) = by.filter(|by| by.is_time())
    {
        for (label, part) in grouping::parts(period, by) {
            into.push((plan(facts, metric, part, None)?, (metric, Some(label))));
        }
        return Ok(());
    }
    into.push((plan(facts, metric, period, by)?, (metric, None)));
    Ok(())
}

fn plan(facts: &Facts, metric: &Metric, period: Period, by: Option<By>) -> Result<LazyFrame> {
    let mut rows = counted_rows(facts, metric, period)?;
    let mut keys = grouping::keys(by);
    if metric.subject == Counted::Procedure {
        (rows, keys) = (fold(rows, keys), grouping::names(by));
    }
    let counts = || col("low_only").eq_missing(lit(true)).not();
    let count = |condition: Expr, name: &str| condition.sum().cast(DataType::Int64).alias(name);
    let sums = [
        count(counts().and(col("hit").eq_missing(lit(true))), "hits"),
        count(counts().and(col("hit").is_not_null()), "total"),
        count(counts().and(col("hit").is_null()), "no_data"),
        count(col("hit_low").eq_missing(lit(true)), "hits_low"),
        count(col("hit_low").is_not_null(), "total_low"),
    ];
    Ok(if keys.is_empty() { rows.select(sums) } else { rows.group_by(keys).agg(sums) })
}

/// The query speaks of a second bound.
fn has_low(metric: &Metric) -> bool {
    metric.sql.contains("hit_low")
}

/// The rows of a metric that fall into the period, with `hit_low` and `low_only` filled in.
pub(crate) fn counted_rows(facts: &Facts, metric: &Metric, period: Period) -> Result<LazyFrame> {
    let mut plan = facts.tables().plan(&metric.name, &metric.sql, &facts.params(period))?;
    let schema = plan.collect_schema().map_err(|e| query_error(&metric.name, e))?;
    let optional = [("hit_low", col("hit")), ("low_only", lit(false))];
    for (name, value) in optional {
        if !schema.contains(name) {
            plan = plan.with_column(value.alias(name));
        }
    }
    let day = |date: chrono::NaiveDate| lit(date).cast(DataType::Date);
    let on = || col("counted_on");
    Ok(plan
        .with_columns([on().cast(DataType::Date), col("hit").cast(DataType::Boolean)])
        .filter(on().gt_eq(day(period.start)).and(on().lt_eq(day(period.end)))))
}

/// One row per procedure of each group: a hit if any row hits, else no data if any has none.
fn fold(rows: LazyFrame, mut keys: Vec<Expr>) -> LazyFrame {
    keys.push(col("subject"));
    let any = |name: &str| {
        let hit = col(name).eq_missing(lit(true)).any(true);
        let unknown = col(name).is_null().any(true);
        let none = lit(NULL).cast(DataType::Boolean);
        when(hit).then(lit(true)).when(unknown).then(none).otherwise(lit(false)).alias(name)
    };
    rows.group_by(keys).agg([any("hit"), any("hit_low")]).with_column(lit(false).alias("low_only"))
}

/// Runs all plans together.
fn collect(plans: Vec<LazyFrame>) -> Result<Vec<DataFrame>> {
    let plans = plans.into_iter().map(|plan| plan.logical_plan).collect();
    LazyFrame::collect_all_with_engine(plans, Engine::InMemory, OptFlags::default()).map_err(Error::internal)
}

/// The groups of one result and their sums. `group`: the label of a result that is one group.
fn read_sums(frame: &DataFrame, by: Option<By>, group: Option<&str>) -> Vec<(Key, Sums)> {
    let number = |name| Integers::of(frame, name);
    let (hits, total, no_data) = (number("hits"), number("total"), number("no_data"));
    let (hits_low, total_low) = (number("hits_low"), number("total_low"));
    let (texts, numbers, agency) =
        (Texts::of(frame, "group"), Integers::of(frame, "group"), Texts::of(frame, "agency"));
    let at = |column: &Integers, i| column.at(i).unwrap_or(0).max(0) as u64;
    (0..frame.height())
        .map(|i| {
            let label = match (group, by) {
                (Some(label), _) => label.to_string(),
                (None, Some(by)) if by.is_time() => numbers.at(i).map_or(String::new(), |n| by.label(n)),
                _ => texts.at(i).unwrap_or("").to_string(),
            };
            let sums = Sums {
                hits: at(&hits, i),
                total: at(&total, i),
                no_data: at(&no_data, i),
                low: (at(&hits_low, i), at(&total_low, i)),
            };
            ((label, agency.at(i).map(str::to_string)), sums)
        })
        .filter(|(_, sums)| by.is_none() || sums.total + sums.no_data + sums.low.1 > 0)
        .collect()
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
