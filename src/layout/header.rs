//! Finds the header of a table in a sheet: one to three rows, merged cells, parents over children,
//! anywhere in the sheet, more than once.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap, HashSet};

use super::synonyms::{self, Match};
use super::{Layout, Target, fold};
use crate::domain::cell::{Cell, Cells, Sheet, TextId, TextPool};
use crate::domain::schema::TableName;

const MAX_HEADER_ROWS: usize = 3;
/// Where no header is spelled right, near misses are looked for in so many rows only.
const NEAR_SEARCH_ROWS: usize = 60;
const NEAR_SEARCH_CELLS: usize = 64;
/// A longer text is a title or a note, not a header.
const MAX_HEADER_LETTERS: usize = 200;

/// The header of one column, parents first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderColumn {
    pub column: u16,
    pub path: Vec<String>,
}

impl HeaderColumn {
    /// `Ngày, tháng, năm ▸ Nhận hồ sơ`
    pub fn text(&self) -> String {
        self.path.join(" ▸ ")
    }
}

/// A header; `first` and `last` count the rows that hold cells (see `Sheet::nth_row`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderBlock {
    pub first: usize,
    pub last: usize,
    pub columns: Vec<HeaderColumn>,
}

impl HeaderBlock {
    /// The folded headers in order.
    pub fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|c| fold(&c.text())).collect()
    }
}

/// The header words in force: those of the user's layouts first, then the built-in ones.
pub struct Lexicon {
    /// Folded header → fields, of forced and known layouts.
    layouts: HashMap<String, Vec<Target>>,
    keys: KeyWords,
    /// What was looked up before: headers repeat, and near misses are dear to find.
    found: RefCell<HashMap<(String, bool), Vec<Target>>>,
}

impl Lexicon {
    pub fn new<'a>(layouts: impl IntoIterator<Item = &'a Layout>) -> Lexicon {
        let mut words: HashMap<String, Vec<Target>> = HashMap::new();
        for column in layouts.into_iter().flat_map(|l| &l.columns) {
            let targets = words.entry(fold(&column.header)).or_default();
            if !targets.contains(&column.field) {
                targets.push(column.field);
            }
        }
        let keys = KeyWords::new(words.iter().filter(|w| is_key(w.1)).map(|w| w.0.as_str()));
        Lexicon { layouts: words, keys, found: RefCell::default() }
    }

    /// Whether the text is the header of a code by which lists are told apart.
    pub fn names_key(&self, text: &str) -> bool {
        self.keys.may_contain(text) && is_key(&self.targets(&[text.to_string()], false))
    }

    fn targets(&self, path: &[String], near: bool) -> Vec<Target> {
        let key = (path.join("\n"), near);
        if let Some(targets) = self.found.borrow().get(&key) {
            return targets.clone();
        }
        let targets = self.look_up(path, near);
        self.found.borrow_mut().insert(key, targets.clone());
        targets
    }

    fn look_up(&self, path: &[String], near: bool) -> Vec<Target> {
        let said = self.layouts.get(&fold(&path.join(" "))).into_iter().flatten().copied();
        let found: Option<Match> = synonyms::builtin().find(path, near);
        said.chain(found.into_iter().flat_map(|m| m.meanings).map(|m| m.target)).collect()
    }
}

/// The folded headers of code columns. Every text of a file is asked about, so that most must be
/// told by a glance.
struct KeyWords {
    words: HashSet<String>,
    /// First letters.
    starts: [bool; 128],
    any_digit: bool,
}

