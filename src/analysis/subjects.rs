//! The rows behind a rate: each dossier, suspension or procedure that counted.

use chrono::NaiveDate;

use crate::analysis::facts::Facts;
use crate::analysis::sums::counted_rows;
use crate::derive::read::{Flags, Stamps, Texts};
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::metrics::{Library, Metric};

/// One row behind a rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Dossier code, `CODE#SEQUENCE` of a suspension, or procedure (then once per dossier of it).
    pub subject: String,
    pub official: Option<String>,
    pub agency: Option<String>,
    pub field: Option<String>,
    pub procedure_code: Option<String>,
    pub counted_on: NaiveDate,
    /// None: no data.
    pub hit: Option<bool>,
    /// The second bound; equals `hit` where a metric has none.
    pub hit_low: Option<bool>,
    /// Counts in the second bound only.
    pub low_only: bool,
}

/// The rows of one metric in a period, by subject. Empty where the metric has no data.
pub fn subjects(facts: &Facts, library: &Library, metric: &str, period: Period) -> Result<Vec<Subject>> {
    let metric = library.metric(metric)?;
    if metric.needs.missing(&facts.carried).is_some() {
        return Ok(Vec::new());
    }
    let mut rows = read(facts, metric, period)?;
    rows.sort_by(|a, b| (&a.subject, a.counted_on, a.hit).cmp(&(&b.subject, b.counted_on, b.hit)));
    Ok(rows)
}

fn read(facts: &Facts, metric: &Metric, period: Period) -> Result<Vec<Subject>> {
    let frame = counted_rows(facts, &facts.tables(), metric, period)?.collect().map_err(Error::internal)?;
    let text = |name| Texts::of(&frame, name);
    let (subject, official, agency) = (text("subject"), text("official"), text("agency"));
    let (field, procedure_code) = (text("field"), text("procedure_code"));
    let flag = |name| Flags::of(&frame, name);
    let (hit, hit_low, low_only) = (flag("hit"), flag("hit_low"), flag("low_only"));
    let on = Stamps::of(&frame, "counted_on");
    let owned = |column: &Texts, i| column.at(i).map(str::to_string);
    Ok((0..frame.height())
        .filter_map(|i| {
            Some(Subject {
                subject: owned(&subject, i).unwrap_or_default(),
                official: owned(&official, i),
                agency: owned(&agency, i),
                field: owned(&field, i),
                procedure_code: owned(&procedure_code, i),
                counted_on: on.at(i)?.date(),
                hit: hit.at(i),
                hit_low: hit_low.at(i),
                low_only: low_only.at(i).unwrap_or(false),
            })
        })
        .collect())
}
