//! The weekly habit: on Fridays after hours the clerk exports what the system shows, and once more
//! after the end of October. Exports overlap; later ones know more.

use std::collections::HashMap;

use chrono::{Days, NaiveDate, NaiveDateTime};

use super::cast::{Applicant, PROCEDURES, procedures_at_first};
use super::clock;
use super::columns::{Field, PLAIN, Row, Spelling, Stop, WRITTEN};
use super::lists::{self, Printing};
use super::record::{Dossier, as_of};
use super::table::{Cell, Table};
use super::{csv, html, ods, xlsx};
use crate::error::Result;

/// A finished file.
pub struct File {
    pub name: String,
    pub kind: &'static str,
    pub exported_at: NaiveDateTime,
    pub rows: usize,
    pub bytes: Vec<u8>,
}

/// What a kind of list printed last about each dossier.
#[derive(Default)]
struct Shown(HashMap<String, Vec<Cell>>);

impl Shown {
    /// True if the dossier looks different from when it was last listed; remembers it as listed.
    fn news(&mut self, code: String, cells: Vec<Cell>) -> bool {
        self.0.insert(code, cells.clone()).is_none_or(|before| before != cells)
    }
}

/// All weekly files, by date and then by kind.
pub fn files(dossiers: &[Dossier], people: &[Applicant]) -> Result<Vec<File>> {
    let mut files = Vec::new();
    let mut shown: [Shown; 4] = Default::default();
    for (week, day) in days().into_iter().enumerate() {
        let last = day == as_of().date();
        let mut office = Office { dossiers, people, day };
        files.push(office.handling(&mut shown[0])?);
        if last || week % 2 == 1 {
            files.push(office.acceptance(&mut shown[1]));
            files.push(office.digitization(&mut shown[2]));
        }
        if last || week % 2 == 0 {
            files.push(office.suspensions(&mut shown[3])?);
        }
        if week == 0 || week == 13 {
            files.push(office.catalogue(week == 0)?);
        }
    }
    Ok(files)
}

/// Every Friday of July to October and the Monday that closes October.
fn days() -> Vec<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(2026, 7, 3).unwrap_or_default();
    let fridays = (0..18).filter_map(|week| first.checked_add_days(Days::new(7 * week)));
    fridays.chain([as_of().date()]).collect()
}

/// The office on an export day.
struct Office<'a> {
    dossiers: &'a [Dossier],
    people: &'a [Applicant],
    day: NaiveDate,
}

impl<'a> Office<'a> {
    /// `minute`: when on the day; `days`: how far the list reaches back.
    fn printing(&self, minute: i64, days: u64) -> Printing {
        let moment = clock::at(self.day, 17 * 3_600 + minute * 60);
        Printing { moment, from: self.day.checked_sub_days(Days::new(days)).unwrap_or(self.day) }
    }

    fn row<'b>(&'b self, dossier: &'b Dossier, moment: NaiveDateTime) -> Row<'b> {
        Row { dossier, index: 0, moment, applicant: &self.people[dossier.applicant] }
    }

    /// The dossiers that a list shows: `open` ones, those of its days, and those with news.
    fn listed(
        &self,
        printing: Printing,
        shown: &mut Shown,
        cells: impl Fn(&Row) -> Vec<Cell>,
        open: impl Fn(&Dossier) -> Option<bool>,
    ) -> Vec<Dossier> {
        let mut listed = Vec::new();
        for dossier in self.dossiers {
            let Some(seen) = dossier.seen_at(printing.moment) else { continue };
            let Some(open) = open(&seen) else { continue };
            let came = seen.accepted_at.or(seen.submitted_at);
            let recent = came.is_some_and(|at| at.date() >= printing.from);
            let news = shown.news(seen.code(), cells(&self.row(&seen, printing.moment)));
            if open || recent || news {
                listed.push(seen);
            }
        }
        listed
    }

    fn cells(columns: &[lists::Column<Field>], spelling: Spelling, row: &Row) -> Vec<Cell> {
        columns.iter().map(|c| spelling.cell(c.2, row)).collect()
    }

    fn handling(&mut self, shown: &mut Shown) -> Result<File> {
        let printing = self.printing(15, 11);
        let cells = |row: &Row| Self::cells(lists::HANDLING, PLAIN, row);
        let seen = self.listed(printing, shown, cells, |d| match (d.accepted_at, d.refused_at) {
            (None, None) => None,
            _ => Some(d.accepted_at.is_some() && d.ended_at().is_none()),
        });
        let rows = seen.len();
        let columns = lists::HANDLING.to_vec();
        let table = Table {
            sheet: "DanhSachHoSo",
            above: vec!["DANH SÁCH HỒ SƠ XỬ LÝ".to_string(), printing.span(), printing.exported()],
            headings: lists::headings(lists::HANDLING),
            index_row: false,
            lines: lists::dossier_lines(seen.into_iter(), columns, PLAIN, printing.moment, self.people),
            below: vec![],
        };
        let name = format!("ho-so-xu-ly_{}.xlsx", self.day);
        let bytes = xlsx::write(vec![table])?;
        Ok(File { name, kind: "handling", exported_at: printing.moment, rows, bytes })
    }

