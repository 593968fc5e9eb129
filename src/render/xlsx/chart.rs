//! The charts of the workbook and the sheet that holds their numbers.

use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisCrossing, ChartErrorBars, ChartErrorBarsType, ChartFont, ChartFormat,
    ChartLine, ChartMarker, ChartMarkerType, ChartRange, ChartSolidFill, ChartType, Color, ObjectMovement,
    Workbook, Worksheet, XlsxError,
};

use super::style;
use crate::report::model::{Chart, Document, IntervalPoint};
use crate::words::{self, Lang};

const DARK: Color = Color::RGB(0x1F3A5F);
const LIGHT: Color = Color::RGB(0xBBD3EA);
const ACCENT: Color = Color::RGB(0xA31515);

/// Points that a chart takes of a page.
pub fn height(chart: &Chart) -> f64 {
    f64::from(pixels(chart) + 30) * 0.75
}

fn pixels(chart: &Chart) -> u32 {
    match chart {
        Chart::DotAndWhisker { points, .. } if !points.is_empty() => 130 + 26 * points.len() as u32,
        Chart::Line { points, .. } if !points.is_empty() => 320,
        _ => 0,
    }
}

/// One column of chart numbers on its way to the last sheet.
enum Series {
    Texts(Vec<String>),
    /// Percentages; nothing where there is no data.
    Rates(Vec<Option<f64>>),
}

/// The numbers behind all charts, a block of columns per chart.
pub struct Data {
    sheet: String,
    columns: Vec<(String, Series)>,
}

impl Data {
    pub fn new(sheet: &str) -> Data {
        Data { sheet: sheet.to_string(), columns: Vec::new() }
    }

    /// Puts a chart at `row`; returns the first free row below it.
    pub fn draw(
        &mut self,
        sheet: &mut Worksheet,
        row: u32,
        chart: &Chart,
        lang: Lang,
    ) -> Result<u32, XlsxError> {
        let mut drawing = match chart {
            Chart::DotAndWhisker { title, points, .. } if !points.is_empty() => {
                self.intervals(title, points, lang)
            }
            Chart::Line { title, points, target } if !points.is_empty() => {
                self.line(title, points, *target, lang)
            }
            _ => return Ok(row),
        };
        let height = pixels(chart);
        drawing.set_width(900).set_height(height);
        drawing.set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
        sheet.insert_chart_with_offset(row, 0, &drawing, 4, 4)?;
        Ok(row + height / 20 + 2)
    }

    fn push(&mut self, title: &str, series: Series) -> u16 {
        self.columns.push((title.to_string(), series));
        (self.columns.len() - 1) as u16
    }

    fn range(&self, column: u16, n: usize) -> ChartRange {
        ChartRange::new_from_range(&self.sheet, 1, column, n as u32, column)
    }

