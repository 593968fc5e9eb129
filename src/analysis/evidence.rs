//! The cells that prove a finding: each as the export has it, and where it stands.

use polars::prelude::DataFrame;

use crate::analysis::table::{self, Cell};
use crate::domain::schema::TableName;
use crate::words::{self, Phrase};

/// One row of `dossiers`, or of `suspensions` with its dossier.
pub(crate) struct Row<'a> {
    pub suspensions: Option<(&'a DataFrame, usize)>,
    pub dossiers: Option<(&'a DataFrame, usize)>,
}

impl Row<'_> {
    /// `Lý do tạm dừng = "chờ"; Số văn bản: trống` for a rule's list of columns.
    pub(crate) fn text(&self, columns: &str) -> Phrase {
        let mut parts = Vec::new();
        for name in columns.split(',').map(str::trim).filter(|n| !n.is_empty()) {
            let found = [(self.suspensions, TableName::Suspensions), (self.dossiers, TableName::Dossiers)]
                .into_iter()
                .find_map(|(row, table)| row.filter(|(f, _)| f.column(name).is_ok()).map(|r| (r, table)));
            if let Some(((frame, i), table)) = found {
                parts.push(cell(frame, i, table, name));
            }
        }
        join(&parts, "; ")
    }

    /// `file.xlsx › sheet DungTinh › dòng 12`
    pub(crate) fn place(&self) -> Phrase {
        let Some((frame, i)) = self.suspensions.or(self.dossiers) else { return Phrase::default() };
        place(frame, i)
    }
}

/// Where a row of a state's frame came from.
pub(crate) fn place(frame: &DataFrame, i: usize) -> Phrase {
    let text = |name: &str| match table::cell(frame.column(name).ok()?, i) {
        Cell::Text(text) => Some(text),
        Cell::Integer(n) => Some(n.to_string()),
        _ => None,
    };
    let mut parts = vec![Phrase::same(text("source_file").unwrap_or_default())];
    parts.extend(text("source_sheet").map(words::metrics::sheet));
    parts.extend(text("source_row").map(words::metrics::row));
    join(&parts, " › ")
}

pub(crate) fn join(parts: &[Phrase], between: &str) -> Phrase {
    let of = |text: fn(&Phrase) -> &str| parts.iter().map(text).collect::<Vec<_>>().join(between);
    Phrase::new(of(|p| &p.vi), of(|p| &p.en))
}

fn cell(frame: &DataFrame, i: usize, table: TableName, name: &str) -> Phrase {
    let title = title(table, name);
    let exported = frame.column(&format!("{name}_exported")).map(|column| table::cell(column, i));
    if exported.is_ok_and(|cell| cell == Cell::Flag(false)) {
        return words::metrics::cell_not_exported(&title.vi, &title.en);
    }
    match value(frame, i, name) {
        Some(value) => words::metrics::cell(&title.vi, &title.en, &value.vi, &value.en),
        None => words::metrics::cell_blank(&title.vi, &title.en),
    }
}

fn title(table: TableName, name: &str) -> Phrase {
    if let Some(column) = table.column(name) {
        return Phrase::new(column.vi, column.en);
    }
    match name {
        "due_before_at" => words::metrics::due_before_at(),
        "ended_at" => words::metrics::ended_at(),
        "due_effective_at" => words::metrics::due_effective_at(),
        _ => Phrase::same(name),
    }
}

fn value(frame: &DataFrame, i: usize, name: &str) -> Option<Phrase> {
    use crate::words::Lang::{En, Vi};
    let both = |of: &dyn Fn(words::Lang) -> String| Phrase::new(of(Vi), of(En));
    match table::cell(frame.column(name).ok()?, i) {
        Cell::Nothing => None,
        Cell::Text(text) if text.is_empty() => None,
        Cell::Text(text) => Some(coded(name, &text)),
        Cell::Flag(flag) => Some(both(&|lang| words::notation::yes_no(flag, lang).to_string())),
        Cell::Date(date) => Some(both(&|lang| words::notation::date(date, lang))),
        Cell::Moment(at) => Some(both(&|lang| words::notation::moment(at, lang))),
        Cell::Integer(n) => Some(both(&|lang| words::notation::integer(n, lang))),
        Cell::Decimal(x) => Some(both(&|lang| words::notation::decimal(x, lang))),
    }
}

/// Codes in words, texts in quotes.
fn coded(name: &str, text: &str) -> Phrase {
    let is_code = matches!(name, "status" | "kind" | "channel");
    match words::metrics::code(text).filter(|_| is_code) {
        Some(word) => word,
        None => Phrase::new(format!("“{text}”"), format!("\"{text}\"")),
    }
}
