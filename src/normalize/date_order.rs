//! Which columns of a section write the month before the day.

use super::dates::{self, DateOrder};
use super::intake::Intake;
use super::notes::At;
use super::plan::Plan;
use super::portions::in_parallel;
use super::source::Source;
use crate::domain::cell::{Cell, address, column_letters};
use crate::domain::finding::Severity;
use crate::domain::schema::ColumnType;
use crate::error::{Error, Kind, Result};
use crate::words::import as words;

/// The first rows of a column that prove the day first, and the month first.
type Proof = [Option<u32>; 2];

impl Intake<'_> {
    /// The columns whose dates prove that the month comes first; an error if one proves both.
    pub fn month_first(&mut self, source: &Source, plan: &Plan, rows: &[usize]) -> Result<Vec<u16>> {
        let mut columns: Vec<u16> = plan
            .fields
            .iter()
            .filter(|f| f.column.kind == ColumnType::Timestamp)
            .flat_map(|f| f.sources.iter().map(|s| s.column))
            .collect();
        columns.sort_unstable();
        columns.dedup();
        let portions = in_parallel(self.portions.cut(rows, |_| true), |rows| proofs(source, &columns, rows));
        let mut proofs = vec![Proof::default(); columns.len()];
        for portion in portions {
            for (proof, found) in proofs.iter_mut().zip(portion) {
                // The first one, in the order of the rows.
                *proof = [proof[0].or(found[0]), proof[1].or(found[1])];
            }
        }
        let mut month_first = Vec::new();
        for (column, proof) in columns.iter().zip(&proofs) {
            let sheet = source.sheet.name.as_str();
            match proof {
                [Some(day), Some(month)] => {
                    let (a, b) = (address(*day, *column), address(*month, *column));
                    return Err(Error::new(Kind::Rejected, words::both_date_orders(&a, &b))
                        .place(self.notes.place(sheet, Some(&b)).phrase())
                        .help(words::both_date_orders_help()));
                }
                [None, Some(_)] => {
                    let letters = column_letters(*column);
                    let at = At { sheet: Some(sheet), cell: Some(&letters), ..At::default() };
                    self.notes.add(Severity::Note, "month_first", at, words::month_first());
                    month_first.push(*column);
                }
                _ => {}
            }
        }
        Ok(month_first)
    }
}

fn proofs(source: &Source, columns: &[u16], rows: &[usize]) -> Vec<Proof> {
    let mut proofs = vec![Proof::default(); columns.len()];
    for &nth in rows {
        let row = source.sheet.nth_row(nth);
        for (column, proof) in columns.iter().zip(&mut proofs) {
            let Cell::Text(id) = row.cell(*column) else { continue };
            let order = match dates::proof(source.book.texts.get(id)) {
                Some(DateOrder::DayFirst) => 0,
                Some(DateOrder::MonthFirst) => 1,
                None => continue,
            };
            proof[order].get_or_insert(row.row);
        }
    }
    proofs
}
