//! One file from its first sheet to the finished tables.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use chrono::{DateTime, NaiveDate, NaiveDateTime};

use super::account::{LayoutSource, PassedOver, SheetRecognition};
use super::codes::looks_like_code;
use super::draft::{self, Draft, Merged};
use super::intake::Intake;
use super::notes::{At, Notes};
use super::officials::{self, Aliases};
use super::plan::{self, Context, Plan, Planned};
use super::reading::NULL;
use super::side_by_side;
use super::source::{self, Section, Source};
use super::{Drafted, Normalized, Options, drift, merged, moments};
use crate::domain::cell::{Sheet, Workbook};
use crate::domain::finding::Severity;
use crate::domain::schema::{ColumnType, TableName};
use crate::error::{Error, Kind, Result};
use crate::layout::header::Lexicon;
use crate::layout::{Layout, builtin};
use crate::words::{Phrase, import as words};

/// Rows at the top of a sheet in which title and period lines are looked for.
const TITLE_ROWS: usize = 60;
/// A sheet without a header continues the one before if so many of its rows begin with a code.
const MIN_CODED_SHARE: f64 = 0.8;

/// The state of reading one file.
pub struct Pass<'a> {
    book: &'a Workbook,
    options: &'a Options,
    lexicon: Lexicon,
    pub intake: Intake<'a>,
    recognised: Vec<(SheetRecognition, Range<usize>)>,
    layouts: Vec<Layout>,
    /// The last table read: a sheet without a header may go on with it.
    last: Option<(Section, Plan)>,
    /// Why a sheet whose headers are ours could not be read.
    no_key: Option<Error>,
}

