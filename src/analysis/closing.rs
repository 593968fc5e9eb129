//! A closed month against what is known now: which published figures moved, and through what.
//!
//! Promises: what was published is never recomputed; every figure that differs is told with the
//! things that counted differently; equal inputs give equal answers in equal order.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::evaluation::OfficialMonth;
use crate::analysis::facts::Facts;
use crate::analysis::rates::{Counts, subjects};
use crate::domain::closing::{Closing, Counted, Figure, Score};
use crate::domain::period::Period;
use crate::error::Result;
use crate::metrics::{Attribution, Library, Metric};

/// Share a of the evaluation: ended of ended and running overdue.
pub const QUANTITY: &str = "quantity";
/// Share b: ended without breach.
pub const QUALITY: &str = "quality";

/// Figures and scores of every official, by name, agency and metric.
pub fn figures(officials: &[OfficialMonth], task_points: f64) -> (Vec<Figure>, Vec<Score>) {
    let mut figures: Vec<Figure> = officials.iter().flat_map(figures_of).collect();
    figures.sort();
    let score = |it: &OfficialMonth| Score {
        official: it.official.clone(),
        agency: it.agency.clone(),
        task_points: it.task_points(task_points),
    };
    (figures, officials.iter().map(score).collect())
}

fn figures_of(it: &OfficialMonth) -> Vec<Figure> {
    let figure = |metric: &str, hits, total, no_data| Figure {
        official: it.official.clone(),
        agency: it.agency.clone(),
        metric: metric.to_string(),
        hits,
        total,
        no_data,
    };
    let rates = it.rates.iter().filter(|row| row.missing.is_none());
    let mut figures: Vec<Figure> =
        rates.map(|row| figure(&row.metric, row.hits, row.total, row.no_data)).collect();
    figures.push(figure(QUANTITY, it.ended, it.ended + it.running_overdue, 0));
    figures.push(figure(QUALITY, it.clean, it.ended, 0));
    figures
}

/// Everything that counts for an official in a period, by metric and subject.
pub fn counted(facts: &Facts, library: &Library, period: Period) -> Result<Vec<Counted>> {
    let metrics = library.metrics.iter().filter(|metric| metric.attribution != Attribution::Nobody);
    let mut counted = counted_in(facts, library, metrics, period)?;
    counted.retain(|it| it.official.is_some());
    Ok(counted)
}

/// What counts in these metrics, by metric and subject.
pub fn counted_in<'a>(
    facts: &Facts,
    library: &Library,
    metrics: impl Iterator<Item = &'a Metric>,
    period: Period,
) -> Result<Vec<Counted>> {
    let mut counted = Vec::new();
    for metric in metrics {
        let rows = subjects(facts, library, &metric.name, period)?.into_iter().filter(|it| !it.low_only);
        counted.extend(rows.map(|it| Counted {
            metric: metric.name.clone(),
            subject: it.subject,
            official: it.official,
            agency: it.agency,
            hit: it.hit,
        }));
    }
    counted.sort();
    Ok(counted)
}

/// How one thing counted in one metric, and how it counts now.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    pub metric: String,
    pub subject: String,
    /// None: it did not count.
    pub before: Option<Counted>,
    pub after: Option<Counted>,
}

/// What counts otherwise (hit, official, at all), by metric and subject.
pub fn differences(before: &[Counted], after: &[Counted]) -> Vec<Difference> {
    type Key<'a> = (&'a str, &'a str);
    let by_key = |rows: &'_ [Counted]| -> BTreeMap<(String, String), Counted> {
        rows.iter().map(|it| ((it.metric.clone(), it.subject.clone()), it.clone())).collect()
    };
    let (was, is) = (by_key(before), by_key(after));
    let keys: BTreeSet<Key> = was.keys().chain(is.keys()).map(|(m, s)| (m.as_str(), s.as_str())).collect();
    let mut found = Vec::new();
    for (metric, subject) in keys {
        let key = (metric.to_string(), subject.to_string());
        let (before, after) = (was.get(&key), is.get(&key));
        if before != after {
            let (before, after) = (before.cloned(), after.cloned());
            found.push(Difference { metric: key.0, subject: key.1, before, after });
        }
    }
    found
}

