//! The distinct texts of the tables being built; equal texts are equal numbers.

use crate::domain::cell::{TextId, TextPool};

/// Numbers are dense from 0 and fit the value columns of a draft.
#[derive(Default)]
pub struct TextStore {
    pool: TextPool,
}

impl TextStore {
    pub fn intern(&mut self, text: &str) -> i64 {
        i64::from(self.pool.intern(text).0)
    }

    /// Makes room for so many texts more.
    pub fn reserve(&mut self, n: usize) {
        self.pool.reserve(n);
    }

    /// The text of a number; `None` for no data.
    #[inline]
    pub fn get(&self, id: i64) -> Option<&str> {
        let id = u32::try_from(id).ok().filter(|id| (*id as usize) < self.pool.len())?;
        Some(self.pool.get(TextId(id)))
    }

    /// All texts, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.pool.len()).map(|id| self.pool.get(TextId(id as u32)))
    }

    pub fn len(&self) -> usize {
        self.pool.len()
    }
}