impl<'a> Pass<'a> {
    pub fn new(book: &'a Workbook, file: &str, options: &'a Options, aliases: &'a Aliases) -> Pass<'a> {
        let lexicon = match &options.layout {
            Some(layout) => Lexicon::new([layout]),
            None => Lexicon::new(options.known_layouts.iter().chain(builtin::layouts())),
        };
        Pass {
            book,
            options,
            lexicon,
            intake: Intake::new(aliases, file),
            recognised: Vec::new(),
            layouts: Vec::new(),
            last: None,
            no_key: None,
        }
    }

    /// Reads all tables of one sheet.
    pub fn sheet(&mut self, index: usize) -> Result<()> {
        let sheet = &self.book.sheets[index];
        if self.options.sheet.as_ref().is_some_and(|wanted| *wanted != sheet.name) {
            self.skip(index, words::sheet_not_asked(), false);
            return Ok(());
        }
        if sheet.n_rows() == 0 {
            self.skip(index, words::sheet_empty(), true);
            return Ok(());
        }
        let found = match side_by_side::parts(self.book, sheet, &self.lexicon) {
            None => self.tables(index, sheet)?,
            Some(parts) => {
                let at = At { sheet: Some(&sheet.name), ..At::default() };
                let text = words::side_by_side(parts.len());
                self.intake.notes.add(Severity::Note, "side_by_side", at, text);
                let found = parts.iter().map(|part| self.tables(index, part)).collect::<Result<Vec<_>>>()?;
                found.contains(&true)
            }
        };
        if !found {
            self.skip(index, words::sheet_without_table(), true);
        }
        Ok(())
    }

    /// Reads the tables of a sheet, or of the columns of it that hold one of several side by side.
    fn tables(&mut self, index: usize, sheet: &Sheet) -> Result<bool> {
        let header_row = self.options.header_row.map(|n| n.saturating_sub(1));
        let (source, sections) = source::sections(self.book, sheet, index, &self.lexicon, header_row);
        let header_end = sections.first().map(|s| sheet.nth_row(s.header.last).row);
        if let Some(filled) = header_end.and_then(|row| merged::filled(sheet, row)) {
            return self.tables(index, &filled);
        }
        let first_header = sections.first().map_or(sheet.n_rows(), |s| s.header.first);
        for nth in 0..first_header.min(TITLE_ROWS) {
            self.intake.line(&source, &sheet.nth_row(nth));
        }
        let mut found = false;
        for section in &sections {
            found |= self.section(&source, section)?;
        }
        if !found && sections.is_empty() {
            found = self.continuation(&source, index)?;
        }
        if found {
            self.intake.note_legacy(&source);
        }
        Ok(found)
    }

    fn section(&mut self, source: &Source, section: &Section) -> Result<bool> {
        let context = Context { options: self.options, built_in: builtin::layouts() };
        let planned = plan::plan(source, section, &context, &mut self.intake.notes)?;
        let plan = match planned {
            Planned::Table(plan) => plan,
            Planned::NoTable => return Ok(false),
            Planned::NoKey(error) => {
                self.no_key.get_or_insert(error);
                return Ok(false);
            }
        };
        let (forced, known) = (self.options.layout.as_ref(), &self.options.known_layouts);
        drift::note(&plan, forced, known, &source.sheet.name, &mut self.intake.notes);
        self.read(source, section, plan, None)?;
        Ok(true)
    }

    /// A sheet without a header whose rows look like those of the table before: a list of more
    /// than 65 536 rows.
    fn continuation(&mut self, source: &Source, index: usize) -> Result<bool> {
        let Some((before, plan)) = self.last.clone() else { return Ok(false) };
        let rows = source.sheet.rows().take(200);
        let coded = rows.filter(|r| looks_like_code(&source.cell_text(r.cell(plan.key)))).count();
        let looked_at = source.sheet.n_rows().min(200);
        if (coded as f64) < MIN_CODED_SHARE * looked_at as f64 {
            return Ok(false);
        }
        let name = source.sheet.name.clone();
        let at = At { sheet: Some(&name), ..At::default() };
        self.intake.notes.add(Severity::Note, "sheet_continued", at, words::sheet_continued());
        let section = Section {
            sheet: index,
            header: before.header.clone(),
            rows: Vec::from([Range { start: 0, end: source.sheet.n_rows() }]),
            repeated_headers: 0,
            continued: true,
        };
        self.read(source, &section, plan, Some(LayoutSource::Continued))?;
        Ok(true)
    }

    fn read(
        &mut self,
        source: &Source,
        section: &Section,
        plan: Plan,
        origin: Option<LayoutSource>,
    ) -> Result<()> {
        let from = self.intake.row_sheets.len();
        let passed_over = self.intake.section(source, section, &plan, section.sheet as u32)?;
        let shown = |nth: usize| source.sheet.nth_row(nth).row + 1;
        let header = (!section.continued).then(|| (shown(section.header.first), shown(section.header.last)));
        let recognition = SheetRecognition {
            sheet: source.sheet.name.clone(),
            hidden: source.sheet.hidden,
            tables: plan.tables.clone(),
            skipped: None,
            layout: Some(plan.layout.name.clone()),
            layout_source: Some(origin.unwrap_or(plan.source)),
            header_rows: header,
            columns: plan.columns.clone(),
            passed_over,
            ..empty_recognition()
        };
        self.recognised.push((recognition, from..self.intake.row_sheets.len()));
        if !self.layouts.iter().any(|l| l.name == plan.layout.name) {
            self.layouts.push(plan.layout.clone());
        }
        self.last = Some((section.clone(), plan));
        Ok(())
    }

    fn skip(&mut self, index: usize, why: Phrase, tell: bool) {
        let sheet = &self.book.sheets[index];
        if tell {
            let at = At { sheet: Some(&sheet.name), ..At::default() };
            let mut text = words::sheet_skipped(&why.vi);
            text.en = words::sheet_skipped(&why.en).en;
            self.intake.notes.add(Severity::Note, "sheet_skipped", at, text);
        }
        let recognition = SheetRecognition {
            sheet: sheet.name.clone(),
            hidden: sheet.hidden,
            skipped: Some(why),
            ..empty_recognition()
        };
        self.recognised.push((recognition, 0..0));
    }

    /// Merges, joins and hands over.
    pub fn finish(mut self, file_name: &str) -> Result<Drafted> {
        if self.layouts.is_empty() {
            return Err(self.nothing(file_name));
        }
        if self.intake.row_sheets.is_empty() {
            return Err(Error::new(Kind::Rejected, words::no_rows())
                .place(Phrase::same(file_name))
                .help(words::no_rows_help()));
        }
        let taken = self.merge();
        let drafts = std::mem::take(&mut self.intake.groups).into_iter().flat_map(|g| g.drafts);
        let mut by_table: BTreeMap<TableName, Vec<Draft>> = BTreeMap::new();
        for draft in drafts {
            by_table.entry(draft.table).or_default().push(draft);
        }
        let mut joined: Vec<Draft> =
            by_table.into_iter().filter_map(|(table, drafts)| draft::join(table, drafts)).collect();
        joined.iter_mut().for_each(Draft::number_suspensions);
        self.note_officials(&joined);
        let sheets: Vec<String> = self.book.sheets.iter().map(|s| s.name.clone()).collect();
        let said = moments::said_in(self.intake.lines.iter().map(String::as_str));
        let exported_at = said
            .exported_at
            .or(said.scope.map(|s| moments::end_of_day(s.1)))
            .or_else(|| moments::named_in(file_name))
            .or_else(|| newest_event(&joined).map(moments::or_end_of_day));
        let scope = said.scope.or_else(|| accepted_range(&joined));
        let recognised = self.account(&taken);
        let sum = |of: fn(&SheetRecognition) -> u64| recognised.iter().map(of).sum();
        let rest = Normalized {
            rows_read: sum(|r| r.rows_read),
            rows_taken: sum(|r| r.rows_taken),
            rows_merged: sum(|r| r.rows_merged),
            rows_rejected: sum(|r| r.rows_rejected),
            tables: Vec::new(),
            rejects: self.intake.rejects,
            findings: self.intake.notes.finish(),
            recognised,
            layouts: self.layouts,
            exported_at,
            scope,
        };
        Ok(Drafted { drafts: joined, texts: self.intake.texts, sheets, rest })
    }

    fn nothing(&mut self, file_name: &str) -> Error {
        if let Some(error) = self.no_key.take() {
            return error;
        }
        let what = match self.options.header_row {
            Some(row) => words::header_row_unknown(row),
            None => words::no_table(),
        };
        Error::new(Kind::Rejected, what).place(Phrase::same(file_name)).help(words::no_table_help())
    }

    /// Settles blank marks and merges duplicates; tells for each row whether it stays.
    fn merge(&mut self) -> Vec<bool> {
        let mut taken = vec![false; self.intake.row_sheets.len()];
        let mut merged: Vec<(TableName, Merged)> = Vec::new();
        let counter = self.intake.texts.intern("counter");
        let n_texts = self.intake.texts.len();
        for group in &mut self.intake.groups {
            for (draft, marked) in group.drafts.iter_mut().zip(&group.marked) {
                for (i, column) in draft.columns.clone().iter().enumerate() {
                    let no = if column.kind == ColumnType::Channel { counter } else { 0 };
                    draft.settle_blanks(i, marked[i].then_some(no));
                }
                note_blank_slips(&mut self.intake.notes, draft);
                merged.push((draft.table, draft.merge(n_texts)));
                draft.rows.iter().for_each(|r| taken[r.id as usize] = true);
            }
        }
        for (table, merged) in merged {
            note_merged(&mut self.intake.notes, table, &merged, &taken);
        }
        taken
    }

    /// Fills the numbers of rows into the account.
    fn account(&mut self, taken: &[bool]) -> Vec<SheetRecognition> {
        let set_aside = &self.intake.set_aside;
        let filled = std::mem::take(&mut self.recognised).into_iter().map(|(mut sheet, rows)| {
            sheet.rows_read = rows.len() as u64;
            for id in rows {
                if set_aside[id] {
                    sheet.rows_rejected += 1;
                } else if taken[id] {
                    sheet.rows_taken += 1;
                } else {
                    sheet.rows_merged += 1;
                }
            }
            sheet
        });
        filled.collect()
    }

    fn note_officials(&mut self, drafts: &[Draft]) {
        let mut names = BTreeSet::new();
        for draft in drafts {
            let found = draft::texts_of(draft, ColumnType::Official, &self.intake.texts);
            names.extend(found.into_iter().map(str::to_string));
        }
        for (a, b) in officials::near_identical(&names).into_iter().take(50) {
            let text = words::near_officials(&a, &b);
            self.intake.notes.add(Severity::Warning, "near_identical_officials", At::default(), text);
        }
    }
}

/// Only rows that left nothing in any table count as merged.
fn note_merged(notes: &mut Notes, table: TableName, merged: &Merged, taken: &[bool]) {
    let at = At { column: Some(table.key()), ..At::default() };
    let gone = |ids: &[u32]| ids.iter().filter(|id| !taken[**id as usize]).count();
    let (identical, steps) = (gone(&merged.identical), gone(&merged.steps));
    if identical > 0 {
        notes.add(Severity::Note, "rows_identical", at, words::identical_rows(identical));
    }
    if steps > 0 {
        notes.add(Severity::Note, "rows_per_step", at, words::step_rows(steps));
    }
}

/// A slip column without a single slip may be one that the system never fills.
fn note_blank_slips(notes: &mut Notes, draft: &Draft) {
    for (column, values) in draft.columns.iter().zip(&draft.values) {
        if column.name.ends_with("_slip") && values.len() > 0 && values.iter().all(|v| v == 0) {
            let at = At { column: Some(column.name), ..At::default() };
            notes.count(Severity::Note, "slip_blank", at, || words::slip_blank(column.vi, column.en));
        }
    }
}

fn empty_recognition() -> SheetRecognition {
    SheetRecognition {
        sheet: String::new(),
        hidden: false,
        tables: Vec::new(),
        skipped: None,
        layout: None,
        layout_source: None,
        header_rows: None,
        columns: Vec::new(),
        rows_read: 0,
        rows_taken: 0,
        rows_merged: 0,
        rows_rejected: 0,
        passed_over: PassedOver::default(),
    }
}

/// The newest thing that happened, in any table.
fn newest_event(drafts: &[Draft]) -> Option<NaiveDateTime> {
    let events =
        drafts.iter().flat_map(|d| d.columns.iter().zip(&d.values)).filter(|(c, _)| draft::is_event(c));
    let newest = events.flat_map(|(_, values)| values.iter()).max().filter(|v| *v != NULL)?;
    DateTime::from_timestamp_micros(newest).map(|m| m.naive_utc())
}

fn accepted_range(drafts: &[Draft]) -> Option<(NaiveDate, NaiveDate)> {
    let dossiers = drafts.iter().find(|d| d.table == TableName::Dossiers)?;
    let column = dossiers.columns.iter().position(|c| c.name == "accepted_at")?;
    let days = || dossiers.values[column].iter().filter(|v| *v != NULL);
    let day = |v: i64| DateTime::from_timestamp_micros(v).map(|m| m.date_naive());
    Some((day(days().min()?)?, day(days().max()?)?))
}
