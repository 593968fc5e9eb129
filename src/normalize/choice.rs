//! Two headers for one of our columns: the better known wins, then the content decides, some are
//! read together; where nothing decides the file is refused with both addresses.

use super::notes::{At, Notes};
use super::plan::{Claim, FieldPlan, FieldSource};
use super::profile::Profile;
use crate::domain::cell::column_letters;
use crate::domain::finding::Severity;
use crate::domain::schema::{Column, ColumnType, TableName};
use crate::error::{Error, Kind, Result};
use crate::layout::synonyms::{Agreement, Meaning};
use crate::layout::{Reading, fold};
use crate::words::import as words;

/// A claim to a column of ours: index into the claims, and in which sense.
type Bid = (usize, Meaning);

/// The sources of every field that the list carries; marks the claims that were chosen.
pub fn fields(
    claims: &mut [Claim],
    tables: &[TableName],
    by_layout: bool,
    sheet: &str,
    notes: &mut Notes,
) -> Result<Vec<FieldPlan>> {
    let mut fields: Vec<FieldPlan> = Vec::new();
    for &table in tables {
        for column in table.columns() {
            let (times, dates) = times_and_dates(claims, bids(claims, table, column));
            let mut chosen = choose(claims, table, column, dates, by_layout, sheet, notes)?;
            match chosen.is_empty() {
                true => times.iter().for_each(|t| claims[t.0].remark = Some(words::time_without_date())),
                false => chosen.extend(times.first()),
            }
            if chosen.is_empty() {
                continue;
            }
            let sources = chosen
                .iter()
                .map(|(i, meaning)| {
                    claims[*i].chosen.push((table, column.name));
                    source(&claims[*i], meaning, column)
                })
                .collect();
            fields.push(FieldPlan { table, column, sources });
        }
        add_implied(&mut fields, claims, table);
    }
    let order = |f: &FieldPlan| {
        (f.table, f.table.columns().iter().position(|c| c.name == f.column.name).unwrap_or_default())
    };
    fields.sort_by_key(order);
    Ok(fields)
}

fn source(claim: &Claim, meaning: &Meaning, column: &Column) -> FieldSource {
    let codes = column.name == "digitized" && claim.profile.are_digitization_codes();
    FieldSource {
        column: claim.column,
        reading: meaning.reading.or(codes.then_some(Reading::DigitizationCodes)),
        working_days: fold(&claim.header).contains("ngay lam viec"),
    }
}

/// All claims to one column, best first.
fn bids(claims: &[Claim], table: TableName, column: &Column) -> Vec<Bid> {
    let mut bids: Vec<Bid> = Vec::new();
    for (i, claim) in claims.iter().enumerate().filter(|(_, c)| !c.applicant) {
        let wanted = |m: &&Meaning| match m.target.field() {
            // The dossier code is the key of several tables.
            Some((_, name)) if column.name == "dossier_code" => name == "dossier_code",
            Some(field) => {
                spoken_of(table, field) == (table, other_use(column.name, field.1, &claim.profile))
            }
            None => false,
        };
        if let Some(meaning) = claim.meanings.iter().find(wanted) {
            bids.push((i, *meaning));
        }
    }
    bids.sort_by_key(|(i, m)| (claims[*i].agreement >= Agreement::Typo, m.rank, m.order, *i));
    bids
}

/// The columns that hold only the time of a date in another one, apart from the rest. One that
/// holds whole moments after all counts as a date if there is no other.
fn times_and_dates(claims: &[Claim], bids: Vec<Bid>) -> (Vec<Bid>, Vec<Bid>) {
    let is_time = |b: &Bid| b.1.reading == Some(Reading::TimeOfDay);
    let (mut times, mut dates): (Vec<Bid>, Vec<Bid>) = bids.into_iter().partition(is_time);
    if dates.is_empty() {
        (dates, times) = times.into_iter().partition(|b| claims[b.0].profile.are_dates());
        dates.iter_mut().for_each(|b| b.1.reading = None);
    }
    (times, dates)
}

