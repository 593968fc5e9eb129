//! Many imports → one row per key, each cell from the newest import that carries it.
//!
//! Keys become numbers once. Columns that the same imports carry share one pass, in which a later
//! import simply overwrites the number of the row that wins; then every column is gathered in one
//! go. Linear in the rows; an import that nothing is taken from is read for its keys only.

use std::collections::{BTreeMap, HashMap};

use polars::prelude::{
    BooleanChunked, Column, DataFrame, DataType, IdxCa, IdxSize, NewChunkedArray, PlSmallStr,
};

use crate::domain::schema::{self, TableName};
use crate::error::{Error, Result};
use crate::tables::data_type;

/// Reads some columns of a stored table, or all.
type Read<'a> = dyn Fn(Option<&[&str]>) -> Result<DataFrame> + 'a;

/// One import's part of a table; reading is left to the caller, so that it happens when needed.
pub(super) struct Part<'a> {
    pub import_id: &'a str,
    pub source_file: &'a str,
    /// The schema columns it carries.
    pub carried: &'a [String],
    /// Reads some columns, or all.
    pub read: Box<Read<'a>>,
}

/// Where the winning cell of a key stands; `NOWHERE` if no import carries it.
#[derive(Clone, Copy, PartialEq)]
struct Winner {
    part: u32,
    row: u32,
}

const NOWHERE: Winner = Winner { part: u32::MAX, row: u32::MAX };

/// Which parts carry a column; columns of the same class have the same winners.
type Class = Vec<usize>;

/// The columns of the source beside the schema's, in their order.
pub(super) const ORIGIN: [&str; 4] = ["import_id", "source_file", "source_sheet", "source_row"];

/// All schema columns of `table` and the four of [`ORIGIN`] (of the newest row that names the key),
/// one row per key, sorted by it. `parts` from the oldest to the newest, each with unique keys.
/// `only`: these of the schema columns and nothing else.
pub(super) fn newest_cells(table: TableName, parts: &[Part], only: Only) -> Result<DataFrame> {
    match parts {
        [] => empty(table, only),
        [part] => complete(table, &read(table, part, only)?, part, only),
        _ => merged(table, parts, only),
    }
}

