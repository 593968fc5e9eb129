//! What stands in each column of an export, in the words of real systems.

use chrono::NaiveDateTime;
use unicode_normalization::UnicodeNormalization;

use super::cast::{AGENCY, Applicant, FIELDS, OFFICIALS, PROCEDURES, ROOM};
use super::clock;
use super::record::{Channel, Dossier, Kind, Suspension};
use super::table::Cell;

/// A column about a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Index,
    Code,
    ProcedureCode,
    ProcedureName,
    Sector,
    Room,
    Agency,
    Channel,
    Submitted,
    Accepted,
    Refused,
    SupplementAt,
    SupplementCount,
    Due,
    OriginalDue,
    StepDue,
    Finished,
    Returned,
    Terminated,
    Receiver,
    Processor,
    Status,
    Digitized,
    EResult,
    Reused,
    ResultRequired,
    Fee,
    Exempt,
    Paid,
    SupplementSlip,
    RefusalSlip,
    Apology,
    Applicant,
    Phone,
    Id,
    Address,
    Email,
    Summary,
    Note,
}

/// A column about a suspension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Index,
    Code,
    Applicant,
    Kind,
    Suspended,
    Resumed,
    Reason,
    DocumentNo,
    DocumentAt,
    NoticeNo,
    NoticeAt,
    NoticeGiven,
    By,
}

/// How a system spells its cells.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    /// Dates as text `dd/MM/yyyy HH:mm:ss`, else real dates.
    pub text_dates: bool,
    pub yes: &'static str,
    pub no: &'static str,
    /// "1.250.000" as text, else a number.
    pub dotted_money: bool,
    pub online: &'static str,
    pub counter: &'static str,
    pub post: &'static str,
    /// Every third name in decomposed Unicode, as one system really writes them.
    pub decomposed: bool,
}

pub const PLAIN: Spelling = Spelling {
    text_dates: false,
    yes: "Có",
    no: "Không",
    dotted_money: false,
    online: "Trực tuyến",
    counter: "Trực tiếp",
    post: "Bưu chính công ích",
    decomposed: false,
};

pub const WRITTEN: Spelling =
    Spelling { text_dates: true, dotted_money: true, post: "BCCI", decomposed: true, ..PLAIN };

/// A row of an export: the dossier as that export sees it.
pub struct Row<'a> {
    pub dossier: &'a Dossier,
    pub index: usize,
    pub moment: NaiveDateTime,
    pub applicant: &'a Applicant,
}

impl Spelling {
    fn date(&self, at: Option<NaiveDateTime>) -> Cell {
        match at {
            None => Cell::Blank,
            Some(at) if self.text_dates && clock::is_date_only(at) => {
                Cell::Text(at.format("%d/%m/%Y").to_string())
            }
            Some(at) if self.text_dates => Cell::Text(at.format("%d/%m/%Y %H:%M:%S").to_string()),
            Some(at) => Cell::Moment(at),
        }
    }

    fn flag(&self, flag: Option<bool>) -> Cell {
        match flag {
            None => Cell::Blank,
            Some(true) => Cell::text(self.yes),
            Some(false) => Cell::text(self.no),
        }
    }

    fn money(&self, amount: i64) -> Cell {
        if self.dotted_money { Cell::Text(dotted(amount)) } else { Cell::Number(amount as f64) }
    }

    fn official(&self, official: Option<usize>, row: usize) -> Cell {
        let Some(official) = official else { return Cell::Blank };
        let name = OFFICIALS[official].name;
        if self.decomposed && row % 3 == 1 {
            Cell::Text(format!("{} ", name.nfd().collect::<String>()))
        } else {
            Cell::text(name)
        }
    }

