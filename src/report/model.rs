//! What every format draws: a document of sections, each a table of typed values.
//!
//! All deciding is done before: sorting, rounding, units, "no data", the words. A renderer draws.

use chrono::{NaiveDate, NaiveDateTime};

use crate::words::Lang;

/// One typed cell of a report.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Text(String),
    Int(i64),
    /// In percent, already rounded to two decimals; drawn with `%`.
    Percent(f64),
    /// A plain number with two decimals (a score).
    Decimal(f64),
    Date(NaiveDate),
    DateTime(NaiveDateTime),
    /// Working minutes; drawn in words ("6 giờ 30 phút"), machine formats give the integer.
    Minutes(i64),
    Money(i64),
    Flag(bool),
    /// There is no data; the text says why (may be empty). Drawn as "–" or the text, never 0.
    NoData(String),
    /// Nothing belongs here.
    Blank,
    /// Several short texts (rule codes …); machine formats give an array.
    List(Vec<String>),
    /// Several small records (evidence); machine formats give an array of objects.
    Records(Vec<Vec<(String, Value)>>),
    /// A live formula of the workbook with its cached result; other formats draw the result.
    /// `{key}` in it stands for the cell of column `key` in the same row.
    Formula {
        formula: String,
        cached: Box<Value>,
    },
    /// An empty cell of the workbook that a person fills in; a number between the two.
    Input {
        min: f64,
        max: f64,
    },
    /// A value that leads to the rows behind it: a section key (workbook sheet, page anchor), or
    /// `key#anchor` for the first row of that section with [`Row::anchor`].
    Link {
        section: String,
        value: Box<Value>,
    },
}

/// How a column is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// Long text that is wrapped.
    Prose,
    Number,
    Percent,
    Date,
    DateTime,
    Minutes,
    Flag,
    /// Short and never broken over lines: a code, a file name.
    Code,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Machine name: JSON key, CSV header.
    pub key: String,
    pub title: String,
    /// Parent title of a two-level header; neighbours with the same parent are drawn under it.
    pub parent: Option<String>,
    pub kind: Kind,
    /// Only in machine formats (JSON, CSV).
    pub machine_only: bool,
    /// Only in what people read (terminal, workbook, page).
    pub human_only: bool,
    /// A percentage that is drawn with a bar and coloured by its target.
    pub target: Option<f64>,
    /// Least width in characters, for a column that is filled in or computed later.
    pub least_width: u16,
    /// Key of the column that holds the target of each row, where rows differ in it.
    pub target_key: Option<String>,
    /// This column's words say what a row's tone says: where a table has such columns, only they
    /// are coloured, and the page stays calm.
    pub toned: bool,
    /// Instants are drawn to the second, not to the minute.
    pub exact: bool,
    /// A shorter title for a narrow terminal.
    pub short: Option<String>,
    /// Left out where a terminal is too narrow, the highest number first; 0: never.
    pub spare: u8,
}

impl Column {
    pub fn new(key: &str, title: impl Into<String>, kind: Kind) -> Column {
        Column {
            key: key.to_string(),
            title: title.into(),
            parent: None,
            kind,
            machine_only: false,
            human_only: false,
            target: None,
            least_width: 0,
            target_key: None,
            toned: false,
            exact: false,
            short: None,
            spare: 0,
        }
    }

    pub fn toned(mut self) -> Column {
        self.toned = true;
        self
    }

    pub fn exact(mut self) -> Column {
        self.exact = true;
        self
    }

    pub fn short(mut self, title: impl Into<String>) -> Column {
        self.short = Some(title.into());
        self
    }

    pub fn spare(mut self, order: u8) -> Column {
        self.spare = order;
        self
    }

    pub fn under(mut self, parent: impl Into<String>) -> Column {
        self.parent = Some(parent.into());
        self
    }

    pub fn machine_only(mut self) -> Column {
        self.machine_only = true;
        self
    }

    pub fn human_only(mut self) -> Column {
        self.human_only = true;
        self
    }

    pub fn target(mut self, target: Option<f64>) -> Column {
        self.target = target;
        self
    }

    pub fn least_width(mut self, characters: u16) -> Column {
        self.least_width = characters;
        self
    }

    pub fn target_key(mut self, key: &str) -> Column {
        self.target_key = Some(key.to_string());
        self
    }
}

/// How a whole row is to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    /// Needs attention now (overdue, improper).
    Bad,
    /// Needs attention soon (due soon, unverifiable).
    Warn,
    Good,
    /// A sum or the office as a whole.
    Total,
    /// Listed, but outside the order (unranked).
    Muted,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    pub values: Vec<Value>,
    pub tone: Tone,
    /// What a [`Value::Link`] calls this row; several rows may share one, the first is led to.
    pub anchor: Option<String>,
}

impl Row {
    pub fn new(values: Vec<Value>) -> Row {
        Row { values, tone: Tone::Plain, anchor: None }
    }

    pub fn tone(mut self, tone: Tone) -> Row {
        self.tone = tone;
        self
    }

