//! A workbook as the container holds it: sheets of raw cells, before any meaning is given to them.
//!
//! A cell takes ten bytes and a text is stored once, so memory grows with the rows kept and each
//! distinct text is typed once.

mod packed;
mod texts;

use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::ops::Range;

use chrono::NaiveDateTime;
use hashbrown::HashTable;
use serde::{Deserialize, Serialize};

pub use packed::Packed;
pub use texts::{TextPart, TextPool};

/// Number of a text in the [`TextPool`] of its workbook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct TextId(pub u32);

/// One cell. Dates are civil local time; a serial date in a cell that has a date format is already
/// a `Moment`, a serial in a plain number cell is still a `Number` (see [`Workbook::date_1904`]).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    Empty,
    Text(TextId),
    Number(f64),
    Flag(bool),
    Moment(NaiveDateTime),
    /// An Excel error value (#N/A, #REF! …): blank, with a warning.
    Error,
}

/// A merged area; all four numbers are 0-based and inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    pub first_row: u32,
    pub first_column: u16,
    pub last_row: u32,
    pub last_column: u16,
}

#[derive(Clone, Copy, Debug)]
struct RowStart {
    row: u32,
    /// Of its cells, and of their columns.
    start: u32,
    pattern: u32,
}

/// Columns are small numbers of our own making: nothing to defend against.
const FIXED: BuildHasherDefault<DefaultHasher> = BuildHasherDefault::new();

/// One sheet: only cells that hold something, in row order and within a row in column order.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    pub name: String,
    pub hidden: bool,
    pub merges: Vec<Merge>,
    rows: Vec<RowStart>,
    /// Rows that the sheet hides, ascending.
    hidden_rows: Vec<u32>,
    /// The columns of rows. The rows of a list fill few patterns of columns, so each stands once.
    columns: Vec<u16>,
    /// Starts and lengths of the patterns that stand in `columns`.
    patterns: HashTable<(u32, u32)>,
    cells: Vec<Packed>,
}

/// The same cells; how they are kept is no difference.
impl PartialEq for Sheet {
    fn eq(&self, other: &Sheet) -> bool {
        let outside = |sheet: &Sheet| (sheet.name.clone(), sheet.hidden, sheet.merges.clone());
        let rows = |row: Row| (row.row, row.hidden, row.cells.columns.to_vec(), row.cells.cells.to_vec());
        outside(self) == outside(other) && self.rows().map(rows).eq(other.rows().map(rows))
    }
}

/// Rows on their way from one sheet into another: `(row, number of cells)`, then the columns and the
/// cells of all of them, one row after the other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rows {
    pub starts: Vec<(u32, u32)>,
    pub columns: Vec<u16>,
    pub cells: Vec<Packed>,
}

/// The cells of one row: `(column, cell)`, 0-based columns ascending, no `Cell::Empty`.
#[derive(Clone, Copy, Debug)]
pub struct Cells<'a> {
    columns: &'a [u16],
    cells: &'a [Packed],
}

impl<'a> Cells<'a> {
    pub fn len(self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(self) -> bool {
        self.columns.is_empty()
    }

    pub fn iter(self) -> impl DoubleEndedIterator<Item = (u16, Cell)> + ExactSizeIterator + 'a {
        self.columns.iter().zip(self.cells).map(|(column, cell)| (*column, cell.cell()))
    }

    pub fn last(self) -> Option<(u16, Cell)> {
        self.iter().next_back()
    }

    /// The cell of a column; `Cell::Empty` where there is none.
    #[inline]
    pub fn at(self, column: u16) -> Cell {
        // Most rows have all their cells, so that a cell stands at its own column.
        let place = usize::from(column);
        match self.columns.get(place) {
            Some(&there) if there == column => self.cells[place].cell(),
            _ => match self.columns[..place.min(self.columns.len())].binary_search(&column) {
                Ok(i) => self.cells[i].cell(),
                Err(_) => Cell::Empty,
            },
        }
    }
}

