//! Which rows under a header are rows of the table, and what the others are.

use std::collections::{HashMap, HashSet};

use super::codes::{self, looks_like_code};
use super::source::{Section, Source};
use crate::domain::cell::{Cell, Merge, Row};
use crate::layout::fold;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A row of ours, readable or not.
    Table,
    Blank,
    /// "(1) (2) (3)"
    Index,
    /// The header again, or a line that still belongs to it.
    Header,
    /// "I. Lĩnh vực Hộ tịch"
    Section,
    /// "Tổng cộng"
    Total,
    /// Signatures, date line, notes.
    Footer,
}

const TOTALS: &[&str] = &["tong cong", "tong so", "tong", "cong", "luy ke", "tong hop", "cong don"];
const FOOTERS: &[&str] = &[
    "nguoi lap",
    "lap bieu",
    "nguoi in",
    "in luc",
    "ngay in",
    "ngay ket xuat",
    "thoi gian ket xuat",
    "thoi diem ket xuat",
    "ket xuat",
    "ngay xuat",
    "xuat luc",
    "thu truong",
    "chu tich",
    "pho chu tich",
    "giam doc",
    "kt chu tich",
    "tm ubnd",
    "tm uy ban",
    "tl chu tich",
    "ky ten",
    "ky ghi ro",
    "ky va ghi ro",
    "noi nhan",
    "ghi chu",
    "tu ngay",
    "nguoi tong hop",
    "xac nhan cua",
    "can bo tong hop",
    "can bo lap",
    "ke toan",
    "truong phong",
    "nguoi kiem tra",
    "danh sach nay",
    "trang ",
];
/// What a section row begins with if it is not numbered.
const SECTIONS: &[&str] =
    &["linh vuc", "cap ", "phong ", "so ", "ubnd", "don vi", "nhom", "xa ", "thang ", "quy "];

/// Tells the rows of one section apart.
pub struct Classifier<'a> {
    source: Source<'a>,
    key: Option<u16>,
    n_columns: usize,
    /// Folded header words of each column.
    headers: HashMap<u16, HashSet<String>>,
    /// The header has a parent cell over several columns.
    has_parents: bool,
    wide_merges: HashSet<u32>,
    below_footer: bool,
    first: bool,
}

