//! The distinct texts of a workbook.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

use super::TextId;

/// The distinct texts of a workbook, back to back in one buffer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct TextPool {
    buffer: String,
    ends: Vec<usize>,
    /// Numbers of the texts that were interned.
    #[serde(skip)]
    known: HashTable<u32>,
    #[serde(skip)]
    hasher: RandomState,
}

/// Texts that follow each other in a pool.
#[derive(Clone, Debug)]
pub struct TextPart<'t> {
    /// Bytes of each.
    pub lengths: Vec<u32>,
    pub text: &'t str,
}

impl TextPool {
    /// The number of `text`, which is stored if it is new.
    pub fn intern(&mut self, text: &str) -> TextId {
        let hash = self.hasher.hash_one(text);
        if let Some(&id) = self.known.find(hash, |id| self.get(TextId(*id)) == text) {
            return TextId(id);
        }
        let id = self.push(text);
        let TextPool { buffer, ends, known, hasher } = self;
        known.insert_unique(hash, id.0, |id| hasher.hash_one(nth(buffer, ends, *id)));
        id
    }

    /// Makes room for so many texts more, if all of them are new.
    pub fn reserve(&mut self, n: usize) {
        let TextPool { buffer, ends, known, hasher } = self;
        known.reserve(n, |id| hasher.hash_one(nth(buffer, ends, *id)));
        ends.reserve(n);
    }

    /// Stores `text` without looking whether it is there already (for texts known to be distinct).
    pub fn push(&mut self, text: &str) -> TextId {
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
        TextId((self.ends.len() - 1) as u32)
    }

    /// The texts from the number `from` on: at most `n`, and none after that which fills `bytes`.
    pub fn part(&self, from: usize, n: usize, bytes: usize) -> TextPart<'_> {
        let start = from.checked_sub(1).map_or(0, |i| self.ends[i]);
        let mut end = start;
        let rest = self.ends[from..].iter().take(n);
        let lengths = rest.map_while(|&next| {
            let is_full = end - start >= bytes;
            let length = (next - std::mem::replace(&mut end, next)) as u32;
            (!is_full).then_some(length)
        });
        let lengths: Vec<u32> = lengths.collect();
        let end = (from + lengths.len()).checked_sub(1).map_or(0, |i| self.ends[i]);
        TextPart { lengths, text: &self.buffer[start..end] }
    }

    /// Stores texts behind the others without looking whether they are there. `false`, and nothing
    /// stored, where the lengths cut a character or are not those of the text.
    pub fn append(&mut self, part: &TextPart) -> bool {
        let before = self.ends.len();
        let mut end = 0usize;
        for &length in &part.lengths {
            end = end.saturating_add(length as usize);
            if !part.text.is_char_boundary(end) {
                break;
            }
            self.ends.push(self.buffer.len() + end);
        }
        let is_sound = self.ends.len() == before + part.lengths.len() && end == part.text.len();
        if is_sound {
            self.buffer.push_str(part.text);
        } else {
            self.ends.truncate(before);
        }
        is_sound
    }

    pub fn get(&self, id: TextId) -> &str {
        nth(&self.buffer, &self.ends, id.0)
    }

    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

fn nth<'t>(buffer: &'t str, ends: &[usize], id: u32) -> &'t str {
    let i = id as usize;
    let start = if i == 0 { 0 } else { ends[i - 1] };
    &buffer[start..ends[i]]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pool() -> TextPool {
        let mut pool = TextPool::default();
        for text in ["hồ sơ", "", "xã", "trễ hạn"] {
            pool.push(text);
        }
        pool
    }

    #[test]
    fn equal_texts_have_one_number() {
        let mut pool = TextPool::default();
        let ids: Vec<u32> = ["a", "b", "a"].iter().map(|text| pool.intern(text).0).collect();
        assert_eq!((ids, pool.len()), (vec![0, 1, 0], 2));
        assert_eq!(pool.push("a").0, 2, "pushed unseen");
    }

    #[test]
    fn parts_put_together_are_the_pool() {
        for (n, bytes) in [(1, 1 << 20), (3, 1 << 20), (9, 1), (9, 1 << 20)] {
            let (pool, mut copy) = (pool(), TextPool::default());
            while copy.len() < pool.len() {
                let part = pool.part(copy.len(), n, bytes);
                assert!(!part.lengths.is_empty() && part.lengths.len() <= n);
                assert!(copy.append(&part));
            }
            assert!((0..4).all(|i| copy.get(TextId(i)) == pool.get(TextId(i))), "{n} {bytes}");
        }
    }

    #[test]
    fn lengths_that_fit_no_text_are_refused() {
        let mut pool = pool();
        for lengths in [vec![1], vec![2, 2], vec![u32::MAX, u32::MAX], vec![], vec![1, 1, 1]] {
            assert!(!pool.append(&TextPart { lengths, text: "xã" }));
        }
        assert_eq!(pool.len(), 4);
        assert!(pool.append(&TextPart { lengths: vec![1, 2], text: "xã" }));
        assert_eq!(pool.get(TextId(5)), "ã");
    }
}
