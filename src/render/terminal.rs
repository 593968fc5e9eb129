//! A document as text tables that fit the width of the terminal.
//!
//! Numbers stand to the right and never break; texts wrap. Where even that does not fit, each row
//! becomes a block of `title: value` lines. Colour only repeats what the words say.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, TableStyle, Width,
    presets,
};

use super::text::{self, human};
use crate::report::model::{Column, Document, Headline, Kind, Row, Section, Tone, Value};
use crate::words::Lang;

/// A text column narrower than this is not readable.
const LEAST_TEXT: u16 = 8;
/// Longest word-like cell that is kept on one line.
const LONGEST_FIXED: usize = 44;

/// `width` in characters; `colour` false gives plain text.
pub fn render(document: &Document, width: u16, colour: bool) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text.trim_end());
        out.push('\n');
    };
    if !document.title.is_empty() {
        line(&document.title);
    }
    document.subtitle.iter().for_each(|text| line(text));
    document.headline.iter().for_each(|headline| line(&headline_text(headline, document.lang)));
    for section in &document.sections {
        let lead_in = section_text(section, document, width, colour);
        line("");
        lead_in.lines().for_each(&mut line);
    }
    if !document.notes.is_empty() {
        line("");
        document.notes.iter().for_each(|text| line(&wrapped(text, width)));
    }
    out.trim_start_matches('\n').to_string()
}

fn headline_text(headline: &Headline, lang: Lang) -> String {
    let value = human(&headline.value, lang);
    if headline.detail.is_empty() {
        format!("{}: {value}", headline.label)
    } else {
        format!("{}: {value} ({})", headline.label, headline.detail)
    }
}

fn section_text(section: &Section, document: &Document, width: u16, colour: bool) -> String {
    let mut lines = Vec::new();
    if document.sections.len() > 1 && !section.title.is_empty() {
        lines.push(section.title.clone());
    }
    lines.extend(section.lead.iter().map(|text| wrapped(text, width)));
    if section.table.rows.is_empty() {
        if !section.empty_text.is_empty() && section.charts.is_empty() {
            lines.push(section.empty_text.clone());
        }
    } else {
        lines.push(table_text(section, document.lang, width, colour));
    }
    lines.extend(section.footnotes.iter().map(|text| wrapped(text, width)));
    lines.join("\n")
}

/// A paragraph broken between words; an indented one stays indented, its further lines deeper.
fn wrapped(text: &str, width: u16) -> String {
    let indent = text.len() - text.trim_start_matches(' ').len();
    let mut out = " ".repeat(indent);
    let mut used = indent;
    let mut is_first = true;
    for word in text.trim_start_matches(' ').split(' ') {
        let length = word.chars().count();
        if !is_first && used + 1 + length > width as usize {
            out.push('\n');
            used = if indent > 0 { indent + 2 } else { 0 };
            out.push_str(&" ".repeat(used));
        } else if !is_first {
            out.push(' ');
            used += 1;
        }
        is_first = false;
        out.push_str(word);
        used += length;
    }
    out
}

fn table_text(section: &Section, lang: Lang, width: u16, colour: bool) -> String {
    let columns: Vec<(usize, &Column)> =
        section.table.columns.iter().enumerate().filter(|(_, column)| !column.machine_only).collect();
    let cells: Vec<Vec<String>> = section
        .table
        .rows
        .iter()
        .map(|row| columns.iter().map(|&(i, _)| cell_text(row, i, lang)).collect())
        .collect();
    let widths = least_widths(&columns, &cells);
    let least: usize = widths.iter().map(|w| w.0 as usize + 3).sum::<usize>() + 1;
    if least > width as usize {
        return blocks(&columns, &cells);
    }
    let mut table = Table::new();
    table.load_style(style()).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    table.set_header(columns.iter().map(|(_, column)| {
        let cell = Cell::new(title(column)).set_alignment(alignment(column.kind));
        if colour { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
    for (row, texts) in section.table.rows.iter().zip(&cells) {
        table.add_row(
            columns
                .iter()
                .zip(texts)
                .map(|((i, column), text)| drawn(text, column, row, row.values.get(*i), colour)),
        );
    }
    for (column, (least, fixed)) in table.column_iter_mut().zip(&widths) {
        let least = Width::Fixed(least + 2);
        column.set_constraint(if *fixed {
            ColumnConstraint::Absolute(least)
        } else {
            ColumnConstraint::LowerBoundary(least)
        });
    }
    table.trim_fmt()
}

fn style() -> TableStyle {
    presets::UTF8_FULL_CONDENSED
}

fn drawn(text: &str, column: &Column, row: &Row, value: Option<&Value>, colour: bool) -> Cell {
    let missed = match (value.map(text::plain), column.target) {
        (Some(Value::Percent(rate)), Some(target)) => Some(*rate < target),
        _ => None,
    };
    let cell = Cell::new(text).set_alignment(alignment(column.kind));
    if !colour {
        return cell;
    }
    let tone = match row.tone {
        Tone::Bad => Some(Color::Red),
        Tone::Warn => Some(Color::Yellow),
        Tone::Good => Some(Color::Green),
        Tone::Muted => Some(Color::DarkGrey),
        Tone::Plain | Tone::Total => missed.filter(|missed| *missed).map(|_| Color::Red),
    };
    let cell = if row.tone == Tone::Total { cell.add_attribute(Attribute::Bold) } else { cell };
    match tone {
        Some(tone) => cell.fg(tone),
        None => cell,
    }
}

fn alignment(kind: Kind) -> CellAlignment {
    if text::is_numeric(kind) { CellAlignment::Right } else { CellAlignment::Left }
}

fn title(column: &Column) -> String {
    match &column.parent {
        Some(parent) => format!("{parent}: {}", column.title),
        None => column.title.clone(),
    }
}

fn cell_text(row: &Row, i: usize, lang: Lang) -> String {
    row.values.get(i).map(|value| without_controls(&human(value, lang))).unwrap_or_default()
}

/// A control character in a cell must not reach the terminal (an escape sequence could rewrite it).
fn without_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Per column the narrowest readable width, and whether it may not change.
fn least_widths(columns: &[(usize, &Column)], cells: &[Vec<String>]) -> Vec<(u16, bool)> {
    let width = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let longest_word = |text: &str| text.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0);
    columns
        .iter()
        .enumerate()
        .map(|(i, (_, column))| {
            let body = cells.iter().map(|row| width(&row[i])).max().unwrap_or(0);
            let head = longest_word(&title(column));
            let fixed =
                !matches!(column.kind, Kind::Text | Kind::Prose | Kind::Minutes) && body <= LONGEST_FIXED;
            if fixed {
                (body.max(head) as u16, true)
            } else {
                let whole = body.max(width(&title(column))).min(u16::MAX as usize) as u16;
                (whole.min(LEAST_TEXT).max(head.min(20) as u16), false)
            }
        })
        .collect()
}

/// Each row as a block of `title: value` lines.
fn blocks(columns: &[(usize, &Column)], cells: &[Vec<String>]) -> String {
    let mut lines = Vec::new();
    for row in cells {
        for ((_, column), text) in columns.iter().zip(row) {
            if !text.is_empty() {
                lines.push(format!("{}: {}", title(column), text.replace('\n', "\n  ")));
            }
        }
        lines.push(String::new());
    }
    lines.pop();
    lines.join("\n")
}
