//! What moved between two exports, dossier by dossier, and what it did to the rates.
//!
//! Compared are the store's states after the earlier and after the later import, column by column, as
//! far as both carry it. Promises: a cell that was blank before is news, not an edit; the order of
//! rows changes nothing; what an export cannot tell (no suspensions, no scope) is said, not assumed.

use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use crate::analysis::facts::Facts;
use crate::domain::calendar::Calendar;
use crate::error::Result;
use crate::metrics::Library;
use crate::words::Phrase;

mod cells;
mod effects;

pub use cells::codes;
pub use effects::{Effect, Tally};

/// What kind of change it is, in the order in which they are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// In the earlier export and inside the later one's scope, but not in it.
    Vanished,
    /// The due date moved, and no suspension explains by how much.
    DueMoved,
    /// The due date moved, and no import carries suspensions that could explain it.
    DueMovedUnknown,
    /// The due date moved by no more than the time of suspensions closed in between.
    DueMovedSuspended,
    SubmittedEdited,
    AcceptedEdited,
    FinishedEdited,
    OfficialSwapped,
    StatusBack,
    DigitizedFlipped,
    PaidFlipped,
    New,
}

impl ChangeKind {
    pub const ALL: [ChangeKind; 12] = [
        ChangeKind::Vanished,
        ChangeKind::DueMoved,
        ChangeKind::DueMovedUnknown,
        ChangeKind::DueMovedSuspended,
        ChangeKind::SubmittedEdited,
        ChangeKind::AcceptedEdited,
        ChangeKind::FinishedEdited,
        ChangeKind::OfficialSwapped,
        ChangeKind::StatusBack,
        ChangeKind::DigitizedFlipped,
        ChangeKind::PaidFlipped,
        ChangeKind::New,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            ChangeKind::Vanished => "vanished",
            ChangeKind::DueMoved => "due_moved",
            ChangeKind::DueMovedUnknown => "due_moved_unknown",
            ChangeKind::DueMovedSuspended => "due_moved_suspended",
            ChangeKind::SubmittedEdited => "submitted_edited",
            ChangeKind::AcceptedEdited => "accepted_edited",
            ChangeKind::FinishedEdited => "finished_edited",
            ChangeKind::OfficialSwapped => "official_swapped",
            ChangeKind::StatusBack => "status_back",
            ChangeKind::DigitizedFlipped => "digitized_flipped",
            ChangeKind::PaidFlipped => "paid_flipped",
            ChangeKind::New => "new",
        }
    }
}

/// A cell before or after.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Moment(NaiveDateTime),
    Text(String),
    Flag(bool),
}

/// One change of one dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    pub kind: ChangeKind,
    pub dossier_code: String,
    /// Column of the schema; empty for a dossier that is new or vanished.
    pub column: &'static str,
    pub before: Cell,
    pub after: Cell,
    /// Who processes it, by the later export.
    pub official: Option<String>,
    pub agency: Option<String>,
    /// The row that says so: of the later export, of the earlier one where the dossier vanished.
    pub place: Phrase,
}

/// What the two exports themselves list, to tell which dossiers vanished.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    pub before: BTreeSet<String>,
    pub after: BTreeSet<String>,
    /// First and last day that the later export covers.
    pub scope: Option<(NaiveDate, NaiveDate)>,
}

/// All that moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Changes {
    /// By kind, code, column.
    pub rows: Vec<Change>,
    /// By kind (all dossiers first), in the order of the metrics; where nothing differs: left out.
    pub effects: Vec<Effect>,
    /// Dossiers known before, after, and both times.
    pub n_before: u64,
    pub n_after: u64,
    pub n_both: u64,
    /// False: the later export is of another layout or tells no scope, so nothing can be missed in it.
    pub vanished_is_known: bool,
}

/// Compares two states. `listed`: None if the two exports are not of one kind.
pub fn changes(
    before: &Facts,
    after: &Facts,
    listed: Option<&Listed>,
    calendar: &Calendar,
    library: &Library,
) -> Result<Changes> {
    let pairs = cells::Pairs::of(before, after);
    let mut rows = pairs.changes(calendar);
    rows.extend(listed.map(|listed| pairs.vanished(listed)).unwrap_or_default());
    rows.sort_by(|a, b| (a.kind, &a.dossier_code, a.column).cmp(&(b.kind, &b.dossier_code, b.column)));
    let effects = effects::effects(before, after, &rows, &pairs.common(), library)?;
    Ok(Changes {
        n_before: before.dossiers.height() as u64,
        n_after: after.dossiers.height() as u64,
        n_both: pairs.common().len() as u64,
        vanished_is_known: listed.is_some_and(|l| l.scope.is_some()),
        rows,
        effects,
    })
}
