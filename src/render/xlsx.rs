//! A document as an Excel workbook.

use crate::error::Result;
use crate::report::model::Document;

pub fn render(_document: &Document) -> Result<Vec<u8>> {
    Ok(Vec::new())
}
