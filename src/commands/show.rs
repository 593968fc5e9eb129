//! Writing one document in the form that was asked for.
//!
//! A table by default; CSV of the first section; JSON, xlsx and html whole. The terminal's width and
//! colour are found here, so that rendering itself depends on nothing but the document.

use std::io::IsTerminal;

use crate::cli::{Colour, Format};
use crate::commands::Context;
use crate::error::Result;
use crate::io::desktop;
use crate::render;
use crate::report::model::{Document, Section};

/// Width where the output is no terminal.
const FILE_WIDTH: u16 = 120;

impl Context {
    /// Writes `document` to `-o FILE` or stdout, in the form of `--format`.
    pub fn show(&self, document: &Document) -> Result<()> {
        match self.global.format.unwrap_or(Format::Table) {
            Format::Table => self.write_text(&render::terminal::render(document, width(), self.colour())),
            Format::Csv => {
                let nothing = Section::default();
                self.write(&render::csv::render(document.sections.first().unwrap_or(&nothing))?)
            }
            Format::Json => self.write(&render::json::render(document)),
            Format::Xlsx => self.write(&render::xlsx::render(document)?),
            Format::Html => self.write(&render::html::render(document)?),
        }
    }

    /// Whether the result may be coloured.
    pub fn colour(&self) -> bool {
        match self.global.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                let refused = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
                let person_reads = self.global.output.is_none() && std::io::stdout().is_terminal();
                !refused && person_reads && desktop::colours()
            }
        }
    }
}

fn width() -> u16 {
    // A terminal that knows no size of its own says 0.
    comfy_table::Table::new().width().filter(|width| *width > 0).unwrap_or(FILE_WIDTH)
}
