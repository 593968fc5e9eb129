//! Works ahead of the one who takes the results, on all cores.
//!
//! Promises: results are taken in order, on the calling thread; one per core is in the making and one
//! per core waits, never more; an error of the taker ends the work, a panic of a maker reaches the caller.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

/// Which result is next, and those that came early.
struct State<T> {
    begun: usize,
    taken: usize,
    made: BTreeMap<usize, thread::Result<T>>,
    is_over: bool,
}

/// Makes `0..n` with `make` on several threads and hands each to `take`, in order. `first_alone`: what
/// the first teaches is needed by the others, so they begin when it is taken.
pub fn in_order<T: Send, E>(
    n: usize,
    first_alone: bool,
    make: impl Fn(usize) -> T + Sync,
    mut take: impl FnMut(usize, T) -> Result<(), E>,
) -> Result<(), E> {
    let n_threads = thread::available_parallelism().map_or(1, |n| n.get()).min(n).min(8);
    if n_threads <= 1 {
        return (0..n).try_for_each(|i| take(i, make(i)));
    }
    let state = Mutex::new(State { begun: 0, taken: 0, made: BTreeMap::new(), is_over: false });
    let changed = Condvar::new();
    let locked = || state.lock().unwrap_or_else(PoisonError::into_inner);
    thread::scope(|scope| {
        let worker = || {
            loop {
                let waits = |s: &mut State<T>| {
                    // While one is taken (which is mostly waiting for the disk) no core has to stand still.
                    let ahead = if first_alone && s.taken == 0 { 1 } else { 2 * n_threads };
                    !s.is_over && s.begun < n && s.begun >= s.taken + ahead
                };
                let waited = changed.wait_while(locked(), waits);
                let mut state = waited.unwrap_or_else(PoisonError::into_inner);
                if state.is_over || state.begun >= n {
                    return;
                }
                let i = state.begun;
                state.begun += 1;
                drop(state);
                let made = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| make(i)));
                locked().made.insert(i, made);
                changed.notify_all();
            }
        };
        for _ in 0..n_threads {
            scope.spawn(worker);
        }
        let outcome = (0..n).try_for_each(|i| {
            let waited = changed.wait_while(locked(), |s| !s.made.contains_key(&i));
            let made = waited.unwrap_or_else(PoisonError::into_inner).made.remove(&i);
            let result = match made {
                Some(Ok(made)) => take(i, made),
                Some(Err(panic)) => {
                    locked().is_over = true;
                    changed.notify_all();
                    std::panic::resume_unwind(panic);
                }
                None => Ok(()),
            };
            locked().taken += 1;
            changed.notify_all();
            result
        });
        locked().is_over = true;
        changed.notify_all();
        outcome
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn results_come_in_order_and_not_too_far_ahead() {
        let (made, mut taken) = (AtomicUsize::new(0), Vec::new());
        let make = |i: usize| {
            // The first ones take longest.
            thread::sleep(std::time::Duration::from_micros(500 / (i as u64 + 1)));
            made.fetch_add(1, Ordering::SeqCst);
            i
        };
        let take = |i, result| {
            assert!(made.load(Ordering::SeqCst) <= i + 2 * 8);
            taken.push((i, result));
            Ok::<(), Infallible>(())
        };
        in_order(50, false, make, take).unwrap();
        assert_eq!(taken, (0..50).map(|i| (i, i)).collect::<Vec<_>>());
    }

    #[test]
    fn no_other_begins_before_a_first_one_that_teaches() {
        let made = AtomicUsize::new(0);
        let make = |_| made.fetch_add(1, Ordering::SeqCst);
        let take = |i, _| {
            if i == 0 {
                thread::sleep(std::time::Duration::from_millis(20));
                assert_eq!(made.load(Ordering::SeqCst), 1);
            }
            Ok::<(), Infallible>(())
        };
        in_order(20, true, make, take).unwrap();
        assert_eq!(made.load(Ordering::SeqCst), 20);
    }

    #[test]
    fn an_error_ends_the_work() {
        let made = AtomicUsize::new(0);
        let make = |_| made.fetch_add(1, Ordering::SeqCst);
        let outcome = in_order(1_000, false, make, |i, _| if i == 3 { Err("enough") } else { Ok(()) });
        assert_eq!(outcome, Err("enough"));
        assert!(made.load(Ordering::SeqCst) < 100);
    }

    #[test]
    fn a_panic_reaches_the_caller() {
        let make = |i: usize| assert!(i != 2, "broken");
        let outcome = std::panic::catch_unwind(|| in_order(9, false, make, |_, ()| Ok::<(), Infallible>(())));
        assert!(outcome.is_err());
    }
}
