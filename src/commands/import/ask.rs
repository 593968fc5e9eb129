//! What a person at a terminal may decide, and what the loss of a column means for the metrics.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, IsTerminal, Write};

use crate::commands::{Context, say};
use crate::domain::finding::Finding;
use crate::domain::schema::TableName;
use crate::error::Result;
use crate::metrics::Library;
use crate::normalize::{Drafted, Normalized};
use crate::words::{Lang, imports as words};

/// Codes of the findings that normalize makes of these.
const NEAR_TAKEN: &str = "near_header";
const NEAR_REFUSED: &str = "near_header_refused";
const COLUMN_LOST: &str = "column_lost";

/// Whether a person sits at both ends.
pub fn is_possible(context: &Context) -> bool {
    !context.global.quiet && std::io::stdin().is_terminal() && std::io::stderr().is_terminal()
}

/// Whether headers were refused that only resemble known ones (or the file was refused, perhaps
/// because of them).
pub fn is_worth_asking(first_try: &Result<Drafted>) -> bool {
    match first_try {
        Ok(drafted) => has_refused(drafted.findings()),
        Err(_) => true,
    }
}

/// Whether headers were refused that only resemble known ones.
pub fn has_refused(findings: &[Finding]) -> bool {
    findings.iter().any(|f| f.code == NEAR_REFUSED)
}

/// Shows the near headers and takes them only on a clear yes.
pub fn accepts(with_near: &[Finding], lang: Lang) -> bool {
    let near: Vec<_> = with_near.iter().filter(|f| f.code == NEAR_TAKEN).collect();
    if near.is_empty() {
        return false;
    }
    near.iter().for_each(|f| say(&format!("{}: {}", f.place.phrase().text(lang), f.text.text(lang))));
    let _ = write!(std::io::stderr(), "{} ", words::take_near().text(lang));
    let mut answer = String::new();
    let heard = std::io::stdin().lock().read_line(&mut answer);
    heard.is_ok() && ["c", "có", "co", "y", "yes"].contains(&answer.trim().to_lowercase().as_str())
}

/// Adds to each lost column the metrics that have no data without it.
pub fn name_metrics(normalized: &mut Normalized, context: &Context) -> Result<()> {
    if normalized.findings.iter().all(|f| f.code != COLUMN_LOST) {
        return Ok(());
    }
    let library = context.library()?;
    let mut carried: BTreeMap<TableName, BTreeSet<String>> = BTreeMap::new();
    for table in &normalized.tables {
        carried.entry(table.name).or_default().extend(table.carried.iter().cloned());
    }
    for finding in normalized.findings.iter_mut().filter(|f| f.code == COLUMN_LOST) {
        let Some(column) = &finding.column else { continue };
        let [vi, en] = [Lang::Vi, Lang::En].map(|lang| stopped(column, &library, &carried, lang).join(", "));
        if !vi.is_empty() {
            finding.text.vi += &words::no_data_without(&vi).vi;
            finding.text.en += &words::no_data_without(&en).en;
        }
    }
    Ok(())
}

/// Titles of the metrics that need `column` and find no other in its place.
fn stopped(
    column: &str,
    library: &Library,
    carried: &BTreeMap<TableName, BTreeSet<String>>,
    lang: Lang,
) -> Vec<String> {
    let is_carried = |(table, name): &(TableName, String)| {
        carried.get(table).is_some_and(|columns| columns.contains(name))
    };
    let stops = |any: &Vec<(TableName, String)>| {
        any.iter().any(|(_, name)| name == column) && !any.iter().any(is_carried)
    };
    let metrics = library.metrics.iter().filter(|metric| metric.needs.all.iter().any(stops));
    metrics.map(|metric| metric.title.text(lang).to_string()).collect()
}
