//! The state with the evidence of the explanations laid over the cells of the exports.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use polars::prelude::*;

use super::Explanation;
use crate::derive::moments::is_after;
use crate::derive::read::{self, Flags, Integers, Stamps, Texts};
use crate::derive::reason::Reasons;
use crate::domain::schema::TableName;
use crate::domain::settings;
use crate::error::{Error, Result};
use crate::tables::State;

/// The state as if the exports had said what the explanations prove.
pub(crate) fn overlaid(
    state: &State,
    explanations: &[Explanation],
    settings: &settings::Suspensions,
) -> Result<State> {
    let mut state = state.clone();
    let mut by_key: BTreeMap<(&str, Option<i64>), Vec<&Explanation>> = BTreeMap::new();
    for it in explanations {
        by_key.entry((&it.dossier_code, it.sequence)).or_default().push(it);
    }
    let suspensions = suspensions(&state.suspensions, &by_key, &Reasons::new(settings));
    let (columns, given) = suspensions.map_err(Error::internal)?;
    for column in columns {
        state.suspensions.with_column(column).map_err(Error::internal)?;
    }
    state.carried.entry(TableName::Suspensions).or_default().extend(given);
    if let Some(column) = apologies(&state.dossiers, &by_key) {
        state.dossiers.with_column(column).map_err(Error::internal)?;
        state.carried.entry(TableName::Dossiers).or_default().insert("apology_slip".into());
    }
    Ok(state)
}

type ByKey<'a> = BTreeMap<(&'a str, Option<i64>), Vec<&'a Explanation>>;

/// The evidence cells of one suspension.
#[derive(Clone, Default)]
struct Cells {
    reason: Option<String>,
    document_no: Option<String>,
    document_at: Option<NaiveDateTime>,
    notice_no: Option<String>,
    notice_at: Option<NaiveDateTime>,
}

/// The evidence columns with their `X_exported` flags, and the names of those that got anything.
fn suspensions(
    frame: &DataFrame,
    by_key: &ByKey,
    reasons: &Reasons,
) -> PolarsResult<(Vec<Column>, BTreeSet<String>)> {
    let (text, stamp) = (|name: &str| Texts::of(frame, name), |name: &str| Stamps::of(frame, name));
    let (codes, sequences, starts) =
        (text("dossier_code"), Integers::of(frame, "sequence"), stamp("suspended_at"));
    let (reason, document_no, document_at) = (text("reason"), text("document_no"), stamp("document_at"));
    let (notice_no, notice_at) = (text("notice_no"), stamp("notice_at"));
    let owned = |column: &Texts, i| column.at(i).map(str::to_string);
    let exported = |i| Cells {
        reason: owned(&reason, i),
        document_no: owned(&document_no, i),
        document_at: document_at.at(i),
        notice_no: owned(&notice_no, i),
        notice_at: notice_at.at(i),
    };
    let n = frame.height();
    let mut cells: Vec<Cells> = (0..n).map(exported).collect();
    let mut taken: BTreeSet<(usize, &'static str)> = BTreeSet::new();
    for (i, cells) in cells.iter_mut().enumerate() {
        for it in by_key.get(&(codes.at(i).unwrap_or(""), sequences.at(i))).into_iter().flatten() {
            let names = add(cells, it, starts.at(i), reasons);
            taken.extend(names.into_iter().map(|name| (i, name)));
        }
    }
    let mut columns = vec![
        read::texts("reason", cells.iter().map(|c| c.reason.as_deref())),
        read::texts("document_no", cells.iter().map(|c| c.document_no.as_deref())),
        read::texts("notice_no", cells.iter().map(|c| c.notice_no.as_deref())),
        read::stamps("document_at", cells.iter().map(|c| c.document_at).collect())?,
        read::stamps("notice_at", cells.iter().map(|c| c.notice_at).collect())?,
    ];
    for name in ["reason", "document_no", "document_at", "notice_no", "notice_at"] {
        let flag_name = format!("{name}_exported");
        let before = Flags::of(frame, &flag_name);
        let flag = |i: usize| Some(before.at(i).unwrap_or(false) || taken.contains(&(i, name)));
        let flags: BooleanChunked = (0..n).map(flag).collect_ca(flag_name.into());
        columns.push(flags.into_column());
    }
    Ok((columns, taken.into_iter().map(|(_, name)| name.to_string()).collect()))
}

/// Adds what one explanation proves; tells which columns it filled.
fn add(
    cells: &mut Cells,
    it: &Explanation,
    suspended_at: Option<NaiveDateTime>,
    reasons: &Reasons,
) -> Vec<&'static str> {
    let mut filled = Vec::new();
    let is_late = |at: NaiveDateTime| suspended_at.is_some_and(|start| is_after(at, start));
    // A document dated after the suspension does not prove that there was one before it.
    if !it.document_at.is_some_and(is_late) {
        if cells.document_no.is_none() && it.document_no.is_some() {
            cells.document_no.clone_from(&it.document_no);
            filled.push("document_no");
        }
        if let Some(at) = it.document_at.filter(|at| cells.document_at.is_none_or(|known| *at < known)) {
            cells.document_at = Some(at);
            filled.push("document_at");
        }
    }
    if cells.notice_no.is_none() && it.notice_no.is_some() {
        cells.notice_no.clone_from(&it.notice_no);
        filled.push("notice_no");
    }
    if cells.notice_at.is_none() && it.notice_at.is_some() {
        cells.notice_at = it.notice_at;
        filled.push("notice_at");
    }
    let specific = |text: &Option<String>| text.as_deref().is_some_and(|t| reasons.is_specific(t));
    if !specific(&cells.reason) && specific(&it.text) {
        cells.reason.clone_from(&it.text);
        filled.push("reason");
    }
    filled
}

/// `apology_slip` with the notices of explanations about dossiers; None: there are none.
fn apologies(frame: &DataFrame, by_key: &ByKey) -> Option<Column> {
    let (codes, before) = (Texts::of(frame, "dossier_code"), Flags::of(frame, "apology_slip"));
    let gives = |i: usize| {
        let of_dossier = by_key.get(&(codes.at(i).unwrap_or(""), None)).into_iter().flatten();
        of_dossier.into_iter().any(|it| it.notice_no.is_some() || it.notice_at.is_some())
    };
    let given: Vec<bool> = (0..frame.height()).map(gives).collect();
    let column = || -> BooleanChunked {
        let flags = given.iter().enumerate().map(|(i, given)| if *given { Some(true) } else { before.at(i) });
        flags.collect_ca("apology_slip".into())
    };
    given.contains(&true).then(|| column().into_column())
}
