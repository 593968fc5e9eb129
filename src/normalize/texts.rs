//! The distinct texts of the tables being built; equal texts are equal numbers.

use std::collections::HashMap;

/// Numbers are dense from 0 and fit the value columns of a draft.
#[derive(Default)]
pub struct TextStore {
    list: Vec<String>,
    ids: HashMap<String, i64>,
}

impl TextStore {
    pub fn intern(&mut self, text: &str) -> i64 {
        if let Some(&id) = self.ids.get(text) {
            return id;
        }
        let id = self.list.len() as i64;
        self.list.push(text.to_string());
        self.ids.insert(text.to_string(), id);
        id
    }

    /// The text of a number; `None` for no data.
    pub fn get(&self, id: i64) -> Option<&str> {
        usize::try_from(id).ok().and_then(|i| self.list.get(i)).map(String::as_str)
    }
}
