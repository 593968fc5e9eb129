//! A table as an export lays it out: lines above, a header of one or two rows, rows, lines below.

use chrono::NaiveDateTime;

#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Blank,
    Text(String),
    /// A real date where the container has them.
    Moment(NaiveDateTime),
    Number(f64),
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() { Cell::Blank } else { Cell::Text(text) }
    }

    /// What a container without types shows.
    pub fn shown(&self) -> String {
        match self {
            Cell::Blank => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Moment(at) => at.format("%d/%m/%Y %H:%M:%S").to_string(),
            Cell::Number(n) => n.to_string(),
        }
    }
}

/// A column's title, under a parent title if that is not empty.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    pub parent: &'static str,
    pub title: &'static str,
}

pub enum Line {
    Row(Vec<Cell>),
    /// A title over the rows that follow, e.g. "I. Lĩnh vực Hộ tịch".
    Section(String),
}

pub struct Table<'a> {
    pub sheet: &'static str,
    pub above: Vec<String>,
    pub headings: Vec<Heading>,
    /// A row "(1) (2) (3)" under the header.
    pub index_row: bool,
    pub lines: Box<dyn Iterator<Item = Line> + 'a>,
    pub below: Vec<String>,
}

/// A stretch of the header's upper row: its first column, its width, its title.
pub struct Parent {
    pub first: usize,
    pub width: usize,
    pub title: &'static str,
}

/// The stretches of neighbouring columns under one parent.
pub fn parents(headings: &[Heading]) -> Vec<Parent> {
    let mut parents: Vec<Parent> = Vec::new();
    for (i, heading) in headings.iter().enumerate() {
        match parents.last_mut() {
            Some(last) if !heading.parent.is_empty() && last.title == heading.parent => last.width += 1,
            _ => parents.push(Parent { first: i, width: 1, title: heading.parent }),
        }
    }
    parents
}

pub fn is_two_rows(headings: &[Heading]) -> bool {
    headings.iter().any(|h| !h.parent.is_empty())
}