impl KeyWords {
    fn new<'a>(of_layouts: impl Iterator<Item = &'a str>) -> KeyWords {
        let words: HashSet<String> =
            of_layouts.map(str::to_string).chain(synonyms::builtin().headers_of(is_key_target)).collect();
        let mut starts = [false; 128];
        for word in &words {
            match word.bytes().next() {
                Some(first @ ..128) => starts[usize::from(first)] = true,
                _ => starts = [true; 128],
            }
        }
        let any_digit = words.iter().any(|word| word.contains(|c: char| c.is_ascii_digit()));
        KeyWords { words, starts, any_digit }
    }

    /// `false` only where the cleaned text is none of the words: cleaning and decoding change neither
    /// digits nor a first letter that another plain character follows.
    fn may_contain_raw(&self, text: &str) -> bool {
        if !self.any_digit && text.bytes().any(|byte| byte.is_ascii_digit()) {
            return false;
        }
        match *text.as_bytes() {
            [first, second, ..] if second.is_ascii() => self.may_start(first),
            _ => true,
        }
    }

    fn may_start(&self, first: u8) -> bool {
        !first.is_ascii_alphabetic() || self.starts[usize::from(first.to_ascii_lowercase())]
    }

    fn may_contain(&self, text: &str) -> bool {
        let first = text.bytes().next().unwrap_or_default();
        self.may_contain_raw(text) && self.may_start(first) && self.words.contains(&fold(text))
    }
}

/// A sheet with its texts made readable, for the search.
pub struct SheetTexts<'a, 't> {
    pub sheet: &'a Sheet,
    /// All texts of the workbook, as they are.
    pub raw: &'a TextPool,
    /// Cleaned text of a cell's text.
    pub text: &'a dyn Fn(TextId) -> Cow<'t, str>,
}

/// All headers of a sheet from top to bottom. `header_row` (0-based) names a row of the only one.
pub fn find(texts: &SheetTexts, lexicon: &Lexicon, header_row: Option<u32>) -> Vec<HeaderBlock> {
    if let Some(row) = header_row {
        return at_row(texts, lexicon, row);
    }
    let blocks = search(texts, lexicon, false, texts.sheet.n_rows());
    if !blocks.is_empty() {
        return blocks;
    }
    search(texts, lexicon, true, NEAR_SEARCH_ROWS.min(texts.sheet.n_rows()))
}

fn at_row(texts: &SheetTexts, lexicon: &Lexicon, row: u32) -> Vec<HeaderBlock> {
    let Some(nth) = (0..texts.sheet.n_rows()).find(|&i| texts.sheet.nth_row(i).row == row) else {
        return Vec::new();
    };
    let mut blocks: Vec<HeaderBlock> =
        best_around(texts, lexicon, true, nth.saturating_sub(2), nth).into_iter().collect();
    blocks.retain(|b| b.first <= nth && nth <= b.last);
    if let Some(found) = blocks.first().cloned() {
        let repeats = search(texts, lexicon, false, texts.sheet.n_rows());
        blocks.extend(repeats.into_iter().filter(|b| b.first > found.last && b.headers() == found.headers()));
    }
    blocks
}

fn search(texts: &SheetTexts, lexicon: &Lexicon, near: bool, rows: usize) -> Vec<HeaderBlock> {
    let mut blocks: Vec<HeaderBlock> = Vec::new();
    let mut keys: Vec<Option<bool>> = vec![None; texts.raw.len()];
    let mut next = 0;
    while next < rows {
        let row = texts.sheet.nth_row(next);
        let has_key = row.cells.len() > 1
            && row.cells.iter().take(if near { NEAR_SEARCH_CELLS } else { usize::MAX }).any(|(_, cell)| {
                let Cell::Text(id) = cell else { return false };
                let text = || (texts.text)(id);
                *keys[id.0 as usize].get_or_insert_with(|| match near {
                    true => is_key(&lexicon.targets(&[text().into_owned()], true)),
                    false => lexicon.keys.may_contain_raw(texts.raw.get(id)) && lexicon.names_key(&text()),
                })
            });
        let floor = blocks.last().map_or(0, |b| b.last + 1);
        let found = if has_key {
            best_around(texts, lexicon, near, next.saturating_sub(2).max(floor), next)
        } else {
            None
        };
        match found {
            Some(block) if block.last >= next => {
                next = block.last + 1;
                blocks.push(block);
            }
            _ => next += 1,
        }
    }
    blocks
}

