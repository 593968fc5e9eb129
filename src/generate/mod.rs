//! Synthetic exports with known truth: what the tests hold every result against.
//!
//! The room decides the truth when it makes an event ("accepted after 505 working minutes", "this
//! suspension has no document, so it is improper") and walks the clock with a small calendar of its
//! own. It promises to share nothing with the reader's derivations (no `domain::calendar`, `derive`,
//! `metrics`), and the same bytes for the same plan: no clock, no environment, no map order.
//! `docs/sample-data.md` describes the files and `truth.json`.

use crate::error::Result;

mod cast;
mod clock;
mod columns;
mod csv;
mod decide;
mod dice;
mod html;
mod lists;
mod ods;
mod once;
mod papers;
mod record;
mod suspend;
mod table;
mod truth;
mod truth_json;
mod weekly;
mod xlsx;

#[cfg(test)]
mod tests;

/// How the same dossiers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Weekly exports of five kinds of file that overlap and change (the samples).
    Weekly,
    /// One register with a merged header, the suspensions on a second sheet (.xlsx).
    Register,
    /// One plain list, the suspensions on a second sheet (.xlsx).
    Plain,
    /// HTML tables named .xls.
    Html,
    /// CSV files.
    Csv,
    /// Four lists (handling, acceptance, digitization and payment, suspensions) and the catalogue.
    Split,
    /// One flat list of 23 columns without suspensions (.xlsx), for measuring.
    Flat,
}

impl Layout {
    pub fn name(self) -> &'static str {
        match self {
            Layout::Weekly => "weekly",
            Layout::Register => "register",
            Layout::Plain => "plain",
            Layout::Html => "html",
            Layout::Csv => "csv",
            Layout::Split => "split",
            Layout::Flat => "flat",
        }
    }
}

/// What to make. The same plan always gives the same bytes.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub dossiers: usize,
    pub seed: u64,
    pub layout: Layout,
}

/// What was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    pub dossiers: usize,
    pub suspensions: usize,
    pub files: usize,
    pub bytes: usize,
}

/// Makes every file of `plan` and hands each to `save` (name, bytes), one at a time; `truth.json`
/// comes last. Fails only where `save` does, or where a workbook can't be put together.
pub fn generate(plan: &Plan, save: &mut dyn FnMut(&str, &[u8]) -> Result<()>) -> Result<Made> {
    let dossiers = decide::dossiers(plan.dossiers, plan.seed);
    let people = cast::applicants();
    let mut made = Made { dossiers: dossiers.len(), ..Made::default() };
    made.suspensions = dossiers.iter().map(|d| d.suspensions.len()).sum();
    let mut listed = Vec::new();
    let mut keep = |file: weekly::File| -> Result<()> {
        save(&file.name, &file.bytes)?;
        made.files += 1;
        made.bytes += file.bytes.len();
        listed.push(truth_json::Listed::from(&file));
        Ok(())
    };
    if plan.layout == Layout::Weekly {
        for file in weekly::files(&dossiers, people)? {
            keep(file)?;
        }
    } else {
        once::files(plan.layout, &dossiers, people, &mut keep)?;
    }
    save("truth.json", truth_json::write(plan, &dossiers, people, &listed).as_bytes())?;
    Ok(made)
}
