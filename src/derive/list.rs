//! Every derived column: name, type, unit, meaning of NULL, source. The one list.

/// Type of a derived column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Timestamp,
    /// Whole minutes or a count.
    Integer,
    Decimal,
    Flag,
    Text,
}

/// One derived column.
#[derive(Clone, Copy, Debug)]
pub struct Derived {
    pub name: &'static str,
    pub kind: Kind,
    /// What it is, with its unit and where its formula comes from.
    pub is: &'static str,
    /// What NULL means.
    pub null: &'static str,
}

const fn d(name: &'static str, kind: Kind, is: &'static str, null: &'static str) -> Derived {
    Derived { name, kind, is, null }
}

use Kind::*;

/// Derived columns of `dossiers`.
pub const DOSSIERS: &[Derived] = &[
    d(
        "ended_at",
        Timestamp,
        "finished_at, else returned_at, else terminated_at when accepted (QĐ 766, 2.1 a)",
        "not ended, or ended on an unknown date",
    ),
    d("has_result", Flag, "ended with a result: finished_at or returned_at is known", "never"),
    d(
        "first_response_at",
        Timestamp,
        "earliest of accepted_at, refused_at, supplement_requested_at (plan III.6)",
        "no response known",
    ),
    d(
        "acceptance_minutes_min",
        Integer,
        "working minutes from submission to first response, at least (date-only times make an interval)",
        "no submission or no response known, or the response precedes the submission",
    ),
    d("acceptance_minutes_max", Integer, "the same, at most", "as acceptance_minutes_min"),
    d(
        "acceptance_outcome",
        Text,
        "`in_time` within 480 working minutes, `late`, `unknown` (date-only times leave it open), `waiting` (no response, not 480 minutes old at as_of)",
        "submission unknown",
    ),
    d(
        "suspended_minutes",
        Integer,
        "working minutes of all closed suspensions",
        "no import carries suspensions",
    ),
    d(
        "suspended_minutes_improper",
        Integer,
        "working minutes of closed improper suspensions",
        "no import carries suspensions",
    ),
    d(
        "suspended_minutes_unverifiable",
        Integer,
        "working minutes of closed unverifiable suspensions",
        "no import carries suspensions",
    ),
    d("open_suspension", Flag, "a suspension is open at as_of", "no import carries suspensions"),
    d(
        "open_suspension_improper",
        Flag,
        "an improper suspension is open at as_of",
        "no import carries suspensions",
    ),
    d(
        "due_effective_at",
        Timestamp,
        "due_at; plus the closed suspensions' working time if the system does not add it (due_includes_suspensions = false)",
        "no due date",
    ),
    d(
        "due_counterfactual_at",
        Timestamp,
        "due_effective_at less the working time of closed improper suspensions (plan IX.3)",
        "no due date, or no import carries suspensions",
    ),
    d(
        "due_counterfactual_low_at",
        Timestamp,
        "the same with unverifiable suspensions voided too",
        "as due_counterfactual_at",
    ),
    d(
        "outcome",
        Text,
        "`early` `on_time` `late` `running` `running_late` `suspended` `no_due`",
        "not accepted, or closed on an unknown date",
    ),
    d(
        "overdue_minutes",
        Integer,
        "working minutes past due_effective_at, of ended and of running late dossiers; 0 when late by date only",
        "not late",
    ),
    d("step_outcome", Text, "as outcome, against step_due_at", "as outcome"),
    d(
        "counterfactual",
        Text,
        "`hit`, `miss` or NULL against due_counterfactual_at",
        "does not count: running in time, lawfully suspended, no due date or no import carries suspensions",
    ),
    d("counterfactual_low", Text, "the same against due_counterfactual_low_at", "as counterfactual"),
    d(
        "counterfactual_on",
        Timestamp,
        "the date on which counterfactual counts: ended_at; of a running dossier due_effective_at, at the latest as_of",
        "as counterfactual_low",
    ),
    d(
        "end_766_at",
        Timestamp,
        "end of QĐ 766, 2.1 a–c: ended_at, else the only supplement request; less the closed supplements' time",
        "no end",
    ),
    d(
        "verdict_766",
        Text,
        "what QĐ 766, 2.1 a–e says of the end: `hit`, `miss`, `open` (no end: compare with the period's end)",
        "no due date and no limit, or the number of supplements is not known",
    ),
    d(
        "due_766_at",
        Timestamp,
        "due_at, else accepted_at plus the procedure's limit (QĐ 766, 2.1 e)",
        "neither known",
    ),
    d(
        "n_supplements",
        Integer,
        "supplement_count, else the number of suspensions of kind supplement",
        "neither column is exported, or blank",
    ),
    d("limit_working_days", Decimal, "the procedure's limit in working days", "not in the catalogue"),
    d(
        "procedure_has_fee",
        Flag,
        "has_fee of the catalogue, else any dossier of the procedure has a fee",
        "no fee column",
    ),
    d("procedure_online", Flag, "the catalogue offers it online (full or partial)", "not in the catalogue"),
    d("procedure_by_post", Flag, "the catalogue offers it by post", "not in the catalogue"),
    d("due_on_day_off", Flag, "due_at falls on a day without office hours", "no due date"),
    d("code_well_formed", Flag, "dossier_code looks like AGENCY-yyMMdd-NNNN", "never"),
    d("code_folded", Text, "letters and digits of dossier_code, to find codes written in two ways", "never"),
];

