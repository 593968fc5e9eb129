//! Laws of the readers: a grid written in any format reads back equal; no bytes make a reader panic.

use motcua::domain::cell::Workbook;
use motcua::domain::settings::Import;
use motcua::error::Error;
use motcua::io::sheets;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::sheets::{made, read, shown};
use crate::sheets_binary::{biff8, ole, xlsb};
use crate::sheets_odd::{ods, xlsx};

/// A cell's text: what people write, without white space at its ends.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        6 => "[A-Za-z0-9ăâđêôơưạếộ.,;<>&\"'/-]{1,12}",
        1 => "[a-zđ]{1,5}\n[a-zđ]{1,5}",
        1 => "0[0-9]{3,9}",
    ]
}

/// Rows of equal width; the first is full, so that the delimiter can be told.
fn grid() -> impl Strategy<Value = Vec<Vec<String>>> {
    (2usize..6).prop_flat_map(|width| {
        let header = vec("[A-ZĐ][a-z]{1,8}", width);
        (header, vec(vec(text(), width), 1..8)).prop_map(|(header, mut rows)| {
            rows.insert(0, header);
            rows
        })
    })
}

/// What a sheet with these rows shows: without trailing blanks and blank rows.
fn expected(grid: &[Vec<String>]) -> Vec<String> {
    let row = |row: &Vec<String>| {
        let last = row.iter().rposition(|cell| !cell.is_empty())?;
        let cells = row[..=last].iter().map(|cell| if cell.is_empty() { "·" } else { cell.as_str() });
        Some(cells.collect::<Vec<_>>().join("|"))
    };
    grid.iter().filter_map(row).collect()
}

fn first_sheet(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    let book = read(name, bytes);
    shown(&book, &book.sheets[0])
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn rows(grid: &[Vec<String>], row: [&str; 2], cell: impl Fn(&str) -> String) -> String {
    let line = |cells: &Vec<String>| cells.iter().map(|text| cell(text)).collect::<String>();
    grid.iter().map(|cells| format!("{}{}{}", row[0], line(cells), row[1])).collect()
}

fn as_csv(grid: &[Vec<String>], delimiter: u8) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    grid.iter().for_each(|row| writer.write_record(row).unwrap());
    writer.into_inner().unwrap()
}

fn as_html(grid: &[Vec<String>]) -> String {
    let cells = rows(grid, ["<tr>", ""], |text| format!("<td>{}", escaped(text).replace('\n', "<br>")));
    format!("<html><body><table>{cells}</table></body></html>")
}

fn as_spreadsheetml(grid: &[Vec<String>]) -> String {
    let cell = |text: &str| format!("<Cell><Data ss:Type=\"String\">{}</Data></Cell>", escaped(text));
    let table = rows(grid, ["<Row>", "</Row>"], cell);
    format!(
        "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook \
         xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"A\"><Table>{table}</Table>\
         </Worksheet></Workbook>"
    )
}

fn as_ods(grid: &[Vec<String>]) -> Vec<u8> {
    let paragraphs =
        |text: &str| text.split('\n').map(|p| format!("<text:p>{}</text:p>", escaped(p))).collect::<String>();
    let cell = |text: &str| match text {
        "" => "<table:table-cell/>".to_string(),
        text => {
            format!("<table:table-cell office:value-type=\"string\">{}</table:table-cell>", paragraphs(text))
        }
    };
    ods(&rows(grid, ["<table:table-row>", "</table:table-row>"], cell))
}

fn as_xlsx(grid: &[Vec<String>]) -> Vec<u8> {
    let mut writer = rust_xlsxwriter::Workbook::new();
    let sheet = writer.add_worksheet();
    for (row, cells) in grid.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(row as u32, column as u16, text).unwrap();
        }
    }
    writer.save_to_buffer().unwrap()
}