    pub fn anchor(mut self, anchor: impl Into<String>) -> Row {
        self.anchor = Some(anchor.into());
        self
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    pub columns: Vec<Column>,
    pub rows: Vec<Row>,
}

impl Table {
    /// The tone of one cell of a row: the row's own, but of an alarming one only where the words
    /// of that alarm stand.
    pub fn tone_of(&self, row: &Row, column: &Column) -> Tone {
        let alarming = matches!(row.tone, Tone::Bad | Tone::Warn | Tone::Good);
        let elsewhere = !column.toned && self.columns.iter().any(|c| c.toned);
        if alarming && elsewhere { Tone::Plain } else { row.tone }
    }

    /// The target of a rate in this row: the column's own, or the one in the column it names.
    pub fn target_of(&self, row: &Row, column: &Column) -> Option<f64> {
        let Some(key) = &column.target_key else { return column.target };
        let i = self.columns.iter().position(|c| c.key == *key)?;
        match row.values.get(i) {
            Some(Value::Percent(target)) => Some(*target),
            _ => None,
        }
    }
}

/// A chart beside a table; all numbers in percent.
#[derive(Clone, Debug, PartialEq)]
pub enum Chart {
    /// Rates with their intervals, best first.
    DotAndWhisker { title: String, points: Vec<IntervalPoint>, target: Option<f64> },
    /// A rate over time; `None` where there is no data.
    Line { title: String, points: Vec<(String, Option<f64>)>, target: Option<f64> },
    /// Rate against n, with the limits around `centre`.
    Funnel { title: String, points: Vec<FunnelPoint>, centre: f64 },
}

#[derive(Clone, Debug, PartialEq)]
pub struct IntervalPoint {
    pub label: String,
    pub hits: u64,
    pub total: u64,
    pub rate: f64,
    pub lower: f64,
    pub upper: f64,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FunnelPoint {
    pub label: String,
    pub hits: u64,
    pub total: u64,
    pub rate: f64,
}

/// One table with what is said about it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Machine name: file name of the CSV, anchor of the page.
    pub key: String,
    /// Sheet name and heading (a sheet name is cut to 31 characters by its renderer).
    pub title: String,
    /// Paragraphs above the table.
    pub lead: Vec<String>,
    pub table: Table,
    pub charts: Vec<Chart>,
    /// Printed in place of an empty table.
    pub empty_text: String,
    /// Printed below the table: what a sign means, what was left out.
    pub footnotes: Vec<String>,
    /// A sheet of its own that is handed on: letter head above, signature blocks below.
    pub signed: bool,
    /// Stands behind the figures: the page shows it folded, a click opens it.
    pub folded: bool,
}

impl Section {
    pub fn new(key: &str, title: impl Into<String>) -> Section {
        Section { key: key.to_string(), title: title.into(), ..Section::default() }
    }

    pub fn lead(mut self, text: impl Into<String>) -> Section {
        self.lead.push(text.into());
        self
    }

    pub fn columns(mut self, columns: Vec<Column>) -> Section {
        self.table.columns = columns;
        self
    }

    pub fn rows(mut self, rows: impl IntoIterator<Item = Row>) -> Section {
        self.table.rows.extend(rows);
        self
    }

    /// Leaves out a column for people that is blank in every row.
    pub fn without_blank(mut self, key: &str) -> Section {
        let blank = |i: usize, rows: &[Row]| {
            rows.iter().all(|row| matches!(row.values.get(i), None | Some(Value::Blank)))
        };
        if let Some(i) = self.table.columns.iter().position(|c| c.key == key && c.human_only)
            && blank(i, &self.table.rows)
        {
            self.table.columns.remove(i);
            for row in &mut self.table.rows {
                if i < row.values.len() {
                    row.values.remove(i);
                }
            }
        }
        self
    }

    pub fn empty_text(mut self, text: impl Into<String>) -> Section {
        self.empty_text = text.into();
        self
    }

    pub fn folded(mut self) -> Section {
        self.folded = true;
        self
    }

    pub fn footnote(mut self, text: impl Into<String>) -> Section {
        self.footnotes.push(text.into());
        self
    }
}

/// The letter head of an official document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LetterHead {
    pub parent: String,
    pub agency: String,
    pub motto: [String; 2],
    /// "Vạn Phước, ngày 01 tháng 11 năm 2026"
    pub date_line: String,
    /// (role, name)
    pub signers: Vec<(String, String)>,
    pub recipients: Vec<String>,
}

/// A whole report or the answer of one command.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Machine name: `rates`, `rank`, `report` …
    pub key: String,
    /// The language of all texts in it; decides how numbers and dates are written.
    pub lang: Lang,
    pub title: String,
    /// "Từ 01/10/2026 đến 31/10/2026", "Số liệu đến …"
    pub subtitle: Vec<String>,
    pub letter_head: Option<LetterHead>,
    /// Header fields of the JSON document after `schema_version`, in order; nested objects as
    /// [`Value::Records`] with one record.
    pub fields: Vec<(String, Value)>,
    /// Headline figures: label, value, explanation.
    pub headline: Vec<Headline>,
    pub sections: Vec<Section>,
    /// Notes on method and provenance, printed last.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Headline {
    pub label: String,
    pub value: Value,
    /// "k/n", target …
    pub detail: String,
    pub tone: Tone,
}
