//! One dossier's cells, and what follows from them alone.

use chrono::NaiveDateTime;

use crate::derive::read::{Integers, Stamps, Texts};
use crate::domain::schema::TableName;
use crate::tables::State;

/// The cells of `dossiers` that derivations read.
pub(crate) struct Dossiers {
    pub agency: Texts,
    pub submitted_at: Stamps,
    pub accepted_at: Stamps,
    pub refused_at: Stamps,
    pub supplement_requested_at: Stamps,
    pub supplement_count: Integers,
    pub due_at: Stamps,
    pub original_due_at: Stamps,
    pub step_due_at: Stamps,
    pub processing_official: Texts,
    pub field: Texts,
    pub procedure_code: Texts,
    pub procedure_name: Texts,
    finished_at: Stamps,
    returned_at: Stamps,
    terminated_at: Stamps,
    status: Texts,
    accepted_is_carried: bool,
    pub n: usize,
}

impl Dossiers {
    pub(crate) fn of(state: &State) -> Dossiers {
        let frame = &state.dossiers;
        let stamps = |name| Stamps::of(frame, name);
        let texts = |name| Texts::of(frame, name);
        Dossiers {
            agency: texts("agency"),
            submitted_at: stamps("submitted_at"),
            accepted_at: stamps("accepted_at"),
            refused_at: stamps("refused_at"),
            supplement_requested_at: stamps("supplement_requested_at"),
            supplement_count: Integers::of(frame, "supplement_count"),
            due_at: stamps("due_at"),
            original_due_at: stamps("original_due_at"),
            step_due_at: stamps("step_due_at"),
            processing_official: texts("processing_official"),
            field: texts("field"),
            procedure_code: texts("procedure_code"),
            procedure_name: texts("procedure_name"),
            finished_at: stamps("finished_at"),
            returned_at: stamps("returned_at"),
            terminated_at: stamps("terminated_at"),
            status: texts("status"),
            accepted_is_carried: is_carried(state, TableName::Dossiers, "accepted_at"),
            n: frame.height(),
        }
    }

    /// finished_at, else returned_at, else terminated_at when accepted (QĐ 766, 2.1 a).
    pub(crate) fn ended_at(&self, i: usize) -> Option<NaiveDateTime> {
        let terminated = || self.terminated_at.at(i).filter(|_| self.is_accepted(i));
        self.finished_at.at(i).or_else(|| self.returned_at.at(i)).or_else(terminated)
    }

    /// Ended with a result: finished or returned, and not because it was refused, withdrawn, stopped.
    pub(crate) fn has_result(&self, i: usize) -> bool {
        let ended = self.finished_at.at(i).or_else(|| self.returned_at.at(i)).is_some();
        ended && !matches!(self.status.at(i), Some("refused" | "withdrawn" | "stopped"))
    }

    /// The processing clock has started. Without an acceptance date a due date shows it (it is
    /// written on the acceptance slip), unless the status says that the dossier was not taken.
    pub(crate) fn is_accepted(&self, i: usize) -> bool {
        let by_due = || self.due_at.at(i).is_some() || !self.accepted_is_carried;
        self.accepted_at.at(i).is_some()
            || (!matches!(self.status.at(i), Some("registered" | "refused")) && by_due())
    }

    /// The status says that the dossier is over.
    pub(crate) fn is_closed(&self, i: usize) -> bool {
        matches!(self.status.at(i), Some("refused" | "withdrawn" | "stopped" | "finished" | "returned"))
    }

    /// The status says that the dossier waits for the applicant.
    pub(crate) fn waits_for_applicant(&self, i: usize) -> bool {
        matches!(self.status.at(i), Some("supplement_requested" | "awaiting_payment"))
    }

    /// The status, or an end, shows that somebody has answered, though no date of it is known.
    pub(crate) fn was_answered(&self, i: usize) -> bool {
        let by_status = self.status.at(i).is_some_and(|s| !matches!(s, "registered" | "unknown"));
        let ends = [&self.finished_at, &self.returned_at, &self.terminated_at];
        by_status || ends.iter().any(|end| end.at(i).is_some())
    }

    /// accepted_at, refused_at, supplement_requested_at, as far as known.
    pub(crate) fn responses(&self, i: usize) -> impl Iterator<Item = NaiveDateTime> {
        [self.accepted_at.at(i), self.refused_at.at(i), self.supplement_requested_at.at(i)]
            .into_iter()
            .flatten()
    }

    /// The procedure's code, else its name.
    pub(crate) fn procedure(&self, i: usize) -> Option<&str> {
        self.procedure_code.at(i).or_else(|| self.procedure_name.at(i))
    }
}

/// At least one import carries this column.
pub(crate) fn is_carried(state: &State, table: TableName, column: &str) -> bool {
    state.carried.get(&table).is_some_and(|columns| columns.contains(column))
}
