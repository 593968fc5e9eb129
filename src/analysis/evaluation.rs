//! The monthly evaluation (plan I.7): every figure of every official, what was missed, and a proposal
//! after NĐ 335/2025/NĐ-CP that a person decides on.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::DataFrame;

use crate::analysis::facts::{Facts, rule_rows};
use crate::analysis::listing::{Dossier, Dossiers};
use crate::analysis::rates::{By, RateRow, percent, rates, subjects};
use crate::derive::read::{Flags, Texts};
use crate::domain::period::Period;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::metrics::{Attribution, Library, Metric, RuleSeverity};

/// One official in one agency.
type Who = (String, Option<String>);

/// One row of the evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct OfficialMonth {
    pub official: String,
    pub agency: Option<String>,
    /// Every metric that an official answers for, in the order of the library.
    pub rates: Vec<RateRow>,
    /// Ended in the month, as the handling official.
    pub ended: u64,
    /// Running past the due date at as_of.
    pub running_overdue: u64,
    /// Ended, with no breach and no improper suspension of this official.
    pub clean: u64,
}

impl OfficialMonth {
    pub fn rate(&self, metric: &str) -> Option<&RateRow> {
        self.rates.iter().find(|row| row.metric == metric)
    }

    /// Misses of one metric; None: the metric has no data.
    pub fn misses(&self, metric: &str) -> Option<u64> {
        let row = self.rate(metric)?;
        row.missing.is_none().then(|| row.total - row.hits)
    }

    /// a: ended of ended and running overdue, percent; None: neither.
    pub fn quantity(&self) -> Option<f64> {
        percent(self.ended, self.ended + self.running_overdue)
    }

    /// b: ended without breach, percent; None: nothing ended.
    pub fn quality(&self) -> Option<f64> {
        percent(self.clean, self.ended)
    }

    /// Hits and total of on_time.
    pub fn on_time(&self) -> (u64, u64) {
        self.rate("on_time").map_or((0, 0), |row| (row.hits, row.total))
    }

    /// `points` × (a + b + c) / 3 from the integers, two decimals; None: one of them has no data.
    pub fn task_points(&self, points: f64) -> Option<f64> {
        let (hits, total) = self.on_time();
        if self.ended == 0 || total == 0 {
            return None;
        }
        let share = |k: u64, n: u64| k as f64 / n as f64;
        let a = share(self.ended, self.ended + self.running_overdue);
        let b = share(self.clean, self.ended);
        let c = share(hits, total);
        Some((points * (a + b + c) / 3.0 * 100.0).round() / 100.0)
    }
}

/// One thing that counted and was no hit.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    pub official: String,
    /// Dossier code, `CODE#SEQUENCE` of a suspension.
    pub subject: String,
    pub counted_on: chrono::NaiveDate,
    /// None: the subject is no dossier of the store.
    pub dossier: Option<Dossier>,
}

/// The evaluation of one month.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// By name; the unnamed official is not among them.
    pub officials: Vec<OfficialMonth>,
    /// Per metric that has any, the misses by official, date and subject.
    pub misses: Vec<(String, Vec<Miss>)>,
}

pub fn evaluate(facts: &Facts, library: &Library, settings: &Settings, period: Period) -> Result<Evaluation> {
    let officials = officials(facts, library, settings, period)?;
    Ok(Evaluation { officials, misses: misses(facts, library, &of_officials(library), period)? })
}

/// The metrics that an official answers for.
fn of_officials(library: &Library) -> Vec<&Metric> {
    library.metrics.iter().filter(|m| m.attribution != Attribution::Nobody).collect()
}

/// The figures of every official, without the lists behind them.
pub fn officials(
    facts: &Facts,
    library: &Library,
    settings: &Settings,
    period: Period,
) -> Result<Vec<OfficialMonth>> {
    let metrics = of_officials(library);
    let names: Vec<String> = metrics.iter().map(|m| m.name.clone()).collect();
    let mut by_official: BTreeMap<Who, Vec<RateRow>> = BTreeMap::new();
    for row in rates(facts, library, settings, period, Some(By::Official), &names)? {
        by_official.entry((row.group.clone(), row.agency.clone())).or_default().push(row);
    }
    let work = work_done(facts, library, period)?;
    let officials = by_official
        .into_iter()
        .filter(|((official, _), _)| !official.is_empty())
        .map(|(who, rates)| {
            let work = work.get(&who).cloned().unwrap_or_default();
            OfficialMonth {
                official: who.0,
                agency: who.1,
                rates,
                ended: work.ended,
                running_overdue: work.running_overdue,
                clean: work.clean,
            }
        })
        .filter(|it| it.ended + it.running_overdue > 0 || it.rates.iter().any(|r| r.total + r.no_data > 0))
        .collect();
    Ok(officials)
}