    fn acceptance(&mut self, shown: &mut Shown) -> File {
        let printing = self.printing(20, 15);
        let cells = |row: &Row| Self::cells(lists::ACCEPTANCE, PLAIN, row);
        let seen = self.listed(printing, shown, cells, |d| Some(d.accepted_at.or(d.refused_at).is_none()));
        let rows = seen.len();
        let mut below = lists::signatures(rows);
        below.push(printing.printed());
        let columns = lists::ACCEPTANCE.to_vec();
        let table = Table {
            sheet: "SoTheoDoi",
            above: printing.above("SỔ THEO DÕI TÌNH HÌNH TIẾP NHẬN HỒ SƠ TTHC"),
            headings: lists::headings(lists::ACCEPTANCE),
            index_row: true,
            lines: lists::dossier_lines(seen.into_iter(), columns, WRITTEN, printing.moment, self.people),
            below,
        };
        let name = format!("so-theo-doi_{}.xls", printing.moment.format("%Y_%m_%d_%H_%M"));
        File { name, kind: "acceptance", exported_at: printing.moment, rows, bytes: html::write(table) }
    }

    fn digitization(&mut self, shown: &mut Shown) -> File {
        let printing = self.printing(25, 15);
        let cells = |row: &Row| Self::cells(lists::DIGITIZATION, PLAIN, row);
        let seen = self.listed(printing, shown, cells, |d| d.accepted_at.map(|_| false));
        let rows = seen.len();
        // The system learned to say when it exported in August; before, only the name tells the day.
        let dated = self.day >= NaiveDate::from_ymd_opt(2026, 8, 1).unwrap_or_default();
        let columns = lists::DIGITIZATION.to_vec();
        let table = Table {
            sheet: "",
            above: if dated { vec![printing.exported()] } else { vec![] },
            headings: lists::headings(lists::DIGITIZATION),
            index_row: false,
            lines: lists::dossier_lines(seen.into_iter(), columns, WRITTEN, printing.moment, self.people),
            below: vec![],
        };
        let exported_at = if dated { printing.moment } else { clock::at(self.day, 86_399) };
        let name = format!("so-hoa-thanh-toan_{}.csv", self.day);
        File { name, kind: "digitization", exported_at, rows, bytes: csv::write(table) }
    }

    fn suspensions(&mut self, shown: &mut Shown) -> Result<File> {
        let printing = self.printing(30, 15);
        let cells = |row: &Row| {
            let stops = row.dossier.suspensions.iter();
            let columns = lists::SUSPENSIONS.iter().filter(|c| c.2 != Stop::Index);
            stops.flat_map(|s| columns.clone().map(|c| PLAIN.stop(c.2, row, s))).collect()
        };
        let mut seen = self.listed(printing, shown, cells, |d| {
            let recent = |s: &super::record::Suspension| s.suspended_at.date() >= printing.from;
            let open = |s: &super::record::Suspension| s.resumed_at.is_none() || recent(s);
            (!d.suspensions.is_empty()).then(|| d.suspensions.iter().any(open))
        });
        seen.retain(|d| !d.suspensions.is_empty());
        let rows = seen.iter().map(|d| d.suspensions.len()).sum();
        let mut above = printing.above("DANH SÁCH HỒ SƠ TẠM DỪNG TÍNH THỜI GIAN GIẢI QUYẾT");
        above.push(printing.exported());
        let columns = lists::SUSPENSIONS;
        let table = Table {
            sheet: "TamDung",
            above,
            headings: lists::headings(lists::SUSPENSIONS),
            index_row: true,
            lines: lists::suspension_lines(seen.into_iter(), columns, PLAIN, printing.moment, self.people),
            below: lists::signatures(rows),
        };
        let name = format!("tam-dung_{}.xlsx", self.day);
        let bytes = xlsx::write(vec![table])?;
        Ok(File { name, kind: "suspensions", exported_at: printing.moment, rows, bytes })
    }

    fn catalogue(&mut self, first: bool) -> Result<File> {
        let printing = self.printing(5, 0);
        let above = vec!["DANH MỤC THỦ TỤC HÀNH CHÍNH CẤP XÃ".to_string(), printing.exported()];
        let procedures = if first { procedures_at_first() } else { PROCEDURES };
        let table = lists::catalogue(&procedures, above);
        let (extension, bytes) = match first {
            true => ("xlsx", xlsx::write(vec![table])?),
            false => ("ods", ods::write(table)?),
        };
        let name = format!("danh-muc-tthc_{}.{extension}", self.day);
        let rows = PROCEDURES.len();
        Ok(File { name, kind: "procedures", exported_at: printing.moment, rows, bytes })
    }
}
