//! The tables of the page. Alignment and the labels of the phone layout are style rules per column,
//! so that a long list stays small.

use std::fmt::Write;

use super::tone_class;
use crate::render::text;
use crate::report::model::{Column, Document, Kind, Row, Section, Tone, Value};

/// Rows that a list shows before it is opened whole. Marked here, so that a browser with the script
/// need not even lay out the others; without the script and in print all are shown.
const LONG: usize = 25;

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
    pub class: String,
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
        // Where a column carries the tone, the row itself stays plain.
        let toned = columns.iter().any(|(_, c)| c.toned);
        let plain = toned && matches!(row.tone, Tone::Bad | Tone::Warn | Tone::Good);
        let tone = if plain { "" } else { tone_class(row.tone) };
        let class = if n < LONG { tone.to_string() } else { format!("{tone} beyond").trim_start().into() };
        rows.push(RowView { id, class, cells: cells.collect() });
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
    let shown = text::in_column(value, column, document.lang);
    let link = match value {
        Value::Link { section, .. } => target(section, document),
        _ => None,
    };
    let mut attributes = if tag == "th" { " scope=\"row\"".to_string() } else { String::new() };
    if let Value::Percent(rate) = text::plain(value)
        && let Some(target) = section.table.target_of(row, column)
    {
        let class = if *rate < target { "bar miss" } else { "bar" };
        let _ = write!(attributes, " class=\"{class}\" style=\"--w:{rate}%\"");
    } else if column.toned && matches!(row.tone, Tone::Bad | Tone::Warn | Tone::Good) {
        let _ = write!(attributes, " class=\"{}\"", tone_class(row.tone));
    }
    CellView { tag, attributes, link, text: shown }
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

/// On a desk alignment and least widths; on a phone the column's title above each value, long texts
/// over the whole width and the cell that names the row on top.
pub fn columns_css(section: &Section) -> String {
    let (mut desk, mut phone) = (String::new(), String::new());
    let columns = visible(section);
    let naming = naming(&columns);
    for (k, (_, column)) in columns.iter().enumerate() {
        let cell = format!("#{}-t tbody tr>:nth-child({})", section.key, k + 1);
        if text::is_numeric(column.kind) {
            let _ = write!(desk, "{cell}{{text-align:right}}");
        }
        if matches!(column.kind, Kind::Code | Kind::Date | Kind::Percent | Kind::Number | Kind::Flag) {
            let _ = write!(desk, "{cell}{{white-space:nowrap}}");
        }
        let least = match column.kind {
            Kind::Text if k == naming => 11,
            Kind::Prose => 15,
            Kind::Minutes => 8,
            Kind::Text => 7,
            Kind::DateTime => 6,
            _ => 0,
        };
        if least > 0 {
            let _ = write!(desk, "{cell}{{min-width:{least}em}}");
        }
        let across = match column.kind {
            _ if k == naming => 6,
            Kind::Prose => 6,
            Kind::Number | Kind::Percent | Kind::Flag => 2,
            _ => 3,
        };
        let _ = write!(phone, "{cell}{{grid-column:span {across}}}");
        if k == naming {
            continue;
        }
        let title = match (&column.parent, &column.short) {
            (Some(_), Some(short)) => short.clone(),
            (Some(parent), None) => format!("{parent}: {}", column.title),
            (None, _) => column.title.clone(),
        };
        let _ = write!(phone, "{cell}::before{{content:\"{}\"}}", css_text(&title));
    }
    format!("@media not all and (max-width:640px){{{desk}}}@media (max-width:640px){{{phone}}}")
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
