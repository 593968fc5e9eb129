//! A document as text tables that fit the width of the terminal.
//!
//! Numbers stand to the right and never break; texts wrap. Where the width does not do, titles get
//! shorter, then the columns that can be spared are left out, and a line below says which. Where even
//! that does not fit, each row becomes a block of `title: value` lines. Colour only repeats what the
//! words say.

use comfy_table::{
    Attribute, Cell, CellAlignment, Color, ColumnConstraint, ContentArrangement, Table, TableStyle, Width,
    presets,
};

use super::text::{self, human};
use crate::report::model::{Column, Document, Headline, Kind, Row, Section, Tone, Value};
use crate::words::{self, Lang};

/// Columns narrower than this are read with effort; below the second number not at all.
const AT_EASE: [(Kind, u16, u16); 4] = [
    (Kind::Prose, 22, 12),
    (Kind::Text, 14, 8),
    (Kind::Minutes, 11, 8),
    // A date above its time.
    (Kind::DateTime, 10, 10),
];
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
    let columns: Vec<Shown> = shown(section, lang);
    let Some(plan) = plan(&columns, width) else { return blocks(&columns, section.table.rows.len()) };
    let mut table = Table::new();
    table.load_style(style()).set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    if colour {
        table.enforce_styling();
    } else {
        table.force_no_tty();
    }
    let kept: Vec<&Shown> = columns.iter().filter(|c| !plan.hidden.contains(&c.index)).collect();
    table.set_header(kept.iter().map(|c| {
        let cell = Cell::new(c.title(plan.short)).set_alignment(alignment(c.column.kind));
        if colour { cell.add_attribute(Attribute::Bold) } else { cell }
    }));
    for (n, row) in section.table.rows.iter().enumerate() {
        table.add_row(kept.iter().map(|c| {
            let tone = section.table.tone_of(row, c.column);
            let missed =
                match (row.values.get(c.index).map(text::plain), section.table.target_of(row, c.column)) {
                    (Some(Value::Percent(rate)), Some(target)) => *rate < target,
                    _ => false,
                };
            drawn(&c.cells[n], c.column.kind, tone, missed, colour)
        }));
    }
    for (column, c) in table.column_iter_mut().zip(&kept) {
        let (least, fixed) = c.least(plan.short, plan.at_ease);
        let least = Width::Fixed(least + 2);
        column.set_constraint(if fixed {
            ColumnConstraint::Absolute(least)
        } else {
            ColumnConstraint::LowerBoundary(least)
        });
    }
    let mut text = table.trim_fmt();
    if !plan.hidden.is_empty() {
        let hidden = columns.iter().filter(|c| plan.hidden.contains(&c.index)).map(|c| c.title(false));
        let names = hidden.collect::<Vec<_>>().join(", ");
        text += &format!("\n{}", wrapped(words::report::columns_hidden(names).text(lang), width));
    }
    text
}

/// A column with its cells as texts.
struct Shown<'a> {
    /// In the section's table.
    index: usize,
    column: &'a Column,
    cells: Vec<String>,
}

/// How a table fits a width.
struct Plan {
    short: bool,
    at_ease: bool,
    /// Indexes of columns that are left out.
    hidden: Vec<usize>,
}

fn shown(section: &Section, lang: Lang) -> Vec<Shown<'_>> {
    let visible = section.table.columns.iter().enumerate().filter(|(_, column)| !column.machine_only);
    let cells = |index: usize, column: &Column| -> Vec<String> {
        section.table.rows.iter().map(|row| cell_text(row, index, column, lang)).collect()
    };
    visible.map(|(index, column)| Shown { index, column, cells: cells(index, column) }).collect()
}

/// The first that fits: all columns, with short titles, without those to spare, with narrow texts.
fn plan(columns: &[Shown], width: u16) -> Option<Plan> {
    let mut spare: Vec<&Shown> = columns.iter().filter(|c| c.column.spare > 0).collect();
    spare.sort_by_key(|c| std::cmp::Reverse(c.column.spare));
    let spare: Vec<usize> = spare.iter().map(|c| c.index).collect();
    let fewer = (0..=spare.len()).map(|n| (true, true, n));
    let tries = [(false, true, 0)].into_iter().chain(fewer).chain([(true, false, spare.len())]);
    let plans = tries.map(|(short, at_ease, n)| Plan { short, at_ease, hidden: spare[..n].to_vec() });
    plans.into_iter().find(|plan| {
        let kept = columns.iter().filter(|c| !plan.hidden.contains(&c.index));
        let needed: usize = kept.map(|c| c.least(plan.short, plan.at_ease).0 as usize + 3).sum();
        needed < width as usize
    })
}

impl Shown<'_> {
    fn title(&self, short: bool) -> String {
        match (&self.column.short, &self.column.parent) {
            (Some(title), _) if short => title.clone(),
            (_, Some(parent)) => format!("{parent}: {}", self.column.title),
            _ => self.column.title.clone(),
        }
    }

    /// The narrowest width, and whether it may not change.
    fn least(&self, short: bool, at_ease: bool) -> (u16, bool) {
        let width = |text: &str| text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
        let title = self.title(short);
        let word = title.split_whitespace().map(|w| w.chars().count()).max().unwrap_or(0);
        let body = self.cells.iter().map(|cell| width(cell)).max().unwrap_or(0);
        let wraps = AT_EASE.iter().find(|(kind, ..)| *kind == self.column.kind);
        match wraps {
            None if body <= LONGEST_FIXED => (body.max(word) as u16, true),
            _ => {
                let (ease, least) = wraps.map_or((22, 12), |(_, ease, least)| (*ease, *least));
                let enough = if at_ease { ease } else { least };
                let whole = body.max(word).min(u16::MAX as usize) as u16;
                (whole.min(enough).max(word.min(20) as u16), false)
            }
        }
    }
}

fn style() -> TableStyle {
    presets::UTF8_FULL_CONDENSED
}

fn drawn(text: &str, kind: Kind, tone: Tone, missed: bool, colour: bool) -> Cell {
    let cell = Cell::new(text).set_alignment(alignment(kind));
    if !colour {
        return cell;
    }
    let cell = if tone == Tone::Total { cell.add_attribute(Attribute::Bold) } else { cell };
    match tone {
        Tone::Bad => cell.fg(Color::Red),
        Tone::Warn => cell.fg(Color::Yellow),
        Tone::Good => cell.fg(Color::Green),
        Tone::Muted => cell.fg(Color::DarkGrey),
        Tone::Plain | Tone::Total if missed => cell.fg(Color::Red),
        Tone::Plain | Tone::Total => cell,
    }
}

fn alignment(kind: Kind) -> CellAlignment {
    if text::is_numeric(kind) { CellAlignment::Right } else { CellAlignment::Left }
}

fn cell_text(row: &Row, i: usize, column: &Column, lang: Lang) -> String {
    row.values.get(i).map(|value| without_controls(&text::in_column(value, column, lang))).unwrap_or_default()
}

/// A control character in a cell must not reach the terminal (an escape sequence could rewrite it).
fn without_controls(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect()
}

/// Each row as a block of `title: value` lines.
fn blocks(columns: &[Shown], n_rows: usize) -> String {
    let mut lines = Vec::new();
    for n in 0..n_rows {
        for column in columns {
            let text = &column.cells[n];
            if !text.is_empty() {
                lines.push(format!("{}: {}", column.title(false), text.replace('\n', "\n  ")));
            }
        }
        lines.push(String::new());
    }
    lines.pop();
    lines.join("\n")
}