    pub fn cell(&self, field: Field, row: &Row) -> Cell {
        let d = row.dossier;
        let procedure = &PROCEDURES[d.procedure];
        match field {
            Field::Index => Cell::Number(row.index as f64),
            Field::Code => Cell::Text(d.code()),
            Field::ProcedureCode => Cell::text(procedure.code),
            Field::ProcedureName => Cell::text(procedure.name),
            Field::Sector => Cell::text(FIELDS[procedure.field]),
            Field::Room => Cell::text(ROOM),
            Field::Agency => Cell::text(AGENCY),
            Field::Channel => match d.channel {
                None => Cell::Blank,
                Some(Channel::Online) => Cell::text(self.online),
                Some(Channel::Counter) => Cell::text(self.counter),
                Some(Channel::Post) => Cell::text(self.post),
            },
            Field::Submitted => self.date(d.submitted_at),
            Field::Accepted => self.date(d.accepted_at),
            Field::Refused => self.date(d.refused_at),
            Field::SupplementAt => self.date(d.requests.first().copied()),
            Field::SupplementCount => d.supplement_count.map_or(Cell::Blank, |n| Cell::Number(n as f64)),
            Field::Due => self.date(d.due_at),
            Field::OriginalDue => self.date(d.original_due_at),
            Field::StepDue => self.date(d.step_due_at),
            Field::Finished => self.date(d.finished_at),
            Field::Returned => self.date(d.returned_at),
            Field::Terminated => self.date(d.terminated_at),
            Field::Receiver => self.official(d.receiver, row.index),
            Field::Processor => self.official(d.processor, row.index),
            Field::Status => Cell::text(d.status(row.moment)),
            Field::Digitized => self.flag(d.digitized),
            Field::EResult => self.flag(d.e_result),
            Field::Reused => self.flag(d.reused),
            Field::ResultRequired => self.flag(Some(procedure.yields_result)),
            Field::Fee => self.money(d.fee),
            Field::Exempt => self.flag(Some(d.exempt)),
            Field::Paid => self.flag(d.paid_online),
            Field::SupplementSlip => self.flag(d.supplement_slip),
            Field::RefusalSlip => self.flag(d.refusal_slip),
            Field::Apology => self.flag(d.apology_slip),
            _ => personal(field, row),
        }
    }

    pub fn stop(&self, column: Stop, row: &Row, s: &Suspension) -> Cell {
        match column {
            Stop::Index => Cell::Number(row.index as f64),
            Stop::Code => Cell::Text(row.dossier.code()),
            Stop::Applicant => Cell::text(row.applicant.name),
            Stop::Kind => match s.kind {
                None => Cell::Blank,
                Some(Kind::Supplement) => Cell::text("Yêu cầu bổ sung giấy tờ"),
                Some(Kind::FinancialDuty) => Cell::text("Yêu cầu thực hiện nghĩa vụ tài chính"),
                Some(Kind::Other) => Cell::text("Khác"),
            },
            Stop::Suspended => self.date(Some(s.suspended_at)),
            Stop::Resumed => self.date(s.resumed_at),
            Stop::Reason => Cell::text(s.reason.clone()),
            Stop::DocumentNo => Cell::text(s.document_no.clone().unwrap_or_default()),
            Stop::DocumentAt => self.date(s.document_at),
            Stop::NoticeNo => Cell::text(s.notice_no.clone().unwrap_or_default()),
            Stop::NoticeAt => self.date(s.notice_at),
            Stop::NoticeGiven => self.flag(s.notice_given),
            Stop::By => self.official(s.suspended_by, row.index),
        }
    }
}

/// Applicant data, and free text that is full of it.
fn personal(field: Field, row: &Row) -> Cell {
    let person = row.applicant;
    match field {
        Field::Applicant => Cell::text(person.name),
        Field::Phone => Cell::text(person.phone.clone()),
        Field::Id => Cell::text(person.id.clone()),
        Field::Address => Cell::text(person.address.clone()),
        Field::Email => Cell::text(person.email.clone()),
        Field::Summary => Cell::Text(format!("{} – {}", PROCEDURES[row.dossier.procedure].name, person.name)),
        Field::Note => match row.dossier.number % 7 {
            0 => Cell::Text(format!("Người nhận thay: {}, ĐT {}", person.name, person.phone)),
            3 => Cell::Text(format!("Trả tại nhà: {}", person.address)),
            _ => Cell::Blank,
        },
        _ => Cell::Blank,
    }
}

/// 1250000 → "1.250.000"
fn dotted(amount: i64) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}
