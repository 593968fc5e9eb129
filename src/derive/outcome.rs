//! Early, on time, late, still running: one dossier against one due date.

use chrono::NaiveDateTime;

use crate::derive::moments::is_after;

/// How a dossier stands against a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Ended on an earlier date than due.
    Early,
    OnTime,
    Late,
    Running,
    RunningLate,
    /// Not ended, and a suspension is open.
    Suspended,
    NoDue,
}

impl Outcome {
    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Early => "early",
            Outcome::OnTime => "on_time",
            Outcome::Late => "late",
            Outcome::Running => "running",
            Outcome::RunningLate => "running_late",
            Outcome::Suspended => "suspended",
            Outcome::NoDue => "no_due",
        }
    }
}

/// An ended dossier against its due date; lateness by date when either is date-only.
pub fn ended(ended_at: NaiveDateTime, due: Option<NaiveDateTime>) -> Outcome {
    match due {
        None => Outcome::NoDue,
        Some(due) if is_after(ended_at, due) => Outcome::Late,
        Some(due) if ended_at.date() < due.date() => Outcome::Early,
        Some(_) => Outcome::OnTime,
    }
}

/// A running dossier that no suspension stops.
pub fn running(as_of: NaiveDateTime, due: Option<NaiveDateTime>) -> Outcome {
    match due {
        None => Outcome::NoDue,
        Some(due) if is_after(as_of, due) => Outcome::RunningLate,
        Some(_) => Outcome::Running,
    }
}
