//! Closing a month, and holding closed months against what is known now.

use crate::analysis::closing::{self, Comparison, Later};
use crate::analysis::evaluation::{OfficialMonth, officials};
use crate::commands::Context;
use crate::commands::ground::Ground;
use crate::domain::closing::{ClosedImport, Closing};
use crate::domain::period::Period;
use crate::error::{Error, Kind, Result};
use crate::words::{closing as words, notation};

impl Ground {
    /// Keeps the figures of a month as published. Fails (usage) where the data does not reach its last
    /// day, on a closed month unless `again`; (rejected) where there is no figure.
    pub fn close(
        &self,
        month: Period,
        evaluated: &[OfficialMonth],
        again: bool,
        context: &Context,
    ) -> Result<()> {
        let key = month.key();
        let as_of = self.facts.as_of;
        if as_of.date() < month.end {
            let until = notation::moment(as_of, context.lang());
            return Err(Error::usage(words::not_ended(&key, until)).help(words::not_ended_help()));
        }
        let (figures, scores) = closing::figures(evaluated, context.settings.evaluation.task_points);
        if figures.is_empty() {
            return Err(Error::new(Kind::Rejected, words::nothing_to_close(&key))
                .help(words::nothing_to_close_help()));
        }
        let versions = self.versions(context)?;
        let import = |it: &crate::domain::ledger::ImportRecord| ClosedImport {
            import_id: it.import_id.clone(),
            file_name: it.file_name.clone(),
            file_sha256: it.file_sha256.clone(),
        };
        let closing = Closing {
            format: 0,
            month: key,
            number: 0,
            as_of,
            tool_version: versions.tool,
            calendar_version: versions.calendar,
            queries_version: versions.queries,
            settings_sha256: versions.settings,
            imports: self.imports.iter().map(import).collect(),
            figures,
            scores,
            files: Vec::new(),
        };
        let counted = closing::counted(&self.facts, &self.library, month)?;
        let kept = context.store()?.close(closing, &counted, again)?;
        context.note(&words::closed(&kept.month, kept.number));
        Ok(())
    }

    /// The closings of all months inside `period` made of data until as_of, each against the next one
    /// of its month or against now; by month and number.
    pub fn closed(&self, period: Period, context: &Context) -> Result<Vec<Comparison>> {
        let store = context.store()?;
        let mut closings = store.closings()?;
        closings.retain(|it| it.as_of <= self.facts.as_of && is_inside(&it.month, period));
        let mut compared = Vec::new();
        for (i, closing) in closings.iter().enumerate() {
            let counted = store.counted(closing)?;
            let next = closings.get(i + 1).filter(|next| next.month == closing.month);
            compared.push(match next {
                Some(next) => {
                    let (figures, scores) = (&next.figures, &next.scores);
                    let later = Later { figures, scores, counted: &store.counted(next)? };
                    closing::compare(closing, &counted, &later)
                }
                None => self.against_now(closing, &counted, context)?,
            });
        }
        Ok(compared)
    }

    fn against_now(
        &self,
        closing: &Closing,
        counted: &[crate::domain::closing::Counted],
        context: &Context,
    ) -> Result<Comparison> {
        let month = Period::parse(&closing.month)?;
        let evaluated = officials(&self.facts, &self.library, &context.settings, month)?;
        let (figures, scores) = closing::figures(&evaluated, context.settings.evaluation.task_points);
        let now = closing::counted(&self.facts, &self.library, month)?;
        let later = Later { figures: &figures, scores: &scores, counted: &now };
        Ok(closing::compare(closing, counted, &later))
    }
}

fn is_inside(month: &str, period: Period) -> bool {
    Period::parse(month).is_ok_and(|month| period.start <= month.start && month.end <= period.end)
}
