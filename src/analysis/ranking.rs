//! Officials in order of one metric's rate, with the interval and what stands beside it.
//!
//! Equal rates share a rank ("1224"); n and then the name only order the lines. The interval is
//! Wilson's score interval (E. B. Wilson, JASA 22, 1927) for 95 %.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use polars::prelude::*;

use crate::analysis::facts::Facts;
use crate::analysis::rates::{self, By, Counts as Figures, RateRow};
use crate::derive::read::{Integers, Texts};
use crate::domain::period::Period;
use crate::domain::schema::TableName;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::metrics::{Attribution, Library};
use crate::words;

/// The 97.5th percentile of the normal distribution.
const Z: f64 = 1.959964;

/// What the order is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Rate,
    /// The lower end of the 95 % Wilson interval.
    Lower,
}

/// One official.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRow {
    /// 1, 1, 3 …: equal rates share a rank. None: unranked.
    pub rank: Option<u32>,
    /// Empty for dossiers without an official's name (never ranked).
    pub official: String,
    pub agency: Option<String>,
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
    /// Percent, two decimals.
    pub rate: Option<f64>,
    /// Wilson interval, percent, two decimals; None: nothing counted.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub target: Option<f64>,
    pub met: Option<bool>,
    /// Enough counted dossiers to be ranked.
    pub ranked: bool,
    /// Running dossiers past their due date at as_of; None: no data.
    pub running_overdue: Option<u64>,
    /// Improper suspensions begun in the period; None: no data.
    pub improper_suspensions: Option<u64>,
    pub previous_rank: Option<u32>,
    /// previous_rank − rank: 2 = two places up. None: unranked in either period.
    pub moved: Option<i64>,
    /// By the exports alone; None: no explanation moved it.
    pub before: Option<Figures>,
}

/// The 95 % Wilson interval of `hits` of `total` in percent, two decimals; None for 0/0.
pub fn wilson(hits: u64, total: u64) -> Option<(f64, f64)> {
    if total == 0 {
        return None;
    }
    let (k, n) = (hits.min(total) as f64, total as f64);
    let (p, z2) = (k / n, Z * Z);
    let centre = p + z2 / (2.0 * n);
    let half = Z * ((p * (1.0 - p) + z2 / (4.0 * n)) / n).sqrt();
    let percent = |x: f64| (x / (1.0 + z2 / n) * 10_000.0).round() / 100.0;
    let lower = if hits == 0 { 0.0 } else { percent(centre - half).max(0.0) };
    let upper = if hits >= total { 100.0 } else { percent(centre + half).min(100.0) };
    Some((lower, upper))
}

/// Ranks the officials by one metric; ranked ones first, then those with too few rows, by name.
///
/// An unknown metric, and one that counts procedures, is a usage error.
pub fn rank(
    facts: &Facts,
    library: &Library,
    settings: &Settings,
    period: Period,
    metric: &str,
    min_total: u64,
    order: Order,
) -> Result<Vec<RankRow>> {
    if library.metric(metric)?.attribution == Attribution::Nobody {
        return Err(Error::usage(words::metrics::not_per_official(metric))
            .help(words::metrics::not_per_official_help()));
    }
    let ranked = |period| -> Result<Vec<RankRow>> {
        let rows = rates::rates(facts, library, settings, period, Some(By::Official), &[metric.to_string()])?;
        Ok(ordered(&rows, min_total, order))
    };
    let previous: BTreeMap<(String, Option<String>), u32> = ranked(period.previous())?
        .into_iter()
        .filter_map(|row| Some(((row.official, row.agency), row.rank?)))
        .collect();
    let overdue = running_overdue(facts)?;
    let improper = improper_suspensions(facts, period)?;
    let mut rows = ranked(period)?;
    for row in &mut rows {
        let key = (row.official.clone(), row.agency.clone());
        row.previous_rank = previous.get(&key).copied();
        row.moved = row.rank.zip(row.previous_rank).map(|(now, before)| i64::from(before) - i64::from(now));
        row.running_overdue = overdue.as_ref().map(|counts| counts.get(&key).copied().unwrap_or(0));
        row.improper_suspensions = improper.as_ref().map(|counts| counts.get(&key).copied().unwrap_or(0));
    }
    Ok(rows)
}

fn ordered(rates: &[RateRow], min_total: u64, order: Order) -> Vec<RankRow> {
    let mut rows: Vec<RankRow> = rates.iter().map(|rate| unranked(rate, min_total)).collect();
    let better = |a: &RankRow, b: &RankRow| match order {
        Order::Rate => {
            let left = u128::from(b.hits) * u128::from(a.total);
            left.cmp(&(u128::from(a.hits) * u128::from(b.total)))
        }
        Order::Lower => b.lower.unwrap_or(0.0).total_cmp(&a.lower.unwrap_or(0.0)),
    };
    rows.sort_by(|a, b| {
        let by_value = if a.ranked && b.ranked { better(a, b) } else { Ordering::Equal };
        let unnamed_last = a.official.is_empty().cmp(&b.official.is_empty());
        let names = || (&a.official, &a.agency).cmp(&(&b.official, &b.agency));
        b.ranked.cmp(&a.ranked).then(by_value).then(unnamed_last).then(b.total.cmp(&a.total)).then_with(names)
    });
    for i in 0..rows.len() {
        if rows[i].ranked {
            let shared = i > 0 && better(&rows[i - 1], &rows[i]) == Ordering::Equal;
            rows[i].rank = if shared { rows[i - 1].rank } else { Some(i as u32 + 1) };
        }
    }
    rows
}

