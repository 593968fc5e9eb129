//! The derived columns of `dossiers`, row by row over vectors, on as many threads as there are.

use std::ops::Range;

use chrono::NaiveDateTime;
use polars::prelude::*;

use crate::derive::acceptance::{Acceptance, acceptance};
use crate::derive::dossier::{Dossiers, is_carried};
use crate::derive::index766::{Index766, Progress, index_766};
use crate::derive::moments::{Calendars, is_after, latest, shift};
use crate::derive::outcome::{self, Outcome};
use crate::derive::procedures::Procedure;
use crate::derive::read::{self, Texts};
use crate::derive::suspensions::{Suspended, SuspensionFacts};
use crate::derive::{Given, Verdict, codes};
use crate::domain::calendar::Calendar;
use crate::domain::schema::TableName;
use crate::error::{Error, Result};

/// Derived columns of one dossier; names as in [`crate::derive::list::DOSSIERS`].
#[derive(Clone, Debug, Default)]
struct Row {
    ended_at: Option<NaiveDateTime>,
    has_result: bool,
    acceptance: Acceptance,
    clock: Clock,
    due_effective_at: Option<NaiveDateTime>,
    due_counterfactual_at: Option<NaiveDateTime>,
    due_counterfactual_low_at: Option<NaiveDateTime>,
    outcome: Option<Outcome>,
    overdue_minutes: Option<i64>,
    step_outcome: Option<Outcome>,
    counterfactual: Option<bool>,
    counterfactual_low: Option<bool>,
    counterfactual_on: Option<NaiveDateTime>,
    index_766: Index766,
    n_supplements: Option<i64>,
    procedure: Procedure,
    due_on_day_off: Option<bool>,
}

/// The suspensions of one dossier, summed up. Working seconds of closed ones.
#[derive(Clone, Copy, Debug, Default)]
struct Clock {
    /// False: no import carries suspensions, all below is no data.
    is_known: bool,
    seconds: i64,
    improper_seconds: i64,
    unverifiable_seconds: i64,
    n_open: u32,
    n_open_improper: u32,
    n_open_unverifiable: u32,
}

struct Work<'a> {
    given: &'a Given<'a>,
    dossiers: &'a Dossiers,
    calendars: &'a Calendars<'a>,
    suspensions: &'a SuspensionFacts,
    verdicts: &'a [Verdict],
    suspensions_are_carried: bool,
    kinds_are_carried: bool,
}

/// Computes the columns; `verdicts` in the order of the suspensions.
pub(crate) fn derive(
    given: &Given,
    dossiers: &Dossiers,
    calendars: &Calendars,
    suspensions: &SuspensionFacts,
    verdicts: &[Verdict],
) -> Result<Vec<Column>> {
    let work = Work {
        given,
        dossiers,
        calendars,
        suspensions,
        verdicts,
        suspensions_are_carried: is_carried(given.state, TableName::Suspensions, "suspended_at"),
        kinds_are_carried: is_carried(given.state, TableName::Suspensions, "kind"),
    };
    let rows = in_parallel(dossiers.n, |range| range.map(|i| work.row(i)).collect());
    columns(given, &rows).map_err(Error::internal)
}