/// The best header that begins in rows `from..=to`; the lower of two equal ones, the earlier of
/// two that are as low.
fn best_around(
    texts: &SheetTexts,
    lexicon: &Lexicon,
    near: bool,
    from: usize,
    to: usize,
) -> Option<HeaderBlock> {
    let mut best: Option<(usize, HeaderBlock)> = None;
    for height in 1..=MAX_HEADER_ROWS {
        for first in from..=to {
            let Some(block) = block(texts, first, height) else { continue };
            let Some(score) = score(lexicon, &block, near) else { continue };
            if best.as_ref().is_none_or(|(s, _)| score > *s) {
                best = Some((score, block));
            }
        }
    }
    best.map(|(_, block)| widen(texts, block))
}

/// Takes in the rows that merged header cells reach down to.
fn widen(texts: &SheetTexts, mut block: HeaderBlock) -> HeaderBlock {
    let first_row = texts.sheet.nth_row(block.first).row;
    let last_row = texts.sheet.nth_row(block.last).row;
    let reach = texts
        .sheet
        .merges
        .iter()
        .filter(|m| m.first_row >= first_row && m.first_row <= last_row)
        .filter(|m| (m.last_row.saturating_sub(m.first_row)) < MAX_HEADER_ROWS as u32)
        .map(|m| m.last_row)
        .max()
        .unwrap_or(last_row);
    while block.last + 1 < texts.sheet.n_rows() && texts.sheet.nth_row(block.last + 1).row <= reach {
        block.last += 1;
    }
    block
}

fn is_key(targets: &[Target]) -> bool {
    targets.iter().any(|target| is_key_target(*target))
}

fn is_key_target(target: Target) -> bool {
    target.field().is_some_and(|(table, column)| column == table.key())
}

/// How much of the header is known; `None` if it can't be the header of any of our tables.
fn score(lexicon: &Lexicon, block: &HeaderBlock, near: bool) -> Option<usize> {
    let mut fields: BTreeSet<Target> = BTreeSet::new();
    let mut known = 0;
    let mut columns_with_field = 0;
    for column in &block.columns {
        let targets = lexicon.targets(&column.path, near);
        known += usize::from(!targets.is_empty());
        let has_field = targets.iter().any(|t| t.field().is_some());
        columns_with_field += usize::from(has_field);
        fields.extend(targets.into_iter().filter(|t| t.field().is_some()));
    }
    let has = |table: TableName, column: &'static str| fields.contains(&Target::Field(table, column));
    let dossiers = has(TableName::Dossiers, "dossier_code") && columns_with_field >= 2;
    let procedures =
        has(TableName::Procedures, "procedure_code") && has(TableName::Procedures, "procedure_name");
    let explanations = has(TableName::Explanations, "dossier_code") && columns_with_field >= 2;
    (dossiers || procedures || explanations).then_some(columns_with_field * 10 + known)
}

/// The rows `first .. first + height` as a header, if they can be one at all.
fn block(texts: &SheetTexts, first: usize, height: usize) -> Option<HeaderBlock> {
    let sheet = texts.sheet;
    let last = first + height - 1;
    if last >= sheet.n_rows() {
        return None;
    }
    let rows: Vec<_> = (first..=last).map(|i| sheet.nth_row(i)).collect();
    if rows.windows(2).any(|w| w[1].row != w[0].row + 1) {
        return None;
    }
    let grid: Vec<HashMap<u16, String>> =
        rows.iter().map(|row| row_texts(texts, row.row, row.cells)).collect();
    if grid.iter().any(HashMap::is_empty) {
        return None;
    }
    let columns: BTreeSet<u16> = grid.iter().flat_map(|g| g.keys().copied()).collect();
    let columns = columns
        .into_iter()
        .map(|column| HeaderColumn { column, path: path(&grid, column) })
        .filter(|c| !c.path.is_empty())
        .collect();
    Some(HeaderBlock { first, last, columns })
}

