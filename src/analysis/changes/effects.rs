//! What the changes did to the rates, on the dossiers that both states know.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::col;

use super::{Change, ChangeKind};
use crate::analysis::facts::Facts;
use crate::analysis::rates::percent;
use crate::analysis::sums::counted_rows;
use crate::derive::read::{Flags, Texts};
use crate::error::{Error, Result};
use crate::metrics::{Library, Metric, Subject};

/// Hits and counted rows of one metric.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
}

impl Tally {
    /// Percent, two decimals; None: nothing counted.
    pub fn rate(&self) -> Option<f64> {
        percent(self.hits, self.total)
    }

    fn add(&mut self, hit: Option<bool>) {
        match hit {
            Some(hit) => {
                self.hits += u64::from(hit);
                self.total += 1;
            }
            None => self.no_data += 1,
        }
    }
}

/// One metric before and after, on the dossiers with changes of one kind.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// None: all dossiers that both states know.
    pub kind: Option<ChangeKind>,
    pub metric: String,
    pub before: Tally,
    pub after: Tally,
}

/// Metrics of procedures are left out: they count procedures, not dossiers.
pub(super) fn effects(
    before: &Facts,
    after: &Facts,
    changes: &[Change],
    common: &BTreeSet<&str>,
    library: &Library,
) -> Result<Vec<Effect>> {
    let mut kinds: BTreeMap<&str, BTreeSet<ChangeKind>> = BTreeMap::new();
    for change in changes {
        kinds.entry(&change.dossier_code).or_default().insert(change.kind);
    }
    let mut found: Vec<Effect> = Vec::new();
    for metric in library.metrics.iter().filter(|m| m.subject != Subject::Procedure) {
        let was = tallies(before, metric, common, &kinds)?;
        let is = tallies(after, metric, common, &kinds)?;
        let both: BTreeSet<Option<ChangeKind>> = was.keys().chain(is.keys()).copied().collect();
        for kind in both {
            let (before, after) =
                (was.get(&kind).copied().unwrap_or_default(), is.get(&kind).copied().unwrap_or_default());
            if before != after {
                found.push(Effect { kind, metric: metric.name.clone(), before, after });
            }
        }
    }
    found.sort_by_key(|effect| effect.kind);
    Ok(found)
}

fn tallies(
    facts: &Facts,
    metric: &Metric,
    common: &BTreeSet<&str>,
    kinds: &BTreeMap<&str, BTreeSet<ChangeKind>>,
) -> Result<BTreeMap<Option<ChangeKind>, Tally>> {
    let mut tallies: BTreeMap<Option<ChangeKind>, Tally> = BTreeMap::new();
    if metric.needs.missing(&facts.carried).is_some() {
        return Ok(tallies);
    }
    let wanted = [col("subject"), col("hit"), col("low_only")];
    let rows = counted_rows(facts, &facts.tables(), metric, facts.all_time())?.select(wanted);
    let rows = rows.collect().map_err(Error::internal)?;
    let (names, hits) = (Texts::of(&rows, "subject"), Flags::of(&rows, "hit"));
    let low_only = Flags::of(&rows, "low_only");
    for i in 0..rows.height() {
        let name = names.at(i).unwrap_or_default();
        let code = match metric.subject {
            Subject::Suspension => name.rsplit_once('#').map_or(name, |(code, _)| code),
            _ => name,
        };
        if low_only.at(i) == Some(true) || !common.contains(code) {
            continue;
        }
        tallies.entry(None).or_default().add(hits.at(i));
        for kind in kinds.get(code).into_iter().flatten() {
            tallies.entry(Some(*kind)).or_default().add(hits.at(i));
        }
    }
    Ok(tallies)
}
