//! Hits, totals and no-data of metrics, by group: what a rate is made of.
//!
//! The period, the grouping and the sums are made here, once for all metrics, inside polars (where
//! numbers stand for names, in [`crate::analysis::tally`]). Queries that look at one row at a time are
//! summed part by part over the columns that they name, all of them in one pass; the others see whole
//! tables. Sums of parts add up, since they are counts; procedures,
//! which count once however many dossiers they have, are brought together before they are counted.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;

use polars::prelude::*;

use crate::analysis::facts::{Facts, query_error};
use crate::analysis::grouping::{self, By};
use crate::analysis::tally;
use crate::derive::read::{Integers, Texts};
use crate::domain::period::Period;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};
use crate::metrics::{Metric, Subject as Counted, Tables};
use crate::tables::coded;

/// Sums of one metric in one group.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Sums {
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
    /// Hits and total of the second bound.
    pub low: (u64, u64),
}

impl Sums {
    fn add(&mut self, more: Sums) {
        self.hits += more.hits;
        self.total += more.total;
        self.no_data += more.no_data;
        self.low = (self.low.0 + more.low.0, self.low.1 + more.low.1);
    }
}

/// `(group, agency)` of a row.
pub(crate) type Key = (String, Option<String>);

/// Sums by group and metric.
pub(crate) type Found<'a> = BTreeMap<(Key, &'a str), Sums>;

/// The sums of `metrics`, each of which has the columns that it needs. Groups without rows are not
/// there.
pub(crate) fn of<'a>(
    facts: &Facts,
    metrics: &[&'a Metric],
    period: Period,
    by: Option<By>,
) -> Result<Found<'a>> {
    let mut counting = Counting { facts, period, by, names: None };
    let mut found = Found::new();
    for table in [TableName::Dossiers, TableName::Suspensions] {
        let names = facts.table(table).names();
        let in_numbers = |metric: &Metric| names.is_some() && metric.hands_names_on;
        for numbers in [true, false] {
            let these: Vec<&Metric> = metrics
                .iter()
                .copied()
                .filter(|m| m.row_by_row == Some(table) && m.words.is_some() && in_numbers(m) == numbers)
                .collect();
            if these.is_empty() {
                continue;
            }
            counting.names = names.clone().filter(|_| numbers);
            let parts = facts.table(table).n_parts();
            let part = |part: usize| part_of(facts, table, part, &these, numbers);
            counting.parts(&these, parts, part, &mut found)?;
        }
    }
    counting.names = None;
    let others: Vec<&Metric> =
        metrics.iter().copied().filter(|m| m.row_by_row.is_none() || m.words.is_none()).collect();
    if !others.is_empty() {
        counting.parts(&others, 1, |_| Ok(facts.tables()), &mut found)?;
    }
    Ok(found)
}

/// One metric, and the group that its rows are if they are those of one month or week.
type Label<'a> = (&'a Metric, Option<String>);

/// Procedures of all parts, by the place of their plan.
type Procedures<'a> = BTreeMap<usize, (Label<'a>, Vec<DataFrame>)>;

/// The answers to one part's plans.
type Frames<'a> = Vec<(DataFrame, Label<'a>)>;

/// More parts at a time would only fill the memory.
const MAX_THREADS: usize = 4;

struct Counting<'f> {
    facts: &'f Facts,
    period: Period,
    by: Option<By>,
    /// What the numbers in the place of names stand for.
    names: Option<Arc<Vec<String>>>,
}

/// One part of a table with the columns that these metrics name.
fn part_of(
    facts: &Facts,
    table: TableName,
    part: usize,
    metrics: &[&Metric],
    in_numbers: bool,
) -> Result<Tables> {
    // Nothing here asks which dossier a row is of.
    let blank_code = in_numbers && metrics.iter().all(|metric| metric.hands_code_on);
    let named = |column: &str| metrics.iter().flat_map(|m| &m.words).any(|words| words.contains(column));
    let wanted = |column: &str| named(column) && !(blank_code && column == CODE);
    let mut frame = match in_numbers {
        true => facts.table(table).part_in_numbers(part, wanted, coded::columns(table))?,
        false => facts.table(table).part(part, wanted)?,
    };
    if blank_code {
        let blank = Column::new_scalar(CODE.into(), Scalar::null(DataType::String), frame.height());
        frame.with_column(blank).map_err(Error::internal)?;
    }
    Ok(Tables::new(vec![(table.as_str(), frame)]))
}

const CODE: &str = "dossier_code";