/// A row that holds at least one cell. `row` is 0-based: Excel shows `row + 1`.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub row: u32,
    pub hidden: bool,
    pub cells: Cells<'a>,
}

impl Row<'_> {
    #[inline]
    pub fn cell(&self, column: u16) -> Cell {
        self.cells.at(column)
    }
}

impl Sheet {
    pub fn new(name: impl Into<String>) -> Sheet {
        Sheet { name: name.into(), ..Sheet::default() }
    }

    /// Adds a cell; cells must come row by row, and in a row from left to right.
    /// Empty cells are passed over. A cell out of order is refused with `false`.
    pub fn push(&mut self, row: u32, column: u16, cell: Cell) -> bool {
        if cell == Cell::Empty {
            return true;
        }
        match self.rows.last() {
            Some(last) if last.row > row => return false,
            Some(last) if last.row == row => {
                if self.columns.last().is_some_and(|c| *c >= column) {
                    return false;
                }
            }
            _ => self.begin_row(row),
        }
        self.columns.push(column);
        self.cells.push(Packed::of(cell));
        true
    }

    /// Ends the last row and begins one at the end of the sheet.
    fn begin_row(&mut self, row: u32) {
        self.settle_pattern();
        let (start, pattern) = (self.cells.len() as u32, self.columns.len() as u32);
        self.rows.push(RowStart { row, start, pattern });
    }

    /// Lets the last row share the columns of an earlier one that has the same.
    fn settle_pattern(&mut self) {
        let before = self.rows.len().checked_sub(2).map(|i| self.nth_row(i).cells.columns.len());
        let Some(last) = self.rows.last().copied() else { return };
        let length = self.cells.len() as u32 - last.start;
        let at = |start: u32, length: u32| start as usize..(start + length) as usize;
        let own = at(last.pattern, length);
        if own.end != self.columns.len() || own.is_empty() {
            return;
        }
        let previous = self.rows[self.rows.len().saturating_sub(2)].pattern;
        let mut shared = None;
        if before == Some(own.len()) && self.columns[at(previous, length)] == self.columns[own.clone()] {
            shared = Some(previous);
        } else {
            let Sheet { columns, patterns, .. } = self;
            let hash = |range: std::ops::Range<usize>| FIXED.hash_one(&columns[range]);
            let same = |known: &(u32, u32)| columns[at(known.0, known.1)] == columns[own.clone()];
            match patterns.find(hash(own.clone()), same) {
                Some(known) => shared = Some(known.0),
                None => {
                    let place = (last.pattern, length);
                    patterns.insert_unique(hash(own.clone()), place, |known| hash(at(known.0, known.1)));
                }
            }
        }
        if let (Some(shared), Some(row)) =
            (shared.filter(|shared| *shared != last.pattern), self.rows.last_mut())
        {
            row.pattern = shared;
            self.columns.truncate(own.start);
        }
    }

    /// Takes all rows out, so that they can go elsewhere.
    pub fn take_rows(&mut self) -> Rows {
        let starts = self.rows().map(|row| (row.row, row.cells.len() as u32)).collect();
        let columns = self.rows().flat_map(|row| row.cells.columns.iter().copied()).collect();
        self.rows.clear();
        self.columns.clear();
        self.patterns.clear();
        Rows { starts, columns, cells: std::mem::take(&mut self.cells) }
    }

    /// Adds rows behind the last one. `false`, and nothing added that matters, where they make no
    /// sense: out of order, a text that is none of `n_texts`, an empty cell.
    pub fn append(&mut self, rows: &Rows, n_texts: usize) -> bool {
        let mut start = 0usize;
        for &(row, n_cells) in &rows.starts {
            let end = start.saturating_add(n_cells as usize);
            let (Some(columns), Some(cells)) = (rows.columns.get(start..end), rows.cells.get(start..end))
            else {
                return false;
            };
            let in_order = self.rows.last().is_none_or(|last| last.row < row)
                && columns.windows(2).all(|pair| pair[0] < pair[1]);
            if columns.is_empty() || !in_order || !cells.iter().all(|cell| cell.is_sound(n_texts)) {
                return false;
            }
            self.begin_row(row);
            self.columns.extend_from_slice(columns);
            self.cells.extend_from_slice(cells);
            start = end;
        }
        start == rows.columns.len() && start == rows.cells.len()
    }

