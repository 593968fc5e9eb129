//! Rows that are set aside, each with its place and the reason.

use super::account::Reject;
use super::clean::is_blank_like;
use super::dates::{self, DateProblem};
use super::intake::Intake;
use super::plan::Plan;
use super::reading::{BadDate, value_class};
use super::source::Source;
use crate::domain::cell::{Row, address};
use crate::domain::schema::{Column, TableName};
use crate::words::import as words;

impl Intake<'_> {
    /// A row whose code, shown as `text`, is missing or none.
    pub fn reject_code(&mut self, source: &Source, row: &Row, plan: &Plan, text: &str) {
        let table = plan.tables[0];
        let label = table.column(table.key()).map_or(("", ""), |c| (c.vi, c.en));
        let blank = text.is_empty() || is_blank_like(text);
        let (reason_code, reason) = if blank {
            ("code_missing", words::code_missing(label.0, label.1))
        } else {
            ("code_unreadable", words::code_unreadable(label.0, label.1))
        };
        self.rejects.push(Reject {
            sheet: source.sheet.name.clone(),
            cell: address(row.row, plan.key),
            column: table.key().to_string(),
            value_class: if blank { "blank" } else { value_class(row.cell(plan.key)) }.to_string(),
            reason_code: reason_code.to_string(),
            reason,
        });
    }

    pub fn reject_date(&mut self, source: &Source, row: &Row, column: &Column, bad: BadDate) {
        let cell = row.cell(bad.column);
        let (code, class, reason) = match bad.problem {
            DateProblem::Unreadable => {
                ("date_unreadable", value_class(cell), words::date_unreadable(column.vi, column.en))
            }
            DateProblem::YearOutOfRange => (
                "year_out_of_range",
                "year out of range",
                words::year_out_of_range(column.vi, column.en, dates::YEARS.start(), dates::YEARS.end()),
            ),
        };
        self.rejects.push(Reject {
            sheet: source.sheet.name.clone(),
            cell: address(row.row, bad.column),
            column: column.name.to_string(),
            value_class: class.to_string(),
            reason_code: code.to_string(),
            reason,
        });
    }

    pub fn reject_sequence(&mut self, source: &Source, row: &Row, column: u16) {
        self.rejects.push(Reject {
            sheet: source.sheet.name.clone(),
            cell: address(row.row, column),
            column: "sequence".to_string(),
            value_class: value_class(row.cell(column)).to_string(),
            reason_code: "sequence_unreadable".to_string(),
            reason: words::sequence_unreadable(),
        });
    }

    /// A suspension without a time, an explanation without any evidence.
    pub fn reject_empty(&mut self, source: &Source, plan: &Plan, row: &Row, table: TableName) {
        let (column, reason_code, reason) = match table {
            TableName::Explanations => {
                ("explanation", "evidence_missing", words::explanation_without_evidence())
            }
            _ => ("suspended_at", "date_missing", words::suspension_without_date()),
        };
        let field = plan.fields.iter().find(|f| f.column.name == column);
        let place = field.and_then(|f| f.sources.first()).map_or(plan.key, |s| s.column);
        self.rejects.push(Reject {
            sheet: source.sheet.name.clone(),
            cell: address(row.row, place),
            column: column.to_string(),
            value_class: "blank".to_string(),
            reason_code: reason_code.to_string(),
            reason,
        });
    }
}