/// Derived columns of `suspensions`; `verdict` is set after the rules have run.
pub const SUSPENSIONS: &[Derived] = &[
    d("official", Text, "suspended_by, else the dossier's processing_official", "neither known"),
    d("agency", Text, "agency of the dossier", "blank"),
    d("field", Text, "field of the dossier", "blank"),
    d("procedure_code", Text, "procedure of the dossier: its code, else its name", "blank"),
    d("ended_at", Timestamp, "ended_at of the dossier", "not ended"),
    d(
        "working_minutes",
        Integer,
        "working minutes of the suspension, rounded down",
        "still open, or resumed before suspended",
    ),
    d(
        "due_before_at",
        Timestamp,
        "the due date that held before this suspension: original_due_at plus the earlier suspensions, else due_at less this and later closed ones",
        "no due date",
    ),
    d(
        "after_due_date",
        Flag,
        "suspended later than due_before_at (by date if either is date-only)",
        "a date is not known",
    ),
    d(
        "minutes_to_due_min",
        Integer,
        "working minutes from the suspension to due_before_at, at least",
        "a date is not known",
    ),
    d(
        "minutes_to_due_max",
        Integer,
        "the same, at most (differs for a date-only suspension)",
        "a date is not known",
    ),
    d(
        "reason_specific",
        Flag,
        "the reason says something: enough letters and not in the vague list (plan III.6)",
        "blank",
    ),
    d(
        "document_later",
        Flag,
        "document_at later than suspended_at (by date if either is date-only)",
        "a date is not known",
    ),
    d(
        "repeats_supplement",
        Flag,
        "kind supplement, and not the first one of the dossier",
        "kinds are not known and it could be",
    ),
    d(
        "calendar_days",
        Decimal,
        "days from suspended_at to resumed_at, else to as_of",
        "suspended_at is not known",
    ),
    d("ended_inside", Flag, "the dossier ended while it was suspended", "suspended_at is not known"),
    d("resumed_before", Flag, "resumed_at precedes suspended_at", "suspended_at is not known or still open"),
    d(
        "overlaps_another",
        Flag,
        "shares time with another suspension of the dossier",
        "suspended_at is not known",
    ),
    d(
        "due_moved_minutes",
        Integer,
        "working minutes by which due_at exceeds original_due_at plus all closed suspensions; on the dossier's last suspension only, 0 on the others",
        "original_due_at or due_at is not known",
    ),
    d(
        "verdict",
        Text,
        "`improper` if an improper rule fires, else `unverifiable` if one had no data, else `proper` (plan III.6, IX.3)",
        "before the rules have run",
    ),
    d(
        "verdict_before",
        Text,
        "the verdict by the exports alone, without the explanations of officials",
        "before the rules have run",
    ),
];
