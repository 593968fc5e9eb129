//! Everything that is known at one moment, with its derived columns and the suspension verdicts.
//!
//! Built in two stages, because a dossier's counterfactual due date needs the verdicts of its
//! suspensions: suspension columns → suspension rules (SQL) → verdicts → dossier columns.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{NaiveDate, NaiveDateTime};
use polars::prelude::*;

use crate::analysis::explanations::{self, Explanation};
use crate::analysis::overview::Overview;
use crate::analysis::suspension_rules::Rules;
pub use crate::analysis::suspension_rules::SuspensionRules;
use crate::derive::read::{Flags, Integers, Texts};
use crate::derive::{Catalogue, Derivation, Fees, Given, Verdict};
use crate::domain::calendar::Calendar;
use crate::domain::period::Period;
use crate::domain::schema::TableName;
use crate::domain::settings::Settings;
use crate::error::{Error, Result};
use crate::metrics::{Library, Needs, Params, Rule, RuleSeverity, Tables};
use crate::tables::{About, DerivedState, State, Table};
use crate::words::Phrase;

/// The tables that metrics, rules and queries read.
#[derive(Clone, Debug)]
pub struct Facts {
    /// Schema columns, source columns and [`crate::derive::list::DOSSIERS`]; one row per code, sorted.
    pub dossiers: Table,
    /// Schema columns, source columns, `X_exported` flags and [`crate::derive::list::SUSPENSIONS`].
    pub suspensions: Table,
    pub procedures: Table,
    /// Columns that at least one import carries.
    pub carried: BTreeMap<TableName, BTreeSet<String>>,
    pub as_of: NaiveDateTime,
    rules: Rules,
    /// What officials explained; the tables above have their evidence in them.
    pub explanations: Vec<Explanation>,
    /// The same by the exports alone, row for row; None: nothing was explained.
    pub unexplained: Option<Box<Facts>>,
    /// The months in which a dossier was submitted, accepted, answered, fell due or ended, or a
    /// suspension began; by time.
    pub months: Vec<Period>,
    /// The agency that most dossiers name.
    pub main_agency: Option<String>,
    last_minute_minutes: i64,
    too_long_days: i64,
}

/// Derives everything from the state, with the evidence of explanations in it.
pub fn build(state: &State, calendar: &Calendar, settings: &Settings, library: &Library) -> Result<Facts> {
    let state = sorted(state)?;
    let by_exports = derived(&state, calendar, settings, library)?;
    let explanations = explanations::given(&state);
    if explanations.is_empty() {
        return Ok(by_exports);
    }
    let state = explanations::overlaid(&state, &explanations, &settings.suspensions)?;
    let mut facts = derived(&state, calendar, settings, library)?;
    let before = by_exports.suspensions.column("verdict_before").map_err(Error::internal)?.clone();
    facts.suspensions = with_columns(&facts.suspensions, vec![before])?.into();
    Ok(Facts { explanations, unexplained: Some(Box::new(by_exports)), ..facts })
}

/// Everything that follows from a sorted state.
fn derived(state: &State, calendar: &Calendar, settings: &Settings, library: &Library) -> Result<Facts> {
    let catalogue = Catalogue::new(&state.procedures, &Fees::of(&state.dossiers));
    let given = Given { state, calendar, catalogue: &catalogue, settings: &settings.suspensions };
    let mut facts = columns(given, library)?;
    let overview = Overview::of(&facts.dossiers, &facts.suspensions);
    (facts.months, facts.main_agency) = (overview.months(), overview.main_agency());
    Ok(facts)
}

