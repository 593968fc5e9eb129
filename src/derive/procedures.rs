//! What the catalogue (or, for the fee, the dossiers) says about the procedure of a dossier.

use std::collections::HashMap;

use polars::prelude::DataFrame;

use crate::derive::dossier::Dossiers;
use crate::derive::read::{Decimals, Flags, Integers, Texts};

/// One procedure; None = no data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Procedure {
    pub limit_working_days: Option<f64>,
    pub has_fee: Option<bool>,
    pub online: Option<bool>,
    pub by_post: Option<bool>,
}

/// Whether any dossier of a procedure has a fee: what dossiers say for each other.
#[derive(Debug, Default)]
pub struct Fees {
    by_code: HashMap<String, bool>,
    /// Of dossiers without a procedure code.
    by_name: HashMap<String, bool>,
}

impl Fees {
    /// The columns that fees are told by.
    pub const COLUMNS: [&str; 3] = ["procedure_code", "procedure_name", "fee_amount"];

    /// What these dossiers say.
    pub fn of(dossiers: &DataFrame) -> Fees {
        let (codes, names) = (Texts::of(dossiers, Fees::COLUMNS[0]), Texts::of(dossiers, Fees::COLUMNS[1]));
        let amounts = Integers::of(dossiers, Fees::COLUMNS[2]);
        let mut fees = Fees::default();
        for i in 0..dossiers.height() {
            let Some(amount) = amounts.at(i) else { continue };
            let (map, key) = match (codes.at(i), names.at(i)) {
                (Some(code), _) => (&mut fees.by_code, code),
                (None, Some(name)) => (&mut fees.by_name, name),
                (None, None) => continue,
            };
            match map.get_mut(key) {
                Some(any) => *any |= amount > 0,
                None => {
                    map.insert(key.to_string(), amount > 0);
                }
            }
        }
        fees
    }

    /// Adds what other dossiers say.
    pub fn add(&mut self, more: Fees) {
        for (map, more) in [(&mut self.by_code, more.by_code), (&mut self.by_name, more.by_name)] {
            for (key, any) in more {
                *map.entry(key).or_default() |= any;
            }
        }
    }
}

/// Procedures by code; a dossier without a code finds its procedure by name.
#[derive(Debug)]
pub struct Catalogue {
    known: Vec<Procedure>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Catalogue {
    /// `fees` of all dossiers. Where the catalogue says nothing, a procedure has a fee if any of its
    /// dossiers has one.
    pub fn new(procedures: &DataFrame, fees: &Fees) -> Catalogue {
        let frame = procedures;
        let (codes, names) = (Texts::of(frame, "procedure_code"), Texts::of(frame, "procedure_name"));
        let (limit, has_fee) = (Decimals::of(frame, "limit_working_days"), Flags::of(frame, "has_fee"));
        let (online, by_post) = (Texts::of(frame, "online_level"), Flags::of(frame, "by_post"));
        let mut catalogue = Catalogue { known: Vec::new(), by_code: HashMap::new(), by_name: HashMap::new() };
        for i in 0..frame.height() {
            catalogue.known.push(Procedure {
                limit_working_days: limit.at(i),
                has_fee: has_fee.at(i),
                online: online.at(i).map(|level| level != "none"),
                by_post: by_post.at(i),
            });
            if let Some(code) = codes.at(i) {
                catalogue.by_code.insert(code.to_string(), i);
            }
            if let Some(name) = names.at(i) {
                catalogue.by_name.entry(name.to_string()).or_insert(i);
            }
        }
        catalogue.add_fees(fees);
        catalogue
    }

    fn add_fees(&mut self, fees: &Fees) {
        let from_catalogue: Vec<bool> = self.known.iter().map(|p| p.has_fee.is_some()).collect();
        for (map, fees) in [(&mut self.by_code, &fees.by_code), (&mut self.by_name, &fees.by_name)] {
            for (key, any) in fees {
                let p = *map.entry(key.clone()).or_insert(self.known.len());
                if p == self.known.len() {
                    self.known.push(Procedure::default());
                }
                let known = &mut self.known[p].has_fee;
                if !from_catalogue.get(p).copied().unwrap_or(false) && *known != Some(true) {
                    *known = Some(*any);
                }
            }
        }
    }

    fn index(&self, dossiers: &Dossiers, i: usize) -> Option<usize> {
        match dossiers.procedure_code.at(i) {
            Some(code) => self.by_code.get(code).copied(),
            None => self.by_name.get(dossiers.procedure_name.at(i)?).copied(),
        }
    }

    pub(crate) fn of(&self, dossiers: &Dossiers, i: usize) -> Procedure {
        self.index(dossiers, i).map_or(Procedure::default(), |p| self.known[p])
    }
}
