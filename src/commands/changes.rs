//! `motcua changes`: what moved between two exports.

use std::collections::BTreeSet;

use crate::analysis::changes::{self, Listed};
use crate::analysis::facts::{self, Facts};
use crate::cli::ChangesArgs;
use crate::commands::Context;
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
    let changes = compare(context, &store, &active, (from, to), &library)?;
    context.show(&report::changes::document(&changes, &active[from], &active[to], &library, context.lang()))
}

/// What moved between two imports, by their places in `active`.
pub fn compare(
    context: &Context,
    store: &Store,
    active: &[ImportRecord],
    (from, to): (usize, usize),
    library: &Library,
) -> Result<changes::Changes> {
    let calendar = context.calendar()?;
    let until = |i: usize| -> Result<Facts> {
        let state = store.state_of(&active[..=i], active[i].exported_at)?;
        facts::build(&state, &calendar, &context.settings, library)
    };
    let listed = listed(store, &active[from], &active[to])?;
    changes::changes(&until(from)?, &until(to)?, listed.as_ref(), &calendar, library)
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
        (None, None) => {
            let pair = |to: usize| before(active, to).map(|from| (from, to));
            (0..=newest).rev().find_map(pair).ok_or_else(nothing)?
        }
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
