//! The rows of one section, read one by one: into the drafts, or into quarantine with their place.

use std::borrow::Cow;

use super::account::{PassedOver, Reject};
use super::clean::{clean, is_blank_like};
use super::codes;
use super::draft::{Draft, RowRef};
use super::legacy;
use super::masking::{self, Personal};
use super::notes::{At, Notes};
use super::officials::Aliases;
use super::plan::{FieldPlan, Plan};
use super::portions::Portions;
use super::reading::{FieldReader, NULL, Reader, value_class};
use super::rows::{Classifier, RowKind};
use super::source::{Section, Source};
use super::texts::TextStore;
use crate::domain::cell::{Cell, Row, address};
use crate::domain::finding::Severity;
use crate::domain::schema::{ColumnType, TableName};
use crate::words::import as words;

/// Lines around the tables that are kept.
pub const MAX_LINES: usize = 1_000;

/// One section to be read.
#[derive(Clone, Copy)]
pub struct Job<'a> {
    pub source: &'a Source<'a>,
    pub section: &'a Section,
    pub plan: &'a Plan,
    /// The number of its sheet.
    pub sheet: u32,
    /// Columns that write the month first.
    pub month_first: &'a [u16],
}

/// What all sections of a file write into.
pub struct Intake<'a> {
    pub aliases: &'a Aliases,
    pub texts: TextStore,
    pub notes: Notes,
    pub groups: Vec<Group>,
    pub rejects: Vec<Reject>,
    /// Sheet of every row read, by its number.
    pub row_sheets: Vec<u32>,
    /// Whether the row was set aside.
    pub set_aside: Vec<bool>,
    /// Lines around the tables.
    pub lines: Vec<String>,
    pub portions: Portions,
}

/// Sections of the same layout: one draft per table.
pub struct Group {
    pub name: String,
    pub drafts: Vec<Draft>,
    /// Per draft and column: the column marks its yeses.
    pub marked: Vec<Vec<bool>>,
}

/// Whether this value says what a row of a list of suspensions, or of explanations, is for.
fn says_it(field: &FieldPlan, value: i64) -> bool {
    let is_for = match field.table {
        TableName::Suspensions => matches!(field.column.name, "suspended_at" | "resumed_at"),
        TableName::Explanations => !matches!(field.column.name, "sequence" | "explained_by"),
        _ => true,
    };
    is_for && value != NULL
}

/// The column of an explanation's sequence that says something which is no number: taken as blank, the
/// explanation would be about the dossier instead of the suspension.
fn unclear_sequence(source: &Source, plan: &Plan, row: &Row, values: &[i64]) -> Option<u16> {
    if plan.tables != [TableName::Explanations] {
        return None;
    }
    let (field, _) =
        plan.fields.iter().zip(values).find(|(f, v)| f.column.name == "sequence" && **v == NULL)?;
    let column = field.sources.first()?.column;
    (!is_blank_like(&source.cell_text(row.cell(column)))).then_some(column)
}

