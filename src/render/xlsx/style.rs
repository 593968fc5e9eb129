//! The cell formats of the workbook: font, borders, number formats, tones.
//!
//! A tone is never told by colour alone: the words of the row say it too, and the fills differ in
//! lightness, so a black-and-white print keeps it.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::report::model::{Kind, Tone};
use crate::words::Lang;

pub const FONT: &str = "Times New Roman";
pub const HEADER_FILL: Color = Color::RGB(0xDDE6F0);
const LINE: Color = Color::RGB(0x9AA5B1);
const LINK: Color = Color::RGB(0x0B4F8A);

/// Points of the text, and of titles.
pub const SIZE: f64 = 12.0;
pub const TITLE_SIZE: f64 = 14.0;

pub fn base() -> Format {
    Format::new().set_font_name(FONT).set_font_size(SIZE)
}

pub fn centred() -> Format {
    base().set_align(FormatAlign::Center).set_align(FormatAlign::VerticalCenter).set_text_wrap()
}

pub fn title() -> Format {
    centred().set_bold().set_font_size(TITLE_SIZE)
}

pub fn paragraph() -> Format {
    base().set_text_wrap().set_align(FormatAlign::Top)
}

pub fn recipients_title() -> Format {
    base().set_bold().set_italic()
}

pub fn recipients() -> Format {
    base().set_font_size(11)
}

pub fn header() -> Format {
    bordered(centred()).set_bold().set_background_color(HEADER_FILL)
}

pub fn back_link() -> Format {
    base().set_font_color(LINK).set_underline(FormatUnderline::Single)
}

/// A cell of a table body.
pub fn cell(kind: Kind, tone: Tone, lang: Lang) -> Format {
    let format = bordered(base()).set_align(FormatAlign::Top);
    let format = match kind {
        // The indent keeps a text off the number to its left.
        Kind::Text | Kind::Prose => format.set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
        Kind::Code => format.set_align(FormatAlign::Left).set_indent(1),
        Kind::Flag | Kind::Date | Kind::DateTime => format.set_align(FormatAlign::Center),
        Kind::Number | Kind::Percent => format.set_align(FormatAlign::Right),
        Kind::Minutes => format.set_align(FormatAlign::Right).set_text_wrap(),
    };
    let format = match number_format(kind, lang) {
        Some(pattern) => format.set_num_format(pattern),
        None => format,
    };
    match tone {
        Tone::Plain => format,
        Tone::Bad => format.set_background_color(Color::RGB(0xF6C9C3)),
        Tone::Warn => format.set_background_color(Color::RGB(0xFDF0CD)),
        Tone::Good => format.set_background_color(Color::RGB(0xE8F3E8)),
        Tone::Total => format.set_bold().set_background_color(Color::RGB(0xEEF1F4)),
        Tone::Muted => format.set_italic().set_font_color(Color::RGB(0x595959)),
    }
}

pub fn linked(format: Format) -> Format {
    format.set_font_color(LINK).set_underline(FormatUnderline::Single)
}

pub fn input(format: Format) -> Format {
    format.set_background_color(Color::RGB(0xFFFBD6)).set_num_format("0.00").set_align(FormatAlign::Right)
}

fn bordered(format: Format) -> Format {
    format.set_border(FormatBorder::Thin).set_border_color(LINE)
}

fn number_format(kind: Kind, lang: Lang) -> Option<&'static str> {
    match (kind, lang) {
        (Kind::Number, _) => Some("#,##0"),
        (Kind::Percent, _) => Some("[$-42A]0.00%"),
        (Kind::Date, Lang::Vi) => Some("dd/mm/yyyy"),
        (Kind::Date, Lang::En) => Some("yyyy-mm-dd"),
        (Kind::DateTime, Lang::Vi) => Some("dd/mm/yyyy hh:mm"),
        (Kind::DateTime, Lang::En) => Some("yyyy-mm-dd hh:mm"),
        _ => None,
    }
}

/// For a value of another type than its column, e.g. a score in a column of counts.
pub fn decimal(format: Format) -> Format {
    format.set_num_format("[$-42A]#,##0.00")
}

/// A date without a time in a column of instants.
pub fn date_only(format: Format, lang: Lang) -> Format {
    format.set_num_format(number_format(Kind::Date, lang).unwrap_or("General"))
}

/// Percent with two decimals as the share that a percent format shows, without binary dust.
pub fn share(percent: f64) -> f64 {
    (percent * 100.0).round() / 10_000.0
}