/// Texts of one row; a merged cell's text stands in all its columns and rows.
fn row_texts(texts: &SheetTexts, row: u32, cells: Cells) -> HashMap<u16, String> {
    let mut found = HashMap::new();
    let readable = |cell: Cell| match cell {
        Cell::Text(id) => Some((texts.text)(id).into_owned())
            .filter(|t| !t.is_empty() && t.chars().count() <= MAX_HEADER_LETTERS),
        _ => None,
    };
    for (column, cell) in cells.iter() {
        if let Some(text) = readable(cell) {
            found.insert(column, text);
        }
    }
    for merge in texts.sheet.merges.iter().filter(|m| m.first_row <= row && row <= m.last_row) {
        if merge.last_row.saturating_sub(merge.first_row) >= MAX_HEADER_ROWS as u32 {
            continue;
        }
        let top = (0..texts.sheet.n_rows().min(row as usize + 1))
            .rev()
            .map(|i| texts.sheet.nth_row(i))
            .take_while(|r| r.row >= merge.first_row)
            .find(|r| r.row == merge.first_row);
        let Some(text) = top.and_then(|r| readable(r.cell(merge.first_column))) else { continue };
        for column in merge.first_column..=merge.last_column.min(merge.first_column.saturating_add(1_000)) {
            found.entry(column).or_insert_with(|| text.clone());
        }
    }
    found
}

/// Parents first. A parent without merged cells stands over the blank cells to its right as long
/// as there are children below.
fn path(grid: &[HashMap<u16, String>], column: u16) -> Vec<String> {
    let mut path: Vec<String> = Vec::new();
    for (i, row) in grid.iter().enumerate() {
        let below = grid.get(i + 1);
        let own = row.get(&column);
        let from_left = || {
            let child = below?.get(&column)?;
            let left = (0..column).rev().find(|c| row.contains_key(c))?;
            let sibling = below?.get(&left)?;
            let unbroken = (left..column).all(|c| below.is_some_and(|b| b.contains_key(&c)));
            (unbroken && row.len() > 1 && sibling != child && path.is_empty()).then(|| &row[&left])
        };
        if let Some(text) = own.or_else(from_left)
            && path.last() != Some(text)
        {
            path.push(text.clone());
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::cell::{Format, Workbook};

    fn blocks(rows: &[&[&str]]) -> Vec<HeaderBlock> {
        let mut book = Workbook::new(Format::Csv);
        let mut sheet = Sheet::new("S");
        for (row, cells) in rows.iter().enumerate() {
            for (column, text) in cells.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                let id = book.texts.intern(text);
                sheet.push(row as u32, column as u16, Cell::Text(id));
            }
        }
        let text = |id: TextId| Cow::Borrowed(book.texts.get(id));
        let lexicon = Lexicon::new(crate::layout::builtin::layouts());
        find(&SheetTexts { sheet: &sheet, raw: &book.texts, text: &text }, &lexicon, None)
    }

    #[test]
    fn a_title_line_is_no_parent() {
        let rows: &[&[&str]] = &[
            &["DANH SÁCH HỒ SƠ"],
            &["Ngày kết xuất: 03/07/2026 17:15:00"],
            &["STT", "Số hồ sơ", "Phòng ban", "Ngày tiếp nhận"],
            &["1", "H32.199-260615-0001", "Hộ tịch", "01/07/2026"],
        ];
        let found = blocks(rows);
        assert_eq!((found[0].first, found[0].last), (2, 2));
        assert_eq!(found[0].columns[1].text(), "Số hồ sơ");
    }

    #[test]
    fn parents_stand_over_children_without_merged_cells() {
        let rows: &[&[&str]] = &[
            &["STT", "Mã hồ sơ", "Tạm dừng", "", "", "Ghi chú"],
            &["", "", "Từ ngày", "Đến ngày", "Lý do", ""],
            &["1", "H32.199-260615-0001", "01/07/2026", "02/07/2026", "thiếu giấy", ""],
        ];
        let found = blocks(rows);
        assert_eq!((found[0].first, found[0].last), (0, 1));
        let texts: Vec<String> = found[0].columns.iter().map(HeaderColumn::text).collect();
        assert_eq!(
            texts,
            ["STT", "Mã hồ sơ", "Tạm dừng ▸ Từ ngày", "Tạm dừng ▸ Đến ngày", "Tạm dừng ▸ Lý do", "Ghi chú"]
        );
    }
}
