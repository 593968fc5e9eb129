//! What the cells of a column look like, so that a header is believed only if its content agrees.

use std::collections::{BTreeMap, HashMap};
use std::ops::AddAssign;

use chrono::{Datelike, NaiveDateTime};

use super::codes::looks_like_code;
use super::dates::{self, DateOrder, DateProblem};
use super::masking::{self, Personal};
use super::source::{Section, Source};
use super::{categories, clean::is_blank_like, flags, numbers};
use crate::domain::cell::{Cell, TextId};
use crate::domain::schema::{Column, ColumnType};
use crate::layout::Reading;

const SAMPLE_ROWS: usize = 400;
/// From so many values on a column of the wrong content is no accident.
const MIN_VALUES: usize = 3;

/// How many cells of a sample are what; of one cell, 0 and 1.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    values: usize,
    dates: usize,
    /// Times of day without a date.
    times: usize,
    codes: usize,
    numbers: usize,
    amounts: usize,
    counts: usize,
    lengths: usize,
    flags: usize,
    channels: usize,
    statuses: usize,
    levels: usize,
    phones: usize,
    ids: usize,
    emails: usize,
    /// Values that are a digitization code of 2 or 3 / of 0 to 3.
    reuse_codes: usize,
    small_codes: usize,
}

/// Counts over a sample of a column's cells.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    seen: Counts,
    sample: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    Yes,
    /// Too little to say.
    Open,
    No,
}

/// Profiles of all columns of a section, also of those without a header.
pub fn profiles(source: &Source, section: &Section) -> BTreeMap<u16, Profile> {
    let mut profiles: BTreeMap<u16, Profile> =
        section.header.columns.iter().map(|c| (c.column, Profile::default())).collect();
    let rows: Vec<usize> = section.rows.iter().flat_map(Clone::clone).collect();
    let wide = (section.header.columns.len() / 3).max(2);
    let step = (rows.len() / SAMPLE_ROWS).max(1);
    let sample = rows.iter().enumerate().filter(|(i, _)| *i < SAMPLE_ROWS / 2 || i % step == 0);
    // What a text is costs more to find out than to remember, and most texts of a list come again.
    let mut known: HashMap<TextId, Counts> = HashMap::new();
    for (_, &nth) in sample {
        let row = source.sheet.nth_row(nth);
        if row.cells.len() < wide {
            continue;
        }
        for (column, cell) in row.cells.iter() {
            let counts = match cell {
                Cell::Text(id) => *known.entry(id).or_insert_with(|| Counts::of(source, cell)),
                _ => Counts::of(source, cell),
            };
            profiles.entry(column).or_default().add(counts, source, cell);
        }
    }
    profiles
}

