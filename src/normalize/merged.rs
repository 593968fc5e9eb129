//! Cells of the data that are merged downwards: one code over the rows of its processing steps, one
//! field over its dossiers. What is written once counts for every row that it spans.

use std::collections::BTreeMap;

use crate::domain::cell::{Cell, Merge, Sheet};

/// No more cells are added than this many times those that are there: a file may claim anything.
const MOST_ADDED: usize = 4;

/// The sheet with such cells repeated in the rows below `header_row`, or `None` if there are none.
pub fn filled(sheet: &Sheet, header_row: u32) -> Option<Sheet> {
    let is_down = |m: &Merge| m.first_row > header_row && m.last_row > m.first_row;
    let mut down: Vec<&Merge> = sheet.merges.iter().filter(|m| is_down(m)).collect();
    if down.is_empty() {
        return None;
    }
    down.sort_by_key(|m| m.first_row);
    let mut full = Sheet::new(sheet.name.clone());
    full.hidden = sheet.hidden;
    let mut left = MOST_ADDED * sheet.n_cells() + 1_000;
    let mut next = down.into_iter().peekable();
    // Column → last row of the merged cell that reaches down in it, and what it says.
    let mut open: BTreeMap<u16, (u32, Cell)> = BTreeMap::new();
    for row in sheet.rows() {
        open.retain(|_, (last_row, _)| *last_row >= row.row);
        let mut cells: BTreeMap<u16, Cell> = row.cells.iter().collect();
        for (column, (_, cell)) in &open {
            if left > 0 && !cells.contains_key(column) {
                cells.insert(*column, *cell);
                left -= 1;
            }
        }
        while let Some(merge) = next.next_if(|m| m.first_row <= row.row) {
            let cell = row.cell(merge.first_column);
            if merge.first_row == row.row && cell != Cell::Empty {
                open.insert(merge.first_column, (merge.last_row, cell));
            }
        }
        for (column, cell) in cells {
            full.push(row.row, column, cell);
        }
        if row.hidden {
            full.hide_row(row.row);
        }
    }
    let flat = |m: &Merge| if is_down(m) { Merge { last_row: m.first_row, ..*m } } else { *m };
    full.merges = sheet
        .merges
        .iter()
        .map(flat)
        .filter(|m| (m.first_row, m.first_column) != (m.last_row, m.last_column))
        .collect();
    Some(full)
}
