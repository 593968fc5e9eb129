//! One file: hash, read in a child process, normalize, judge, commit.
//!
//! All but the commit may happen ahead of its turn, the encoding of the tables too. What the files
//! before it taught (layouts) may then come too late; such a file is prepared once more when its turn
//! comes, so that the outcome is that of one file after the other.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

use super::ask;
use crate::cli::{self, ImportOptions};
use crate::commands::Context;
use crate::domain::finding::{Finding, Place, Severity};
use crate::domain::ledger::ImportRecord;
use crate::domain::period;
use crate::domain::schema::TableName;
use crate::error::{Error, Kind, Result};
use crate::io::files;
use crate::io::sheets::{self, Reading};
use crate::io::store::{self, Committed, EncodedImport, NewImport, Store};
use crate::layout::Layout;
use crate::normalize::{self, Drafted, LayoutSource, Normalized, Options, SheetRecognition};
use crate::report::imports::{Account, Outcome};
use crate::words::{Phrase, imports as words};

/// Reasons that a refusal names.
const REASONS: usize = 10;

/// What is the same for all files of one command.
pub struct Importer<'a> {
    context: &'a Context,
    options: &'a ImportOptions,
    store: Store,
    layout: Option<Layout>,
    exported_at: Option<NaiveDateTime>,
}

/// A file before its commit.
pub enum Prepared {
    /// The store has it already.
    Same(Box<ImportRecord>),
    New(Box<EncodedImport>),
    /// All that a dry run is there for.
    Tried(Box<Account>),
}

impl Prepared {
    /// What its sheets were taken for, and what was found; nothing of a file that is there already.
    fn said(&self) -> (&[SheetRecognition], &[Finding]) {
        match self {
            Prepared::Same(_) => (&[], &[]),
            Prepared::New(import) => (&import.normalized().recognised, &import.normalized().findings),
            Prepared::Tried(account) => (&account.recognised, &account.record.findings),
        }
    }
}

/// A file prepared ahead of its turn, and the layouts that were known then.
pub struct Attempt {
    known: Vec<Layout>,
    result: Result<Prepared>,
}

impl Attempt {
    /// Whether it would come out the same with the layouts known now. Their order says only which of
    /// several like ones is the newest.
    fn holds(&self, known: &[Layout]) -> bool {
        if self.known == known {
            return true;
        }
        let sorted = |layouts: &[Layout]| {
            let mut sorted: Vec<Layout> = layouts.to_vec();
            sorted.sort_by(|a, b| a.name.cmp(&b.name));
            sorted
        };
        let mut headers: Vec<Vec<String>> = known.iter().map(Layout::headers).collect();
        headers.sort();
        let all_differ = headers.windows(2).all(|pair| pair[0] != pair[1]);
        let by_known_ones = match &self.result {
            Ok(prepared) => prepared.said().0.iter().all(|it| {
                matches!(
                    it.layout_source,
                    None | Some(LayoutSource::Known | LayoutSource::Forced | LayoutSource::Continued)
                )
            }),
            Err(_) => false,
        };
        all_differ && by_known_ones && sorted(&self.known) == sorted(known)
    }
}