fn unranked(rate: &RateRow, min_total: u64) -> RankRow {
    let interval = wilson(rate.hits, rate.total);
    RankRow {
        rank: None,
        official: rate.group.clone(),
        agency: rate.agency.clone(),
        hits: rate.hits,
        total: rate.total,
        no_data: rate.no_data,
        rate: rate.rate,
        lower: interval.map(|i| i.0),
        upper: interval.map(|i| i.1),
        target: rate.target,
        met: rate.met,
        ranked: !rate.group.is_empty() && rate.total > 0 && rate.total >= min_total,
        running_overdue: None,
        improper_suspensions: None,
        previous_rank: None,
        moved: None,
        before: rate.before,
    }
}

type Counts = BTreeMap<(String, Option<String>), u64>;

/// Running dossiers past their due date, by processing official; None without due dates.
fn running_overdue(facts: &Facts) -> Result<Option<Counts>> {
    if !carries(facts, TableName::Dossiers, "due_at") {
        return Ok(None);
    }
    let late = col("outcome").eq(lit("running_late"));
    let named = ["outcome", "processing_official", "agency"];
    let dossiers = facts.dossiers.of_columns(|column| named.contains(&column))?;
    counts(dossiers.lazy().filter(late), "processing_official").map(Some)
}

/// Improper suspensions begun in the period; None without suspensions.
fn improper_suspensions(facts: &Facts, period: Period) -> Result<Option<Counts>> {
    if !carries(facts, TableName::Suspensions, "suspended_at") {
        return Ok(None);
    }
    let on = || col("suspended_at").cast(DataType::Date);
    let inside = on().gt_eq(lit(period.start)).and(on().lt_eq(lit(period.end)));
    let improper = col("verdict").eq(lit("improper"));
    let named = ["suspended_at", "verdict", "official", "agency"];
    let suspensions = facts.suspensions.of_columns(|column| named.contains(&column))?;
    counts(suspensions.lazy().filter(inside.and(improper)), "official").map(Some)
}

fn carries(facts: &Facts, table: TableName, column: &str) -> bool {
    facts.carried.get(&table).is_some_and(|columns| columns.contains(column))
}

fn counts(rows: LazyFrame, official: &str) -> Result<Counts> {
    let frame = rows
        .group_by([col(official).alias("official"), col("agency")])
        .agg([len().cast(DataType::Int64).alias("n")])
        .collect()
        .map_err(Error::internal)?;
    let (officials, agencies, n) =
        (Texts::of(&frame, "official"), Texts::of(&frame, "agency"), Integers::of(&frame, "n"));
    let key = |i| (officials.at(i).unwrap_or("").to_string(), agencies.at(i).map(str::to_string));
    Ok((0..frame.height()).map(|i| (key(i), n.at(i).unwrap_or(0).max(0) as u64)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(name: &str, hits: u64, total: u64) -> RateRow {
        RateRow {
            group: name.to_string(),
            agency: None,
            metric: "on_time".into(),
            hits,
            total,
            no_data: 0,
            rate: rates::percent(hits, total),
            target: None,
            met: None,
            low: None,
            missing: None,
            before: None,
        }
    }

    #[test]
    fn equal_rates_share_a_rank_and_few_rows_are_listed_below() {
        let rates = [
            rate("Bình", 9, 10),
            rate("An", 18, 20),
            rate("Chi", 10, 10),
            rate("Dũng", 1, 4),
            rate("", 50, 50),
            rate("Giang", 7, 10),
        ];
        let rows = ordered(&rates, 5, Order::Rate);
        let found: Vec<_> = rows.iter().map(|r| (r.official.as_str(), r.rank)).collect();
        let expected = [
            ("Chi", Some(1)),
            ("An", Some(2)),
            ("Bình", Some(2)),
            ("Giang", Some(4)),
            ("Dũng", None),
            ("", None),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn the_lower_end_prefers_many_over_few() {
        let rows = ordered(&[rate("Ít", 5, 5), rate("Nhiều", 97, 100)], 5, Order::Lower);
        assert_eq!(rows[0].official, "Nhiều");
        assert_eq!(rows[1].rank, Some(2));
    }

    #[test]
    fn the_interval_is_that_of_the_textbook() {
        // R: prop.test(9, 10, correct = FALSE) and prop.test(0, 10, correct = FALSE)
        assert_eq!(wilson(9, 10), Some((59.58, 98.21)));
        assert_eq!(wilson(0, 10), Some((0.0, 27.75)));
        assert_eq!(wilson(10, 10), Some((72.25, 100.0)));
        assert_eq!(wilson(0, 0), None);
    }

    #[test]
    fn percentages_are_rounded_once_from_the_integers() {
        assert_eq!(rates::percent(1, 3), Some(33.33));
        assert_eq!(rates::percent(2, 3), Some(66.67));
        assert_eq!(rates::percent(1, 800), Some(0.13));
        assert_eq!(rates::percent(0, 0), None);
    }
}
