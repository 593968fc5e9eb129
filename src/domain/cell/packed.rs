//! A cell in eight bytes.
//!
//! A number is itself. The others hide among the numbers that are none (negative quiet NaNs, of which
//! arithmetic makes no use): sixteen bits say what it is, forty-eight hold it.
//! Promises: packing and unpacking gives the same cell, but for a moment finer than a millisecond
//! (rounded down) or outside of the years 1400 to 10 000 (moved to the nearest of them, which no
//! dossier has either).

use chrono::{DateTime, NaiveDateTime};
use serde::{Deserialize, Serialize};

use super::{Cell, TextId};

/// See the module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Packed(u64);

const TEXT: u64 = 0xFFF9;
const FLAG: u64 = 0xFFFA;
const MOMENT: u64 = 0xFFFB;
const ERROR: u64 = 0xFFFC;
const EMPTY: u64 = 0xFFFD;

const LOW: u64 = (1 << 48) - 1;
/// 1400-01-01 in milliseconds from 1970; moments are counted from here.
const FIRST: i64 = -17_987_443_200_000;
/// 10000-01-01.
const LAST: i64 = 253_402_300_800_000;

impl Packed {
    #[inline]
    pub fn of(cell: Cell) -> Packed {
        let tagged = |tag: u64, low: u64| Packed(tag << 48 | low);
        match cell {
            Cell::Empty => tagged(EMPTY, 0),
            Cell::Text(id) => tagged(TEXT, u64::from(id.0)),
            Cell::Number(number) if number.is_nan() => Packed(f64::NAN.to_bits() & (u64::MAX >> 1)),
            Cell::Number(number) => Packed(number.to_bits()),
            Cell::Flag(flag) => tagged(FLAG, u64::from(flag)),
            Cell::Moment(moment) => tagged(MOMENT, milliseconds(moment)),
            Cell::Error => tagged(ERROR, 0),
        }
    }

    #[inline]
    pub fn cell(self) -> Cell {
        let low = self.0 & LOW;
        match self.0 >> 48 {
            TEXT => Cell::Text(TextId(low as u32)),
            FLAG => Cell::Flag(low != 0),
            MOMENT => DateTime::from_timestamp_millis(low as i64 + FIRST)
                .map_or(Cell::Error, |moment| Cell::Moment(moment.naive_utc())),
            ERROR => Cell::Error,
            EMPTY => Cell::Empty,
            _ => Cell::Number(f64::from_bits(self.0)),
        }
    }

    /// Whether it can stand in a sheet of a workbook with so many texts.
    #[inline]
    pub fn is_sound(self, n_texts: usize) -> bool {
        match self.0 >> 48 {
            TEXT => self.0 & LOW < n_texts as u64,
            EMPTY | 0xFFFE | 0xFFFF => false,
            _ => true,
        }
    }

    pub fn bits(self) -> u64 {
        self.0
    }

    pub fn from_bits(bits: u64) -> Packed {
        Packed(bits)
    }
}

fn milliseconds(moment: NaiveDateTime) -> u64 {
    (moment.and_utc().timestamp_millis().clamp(FIRST, LAST) - FIRST) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    #[test]
    fn cells_come_back_as_they_were() {
        let moment = |y, ms| {
            Cell::Moment(NaiveDate::from_ymd_opt(y, 8, 22).unwrap().and_hms_milli_opt(7, 30, 59, ms).unwrap())
        };
        for cell in [
            Cell::Empty,
            Cell::Error,
            Cell::Text(TextId(0)),
            Cell::Text(TextId(u32::MAX)),
            Cell::Flag(true),
            Cell::Flag(false),
            Cell::Number(-0.0),
            Cell::Number(1.5e300),
            Cell::Number(f64::NEG_INFINITY),
            moment(1400, 0),
            moment(2026, 5),
            moment(9999, 999),
        ] {
            assert_eq!(Packed::of(cell).cell(), cell);
        }
        assert!(matches!(Packed::of(Cell::Number(-f64::NAN)).cell(), Cell::Number(n) if n.is_nan()));
        assert_eq!(Packed::of(moment(-2000, 0)), Packed::of(moment(-3000, 0)), "outside: the edge");
    }

    #[test]
    fn bits_of_no_cell_are_known() {
        assert!(!Packed::from_bits(u64::MAX).is_sound(9));
        assert!(!Packed::of(Cell::Empty).is_sound(9));
        assert!(!Packed::of(Cell::Text(TextId(9))).is_sound(9));
        assert!(Packed::of(Cell::Text(TextId(8))).is_sound(9));
    }
}
