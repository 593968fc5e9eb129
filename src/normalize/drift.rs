//! What changed since the last import of a list: columns that came, went or hold something else.

use std::collections::BTreeSet;

use super::account::LayoutSource;
use super::notes::{At, Notes};
use super::plan::Plan;
use crate::domain::finding::Severity;
use crate::layout::{Layout, LayoutColumn, Target, fold};
use crate::words::import as words;

/// Headers in common, of all, from which on a list is the same one with other columns.
const MIN_COMMON: f64 = 0.6;

/// Compares a plan with the layout it is closest to: the forced one, or the newest known one that
/// shares most headers. New columns are notes, lost ones that fed a column of ours are warnings.
pub fn note(plan: &Plan, forced: Option<&Layout>, known: &[Layout], sheet: &str, notes: &mut Notes) {
    let before = match plan.source {
        LayoutSource::Forced => forced,
        LayoutSource::Found | LayoutSource::BuiltIn => closest(plan, known),
        LayoutSource::Known | LayoutSource::Continued => None,
    };
    let Some(before) = before else { return };
    let here: BTreeSet<String> = plan.layout.headers().into_iter().collect();
    let there: BTreeSet<String> = before.headers().into_iter().collect();
    for (column, seen) in plan.layout.columns.iter().zip(&plan.columns) {
        if !there.contains(&fold(&column.header)) {
            let at = At { sheet: Some(sheet), cell: Some(&seen.letters), ..At::default() };
            notes.add(Severity::Note, "column_new", at, words::column_new(&column.header, &before.name));
        }
    }
    for column in before.columns.iter().filter(|c| !here.contains(&fold(&c.header))) {
        note_lost(column, plan, before, sheet, notes);
    }
}

fn note_lost(column: &LayoutColumn, plan: &Plan, before: &Layout, sheet: &str, notes: &mut Notes) {
    let Target::Field(table, name) = column.field else { return };
    let still_fed = plan.layout.carries(table, name);
    let at = At { sheet: Some(sheet), column: Some(name), ..At::default() };
    if still_fed {
        notes.add(Severity::Note, "column_renamed", at, words::column_renamed(&column.header, name));
    } else {
        let text = words::column_lost(&column.header, name, &before.name);
        notes.add(Severity::Warning, "column_lost", at, text);
    }
}

fn closest<'a>(plan: &Plan, known: &'a [Layout]) -> Option<&'a Layout> {
    let here: BTreeSet<String> = plan.layout.headers().into_iter().collect();
    let share = |layout: &Layout| {
        let there: BTreeSet<String> = layout.headers().into_iter().collect();
        let common = here.intersection(&there).count() as f64;
        common / (here.union(&there).count().max(1)) as f64
    };
    let same_tables = known.iter().filter(|l| l.tables == plan.tables);
    let best = same_tables.map(|l| (share(l), l)).filter(|(s, _)| *s >= MIN_COMMON);
    best.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, l)| l)
}