impl Counts {
    /// Of one cell; a blank one counts for nothing.
    fn of(source: &Source, cell: Cell) -> Counts {
        let text = source.cell_text(cell);
        if text.is_empty() || (is_blank_like(&text) && flags::from_text(&text).is_none()) {
            return Counts::default();
        }
        let date = match cell {
            Cell::Moment(m) => !is_time_alone(m),
            Cell::Number(n) => dates::from_serial(n, source.book.date_1904).is_ok(),
            Cell::Text(_) => {
                !matches!(
                    dates::from_text(&text, DateOrder::DayFirst, false),
                    Ok(None) | Err(DateProblem::Unreadable)
                ) || dates::from_text(&text, DateOrder::MonthFirst, false).is_ok()
            }
            _ => false,
        };
        let time = match cell {
            Cell::Moment(m) => is_time_alone(m),
            Cell::Number(n) => (0.0..1.0).contains(&n),
            Cell::Text(_) => !date && is_time(&text),
            _ => false,
        };
        let is_number = matches!(cell, Cell::Number(_)) || text.parse::<f64>().is_ok();
        let personal = match cell {
            Cell::Number(n) => masking::personal_number(n),
            Cell::Text(_) => masking::personal(&text),
            _ => None,
        };
        let moment = matches!(cell, Cell::Moment(_));
        let code = text.parse::<f64>().ok().and_then(flags::digitization_code);
        Counts {
            values: 1,
            dates: usize::from(date),
            times: usize::from(time),
            codes: usize::from(!moment && (is_number || !date) && looks_like_code(&text)),
            numbers: usize::from(is_number),
            amounts: usize::from(!moment && numbers::money(&text).is_some()),
            counts: usize::from(!moment && numbers::count(&text).is_some()),
            lengths: usize::from(!moment && numbers::working_days(&text, true).is_some()),
            flags: usize::from(!moment && flags::from_text(&text).is_some()),
            channels: usize::from(!moment && categories::channel(&text).is_some()),
            statuses: usize::from(!moment && categories::status(&text) != "unknown"),
            levels: usize::from(categories::online_level(&text).is_some()),
            phones: usize::from(personal == Some(Personal::Phone)),
            ids: usize::from(personal == Some(Personal::Id)),
            emails: usize::from(personal == Some(Personal::Email)),
            small_codes: usize::from(code.is_some()),
            reuse_codes: usize::from(code.is_some_and(|c| c.1)),
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, one: Counts) {
        self.values += one.values;
        self.dates += one.dates;
        self.times += one.times;
        self.codes += one.codes;
        self.numbers += one.numbers;
        self.amounts += one.amounts;
        self.counts += one.counts;
        self.lengths += one.lengths;
        self.flags += one.flags;
        self.channels += one.channels;
        self.statuses += one.statuses;
        self.levels += one.levels;
        self.phones += one.phones;
        self.ids += one.ids;
        self.emails += one.emails;
        self.reuse_codes += one.reuse_codes;
        self.small_codes += one.small_codes;
    }
}

impl Profile {
    fn add(&mut self, one: Counts, source: &Source, cell: Cell) {
        if one.values == 0 {
            return;
        }
        self.seen += one;
        if self.sample.len() < 50 {
            self.sample.push(source.cell_text(cell).into_owned());
        }
    }

    /// Cells that hold something.
    pub fn values(&self) -> usize {
        self.seen.values
    }

    fn mostly(&self, count: usize) -> bool {
        count * 2 >= self.seen.values && count > 0
    }

    fn nearly_all(&self, count: usize) -> bool {
        count * 5 >= self.seen.values * 4 && count > 0
    }

    pub fn is_blank(&self) -> bool {
        self.seen.values == 0
    }

    pub fn same_as(&self, other: &Profile) -> bool {
        self.seen.values == other.seen.values && self.sample == other.sample
    }

    /// Whether the content agrees with what the column is taken for.
    pub fn fit(&self, column: &Column, is_key: bool, reading: Option<Reading>) -> Fit {
        if self.is_blank() {
            return Fit::Open;
        }
        let fits = if is_key { self.fits_key(column.name) } else { self.fits_type(column, reading) };
        match fits {
            true => Fit::Yes,
            false if self.seen.values < MIN_VALUES => Fit::Open,
            false => Fit::No,
        }
    }

    fn fits_key(&self, name: &str) -> bool {
        match name {
            "procedure_code" => !self.nearly_all(self.seen.dates.min(self.seen.values - self.seen.numbers)),
            _ => self.mostly(self.seen.codes),
        }
    }