impl<'a> Importer<'a> {
    pub fn new(context: &'a Context, options: &'a ImportOptions) -> Result<Importer<'a>> {
        Ok(Importer {
            context,
            options,
            store: context.store()?,
            layout: options.layout.as_deref().map(store::read_layout).transpose()?,
            exported_at: options.exported_at.as_deref().map(period::parse_as_of).transpose()?,
        })
    }

    /// Whether the store knows no layout yet: the first file then teaches one, and whatever was
    /// prepared without it would be prepared once more.
    pub fn has_all_to_learn(&self) -> bool {
        let knows_none = || self.store.layouts().is_ok_and(|known| known.is_empty());
        !self.options.dry_run && self.layout.is_none() && knows_none()
    }

    pub fn import(&self, path: &Path) -> Result<Outcome> {
        self.keep(path, self.prepare(path))
    }

    /// Everything up to the commit; asks nobody and writes nothing.
    pub fn prepare(&self, path: &Path) -> Attempt {
        let known = match self.store.layouts() {
            Ok(known) => known,
            Err(error) => return Attempt { known: Vec::new(), result: Err(error) },
        };
        let result = guarded(path, || self.prepared(path, &known, false));
        Attempt { known, result }
    }

    /// Commits, in the order of the files.
    pub fn keep(&self, path: &Path, attempt: Attempt) -> Result<Outcome> {
        let known = self.store.layouts()?;
        let is_unsure = match &attempt.result {
            Ok(prepared) => ask::has_refused(prepared.said().1),
            Err(_) => true,
        };
        let asks = is_unsure && ask::is_possible(self.context);
        let prepared = if asks || !attempt.holds(&known) {
            guarded(path, || self.prepared(path, &known, asks))?
        } else {
            attempt.result?
        };
        match prepared {
            Prepared::Same(record) => Ok(Outcome::Same(record)),
            Prepared::Tried(account) => Ok(Outcome::Tried(account)),
            Prepared::New(import) => self.commit(&import),
        }
    }

    fn prepared(&self, path: &Path, known: &[Layout], asks: bool) -> Result<Prepared> {
        let file_name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let begin = || sheets::begin(path, &self.context.settings.import);
        // It is read while its hash is made, unless the store may have it already.
        let imports = self.store.imports()?;
        let is_likely_known = imports.iter().any(|import| import.file_name == file_name);
        let begun = if is_likely_known { None } else { Some(begin()?) };
        let file_sha256 = files::sha256_of_file(path)?;
        let same = imports.into_iter().find(|import| import.is_of_file(&file_sha256));
        if let Some(record) = same.filter(|_| !self.options.force) {
            return Ok(Prepared::Same(Box::new(record)));
        }
        let reading = begun.map_or_else(begin, Ok)?;
        let mut normalized = self.normalized(reading, &file_name, known, asks)?;
        self.judge(&normalized, &file_name)?;
        let exported_at = self.exported_at(&mut normalized, &file_name)?;
        let import = NewImport { file_name, file_sha256, exported_at, normalized };
        if self.options.dry_run {
            return Ok(Prepared::Tried(account(import.preview(), &import.normalized)));
        }
        Ok(Prepared::New(Box::new(import.encode()?)))
    }

    fn normalized(
        &self,
        reading: Reading,
        file_name: &str,
        known: &[Layout],
        asks: bool,
    ) -> Result<Normalized> {
        let settings = &self.context.settings;
        let book = reading.finish()?;
        let mut options = Options {
            layout: self.layout.clone(),
            known_layouts: known.to_vec(),
            kind: self.options.kind.map(table_of),
            header_row: self.options.header_row,
            sheet: self.options.sheet.clone(),
            accept_near: false,
        };
        let mut drafted = normalize::draft(&book, file_name, &options, settings);
        if asks && ask::is_worth_asking(&drafted) {
            options.accept_near = true;
            let with_near = normalize::draft(&book, file_name, &options, settings);
            let is_taken = |it: &Drafted| ask::accepts(it.findings(), self.context.lang());
            if with_near.as_ref().is_ok_and(is_taken) {
                drafted = with_near;
            }
        }
        // A million rows are in the memory twice otherwise.
        drop(book);
        let mut normalized = drafted?.finish()?;
        ask::name_metrics(&mut normalized, self.context)?;
        Ok(normalized)
    }

    /// Refuses a file with nothing usable, with any row set aside (`--strict`) or with too many.
    fn judge(&self, normalized: &Normalized, file_name: &str) -> Result<()> {
        let (read, rejected) = (normalized.rows_read, normalized.rows_rejected);
        let limit = self.context.settings.import.max_rejected_percent;
        let (what, help) = if self.options.strict && rejected > 0 {
            (words::strict(rejected, read), words::strict_help())
        } else if rejected as f64 * 100.0 > limit * read as f64 {
            (words::too_many_rejected(rejected, read, limit), words::too_many_rejected_help())
        } else if normalized.rows_taken == 0 {
            (words::no_rows(), words::no_rows_help())
        } else {
            return Ok(());
        };
        let what = with_reasons(what, normalized, file_name);
        Err(Error::new(Kind::Rejected, what).place(Phrase::same(file_name)).help(help))
    }

    /// A catalogue or explanations that bear no date count as the oldest; anything else must have one.
    fn exported_at(&self, normalized: &mut Normalized, file_name: &str) -> Result<NaiveDateTime> {
        if let Some(known) = self.exported_at.or(normalized.exported_at) {
            return Ok(known);
        }
        let is_timeless = |name| matches!(name, TableName::Procedures | TableName::Explanations);
        let timeless = normalized.tables.iter().all(|table| is_timeless(table.name));
        let oldest = NaiveDate::from_ymd_opt(2000, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0));
        match oldest.filter(|_| timeless) {
            Some(oldest) => {
                normalized.findings.push(Finding {
                    severity: Severity::Note,
                    code: "timeless_catalogue".into(),
                    place: Place { file: file_name.to_string(), sheet: None, cell: None },
                    column: None,
                    value_class: None,
                    text: words::timeless_catalogue(),
                });
                Ok(oldest)
            }
            None => Err(Error::usage(words::no_export_time())
                .place(Phrase::same(file_name))
                .help(words::no_export_time_help())),
        }
    }

    fn commit(&self, import: &EncodedImport) -> Result<Outcome> {
        let committed =
            self.store.commit(import, self.options.force, &mut |remark| self.context.note(remark))?;
        Ok(match committed {
            Committed::New(record) => Outcome::Imported(account(*record, import.normalized())),
            Committed::Same(record) => Outcome::Same(record),
        })
    }
}

