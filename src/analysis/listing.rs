//! Dossiers as plain rows, for lists that people read.
//!
//! Promises: nothing is computed here that `derive` has not computed; a row is read only when it
//! is asked for, so a list of a hundred costs no million.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDateTime;

use crate::analysis::facts::Facts;
use crate::derive::read::{Flags, Integers, Stamps, Texts};
use crate::domain::finding::Place;
use crate::words::{self, Phrase};

/// One dossier; NULL is None.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub code: String,
    /// Name of the procedure, else its code.
    pub procedure: Option<String>,
    pub field: Option<String>,
    pub agency: Option<String>,
    pub receiving_official: Option<String>,
    pub processing_official: Option<String>,
    pub submitted_at: Option<NaiveDateTime>,
    pub first_response_at: Option<NaiveDateTime>,
    pub accepted_at: Option<NaiveDateTime>,
    /// The due date in force.
    pub due_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    /// `early` `on_time` `late` `running` `running_late` `suspended` `no_due`
    pub outcome: Option<String>,
    /// Working minutes past due; 0: late by date only.
    pub overdue_minutes: Option<i64>,
    /// Working minutes to the first response, at most.
    pub acceptance_minutes: Option<i64>,
    pub apology_slip: Option<bool>,
    /// An open suspension that is improper: the clock runs on.
    pub suspended_improperly: bool,
    /// `file.xlsx › sheet HoSo › dòng 12`
    pub place: Phrase,
}

/// The columns that lists show.
pub struct Dossiers {
    texts: BTreeMap<&'static str, Texts>,
    stamps: BTreeMap<&'static str, Stamps>,
    numbers: BTreeMap<&'static str, Integers>,
    apology_slip: Flags,
    open_suspension: Flags,
    open_suspension_improper: Flags,
    n: usize,
}

const TEXTS: [&str; 10] = [
    "dossier_code",
    "procedure_name",
    "procedure_code",
    "field",
    "agency",
    "receiving_official",
    "processing_official",
    "outcome",
    "source_file",
    "source_sheet",
];
const STAMPS: [&str; 5] =
    ["submitted_at", "first_response_at", "accepted_at", "due_effective_at", "ended_at"];
const NUMBERS: [&str; 3] = ["overdue_minutes", "acceptance_minutes_max", "source_row"];

impl Dossiers {
    pub fn of(facts: &Facts) -> Dossiers {
        let frame = &facts.dossiers;
        Dossiers {
            texts: TEXTS.map(|name| (name, Texts::of(frame, name))).into(),
            stamps: STAMPS.map(|name| (name, Stamps::of(frame, name))).into(),
            numbers: NUMBERS.map(|name| (name, Integers::of(frame, name))).into(),
            apology_slip: Flags::of(frame, "apology_slip"),
            open_suspension: Flags::of(frame, "open_suspension"),
            open_suspension_improper: Flags::of(frame, "open_suspension_improper"),
            n: frame.height(),
        }
    }

    pub fn len(&self) -> usize {
        self.n
    }

    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    pub fn text(&self, name: &str, i: usize) -> Option<&str> {
        self.texts.get(name)?.at(i)
    }

    pub fn stamp(&self, name: &str, i: usize) -> Option<NaiveDateTime> {
        self.stamps.get(name)?.at(i)
    }

    fn number(&self, name: &str, i: usize) -> Option<i64> {
        self.numbers.get(name)?.at(i)
    }

    /// An open suspension stops the clock, unless it is improper.
    pub fn is_lawfully_suspended(&self, i: usize) -> bool {
        self.open_suspension.at(i) == Some(true) && !self.is_improperly_suspended(i)
    }

    fn is_improperly_suspended(&self, i: usize) -> bool {
        self.open_suspension_improper.at(i) == Some(true)
    }

    pub fn get(&self, i: usize) -> Dossier {
        let text = |name: &str| self.text(name, i).map(str::to_string);
        Dossier {
            code: text("dossier_code").unwrap_or_default(),
            procedure: text("procedure_name").or_else(|| text("procedure_code")),
            field: text("field"),
            agency: text("agency"),
            receiving_official: text("receiving_official"),
            processing_official: text("processing_official"),
            submitted_at: self.stamp("submitted_at", i),
            first_response_at: self.stamp("first_response_at", i),
            accepted_at: self.stamp("accepted_at", i),
            due_at: self.stamp("due_effective_at", i),
            ended_at: self.stamp("ended_at", i),
            outcome: text("outcome"),
            overdue_minutes: self.number("overdue_minutes", i),
            acceptance_minutes: self.number("acceptance_minutes_max", i),
            apology_slip: self.apology_slip.at(i),
            suspended_improperly: self.is_improperly_suspended(i),
            place: self.place(i),
        }
    }

    fn place(&self, i: usize) -> Phrase {
        let place = Place {
            file: self.text("source_file", i).unwrap_or_default().to_string(),
            sheet: self.text("source_sheet", i).map(str::to_string),
            cell: None,
        };
        let mut phrase = place.phrase();
        if let Some(row) = self.number("source_row", i) {
            let row = words::listing::source_row(row);
            phrase.vi += &row.vi;
            phrase.en += &row.en;
        }
        phrase
    }

    /// Where each code is.
    pub fn rows(&self) -> HashMap<&str, usize> {
        (0..self.n).filter_map(|i| Some((self.text("dossier_code", i)?, i))).collect()
    }
}
