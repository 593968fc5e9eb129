//! The first question about very many dossiers: their state is derived a part after the other into the
//! cache of the store, from which this question and the later ones read what they name.

use std::sync::mpsc::sync_channel;

use crate::analysis::facts::Facts;
use crate::analysis::in_parts::{self, InParts};
use crate::analysis::overview::Overview;
use crate::derive::{Catalogue, Fees};
use crate::domain::calendar::Calendar;
use crate::domain::settings::Settings;
use crate::error::Result;
use crate::io::store::{StateInParts, Store};
use crate::metrics::Library;

/// More parts at a time would only fill the memory.
const MAX_THREADS: usize = 4;

/// The facts as they are kept under `key` now. None: the cache can't be written, or a rule looks at
/// several dossiers.
pub fn facts(
    store: &Store,
    key: &str,
    state: &StateInParts,
    (calendar, settings, library): (&Calendar, &Settings, &Library),
) -> Result<Option<Facts>> {
    let (true, Ok(mut keeping)) = (in_parts::are_possible(library), store.keeping()) else { return Ok(None) };
    let catalogue = Catalogue::new(&state.procedures, &fees(state)?);
    let derivation = InParts { calendar, settings, library, catalogue };
    let (mut overview, mut is_kept) = (Overview::default(), true);
    let derived = |part| derivation.part(&state.part(part)?);
    in_turn(state.n_parts(), derived, |(part, its_overview)| {
        overview.add(its_overview);
        is_kept = is_kept && keeping.add(part).is_ok();
        Ok(is_kept)
    })?;
    let about = in_parts::about(state.carried(), state.as_of, &overview);
    if !is_kept || keeping.finish(key, state.procedures.clone(), &about).is_err() {
        return Ok(None);
    }
    Ok(store.kept_state(key).map(|kept| Facts::of_kept(kept, settings)))
}

/// What all dossiers say of the fees of their procedures.
fn fees(state: &StateInParts) -> Result<Fees> {
    let mut fees = Fees::default();
    if state.carries_dossiers(Fees::COLUMNS[2]) {
        let of_part = |part| state.dossiers(part, &Fees::COLUMNS).map(|dossiers| Fees::of(&dossiers));
        in_turn(state.n_parts(), of_part, |more| {
            fees.add(more);
            Ok(true)
        })?;
    }
    Ok(fees)
}

/// Makes `0..n` on several threads and hands each to `take`, in order and on this thread, until one
/// fails or `take` wants no more. Each thread holds one at most.
fn in_turn<T: Send>(
    n: usize,
    make: impl Fn(usize) -> Result<T> + Sync,
    mut take: impl FnMut(T) -> Result<bool>,
) -> Result<()> {
    let n_threads = std::thread::available_parallelism().map_or(1, |n| n.get()).min(n).min(MAX_THREADS);
    std::thread::scope(|scope| {
        let mut makers = Vec::new();
        for first in 0..n_threads {
            let (send, receive) = sync_channel(0);
            let make = &make;
            scope.spawn(move || {
                let mut parts = (first..n).step_by(n_threads);
                while parts.next().is_some_and(|part| send.send(make(part)).is_ok()) {}
            });
            makers.push(receive);
        }
        for part in 0..n {
            // Whoever hands over nothing has panicked, which the scope tells.
            let Ok(made) = makers[part % n_threads].recv() else { break };
            if !take(made?)? {
                break;
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Error;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn parts_come_in_order_and_not_too_far_ahead() {
        let (made, mut taken) = (AtomicUsize::new(0), Vec::new());
        let make = |i: usize| {
            // The first ones take longest.
            std::thread::sleep(std::time::Duration::from_micros(500 / (i as u64 + 1)));
            made.fetch_add(1, Ordering::SeqCst);
            Ok(i)
        };
        in_turn(50, make, |i| {
            assert!(made.load(Ordering::SeqCst) <= i + 1 + MAX_THREADS);
            taken.push(i);
            Ok(true)
        })
        .unwrap();
        assert_eq!(taken, (0..50).collect::<Vec<_>>());
        in_turn(0, |_| Ok(()), |()| panic!("there are none")).unwrap();
    }

    #[test]
    fn an_error_or_enough_ends_the_work() {
        let made = AtomicUsize::new(0);
        let make = |i: usize| {
            made.fetch_add(1, Ordering::SeqCst);
            if i == 3 { Err(Error::internal("broken")) } else { Ok(i) }
        };
        assert!(in_turn(1_000, make, |_| Ok(true)).is_err());
        in_turn(1_000, make, |i| Ok(i < 2)).unwrap();
        assert!(made.load(Ordering::SeqCst) < 100);
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let make = |i: usize| {
            assert!(i != 2, "broken");
            Ok(())
        };
        assert!(std::panic::catch_unwind(|| in_turn(9, make, |()| Ok(true))).is_err());
    }
}
