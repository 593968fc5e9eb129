//! A sample of dossiers for inspection ("kiểm tra ngẫu nhiên", plan III.6; ≥ 30 % of officials, I.2).
//!
//! Strata are the officials, weights are risks. Promises: same seed and same state, same sample, on
//! every machine and whatever the order of rows (integers only, no floating point, no hash order);
//! no dossier twice; at least one per official while the size allows.

use sha2::{Digest, Sha256};

use chrono::NaiveDateTime;

use crate::error::{Error, Kind, Result};
use crate::words::{Phrase, sample as words};

mod draw;
mod form;
mod population;

pub use form::{Form, Stratum, assess, read as read_form};
pub use population::population;

/// Named in the output, so that others can draw the same sample.
pub const GENERATOR: &str = "ChaCha20";

/// Why a dossier is drawn more readily.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Risk {
    ImproperSuspension,
    DueEdited,
    UnverifiableSuspension,
    Late,
    /// First response after more than 8 working hours.
    Slow,
}

impl Risk {
    pub fn as_str(self) -> &'static str {
        match self {
            Risk::ImproperSuspension => "improper_suspension",
            Risk::DueEdited => "due_edited",
            Risk::UnverifiableSuspension => "unverifiable_suspension",
            Risk::Late => "late",
            Risk::Slow => "slow_8h",
        }
    }

    /// Added to the weight 1 that every dossier has.
    pub fn weight(self) -> u64 {
        match self {
            Risk::ImproperSuspension => 4,
            Risk::DueEdited => 3,
            Risk::UnverifiableSuspension | Risk::Late | Risk::Slow => 2,
        }
    }
}

/// A dossier that may be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    pub dossier_code: String,
    /// Who processes it, else who received it; empty where nobody is named.
    pub official: String,
    pub agency: Option<String>,
    pub procedure: Option<String>,
    pub accepted_at: Option<NaiveDateTime>,
    pub ended_at: Option<NaiveDateTime>,
    pub outcome: Option<String>,
    pub risks: Vec<Risk>,
    pub place: Phrase,
}

impl Member {
    pub fn weight(&self) -> u64 {
        1 + self.risks.iter().map(|risk| risk.weight()).sum::<u64>()
    }
}

/// A drawn sample.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// Made of the codes drawn, so that a filled form shows which sample it belongs to.
    pub id: String,
    pub seed: u64,
    pub n_population: u64,
    pub n_officials: u64,
    /// By official, then code.
    pub members: Vec<Member>,
}

/// How large a sample is wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Size {
    Dossiers(usize),
    /// Ten-thousandths of the population, rounded up to whole dossiers.
    Share(u64),
}

impl Size {
    /// `10%`, `12.5%`, `10` (percent). Fails (usage) on anything else, on 0 and above 100.
    pub fn parse_share(text: &str) -> Result<Size> {
        let number = text.trim().trim_end_matches('%').trim().replace(',', ".");
        let parsed = number.parse::<f64>().ok().map(|percent| (percent * 100.0).round());
        match parsed.filter(|share| (1.0..=10_000.0).contains(share)) {
            Some(share) => Ok(Size::Share(share as u64)),
            None => Err(Error::usage(words::bad_share(text)).help(words::share_help())),
        }
    }

    fn of(self, population: usize) -> usize {
        match self {
            Size::Dossiers(n) => n,
            Size::Share(share) => ((population as u64 * share).div_ceil(10_000)) as usize,
        }
    }
}

/// Draws. `population` in any order. Fails (usage) if it is smaller than the sample or the sample empty.
pub fn sample(mut population: Vec<Member>, size: Size, seed: u64) -> Result<Sample> {
    population.sort_by(|a, b| a.dossier_code.cmp(&b.dossier_code));
    let size_asked = size.of(population.len());
    if population.is_empty() {
        return Err(Error::new(Kind::Rejected, words::nothing_to_draw()).help(words::nothing_to_draw_help()));
    }
    if size_asked == 0 || size_asked > population.len() {
        let n = population.len();
        return Err(Error::usage(words::bad_size(size_asked, n)).help(words::bad_size_help(n)));
    }
    let drawn = draw::draw(&population, size_asked, seed);
    let n_officials = draw::strata(&population).1 as u64;
    let mut members: Vec<Member> = drawn.into_iter().map(|i| population[i].clone()).collect();
    members.sort_by(|a, b| (&a.official, &a.dossier_code).cmp(&(&b.official, &b.dossier_code)));
    let id = sample_id(members.iter().map(|m| m.dossier_code.as_str()));
    Ok(Sample { id, seed, n_population: population.len() as u64, n_officials, members })
}

/// `M-` and the beginning of a hash over the codes in order.
pub fn sample_id<'a>(codes: impl Iterator<Item = &'a str>) -> String {
    let mut codes: Vec<&str> = codes.collect();
    codes.sort_unstable();
    let digest = Sha256::digest(codes.join("\n").as_bytes());
    let hex: String = digest.iter().take(5).map(|byte| format!("{byte:02x}")).collect();
    format!("M-{hex}")
}
