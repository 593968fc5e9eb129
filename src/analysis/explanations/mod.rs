//! What officials explain: evidence added to a suspension or to a late dossier after the export.
//!
//! Promises: the exports' own cells and verdicts stay beside what the evidence makes of them; evidence
//! only adds, so no verdict of the built-in rules gets worse by it; what fits nothing is told, not lost.
//!
//! What evidence can do. To a suspension: a document (unless it is dated after the suspension, then it
//! proves nothing), a notice, a specific reason. To a late dossier: the notice is the apology; being
//! late by the dates stays.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};

use crate::analysis::evidence;
use crate::analysis::facts::Facts;
use crate::derive::read::{Flags, Integers, Stamps, Texts};
use crate::domain::period::Period;
use crate::tables::State;
use crate::words::Phrase;

mod overlay;

pub(crate) use overlay::overlaid;

/// One explanation as given.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    pub dossier_code: String,
    /// Of the suspension; None: about the dossier.
    pub sequence: Option<i64>,
    pub document_no: Option<String>,
    pub document_at: Option<NaiveDateTime>,
    pub notice_no: Option<String>,
    pub notice_at: Option<NaiveDateTime>,
    pub text: Option<String>,
    pub explained_by: Option<String>,
    /// `giai-trinh.xlsx › sheet S › dòng 5`
    pub place: Phrase,
}

/// All explanations by dossier, then suspension (those of the dossier first), then import order; what
/// was given twice stands once.
pub fn given(state: &State) -> Vec<Explanation> {
    let frame = &state.explanations;
    let (text, stamp) = (|name: &str| Texts::of(frame, name), |name: &str| Stamps::of(frame, name));
    let (codes, sequences) = (text("dossier_code"), Integers::of(frame, "sequence"));
    let (document_no, document_at) = (text("document_no"), stamp("document_at"));
    let (notice_no, notice_at) = (text("notice_no"), stamp("notice_at"));
    let (texts, people) = (text("explanation"), text("explained_by"));
    let owned = |column: &Texts, i| column.at(i).map(str::to_string);
    let mut all: Vec<Explanation> = Vec::new();
    for i in 0..frame.height() {
        let it = Explanation {
            dossier_code: owned(&codes, i).unwrap_or_default(),
            sequence: sequences.at(i),
            document_no: owned(&document_no, i),
            document_at: document_at.at(i),
            notice_no: owned(&notice_no, i),
            notice_at: notice_at.at(i),
            text: owned(&texts, i),
            explained_by: owned(&people, i),
            place: evidence::place(frame, i),
        };
        let same = |other: &Explanation| Explanation { place: it.place.clone(), ..other.clone() } == it;
        if !all.iter().any(same) {
            all.push(it);
        }
    }
    all.sort_by(|a, b| (&a.dossier_code, a.sequence).cmp(&(&b.dossier_code, b.sequence)));
    all
}

/// What an explanation is about, and what it changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// A suspension: its verdict by the exports alone, and with the evidence.
    Suspension(super::suspensions::Verdict, super::suspensions::Verdict),
    /// A dossier that is late: whether it got an apology (None: no data), before and after.
    Late(Option<bool>, Option<bool>),
    /// A dossier that is not late: nothing to explain.
    NotLate,
    UnknownDossier,
    UnknownSuspension,
}

/// One explanation with its effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    pub explanation: Explanation,
    pub effect: Effect,
    /// Who answers for the suspension, or handles the dossier.
    pub official: Option<String>,
    pub agency: Option<String>,
    /// When the suspension began, the dossier ended or fell due.
    pub on: Option<NaiveDate>,
}

impl Explained {
    /// Concerns a period, or nobody knows which.
    pub fn is_of(&self, period: Period) -> bool {
        self.on.is_none_or(|on| period.contains(on))
    }
}

/// Every explanation of the facts with what it changed, in the order of [`given`].
pub fn explained(facts: &Facts) -> Vec<Explained> {
    if facts.explanations.is_empty() {
        return Vec::new();
    }
    let finder = Finder::of(facts);
    facts.explanations.iter().map(|it| finder.explained(it)).collect()
}

/// The rows that explanations speak of, before and after.
struct Finder<'a> {
    dossiers: BTreeMap<String, usize>,
    suspensions: BTreeMap<(String, i64), usize>,
    after: &'a Facts,
    apologies: (Flags, Flags),
    verdicts: (Texts, Texts),
}

impl<'a> Finder<'a> {
    fn of(facts: &'a Facts) -> Finder<'a> {
        let codes = |frame| {
            let codes = Texts::of(frame, "dossier_code");
            (0..frame.height()).map(move |i| codes.at(i).unwrap_or_default().to_string())
        };
        let sequences = Integers::of(&facts.suspensions, "sequence");
        let keys = codes(&facts.suspensions).enumerate();
        let before = facts.by_exports();
        let apology = |facts: &Facts| Flags::of(&facts.dossiers, "apology_slip");
        Finder {
            dossiers: codes(&facts.dossiers).enumerate().map(|(i, code)| (code, i)).collect(),
            suspensions: keys.map(|(i, code)| ((code, sequences.at(i).unwrap_or(0)), i)).collect(),
            after: facts,
            apologies: (apology(before), apology(facts)),
            verdicts: (
                Texts::of(&facts.suspensions, "verdict_before"),
                Texts::of(&facts.suspensions, "verdict"),
            ),
        }
    }

    fn explained(&self, it: &Explanation) -> Explained {
        let frame = |of_suspension| match of_suspension {
            true => &self.after.suspensions,
            false => &self.after.dossiers,
        };
        let text = |of_suspension: bool, name: &str, i: usize| {
            Texts::of(frame(of_suspension), name).at(i).map(str::to_string)
        };
        let stamp = |of_suspension: bool, name: &str, i: usize| {
            Stamps::of(frame(of_suspension), name).at(i).map(|at| at.date())
        };
        let nobody =
            |effect| Explained { explanation: it.clone(), effect, official: None, agency: None, on: None };
        let Some(&dossier) = self.dossiers.get(&it.dossier_code) else {
            return nobody(Effect::UnknownDossier);
        };
        if let Some(sequence) = it.sequence {
            let Some(&i) = self.suspensions.get(&(it.dossier_code.clone(), sequence)) else {
                return nobody(Effect::UnknownSuspension);
            };
            let verdict = |texts: &Texts| super::suspensions::verdict_of(texts.at(i));
            return Explained {
                effect: Effect::Suspension(verdict(&self.verdicts.0), verdict(&self.verdicts.1)),
                official: text(true, "official", i),
                agency: text(true, "agency", i),
                on: stamp(true, "suspended_at", i),
                ..nobody(Effect::NotLate)
            };
        }
        let late = matches!(text(false, "outcome", dossier).as_deref(), Some("late" | "running_late"));
        let apology = |flags: &Flags| flags.at(dossier);
        Explained {
            effect: match late {
                true => Effect::Late(apology(&self.apologies.0), apology(&self.apologies.1)),
                false => Effect::NotLate,
            },
            official: text(false, "processing_official", dossier),
            agency: text(false, "agency", dossier),
            on: stamp(false, "ended_at", dossier).or_else(|| stamp(false, "due_effective_at", dossier)),
            ..nobody(Effect::NotLate)
        }
    }
}
