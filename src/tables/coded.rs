//! Names as numbers: the officials, agencies, fields and procedures of ten million rows are a few
//! thousand texts, and grouping by a number takes a fraction of the time that grouping by a text does.

use std::collections::HashMap;

use polars::prelude::*;

use crate::domain::schema::TableName;
use crate::error::{Error, Result};

/// The columns of a derived table that hold names.
pub fn columns(table: TableName) -> &'static [&'static str] {
    match table {
        TableName::Dossiers => &[
            "receiving_official",
            "processing_official",
            "agency",
            "field",
            "procedure_code",
            "procedure_name",
        ],
        TableName::Suspensions => &["official", "agency", "field", "procedure_code"],
        _ => &[],
    }
}

/// What the numbers of a column are called beside the column itself.
pub fn column_of_numbers(column: &str) -> String {
    format!("{column}#")
}

/// Texts by their numbers, over all columns and tables of a state.
#[derive(Debug, Default)]
pub struct Names {
    numbers: HashMap<String, i32>,
    texts: Vec<String>,
}

impl Names {
    /// The columns of numbers for the columns of names in `frame`; NULL stays NULL.
    pub fn numbered(&mut self, frame: &DataFrame, columns: &[&str]) -> Result<Vec<Column>> {
        let mut numbered = Vec::new();
        for name in columns {
            let texts = frame.column(name).and_then(|column| column.str()).map_err(Error::internal)?;
            let mut last: Option<(&str, i32)> = None;
            let numbers = texts.iter().map(|text| {
                let text = text?;
                let number = match last {
                    Some((same, number)) if same == text => number,
                    _ => self.number(text),
                };
                last = Some((text, number));
                Some(number)
            });
            let numbers = Int32Chunked::from_iter_options(column_of_numbers(name).into(), numbers);
            numbered.push(numbers.into_column());
        }
        Ok(numbered)
    }

    fn number(&mut self, text: &str) -> i32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.texts.len() as i32;
        self.texts.push(text.to_string());
        self.numbers.insert(text.to_string(), number);
        number
    }

    /// In the order of their numbers.
    pub fn texts(&self) -> &[String] {
        &self.texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_one_number_in_all_columns() {
        let frame =
            df!("a" => [Some("x"), None, Some("y")], "b" => [Some("y"), Some("z"), Some("")]).unwrap();
        let mut names = Names::default();
        let columns = names.numbered(&frame, &["a", "b"]).unwrap();
        let numbers = |i: usize| columns[i].i32().unwrap().iter().collect::<Vec<_>>();
        assert_eq!(numbers(0), [Some(0), None, Some(1)]);
        assert_eq!(numbers(1), [Some(1), Some(2), Some(3)]);
        assert_eq!(names.texts(), ["x", "y", "z", ""]);
        assert_eq!(columns[0].name(), "a#");
    }
}
