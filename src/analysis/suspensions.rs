//! Every suspension with its verdict, the rules that fired, the rules without data, the evidence.

use chrono::NaiveDateTime;

use crate::analysis::evidence;
use crate::analysis::explanations::Explanation;
use crate::analysis::facts::Facts;
use crate::analysis::officials;
use crate::analysis::rules::Places;
use crate::derive::read::{Integers, Stamps, Texts};
use crate::domain::period::Period;
use crate::error::Result;
use crate::metrics::{About, Library, RuleSeverity};
use crate::words::Phrase;

pub use crate::derive::Verdict;

/// One suspension as a chair signs it.
#[derive(Clone, Debug, PartialEq)]
pub struct SuspensionVerdict {
    pub dossier_code: String,
    pub sequence: i64,
    /// Who answers for it; None: not exported or blank.
    pub official: Option<String>,
    pub agency: Option<String>,
    pub field: Option<String>,
    pub procedure_code: Option<String>,
    pub suspended_at: Option<NaiveDateTime>,
    /// None: still suspended.
    pub resumed_at: Option<NaiveDateTime>,
    /// None: still open, or resumed before suspended.
    pub working_minutes: Option<i64>,
    /// The due date that held before it.
    pub due_before_at: Option<NaiveDateTime>,
    pub verdict: Verdict,
    /// Rules that fired (every severity), in rule order.
    pub rules: Vec<String>,
    pub no_data_rules: Vec<String>,
    pub evidence: Vec<Evidence>,
    /// `file.xlsx › sheet DungTinh › dòng 12`
    pub place: Phrase,
    /// By the exports alone, and the rules that fired then.
    pub verdict_before: Verdict,
    pub rules_before: Vec<String>,
    /// What was explained about it.
    pub explanations: Vec<Explanation>,
}

/// Why one rule fired.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    pub rule: String,
    pub severity: RuleSeverity,
    pub title: Phrase,
    /// The cells as read: `Lý do tạm dừng = “chờ”; …`
    pub text: Phrase,
    /// Legal basis, then the place of the row.
    pub source: Phrase,
}

/// Which suspensions are asked for; the default: all of the period.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub verdict: Option<Verdict>,
    /// A name as the data has it, compared without case.
    pub official: Option<String>,
    /// One of these rules fired; empty: any.
    pub rules: Vec<String>,
}

/// The suspensions begun in the period (and those whose beginning is not known), by dossier_code and
/// sequence. An unknown rule or official is a usage error with the nearest names.
pub fn audit(
    facts: &Facts,
    library: &Library,
    period: Period,
    filter: &Filter,
) -> Result<Vec<SuspensionVerdict>> {
    for rule in &filter.rules {
        library.rule(rule)?;
    }
    let official = match &filter.official {
        Some(name) => Some(officials::named(facts, name)?),
        None => None,
    };
    let audit = Audit::of(facts, library);
    let mut found = Vec::new();
    for i in 0..facts.suspensions.height() {
        let began = audit.suspended_at.at(i).map(|t| t.date());
        let asked = began.is_none_or(|day| period.contains(day))
            && filter.verdict.is_none_or(|v| audit.verdict(i) == v)
            && official.as_ref().is_none_or(|name| audit.official.at(i) == Some(name))
            && (filter.rules.is_empty() || filter.rules.iter().any(|r| facts.hits()[i].rules.contains(r)));
        if asked {
            found.push(audit.row(i));
        }
    }
    Ok(found)
}

/// The columns that the audit reads.
struct Audit<'a> {
    facts: &'a Facts,
    library: &'a Library,
    places: Places,
    code: Texts,
    sequence: Integers,
    official: Texts,
    agency: Texts,
    field: Texts,
    procedure_code: Texts,
    suspended_at: Stamps,
    resumed_at: Stamps,
    due_before_at: Stamps,
    working_minutes: Integers,
    verdict: Texts,
    verdict_before: Texts,
}

/// A verdict by its name in the tables.
pub(crate) fn verdict_of(name: Option<&str>) -> Verdict {
    match name {
        Some("improper") => Verdict::Improper,
        Some("proper") => Verdict::Proper,
        _ => Verdict::Unverifiable,
    }
}

impl<'a> Audit<'a> {
    fn of(facts: &'a Facts, library: &'a Library) -> Audit<'a> {
        let frame = &facts.suspensions;
        Audit {
            facts,
            library,
            places: Places::of(facts, About::Suspension),
            code: Texts::of(frame, "dossier_code"),
            sequence: Integers::of(frame, "sequence"),
            official: Texts::of(frame, "official"),
            agency: Texts::of(frame, "agency"),
            field: Texts::of(frame, "field"),
            procedure_code: Texts::of(frame, "procedure_code"),
            suspended_at: Stamps::of(frame, "suspended_at"),
            resumed_at: Stamps::of(frame, "resumed_at"),
            due_before_at: Stamps::of(frame, "due_before_at"),
            working_minutes: Integers::of(frame, "working_minutes"),
            verdict: Texts::of(frame, "verdict"),
            verdict_before: Texts::of(frame, "verdict_before"),
        }
    }

    fn verdict(&self, i: usize) -> Verdict {
        verdict_of(self.verdict.at(i))
    }

    fn row(&self, i: usize) -> SuspensionVerdict {
        let owned = |column: &Texts| column.at(i).map(str::to_string);
        let hits = &self.facts.hits()[i];
        SuspensionVerdict {
            dossier_code: owned(&self.code).unwrap_or_default(),
            sequence: self.sequence.at(i).unwrap_or(0),
            official: owned(&self.official),
            agency: owned(&self.agency),
            field: owned(&self.field),
            procedure_code: owned(&self.procedure_code),
            suspended_at: self.suspended_at.at(i),
            resumed_at: self.resumed_at.at(i),
            working_minutes: self.working_minutes.at(i),
            due_before_at: self.due_before_at.at(i),
            verdict: self.verdict(i),
            rules: hits.rules.clone(),
            no_data_rules: hits.no_data_rules.clone(),
            evidence: self.evidence(i),
            place: evidence::place(&self.facts.suspensions, i),
            verdict_before: verdict_of(self.verdict_before.at(i)),
            rules_before: self.facts.by_exports().hits()[i].rules.clone(),
            explanations: self.explanations(i),
        }
    }

    fn explanations(&self, i: usize) -> Vec<Explanation> {
        let is_about = |it: &&Explanation| {
            Some(it.dossier_code.as_str()) == self.code.at(i)
                && it.sequence.is_some()
                && it.sequence == self.sequence.at(i)
        };
        self.facts.explanations.iter().filter(is_about).cloned().collect()
    }

    fn evidence(&self, i: usize) -> Vec<Evidence> {
        let hits = &self.facts.hits()[i];
        let row = evidence::Row {
            suspensions: Some((&self.facts.suspensions, i)),
            dossiers: self.places.dossier(self.code.at(i).unwrap_or("")).map(|d| (&*self.facts.dossiers, d)),
        };
        let fired = hits.rules.iter().zip(&hits.evidence);
        fired
            .filter_map(|(name, columns)| {
                let rule = self.library.rules.iter().find(|r| r.name == *name)?;
                Some(Evidence {
                    rule: name.clone(),
                    severity: rule.severity,
                    title: rule.title.clone(),
                    text: row.text(columns),
                    source: evidence::join(&[rule.source.clone(), row.place()], " · "),
                })
            })
            .collect()
    }
}
