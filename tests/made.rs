//! Dossiers and suspensions made by tests, as plain values and as the state that motcua reads.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use motcua::domain::schema::TableName;
use motcua::tables::State;
use polars::prelude::*;

/// `t("2026-10-05 08:00")`; a date alone is date-only.
pub fn t(text: &str) -> NaiveDateTime {
    match NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M") {
        Ok(moment) => moment,
        Err(_) => NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap().and_hms_opt(0, 0, 0).unwrap(),
    }
}

/// One row of `dossiers`.
#[derive(Clone, Debug, Default)]
pub struct Dossier {
    pub dossier_code: String,
    pub procedure_code: Option<String>,
    pub procedure_name: Option<String>,
    pub field: Option<String>,
    pub agency: Option<String>,
    pub channel: Option<&'static str>,
    pub submitted_at: Option<NaiveDateTime>,
    pub accepted_at: Option<NaiveDateTime>,
    pub refused_at: Option<NaiveDateTime>,
    pub supplement_requested_at: Option<NaiveDateTime>,
    pub supplement_count: Option<i64>,
    pub due_at: Option<NaiveDateTime>,
    pub original_due_at: Option<NaiveDateTime>,
    pub step_due_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    pub terminated_at: Option<NaiveDateTime>,
    pub receiving_official: Option<String>,
    pub processing_official: Option<String>,
    pub status: Option<&'static str>,
    pub digitized: Option<bool>,
    pub e_result: Option<bool>,
    pub reused: Option<bool>,
    pub result_required: Option<bool>,
    pub fee_amount: Option<i64>,
    pub fee_exempt: Option<bool>,
    pub paid_online: Option<bool>,
    pub supplement_slip: Option<bool>,
    pub refusal_slip: Option<bool>,
    pub apology_slip: Option<bool>,
}

/// One row of `suspensions`.
#[derive(Clone, Debug, Default)]
pub struct Suspension {
    pub dossier_code: String,
    pub sequence: i64,
    pub kind: Option<&'static str>,
    pub suspended_at: Option<NaiveDateTime>,
    pub resumed_at: Option<NaiveDateTime>,
    pub reason: Option<String>,
    pub document_no: Option<String>,
    pub document_at: Option<NaiveDateTime>,
    pub notice_no: Option<String>,
    pub notice_at: Option<NaiveDateTime>,
    pub notice_given: Option<bool>,
    pub suspended_by: Option<String>,
}

/// One row of `procedures`.
#[derive(Clone, Debug, Default)]
pub struct Procedure {
    pub procedure_code: String,
    pub procedure_name: Option<String>,
    pub limit_working_days: Option<f64>,
    pub has_fee: Option<bool>,
    pub online_level: Option<&'static str>,
    pub by_post: Option<bool>,
}

/// One row of `explanations`.
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    pub dossier_code: String,
    /// None: about the dossier.
    pub sequence: Option<i64>,
    pub document_no: Option<String>,
    pub document_at: Option<NaiveDateTime>,
    pub notice_no: Option<String>,
    pub notice_at: Option<NaiveDateTime>,
    pub explanation: Option<String>,
    pub explained_by: Option<String>,
}

/// All that a test knows.
#[derive(Clone, Debug)]
pub struct Made {
    pub dossiers: Vec<Dossier>,
    pub suspensions: Vec<Suspension>,
    pub procedures: Vec<Procedure>,
    pub explanations: Vec<Explanation>,
    /// Columns that no import carries, as `table.column`.
    pub lacking: BTreeSet<String>,
    pub as_of: NaiveDateTime,
}

impl Made {
    pub fn new(as_of: &str) -> Made {
        Made {
            dossiers: vec![],
            suspensions: vec![],
            procedures: vec![],
            explanations: vec![],
            lacking: BTreeSet::new(),
            as_of: t(as_of),
        }
    }

