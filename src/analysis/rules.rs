//! Findings of one rule: which dossiers or suspensions, and the cells that prove it.

use std::collections::HashMap;

use chrono::NaiveDate;
use polars::prelude::DataFrame;

use crate::analysis::evidence::{self, Row};
use crate::analysis::facts::{Facts, rule_rows};
use crate::derive::read::{Flags, Integers, Stamps, Texts};
use crate::domain::period::Period;
use crate::error::Result;
use crate::metrics::{About, Library, Rule, RuleSeverity};
use crate::words::Phrase;

/// One dossier or suspension that a rule found.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleFinding {
    pub rule: String,
    pub severity: RuleSeverity,
    pub dossier_code: String,
    /// Of a suspension.
    pub sequence: Option<i64>,
    pub official: Option<String>,
    pub agency: Option<String>,
    /// The date it counts on; None: not known (it counts in every period).
    pub found_on: Option<NaiveDate>,
    /// The cells as read.
    pub evidence: Phrase,
    /// Legal basis, then the place of the row.
    pub source: Phrase,
}

/// What a rule says about a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleResult {
    /// By dossier_code, sequence.
    pub findings: Vec<RuleFinding>,
    /// Rows for which the rule had no data.
    pub no_data: u64,
    /// Why the rule has no data at all.
    pub missing: Option<Phrase>,
}

/// Runs a rule over all rows and keeps those of the period. An unknown rule is a usage error.
pub fn findings(facts: &Facts, library: &Library, rule: &str, period: Period) -> Result<RuleResult> {
    let rule = library.rule(rule)?;
    let missing = rule.needs.missing(&facts.carried);
    if missing.is_some() {
        return Ok(RuleResult { missing, ..RuleResult::default() });
    }
    let frame = rule_rows(&facts.tables(), rule, &facts.params(period))?;
    Ok(read(facts, rule, &frame, period))
}

fn read(facts: &Facts, rule: &Rule, frame: &DataFrame, period: Period) -> RuleResult {
    let text = |name| Texts::of(frame, name);
    let (codes, officials, agencies) = (text("dossier_code"), text("official"), text("agency"));
    let (evidence, sequences) = (text("evidence"), Integers::of(frame, "sequence"));
    let (found_on, finding) = (Stamps::of(frame, "found_on"), Flags::of(frame, "finding"));
    let places = Places::of(facts, rule.about);
    let mut result = RuleResult::default();
    for i in 0..frame.height() {
        let on = found_on.at(i).map(|t| t.date());
        if on.is_some_and(|on| !period.contains(on)) {
            continue;
        }
        if finding.at(i).is_none() {
            result.no_data += 1;
            continue;
        }
        let code = codes.at(i).unwrap_or("");
        let row = places.row(facts, code, sequences.at(i));
        result.findings.push(RuleFinding {
            rule: rule.name.clone(),
            severity: rule.severity,
            dossier_code: code.to_string(),
            sequence: sequences.at(i),
            official: officials.at(i).map(str::to_string),
            agency: agencies.at(i).map(str::to_string),
            found_on: on,
            evidence: row.text(evidence.at(i).unwrap_or("")),
            source: evidence::join(&[rule.source.clone(), row.place()], " · "),
        });
    }
    result.findings.sort_by(|a, b| (&a.dossier_code, a.sequence).cmp(&(&b.dossier_code, b.sequence)));
    result
}

/// Rows of the tables by dossier code (and sequence).
pub(crate) struct Places {
    dossiers: Texts,
    n_dossiers: usize,
    suspensions: HashMap<(String, Option<i64>), usize>,
}

impl Places {
    pub(crate) fn of(facts: &Facts, about: About) -> Places {
        let mut suspensions = HashMap::new();
        if about == About::Suspension {
            let codes = Texts::of(&facts.suspensions, "dossier_code");
            let sequences = Integers::of(&facts.suspensions, "sequence");
            for i in 0..facts.suspensions.height() {
                suspensions.insert((codes.at(i).unwrap_or("").to_string(), sequences.at(i)), i);
            }
        }
        Places {
            dossiers: Texts::of(&facts.dossiers, "dossier_code"),
            n_dossiers: facts.dossiers.height(),
            suspensions,
        }
    }

    /// The row of a dossier; the table is sorted by code.
    pub(crate) fn dossier(&self, code: &str) -> Option<usize> {
        let (mut low, mut high) = (0, self.n_dossiers);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.dossiers.at(middle).unwrap_or("") < code { low = middle + 1 } else { high = middle }
        }
        (low < self.n_dossiers && self.dossiers.at(low) == Some(code)).then_some(low)
    }

    pub(crate) fn row<'f>(&self, facts: &'f Facts, code: &str, sequence: Option<i64>) -> Row<'f> {
        let suspension = self.suspensions.get(&(code.to_string(), sequence));
        Row {
            suspensions: suspension.map(|&i| (&*facts.suspensions, i)),
            dossiers: self.dossier(code).map(|i| (&*facts.dossiers, i)),
        }
    }
}
