//! The fuzz targets without a fuzzer: over the committed corpora and over seeded mutations of them.
//! It needs no nightly compiler, and keeps the targets in step with the program.

use std::path::Path;

use motcua::{domain, io, layout, normalize};
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

#[path = "../fuzz/src/targets.rs"]
mod targets;

/// Mutations of each file of a corpus; fewer where one takes long (near misses of headers).
const MUTATIONS: u32 = 300;
const MUTATIONS_OF_HEADERS: u32 = 30;
/// Pieces that fuzzing by chance would find late.
const PIECES: &[&str] = &[
    "</td>",
    "<td colspan=9999>",
    "<table>",
    "&#x0;",
    "\"",
    ";",
    "\t",
    "\r\n",
    "|",
    "\n",
    "Mã hồ sơ",
    "Ngày",
    "\u{301}",
    "\u{200B}",
    "/",
    ":",
    "-",
    " ",
    "31/12/2099",
    "T",
    "Z",
    "+07:00",
    "99999999999999999999",
    "e308",
    ".000",
    "0",
    "CH",
    "@",
    "\u{FEFF}",
    "\0",
];

fn mutated(seed: &[u8], rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..1 + rng.next_u32() % 4 {
        let at = rng.next_u32() as usize % (bytes.len() + 1);
        let end = (at + rng.next_u32() as usize % 9).min(bytes.len());
        match rng.next_u32() % 6 {
            0 => bytes.truncate(at),
            1 => {
                bytes.drain(at..end);
            }
            2 => {
                let copy = bytes[at..end].to_vec();
                bytes.splice(at..at, copy);
            }
            3 => {
                let piece = PIECES[rng.next_u32() as usize % PIECES.len()];
                bytes.splice(at..at, piece.bytes());
            }
            4 if at < bytes.len() => bytes[at] ^= 1 << (rng.next_u32() % 8),
            _ if at < bytes.len() => bytes[at] = rng.next_u32() as u8,
            _ => {}
        }
    }
    bytes
}

#[test]
fn fuzz_targets_hold_on_their_corpora_and_on_mutations_of_them() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let mut rng = ChaCha8Rng::seed_from_u64(3);
    for (name, target) in targets::ALL {
        let folder =
            std::fs::read_dir(corpora.join(name)).unwrap_or_else(|e| panic!("corpus of {name}: {e}"));
        let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            let seed = std::fs::read(&file).unwrap();
            assert!(seed.len() <= 4_096, "{} is too large for a corpus", file.display());
            target(&seed);
            let n = if *name == "header" { MUTATIONS_OF_HEADERS } else { MUTATIONS };
            for _ in 0..n {
                let bytes = mutated(&seed, &mut rng);
                let held = std::panic::catch_unwind(|| target(&bytes));
                assert!(held.is_ok(), "{name} fell on {:?}", String::from_utf8_lossy(&bytes));
            }
        }
    }
}
