//! The same dossiers at the last export, written once: five layouts that must give equal answers.

use super::Layout;
use super::cast::{Applicant, PROCEDURES};
use super::columns::{Field, PLAIN, Spelling, Stop, WRITTEN};
use super::lists::{self, Column, Printing};
use super::record::{Dossier, as_of};
use super::table::{Line, Table};
use super::weekly::File;
use super::{csv, html, xlsx};
use crate::error::Result;

/// Writes all dossiers in `layout` (which is not the weekly one) and hands each file to `save`.
pub fn files(
    layout: Layout,
    dossiers: &[Dossier],
    people: &[Applicant],
    save: &mut dyn FnMut(File) -> Result<()>,
) -> Result<()> {
    let from = dossiers.first().map_or(as_of().date(), |d| d.code_date);
    let desk = Desk { dossiers, people, printing: Printing { moment: as_of(), from } };
    match layout {
        Layout::Weekly => Ok(()),
        Layout::Register => save(desk.register()?),
        Layout::Plain => save(desk.plain()?),
        Layout::Flat => save(desk.flat()?),
        Layout::Html => desk.html(save),
        Layout::Csv => desk.csv(save),
        Layout::Split => desk.split(save),
    }
}

struct Desk<'a> {
    dossiers: &'a [Dossier],
    people: &'a [Applicant],
    printing: Printing,
}