impl<'a> Classifier<'a> {
    /// `key`: the column of the code.
    pub fn new(source: Source<'a>, section: &Section, key: Option<u16>) -> Classifier<'a> {
        let words = |path: &[String]| path.iter().map(|p| fold(p)).collect();
        let has_parents = !section.continued && {
            let row = |nth: usize| source.sheet.nth_row(nth).row;
            let (first, last) = (row(section.header.first), row(section.header.last));
            let inside = |m: &&Merge| m.first_row >= first && m.last_row <= last;
            source.sheet.merges.iter().filter(inside).any(|m| m.last_column > m.first_column)
        };
        let wide = source.sheet.merges.iter().filter(|m| m.last_column.saturating_sub(m.first_column) >= 2);
        Classifier {
            source,
            key,
            n_columns: section.header.columns.len(),
            headers: section.header.columns.iter().map(|c| (c.column, words(&c.path))).collect(),
            has_parents,
            wide_merges: wide.map(|m| m.first_row).collect(),
            below_footer: false,
            first: true,
        }
    }

    pub fn kind(&mut self, row: &Row) -> RowKind {
        if self.key_is_code(row) {
            self.below_footer = false;
            self.first = false;
            return RowKind::Table;
        }
        let texts = self.source.row_texts(row);
        let texts: Vec<(u16, &str)> = texts.iter().map(|(c, t)| (*c, t.as_ref())).collect();
        let kind = self.uncoded(row, &texts);
        self.below_footer = kind == RowKind::Footer || (self.below_footer && kind != RowKind::Table);
        self.first &= matches!(kind, RowKind::Blank | RowKind::Header | RowKind::Index);
        kind
    }

    /// A code that can be nothing else. Bare numbers are looked at closer: a total may stand there.
    pub fn key_is_code(&self, row: &Row) -> bool {
        let Some(Cell::Text(id)) = self.key.map(|key| row.cell(key)) else { return false };
        let text = self.source.book.texts.get(id);
        if codes::is_plain(text) {
            return true;
        }
        text.is_ascii()
            && text.contains(|c: char| c.is_ascii_alphabetic() || c == '-')
            && looks_like_code(text)
    }

    fn uncoded(&self, row: &Row, texts: &[(u16, &str)]) -> RowKind {
        if texts.is_empty() {
            return RowKind::Blank;
        }
        let enough = texts.len() >= 3 || texts.len() == self.n_columns.max(2);
        if enough && texts.iter().all(|t| is_index(t.1)) {
            return RowKind::Index;
        }
        let titled = self.is_section(row, texts, true);
        if self.is_header(texts) || (self.first && !titled && self.is_header_rest(row, texts)) {
            return RowKind::Header;
        }
        let words: Vec<String> = texts.iter().take(3).map(|t| fold(t.1)).collect();
        let key_text = texts.iter().find(|t| Some(t.0) == self.key).map(|t| t.1);
        let coded = key_text.is_some_and(looks_like_code);
        let begins = |word: &str, list: &[&str]| {
            list.iter().any(|w| word == w.trim() || word.starts_with(&format!("{} ", w.trim())))
        };
        let first_words = words.iter().find(|w| w.chars().any(char::is_alphabetic));
        if let Some(first) = first_words {
            let total =
                begins(first, TOTALS) && (!coded || first.chars().all(|c| c.is_alphabetic() || c == ' '));
            if total || begins(first, &["cong"]) {
                return RowKind::Total;
            }
        }
        if coded {
            return RowKind::Table;
        }
        let footer = words.iter().any(|w| begins(w, FOOTERS) || is_date_line(w));
        let typed = row.cells.iter().any(|c| matches!(c.1, Cell::Moment(_)));
        if footer && texts.len() <= 6 || self.below_footer && !typed && texts.len() <= 4 {
            return RowKind::Footer;
        }
        if self.is_section(row, texts, false) { RowKind::Section } else { RowKind::Table }
    }

    fn is_header(&self, texts: &[(u16, &str)]) -> bool {
        let known = |(column, text): &&(u16, &str)| {
            self.headers.get(column).is_some_and(|words| words.contains(&fold(text)))
        };
        let hits = texts.iter().filter(known).count();
        hits >= 2 && hits * 2 >= texts.len()
    }

    /// A line of children under the header that added nothing known.
    fn is_header_rest(&self, row: &Row, texts: &[(u16, &str)]) -> bool {
        let words = |t: &&(u16, &str)| !t.1.chars().any(|c| c.is_ascii_digit()) && t.1.chars().count() <= 40;
        let no_key = !texts.iter().any(|t| Some(t.0) == self.key);
        let only_texts = row.cells.iter().all(|c| matches!(c.1, Cell::Text(_)));
        self.has_parents && no_key && only_texts && texts.iter().filter(words).count() == texts.len()
    }

    /// `marked`: only by a number, a name or a merged cell, not by its place alone.
    fn is_section(&self, row: &Row, texts: &[(u16, &str)], marked: bool) -> bool {
        if texts.len() > 2 || row.cells.iter().any(|c| matches!(c.1, Cell::Moment(_))) {
            return false;
        }
        let title = texts.iter().rev().find(|t| t.1.chars().any(char::is_alphabetic));
        let Some(&(column, text)) = title else { return false };
        let numbered = texts.len() == 2 && is_ordinal(texts[0].1)
            || is_ordinal(text.split(' ').next().unwrap_or_default());
        let folded = fold(text);
        let named = SECTIONS.iter().any(|s| folded.starts_with(s));
        let before_key = self.key.is_some_and(|key| column < key);
        self.wide_merges.contains(&row.row)
            || numbered
            || named
            || (!marked && before_key && texts.len() == 1)
    }
}

/// "1", "(2)", "A", "(5)=(3)+(4)"
fn is_index(text: &str) -> bool {
    let text = text.trim();
    let signs = |c: char| c.is_ascii_digit() || "()[]=+-:. ".contains(c);
    let letter = text.trim_matches(['(', ')']).chars().count() == 1 && text.chars().any(char::is_alphabetic);
    let bracketed = text.contains(['(', '[']) && text.chars().all(signs);
    letter || bracketed || (!text.is_empty() && text.len() <= 2 && text.chars().all(|c| c.is_ascii_digit()))
}

/// "I.", "II", "A)", "1.", "1.2"
fn is_ordinal(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')', ':', '-', '/']);
    let marked = bare.len() < text.len();
    let roman = !bare.is_empty() && bare.chars().all(|c| "IVXLC".contains(c));
    let letter = marked && bare.chars().count() == 1;
    let number =
        marked && !bare.is_empty() && bare.len() <= 5 && bare.chars().all(|c| c.is_ascii_digit() || c == '.');
    roman || letter || number
}

/// "Vạn Phước, ngày 05 tháng 8 năm 2026"
fn is_date_line(folded: &str) -> bool {
    folded.contains("ngay") && folded.contains(" thang ") && folded.contains(" nam ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_rows() {
        for text in ["1", "(2)", "A", "(5)=(3)+(4)", "[12]"] {
            assert!(is_index(text), "{text}");
        }
        for text in ["123", "HS", "Có", "", "-"] {
            assert!(!is_index(text), "{text}");
        }
        assert!(is_ordinal("I.") && is_ordinal("IV") && is_ordinal("1.") && is_ordinal("A)"));
        assert!(!is_ordinal("A") && !is_ordinal("1") && !is_ordinal("Xã"));
        assert!(is_date_line("van phuoc ngay 05 thang 8 nam 2026"));
    }
}