    fn fits_type(&self, column: &Column, reading: Option<Reading>) -> bool {
        match column.kind {
            ColumnType::Timestamp if reading == Some(Reading::TimeOfDay) => {
                (self.seen.times + self.seen.dates) * 10 >= self.seen.values * 3
            }
            ColumnType::Timestamp => self.seen.dates * 10 >= self.seen.values * 3,
            ColumnType::Flag if reading == Some(Reading::Presence) || column.name.ends_with("_slip") => {
                !self.nearly_all(self.seen.phones + self.seen.ids)
            }
            ColumnType::Flag => match reading {
                Some(reading) => {
                    let read = self.sample.iter().filter(|t| flags::with_reading(t, reading).is_some());
                    read.count() * 2 >= self.sample.len()
                }
                None => self.mostly(self.seen.flags) && !self.nearly_all(self.seen.phones + self.seen.ids),
            },
            ColumnType::Integer if column.name == "fee_amount" => self.mostly(self.seen.amounts),
            ColumnType::Integer => self.mostly(self.seen.counts),
            ColumnType::Decimal => self.mostly(self.seen.lengths),
            ColumnType::Channel => self.mostly(self.seen.channels) || self.mostly(self.seen.flags),
            ColumnType::OnlineLevel => self.mostly(self.seen.levels),
            ColumnType::Official => {
                let letters = |t: &&String| t.chars().any(char::is_alphabetic);
                self.sample.iter().filter(letters).count() * 2 >= self.sample.len()
                    && !self.mostly(self.seen.dates)
            }
            ColumnType::Status | ColumnType::SuspensionKind => {
                !self.mostly(self.seen.dates)
                    && (!self.nearly_all(self.seen.codes) || self.mostly(self.seen.statuses))
            }
            ColumnType::Text => !self.nearly_all(self.seen.dates.saturating_sub(self.seen.numbers)),
            ColumnType::MaskedText => column.name != "reason" || !self.nearly_all(self.seen.dates),
        }
    }

    /// Whether the content says clearly that it is of this type (not only that it may be).
    pub fn proves(&self, column: &Column, is_key: bool) -> bool {
        match column.kind {
            _ if is_key => self.nearly_all(self.seen.codes),
            ColumnType::Timestamp => self.nearly_all(self.seen.dates),
            ColumnType::Flag => self.nearly_all(self.seen.flags) && !self.nearly_all(self.seen.dates),
            ColumnType::Channel => self.nearly_all(self.seen.channels),
            ColumnType::Status => self.nearly_all(self.seen.statuses),
            _ => false,
        }
    }

    /// The personal data that the column holds, whatever its title.
    pub fn personal(&self) -> Option<Personal> {
        if self.seen.values < MIN_VALUES {
            return None;
        }
        let most = |n: usize| n * 10 >= self.seen.values * 6;
        if most(self.seen.emails) {
            Some(Personal::Email)
        } else if most(self.seen.phones) {
            Some(Personal::Phone)
        } else if most(self.seen.ids + self.seen.phones) {
            Some(Personal::Id)
        } else {
            None
        }
    }

    /// At least half are bare numbers of 9 or 12 digits.
    pub fn are_ids(&self) -> bool {
        self.mostly(self.seen.ids)
    }

    pub fn are_flags(&self) -> bool {
        self.nearly_all(self.seen.flags)
            && !self.nearly_all(self.seen.dates)
            && !self.nearly_all(self.seen.codes)
    }

    pub fn are_dates(&self) -> bool {
        self.nearly_all(self.seen.dates) && !self.nearly_all(self.seen.numbers)
    }

    /// Times of day: the date stands in another column.
    pub fn are_times(&self) -> bool {
        self.nearly_all(self.seen.times)
    }

    /// Codes 0 to 3 with a 2 or 3 among them.
    pub fn are_digitization_codes(&self) -> bool {
        self.nearly_all(self.seen.small_codes)
            && self.seen.small_codes == self.seen.values
            && self.seen.reuse_codes > 0
    }
}

/// Excel's day 0 carries a time alone; the 1904 system's is 1904-01-01.
fn is_time_alone(moment: NaiveDateTime) -> bool {
    moment.year() <= 1904
}

fn is_time(text: &str) -> bool {
    text.contains([':', 'h', 'H', 'g']) && matches!(dates::time_of_day(text), Ok(Some(_)))
}