/// The same without the overview.
pub(crate) fn columns(given: Given, library: &Library) -> Result<Facts> {
    let (state, settings) = (given.state, given.settings);
    let mut derivation = Derivation::new(given)?;
    let suspensions = with_columns(&state.suspensions, derivation.suspension_columns())?;
    let mut facts = Facts {
        dossiers: state.dossiers.clone().into(),
        suspensions: suspensions.into(),
        procedures: state.procedures.clone().into(),
        carried: state.carried.clone(),
        as_of: state.as_of,
        rules: Rules::default(),
        explanations: Vec::new(),
        unexplained: None,
        months: Vec::new(),
        main_agency: None,
        last_minute_minutes: settings.last_minute_minutes,
        too_long_days: settings.too_long_days,
    };
    let hits = suspension_rules(&facts, library)?;
    let verdicts: Vec<Verdict> = hits.iter().map(|hits| verdict(hits, library)).collect();
    facts.rules = Rules::from(hits);
    let names = |column: &str| {
        let names: StringChunked = verdicts.iter().map(|v| Some(v.as_str())).collect_ca(column.into());
        names.into_column()
    };
    facts.suspensions =
        with_columns(&facts.suspensions, vec![names("verdict"), names("verdict_before")])?.into();
    facts.dossiers = with_columns(&state.dossiers, derivation.dossier_columns(&verdicts)?)?.into();
    Ok(facts)
}

impl Facts {
    /// Rules that fired, and rules that had no data, for each row of `suspensions`.
    pub fn hits(&self) -> &[SuspensionRules] {
        self.rules.hits()
    }

    /// The same facts with other rows of suspensions and what the rules say of them.
    pub(crate) fn with_suspensions(mut self, suspensions: DataFrame, hits: Vec<SuspensionRules>) -> Facts {
        self.suspensions = suspensions.into();
        self.rules = Rules::from(hits);
        self
    }

    /// What the rules say, to be kept.
    pub(crate) fn rules(&self) -> Result<DataFrame> {
        self.rules.table()
    }

    /// To be kept; None where explanations were given, which stand beside the facts without them.
    pub fn to_keep(&self) -> Result<Option<DerivedState>> {
        if self.unexplained.is_some() {
            return Ok(None);
        }
        let about = About {
            carried: self.carried.clone(),
            as_of: self.as_of,
            months: self.months.iter().map(|month| month.start).collect(),
            main_agency: self.main_agency.clone(),
        };
        Ok(Some(DerivedState {
            dossiers: self.dossiers.clone(),
            suspensions: self.suspensions.clone(),
            procedures: self.procedures.clone(),
            rules: self.rules()?.into(),
            about,
        }))
    }

    /// What was kept, under the same settings.
    pub fn of_kept(state: DerivedState, settings: &Settings) -> Facts {
        Facts {
            dossiers: state.dossiers,
            suspensions: state.suspensions,
            procedures: state.procedures,
            carried: state.about.carried,
            as_of: state.about.as_of,
            rules: Rules::from(state.rules),
            explanations: Vec::new(),
            unexplained: None,
            months: state.about.months.into_iter().map(Period::month_of).collect(),
            main_agency: state.about.main_agency,
            last_minute_minutes: settings.suspensions.last_minute_minutes,
            too_long_days: settings.suspensions.too_long_days,
        }
    }

    /// What the exports alone say, without explanations.
    pub fn by_exports(&self) -> &Facts {
        self.unexplained.as_deref().unwrap_or(self)
    }

    /// What queries read.
    pub fn tables(&self) -> Tables {
        Tables::new(vec![
            ("dossiers", DataFrame::clone(&self.dossiers)),
            ("suspensions", DataFrame::clone(&self.suspensions)),
            ("procedures", DataFrame::clone(&self.procedures)),
        ])
    }

    /// Of dossiers, suspensions or procedures.
    pub(crate) fn table(&self, table: TableName) -> &Table {
        match table {
            TableName::Suspensions => &self.suspensions,
            TableName::Procedures => &self.procedures,
            _ => &self.dossiers,
        }
    }

    /// The row of `params` for a period.
    pub fn params(&self, period: Period) -> Params {
        Params {
            period_start: period.start,
            period_end: period.end,
            as_of: self.as_of,
            last_minute_minutes: self.last_minute_minutes,
            too_long_days: self.too_long_days,
        }
    }

    /// Why nothing can be said about suspensions: no import carries them.
    pub fn suspensions_missing(&self) -> Option<Phrase> {
        Needs::parse("suspensions.suspended_at").ok()?.missing(&self.carried)
    }

    /// The whole of time, for rules that are asked about everything.
    pub(crate) fn all_time(&self) -> Period {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        Period { start: day(1900), end: day(2200) }
    }
}

