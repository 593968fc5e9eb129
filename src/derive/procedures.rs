//! What the catalogue (or, for the fee, the dossiers) says about the procedure of a dossier.

use std::collections::HashMap;

use crate::derive::dossier::{Dossiers, is_carried};
use crate::derive::read::{Decimals, Flags, Texts};
use crate::domain::schema::TableName;
use crate::tables::State;

/// One procedure; None = no data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Procedure {
    pub limit_working_days: Option<f64>,
    pub has_fee: Option<bool>,
    pub online: Option<bool>,
    pub by_post: Option<bool>,
}

/// Procedures by code; a dossier without a code finds its procedure by name.
pub(crate) struct Catalogue {
    known: Vec<Procedure>,
    by_code: HashMap<String, usize>,
    by_name: HashMap<String, usize>,
}

impl Catalogue {
    pub(crate) fn new(state: &State, dossiers: &Dossiers) -> Catalogue {
        let frame = &state.procedures;
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
        if is_carried(state, TableName::Dossiers, "fee_amount") {
            catalogue.add_fees(dossiers);
        }
        catalogue
    }

    /// Where the catalogue says nothing: a procedure has a fee if any of its dossiers has one.
    fn add_fees(&mut self, dossiers: &Dossiers) {
        let from_catalogue: Vec<bool> = self.known.iter().map(|p| p.has_fee.is_some()).collect();
        for i in 0..dossiers.n {
            let Some(amount) = dossiers.fee_amount.at(i) else { continue };
            let Some(p) = self.index_or_new(dossiers, i) else { continue };
            if !from_catalogue.get(p).copied().unwrap_or(false) && self.known[p].has_fee != Some(true) {
                self.known[p].has_fee = Some(amount > 0);
            }
        }
    }

    fn index(&self, dossiers: &Dossiers, i: usize) -> Option<usize> {
        match dossiers.procedure_code.at(i) {
            Some(code) => self.by_code.get(code).copied(),
            None => self.by_name.get(dossiers.procedure_name.at(i)?).copied(),
        }
    }

    fn index_or_new(&mut self, dossiers: &Dossiers, i: usize) -> Option<usize> {
        if let Some(known) = self.index(dossiers, i) {
            return Some(known);
        }
        let (map, key) = match dossiers.procedure_code.at(i) {
            Some(code) => (&mut self.by_code, code),
            None => (&mut self.by_name, dossiers.procedure_name.at(i)?),
        };
        map.insert(key.to_string(), self.known.len());
        self.known.push(Procedure::default());
        Some(self.known.len() - 1)
    }

    pub(crate) fn of(&self, dossiers: &Dossiers, i: usize) -> Procedure {
        self.index(dossiers, i).map_or(Procedure::default(), |p| self.known[p])
    }
}
