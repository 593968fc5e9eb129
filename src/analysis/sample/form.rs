//! The filled inspection form read back, and the error rate that it shows.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::sample_id;
use crate::analysis::explain::normal_code;
use crate::analysis::ranking::wilson;
use crate::analysis::rates::percent;
use crate::domain::cell::{Cell, Row, Workbook, address};
use crate::error::{Error, Kind, Result};
use crate::words::{Phrase, report, sample as words};

/// What an inspector may write; anything else is asked about, never guessed.
const GOOD: [&str; 8] = ["đạt", "dat", "đúng", "ok", "pass", "passed", "không có lỗi", "không vi phạm"];
const BAD: [&str; 9] =
    ["không đạt", "khong dat", "chưa đạt", "sai", "lỗi", "vi phạm", "fail", "failed", "không đúng"];

/// A form as filled in.
#[derive(Clone, Debug, PartialEq)]
pub struct Form {
    /// Of the codes in it.
    pub id: String,
    pub rows: Vec<FormRow>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FormRow {
    pub dossier_code: String,
    pub official: String,
    /// Passed the inspection; None: not filled in.
    pub passed: Option<bool>,
}

/// The result of one official, or of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stratum {
    pub official: String,
    pub inspected: u64,
    pub errors: u64,
    /// Not filled in.
    pub blank: u64,
}

impl Stratum {
    /// Errors of inspected in percent; None: nothing inspected.
    pub fn rate(&self) -> Option<f64> {
        percent(self.errors, self.inspected)
    }

    /// 95 % Wilson interval.
    pub fn interval(&self) -> Option<(f64, f64)> {
        wilson(self.errors, self.inspected)
    }

    fn add(&mut self, passed: Option<bool>) {
        match passed {
            Some(passed) => {
                self.inspected += 1;
                self.errors += u64::from(!passed);
            }
            None => self.blank += 1,
        }
    }
}

/// Where the columns of the form stand.
struct Columns {
    code: u16,
    result: u16,
    official: Option<u16>,
    sample: u16,
}

/// Reads the first sheet that has the form's columns. Fails (rejected) if none has, on a result that
/// is neither good nor bad, on a code that stands there twice, and on rows that were added or taken
/// away (the sample's id tells).
pub fn read(book: &Workbook) -> Result<Form> {
    let text = |row: &Row, column: u16| match row.cell(column) {
        Cell::Text(id) => book.texts.get(id).nfc().collect::<String>().trim().to_string(),
        Cell::Number(x) => x.to_string(),
        _ => String::new(),
    };
    for sheet in &book.sheets {
        let found = sheet.rows().find_map(|row| columns(&row, &|c| text(&row, c)).map(|c| (row.row, c)));
        let Some((header, columns)) = found else { continue };
        let mut rows: BTreeMap<String, FormRow> = BTreeMap::new();
        let mut said = None;
        for row in sheet.rows().filter(|row| row.row > header) {
            let sample = text(&row, columns.sample);
            if !sample.starts_with("M-") {
                continue;
            }
            let at = Phrase::same(format!("{} › {}", sheet.name, address(row.row, columns.result)));
            let passed = passed(&text(&row, columns.result)).map_err(|e| e.place(at.clone()))?;
            let code = normal_code(&text(&row, columns.code));
            let official = columns.official.map(|c| text(&row, c)).unwrap_or_default();
            said.get_or_insert(sample);
            let line = FormRow { dossier_code: code.clone(), official, passed };
            if rows.insert(code.clone(), line).is_some() {
                return Err(Error::new(Kind::Rejected, words::code_twice(code)).place(at));
            }
        }
        let id = sample_id(rows.keys().map(String::as_str));
        return match said {
            Some(said) if said == id => Ok(Form { id, rows: rows.into_values().collect() }),
            Some(said) => {
                Err(Error::new(Kind::Rejected, words::form_altered(said)).help(words::form_altered_help()))
            }
            None => Err(not_a_form()),
        };
    }
    Err(not_a_form())
}

fn not_a_form() -> Error {
    Error::new(Kind::Rejected, words::not_a_form()).help(words::not_a_form_help())
}

fn columns(row: &Row, text: &dyn Fn(u16) -> String) -> Option<Columns> {
    let find = |key: &str, title: Phrase| {
        row.cells.iter().map(|(column, _)| column).find(|column| {
            let text = text(*column);
            [key, title.vi.as_str(), title.en.as_str()].contains(&text.as_str())
        })
    };
    Some(Columns {
        code: find("dossier_code", crate::words::listing::dossier_code())?,
        result: find("result", words::result())?,
        official: find("official", report::official()),
        sample: find("sample_id", words::sample_id())?,
    })
}

fn passed(text: &str) -> Result<Option<bool>> {
    let said = text.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    match said.trim_end_matches('.') {
        "" => Ok(None),
        said if GOOD.contains(&said) => Ok(Some(true)),
        said if BAD.contains(&said) => Ok(Some(false)),
        _ => Err(Error::new(Kind::Rejected, words::bad_result()).help(words::bad_result_help())),
    }
}

/// The whole form, then official by official in name order.
pub fn assess(form: &Form) -> (Stratum, Vec<Stratum>) {
    let mut all = Stratum::default();
    let mut strata: BTreeMap<&str, Stratum> = BTreeMap::new();
    for row in &form.rows {
        all.add(row.passed);
        let stratum = strata.entry(&row.official).or_default();
        stratum.official.clone_from(&row.official);
        stratum.add(row.passed);
    }
    (all, strata.into_values().collect())
}
