//! `motcua changes`: what moved between two exports.

use std::collections::BTreeSet;

use crate::analysis::changes::{self, Changes, Listed};
use crate::analysis::facts::{self, Facts};
use crate::cli::ChangesArgs;
use crate::commands::Context;
use crate::commands::ground::Ground;
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::io::store::Store;
use crate::metrics::Library;
use crate::report;
use crate::words::changes as words;

pub fn run(args: ChangesArgs, context: &Context) -> Result<()> {
    let (store, library) = (context.store()?, context.library()?);
    let mut active = store.active()?;
    active.retain(|record| !record.is_evidence());
    let (from, to) = chosen(&args, &store, &active)?;
    let changes = compare(context, &store, &active, (from, to), None, &library)?;
    context.show(&report::changes::document(&changes, &active[from], &active[to], &library, context.lang()))
}

/// What the newest export of the ground changed against the one of its kind before it, and which two
/// they are; None: there are no two of a kind.
pub fn of_newest(
    ground: &Ground,
    context: &Context,
) -> Result<Option<(Changes, ImportRecord, ImportRecord)>> {
    let mut active = ground.imports.clone();
    active.retain(|record| !record.is_evidence());
    let Some((from, to)) = newest_pair(&active) else { return Ok(None) };
    let after = (to + 1 == active.len() && ground.facts.as_of == active[to].exported_at)
        .then(|| ground.facts.by_exports());
    let changes = compare(context, &context.store()?, &active, (from, to), after, &ground.library)?;
    Ok(Some((changes, active[from].clone(), active[to].clone())))
}

/// The newest export that has one of its kind before it, with that one.
fn newest_pair(active: &[ImportRecord]) -> Option<(usize, usize)> {
    (0..active.len()).rev().find_map(|to| before(active, to).map(|from| (from, to)))
}

/// What moved between two imports, by their places in `active`. `after`: the facts after the later one,
/// where they are known.
pub fn compare(
    context: &Context,
    store: &Store,
    active: &[ImportRecord],
    (from, to): (usize, usize),
    after: Option<&Facts>,
    library: &Library,
) -> Result<Changes> {
    let calendar = context.calendar()?;
    let until = |i: usize| -> Result<Facts> {
        let state = store.state_of(&active[..=i], active[i].exported_at)?;
        facts::build(&state, &calendar, &context.settings, library)
    };
    let listed = listed(store, &active[from], &active[to])?;
    let before = until(from)?;
    match after {
        Some(after) => changes::changes(&before, after, listed.as_ref(), &calendar, library),
        None => changes::changes(&before, &until(to)?, listed.as_ref(), &calendar, library),
    }
}

/// The places of the two imports: as asked, else the newest and the one of its kind before it.
fn chosen(args: &ChangesArgs, store: &Store, active: &[ImportRecord]) -> Result<(usize, usize)> {
    let nothing = || Error::usage(words::nothing_to_compare()).help(words::nothing_to_compare_help());
    let place = |id: &str| {
        let record = store.import(id)?;
        let found = active.iter().position(|r| r.import_id == record.import_id);
        found.ok_or_else(|| Error::usage(words::is_undone(&record.import_id)))
    };
    let to = args.to.as_deref().map(place).transpose()?;
    let from = args.from.as_deref().map(place).transpose()?;
    let newest = active.len().checked_sub(1).ok_or_else(nothing)?;
    let (from, to) = match (from, to) {
        (Some(from), to) => (from, to.unwrap_or(newest)),
        (None, Some(to)) => (before(active, to).ok_or_else(nothing)?, to),
        (None, None) => newest_pair(active).ok_or_else(nothing)?,
    };
    if from >= to {
        let (from, to) = (&active[from].import_id, &active[to].import_id);
        return Err(Error::usage(words::not_in_order(from, to)).help(words::not_in_order_help()));
    }
    Ok((from, to))
}

/// The newest import before `to` that is of its kind.
pub fn before(active: &[ImportRecord], to: usize) -> Option<usize> {
    (0..to).rev().find(|i| is_alike(&active[*i], &active[to]))
}

fn is_alike(one: &ImportRecord, other: &ImportRecord) -> bool {
    one.layout == other.layout && one.columns == other.columns
}

/// What both list themselves, where they are lists of dossiers of one kind.
fn listed(store: &Store, from: &ImportRecord, to: &ImportRecord) -> Result<Option<Listed>> {
    if !is_alike(from, to) {
        return Ok(None);
    }
    let codes = |record: &ImportRecord| -> Result<Option<BTreeSet<String>>> {
        let table = store.table(record, TableName::Dossiers)?;
        table.map(|frame| changes::codes(&frame)).transpose()
    };
    let (Some(before), Some(after)) = (codes(from)?, codes(to)?) else { return Ok(None) };
    Ok(Some(Listed { before, after, scope: to.scope_start.zip(to.scope_end) }))
}
