//! A dossier and its suspensions as they happened, and as an export of some moment shows them.

use chrono::{NaiveDate, NaiveDateTime};

use super::cast;

/// The last export: what the truth is the truth of.
pub fn as_of() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default().and_hms_opt(17, 30, 0).unwrap_or_default()
}

/// Nothing happens after this moment, so that the last lists, printed minutes apart, agree.
pub fn curtain() -> NaiveDateTime {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default().and_hms_opt(16, 45, 0).unwrap_or_default()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    Online,
    Counter,
    Post,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Supplement,
    FinancialDuty,
    Other,
}

/// Why a dossier ended without a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    Withdrawn,
    Stopped,
    Refused,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Proper,
    Improper,
    Unverifiable,
}

/// One suspension, with the verdict that was decided when it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Suspension {
    pub sequence: i64,
    pub kind: Option<Kind>,
    pub suspended_at: NaiveDateTime,
    /// `None`: still open.
    pub resumed_at: Option<NaiveDateTime>,
    pub reason: String,
    pub document_no: Option<String>,
    pub document_at: Option<NaiveDateTime>,
    pub notice_no: Option<String>,
    pub notice_at: Option<NaiveDateTime>,
    pub notice_given: Option<bool>,
    pub suspended_by: Option<usize>,
    /// Working minutes that it stopped the clock; `None` while open or resumed before it began.
    pub minutes: Option<i64>,
    /// Working minutes that were added to the due date on resume (0 while open).
    pub added: i64,
    pub verdict: Verdict,
    pub rules: Vec<&'static str>,
    pub no_data_rules: Vec<&'static str>,
}

/// A cell that was edited after the fact: what the exports before `at` show.
#[derive(Clone, Debug, PartialEq)]
pub enum Before {
    Accepted(NaiveDateTime),
    Finished(NaiveDateTime),
    Processor(usize),
    Digitized(bool),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    pub at: NaiveDateTime,
    pub before: Before,
}

/// A dossier as the last export knows it, with what earlier exports knew.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    pub code_date: NaiveDate,
    pub number: u32,
    pub procedure: usize,
    pub applicant: usize,
    pub channel: Option<Channel>,
    pub submitted_at: Option<NaiveDateTime>,
    pub accepted_at: Option<NaiveDateTime>,
    pub refused_at: Option<NaiveDateTime>,
    /// Requests for a supplement; the exports show the first and their number.
    pub requests: Vec<NaiveDateTime>,
    pub supplement_count: Option<i64>,
    pub due_at: Option<NaiveDateTime>,
    pub original_due_at: Option<NaiveDateTime>,
    /// `(until, due)`: the due dates that held before, oldest first.
    pub earlier_dues: Vec<(NaiveDateTime, NaiveDateTime)>,
    pub step_due_at: Option<NaiveDateTime>,
    pub finished_at: Option<NaiveDateTime>,
    pub returned_at: Option<NaiveDateTime>,
    pub terminated_at: Option<NaiveDateTime>,
    pub ending: Option<Ending>,
    pub receiver: Option<usize>,
    pub processor: Option<usize>,
    /// The status says finished, the date is missing.
    pub dateless: bool,
    pub digitized: Option<bool>,
    pub e_result: Option<bool>,
    pub reused: Option<bool>,
    pub fee: i64,
    pub exempt: bool,
    pub paid_online: Option<bool>,
    pub supplement_slip: Option<bool>,
    pub refusal_slip: Option<bool>,
    pub apology_slip: Option<bool>,
    pub suspensions: Vec<Suspension>,
    pub edit: Option<Edit>,
    /// Working minutes from acceptance to the due date and to the end, as decided.
    pub due_minutes: Option<i64>,
    pub end_minutes: Option<i64>,
}

impl Dossier {
    /// A dossier of which nothing is known yet but how it came.
    pub fn arrived(
        date: NaiveDate,
        number: u32,
        procedure: usize,
        applicant: usize,
        channel: Option<Channel>,
        receiver: Option<usize>,
    ) -> Dossier {
        Dossier {
            code_date: date,
            number,
            procedure,
            applicant,
            channel,
            submitted_at: None,
            accepted_at: None,
            refused_at: None,
            requests: Vec::new(),
            supplement_count: Some(0),
            due_at: None,
            original_due_at: None,
            earlier_dues: Vec::new(),
            step_due_at: None,
            finished_at: None,
            returned_at: None,
            terminated_at: None,
            ending: None,
            receiver,
            processor: None,
            dateless: false,
            digitized: None,
            e_result: None,
            reused: None,
            fee: 0,
            exempt: false,
            paid_online: None,
            supplement_slip: None,
            refusal_slip: None,
            apology_slip: None,
            suspensions: Vec::new(),
            edit: None,
            due_minutes: None,
            end_minutes: None,
        }
    }

    pub fn code(&self) -> String {
        format!("{}-{}-{:04}", cast::AGENCY_CODE, self.code_date.format("%y%m%d"), self.number)
    }

