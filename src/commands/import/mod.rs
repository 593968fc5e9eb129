//! `motcua import`: each file one committed import, and an account of what was taken.

use std::path::PathBuf;

use crate::cli::{Format, ImportArgs, ImportOptions};
use crate::commands::{Context, say};
use crate::error::{Error, Result};
use crate::io::inputs;
use crate::report::imports::{self as report, Detail, FileResult, Outcome};
use crate::words::imports as words;

mod ahead;
mod ask;
mod one;
mod progress;
mod watch;

use one::Importer;
use progress::Progress;

pub fn run(args: ImportArgs, context: &Context) -> Result<()> {
    if !args.paths.is_empty() {
        let results = import_paths(context, &args.paths, &args.options)?;
        let detail = detail(context);
        // A single file that failed has said all in its error.
        let only_failure = matches!(&results[..], [FileResult { outcome: Outcome::Failed(_), .. }]);
        if detail == Detail::Machine || !only_failure {
            context.show(&report::results(&results, args.options.dry_run, detail, context.lang()))?;
        }
        tell_unknown(&results, context);
        failure_of(results)?;
    }
    match &args.watch {
        Some(folder) => watch::watch(context, folder, &args.options),
        None => Ok(()),
    }
}

/// After explanations came in: those that fit nothing are told now, while the file is at hand.
fn tell_unknown(results: &[FileResult], context: &Context) {
    let is_evidence = |result: &FileResult| match &result.outcome {
        Outcome::Imported(account) => account.record.is_evidence(),
        _ => false,
    };
    if results.iter().any(is_evidence) {
        // A store without exports can't tell; the next question will.
        let _ = context.ground();
    }
}

/// How much `import` tells.
pub fn detail(context: &Context) -> Detail {
    match context.global.format {
        Some(Format::Json | Format::Csv) => Detail::Machine,
        Some(Format::Xlsx | Format::Html) => Detail::Whole,
        _ if context.global.verbose > 0 => Detail::Whole,
        Some(Format::Table) | None => Detail::Brief,
    }
}

/// Imports files and folders, each file by itself: one that fails does not stop the others. Reasons
/// go to stderr as they occur; [`failure_of`] gives the exit code.
pub fn import_paths(
    context: &Context,
    paths: &[PathBuf],
    options: &ImportOptions,
) -> Result<Vec<FileResult>> {
    let inputs = inputs::collect(paths, &context.global.store)?;
    let importer = Importer::new(context, options)?;
    let progress = Progress::new(inputs.len(), context);
    let mut results = Vec::new();
    let mut passed_over = 0;
    let prepare = |i: usize| importer.prepare(&inputs[i].path);
    ahead::in_order(inputs.len(), importer.has_all_to_learn(), prepare, |i, attempt| {
        let input = &inputs[i];
        progress.file(&input.path);
        let outcome = match importer.keep(&input.path, attempt) {
            Err(error) if input.by_chance && one::is_something_else(&error) => {
                passed_over += 1;
                if context.global.verbose > 0 {
                    progress.above(|| context.note(&words::passed_over_file(input.path.display())));
                }
                return Ok(());
            }
            Err(error) => Outcome::Failed(error),
            Ok(outcome) => outcome,
        };
        if let Outcome::Failed(error) = &outcome
            && inputs.len() > 1
        {
            progress.above(|| say(&error.text(context.lang())));
        }
        results.push(FileResult { file: input.path.display().to_string(), outcome });
        Ok::<(), Error>(())
    })?;
    progress.done();
    if passed_over > 0 {
        context.note(&words::passed_over(passed_over));
    }
    Ok(results)
}

/// The failure that decides the exit code: of a single file its own, of several the first kind.
pub fn failure_of(results: Vec<FileResult>) -> Result<()> {
    let total = results.len();
    let mut failures: Vec<Error> = results
        .into_iter()
        .filter_map(|result| match result.outcome {
            Outcome::Failed(error) => Some(error),
            _ => None,
        })
        .collect();
    match failures.len() {
        0 => Ok(()),
        1 if total == 1 => Err(failures.remove(0)),
        failed => Err(Error::new(failures[0].kind, words::some_failed(failed, total))),
    }
}