impl<'a> Counting<'_> {
    /// Adds the sums of all parts, several of which are read and summed at the same time.
    fn parts(
        &self,
        metrics: &[&'a Metric],
        n_parts: usize,
        tables: impl Fn(usize) -> Result<Tables> + Sync,
        found: &mut Found<'a>,
    ) -> Result<()> {
        let mut procedures = Procedures::new();
        let mut take = |frames: Frames<'a>| {
            for (place, (frame, label)) in frames.into_iter().enumerate() {
                if label.0.subject == Counted::Procedure {
                    procedures.entry(place).or_insert_with(|| (label, Vec::new())).1.push(frame);
                } else {
                    self.add(&frame, &label, found);
                }
            }
        };
        let n_threads =
            std::thread::available_parallelism().map_or(1, |n| n.get()).min(n_parts).min(MAX_THREADS);
        if n_threads <= 1 {
            (0..n_parts).try_for_each(|part| self.frames(metrics, &tables(part)?).map(&mut take))?;
        } else {
            let next = AtomicUsize::new(0);
            let work = |send: SyncSender<Result<Frames<'a>>>| {
                let parts = std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed)));
                for part in parts.take_while(|part| *part < n_parts) {
                    let frames = tables(part).and_then(|tables| self.frames(metrics, &tables));
                    if send.send(frames).is_err() {
                        return;
                    }
                }
            };
            let (send, receive) = std::sync::mpsc::sync_channel(n_threads);
            std::thread::scope(|scope| {
                for _ in 0..n_threads {
                    let send = send.clone();
                    scope.spawn(|| work(send));
                }
                drop(send);
                receive.into_iter().try_for_each(|frames| frames.map(&mut take))
            })?;
        }
        self.procedures(procedures, found)
    }

    fn frames(&self, metrics: &[&'a Metric], tables: &Tables) -> Result<Frames<'a>> {
        let mut plans = Vec::new();
        for metric in metrics {
            self.plans(metric, tables, &mut plans)?;
        }
        let (plans, labels): (Vec<LazyFrame>, Vec<Label>) = plans.into_iter().unzip();
        collect(plans)?
            .into_iter()
            .zip(labels)
            .map(|(frame, label)| {
                Ok((if self.tallies(label.0) { self.tallied(frame)? } else { frame }, label))
            })
            .collect()
    }

    /// The plan gives the rows, which are counted here.
    fn tallies(&self, metric: &Metric) -> bool {
        let is_name = self.by.is_some_and(|by| !by.is_time());
        self.names.is_some() && is_name && metric.subject != Counted::Procedure
    }

    fn tallied(&self, rows: DataFrame) -> Result<DataFrame> {
        if let Some(sums) = tally::sums(&rows) {
            return Ok(sums);
        }
        let optional = [("hit_low", col("hit")), ("low_only", lit(false))];
        let missing = optional.into_iter().filter(|(name, _)| !rows.schema().contains(name));
        let missing: Vec<Expr> = missing.map(|(name, value)| value.alias(name)).collect();
        let plan = summed(rows.lazy().with_columns(missing), grouping::names(self.by));
        plan.collect().map_err(Error::internal)
    }

    /// Brings the procedures of all parts together and counts them.
    fn procedures(&self, procedures: Procedures<'a>, found: &mut Found<'a>) -> Result<()> {
        let (mut plans, mut labels) = (Vec::new(), Vec::new());
        for (label, frames) in procedures.into_values() {
            let frames: Vec<LazyFrame> = frames.into_iter().map(DataFrame::lazy).collect();
            let all = concat(frames, UnionArgs::default()).map_err(Error::internal)?;
            // The rows of one month or week are one group already.
            let by = self.by.filter(|_| label.1.is_none());
            plans.push(summed(fold(all, grouping::names(by)), grouping::names(by)));
            labels.push(label);
        }
        for (frame, label) in collect(plans)?.iter().zip(&labels) {
            self.add(frame, label, found);
        }
        Ok(())
    }

    fn add(&self, frame: &DataFrame, (metric, group): &Label<'a>, found: &mut Found<'a>) {
        let names = self.names.as_deref().map(Vec::as_slice);
        for (key, sums) in read_sums(frame, self.by, group.as_deref(), names) {
            found.entry((key, metric.name.as_str())).or_default().add(sums);
        }
    }

    /// The plans of one metric: one, or one for each month or week where the rows depend on the period.
    fn plans(
        &self,
        metric: &'a Metric,
        tables: &Tables,
        into: &mut Vec<(LazyFrame, Label<'a>)>,
    ) -> Result<()> {
        if metric.uses_params
            && let Some(by) = self.by.filter(|by| by.is_time())
        {
            for (label, part) in grouping::parts(self.period, by) {
                into.push((self.plan(metric, tables, part, None)?, (metric, Some(label))));
            }
            return Ok(());
        }
        into.push((self.plan(metric, tables, self.period, self.by)?, (metric, None)));
        Ok(())
    }

    /// The sums by group; of procedures the procedures by group.
    fn plan(&self, metric: &Metric, tables: &Tables, period: Period, by: Option<By>) -> Result<LazyFrame> {
        let rows = counted_rows(self.facts, tables, metric, period)?;
        let mut keys = grouping::keys(by);
        if self.tallies(metric) {
            keys.push(col("hit"));
            // What a query does not name it does not give.
            let gives = |name: &str| metric.words.as_ref().is_none_or(|words| words.contains(name));
            keys.extend(["hit_low", "low_only"].into_iter().filter(|name| gives(name)).map(col));
            return Ok(rows.select(keys));
        }
        Ok(if metric.subject == Counted::Procedure { fold(rows, keys) } else { summed(rows, keys) })
    }
}

fn summed(rows: LazyFrame, keys: Vec<Expr>) -> LazyFrame {
    let counts = || col("low_only").eq_missing(lit(true)).not();
    let count = |condition: Expr, name: &str| condition.sum().cast(DataType::Int64).alias(name);
    let sums = [
        count(counts().and(col("hit").eq_missing(lit(true))), "hits"),
        count(counts().and(col("hit").is_not_null()), "total"),
        count(counts().and(col("hit").is_null()), "no_data"),
        count(col("hit_low").eq_missing(lit(true)), "hits_low"),
        count(col("hit_low").is_not_null(), "total_low"),
    ];
    if keys.is_empty() { rows.select(sums) } else { rows.group_by(keys).agg(sums) }
}

/// The rows of a metric that fall into the period, with `hit_low` and `low_only` filled in.
pub(crate) fn counted_rows(
    facts: &Facts,
    tables: &Tables,
    metric: &Metric,
    period: Period,
) -> Result<LazyFrame> {
    let mut plan = tables.plan(&metric.name, &metric.sql, &facts.params(period))?;
    let schema = plan.collect_schema().map_err(|e| query_error(&metric.name, e))?;
    let optional = [("hit_low", col("hit")), ("low_only", lit(false))];
    for (name, value) in optional {
        if !schema.contains(name) {
            plan = plan.with_column(value.alias(name));
        }
    }
    // A moment is not made a date to be compared.
    let is_moment = matches!(schema.get("counted_on"), Some(DataType::Datetime(_, None)));
    let kind = if is_moment { DataType::Datetime(TimeUnit::Microseconds, None) } else { DataType::Date };
    let day = |date: chrono::NaiveDate| lit(date).cast(DataType::Date).cast(kind.clone());
    let on = || col("counted_on");
    let plan = if is_moment { plan } else { plan.with_column(on().cast(DataType::Date)) };
    let after = period.end.succ_opt().unwrap_or(period.end);
    Ok(plan
        .filter(on().gt_eq(day(period.start)).and(on().lt(day(after))))
        .with_columns([on().cast(DataType::Date), col("hit").cast(DataType::Boolean)]))
}

/// One row per procedure of each group: a hit if any row hits, else no data if any has none.
fn fold(rows: LazyFrame, mut keys: Vec<Expr>) -> LazyFrame {
    keys.push(col("subject"));
    let any = |name: &str| {
        let hit = col(name).eq_missing(lit(true)).any(true);
        let unknown = col(name).is_null().any(true);
        let none = lit(NULL).cast(DataType::Boolean);
        when(hit).then(lit(true)).when(unknown).then(none).otherwise(lit(false)).alias(name)
    };
    rows.group_by(keys).agg([any("hit"), any("hit_low")]).with_column(lit(false).alias("low_only"))
}

/// A column of names, or of numbers that stand for them.
struct Named<'a> {
    texts: Texts,
    numbers: Integers,
    names: Option<&'a [String]>,
}

impl Named<'_> {
    /// None for blank.
    fn at(&self, i: usize) -> Option<&str> {
        let Some(names) = self.names else { return self.texts.at(i) };
        let number = usize::try_from(self.numbers.at(i)?).ok()?;
        names.get(number).map(String::as_str).filter(|name| !name.is_empty())
    }
}

