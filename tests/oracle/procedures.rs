//! Metrics that count procedures instead of dossiers.

use super::*;

/// Procedures with a dossier in the period: offered, and used at least once.
pub(super) fn procedures(oracle: &Oracle, rows: &[rates::RateRow]) -> Result<(), TestCaseError> {
    for metric in ["procedures_online", "procedures_paid_online", "procedures_by_post"] {
        let mut used: BTreeMap<&str, Vec<Option<bool>>> = BTreeMap::new();
        for d in &oracle.made.dossiers {
            let inside = d.accepted_at.is_some_and(|on| oracle.period.contains(on.date()));
            let (Some(code), true) = (&d.procedure_code, inside) else { continue };
            let (offered, hit) = oracle.use_of_procedure(metric, d);
            if offered != Some(false) {
                used.entry(code).or_default().push(if offered.is_some() { hit } else { None });
            }
        }
        let (mut k, mut n, mut no_data) = (0, 0, 0);
        for hits in used.values() {
            match (hits.contains(&Some(true)), hits.contains(&None)) {
                (true, _) => (k, n) = (k + 1, n + 1),
                (false, true) => no_data += 1,
                (false, false) => n += 1,
            }
        }
        let row = rows.iter().find(|r| r.metric == metric).unwrap();
        prop_assert_eq!((row.hits, row.total, row.no_data), (k, n, no_data), "{}", metric);
    }
    Ok(())
}

impl Oracle<'_> {
    /// Whether the procedure of a dossier offers the thing, and whether the dossier used it.
    fn use_of_procedure(&self, metric: &str, d: &Dossier) -> (Option<bool>, Option<bool>) {
        let known = self.procedure(d);
        match metric {
            "procedures_online" => {
                (known.and_then(|p| p.online_level).map(|l| l != "none"), d.channel.map(|c| c == "online"))
            }
            "procedures_by_post" => (known.and_then(|p| p.by_post), d.channel.map(|c| c == "post")),
            _ => {
                let seen = d.procedure_code.as_ref().and_then(|code| self.fees.get(code.as_str()).copied());
                let free = d.fee_amount == Some(0) || d.fee_exempt == Some(true);
                (known.and_then(|p| p.has_fee).or(seen), d.paid_online.or(free.then_some(false)))
            }
        }
    }
}