    /// Takes a column out of the exports: it is not carried and blank.
    pub fn without(mut self, column: &str) -> Made {
        self.lacking.insert(column.to_string());
        self
    }

    pub fn lacks(&self, column: &str) -> bool {
        self.lacking.contains(column)
    }

    /// In the order in which the rows stand here: [`motcua::analysis::facts::build`] sorts.
    pub fn state(&self) -> State {
        let mut carried = BTreeMap::new();
        for table in TableName::ALL {
            let of = |c: &str| self.lacks(&format!("{}.{c}", table.as_str()));
            let names = table.columns().iter().map(|c| c.name.to_string()).filter(|c| !of(c)).collect();
            carried.insert(table, names);
        }
        State {
            dossiers: self.frame(TableName::Dossiers, dossier_columns(&self.dossiers)),
            suspensions: self.frame(TableName::Suspensions, suspension_columns(&self.suspensions)),
            procedures: self.frame(TableName::Procedures, procedure_columns(&self.procedures)),
            explanations: self.frame(TableName::Explanations, explanation_columns(&self.explanations)),
            carried,
            import_ids: vec!["1".to_string()],
            as_of: self.as_of,
        }
    }

    /// The schema's columns (blank where not made), the source columns, the `X_exported` flags.
    fn frame(&self, table: TableName, made: Vec<Column>) -> DataFrame {
        let n = made[0].len();
        let mut columns = Vec::new();
        for column in table.columns() {
            let kind = motcua::tables::data_type(column.kind);
            let found = made.iter().find(|c| c.name() == column.name);
            let lacks = self.lacks(&format!("{}.{}", table.as_str(), column.name));
            columns.push(match found.filter(|_| !lacks) {
                Some(found) => found.cast(&kind).unwrap(),
                None => Column::full_null(column.name.into(), n, &kind),
            });
            let flagged =
                table == TableName::Suspensions && !["dossier_code", "sequence"].contains(&column.name);
            if flagged {
                columns.push(Column::new(format!("{}_exported", column.name).into(), vec![!lacks; n]));
            }
        }
        for name in ["import_id", "source_file", "source_sheet"] {
            columns.push(Column::new(name.into(), vec!["made"; n]));
        }
        columns.push(Column::new("source_row".into(), (1..=n as i64).collect::<Vec<_>>()));
        DataFrame::new(n, columns).unwrap()
    }
}

fn stamps(name: &str, values: impl Iterator<Item = Option<NaiveDateTime>>) -> Column {
    let micros: Vec<Option<i64>> = values.map(|v| v.map(|v| v.and_utc().timestamp_micros())).collect();
    Column::new(name.into(), micros).cast(&DataType::Datetime(TimeUnit::Microseconds, None)).unwrap()
}

macro_rules! columns {
    ($rows:expr; texts $($text:ident)*; stamps $($stamp:ident)*; others $($other:ident)*) => {
        vec![
            $( Column::new(stringify!($text).into(), $rows.iter().map(|r| text(&r.$text)).collect::<Vec<_>>()), )*
            $( stamps(stringify!($stamp), $rows.iter().map(|r| r.$stamp)), )*
            $( Column::new(stringify!($other).into(), $rows.iter().map(|r| r.$other).collect::<Vec<_>>()), )*
        ]
    };
}

/// Texts are `String`, `Option<String>` or `Option<&str>`.
trait AsText {
    fn as_text(&self) -> Option<&str>;
}
impl AsText for String {
    fn as_text(&self) -> Option<&str> {
        Some(self)
    }
}
impl AsText for Option<String> {
    fn as_text(&self) -> Option<&str> {
        self.as_deref()
    }
}
impl AsText for Option<&'static str> {
    fn as_text(&self) -> Option<&str> {
        *self
    }
}
fn text(value: &impl AsText) -> Option<&str> {
    value.as_text()
}