fn verdict(hits: &SuspensionRules, library: &Library) -> Verdict {
    let is_improper =
        |name: &String| library.rules.iter().any(|r| r.name == *name && r.severity == RuleSeverity::Improper);
    if hits.rules.iter().any(is_improper) {
        Verdict::Improper
    } else if hits.no_data_rules.iter().any(is_improper) {
        Verdict::Unverifiable
    } else {
        Verdict::Proper
    }
}

/// Runs every rule about suspensions over all of them.
fn suspension_rules(facts: &Facts, library: &Library) -> Result<Vec<SuspensionRules>> {
    let n = facts.suspensions.height();
    let mut hits = vec![SuspensionRules::default(); n];
    if n == 0 {
        return Ok(hits);
    }
    let (codes, sequences) =
        (Texts::of(&facts.suspensions, "dossier_code"), Integers::of(&facts.suspensions, "sequence"));
    let row_of: HashMap<(&str, Option<i64>), usize> =
        (0..n).map(|i| ((codes.at(i).unwrap_or(""), sequences.at(i)), i)).collect();
    let (tables, params) = (facts.tables(), facts.params(facts.all_time()));
    for rule in library.suspension_rules() {
        if rule.needs.missing(&facts.carried).is_some() {
            hits.iter_mut().for_each(|h| h.no_data_rules.push(rule.name.clone()));
            continue;
        }
        let found = rule_rows(&tables, rule, &params)?;
        let (codes, sequences) = (Texts::of(&found, "dossier_code"), Integers::of(&found, "sequence"));
        let (findings, evidence) = (Flags::of(&found, "finding"), Texts::of(&found, "evidence"));
        for i in 0..found.height() {
            let Some(&row) = row_of.get(&(codes.at(i).unwrap_or(""), sequences.at(i))) else { continue };
            match findings.at(i) {
                Some(true) => {
                    hits[row].rules.push(rule.name.clone());
                    hits[row].evidence.push(evidence.at(i).unwrap_or("").to_string());
                }
                None => hits[row].no_data_rules.push(rule.name.clone()),
                Some(false) => {}
            }
        }
    }
    Ok(hits)
}

/// The rows of a rule that are findings (TRUE) or have no data (NULL).
pub(crate) fn rule_rows(tables: &Tables, rule: &Rule, params: &Params) -> Result<DataFrame> {
    let mut plan = tables.plan(&rule.name, &rule.sql, params)?;
    let schema = plan.collect_schema().map_err(|e| query_error(&rule.name, e))?;
    plan = if schema.contains("finding") {
        plan.filter(col("finding").eq_missing(lit(false)).not())
    } else {
        plan.with_column(lit(true).alias("finding"))
    };
    plan.collect().map_err(|e| query_error(&rule.name, e))
}

pub(crate) fn query_error(name: &str, cause: PolarsError) -> Error {
    use crate::words::metrics as words;
    Error::usage(words::query_failed(name)).cause(cause).help(words::query_help())
}

fn with_columns(frame: &DataFrame, columns: Vec<Column>) -> Result<DataFrame> {
    let mut frame = frame.clone();
    for column in columns {
        frame.with_column(column).map_err(Error::internal)?;
    }
    Ok(frame)
}

/// The state in the order of its contract; cheap when it is so already.
fn sorted(state: &State) -> Result<State> {
    let mut state = state.clone();
    state.dossiers = sort(&state.dossiers, &["dossier_code"])?;
    state.suspensions = sort(&state.suspensions, &["dossier_code", "sequence"])?;
    Ok(state)
}

fn sort(frame: &DataFrame, by: &[&str]) -> Result<DataFrame> {
    let codes = Texts::of(frame, "dossier_code");
    let sequences = by.get(1).map(|name| Integers::of(frame, name));
    let key = |i: usize| (codes.at(i).unwrap_or(""), sequences.as_ref().and_then(|s| s.at(i)));
    if (1..frame.height()).all(|i| key(i - 1) <= key(i)) {
        return Ok(frame.clone());
    }
    let names: Vec<String> = by.iter().map(|n| n.to_string()).collect();
    frame.sort(names, SortMultipleOptions::default().with_maintain_order(true)).map_err(Error::internal)
}
