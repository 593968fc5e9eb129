//! What rows are grouped by, and how a group is called.

use chrono::{Datelike, Days, NaiveDate};
use polars::prelude::*;

use crate::domain::period::Period;

/// What rows are grouped by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Officials of one name in two agencies are two.
    Official,
    Agency,
    Field,
    /// By procedure code, else by name.
    Procedure,
    /// `2026-10`
    Month,
    /// ISO week, `2026-W41`
    Week,
}

impl By {
    pub fn as_str(self) -> &'static str {
        match self {
            By::Official => "official",
            By::Agency => "agency",
            By::Field => "field",
            By::Procedure => "procedure",
            By::Month => "month",
            By::Week => "week",
        }
    }

    pub(crate) fn is_time(self) -> bool {
        matches!(self, By::Month | By::Week)
    }

    /// The name of a month or week from `year × 100 + number`.
    pub(crate) fn label(self, number: i64) -> String {
        let (year, part) = (number / 100, number % 100);
        if self == By::Week { format!("{year:04}-W{part:02}") } else { format!("{year:04}-{part:02}") }
    }
}

/// The key columns of a group: `group`, and `agency` where a group lies in one agency.
pub(crate) fn keys(by: Option<By>) -> Vec<Expr> {
    let on = || col("counted_on").dt();
    let number = |year: Expr, part: Expr| {
        (year.cast(DataType::Int64) * lit(100i64) + part.cast(DataType::Int64)).alias("group")
    };
    match by {
        None => vec![],
        Some(By::Official) => vec![col("official").alias("group"), col("agency")],
        Some(By::Agency) => vec![col("agency").alias("group"), col("agency")],
        Some(By::Field) => vec![col("field").alias("group")],
        Some(By::Procedure) => vec![col("procedure_code").alias("group")],
        Some(By::Month) => vec![number(on().year(), on().month())],
        Some(By::Week) => vec![number(on().iso_year(), on().week())],
    }
}

/// The same columns once they have been computed.
pub(crate) fn names(by: Option<By>) -> Vec<Expr> {
    match by {
        None => vec![],
        Some(By::Official | By::Agency) => vec![col("group"), col("agency")],
        Some(_) => vec![col("group")],
    }
}

/// The months or weeks of a period, each cut to it, with its name.
pub(crate) fn parts(period: Period, by: By) -> Vec<(String, Period)> {
    let mut parts = Vec::new();
    let mut day = period.start;
    while day <= period.end {
        let whole = if by == By::Week { Period::week_of(day) } else { Period::month_of(day) };
        let part = Period { start: whole.start.max(period.start), end: whole.end.min(period.end) };
        parts.push((part_label(by, day), part));
        match part.end.checked_add_days(Days::new(1)) {
            Some(next) if next > day => day = next,
            _ => break,
        }
    }
    parts
}

fn part_label(by: By, day: NaiveDate) -> String {
    let number = match by {
        By::Week => day.iso_week().year() * 100 + day.iso_week().week() as i32,
        _ => day.year() * 100 + day.month() as i32,
    };
    by.label(i64::from(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_cover_the_period_and_bear_iso_names() {
        let period = Period::parse("2026-12-30..2027-01-05").unwrap();
        let labels = |by| parts(period, by).into_iter().map(|p| p.0).collect::<Vec<_>>();
        assert_eq!(labels(By::Week), ["2026-W53", "2027-W01"]);
        assert_eq!(labels(By::Month), ["2026-12", "2027-01"]);
        assert_eq!(parts(period, By::Week)[0].1, Period::parse("2026-12-30..2027-01-03").unwrap());
    }
}