fn dossier_columns(rows: &[Dossier]) -> Vec<Column> {
    columns!(rows;
        texts dossier_code procedure_code procedure_name field agency channel receiving_official
            processing_official status;
        stamps submitted_at accepted_at refused_at supplement_requested_at due_at original_due_at step_due_at
            finished_at returned_at terminated_at;
        others supplement_count digitized e_result reused result_required fee_amount fee_exempt paid_online
            supplement_slip refusal_slip apology_slip)
}

fn suspension_columns(rows: &[Suspension]) -> Vec<Column> {
    columns!(rows;
        texts dossier_code kind reason document_no notice_no suspended_by;
        stamps suspended_at resumed_at document_at notice_at;
        others sequence notice_given)
}

fn procedure_columns(rows: &[Procedure]) -> Vec<Column> {
    columns!(rows;
        texts procedure_code procedure_name online_level;
        stamps;
        others limit_working_days has_fee by_post)
}

fn explanation_columns(rows: &[Explanation]) -> Vec<Column> {
    columns!(rows;
        texts dossier_code document_no notice_no explanation explained_by;
        stamps document_at notice_at;
        others sequence)
}

/// Random dossiers: dates of autumn 2026 with and without times, blanks, contradictions.
pub mod any {
    use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
    use proptest::collection::vec;
    use proptest::option::{of, weighted};
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{Dossier, Made, Procedure, Suspension};

    /// From 2026-09-01 on, a third without a time, else to the minute or to the second.
    fn moment(days: std::ops::Range<i64>) -> impl Strategy<Value = NaiveDateTime> {
        let start = NaiveDate::from_ymd_opt(2026, 9, 1).unwrap().and_hms_opt(0, 0, 0).unwrap();
        let second = prop_oneof![
            2 => Just(0),
            3 => (25i64..72).prop_map(|quarter| quarter * 900),
            2 => 25_000i64..64_000,
            1 => 1i64..86_400,
        ];
        (days, second)
            .prop_map(move |(day, second)| start + TimeDelta::days(day) + TimeDelta::seconds(second))
    }

    fn name(names: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
        weighted(0.9, select(names)).prop_map(|name| name.map(str::to_string))
    }

    const STATUSES: &[&str] = &[
        "registered",
        "accepted",
        "refused",
        "processing",
        "supplement_requested",
        "awaiting_payment",
        "withdrawn",
        "stopped",
        "finished",
        "returned",
        "unknown",
    ];

    prop_compose! {
        fn clock()(
            channel in weighted(0.9, select(&["online", "counter", "post"][..])),
            submitted_at in weighted(0.9, moment(0..60)),
            accepted_at in weighted(0.85, moment(0..62)),
            refused_at in weighted(0.1, moment(0..62)),
            supplement_requested_at in weighted(0.2, moment(0..70)),
            supplement_count in weighted(0.8, 0i64..3),
            due_at in weighted(0.85, moment(10..90)),
            original_due_at in weighted(0.2, moment(10..80)),
            step_due_at in weighted(0.4, moment(5..80)),
            finished_at in weighted(0.5, moment(5..85)),
            returned_at in weighted(0.2, moment(5..90)),
            terminated_at in weighted(0.1, moment(5..85)),
        ) -> Dossier {
            Dossier {
                channel, submitted_at, accepted_at, refused_at, supplement_requested_at, supplement_count,
                due_at, original_due_at, step_due_at, finished_at, returned_at, terminated_at,
                ..Dossier::default()
            }
        }
    }