/// One figure as published and as it is now; None: the official had or has no such figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    pub official: String,
    pub agency: Option<String>,
    pub metric: String,
    pub published: Option<Counts>,
    pub now: Option<Counts>,
    /// How many things count otherwise for this official.
    pub n_differences: u64,
}

impl Compared {
    /// What runs past its due date is counted at the time of the data and moves by itself: of the
    /// quantity only what ended is held against the closing.
    pub fn moved(&self) -> bool {
        let hits = |side: Option<Counts>| side.map_or(0, |counts| counts.hits);
        match self.metric.as_str() {
            QUANTITY => hits(self.published) != hits(self.now),
            _ => self.published != self.now || self.n_differences > 0,
        }
    }
}

/// A closing beside a later closing of the month or beside today.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    pub closing: Closing,
    /// By official, agency and metric.
    pub figures: Vec<Compared>,
    /// Scores that were published beside those of now, by official and agency.
    pub scores: Vec<(Option<Score>, Option<Score>)>,
    pub differences: Vec<Difference>,
}

impl Comparison {
    pub fn corrections(&self) -> impl Iterator<Item = &Compared> {
        self.figures.iter().filter(|it| it.moved())
    }
}

/// What stands against the figures that were published.
pub struct Later<'a> {
    pub figures: &'a [Figure],
    pub scores: &'a [Score],
    pub counted: &'a [Counted],
}

pub fn compare(closing: &Closing, counted: &[Counted], later: &Later) -> Comparison {
    let differences = differences(counted, later.counted);
    let mut touched: BTreeMap<(String, Option<String>, String), u64> = BTreeMap::new();
    for it in &differences {
        let of = |side: &Option<Counted>| {
            let side = side.as_ref()?;
            Some((side.official.clone()?, side.agency.clone(), it.metric.clone()))
        };
        for key in BTreeSet::from([of(&it.before), of(&it.after)]).into_iter().flatten() {
            *touched.entry(key).or_default() += 1;
        }
    }
    let by_key = |figures: &[Figure]| -> BTreeMap<(String, Option<String>, String), Counts> {
        let key = |it: &Figure| (it.official.clone(), it.agency.clone(), it.metric.clone());
        let counts = |it: &Figure| Counts { hits: it.hits, total: it.total, no_data: it.no_data };
        figures.iter().map(|it| (key(it), counts(it))).collect()
    };
    let (was, is) = (by_key(&closing.figures), by_key(later.figures));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    let figures = keys.into_iter().map(|key| Compared {
        official: key.0.clone(),
        agency: key.1.clone(),
        metric: key.2.clone(),
        published: was.get(key).copied(),
        now: is.get(key).copied(),
        n_differences: touched.get(key).copied().unwrap_or(0),
    });
    Comparison {
        figures: figures.filter(says_something).collect(),
        scores: scores(&closing.scores, later.scores),
        differences,
        closing: closing.clone(),
    }
}

/// A figure that neither counted then nor counts now would only fill the page.
fn says_something(it: &Compared) -> bool {
    let counts = |side: Option<Counts>| side.is_some_and(|c| c.total + c.no_data > 0);
    counts(it.published) || counts(it.now)
}

fn scores(published: &[Score], now: &[Score]) -> Vec<(Option<Score>, Option<Score>)> {
    let key = |it: &Score| (it.official.clone(), it.agency.clone());
    let by_key = |scores: &[Score]| -> BTreeMap<(String, Option<String>), Score> {
        scores.iter().map(|it| (key(it), it.clone())).collect()
    };
    let (was, is) = (by_key(published), by_key(now));
    let keys: BTreeSet<_> = was.keys().chain(is.keys()).collect();
    keys.into_iter().map(|key| (was.get(key).cloned(), is.get(key).cloned())).collect()
}
