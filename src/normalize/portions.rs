//! The rows of a long section in portions, one per core, read at the same time.
//!
//! Promises: the outcome is that of one row after the other. A portion begins with a row of the table
//! that nothing before it can change the meaning of.

use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use super::account::PassedOver;
use super::intake::{Group, Intake, Job, MAX_LINES};
use super::plan::Plan;
use super::rows::Classifier;
use super::source::{Section, Source};
use crate::error::Result;

/// Into what portions a section is cut.
#[derive(Clone, Copy, Debug)]
pub struct Portions {
    pub n_threads: usize,
    /// A section of fewer rows stays whole: putting portions together would cost more than it saves.
    pub least_rows: usize,
    /// So many, if there are rows enough.
    pub n_portions: usize,
}

impl Default for Portions {
    fn default() -> Portions {
        let n_threads = thread::available_parallelism().map_or(1, |n| n.get()).min(8);
        Portions { n_threads, least_rows: 80_000, n_portions: 8 * n_threads.div_ceil(4) }
    }
}

impl Portions {
    /// Cuts where `is_sure` of a row says that it may be the first of a portion.
    pub fn cut<'r>(&self, rows: &'r [usize], is_sure: impl Fn(usize) -> bool) -> Vec<&'r [usize]> {
        let (mut portions, mut rest) = (Vec::new(), rows);
        let size = rows.len().div_ceil(self.n_portions.max(1)).max(1);
        let is_long = self.n_threads > 1 && rows.len() >= self.least_rows;
        while is_long && rest.len() > size {
            let Some(further) = rest[size..].iter().position(|nth| is_sure(*nth)) else { break };
            let (portion, others) = rest.split_at(size + further);
            portions.push(portion);
            rest = others;
        }
        portions.push(rest);
        portions
    }

    /// How many of `n` portions the thread reads that has to take in the others too, which takes it a
    /// third of the time that reading them does.
    fn n_own(&self, n: usize) -> usize {
        (n * 3 / (4 * self.n_threads.max(1))).clamp(1, n.max(1))
    }
}

