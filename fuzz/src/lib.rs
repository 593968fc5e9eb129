//! The readers of motcua as the fuzz targets see them: the same sources, without the rest.
#![allow(dead_code, unused_imports)]

#[path = "../../src/domain/mod.rs"]
pub mod domain;
#[path = "../../src/error.rs"]
pub mod error;
#[path = "../../src/words/mod.rs"]
pub mod words;

pub mod io;

pub use error::{Error, Result};

use domain::cell::Workbook;
use domain::settings::Import;

/// Limits that a fuzzed file meets soon.
fn limits() -> Import {
    Import { max_rows: 20_000, max_memory_bytes: 64 << 20, ..Import::default() }
}

/// Reads bytes as the file they look like, and checks what every workbook must hold.
pub fn read(bytes: Vec<u8>) {
    if let Ok(book) = io::sheets::read_bytes(bytes, &limits(), "x") {
        check(&book);
    }
}

/// Rows ascend, in each row the columns; no cell is empty; every text is there.
fn check(book: &Workbook) {
    for sheet in &book.sheets {
        let mut last_row = None;
        for row in sheet.rows() {
            assert!(last_row < Some(row.row), "rows ascend");
            last_row = Some(row.row);
            assert!(row.cells.is_sorted_by(|a, b| a.0 < b.0), "columns ascend");
            for (_, cell) in row.cells {
                match cell {
                    domain::cell::Cell::Text(id) => assert!(!book.texts.get(*id).is_empty()),
                    domain::cell::Cell::Empty => panic!("an empty cell was kept"),
                    _ => {}
                }
            }
        }
    }
}