#[derive(Clone, Debug, Default)]
struct Work {
    ended: u64,
    running_overdue: u64,
    clean: u64,
}

/// What each handling official ended, and what of it was without breach.
fn work_done(facts: &Facts, library: &Library, period: Period) -> Result<BTreeMap<Who, Work>> {
    let dossiers = Dossiers::of(facts);
    let blemished = blemishes(facts, library)?;
    let mut work: BTreeMap<Who, Work> = BTreeMap::new();
    for i in 0..dossiers.len() {
        let ended = dossiers.stamp("ended_at", i).is_some_and(|at| period.contains(at.date()));
        let overdue = dossiers.text("outcome", i) == Some("running_late");
        let Some(official) = dossiers.text("processing_official", i).filter(|_| ended || overdue) else {
            continue;
        };
        let who = (official.to_string(), dossiers.text("agency", i).map(str::to_string));
        let code = dossiers.text("dossier_code", i).unwrap_or_default();
        let clean = !blemished.contains(&(official.to_string(), code.to_string()))
            && !blemished.contains(&(String::new(), code.to_string()));
        let sums = work.entry(who).or_default();
        sums.ended += u64::from(ended);
        sums.clean += u64::from(ended && clean);
        sums.running_overdue += u64::from(overdue);
    }
    Ok(work)
}

/// `(official, dossier)` of every breach and improper suspension, whenever it was; an unnamed
/// official stands for whoever handles the dossier.
fn blemishes(facts: &Facts, library: &Library) -> Result<BTreeSet<(String, String)>> {
    let mut found = BTreeSet::new();
    let mut add = |frame: &DataFrame, counts: &dyn Fn(usize) -> bool| {
        let (officials, codes) = (Texts::of(frame, "official"), Texts::of(frame, "dossier_code"));
        let owned = |text: Option<&str>| text.unwrap_or_default().to_string();
        found.extend(
            (0..frame.height()).filter(|&i| counts(i)).map(|i| (owned(officials.at(i)), owned(codes.at(i)))),
        );
    };
    let (tables, params) = (facts.tables(), facts.params(facts.all_time()));
    for rule in library.rules.iter().filter(|rule| rule.severity == RuleSeverity::Breach) {
        if rule.needs.missing(&facts.carried).is_none() {
            let rows = rule_rows(&tables, rule, &params)?;
            let findings = Flags::of(&rows, "finding");
            add(&rows, &|i| findings.at(i) == Some(true));
        }
    }
    let verdicts = Texts::of(&facts.suspensions, "verdict");
    add(&facts.suspensions, &|i| verdicts.at(i) == Some("improper"));
    Ok(found)
}

/// What counted and was no hit, per metric.
pub fn misses(
    facts: &Facts,
    library: &Library,
    metrics: &[&Metric],
    period: Period,
) -> Result<Vec<(String, Vec<Miss>)>> {
    let dossiers = Dossiers::of(facts);
    let rows = dossiers.rows();
    let mut all = Vec::new();
    for metric in metrics {
        if metric.needs.missing(&facts.carried).is_some() {
            continue;
        }
        let mut missed: Vec<Miss> = Vec::new();
        for it in subjects(facts, library, &metric.name, period)? {
            if it.hit != Some(false) || it.low_only {
                continue;
            }
            let code = it.subject.split_once('#').map_or(it.subject.as_str(), |(code, _)| code);
            missed.push(Miss {
                official: it.official.unwrap_or_default(),
                dossier: rows.get(code).map(|&i| dossiers.get(i)),
                counted_on: it.counted_on,
                subject: it.subject,
            });
        }
        missed.sort_by(|a, b| {
            let key = |m: &Miss| (m.official.is_empty(), m.official.clone(), m.counted_on, m.subject.clone());
            key(a).cmp(&key(b))
        });
        if !missed.is_empty() {
            all.push((metric.name.clone(), missed));
        }
    }
    Ok(all)
}