/// The columns that are asked for; None: all of the schema and the four of [`ORIGIN`].
type Only<'a> = Option<&'a [&'a str]>;

fn wanted(table: TableName, only: Only<'_>) -> impl Iterator<Item = &'static schema::Column> {
    table.columns().iter().filter(move |column| only.is_none_or(|only| only.contains(&column.name)))
}

fn origin(only: Only) -> &'static [&'static str] {
    if only.is_none() { &ORIGIN } else { &[] }
}

/// Those of the columns that the part carries.
fn read(table: TableName, part: &Part, only: Only) -> Result<DataFrame> {
    if only.is_none() {
        return (part.read)(None);
    }
    let carries = |name: &str| name == table.key() || part.carried.iter().any(|c| c == name);
    let mut names: Vec<&str> = wanted(table, only).map(|c| c.name).filter(|name| carries(name)).collect();
    // So that the rows are not lost.
    if names.is_empty() {
        names.push(table.key());
    }
    (part.read)(Some(&names))
}

/// A frame without rows.
pub(super) fn empty(table: TableName, only: Only) -> Result<DataFrame> {
    let mut columns: Vec<Column> =
        wanted(table, only).map(|c| Column::new_empty(c.name.into(), &data_type(c.kind))).collect();
    for name in origin(only) {
        columns.push(Column::new_empty((*name).into(), &origin_type(name)));
    }
    DataFrame::new(0, columns).map_err(Error::internal)
}

fn origin_type(name: &str) -> DataType {
    if name == "source_row" { DataType::Int64 } else { DataType::String }
}

/// The stored columns, NULL for those not carried, then the origin. One import needs no more merging:
/// it is stored sorted and with unique keys.
pub(super) fn complete(table: TableName, frame: &DataFrame, part: &Part, only: Only) -> Result<DataFrame> {
    let height = frame.height();
    let mut columns = Vec::new();
    for column in wanted(table, only) {
        columns.push(match frame.column(column.name) {
            Ok(stored) => stored.clone(),
            Err(_) => Column::full_null(column.name.into(), height, &data_type(column.kind)),
        });
    }
    for name in origin(only) {
        let scalar = |text: &str| Column::new_scalar((*name).into(), PlSmallStr::from(text).into(), height);
        columns.push(match *name {
            "import_id" => scalar(part.import_id),
            "source_file" => scalar(part.source_file),
            stored => frame.column(stored).map_err(Error::internal)?.clone(),
        });
    }
    DataFrame::new(height, columns).map_err(Error::internal)
}

fn merged(table: TableName, parts: &[Part], only: Only) -> Result<DataFrame> {
    let keys = Keys::read(table, parts)?;
    let everyone: Class = (0..parts.len()).collect();
    let mut classes: BTreeMap<Class, Vec<Winner>> = BTreeMap::new();
    classes.insert(everyone.clone(), keys.winners(&everyone));
    for column in wanted(table, only) {
        let class = class_of(column.name, table, parts);
        classes.entry(class).or_insert_with_key(|class| keys.winners(class));
    }
    let kept = Kept::read(table, parts, only, &keys, &classes)?;
    let order = keys.sorted();
    let gathers: BTreeMap<&Class, IdxCa> =
        classes.iter().map(|(class, winners)| (class, kept.indices(class, winners, &order))).collect();

    let mut columns = Vec::new();
    for column in wanted(table, only) {
        let class = class_of(column.name, table, parts);
        columns.push(kept.gather(&class, column.name, &data_type(column.kind), &gathers[&class])?);
    }
    for name in origin(only) {
        columns.push(kept.gather(&everyone, name, &origin_type(name), &gathers[&everyone])?);
    }
    DataFrame::new(order.len(), columns).map_err(Error::internal)
}

fn class_of(column: &str, table: TableName, parts: &[Part]) -> Class {
    let carries = |part: &Part| column == table.key() || part.carried.iter().any(|c| c == column);
    (0..parts.len()).filter(|&i| carries(&parts[i])).collect()
}

/// Every distinct key as a number in the order of first sight, and the numbers of each part's rows.
struct Keys {
    numbers: HashMap<String, u32>,
    rows: Vec<Vec<u32>>,
}

impl Keys {
    fn read(table: TableName, parts: &[Part]) -> Result<Keys> {
        let mut keys = Keys { numbers: HashMap::new(), rows: Vec::with_capacity(parts.len()) };
        for part in parts {
            let frame = (part.read)(Some(&[table.key()]))?;
            let column = frame.column(table.key()).and_then(|c| c.str()).map_err(Error::internal)?;
            let mut rows = Vec::with_capacity(column.len());
            for key in column.iter() {
                rows.push(keys.number(key.unwrap_or_default()));
            }
            keys.rows.push(rows);
        }
        Ok(keys)
    }

    fn number(&mut self, key: &str) -> u32 {
        if let Some(&number) = self.numbers.get(key) {
            return number;
        }
        let number = self.numbers.len() as u32;
        self.numbers.insert(key.to_string(), number);
        number
    }

    /// Per key the row of the newest part of `class` that names it.
    fn winners(&self, class: &Class) -> Vec<Winner> {
        let mut winners = vec![NOWHERE; self.numbers.len()];
        for &part in class {
            for (row, &number) in self.rows[part].iter().enumerate() {
                winners[number as usize] = Winner { part: part as u32, row: row as u32 };
            }
        }
        winners
    }

    /// The numbers in the order of their keys.
    fn sorted(&self) -> Vec<u32> {
        let mut keys: Vec<(&str, u32)> = self.numbers.iter().map(|(key, &n)| (key.as_str(), n)).collect();
        keys.sort_unstable();
        keys.into_iter().map(|(_, number)| number).collect()
    }
}

/// The rows that win at least one cell, by part.
struct Kept {
    frames: Vec<DataFrame>,
    /// Row of the part → row of its kept frame.
    ranks: Vec<Vec<u32>>,
}

impl Kept {
    fn read(
        table: TableName,
        parts: &[Part],
        only: Only,
        keys: &Keys,
        classes: &BTreeMap<Class, Vec<Winner>>,
    ) -> Result<Kept> {
        let mut wins: Vec<Vec<bool>> = keys.rows.iter().map(|rows| vec![false; rows.len()]).collect();
        for winner in classes.values().flatten().filter(|w| **w != NOWHERE) {
            wins[winner.part as usize][winner.row as usize] = true;
        }
        let mut kept = Kept { frames: Vec::new(), ranks: Vec::new() };
        for (part, wins) in parts.iter().zip(wins) {
            kept.frames.push(kept_rows(table, part, only, &wins)?);
            let mut rank = 0;
            let ranks = wins.iter().map(|&wins| {
                rank += u32::from(wins);
                rank.saturating_sub(1)
            });
            kept.ranks.push(ranks.collect());
        }
        Ok(kept)
    }

    /// Per key, in `order`, the row to take from the parts of `class` set one below the other.
    fn indices(&self, class: &Class, winners: &[Winner], order: &[u32]) -> IdxCa {
        let mut offsets = vec![0; self.frames.len()];
        let mut offset = 0;
        for &part in class {
            offsets[part] = offset;
            offset += self.frames[part].height() as IdxSize;
        }
        let indices = order.iter().map(|&number| {
            let winner = winners[number as usize];
            let part = winner.part as usize;
            (winner != NOWHERE).then(|| offsets[part] + self.ranks[part][winner.row as usize])
        });
        IdxCa::from_iter_options("".into(), indices)
    }

    fn gather(&self, class: &Class, name: &str, data_type: &DataType, indices: &IdxCa) -> Result<Column> {
        let mut stacked: Option<Column> = None;
        for &part in class {
            let column = match self.frames[part].column(name) {
                Ok(column) => column,
                // A part that nothing is taken from was not read.
                Err(_) if self.frames[part].height() == 0 => continue,
                Err(e) => return Err(Error::internal(e)),
            };
            match &mut stacked {
                None => stacked = Some(column.clone()),
                Some(above) => {
                    above.append(column).map_err(Error::internal)?;
                }
            }
        }
        let Some(stacked) = stacked else {
            return Ok(Column::full_null(name.into(), indices.len(), data_type));
        };
        stacked.rechunk().take(indices).map_err(Error::internal)
    }
}

/// The winning rows of a part with their origin; an empty frame if there are none.
fn kept_rows(table: TableName, part: &Part, only: Only, wins: &[bool]) -> Result<DataFrame> {
    let n = wins.iter().filter(|&&wins| wins).count();
    if n == 0 {
        return Ok(DataFrame::empty());
    }
    let mut frame = read(table, part, only)?;
    if n < frame.height() {
        let mask = BooleanChunked::from_slice("".into(), wins);
        frame = frame.filter(&mask).map_err(Error::internal)?;
    }
    let origin = [("import_id", part.import_id), ("source_file", part.source_file)];
    for (name, value) in origin.into_iter().filter(|_| only.is_none()) {
        let column = Column::new_scalar(name.into(), PlSmallStr::from(value).into(), frame.height());
        frame.with_column(column.as_materialized_series().clone().into()).map_err(Error::internal)?;
    }
    Ok(frame)
}