/// Works on the items on all cores; the results come in their order.
pub fn in_parallel<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync) -> Vec<R> {
    let n_threads = thread::available_parallelism().map_or(1, |n| n.get()).min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
    let worker = || {
        let mut done = Vec::new();
        while let Some((i, item)) = next() {
            done.push((i, work(item)));
        }
        done
    };
    let mut results = thread::scope(|scope| {
        let running: Vec<_> = (1..n_threads).map(|_| scope.spawn(worker)).collect();
        let mut results = worker();
        for thread in running {
            results.extend(thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    });
    results.sort_by_key(|(i, _)| *i);
    results.into_iter().map(|(_, result)| result).collect()
}

impl Intake<'_> {
    /// Reads a section. `sheet` is the number of its sheet.
    pub fn section(
        &mut self,
        source: &Source,
        section: &Section,
        plan: &Plan,
        sheet: u32,
    ) -> Result<PassedOver> {
        let rows: Vec<usize> = section.rows.iter().flat_map(Clone::clone).collect();
        let month_first = self.month_first(source, plan, &rows)?;
        let job = Job { source, section, plan, sheet, month_first: &month_first };
        let classifier = Classifier::new(*source, section, Some(plan.key));
        let is_sure = |nth: usize| classifier.key_is_code(&source.sheet.nth_row(nth));
        let portions = self.portions.cut(&rows, is_sure);
        let (own, others) = portions.split_at(self.portions.n_own(portions.len()));
        let mut passed = PassedOver { header_rows: section.repeated_headers, ..PassedOver::default() };
        let (aliases, file) = (self.aliases, self.notes.file.clone());
        let read = |rows: &[usize]| {
            let mut part = Intake::new(aliases, &file);
            let passed = part.rows(&job, rows);
            (part, passed)
        };
        let (jobs, parts): (Vec<_>, Vec<_>) = (others.iter())
            .map(|rows| {
                let (made, part) = mpsc::sync_channel(1);
                ((*rows, made), part)
            })
            .unzip();
        let queue = Mutex::new(jobs.into_iter());
        let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).next();
        let worker = || {
            while let Some((rows, made)) = next() {
                // Nobody waits any more after a panic.
                let _ = made.send(read(rows));
            }
        };
        thread::scope(|scope| {
            let running: Vec<_> =
                (1..self.portions.n_threads.min(portions.len())).map(|_| scope.spawn(worker)).collect();
            own.iter().for_each(|rows| passed += self.rows(&job, rows));
            // One that does not come is of a thread that broke, which joining it tells.
            for (part, more) in parts.iter().map_while(|part| part.recv().ok()) {
                passed += more;
                self.absorb(part);
            }
            for thread in running {
                thread.join().unwrap_or_else(|panic| resume_unwind(panic));
            }
        });
        Ok(passed)
    }

    /// Takes in what was read of the rows that follow.
    fn absorb(&mut self, part: Intake) {
        let n_rows = self.row_sheets.len() as u32;
        self.texts.reserve(part.texts.len());
        let numbers: Vec<i64> = part.texts.iter().map(|text| self.texts.intern(text)).collect();
        // The memory of a long list is at its fullest here.
        drop(part.texts);
        for Group { name, drafts, marked } in part.groups {
            let Some(group) = self.groups.iter_mut().find(|g| g.name == name) else { continue };
            for (draft, more) in group.drafts.iter_mut().zip(drafts) {
                draft.append(more, &numbers, n_rows);
            }
            for (mark, more) in group.marked.iter_mut().flatten().zip(marked.into_iter().flatten()) {
                *mark |= more;
            }
        }
        self.rejects.extend(part.rejects);
        self.row_sheets.extend(part.row_sheets);
        self.set_aside.extend(part.set_aside);
        let room = MAX_LINES.saturating_sub(self.lines.len());
        self.lines.extend(part.lines.into_iter().take(room));
        self.notes.absorb(part.notes);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::cell::{Cell, Format, Sheet, Workbook};
    use crate::normalize::officials::Aliases;
    use crate::normalize::pass::Pass;
    use crate::normalize::{Normalized, Options};

    #[test]
    fn portions_begin_where_they_may_and_lose_no_row() {
        let rows: Vec<usize> = (0..100).collect();
        let sizes = |n_portions, least_rows, step: usize| {
            let portions = Portions { n_threads: 2, least_rows, n_portions };
            let cut = portions.cut(&rows, |nth| nth.is_multiple_of(step));
            assert_eq!(cut.concat(), rows);
            assert!(cut.iter().skip(1).all(|p| p[0].is_multiple_of(step)));
            cut.iter().map(|p| p.len()).collect::<Vec<_>>()
        };
        assert_eq!(sizes(2, 10, 1), [50, 50]);
        assert_eq!(sizes(3, 10, 1), [34, 34, 32]);
        assert_eq!(sizes(4, 10, 30), [30, 30, 30, 10]);
        assert_eq!(sizes(4, 101, 1), [100], "too few for portions");
        assert_eq!(sizes(4, 10, 1_000), [100], "no row can be the first of another");
        let one = Portions { n_threads: 1, least_rows: 1, n_portions: 8 };
        assert_eq!(one.cut(&rows, |_| true).len(), 1, "nobody to share with");
        assert_eq!(one.cut(&[], |_| true), [&[] as &[usize]]);
    }

    #[test]
    fn who_takes_in_reads_less() {
        let own = |n_threads, n| Portions { n_threads, ..Portions::default() }.n_own(n);
        assert_eq!([own(1, 1), own(2, 8), own(4, 8), own(8, 16), own(8, 1)], [1, 3, 1, 1, 1]);
    }

    const HEADER: &str =
        "Mã hồ sơ|Chủ hồ sơ|Ngày tiếp nhận|Ngày hẹn trả|Cán bộ xử lý|Trạng thái|Hình thức nộp|Ghi chú";

    /// All that a list can hold between its dossiers.
    fn line(i: usize) -> String {
        let code = format!("H01.02-2608-{:04}", if i % 23 == 7 { i - 1 } else { i });
        match i % 50 {
            11 => "Tổng cộng||||||".to_string(),
            17 => "Người lập biểu||||||".to_string(),
            18 => "ông Nguyễn Văn Mực||||||".to_string(),
            23 => "I. Lĩnh vực Hộ tịch||||||".to_string(),
            29 => HEADER.to_string(),
            31 => "(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)".to_string(),
            37 => format!("{code}|Trần Thị Nhãn|không rõ|05/08/2026|Lê Văn Cam||x|"),
            41 => format!("|Trần Thị Nhãn|0{}/08/2026|05/08/2026|Lê Văn Cam||x|", 1 + i % 9),
            _ => {
                let (day, minute) = (1 + i % 28, i % 60);
                let official = ["Lê Văn Cam", "LÊ VĂN CAM", "Phạm Thị Bưởi", "", "-"][i % 5];
                let status = ["Đã trả kết quả", "Đang xử lý", "chưa từng nghe"][i % 3];
                let channel = ["Trực tuyến", "Trực tiếp", "x", "", "lạ lắm"][i % 7 % 5];
                format!(
                    "{code}|Trần Thị Nhãn|{day:02}/08/2026 08:{minute:02}|28/09/2026|{official}|{status}|{channel}|\
                     Trần Thị Nhãn xin lùi {}",
                    i % 4
                )
            }
        }
    }

    fn book(n_rows: usize) -> Workbook {
        let mut book = Workbook::new(Format::Csv);
        let mut sheet = Sheet::new("Danh sách");
        let lines = std::iter::once(HEADER.to_string()).chain((0..n_rows).map(line));
        for (row, line) in lines.enumerate() {
            for (column, text) in line.split('|').enumerate().filter(|(_, text)| !text.is_empty()) {
                let cell = Cell::Text(book.texts.intern(text));
                sheet.push(row as u32, column as u16, cell);
            }
        }
        book.sheets.push(sheet);
        book
    }

    fn read(book: &Workbook, portions: Portions) -> Normalized {
        let (options, aliases) = (Options::default(), Aliases::new(&BTreeMap::new()));
        let mut pass = Pass::new(book, "a.csv", &options, &aliases);
        pass.intake.portions = portions;
        pass.sheet(0).unwrap();
        pass.finish("a.csv").unwrap().finish().unwrap()
    }

    #[test]
    fn portions_give_what_one_row_after_the_other_gives() {
        let book = book(1_000);
        let whole = read(&book, Portions { n_threads: 1, least_rows: 1, n_portions: 1 });
        let counts = (whole.rows_rejected, whole.rows_merged, whole.findings.len());
        assert!(counts.0 > 10 && counts.1 > 10 && counts.2 > 1, "{counts:?}");
        for (n_threads, n_portions) in [(2, 2), (2, 8), (3, 5), (7, 40), (2, 1_000)] {
            let parts = read(&book, Portions { n_threads, least_rows: 1, n_portions });
            let rest = |it: &Normalized| {
                let Normalized { rejects, findings, recognised, layouts, exported_at, scope, .. } =
                    it.clone();
                format!("{rejects:?} {findings:?} {recognised:?} {layouts:?} {exported_at:?} {scope:?}")
            };
            assert_eq!(rest(&parts), rest(&whole));
            assert_eq!(parts.tables.len(), whole.tables.len());
            for (part, whole) in parts.tables.iter().zip(&whole.tables) {
                assert!(part.frame.equals_missing(&whole.frame), "{n_threads} {n_portions} {}", part.frame);
                assert_eq!((part.name, &part.carried), (whole.name, &whole.carried));
            }
        }
    }
}