    /// Bars of the rates with whiskers to the ends of their intervals.
    fn intervals(&mut self, title: &str, points: &[IntervalPoint], lang: Lang) -> Drawing {
        let n = points.len();
        let rates = |f: fn(&IntervalPoint) -> f64| Series::Rates(points.iter().map(|p| Some(f(p))).collect());
        let label = |p: &IntervalPoint| format!("{} ({}/{})", p.label, p.hits, p.total);
        let labels = self.push(title, Series::Texts(points.iter().map(label).collect()));
        let rate = self.push(words::report::rate().text(lang), rates(|p| p.rate));
        let plus = self.push(words::report::to_upper().text(lang), rates(|p| p.upper - p.rate));
        let minus = self.push(words::report::to_lower().text(lang), rates(|p| p.rate - p.lower));
        let mut whiskers = ChartErrorBars::new();
        whiskers
            .set_type(ChartErrorBarsType::Custom(self.range(plus, n), self.range(minus, n)))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(DARK).set_width(1.5)));
        let mut drawing = Drawing::new(ChartType::Bar);
        drawing
            .add_series()
            .set_categories(&self.range(labels, n))
            .set_values(&self.range(rate, n))
            .set_name(words::report::rate().text(lang))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(LIGHT)))
            .set_gap(60)
            .set_x_error_bars(&whiskers);
        dress(&mut drawing, title);
        drawing.legend().set_hidden();
        // In a bar chart the categories stand on the y axis; reversed, the best is on top, and the
        // scale is brought back to the bottom.
        drawing.y_axis().set_reverse().set_font(&font(10)).set_crossing(ChartAxisCrossing::Max);
        drawing.y_axis().set_name(words::report::official_and_counts().text(lang)).set_name_font(&font(10));
        drawing
            .x_axis()
            .set_name(words::report::rate().text(lang))
            .set_name_font(&font(10))
            .set_major_gridlines_line(&grid())
            .set_min(0)
            .set_max(1)
            .set_num_format("0%")
            .set_font(&font(10));
        drawing
    }

    /// The rate over time, and the target as a dashed line.
    fn line(
        &mut self,
        title: &str,
        points: &[(String, Option<f64>)],
        target: Option<f64>,
        lang: Lang,
    ) -> Drawing {
        let n = points.len();
        let labels = self.push(title, Series::Texts(points.iter().map(|p| p.0.clone()).collect()));
        let rate =
            self.push(words::report::rate().text(lang), Series::Rates(points.iter().map(|p| p.1).collect()));
        let mut drawing = Drawing::new(ChartType::Line);
        let marker = ChartMarker::new()
            .set_type(ChartMarkerType::Circle)
            .set_size(7)
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color(DARK)))
            .clone();
        drawing
            .add_series()
            .set_categories(&self.range(labels, n))
            .set_values(&self.range(rate, n))
            .set_name(words::report::rate().text(lang))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(DARK).set_width(2.25)))
            .set_marker(&marker);
        if let Some(target) = target {
            let column = self.push(words::report::target().text(lang), Series::Rates(vec![Some(target); n]));
            let dashed = ChartLine::new()
                .set_color(ACCENT)
                .set_width(1.5)
                .set_dash_type(rust_xlsxwriter::ChartLineDashType::Dash)
                .clone();
            drawing
                .add_series()
                .set_categories(&self.range(labels, n))
                .set_values(&self.range(column, n))
                .set_name(words::report::target().text(lang))
                .set_format(ChartFormat::new().set_line(&dashed));
        }
        let least = points.iter().filter_map(|p| p.1).chain(target).fold(100.0, f64::min);
        dress(&mut drawing, title);
        drawing.legend().set_position(rust_xlsxwriter::ChartLegendPosition::Bottom).set_font(&font(10));
        drawing.x_axis().set_font(&font(10));
        drawing.x_axis().set_name(words::report::week_of_year().text(lang)).set_name_font(&font(10));
        drawing
            .y_axis()
            .set_name(words::report::rate().text(lang))
            .set_name_font(&font(10))
            .set_major_gridlines_line(&grid())
            .set_min(((least - 1.0) / 10.0).floor().max(0.0) / 10.0)
            .set_max(1)
            .set_num_format("0%")
            .set_font(&font(10));
        drawing
    }

    /// Adds the sheet with the numbers, if there is any chart.
    pub fn write(self, workbook: &mut Workbook, document: &Document) -> Result<(), XlsxError> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let sheet = workbook.add_worksheet();
        sheet.set_name(&self.sheet)?;
        sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
        sheet.set_freeze_panes(1, 0)?;
        sheet.set_screen_gridlines(false).set_row_height(0, 4.0 * super::head::LINE)?;
        let text = style::cell(crate::report::model::Kind::Code, Default::default(), document.lang);
        let percent = style::cell(crate::report::model::Kind::Percent, Default::default(), document.lang);
        for (i, (title, series)) in self.columns.iter().enumerate() {
            let column = i as u16;
            sheet.write_string_with_format(0, column, title, &style::header())?;
            match series {
                Series::Texts(texts) => {
                    sheet.set_column_width(column, 32)?;
                    for (row, value) in texts.iter().enumerate() {
                        sheet.write_string_with_format(row as u32 + 1, column, value, &text)?;
                    }
                }
                Series::Rates(rates) => {
                    sheet.set_column_width(column, 12)?;
                    for (row, rate) in rates.iter().enumerate() {
                        if let Some(rate) = rate {
                            sheet.write_number_with_format(
                                row as u32 + 1,
                                column,
                                style::share(*rate),
                                &percent,
                            )?;
                        }
                    }
                }
            }
        }
        Ok(())
    }
}

fn dress(drawing: &mut Drawing, title: &str) {
    drawing.title().set_name(title).set_font(font(12).set_bold());
    drawing.set_alt_text(title);
}

fn grid() -> ChartLine {
    ChartLine::new().set_color(Color::RGB(0xD5DBE1)).set_width(0.75).clone()
}

fn font(size: u32) -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(style::FONT).set_size(size);
    font
}