/// An explanation names its documents and notices with the words of the lists of suspensions.
fn spoken_of(table: TableName, field: (TableName, &'static str)) -> (TableName, &'static str) {
    let shared = table == TableName::Explanations && field.0 == TableName::Suspensions;
    if shared { (table, field.1) } else { field }
}

/// "Thông báo cho công dân" may hold a number, a date, or yes and no: the content says which.
fn other_use<'a>(wanted: &'a str, named: &'a str, profile: &Profile) -> &'a str {
    let really = match named {
        "notice_no" if profile.are_dates() => "notice_at",
        "notice_no" if profile.are_flags() => "notice_given",
        "document_no" if profile.are_dates() => "document_at",
        _ => named,
    };
    if really == wanted { named } else { "" }
}

/// The content does not fit the field named by the header, but another one beside it.
pub fn has_other_use(named: &str, profile: &Profile) -> bool {
    matches!(named, "notice_no" | "document_no") && (profile.are_dates() || profile.are_flags())
}

fn choose(
    claims: &mut [Claim],
    table: TableName,
    column: &Column,
    mut bids: Vec<Bid>,
    by_layout: bool,
    sheet: &str,
    notes: &mut Notes,
) -> Result<Vec<Bid>> {
    if bids.len() <= 1
        || (by_layout && bids.iter().all(|b| claims[b.0].certainty == super::Certainty::Layout))
    {
        return Ok(bids);
    }
    if bids.iter().any(|b| !claims[b.0].profile.is_blank()) {
        // A blank column gives way to one with content.
        bids.sort_by_key(|b| claims[b.0].profile.is_blank());
    }
    let best = bids[0];
    let joined: Vec<Bid> =
        bids.iter().skip(1).filter(|b| joins(column.name, &best.1, &b.1)).copied().collect();
    let rest: Vec<Bid> = bids[1..].iter().filter(|b| !joined.contains(b)).copied().collect();
    for bid in &rest {
        let (a, b) = (&claims[best.0], &claims[bid.0]);
        let equal_rank = best.1.rank == bid.1.rank
            && a.agreement.max(Agreement::AccentFree) == b.agreement.max(Agreement::AccentFree);
        let decided = !equal_rank || b.profile.is_blank() || a.profile.same_as(&b.profile);
        let may_guess = fold(&a.header) != fold(&b.header) && is_description(table, column);
        if !decided && !may_guess {
            return Err(rivals(a, b, column, sheet, notes));
        }
        let letters = column_letters(claims[bid.0].column);
        let winner = column_letters(claims[best.0].column);
        claims[bid.0].remark = Some(words::other_column_used(&winner));
        if !claims[bid.0].profile.is_blank() && !claims[best.0].profile.same_as(&claims[bid.0].profile) {
            let at =
                At { sheet: Some(sheet), cell: Some(&letters), column: Some(column.name), ..At::default() };
            let text = words::column_not_used(&claims[bid.0].header, &claims[best.0].header, &winner);
            notes.add(Severity::Note, "column_not_used", at, text);
        }
    }
    Ok(std::iter::once(best).chain(joined).collect())
}

/// Columns that only describe: the first in the list of synonyms may win.
fn is_description(table: TableName, column: &Column) -> bool {
    column.name != table.key()
        && matches!(column.kind, ColumnType::Text | ColumnType::Status | ColumnType::MaskedText)
}

/// Columns that are read together: the new due date where there is one, else the old; a stop or a
/// withdrawal; fee plus charge; any of the ways of reuse.
fn joins(column: &str, best: &Meaning, other: &Meaning) -> bool {
    match column {
        "due_at" => best.rank == 0 && other.rank > 0,
        "terminated_at" | "returned_at" | "reused" => best.rank != other.rank,
        "fee_amount" => best.rank == 5 && other.rank == 5,
        _ => false,
    }
}

fn rivals(a: &Claim, b: &Claim, column: &Column, sheet: &str, notes: &Notes) -> Error {
    let (first, second) = (column_letters(a.column), column_letters(b.column));
    Error::new(Kind::Rejected, words::two_columns(&first, &second, column.vi, column.en))
        .place(notes.place(sheet, Some(&second)).phrase())
        .help(words::two_columns_help())
}

/// Columns of ours that another one's source tells too.
fn add_implied(fields: &mut Vec<FieldPlan>, claims: &mut [Claim], table: TableName) {
    let find = |fields: &[FieldPlan], name: &str| {
        fields.iter().find(|f| f.table == table && f.column.name == name).cloned()
    };
    let mut implied: Vec<(&str, FieldSource)> = Vec::new();
    if table == TableName::Suspensions {
        // Counted anew from suspended_at; it has no source of its own.
        if let Some(column) = table.column("sequence") {
            fields.push(FieldPlan { table, column, sources: Vec::new() });
        }
    }
    if let Some(status) = find(fields, "status") {
        implied.push(("status_text", status.sources[0].clone()));
    }
    if let Some(digitized) = find(fields, "digitized")
        && let Some(source) = digitized.sources.iter().find(|s| s.reading == Some(Reading::DigitizationCodes))
    {
        implied.push(("reused", source.clone()));
    }
    if let Some(due) = find(fields, "due_at") {
        let dates = |s: &&FieldSource| s.reading != Some(Reading::TimeOfDay);
        implied.extend(due.sources.iter().filter(dates).nth(1).map(|s| ("original_due_at", s.clone())));
    }
    for (name, source) in implied {
        let Some(column) = table.column(name) else { continue };
        if find(fields, name).is_none() {
            for claim in claims.iter_mut().filter(|c| c.column == source.column) {
                claim.chosen.push((table, column.name));
            }
            fields.push(FieldPlan { table, column, sources: vec![source] });
        }
    }
}