/// Runs all plans together.
fn collect(plans: Vec<LazyFrame>) -> Result<Vec<DataFrame>> {
    let plans = plans.into_iter().map(|plan| plan.logical_plan).collect();
    LazyFrame::collect_all_with_engine(plans, Engine::InMemory, OptFlags::default()).map_err(Error::internal)
}

/// The groups of one result and their sums. `group`: the label of a result that is one group; `names`:
/// what the numbers stand for that are in the place of names.
fn read_sums(
    frame: &DataFrame,
    by: Option<By>,
    group: Option<&str>,
    names: Option<&[String]>,
) -> Vec<(Key, Sums)> {
    let number = |name| Integers::of(frame, name);
    let (hits, total, no_data) = (number("hits"), number("total"), number("no_data"));
    let (hits_low, total_low) = (number("hits_low"), number("total_low"));
    let numbers = Integers::of(frame, "group");
    let name =
        |column: &str| Named { texts: Texts::of(frame, column), numbers: Integers::of(frame, column), names };
    let (texts, agency) = (name("group"), name("agency"));
    let at = |column: &Integers, i| column.at(i).unwrap_or(0).max(0) as u64;
    (0..frame.height())
        .map(|i| {
            let label = match (group, by) {
                (Some(label), _) => label.to_string(),
                (None, Some(by)) if by.is_time() => numbers.at(i).map_or(String::new(), |n| by.label(n)),
                _ => texts.at(i).unwrap_or("").to_string(),
            };
            let sums = Sums {
                hits: at(&hits, i),
                total: at(&total, i),
                no_data: at(&no_data, i),
                low: (at(&hits_low, i), at(&total_low, i)),
            };
            ((label, agency.at(i).map(str::to_string)), sums)
        })
        .filter(|(_, sums)| by.is_none() || sums.total + sums.no_data + sums.low.1 > 0)
        .collect()
}