    /// Marks a row as hidden, if it holds cells.
    pub fn hide_row(&mut self, row: u32) {
        if self.rows.binary_search_by_key(&row, |r| r.row).is_ok()
            && let Err(place) = self.hidden_rows.binary_search(&row)
        {
            self.hidden_rows.insert(place, row);
        }
    }

    /// The sheet as if it had only these columns; rows and columns keep their numbers.
    pub fn columns(&self, range: Range<u16>) -> Sheet {
        let mut part = Sheet { name: self.name.clone(), hidden: self.hidden, ..Sheet::default() };
        for row in self.rows() {
            for (column, cell) in row.cells.iter().filter(|(column, _)| range.contains(column)) {
                part.push(row.row, column, cell);
            }
            if row.hidden {
                part.hide_row(row.row);
            }
        }
        let inside = self.merges.iter().filter(|m| range.contains(&m.first_column));
        part.merges = inside.map(|m| Merge { last_column: m.last_column.min(range.end - 1), ..*m }).collect();
        part
    }

    pub fn n_rows(&self) -> usize {
        self.rows.len()
    }

    pub fn n_cells(&self) -> usize {
        self.cells.len()
    }

    /// The `i`-th row that holds cells.
    #[inline]
    pub fn nth_row(&self, i: usize) -> Row<'_> {
        let RowStart { row, start, pattern } = self.rows[i];
        let end = self.rows.get(i + 1).map_or(self.cells.len(), |r| r.start as usize);
        let cells = &self.cells[start as usize..end];
        let columns = &self.columns[pattern as usize..pattern as usize + cells.len()];
        let hidden = !self.hidden_rows.is_empty() && self.hidden_rows.binary_search(&row).is_ok();
        Row { row, hidden, cells: Cells { columns, cells } }
    }

    pub fn rows(&self) -> impl DoubleEndedIterator<Item = Row<'_>> + ExactSizeIterator {
        (0..self.rows.len()).map(|i| self.nth_row(i))
    }
}

/// What a file was found to be, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Xlsx,
    Xls,
    Xlsb,
    Ods,
    Html,
    Mhtml,
    SpreadsheetMl,
    Csv,
}

/// The cause of a sheet that was read but has no proper end: the file may have been cut off.
pub const BREAKS_OFF: &str = "breaks off";

/// All sheets of one file.
#[derive(Clone, Debug)]
pub struct Workbook {
    pub format: Format,
    pub sheets: Vec<Sheet>,
    pub texts: TextPool,
    /// Serial numbers in plain number cells count from 1904-01-01 instead of 1899-12-30.
    pub date_1904: bool,
    /// Sheets that could not be read, or not to their end ([`BREAKS_OFF`]): `(sheet, cause)`, the
    /// cause in the reader's words.
    pub unreadable: Vec<(String, String)>,
}

impl Workbook {
    pub fn new(format: Format) -> Workbook {
        Workbook {
            format,
            sheets: Vec::new(),
            texts: TextPool::default(),
            date_1904: false,
            unreadable: Vec::new(),
        }
    }
}

/// `A`, `B`, … `AA` for a 0-based column.
pub fn column_letters(column: u16) -> String {
    let mut n = u32::from(column) + 1;
    let mut letters = Vec::new();
    while n > 0 {
        letters.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    letters.reverse();
    String::from_utf8(letters).expect("letters are ASCII")
}

/// The address as Excel shows it: `F12` for row 11, column 5.
pub fn address(row: u32, column: u16) -> String {
    format!("{}{}", column_letters(column), row + 1)
}
