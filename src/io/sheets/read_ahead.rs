//! Unpacks a long part on another thread while its text is taken apart on this one.
//!
//! Promises: the bytes are those of the part, in its order; an error and a panic of the unpacker are
//! an error where they happen; who stops reading early ends the unpacking; where the system gives no
//! other thread, one does both.

use std::io::{ErrorKind, Read, Result};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::thread;

/// Bytes that go at a time, and how many such pieces may wait.
const PIECE: usize = 1 << 18;
const PIECES: usize = 3;
/// Shorter parts are unpacked sooner than a thread begins.
const LONG: u64 = 1 << 20;

/// Gives `work` the bytes of `from`; `size`: what they claim to be, unpacked.
pub(super) fn with<T>(mut from: impl Read + Send, size: u64, work: impl FnOnce(&mut dyn Read) -> T) -> T {
    if size < LONG {
        return work(&mut from);
    }
    let mut work = Some(work);
    let done = thread::scope(|scope| {
        let (send, filled) = mpsc::sync_channel(PIECES);
        let (used, free) = mpsc::channel();
        let unpack = || unpack(&mut from, send, free);
        thread::Builder::new().spawn_scoped(scope, unpack).ok()?;
        let mut pieces = Pieces { filled, used, piece: Vec::new(), at: 0 };
        work.take().map(|work| work(&mut pieces))
    });
    match (done, work) {
        (Some(done), _) => done,
        (None, Some(work)) => work(&mut from),
        (None, None) => unreachable!("what was begun is done"),
    }
}

fn unpack(from: &mut impl Read, send: SyncSender<Result<Vec<u8>>>, free: Receiver<Vec<u8>>) {
    loop {
        let mut piece: Vec<u8> = free.try_recv().unwrap_or_default();
        piece.clear();
        let fill = || from.by_ref().take(PIECE as u64).read_to_end(&mut piece);
        let filled = catch_unwind(AssertUnwindSafe(fill)).unwrap_or_else(|_| Err(ErrorKind::Other.into()));
        let is_last = !matches!(filled, Ok(n) if n > 0);
        if send.send(filled.map(|_| piece)).is_err() || is_last {
            return;
        }
    }
}

/// The unpacked bytes as they come.
struct Pieces {
    filled: Receiver<Result<Vec<u8>>>,
    used: Sender<Vec<u8>>,
    piece: Vec<u8>,
    at: usize,
}

impl Read for Pieces {
    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.at == self.piece.len() {
            // An empty piece is the end, and nothing comes after it.
            let next = match self.filled.recv() {
                Ok(next) => next?,
                Err(_) => return Ok(0),
            };
            let _ = self.used.send(std::mem::replace(&mut self.piece, next));
            self.at = 0;
        }
        let rest = &self.piece[self.at..];
        let n = rest.len().min(into.len());
        into[..n].copy_from_slice(&rest[..n]);
        self.at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives so many bytes, then an error or a panic.
    struct Breaks(usize, bool);

    impl Read for Breaks {
        fn read(&mut self, into: &mut [u8]) -> Result<usize> {
            if self.0 == 0 {
                assert!(!self.1, "an unpacker that panics");
                return Err(ErrorKind::InvalidData.into());
            }
            let n = self.0.min(into.len());
            into[..n].fill(7);
            self.0 -= n;
            Ok(n)
        }
    }

    #[test]
    fn the_bytes_are_those_of_the_part() {
        let bytes: Vec<u8> = (0..3 * PIECE + 5).map(|i| (i % 251) as u8).collect();
        for length in [0, 1, PIECE, bytes.len()] {
            for size in [0, LONG] {
                let mut read = Vec::new();
                let n = with(&bytes[..length], size, |from| from.read_to_end(&mut read).unwrap());
                assert_eq!((n, read == bytes[..length]), (length, true));
            }
        }
    }

    #[test]
    fn what_breaks_is_an_error_after_the_bytes_before_it() {
        for panics in [false, true] {
            let mut read = Vec::new();
            let result = with(Breaks(PIECE + 3, panics), LONG, |from| from.read_to_end(&mut read));
            assert!(result.is_err());
            assert!(read.len() >= PIECE && read.iter().all(|byte| *byte == 7));
        }
    }

    #[test]
    fn who_stops_early_waits_for_nobody() {
        let first = with(std::io::repeat(9), LONG, |from| {
            let mut first = [0; 3];
            from.read_exact(&mut first).unwrap();
            first
        });
        assert_eq!(first, [9; 3]);
    }
}
