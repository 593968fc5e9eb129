//! The account of imports as documents: what was recognised, taken, set aside, doubted; the ledger.

mod brief;
mod sections;

use super::model::{Column, Document, Kind, Row, Section, Tone, Value};
use crate::domain::ledger::ImportRecord;
use crate::domain::schema::TableName;
use crate::error::Error;
use crate::normalize::{Reject, SheetRecognition};
use crate::words::{Lang, Phrase, imports as words};

/// What came of one file.
#[derive(Clone, Debug)]
pub struct FileResult {
    pub file: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug)]
pub enum Outcome {
    Imported(Box<Account>),
    /// `--dry-run`: the record has no id.
    Tried(Box<Account>),
    /// The store has this file.
    Same(Box<ImportRecord>),
    Failed(Error),
}

/// One import with everything that was said about it.
#[derive(Clone, Debug)]
pub struct Account {
    pub record: ImportRecord,
    pub recognised: Vec<SheetRecognition>,
    pub rejects: Vec<Reject>,
}

/// How much is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// A block per file: for a person who imports.
    Brief,
    /// Every sheet, column and finding, in words.
    Whole,
    /// The same for programs: also sections that are empty, and our names of columns.
    Machine,
}

/// Rows set aside that are listed per file; all of them are in the store.
const REJECTS_LISTED: usize = 1_000;

/// The answer of `import`.
pub fn results(results: &[FileResult], dry_run: bool, detail: Detail, lang: Lang) -> Document {
    let title = if dry_run { words::title_dry_run() } else { words::title_import() };
    if detail == Detail::Brief {
        return brief::results(results, &title, lang);
    }
    let mut document = document("import", &title, lang);
    document.fields.push(("dry_run".into(), Value::Flag(dry_run)));
    let files = files_section(lang).rows(results.iter().map(|r| result_row(r, lang)));
    document.sections.push(files);
    let accounts: Vec<(&str, &Account)> = results.iter().filter_map(account).collect();
    document.sections.extend(sections::of(&accounts, detail, lang));
    document
}

/// The answer of `imports show`.
pub fn show(account: &Account, detail: Detail, lang: Lang) -> Document {
    let record = &account.record;
    let mut document = document("import", &words::title_show(&record.import_id), lang);
    document.sections.push(ledger_section(std::slice::from_ref(record), lang));
    document.sections.extend(sections::of(&[(record.file_name.as_str(), account)], detail, lang));
    document
}

/// The answer of `imports list`.
pub fn ledger(records: &[ImportRecord], lang: Lang) -> Document {
    let mut document = document("imports", &words::title_ledger(), lang);
    document.sections.push(ledger_section(records, lang));
    document
}

/// A checked file of the store: import, file, and what is wrong with it.
pub struct Checked {
    pub import_id: String,
    pub file: String,
    pub problem: Option<Phrase>,
    /// Does no harm.
    pub leftover: bool,
}

/// The answer of `imports verify`.
pub fn verified(checks: &[Checked], lang: Lang) -> Document {
    let mut document = document("verify", &words::title_verify(), lang);
    let section = Section::new("files", words::section_files().text(lang)).columns(columns(
        lang,
        &[
            ("import_id", words::import_id(), Kind::Text),
            ("file", words::stored_file(), Kind::Text),
            ("result", words::result(), Kind::Prose),
        ],
    ));
    let rows = checks.iter().map(|check| {
        let (result, tone) = match (&check.problem, check.leftover) {
            (Some(problem), _) => (problem.clone(), Tone::Bad),
            (None, true) => (words::leftover(), Tone::Warn),
            (None, false) => (words::whole(), Tone::Plain),
        };
        Row::new(vec![text(&check.import_id), text(&check.file), phrase(&result, lang)]).tone(tone)
    });
    let damages = checks.iter().filter(|c| c.problem.is_some()).count();
    document.fields.push(("damages".into(), Value::Int(damages as i64)));
    document.sections.push(section.rows(rows));
    if damages == 0 {
        document.notes.push(words::sound(checks.len()).text(lang).to_string());
    }
    document
}

fn document(key: &str, title: &Phrase, lang: Lang) -> Document {
    Document { key: key.into(), lang, title: title.text(lang).into(), ..Document::default() }
}

