//! What a person reads of an import unless more is asked for: a block per file with its numbers, the
//! first rows set aside, the doubts, and the columns of a list that was never seen before. `-v` and
//! `imports show` give the rest.

use std::collections::BTreeSet;

use super::{Account, FileResult, Outcome, document, tables};
use crate::domain::finding::{Finding, Severity};
use crate::domain::ledger::ImportRecord;
use crate::normalize::{Certainty, ColumnRecognition, LayoutSource, SheetRecognition};
use crate::report::model::{Document, Section};
use crate::words::notation::{integer, moment};
use crate::words::{Lang, Phrase, imports as words};

const INDENT: &str = "  ";
/// Rows set aside, and findings, that are listed of a single file and of each of several.
const LISTED_ALONE: usize = 10;
const LISTED_EACH: usize = 3;
/// Notes that a person should see even among many files: the list is not what it was.
const NEWS: &[&str] = &["column_new", "column_renamed", "month_first", "legacy_font", "timeless_catalogue"];

/// The answer of `import` for people.
pub(super) fn results(results: &[FileResult], title: &Phrase, lang: Lang) -> Document {
    let mut brief = Brief { alone: results.len() == 1, lang, layouts: BTreeSet::new() };
    let name = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or(file).to_string();
    let names: BTreeSet<String> = results.iter().map(|r| name(&r.file)).collect();
    let are_distinct = names.len() == results.len();
    let mut document = document("import", title, lang);
    let mut quiet = false;
    for result in results {
        let file = if are_distinct { name(&result.file) } else { result.file.clone() };
        let block = brief.block(&file, result);
        let is_short = block.len() == 1;
        // Files without a doubt stand close together, a line each.
        match document.sections.last_mut().filter(|_| quiet && is_short) {
            Some(section) => section.lead.extend(block),
            None => document.sections.push(Section { lead: block, ..Section::new("file", "") }),
        }
        quiet = is_short;
    }
    if !brief.alone {
        document.notes.push(brief.total(results));
    }
    if results.iter().any(|result| account(result).is_some()) {
        document.notes.push(words::brief_hint().text(lang).to_string());
    }
    document
}

fn account(result: &FileResult) -> Option<&Account> {
    super::account(result).map(|(_, account)| account)
}

struct Brief {
    alone: bool,
    lang: Lang,
    /// Layouts whose columns were told.
    layouts: BTreeSet<String>,
}

impl Brief {
    fn block(&mut self, file: &str, result: &FileResult) -> Vec<String> {
        let first = match &result.outcome {
            Outcome::Imported(account) => {
                let id = account.record.import_id.as_str();
                self.numbers(&words::brief_imported(file, id), &account.record)
            }
            Outcome::Tried(account) => self.numbers(&words::brief_tried(file), &account.record),
            Outcome::Same(record) => words::brief_same(file, &record.import_id).text(self.lang).to_string(),
            Outcome::Failed(error) => {
                let what = error.what.text(self.lang);
                words::brief_failed(file, what.lines().next().unwrap_or_default()).text(self.lang).to_string()
            }
        };
        let mut lines = vec![first];
        if let Some(account) = account(result) {
            self.columns(account, &mut lines);
            self.rejects(account, &mut lines);
            self.findings(account, &mut lines);
        }
        lines
    }

