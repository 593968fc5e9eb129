//! A table in the memory, or in parts elsewhere, of which columns are read when they are asked for.
//!
//! A province has ten million dossiers with some seventy columns, and a question names a dozen of
//! them: whoever can say which, reads those, part by part.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use polars::prelude::DataFrame;

use super::coded::column_of_numbers;
use crate::error::{Error, Result};

/// Reads these columns of the part of this number.
pub type ReadPart = dyn Fn(usize, &[&str]) -> Result<DataFrame> + Send + Sync;

/// Where the parts of a table are.
#[derive(Clone)]
pub struct Kept {
    pub columns: Vec<String>,
    /// Rows of each part.
    pub rows: Vec<usize>,
    pub read: Arc<ReadPart>,
    /// The texts behind the numbers of [`super::coded`]; None: no column has numbers.
    pub names: Option<Arc<Vec<String>>>,
}

/// See the module. Whoever treats it as a frame has all of it read.
#[derive(Clone)]
pub struct Table {
    whole: OnceLock<DataFrame>,
    kept: Option<Kept>,
}

impl From<DataFrame> for Table {
    fn from(frame: DataFrame) -> Table {
        Table { whole: OnceLock::from(frame), kept: None }
    }
}

impl From<Kept> for Table {
    fn from(kept: Kept) -> Table {
        Table { whole: OnceLock::new(), kept: Some(kept) }
    }
}

impl Table {
    pub fn n_rows(&self) -> usize {
        match (self.whole.get(), &self.kept) {
            (None, Some(kept)) => kept.rows.iter().sum(),
            _ => self.height(),
        }
    }

    /// In the memory it is one part.
    pub fn n_parts(&self) -> usize {
        match (self.whole.get(), &self.kept) {
            (None, Some(kept)) => kept.rows.len(),
            _ => 1,
        }
    }

    /// One part with those columns of which `wanted` says so; at least one of them, so that the
    /// rows are not lost.
    pub fn part(&self, part: usize, wanted: impl Fn(&str) -> bool) -> Result<DataFrame> {
        let (None, Some(kept)) = (self.whole.get(), &self.kept) else { return Ok(self.deref().clone()) };
        let mut columns: Vec<&str> = kept.columns.iter().map(String::as_str).filter(|c| wanted(c)).collect();
        if columns.is_empty() {
            columns.extend(kept.columns.first().map(String::as_str));
        }
        (kept.read)(part, &columns)
    }

    /// The texts behind the numbers, if the columns of names can be read as numbers.
    pub fn names(&self) -> Option<Arc<Vec<String>>> {
        self.kept.as_ref().filter(|_| self.whole.get().is_none())?.names.clone()
    }

    /// As [`Table::part`], with the numbers of names in the place of the names `of_names`. Only where
    /// [`Table::names`] are.
    pub fn part_in_numbers(
        &self,
        part: usize,
        wanted: impl Fn(&str) -> bool,
        of_names: &[&str],
    ) -> Result<DataFrame> {
        let Some(kept) = &self.kept else { return Err(Error::internal("a table without numbers")) };
        let columns: Vec<String> = kept
            .columns
            .iter()
            .filter(|column| wanted(column))
            .map(|column| match of_names.contains(&column.as_str()) {
                true => column_of_numbers(column),
                false => column.clone(),
            })
            .collect();
        let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
        let mut frame = (kept.read)(part, &columns)?;
        for name in of_names {
            // Those that nobody wants are not there.
            let _ = frame.rename(&column_of_numbers(name), (*name).into());
        }
        Ok(frame)
    }

    /// All rows with those columns of which `wanted` says so.
    pub fn of_columns(&self, wanted: impl Fn(&str) -> bool) -> Result<DataFrame> {
        let mut whole = self.part(0, &wanted)?;
        for part in 1..self.n_parts() {
            whole.vstack_mut(&self.part(part, &wanted)?).map_err(Error::internal)?;
        }
        whole.rechunk_mut();
        Ok(whole)
    }
}

impl Deref for Table {
    type Target = DataFrame;

    /// Reads all of it. A file that goes away while the program runs is a broken program, which main
    /// puts into words.
    fn deref(&self) -> &DataFrame {
        self.whole.get_or_init(|| match &self.kept {
            Some(_) => self.of_columns(|_| true).unwrap_or_else(|e| panic!("a kept table: {e}")),
            None => DataFrame::empty(),
        })
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "a table of {} rows in {} parts", self.n_rows(), self.n_parts())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use polars::prelude::*;

    fn frame(from: i64, n: i64) -> DataFrame {
        df!("a" => (from..from + n).collect::<Vec<_>>(), "b" => (from..from + n).map(|i| i * 2).collect::<Vec<_>>())
            .unwrap()
    }

    fn kept() -> Table {
        let read = |part: usize, columns: &[&str]| {
            let whole = frame(part as i64 * 3, if part == 0 { 3 } else { 1 });
            whole.select(columns.iter().copied()).map_err(Error::internal)
        };
        Table::from(Kept {
            columns: vec!["a".into(), "b".into()],
            rows: vec![3, 1],
            read: Arc::new(read),
            names: None,
        })
    }

    #[test]
    fn parts_are_read_by_column_and_become_one() {
        let table = kept();
        assert_eq!((table.n_rows(), table.n_parts()), (4, 2));
        assert_eq!(table.part(1, |c| c == "b").unwrap(), frame(3, 1).select(["b"]).unwrap());
        assert_eq!(table.part(0, |_| false).unwrap().shape(), (3, 1), "rows without columns are counted");
        assert_eq!(table.of_columns(|c| c == "a").unwrap(), frame(0, 4).select(["a"]).unwrap());
        assert_eq!(*table, frame(0, 4));
        assert_eq!(table.n_parts(), 1, "once it is in the memory");
    }

    #[test]
    fn a_frame_is_a_table_of_one_part() {
        let table = Table::from(frame(0, 2));
        assert_eq!((table.n_rows(), table.n_parts()), (2, 1));
        assert_eq!(table.part(0, |_| false).unwrap(), frame(0, 2));
    }
}
