//! `motcua imports`: the ledger, one import again, the check of the store, taking back.

use super::import::detail;
use crate::cli::{ImportsAction, ImportsArgs};
use crate::commands::Context;
use crate::error::{Error, Kind, Result};
use crate::io::store::{Check, Verdict};
use crate::report::imports::{self as report, Account, Checked, Detail};
use crate::words::imports as words;

pub fn run(args: ImportsArgs, context: &Context) -> Result<()> {
    let store = context.store()?;
    match args.action.unwrap_or(ImportsAction::List) {
        ImportsAction::List => context.show(&report::ledger(&store.imports()?, context.lang())),
        ImportsAction::Show { id } => {
            let record = store.import(&id)?;
            let (recognised, rejects) = (store.recognised(&record)?, store.rejects(&record)?);
            let account = Account { record, recognised, rejects };
            let detail = if detail(context) == Detail::Machine { Detail::Machine } else { Detail::Whole };
            context.show(&report::show(&account, detail, context.lang()))
        }
        ImportsAction::Verify => {
            let checks: Vec<Checked> = store.verify()?.into_iter().map(checked).collect();
            context.show(&report::verified(&checks, context.lang()))?;
            match checks.iter().filter(|check| check.problem.is_some()).count() {
                0 => Ok(()),
                n => Err(Error::new(Kind::Store, words::damaged_store(n))
                    .help(crate::words::store::damaged_help())),
            }
        }
        ImportsAction::Undo { id } => {
            let record = store.undo(&id)?;
            context.note(&words::undone(record.import_id));
            Ok(())
        }
    }
}

fn checked(check: Check) -> Checked {
    let leftover = check.verdict == Verdict::Leftover;
    let problem = match check.verdict {
        Verdict::Damaged(problem) => Some(problem),
        Verdict::Whole | Verdict::Leftover => None,
    };
    Checked { import_id: check.import_id, file: check.file, problem, leftover }
}