    /// `ho-so.xlsx: đã nhập 0004-1a4b6f34; hồ sơ, 160 dòng, lấy đủ`
    fn numbers(&self, what: &Phrase, record: &ImportRecord) -> String {
        let n = |n: u64| integer(n as i64, self.lang);
        let all = record.rows_taken == record.rows_read;
        let some = |count: u64, text: fn(String) -> Phrase| (count > 0).then(|| text(n(count)));
        let parts = [
            Some(words::brief_rows(n(record.rows_read))),
            Some(if all { words::brief_taken_all() } else { words::brief_taken(n(record.rows_taken)) }),
            some(record.rows_merged, words::brief_merged),
            some(record.rows_rejected, words::brief_rejected),
            some(record.warnings, words::brief_warnings),
            self.alone.then(|| words::brief_exported(moment(record.exported_at, self.lang))),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().map(|p| p.text(self.lang).to_string()).collect();
        let kind = tables(record.columns.keys().copied(), self.lang);
        format!("{}; {kind}, {}", what.text(self.lang), parts.join(", "))
    }

    fn say(&self, lines: &mut Vec<String>, text: &Phrase) {
        lines.push(format!("{INDENT}{}", text.text(self.lang)));
    }

    /// What the columns of a new list were taken for.
    fn columns(&mut self, account: &Account, lines: &mut Vec<String>) {
        for sheet in &account.recognised {
            let layout = sheet.layout.clone().unwrap_or_default();
            let is_new = matches!(sheet.layout_source, Some(LayoutSource::Found | LayoutSource::BuiltIn));
            if !is_new {
                self.layout(&layout, sheet, lines);
                continue;
            }
            if !self.layouts.insert(layout) {
                continue;
            }
            let named = |c: &ColumnRecognition| format!("{} {}", c.letters, self.meaning(c));
            let used: Vec<String> =
                sheet.columns.iter().filter(|c| !c.fields.is_empty()).map(named).collect();
            let (first, last) = sheet.header_rows.unwrap_or_default();
            let rows = if first == last { first.to_string() } else { format!("{first}–{last}") };
            self.say(lines, &words::brief_columns(&sheet.sheet, rows, used.join("; ")));
            self.unused(sheet, lines);
        }
    }

    /// Of a single file also which layout it was read by.
    fn layout(&self, name: &str, sheet: &SheetRecognition, lines: &mut Vec<String>) {
        if let Some(source) = sheet.layout_source.filter(|_| self.alone) {
            let by = super::sections::by(source);
            self.say(lines, &words::brief_layout(&sheet.sheet, name, by.text(self.lang)));
        }
    }

    fn unused(&self, sheet: &SheetRecognition, lines: &mut Vec<String>) {
        let is_dropped = |c: &&ColumnRecognition| c.remark == Some(crate::words::import::applicant_dropped());
        let (dropped, unknown): (Vec<_>, Vec<_>) =
            sheet.columns.iter().filter(|c| c.fields.is_empty()).partition(is_dropped);
        let named = |c: &&ColumnRecognition| format!("{} \"{}\"", c.letters, c.header);
        let list = |columns: &[&ColumnRecognition]| columns.iter().map(named).collect::<Vec<_>>().join("; ");
        if !dropped.is_empty() {
            self.say(lines, &words::brief_dropped(list(&dropped)));
        }
        if !unknown.is_empty() {
            self.say(lines, &words::brief_unused(list(&unknown)));
        }
    }

    /// "Ngày tiếp nhận", with how sure it is unless it is quite.
    fn meaning(&self, column: &ColumnRecognition) -> String {
        let titles = column.fields.iter().map(|field| super::sections::field_title(field, self.lang));
        let mut titles: Vec<String> = titles.collect();
        titles.dedup();
        let sure = match column.certainty {
            Certainty::Layout | Certainty::Exact => String::new(),
            other => format!(" ({})", super::sections::sure(other).text(self.lang)),
        };
        titles.join(", ") + &sure
    }

    fn rejects(&self, account: &Account, lines: &mut Vec<String>) {
        let most = if self.alone { LISTED_ALONE } else { LISTED_EACH };
        let sheets = account.recognised.iter().filter(|sheet| !sheet.tables.is_empty()).count();
        for reject in account.rejects.iter().take(most) {
            let sheet = if sheets > 1 { reject.sheet.as_str() } else { "" };
            let place = self.place(sheet, &reject.cell);
            self.say(lines, &words::brief_reject(place, reject.reason.text(self.lang)));
        }
        self.more(account.rejects.len().saturating_sub(most), words::brief_more_rejects, lines);
    }

    fn findings(&self, account: &Account, lines: &mut Vec<String>) {
        let most = if self.alone { LISTED_ALONE } else { LISTED_EACH };
        let wanted = |finding: &&Finding| {
            self.alone || finding.severity > Severity::Note || NEWS.contains(&finding.code.as_str())
        };
        let mut told: Vec<&Finding> = account.record.findings.iter().filter(wanted).collect();
        told.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        for finding in told.iter().take(most) {
            let place = &finding.place;
            let at = self
                .place(place.sheet.as_deref().unwrap_or_default(), place.cell.as_deref().unwrap_or_default());
            let text = finding.text.text(self.lang);
            let said = if at.is_empty() { text.to_string() } else { format!("{at}: {text}") };
            let line = match finding.severity {
                Severity::Note => words::brief_note(said),
                Severity::Warning | Severity::Reject => words::brief_warning(said),
            };
            self.say(lines, &line);
        }
        self.more(told.len().saturating_sub(most), words::brief_more_findings, lines);
    }

    fn more(&self, n: usize, text: fn(usize) -> Phrase, lines: &mut Vec<String>) {
        if n > 0 {
            self.say(lines, &text(n));
        }
    }

    /// `sheet A › ô F12`
    fn place(&self, sheet: &str, cell: &str) -> String {
        let mut parts = Vec::new();
        if !sheet.is_empty() {
            parts.push(format!("sheet {sheet}"));
        }
        if !cell.is_empty() {
            let is_column = !cell.contains(|c: char| c.is_ascii_digit());
            let what = if is_column { words::column() } else { words::cell() };
            parts.push(format!("{} {cell}", what.text(self.lang).to_lowercase()));
        }
        parts.join(" › ")
    }

    fn total(&self, results: &[FileResult]) -> String {
        let count = |is: fn(&Outcome) -> bool| results.iter().filter(|r| is(&r.outcome)).count();
        let same = count(|outcome| matches!(outcome, Outcome::Same(_)));
        let failed = count(|outcome| matches!(outcome, Outcome::Failed(_)));
        let sum = |of: fn(&ImportRecord) -> u64| {
            let records = results.iter().filter_map(account).map(|a| of(&a.record));
            integer(records.sum::<u64>() as i64, self.lang)
        };
        let (taken, rejected, warnings) =
            (sum(|r| r.rows_taken), sum(|r| r.rows_rejected), sum(|r| r.warnings));
        let read = results.len() - same - failed;
        words::brief_total(results.len(), read, same, failed, taken, rejected, warnings)
            .text(self.lang)
            .to_string()
    }
}
