//! One value in one cell: real numbers and dates, links, formulas, cells to fill in.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Format, Formula, Url, Worksheet, XlsxError};

use super::grid::Grid;
use super::sheet::{Frame, first_row};
use super::style::{self, share};
use crate::render::text::{self, human};
use crate::report::model::{Kind, Tone, Value};
use crate::words::{self, Lang};

/// Where a value goes and how it looks.
pub struct Cell {
    pub row: u32,
    pub column: u16,
    pub tone: Tone,
    pub kind: Kind,
}

impl Cell {
    pub fn write(
        &self,
        sheet: &mut Worksheet,
        value: &Value,
        frame: &Frame,
        grid: &Grid,
    ) -> Result<(), XlsxError> {
        let lang = frame.document.lang;
        let format = style::cell(self.kind, self.tone, lang);
        match value {
            Value::Link { section, value } => match target(section, frame) {
                Some(url) => {
                    // The link stays when the text is replaced by the number.
                    sheet.write_url(self.row, self.column, url)?;
                    self.plain(sheet, value, style::linked(format), lang)
                }
                None => self.plain(sheet, value, format, lang),
            },
            Value::Formula { formula, cached } => {
                let formula = Formula::new(self.addressed(formula, grid)).set_result(result(cached, lang));
                let format =
                    if matches!(**cached, Value::Decimal(_)) { style::decimal(format) } else { format };
                sheet.write_formula_with_format(self.row, self.column, formula, &format).map(|_| ())
            }
            Value::Input { min, max } => {
                sheet.write_blank(self.row, self.column, &style::input(format))?;
                sheet.add_data_validation(
                    self.row,
                    self.column,
                    self.row,
                    self.column,
                    &limits(*min, *max, lang)?,
                )?;
                Ok(())
            }
            other => self.plain(sheet, other, format, lang),
        }
    }

    fn plain(
        &self,
        sheet: &mut Worksheet,
        value: &Value,
        format: Format,
        lang: Lang,
    ) -> Result<(), XlsxError> {
        let (row, column) = (self.row, self.column);
        match text::plain(value) {
            Value::Int(n) | Value::Money(n) => {
                sheet.write_number_with_format(row, column, *n as f64, &format)?
            }
            Value::Percent(x) => sheet.write_number_with_format(row, column, share(*x), &format)?,
            Value::Decimal(x) => sheet.write_number_with_format(row, column, *x, &style::decimal(format))?,
            Value::Date(date) => sheet.write_datetime_with_format(row, column, date, &format)?,
            Value::DateTime(at) if at.time() == chrono::NaiveTime::MIN => {
                sheet.write_datetime_with_format(row, column, at.date(), &style::date_only(format, lang))?
            }
            Value::DateTime(at) => sheet.write_datetime_with_format(row, column, at, &format)?,
            Value::Blank => sheet.write_blank(row, column, &format)?,
            other => sheet.write_string_with_format(row, column, cut(&human(other, lang)), &format)?,
        };
        Ok(())
    }

    /// `{key}` replaced by the cell of that column in this row.
    fn addressed(&self, formula: &str, grid: &Grid) -> String {
        let mut text = String::from("=");
        let mut rest = formula;
        while let Some((before, after)) = rest.split_once('{') {
            text.push_str(before);
            let (key, tail) = after.split_once('}').unwrap_or((after, ""));
            if let Some(column) = grid.position(key) {
                text.push_str(&rust_xlsxwriter::utility::row_col_to_cell(self.row, column));
            }
            rest = tail;
        }
        text + rest
    }
}

/// Excel takes at most 32 767 characters in a cell.
fn cut(text: &str) -> String {
    text.chars().take(32_767).collect()
}

fn result(cached: &Value, lang: Lang) -> String {
    match cached {
        Value::Int(n) => n.to_string(),
        Value::Decimal(x) => x.to_string(),
        Value::Percent(x) => share(*x).to_string(),
        other => human(other, lang),
    }
}

fn limits(min: f64, max: f64, lang: Lang) -> Result<DataValidation, XlsxError> {
    let text = words::report::input_limits(min, max);
    DataValidation::new()
        .allow_decimal_number(DataValidationRule::Between(min, max))
        .set_input_message(text.text(lang))?
        .set_error_title(words::report::input_refused().text(lang))?
        .set_error_message(text.text(lang))
}

/// The place that a link names: a sheet, or the first row with that anchor.
fn target(link: &str, frame: &Frame) -> Option<Url> {
    let (key, anchor) = link.split_once('#').map_or((link, None), |(key, anchor)| (key, Some(anchor)));
    let i = frame.sections.iter().position(|s| s.key == key)?;
    let name = frame.names[i].replace('\'', "''");
    let row = anchor.and_then(|anchor| {
        frame.sections[i].table.rows.iter().position(|row| row.anchor.as_deref() == Some(anchor))
    });
    let above = if row.is_some() { first_row(&frame.sections[i], frame) } else { 0 };
    Some(Url::new(format!("internal:'{name}'!A{}", above + row.unwrap_or(0) as u32 + 1)))
}