/// Runs `of` over equal parts of `0..n` on all threads; the parts come back in order.
fn in_parallel<T: Send>(n: usize, of: impl Fn(Range<usize>) -> Vec<T> + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get()).clamp(1, 16);
    if threads == 1 || n < 20_000 {
        return of(0..n);
    }
    let size = n.div_ceil(threads);
    let parts: Vec<Range<usize>> = (0..threads).map(|t| (t * size).min(n)..((t + 1) * size).min(n)).collect();
    let mut rows = Vec::with_capacity(n);
    std::thread::scope(|scope| {
        let running: Vec<_> = parts.into_iter().map(|part| scope.spawn(|| of(part))).collect();
        for thread in running {
            match thread.join() {
                Ok(part) => rows.extend(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
    });
    rows
}

impl Work<'_> {
    fn row(&self, i: usize) -> Row {
        let d = self.dossiers;
        let calendar = self.calendars.of(d.agency.at(i));
        let ended_at = d.ended_at(i);
        let clock = self.clock(i);
        let due = self.effective_due(d.due_at.at(i), &clock, calendar);
        let procedure = self.given.catalogue.of(d, i);
        let n_supplements = self.n_supplements(i);
        let mut row = Row {
            ended_at,
            has_result: d.has_result(i),
            acceptance: acceptance(d, i, calendar, self.given.state.as_of),
            clock,
            due_effective_at: due,
            outcome: self.outcome(i, due, &clock),
            step_outcome: d
                .step_due_at
                .at(i)
                .and_then(|step| self.outcome(i, self.effective_due(Some(step), &clock, calendar), &clock)),
            n_supplements,
            procedure,
            due_on_day_off: d.due_at.at(i).map(|due| !calendar.is_working_day(due.date())),
            index_766: self.index_766(i, procedure.limit_working_days, n_supplements, calendar),
            ..Row::default()
        };
        row.overdue_minutes = match (row.outcome, due) {
            (Some(Outcome::Late | Outcome::RunningLate), Some(due)) => {
                let until = ended_at.map_or(self.given.state.as_of, latest);
                Some(calendar.working_minutes(latest(due), until))
            }
            _ => None,
        };
        self.counterfactual(i, calendar, &mut row);
        row
    }

    fn rows_of(&self, i: usize) -> Range<usize> {
        let range = &self.suspensions.of_dossier[i];
        range.start as usize..range.end as usize
    }

    fn clock(&self, i: usize) -> Clock {
        let mut clock = Clock { is_known: self.suspensions_are_carried, ..Clock::default() };
        for k in self.rows_of(i) {
            let (row, verdict): (&Suspended, Verdict) = (&self.suspensions.rows[k], self.verdicts[k]);
            let open = u32::from(row.is_open());
            clock.seconds += row.working_seconds;
            clock.n_open += open;
            match verdict {
                Verdict::Improper => {
                    clock.improper_seconds += row.working_seconds;
                    clock.n_open_improper += open;
                }
                Verdict::Unverifiable => {
                    clock.unverifiable_seconds += row.working_seconds;
                    clock.n_open_unverifiable += open;
                }
                Verdict::Proper => {}
            }
        }
        clock
    }

    /// Where the system does not add suspended time to the due date, it is added here.
    fn effective_due(
        &self,
        due: Option<NaiveDateTime>,
        clock: &Clock,
        calendar: &Calendar,
    ) -> Option<NaiveDateTime> {
        let added = if self.given.settings.due_includes_suspensions { 0 } else { clock.seconds };
        due.map(|due| shift(calendar, due, added))
    }

    fn outcome(&self, i: usize, due: Option<NaiveDateTime>, clock: &Clock) -> Option<Outcome> {
        let d = self.dossiers;
        if let Some(ended_at) = d.ended_at(i) {
            return Some(outcome::ended(ended_at, due));
        }
        if !self.runs(i) {
            return None;
        }
        let stopped = if clock.is_known { clock.n_open > 0 } else { d.waits_for_applicant(i) };
        Some(if stopped { Outcome::Suspended } else { outcome::running(self.given.state.as_of, due) })
    }

    /// Accepted and not over (suspended or not).
    fn runs(&self, i: usize) -> bool {
        self.dossiers.ended_at(i).is_none() && self.dossiers.is_accepted(i) && !self.dossiers.is_closed(i)
    }

    /// The dossier with its improper (and, for the low bound, unverifiable) suspensions voided.
    ///
    /// A running dossier counts on its effective due date, at the latest on as_of, whatever is
    /// voided: voiding more can then only turn hits into misses or add misses.
    fn counterfactual(&self, i: usize, calendar: &Calendar, row: &mut Row) {
        let (Some(due), true) = (self.dossiers.due_at.at(i), row.clock.is_known) else { return };
        let clock = row.clock;
        let kept = if self.given.settings.due_includes_suspensions { 0 } else { clock.seconds };
        let voided = clock.improper_seconds;
        let due_high = shift(calendar, due, kept - voided);
        let due_low = shift(calendar, due, kept - voided - clock.unverifiable_seconds);
        row.due_counterfactual_at = Some(due_high);
        row.due_counterfactual_low_at = Some(due_low);
        let hit = |due: NaiveDateTime, n_voided: u32| match row.ended_at {
            Some(ended) => Some(!is_after(ended, due)),
            None => {
                let overdue =
                    self.runs(i) && clock.n_open <= n_voided && is_after(self.given.state.as_of, due);
                overdue.then_some(false)
            }
        };
        row.counterfactual = hit(due_high, clock.n_open_improper);
        row.counterfactual_low = hit(due_low, clock.n_open_improper + clock.n_open_unverifiable);
        row.counterfactual_on = row.counterfactual_low.and_then(|_| {
            row.ended_at.or_else(|| row.due_effective_at.map(|due| due.min(self.given.state.as_of)))
        });
    }

    fn n_supplements(&self, i: usize) -> Option<i64> {
        let counted = || {
            let rows = &self.suspensions.rows[self.rows_of(i)];
            let known = self.kinds_are_carried && rows.iter().all(|r| r.is_supplement.is_some());
            known.then(|| rows.iter().filter(|r| r.is_supplement == Some(true)).count() as i64)
        };
        self.dossiers.supplement_count.at(i).or_else(counted)
    }

    fn index_766(
        &self,
        i: usize,
        limit: Option<f64>,
        n_supplements: Option<i64>,
        calendar: &Calendar,
    ) -> Index766 {
        let d = self.dossiers;
        let ended_at = d.ended_at(i);
        let progress = Progress {
            accepted_at: d.accepted_at.at(i),
            ended_at,
            closed_without_date: ended_at.is_none() && d.is_closed(i),
            due_at: d.due_at.at(i),
            limit,
            n_supplements,
            supplement_requested_at: d.supplement_requested_at.at(i),
            suspensions: &self.suspensions.rows[self.rows_of(i)],
        };
        index_766(&progress, calendar)
    }
}

fn columns(given: &Given, rows: &[Row]) -> PolarsResult<Vec<Column>> {
    let stamps = |name: &str, value: fn(&Row) -> Option<NaiveDateTime>| {
        read::stamps(name, rows.iter().map(value).collect())
    };
    let number = |name: &str, value: fn(&Row) -> Option<i64>| -> Column {
        let column: Int64Chunked = rows.iter().map(value).collect_ca(name.into());
        column.into_column()
    };
    let flag = |name: &str, value: fn(&Row) -> Option<bool>| -> Column {
        let column: BooleanChunked = rows.iter().map(value).collect_ca(name.into());
        column.into_column()
    };
    let word =
        |name: &str, value: fn(&Row) -> Option<&'static str>| read::texts(name, rows.iter().map(value));
    let limit: Float64Chunked =
        rows.iter().map(|r| r.procedure.limit_working_days).collect_ca("limit_working_days".into());
    let codes = Texts::of(&given.state.dossiers, "dossier_code");
    let code = |i: usize| codes.at(i).unwrap_or("");
    let well_formed: BooleanChunked =
        (0..rows.len()).map(|i| Some(codes::is_well_formed(code(i)))).collect_ca("code_well_formed".into());
    let folded: StringChunked =
        (0..rows.len()).map(|i| Some(codes::fold(code(i)))).collect_ca("code_folded".into());
    Ok(vec![
        stamps("ended_at", |r| r.ended_at)?,
        flag("has_result", |r| Some(r.has_result)),
        stamps("first_response_at", |r| r.acceptance.first_response_at)?,
        number("acceptance_minutes_min", |r| r.acceptance.minutes.map(|m| m.0)),
        number("acceptance_minutes_max", |r| r.acceptance.minutes.map(|m| m.1)),
        word("acceptance_outcome", |r| r.acceptance.outcome),
        number("suspended_minutes", |r| r.clock.is_known.then_some(r.clock.seconds / 60)),
        number("suspended_minutes_improper", |r| r.clock.is_known.then_some(r.clock.improper_seconds / 60)),
        number("suspended_minutes_unverifiable", |r| {
            r.clock.is_known.then_some(r.clock.unverifiable_seconds / 60)
        }),
        flag("open_suspension", |r| r.clock.is_known.then_some(r.clock.n_open > 0)),
        flag("open_suspension_improper", |r| r.clock.is_known.then_some(r.clock.n_open_improper > 0)),
        stamps("due_effective_at", |r| r.due_effective_at)?,
        stamps("due_counterfactual_at", |r| r.due_counterfactual_at)?,
        stamps("due_counterfactual_low_at", |r| r.due_counterfactual_low_at)?,
        word("outcome", |r| r.outcome.map(Outcome::as_str)),
        number("overdue_minutes", |r| r.overdue_minutes),
        word("step_outcome", |r| r.step_outcome.map(Outcome::as_str)),
        word("counterfactual", |r| r.counterfactual.map(hit_word)),
        word("counterfactual_low", |r| r.counterfactual_low.map(hit_word)),
        stamps("counterfactual_on", |r| r.counterfactual_on)?,
        stamps("end_766_at", |r| r.index_766.end_at)?,
        word("verdict_766", |r| r.index_766.verdict),
        stamps("due_766_at", |r| r.index_766.due_at)?,
        number("n_supplements", |r| r.n_supplements),
        limit.into_column(),
        flag("procedure_has_fee", |r| r.procedure.has_fee),
        flag("procedure_online", |r| r.procedure.online),
        flag("procedure_by_post", |r| r.procedure.by_post),
        flag("due_on_day_off", |r| r.due_on_day_off),
        well_formed.into_column(),
        folded.into_column(),
    ])
}

fn hit_word(hit: bool) -> &'static str {
    if hit { "hit" } else { "miss" }
}
