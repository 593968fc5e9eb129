//! What a list is about: dossiers, suspensions (or both in one row), or a catalogue of procedures.

use super::plan::Claim;
use crate::domain::schema::{ColumnType, TableName};
use crate::layout::Layout;

/// The tables that the rows of this list feed; the first one's key must be there.
pub fn tables(claims: &[Claim], layout: Option<&Layout>, kind: Option<TableName>) -> Option<Vec<TableName>> {
    let has = |table: TableName, column: &str| {
        claims.iter().flat_map(|c| &c.meanings).any(|m| m.target.field() == Some((table, column)))
    };
    let coded = TableName::ALL.iter().any(|t| has(*t, "dossier_code"));
    if let Some(kind) = kind {
        let keyed = if kind == TableName::Procedures { has(kind, "procedure_code") } else { coded };
        return keyed.then(|| vec![kind]);
    }
    if let Some(layout) = layout.filter(|l| !l.tables.is_empty()) {
        return Some(layout.tables.clone());
    }
    if !coded {
        let listed =
            has(TableName::Procedures, "procedure_code") && has(TableName::Procedures, "procedure_name");
        // "Thời hạn giải quyết" is a length of time here, unless dates stand below.
        let of_procedures =
            |c: &Claim| c.meanings.iter().any(|m| m.table == TableName::Procedures) && !c.profile.are_dates();
        let of_dossiers = claims.iter().any(|c| speaks_of_dossiers(c) && !of_procedures(c));
        return (listed && !of_dossiers).then(|| vec![TableName::Procedures]);
    }
    let suspended = has(TableName::Suspensions, "suspended_at");
    let explained = ["explanation", "explained_by"].iter().any(|c| has(TableName::Explanations, c));
    if explained && !suspended && !claims.iter().any(speaks_of_dossiers) {
        return Some(vec![TableName::Explanations]);
    }
    let dossiers = !suspended || claims.iter().any(speaks_of_dossiers);
    let list = [(TableName::Dossiers, dossiers), (TableName::Suspensions, suspended)];
    Some(list.into_iter().filter(|t| t.1).map(|t| t.0).collect())
}

/// The header says something about the course of a dossier that a list of suspensions or a
/// catalogue of procedures has no use for.
fn speaks_of_dossiers(claim: &Claim) -> bool {
    let of_suspensions = claim.meanings.iter().any(|m| m.table == TableName::Suspensions);
    !of_suspensions
        && claim.meanings.iter().any(|m| match m.target.field() {
            Some((TableName::Dossiers, name)) => TableName::Dossiers.column(name).is_some_and(|c| {
                matches!(c.kind, ColumnType::Timestamp | ColumnType::Status | ColumnType::Channel)
                    || (c.kind == ColumnType::Flag && name != "result_required")
            }),
            _ => false,
        })
}
