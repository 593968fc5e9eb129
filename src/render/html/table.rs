//! The tables of the page. Alignment and the labels of the phone layout are style rules per column,
//! so that a long list stays small.

use std::fmt::Write;

use super::tone_class;
use crate::render::text::{self, human};
use crate::report::model::{Column, Document, Kind, Row, Section, Value};

pub struct TableView {
    pub head: Vec<Vec<HeadCell>>,
    pub rows: Vec<RowView>,
}

pub struct HeadCell {
    pub title: String,
    pub scope: &'static str,
    pub across: usize,
    pub down: usize,
    /// How the script sorts the column; `None` for a title over several columns.
    pub kind: Option<&'static str>,
    pub column: usize,
}

pub struct RowView {
    pub id: Option<String>,
    pub class: &'static str,
    pub cells: Vec<CellView>,
}

pub struct CellView {
    /// `th` for the cell that names the row, else `td`.
    pub tag: &'static str,
    pub attributes: String,
    pub link: Option<String>,
    pub text: String,
}

fn visible(section: &Section) -> Vec<(usize, &Column)> {
    section.table.columns.iter().enumerate().filter(|(_, c)| !c.machine_only).collect()
}

/// Which visible column names the row: the first text that is no list number.
fn naming(columns: &[(usize, &Column)]) -> usize {
    columns.iter().position(|(_, c)| matches!(c.kind, Kind::Text | Kind::Code)).unwrap_or(0)
}

pub fn view(section: &Section, document: &Document) -> TableView {
    let columns = visible(section);
    let naming = naming(&columns);
    let mut seen: Vec<&str> = Vec::new();
    let mut rows = Vec::with_capacity(section.table.rows.len());
    for (n, row) in section.table.rows.iter().enumerate() {
        let first = row.anchor.as_deref().filter(|anchor| !seen.contains(anchor));
        if let Some(anchor) = first {
            seen.push(anchor);
        }
        let cells = columns.iter().enumerate().map(|(k, &(i, column))| {
            let tag = if k == naming { "th" } else { "td" };
            cell(tag, column, i, row, section, document)
        });
        let id = first.map(|_| row_id(section, n));
        rows.push(RowView { id, class: tone_class(row.tone), cells: cells.collect() });
    }
    TableView { head: head(&columns), rows }
}

fn row_id(section: &Section, n: usize) -> String {
    format!("{}-{}", section.key, n + 1)
}

fn cell(
    tag: &'static str,
    column: &Column,
    i: usize,
    row: &Row,
    section: &Section,
    document: &Document,
) -> CellView {
    let value = row.values.get(i).unwrap_or(&Value::Blank);
    let link = match value {
        Value::Link { section, .. } => target(section, document),
        _ => None,
    };
    let mut attributes = if tag == "th" { " scope=\"row\"".to_string() } else { String::new() };
    if let Value::Percent(rate) = text::plain(value)
        && let Some(target) = row_target(column, row, section)
    {
        let class = if *rate < target { "bar miss" } else { "bar" };
        let _ = write!(attributes, " class=\"{class}\" style=\"--w:{rate}%\"");
    }
    CellView { tag, attributes, link, text: human(value, document.lang) }
}

fn row_target(column: &Column, row: &Row, section: &Section) -> Option<f64> {
    let Some(key) = &column.target_key else { return column.target };
    let i = section.table.columns.iter().position(|c| c.key == *key)?;
    match row.values.get(i).map(text::plain) {
        Some(Value::Percent(target)) => Some(*target),
        _ => None,
    }
}

/// The page's own anchor for a link of the document.
fn target(link: &str, document: &Document) -> Option<String> {
    let (key, anchor) = link.split_once('#').map_or((link, None), |(key, anchor)| (key, Some(anchor)));
    let section = document.sections.iter().find(|s| s.key == key)?;
    let row =
        anchor.and_then(|anchor| section.table.rows.iter().position(|r| r.anchor.as_deref() == Some(anchor)));
    Some(row.map_or_else(|| section.key.clone(), |n| row_id(section, n)))
}

fn head(columns: &[(usize, &Column)]) -> Vec<Vec<HeadCell>> {
    let two = columns.iter().any(|(_, c)| c.parent.is_some());
    let (mut upper, mut lower) = (Vec::new(), Vec::new());
    let mut k = 0;
    while k < columns.len() {
        let column = columns[k].1;
        let Some(parent) = &column.parent else {
            upper.push(leaf(column, k, if two { 2 } else { 1 }));
            k += 1;
            continue;
        };
        let across = columns[k..].iter().take_while(|(_, c)| c.parent.as_ref() == Some(parent)).count();
        upper.push(HeadCell {
            title: parent.clone(),
            scope: "colgroup",
            across,
            down: 1,
            kind: None,
            column: k,
        });
        lower.extend((k..k + across).map(|i| leaf(columns[i].1, i, 1)));
        k += across;
    }
    if two { vec![upper, lower] } else { vec![upper] }
}

fn leaf(column: &Column, k: usize, down: usize) -> HeadCell {
    let kind = match column.kind {
        Kind::Number | Kind::Percent => "n",
        Kind::Date | Kind::DateTime => "d",
        Kind::Minutes => "m",
        Kind::Text | Kind::Prose | Kind::Flag | Kind::Code => "t",
    };
    HeadCell { title: column.title.clone(), scope: "col", across: 1, down, kind: Some(kind), column: k }
}

/// Alignment, and on a phone the column's title before each value.
pub fn columns_css(section: &Section) -> String {
    let mut css = String::new();
    let mut labels = String::new();
    for (k, (_, column)) in visible(section).iter().enumerate() {
        let cell = format!("#{}-t tbody tr>:nth-child({})", section.key, k + 1);
        if text::is_numeric(column.kind) {
            let _ = write!(css, "{cell}{{text-align:right}}");
        }
        if matches!(
            column.kind,
            Kind::Code | Kind::Date | Kind::DateTime | Kind::Percent | Kind::Number | Kind::Flag
        ) {
            let _ = write!(css, "{cell}{{white-space:nowrap}}");
        }
        let least = match column.kind {
            Kind::Prose => 14,
            Kind::Minutes => 8,
            Kind::Text => 6,
            _ => 0,
        };
        if least > 0 {
            let _ = write!(css, "{cell}{{min-width:{least}em}}");
        }
        if column.kind == Kind::Prose {
            let _ = write!(labels, "{cell}{{display:block!important;text-align:left!important}}");
            let _ = write!(labels, "{cell}::before{{display:block}}");
        }
        let title = match &column.parent {
            Some(parent) => format!("{parent}: {}", column.title),
            None => column.title.clone(),
        };
        let _ = write!(labels, "{cell}::before{{content:\"{}\"}}", css_text(&title));
    }
    format!("{css}@media (max-width:640px){{{labels}}}")
}

/// Text inside a quoted CSS string of a style element.
fn css_text(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '"' | '\\' | '<' | '>' | '&' | '\n' => format!("\\{:x} ", c as u32),
            c => c.to_string(),
        })
        .collect()
}