    pub fn ended_at(&self) -> Option<NaiveDateTime> {
        let terminated = if self.accepted_at.is_some() { self.terminated_at } else { None };
        self.finished_at.or(self.returned_at).or(terminated)
    }

    /// A clock suspension that is not over.
    pub fn is_suspended(&self) -> bool {
        self.ended_at().is_none() && self.suspensions.iter().any(|s| s.resumed_at.is_none())
    }

    /// When the dossier first appears in a list.
    pub fn born_at(&self) -> Option<NaiveDateTime> {
        [self.submitted_at, self.accepted_at].into_iter().flatten().min()
    }

    /// The dossier as an export of `moment` shows it; `None` before it exists.
    pub fn seen_at(&self, moment: NaiveDateTime) -> Option<Dossier> {
        if self.born_at().is_none_or(|born| born > moment) {
            return None;
        }
        let mut seen = self.clone();
        if let Some(edit) = seen.edit.take()
            && moment < edit.at
        {
            match edit.before {
                Before::Accepted(at) => seen.accepted_at = Some(at),
                Before::Finished(at) => seen.finished_at = Some(at),
                Before::Processor(official) => seen.processor = Some(official),
                Before::Digitized(was) => seen.digitized = Some(was),
            }
        }
        for date in [
            &mut seen.accepted_at,
            &mut seen.refused_at,
            &mut seen.finished_at,
            &mut seen.returned_at,
            &mut seen.terminated_at,
        ] {
            *date = date.filter(|at| *at <= moment);
        }
        seen.hide_later_work(self, moment);
        seen.hide_later_suspensions(moment);
        Some(seen)
    }

    fn hide_later_work(&mut self, whole: &Dossier, moment: NaiveDateTime) {
        self.requests.retain(|at| *at <= moment);
        if self.supplement_count.is_some() {
            self.supplement_count = Some(self.requests.len() as i64);
        }
        if self.requests.is_empty() {
            self.supplement_slip = None;
        }
        if self.refused_at.is_none() {
            self.refusal_slip = None;
        }
        if self.terminated_at.is_none() {
            self.ending = None;
        }
        if self.accepted_at.is_none() {
            self.due_at = None;
            self.original_due_at = None;
            self.step_due_at = None;
            self.digitized = None;
            self.reused = None;
            self.paid_online = None;
            self.dateless = false;
            if self.refused_at.is_none() {
                self.processor = None;
            }
        }
        if self.due_at.is_some() {
            if let Some((_, due)) = whole.earlier_dues.iter().find(|(until, _)| moment < *until) {
                self.due_at = Some(*due);
            }
            if whole.earlier_dues.first().is_none_or(|(until, _)| moment < *until) {
                self.original_due_at = None;
            }
        }
        if self.ended_at().is_none() {
            self.e_result = self.accepted_at.and(self.e_result).map(|_| false);
        }
        if self.due_at.is_none_or(|due| due > moment) {
            self.apology_slip = None;
        }
    }

    fn hide_later_suspensions(&mut self, moment: NaiveDateTime) {
        self.suspensions.retain(|s| s.suspended_at <= moment);
        for s in &mut self.suspensions {
            s.resumed_at = s.resumed_at.filter(|at| *at <= moment || *at < s.suspended_at);
            if s.document_at.is_some_and(|at| at > moment) {
                s.document_at = None;
                s.document_no = None;
            }
            if s.notice_at.is_some_and(|at| at > moment) {
                s.notice_at = None;
                s.notice_no = None;
                s.notice_given = None;
            }
        }
    }

    /// The status in the words of the national portal.
    pub fn status(&self, moment: NaiveDateTime) -> &'static str {
        let open = self.suspensions.iter().find(|s| s.resumed_at.is_none());
        if self.dateless {
            "Đã xử lý xong"
        } else if self.returned_at.is_some() {
            "Đã trả kết quả"
        } else if self.finished_at.is_some() {
            "Đã xử lý xong"
        } else if let Some(ending) = self.ending {
            match ending {
                Ending::Withdrawn => "Công dân yêu cầu rút hồ sơ",
                Ending::Stopped => "Dừng xử lý",
                Ending::Refused => "Không được tiếp nhận",
            }
        } else if self.refused_at.is_some() {
            "Không được tiếp nhận"
        } else if let Some(accepted) = self.accepted_at {
            match open.and_then(|s| s.kind) {
                Some(Kind::Supplement) => "Yêu cầu bổ sung giấy tờ",
                Some(Kind::FinancialDuty) => "Yêu cầu thực hiện nghĩa vụ tài chính",
                _ if (moment - accepted).num_hours() < 8 => "Được tiếp nhận",
                _ => "Đang xử lý",
            }
        } else if self.requests.is_empty() {
            "Mới đăng ký"
        } else {
            "Yêu cầu bổ sung giấy tờ"
        }
    }
}