fn columns(lang: Lang, list: &[(&str, Phrase, Kind)]) -> Vec<Column> {
    list.iter().map(|(key, title, kind)| Column::new(key, title.text(lang), *kind)).collect()
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn phrase(phrase: &Phrase, lang: Lang) -> Value {
    text(phrase.text(lang))
}

fn optional(value: Option<&str>) -> Value {
    value.map_or(Value::Blank, text)
}

fn count(n: u64) -> Value {
    Value::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn account(result: &FileResult) -> Option<(&str, &Account)> {
    match &result.outcome {
        Outcome::Imported(account) | Outcome::Tried(account) => {
            Some((account.record.file_name.as_str(), account))
        }
        Outcome::Same(_) | Outcome::Failed(_) => None,
    }
}

fn record_columns(lang: Lang) -> Vec<Column> {
    columns(
        lang,
        &[
            ("import_id", words::import_id(), Kind::Text),
            ("kind", words::kind(), Kind::Text),
            ("exported_at", words::exported_at(), Kind::DateTime),
            ("rows_read", words::rows_read(), Kind::Number),
            ("rows_taken", words::rows_taken(), Kind::Number),
            ("rows_merged", words::rows_merged(), Kind::Number),
            ("rows_rejected", words::rows_rejected(), Kind::Number),
            ("warnings", words::warnings(), Kind::Number),
        ],
    )
}

fn record_values(record: &ImportRecord, lang: Lang) -> Vec<Value> {
    vec![
        if record.import_id.is_empty() { Value::Blank } else { text(&record.import_id) },
        text(tables(record.columns.keys().copied(), lang)),
        Value::DateTime(record.exported_at),
        count(record.rows_read),
        count(record.rows_taken),
        count(record.rows_merged),
        count(record.rows_rejected),
        count(record.warnings),
    ]
}

fn files_section(lang: Lang) -> Section {
    let mut all = columns(lang, &[("file", words::file(), Kind::Text)]);
    all.push(Column::new("result", words::result().text(lang), Kind::Text).machine_only());
    all.push(Column::new("result_text", words::result().text(lang), Kind::Prose).human_only());
    all.extend(record_columns(lang));
    all.push(Column::new("error", words::reason().text(lang), Kind::Prose).machine_only());
    Section::new("files", words::section_files().text(lang)).columns(all)
}

fn result_row(result: &FileResult, lang: Lang) -> Row {
    let (code, said, tone) = match &result.outcome {
        Outcome::Imported(_) => ("imported", words::imported(), Tone::Plain),
        Outcome::Tried(_) => ("dry_run", words::tried(), Tone::Plain),
        Outcome::Same(_) => ("same", words::same(), Tone::Muted),
        Outcome::Failed(_) => ("failed", words::failed(), Tone::Bad),
    };
    let mut values = vec![text(&result.file), text(code), phrase(&said, lang)];
    match &result.outcome {
        Outcome::Imported(account) | Outcome::Tried(account) => {
            values.extend(record_values(&account.record, lang));
            values.push(Value::Blank);
        }
        Outcome::Same(record) => {
            values.extend(record_values(record, lang));
            values.push(Value::Blank);
        }
        Outcome::Failed(error) => {
            values.extend(std::iter::repeat_n(Value::Blank, record_columns(lang).len()));
            values.push(text(error.text(lang)));
        }
    }
    Row::new(values).tone(tone)
}

fn ledger_section(records: &[ImportRecord], lang: Lang) -> Section {
    let mut all = record_columns(lang);
    all.insert(1, Column::new("file_name", words::file().text(lang), Kind::Text));
    all.push(Column::new("layout", words::layout().text(lang), Kind::Text).machine_only());
    all.push(Column::new("imported_at", words::imported_at().text(lang), Kind::DateTime));
    for (key, title) in [("scope_start", words::scope_start()), ("scope_end", words::scope_end())] {
        all.push(Column::new(key, title.text(lang), Kind::Date).machine_only());
    }
    for key in ["file_sha256", "tool_version"] {
        all.push(Column::new(key, key, Kind::Text).machine_only());
    }
    all.push(Column::new("undone", words::is_undone().text(lang), Kind::Flag).machine_only());
    all.push(Column::new("standing", words::result().text(lang), Kind::Text).human_only());
    let rows = records.iter().map(|record| {
        let mut values = record_values(record, lang);
        values.insert(1, text(&record.file_name));
        values.push(text(&record.layout));
        values.push(Value::DateTime(record.imported_at));
        values.push(record.scope_start.map_or(Value::Blank, Value::Date));
        values.push(record.scope_end.map_or(Value::Blank, Value::Date));
        values.push(text(&record.file_sha256));
        values.push(text(&record.tool_version));
        values.push(Value::Flag(record.undone));
        let standing = if record.undone { words::is_undone() } else { words::in_force() };
        values.push(phrase(&standing, lang));
        Row::new(values).tone(if record.undone { Tone::Muted } else { Tone::Plain })
    });
    Section::new("imports", words::title_ledger().text(lang))
        .columns(all)
        .rows(rows)
        .empty_text(words::empty_ledger().text(lang))
}

/// "hồ sơ, tạm dừng"
fn tables(names: impl Iterator<Item = TableName>, lang: Lang) -> String {
    let title = |table: TableName| match table {
        TableName::Dossiers => words::dossiers(),
        TableName::Suspensions => words::suspensions(),
        TableName::Procedures => words::procedures(),
        TableName::Explanations => words::explanations(),
    };
    names.map(|table| title(table).text(lang).to_string()).collect::<Vec<_>>().join(", ")
}
