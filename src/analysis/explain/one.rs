//! One dossier's cells and derived figures, read out of the facts.

use chrono::NaiveDateTime;

use crate::analysis::facts::Facts;
use crate::derive::moments::{is_after, latest};
use crate::derive::read::{Integers, Stamps, Texts};
use crate::domain::calendar::Calendar;
use crate::domain::schema::{ColumnType, TableName};
use crate::words::{Phrase, explain as words};

/// The instants and figures of one dossier; None where there is none.
#[derive(Clone, Debug, Default)]
pub struct One {
    pub submitted_at: Option<NaiveDateTime>,
    pub accepted_at: Option<NaiveDateTime>,
    pub refused_at: Option<NaiveDateTime>,
    pub supplement_requested_at: Option<NaiveDateTime>,
    pub first_response_at: Option<NaiveDateTime>,
    pub acceptance_outcome: Option<String>,
    pub acceptance_minutes: Option<(i64, i64)>,
    pub original_due_at: Option<NaiveDateTime>,
    pub due_at: Option<NaiveDateTime>,
    pub due_effective_at: Option<NaiveDateTime>,
    pub due_counterfactual_at: Option<NaiveDateTime>,
    pub due_counterfactual_low_at: Option<NaiveDateTime>,
    pub step_due_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    pub terminated_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub overdue_minutes: Option<i64>,
    pub suspended_minutes: Option<i64>,
    pub suspended_minutes_improper: Option<i64>,
    pub suspended_minutes_unverifiable: Option<i64>,
    pub as_of: NaiveDateTime,
    /// (sequence, suspended_at, resumed_at, working minutes as stored)
    pub suspensions: Vec<Suspended>,
}

#[derive(Clone, Copy, Debug)]
pub struct Suspended {
    pub sequence: i64,
    pub start: Option<NaiveDateTime>,
    pub end: Option<NaiveDateTime>,
    pub working_minutes: Option<i64>,
}

/// One step from the first due date to the one that counts.
#[derive(Clone, Debug, PartialEq)]
pub struct DueStep {
    pub kind: DueStepKind,
    pub at: NaiveDateTime,
    /// Working minutes that were added (taken off, if negative) to come here; None: as exported.
    pub minutes: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueStepKind {
    /// As exported, before extensions.
    Original,
    /// As the export says it now.
    Exported,
    /// With suspended time added, where the system does not do so.
    Effective,
    /// Improper suspensions voided.
    Counterfactual,
    /// Unverifiable ones voided too.
    CounterfactualLow,
}

impl One {
    /// Of facts that hold one dossier.
    pub fn of(facts: &Facts) -> One {
        let stamp = |name: &str| Stamps::of(&facts.dossiers, name).at(0);
        let number = |name: &str| Integers::of(&facts.dossiers, name).at(0);
        One {
            submitted_at: stamp("submitted_at"),
            accepted_at: stamp("accepted_at"),
            refused_at: stamp("refused_at"),
            supplement_requested_at: stamp("supplement_requested_at"),
            first_response_at: stamp("first_response_at"),
            acceptance_outcome: Texts::of(&facts.dossiers, "acceptance_outcome").at(0).map(str::to_string),
            acceptance_minutes: number("acceptance_minutes_min").zip(number("acceptance_minutes_max")),
            original_due_at: stamp("original_due_at"),
            due_at: stamp("due_at"),
            due_effective_at: stamp("due_effective_at"),
            due_counterfactual_at: stamp("due_counterfactual_at"),
            due_counterfactual_low_at: stamp("due_counterfactual_low_at"),
            step_due_at: stamp("step_due_at"),
            finished_at: stamp("finished_at"),
            returned_at: stamp("returned_at"),
            terminated_at: stamp("terminated_at"),
            ended_at: stamp("ended_at"),
            overdue_minutes: number("overdue_minutes"),
            suspended_minutes: number("suspended_minutes"),
            suspended_minutes_improper: number("suspended_minutes_improper"),
            suspended_minutes_unverifiable: number("suspended_minutes_unverifiable"),
            as_of: facts.as_of,
            suspensions: suspended(facts),
        }
    }

    /// How the due date came about; a step that changes nothing is left out.
    pub fn dues(&self) -> Vec<DueStep> {
        let mut steps: Vec<DueStep> = Vec::new();
        let mut step = |kind, at: Option<NaiveDateTime>, minutes: Option<i64>| {
            let changes = |at: &NaiveDateTime| steps.last().is_none_or(|last| last.at != *at);
            if let Some(at) = at.filter(changes) {
                steps.push(DueStep { kind, at, minutes });
            }
        };
        step(DueStepKind::Original, self.original_due_at, None);
        step(DueStepKind::Exported, self.due_at, None);
        step(DueStepKind::Effective, self.due_effective_at, self.suspended_minutes);
        let voided = self.suspended_minutes_improper;
        step(DueStepKind::Counterfactual, self.due_counterfactual_at, voided.map(|m| -m));
        let doubtful = self.suspended_minutes_unverifiable;
        step(DueStepKind::CounterfactualLow, self.due_counterfactual_low_at, doubtful.map(|m| -m));
        steps
    }

    /// Working minutes from the end to the due date that counts, if it ended before it.
    pub fn early_minutes(&self, calendar: &Calendar) -> Option<i64> {
        let (ended, due) = (self.ended_at?, self.due_effective_at?);
        (!is_after(ended, due)).then(|| calendar.working_minutes(latest(ended), latest(due)))
    }
}

fn suspended(facts: &Facts) -> Vec<Suspended> {
    let frame = &facts.suspensions;
    let (starts, ends) = (Stamps::of(frame, "suspended_at"), Stamps::of(frame, "resumed_at"));
    let (sequences, minutes) = (Integers::of(frame, "sequence"), Integers::of(frame, "working_minutes"));
    (0..frame.height())
        .map(|i| Suspended {
            sequence: sequences.at(i).unwrap_or(i as i64 + 1),
            start: starts.at(i),
            end: ends.at(i),
            working_minutes: minutes.at(i),
        })
        .collect()
}

/// The text cells of the dossier that say what it is.
pub fn cells(facts: &Facts) -> Vec<(&'static str, String)> {
    let is_word = |kind: ColumnType| {
        use ColumnType::*;
        matches!(kind, Text | Official | Channel | Status | MaskedText)
    };
    let columns = TableName::Dossiers.columns().iter().filter(|c| is_word(c.kind));
    columns.filter_map(|c| Some((c.name, Texts::of(&facts.dossiers, c.name).at(0)?.to_string()))).collect()
}

/// Where the newest row that names the dossier of a row of `facts.dossiers` stands.
pub fn place(facts: &Facts, row: usize) -> Phrase {
    let text = |name: &str| Texts::of(&facts.dossiers, name).at(row).unwrap_or_default().to_string();
    let source_row = Integers::of(&facts.dossiers, "source_row").at(row).unwrap_or_default();
    words::place(text("source_file"), text("source_sheet"), source_row)
}