impl<'a> Intake<'a> {
    /// Nothing read yet.
    pub fn new(aliases: &'a Aliases, file: &str) -> Intake<'a> {
        Intake {
            aliases,
            texts: TextStore::default(),
            notes: Notes::new(file),
            groups: Vec::new(),
            rejects: Vec::new(),
            row_sheets: Vec::new(),
            set_aside: Vec::new(),
            lines: Vec::new(),
            portions: Portions::default(),
        }
    }

    /// Reads rows of a section, which begin with the section or with a row that can be nothing but one
    /// of the table.
    pub fn rows(&mut self, job: &Job, rows: &[usize]) -> PassedOver {
        let Job { source, section, plan, .. } = *job;
        let group = self.group(plan);
        let mut readers: Vec<FieldReader> =
            plan.fields.iter().map(|f| FieldReader::new(f, job.month_first)).collect();
        let mut classifier = Classifier::new(*source, section, Some(plan.key));
        let mut passed = PassedOver::default();
        let mut values = vec![NULL; plan.fields.len()];
        for &nth in rows {
            let row = source.sheet.nth_row(nth);
            match classifier.kind(&row) {
                RowKind::Table => {
                    self.row(source, plan, &mut readers, &row, (group, job.sheet), &mut values);
                }
                RowKind::Blank => {}
                RowKind::Index => passed.index_rows += 1,
                RowKind::Header => passed.header_rows += 1,
                RowKind::Section => passed.section_rows += 1,
                RowKind::Total => passed.total_rows += 1,
                RowKind::Footer => {
                    passed.footer_rows += 1;
                    self.line(source, &row);
                }
            }
        }
        self.keep_marks(group, plan, &readers);
        passed
    }

    /// Keeps a line that is not data, to look for the time of export in it.
    pub fn line(&mut self, source: &Source, row: &Row) {
        if self.lines.len() < MAX_LINES {
            let texts: Vec<_> = source.row_texts(row).into_iter().map(|t| t.1).collect();
            self.lines.push(texts.join(" "));
        }
    }

    fn row(
        &mut self,
        source: &Source,
        plan: &Plan,
        readers: &mut [FieldReader],
        row: &Row,
        (group, sheet): (usize, u32),
        values: &mut [i64],
    ) {
        let id = self.row_sheets.len() as u32;
        self.row_sheets.push(sheet);
        self.set_aside.push(false);
        let Some(code) = self.key(source, plan, row) else {
            self.set_aside[id as usize] = true;
            return;
        };
        let mut reader =
            Reader { source: *source, aliases: self.aliases, texts: &mut self.texts, notes: &mut self.notes };
        for (value, field) in values.iter_mut().zip(readers.iter_mut()) {
            match field.read(row, &mut reader) {
                Ok(read) => *value = read,
                Err(bad) => {
                    self.reject_date(source, row, field.column, bad);
                    self.set_aside[id as usize] = true;
                    return;
                }
            }
        }
        self.mask_applicants(source, plan, row, values);
        if let Some(column) = unclear_sequence(source, plan, row, values) {
            self.reject_sequence(source, row, column);
            self.set_aside[id as usize] = true;
            return;
        }
        let at = RowRef { sheet, row: row.row + 1, id };
        let fields =
            |table: TableName| plan.fields.iter().zip(values.iter()).filter(move |(f, _)| f.table == table);
        let is_empty = |table: TableName| table.has_many() && !fields(table).any(|(f, v)| says_it(f, *v));
        for draft in &mut self.groups[group].drafts {
            if !is_empty(draft.table) {
                draft.push(at, std::iter::once(code).chain(fields(draft.table).map(|(_, v)| *v)));
            }
        }
        if let [only] = plan.tables[..]
            && is_empty(only)
        {
            self.reject_empty(source, plan, row, only);
            self.set_aside[id as usize] = true;
        }
    }

    /// The code of a row as a text number, or `None` after the row went to quarantine.
    fn key(&mut self, source: &Source, plan: &Plan, row: &Row) -> Option<i64> {
        let cell = row.cell(plan.key);
        let table = plan.tables[0];
        let text = source.cell_text(cell);
        // A phone number, an e-mail, an id among other codes would be applicant data in the key.
        let personal = match masking::personal(&text) {
            Some(Personal::Id) => !plan.digit_codes,
            personal => personal.is_some(),
        };
        let code = match (cell, table) {
            _ if personal => None,
            (Cell::Text(_), _) if table != TableName::Procedures && codes::is_plain(&text) => {
                Some(Cow::Borrowed(&*text))
            }
            (Cell::Number(n), TableName::Procedures) => codes::procedure_code_from_number(n).map(Cow::Owned),
            (Cell::Number(n), _) => codes::from_number(n).map(Cow::Owned),
            (Cell::Text(_), TableName::Procedures) => codes::procedure_code(&text).map(Cow::Owned),
            (Cell::Text(_), _) => codes::dossier_code(&text).map(Cow::Owned),
            _ => None,
        };
        if let Some(code) = code {
            if table != TableName::Procedures && !codes::is_well_formed(&code) {
                let at = address(row.row, plan.key);
                let place = At {
                    sheet: Some(&source.sheet.name),
                    cell: Some(&at),
                    column: Some(table.key()),
                    value_class: Some(value_class(cell)),
                };
                self.notes.count(Severity::Warning, "code_malformed", place, words::code_malformed);
            }
            return Some(self.texts.intern(&code));
        }
        self.reject_code(source, row, plan, &text);
        None
    }

    /// What the applicant's own cells of the row say is masked in its free texts too.
    fn mask_applicants(&mut self, source: &Source, plan: &Plan, row: &Row, values: &mut [i64]) {
        let status = plan.fields.iter().zip(values.iter()).find(|(f, _)| f.column.name == "status");
        let unknown_status = status.is_some_and(|(_, v)| self.texts.get(*v) == Some("unknown"));
        // The words of a known status hold no names.
        let free = |f: &FieldPlan| {
            f.column.kind == ColumnType::MaskedText && (f.column.name != "status_text" || unknown_status)
        };
        if !plan.fields.iter().zip(values.iter()).any(|(f, v)| free(f) && self.texts.get(*v).is_some()) {
            return;
        }
        let secrets: Vec<String> = plan
            .applicant_columns
            .iter()
            .map(|c| source.cell_text(row.cell(*c)).into_owned())
            .filter(|s| s.chars().count() >= 4)
            .collect();
        if secrets.is_empty() {
            return;
        }
        for (_, value) in plan.fields.iter().zip(values.iter_mut()).filter(|(f, _)| free(f)) {
            let Some(text) = self.texts.get(*value) else { continue };
            if let Some(masked) = masking::mask_known(text, &secrets) {
                *value = self.texts.intern(&masked);
            }
        }
    }

    fn group(&mut self, plan: &Plan) -> usize {
        let fields: Vec<String> =
            plan.fields.iter().map(|f| format!("{}.{}", f.table.as_str(), f.column.name)).collect();
        let name = format!("{} {:?} {}", plan.layout.name, plan.tables, fields.join(","));
        if let Some(i) = self.groups.iter().position(|g| g.name == name) {
            return i;
        }
        let drafts: Vec<Draft> = plan
            .tables
            .iter()
            .map(|&table| {
                let key = table.column(table.key()).into_iter();
                let rest = plan.fields.iter().filter(|f| f.table == table).map(|f| f.column);
                Draft::new(table, key.chain(rest).collect())
            })
            .collect();
        let marked = drafts.iter().map(|d| vec![false; d.columns.len()]).collect();
        self.groups.push(Group { name, drafts, marked });
        self.groups.len() - 1
    }

    fn keep_marks(&mut self, group: usize, plan: &Plan, readers: &[FieldReader]) {
        let group = &mut self.groups[group];
        for (draft, marked) in group.drafts.iter().zip(&mut group.marked) {
            for (field, reader) in plan.fields.iter().zip(readers).filter(|(f, _)| f.table == draft.table) {
                if let Some(i) = draft.columns.iter().position(|c| c.name == field.column.name) {
                    marked[i] |= reader.marked;
                }
            }
        }
    }

    /// Texts of an old font in a sheet that otherwise reads well are told, not guessed at.
    pub fn note_legacy(&mut self, source: &Source) {
        let name = source.sheet.name.as_str();
        if let Some(font) = source.legacy {
            let at = At { sheet: Some(name), ..At::default() };
            self.notes.add(Severity::Note, "legacy_font", at, words::legacy_font(font.name()));
            return;
        }
        let suspect = source.sheet.rows().take(2_000).find_map(|row| {
            let found = row.cells.iter().find(|(_, cell)| match *cell {
                Cell::Text(id) => {
                    let text = source.book.texts.get(id);
                    !text.is_ascii() && legacy::is_suspect(&clean(text))
                }
                _ => false,
            });
            found.map(|(column, _)| address(row.row, column))
        });
        if let Some(cell) = suspect {
            let at = At { sheet: Some(name), cell: Some(&cell), ..At::default() };
            self.notes.add(Severity::Warning, "legacy_font_suspected", at, words::legacy_font_suspected());
        }
    }
}