    prop_compose! {
        fn dossier()(
            clock in clock(),
            procedure_code in name(&["P1", "P2", "P3", "P4"]),
            field in name(&["Hộ tịch", "Đất đai"]),
            agency in name(&["UBND xã A", "UBND xã B"]),
            receiving_official in name(&["Nhạn", "An"]),
            processing_official in name(&["Trâm", "Khải", "Lộc"]),
            status in weighted(0.7, select(STATUSES)),
            flags in [of(any::<bool>()), of(any::<bool>()), of(any::<bool>()), of(any::<bool>())],
            slips in [of(any::<bool>()), of(any::<bool>()), of(any::<bool>())],
            fee_amount in weighted(0.8, select(&[0i64, 8_000, 50_000][..])),
            fee_exempt in of(any::<bool>()),
            paid_online in of(any::<bool>()),
        ) -> Dossier {
            let [digitized, e_result, reused, result_required] = flags;
            let [supplement_slip, refusal_slip, apology_slip] = slips;
            Dossier {
                procedure_code, field, agency, receiving_official, processing_official, status,
                digitized, e_result, reused, result_required, fee_amount, fee_exempt, paid_online,
                supplement_slip, refusal_slip, apology_slip,
                ..clock
            }
        }
    }

    const REASONS: &[&str] =
        &["khác", "...", "chờ", "Chờ trích lục bản đồ địa chính", "Thiếu bản sao giấy khai sinh"];

    prop_compose! {
        fn suspension()(
            kind in weighted(0.8, select(&["supplement", "financial_duty", "other"][..])),
            suspended_at in weighted(0.95, moment(5..75)),
            resumed_at in weighted(0.75, moment(8..90)),
            reason in weighted(0.9, select(REASONS)),
            document_no in weighted(0.8, Just("12/CV")),
            document_at in weighted(0.8, moment(3..30)),
            notice_no in weighted(0.3, Just("7/TB")),
            notice_at in weighted(0.3, moment(5..75)),
            notice_given in of(any::<bool>()),
            suspended_by in name(&["Trâm", "Khải", "Lộc"]),
        ) -> Suspension {
            let text = |value: Option<&str>| value.map(str::to_string);
            Suspension {
                kind, suspended_at, resumed_at, document_at, notice_at, notice_given, suspended_by,
                reason: text(reason), document_no: text(document_no), notice_no: text(notice_no),
                ..Suspension::default()
            }
        }
    }

    prop_compose! {
        fn procedure()(
            limit_working_days in weighted(0.8, select(&[1.0, 2.5, 10.0][..])),
            has_fee in of(any::<bool>()),
            online_level in weighted(0.8, select(&["full", "partial", "none"][..])),
            by_post in of(any::<bool>()),
        ) -> Procedure {
            Procedure { limit_working_days, has_fee, online_level, by_post, ..Procedure::default() }
        }
    }

    /// About `n` dossiers, a fifth of them with one to three suspensions, as of 2026-11-05 10:30.
    pub fn made(n: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Made> {
        let suspensions = prop_oneof![4 => Just(vec![]), 1 => vec(suspension(), 1..4)];
        let rows = vec((dossier(), suspensions), n);
        (rows, vec(procedure(), 3)).prop_map(|(rows, procedures)| {
            let mut made = Made::new("2026-11-05 10:30");
            for (i, (dossier, mut suspensions)) in rows.into_iter().enumerate() {
                let dossier_code = format!("H32.199-2609{:02}-{i:05}", i % 30 + 1);
                suspensions.sort_by_key(|s| s.suspended_at);
                for (k, suspension) in suspensions.into_iter().enumerate() {
                    let (dossier_code, sequence) = (dossier_code.clone(), k as i64 + 1);
                    made.suspensions.push(Suspension { dossier_code, sequence, ..suspension });
                }
                made.dossiers.push(Dossier { dossier_code, ..dossier });
            }
            for (i, procedure) in procedures.into_iter().enumerate() {
                made.procedures.push(Procedure { procedure_code: format!("P{}", i + 1), ..procedure });
            }
            made.dossiers.sort_by(|a, b| a.dossier_code.cmp(&b.dossier_code));
            made.suspensions
                .sort_by(|a, b| (&a.dossier_code, a.sequence).cmp(&(&b.dossier_code, b.sequence)));
            made
        })
    }
}
