//! Tables whose content sits one column off its headers.

use std::collections::BTreeMap;

use super::plan::Claim;
use super::profile::{Fit, Profile};
use crate::domain::schema::{Column, TableName};
use crate::layout::Reading;

/// The leftmost column whose content belongs under its neighbour's header, if from there on all
/// content fits the headers one column beside it and not its own.
pub fn shifted_from(
    claims: &[Claim],
    profiles: &BTreeMap<u16, Profile>,
    tables: &[TableName],
) -> Option<u16> {
    let typed: Vec<Typed> = claims.iter().filter_map(|c| typed(c, tables)).collect();
    let misfits: Vec<&Typed> = typed.iter().filter(|t| t.fit(profiles.get(&t.at)) == Fit::No).collect();
    let first = misfits.first()?.at;
    [1i32, -1].into_iter().find_map(|step| {
        let moved = |t: &Typed| {
            let at = u16::try_from(i32::from(t.at) + step).ok()?;
            profiles.get(&at)
        };
        let tail: Vec<&Typed> = typed.iter().filter(|t| t.at >= first).collect();
        let agree = tail.iter().all(|t| t.fit(moved(t)) != Fit::No);
        let proved = tail.iter().filter(|t| moved(t).is_some_and(|p| p.proves(t.column, t.key))).count();
        let overflow = overflows(claims, profiles, step);
        let enough = (misfits.len() >= 2 && proved >= 2) || (overflow && proved >= 1);
        (agree && enough).then_some(first)
    })
}

struct Typed {
    at: u16,
    column: &'static Column,
    key: bool,
    reading: Option<Reading>,
}

impl Typed {
    fn fit(&self, profile: Option<&Profile>) -> Fit {
        profile.map_or(Fit::Open, |p| p.fit(self.column, self.key, self.reading))
    }
}

fn typed(claim: &Claim, tables: &[TableName]) -> Option<Typed> {
    let meaning = claim.meanings.iter().find(|m| m.target.field().is_some_and(|f| tables.contains(&f.0)))?;
    let (table, name) = meaning.target.field()?;
    let column = table.column(name)?;
    Some(Typed { at: claim.column, column, key: name == table.key(), reading: meaning.reading })
}

/// Content stands beside the last (or before the first) header, where there is none.
fn overflows(claims: &[Claim], profiles: &BTreeMap<u16, Profile>, step: i32) -> bool {
    let headed = |at: u16| claims.iter().any(|c| c.column == at);
    let edge = if step > 0 { claims.last() } else { claims.first() };
    let Some(beside) = edge.and_then(|c| u16::try_from(i32::from(c.column) + step).ok()) else {
        return false;
    };
    !headed(beside) && profiles.get(&beside).is_some_and(|p| p.values() >= 3)
}