impl<'a> Desk<'a> {
    fn seen(&self) -> impl Iterator<Item = Dossier> + 'a {
        self.dossiers.iter().filter_map(|d| d.seen_at(as_of()))
    }

    fn n_suspensions(&self) -> usize {
        self.dossiers.iter().map(|d| d.suspensions.len()).sum()
    }

    fn above(&self, title: &str) -> Vec<String> {
        let mut above = self.printing.above(title);
        above.push(self.printing.exported());
        above
    }

    fn list(
        &self,
        columns: &[Column<Field>],
        spelling: Spelling,
        only: impl Fn(&Dossier) -> bool + 'a,
    ) -> Table<'a> {
        let seen = self.seen().filter(move |d| only(d));
        Table {
            sheet: "DanhSachHoSo",
            above: vec!["DANH SÁCH HỒ SƠ".to_string(), self.printing.span(), self.printing.exported()],
            headings: lists::headings(columns),
            index_row: false,
            lines: lists::dossier_lines(seen, columns.to_vec(), spelling, as_of(), self.people),
            below: vec![],
        }
    }

    fn stops(&self, columns: &'static [Column<Stop>], spelling: Spelling) -> Table<'a> {
        Table {
            sheet: "TamDung",
            above: self.above("DANH SÁCH HỒ SƠ TẠM DỪNG TÍNH THỜI GIAN GIẢI QUYẾT"),
            headings: lists::headings(columns),
            index_row: false,
            lines: lists::suspension_lines(self.seen(), columns, spelling, as_of(), self.people),
            below: vec![],
        }
    }

    fn catalogue(&self) -> Table<'static> {
        let title = "DANH MỤC THỦ TỤC HÀNH CHÍNH CẤP XÃ".to_string();
        lists::catalogue(&PROCEDURES, vec![title, self.printing.exported()])
    }

    fn file(&self, name: &str, kind: &'static str, rows: usize, bytes: Vec<u8>) -> File {
        File { name: name.to_string(), kind, exported_at: as_of(), rows, bytes }
    }

    fn register(&self) -> Result<File> {
        let seen: Vec<Dossier> = self.seen().collect();
        let rows = seen.len();
        let columns = lists::REGISTER.to_vec();
        let book = Table {
            sheet: "SoTheoDoi",
            above: self.above("SỔ THEO DÕI HỒ SƠ"),
            headings: lists::headings(lists::REGISTER),
            index_row: true,
            lines: lists::sections(seen, columns, PLAIN, as_of(), self.people),
            below: lists::signatures(rows),
        };
        let mut stops = self.stops(lists::SUSPENSIONS, PLAIN);
        stops.index_row = true;
        stops.below = lists::signatures(self.n_suspensions());
        let bytes = xlsx::write(vec![book, stops, self.catalogue()])?;
        Ok(self.file("so-theo-doi.xlsx", "register", rows, bytes))
    }

    fn plain(&self) -> Result<File> {
        let list = self.list(lists::ALL, PLAIN, |_| true);
        let stops = self.stops(lists::PLAIN_SUSPENSIONS, PLAIN);
        let bytes = xlsx::write(vec![list, stops, self.catalogue()])?;
        Ok(self.file("danh-sach.xlsx", "plain", self.dossiers.len(), bytes))
    }

    fn flat(&self) -> Result<File> {
        let bytes = xlsx::write(vec![self.list(&lists::flat(), PLAIN, |_| true)])?;
        Ok(self.file("danh-sach-23-cot.xlsx", "flat", self.dossiers.len(), bytes))
    }

    fn html(&self, save: &mut dyn FnMut(File) -> Result<()>) -> Result<()> {
        let list = self.list(lists::REGISTER, WRITTEN, |_| true);
        let Table { sheet, headings, mut lines, .. } = list;
        let mut part = 1;
        loop {
            let some: Vec<Line> = lines.by_ref().take(html::MOST_ROWS).collect();
            if some.is_empty() && part > 1 {
                break;
            }
            let rows = some.len();
            let table = Table {
                sheet,
                above: self.above("SỔ THEO DÕI HỒ SƠ"),
                headings: headings.clone(),
                index_row: true,
                lines: Box::new(some.into_iter()),
                below: lists::signatures(rows),
            };
            let name =
                if part == 1 { "so-theo-doi.xls".to_string() } else { format!("so-theo-doi_{part}.xls") };
            save(self.file(&name, "register", rows, html::write(table)))?;
            part += 1;
        }
        let stops = html::write(self.stops(lists::SUSPENSIONS, WRITTEN));
        save(self.file("tam-dung.xls", "suspensions", self.n_suspensions(), stops))?;
        save(self.file("danh-muc-tthc.xls", "procedures", PROCEDURES.len(), html::write(self.catalogue())))
    }

    fn csv(&self, save: &mut dyn FnMut(File) -> Result<()>) -> Result<()> {
        let mut list = self.list(lists::ALL, WRITTEN, |_| true);
        list.above = vec![self.printing.exported()];
        save(self.file("ho-so.csv", "plain", self.dossiers.len(), csv::write(list)))?;
        let mut stops = self.stops(lists::PLAIN_SUSPENSIONS, WRITTEN);
        stops.above = vec![self.printing.exported()];
        save(self.file("tam-dung.csv", "suspensions", self.n_suspensions(), csv::write(stops)))?;
        let mut catalogue = self.catalogue();
        catalogue.above = vec![self.printing.exported()];
        save(self.file("danh-muc-tthc.csv", "procedures", PROCEDURES.len(), csv::write(catalogue)))
    }

    fn split(&self, save: &mut dyn FnMut(File) -> Result<()>) -> Result<()> {
        let taken = |d: &Dossier| d.accepted_at.or(d.refused_at).is_some();
        let rows = self.dossiers.iter().filter(|d| taken(d)).count();
        let handling = xlsx::write(vec![self.list(lists::HANDLING, PLAIN, taken)])?;
        save(self.file("1-xu-ly.xlsx", "handling", rows, handling))?;
        let acceptance = html::write(self.list(lists::ACCEPTANCE, WRITTEN, |_| true));
        save(self.file("2-tiep-nhan.xls", "acceptance", self.dossiers.len(), acceptance))?;
        let mut digitization = self.list(lists::DIGITIZATION, WRITTEN, |_| true);
        digitization.above = vec![self.printing.exported()];
        let bytes = csv::write(digitization);
        save(self.file("3-so-hoa-thanh-toan.csv", "digitization", self.dossiers.len(), bytes))?;
        let stops = xlsx::write(vec![self.stops(lists::SUSPENSIONS, PLAIN)])?;
        save(self.file("4-tam-dung.xlsx", "suspensions", self.n_suspensions(), stops))?;
        let catalogue = xlsx::write(vec![self.catalogue()])?;
        save(self.file("5-danh-muc-tthc.xlsx", "procedures", PROCEDURES.len(), catalogue))
    }
}