fn account(record: ImportRecord, normalized: &Normalized) -> Box<Account> {
    let Normalized { recognised, rejects, .. } = normalized;
    Box::new(Account { record, recognised: recognised.clone(), rejects: rejects.clone() })
}

/// A file that breaks the program fails by itself: the others of the folder go on.
fn guarded<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        Err(Error::new(Kind::Unreadable, words::broke_the_program())
            .place(Phrase::same(file))
            .cause(sheets::GAVE_UP)
            .help(words::broke_the_program_help()))
    })
}

/// Whether a file of a folder failed because it is no export at all.
pub fn is_something_else(error: &Error) -> bool {
    matches!(error.kind, Kind::Unreadable | Kind::Rejected)
}

fn table_of(kind: cli::Kind) -> TableName {
    match kind {
        cli::Kind::Dossiers => TableName::Dossiers,
        cli::Kind::Suspensions => TableName::Suspensions,
        cli::Kind::Procedures => TableName::Procedures,
        cli::Kind::Explanations => TableName::Explanations,
    }
}

/// The sentence and the first reasons, a line each with its address.
fn with_reasons(mut what: Phrase, normalized: &Normalized, file_name: &str) -> Phrase {
    for reject in normalized.rejects.iter().take(REASONS) {
        let place = Place {
            file: file_name.to_string(),
            sheet: Some(reject.sheet.clone()),
            cell: Some(reject.cell.clone()),
        };
        let place = place.phrase();
        what.vi += &format!("\n  {}: {}", place.vi, reject.reason.vi);
        what.en += &format!("\n  {}: {}", place.en, reject.reason.en);
    }
    what
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_breaks_the_program_is_one_failure_with_a_sentence() {
        let broken: Result<()> = guarded(Path::new("folder/a.xls"), || panic!("a cell: Trần Thị Bí Mật"));
        let error = broken.unwrap_err();
        assert_eq!(error.kind, Kind::Unreadable);
        let said = error.to_string();
        assert!(said.contains("a.xls") && !said.contains("Bí Mật"), "{said}");
        assert!(guarded(Path::new("a.xls"), || Ok(1)).is_ok_and(|n| n == 1));
    }
}