/// One small sound file of each format.
fn sound() -> Vec<Vec<u8>> {
    let grid: Vec<Vec<String>> =
        [["Mã", "Tên"], ["1", "Đạt"], ["2", ""]].map(|row| row.map(str::to_string).to_vec()).to_vec();
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"0\"><v>1.5</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:B1\"/></mergeCells>";
    std::vec![
        as_csv(&grid, b';'),
        as_html(&grid).into_bytes(),
        as_spreadsheetml(&grid).into_bytes(),
        as_ods(&grid),
        xlsx(sheet, "<sst uniqueCount=\"1\"><si><t>Mã</t></si></sst>"),
        biff8(),
        ole("Workbook", &biff8()),
        xlsb(),
        format!("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{}", as_html(&grid)).into_bytes(),
    ]
}

/// Reads and looks for a panic, which the reader turns into an error or an unread sheet.
fn read_without_panic(bytes: &[u8]) -> Result<Workbook, Error> {
    let limits = Import { max_memory_bytes: 64 << 20, max_rows: 10_000, ..Import::default() };
    let outcome = sheets::read(&made("x", bytes).path, &limits);
    let causes: Vec<&str> = match &outcome {
        Ok(book) => book.unreadable.iter().map(|(_, cause)| cause.as_str()).collect(),
        Err(error) => error.cause.iter().map(String::as_str).collect(),
    };
    assert!(!causes.contains(&sheets::GAVE_UP), "a reader panicked");
    outcome
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_grid_reads_back_equal_in_every_format(grid in grid()) {
        let expected = expected(&grid);
        for delimiter in [b',', b';', b'\t'] {
            let named = [b"sep=", [delimiter].as_slice(), b"\n", &as_csv(&grid, delimiter)].concat();
            prop_assert_eq!(first_sheet("a.csv", named), expected.clone());
        }
        prop_assert_eq!(first_sheet("a.xls", as_html(&grid)), expected.clone());
        prop_assert_eq!(first_sheet("a.xls", as_spreadsheetml(&grid)), expected.clone());
        prop_assert_eq!(first_sheet("a.ods", as_ods(&grid)), expected.clone());
        prop_assert_eq!(first_sheet("a.xlsx", as_xlsx(&grid)), expected);
    }

    #[test]
    fn the_delimiter_of_a_plain_grid_is_found(
        grid in (2usize..6, 2usize..8).prop_flat_map(|(width, height)| vec(vec("[a-zđ0-9]{1,6}", width), height)),
        delimiter in prop_oneof![Just(b','), Just(b';'), Just(b'\t')],
    ) {
        prop_assert_eq!(first_sheet("a.csv", as_csv(&grid, delimiter)), expected(&grid));
    }

    #[test]
    fn any_bytes_end_in_a_workbook_or_an_error(bytes in vec(any::<u8>(), 0..600), start in 0usize..8) {
        let starts: [&[u8]; 8] = [
            b"", b"<html><table><tr><td>", b"\xFF\xFE", b"a;b\n", b"MIME-Version: 1.0\n",
            b"<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook><Worksheet>",
            b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        ];
        let _ = read_without_panic(&[starts[start], &bytes].concat());
    }

    #[test]
    fn any_markup_is_a_page(
        pieces in vec(prop_oneof![
            Just("<table>"), Just("</table>"), Just("<tr>"), Just("</tr>"), Just("<td>"), Just("</td>"),
            Just("<td colspan=3 rowspan=2>"), Just("<td rowspan=0>"), Just("<th colspan=0>"), Just("x"), Just(" "),
            Just("<br>"), Just("<script>"), Just("</script>"), Just("&nbsp;"), Just("&#0;"), Just("<!--"), Just("-->"),
            Just("<title>"), Just("<p>"), Just("<input type=password>"),
        ], 0..60),
    ) {
        let _ = read_without_panic(format!("<html>{}", pieces.concat()).as_bytes());
    }

    #[test]
    fn a_mutated_file_makes_no_reader_panic(
        which in any::<Index>(),
        changes in vec((any::<Index>(), any::<u8>()), 1..12),
        cut in proptest::option::weighted(0.2, any::<Index>()),
    ) {
        let mut bytes = which.get(&sound()).clone();
        for (at, value) in changes {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        let _ = read_without_panic(&bytes);
    }
}
