//! The values of one column of a draft, as narrow as its type allows: a list of a million rows has
//! some twenty of them.

use super::reading::{BLANK, NULL};
use crate::domain::schema::ColumnType;

/// Numbers in row order; [`NULL`] and [`BLANK`] are kept in either width.
#[derive(Clone, Debug)]
pub enum Values {
    /// Timestamps, counts and amounts.
    Wide(Vec<i64>),
    /// Flags, and texts by their number.
    Narrow(Vec<i32>),
}

impl Values {
    pub fn new(kind: ColumnType) -> Values {
        match kind {
            ColumnType::Timestamp | ColumnType::Integer | ColumnType::Decimal => Values::Wide(Vec::new()),
            _ => Values::Narrow(Vec::new()),
        }
    }

    #[inline]
    pub fn push(&mut self, value: i64) {
        match self {
            Values::Wide(values) => values.push(value),
            Values::Narrow(values) => values.push(narrow(value)),
        }
    }

    #[inline]
    pub fn get(&self, i: usize) -> i64 {
        match self {
            Values::Wide(values) => values[i],
            Values::Narrow(values) => wide(values[i]),
        }
    }

    pub fn set(&mut self, i: usize, value: i64) {
        match self {
            Values::Wide(values) => values[i] = value,
            Values::Narrow(values) => values[i] = narrow(value),
        }
    }

    pub fn len(&self) -> usize {
        match self {
            Values::Wide(values) => values.len(),
            Values::Narrow(values) => values.len(),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = i64> + '_ {
        (0..self.len()).map(|i| self.get(i))
    }

    /// Adds the values of a column of the same type, each as `of` makes it.
    pub fn append(&mut self, more: &Values, of: impl Fn(i64) -> i64) {
        for value in more.iter() {
            self.push(match value {
                NULL | BLANK => value,
                value => of(value),
            });
        }
    }

    /// The values of these rows, in this order.
    pub fn of_rows(&self, rows: &[usize]) -> Values {
        match self {
            Values::Wide(values) => Values::Wide(rows.iter().map(|&i| values[i]).collect()),
            Values::Narrow(values) => Values::Narrow(rows.iter().map(|&i| values[i]).collect()),
        }
    }
}

impl Default for Values {
    fn default() -> Values {
        Values::Narrow(Vec::new())
    }
}

const NARROW_NULL: i32 = i32::MIN;
const NARROW_BLANK: i32 = i32::MIN + 1;

/// A number that a narrow column can't hold is no data; texts and flags are none such.
fn narrow(value: i64) -> i32 {
    match value {
        BLANK => NARROW_BLANK,
        value => i32::try_from(value).unwrap_or(NARROW_NULL),
    }
}

fn wide(value: i32) -> i64 {
    match value {
        NARROW_NULL => NULL,
        NARROW_BLANK => BLANK,
        value => i64::from(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_back_in_either_width() {
        for kind in [ColumnType::Timestamp, ColumnType::Flag] {
            let mut values = Values::new(kind);
            for value in [NULL, BLANK, 0, 1, 2_000_000_000] {
                values.push(value);
            }
            values.set(3, 7);
            assert_eq!(values.iter().collect::<Vec<_>>(), [NULL, BLANK, 0, 7, 2_000_000_000]);
            assert_eq!(values.of_rows(&[4, 0]).iter().collect::<Vec<_>>(), [2_000_000_000, NULL]);
        }
    }
}
