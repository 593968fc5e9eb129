//! Containers → workbook: every format, and files that are odd, hostile or something else.

use std::path::PathBuf;

use motcua::domain::cell::{Cell, Format, Sheet, Workbook};
use motcua::domain::settings::Import;
use motcua::error::{Error, Kind};
use motcua::io::sheets;
use motcua::words::Lang;
use tempfile::TempDir;

/// A file of these bytes in a folder of its own.
pub struct Made {
    _folder: TempDir,
    pub path: PathBuf,
}

pub fn made(name: &str, bytes: impl AsRef<[u8]>) -> Made {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    Made { _folder: folder, path }
}

pub fn read(name: &str, bytes: impl AsRef<[u8]>) -> Workbook {
    let made = made(name, bytes);
    match sheets::read(&made.path, &Import::default()) {
        Ok(book) => book,
        Err(error) => panic!("{name}: {error}"),
    }
}

pub fn refused(name: &str, bytes: impl AsRef<[u8]>, limits: &Import) -> Error {
    let made = made(name, bytes);
    match sheets::read(&made.path, limits) {
        Ok(book) => panic!("{name} was read as {:?}", book.format),
        Err(error) => error,
    }
}

/// What a refusal says in Vietnamese, and that it is a proper one: its place, its remedy, exit code 3.
pub fn refusal(name: &str, bytes: impl AsRef<[u8]>) -> String {
    let error = refused(name, bytes, &Import::default());
    assert_eq!(error.kind, Kind::Unreadable, "{name}");
    let place = error.place.as_ref().unwrap_or_else(|| panic!("{name}: no place"));
    assert!(place.vi.starts_with(name), "{name}: {}", place.vi);
    assert!(error.help.is_some(), "{name}: no remedy");
    error.what.text(Lang::Vi).to_string()
}

/// The texts of a sheet, a line per row with cells, `|` between cells, `·` for a gap.
pub fn shown(book: &Workbook, sheet: &Sheet) -> Vec<String> {
    sheet
        .rows()
        .map(|row| {
            let last = row.cells.last().map_or(0, |c| c.0);
            (0..=last).map(|column| one(book, row.cell(column))).collect::<Vec<_>>().join("|")
        })
        .collect()
}

fn one(book: &Workbook, cell: Cell) -> String {
    match cell {
        Cell::Empty => "·".to_string(),
        Cell::Text(id) => book.texts.get(id).to_string(),
        Cell::Number(number) => number.to_string(),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Moment(moment) => moment.format("%Y-%m-%d %H:%M:%S").to_string(),
        Cell::Error => "#".to_string(),
    }
}

#[test]
fn xlsx_cells_of_every_type() {
    use rust_xlsxwriter::{ExcelDateTime, Format as Style, Formula, Workbook as Writer};
    let mut writer = Writer::new();
    let date = Style::new().set_num_format("dd/mm/yyyy hh:mm");
    let sheet = writer.add_worksheet().set_name("Danh sách").unwrap();
    sheet.write(0, 0, "Số hồ sơ").unwrap();
    sheet.merge_range(0, 1, 0, 2, "Ngày", &Style::new()).unwrap();
    sheet.write(2, 0, 12.5).unwrap();
    let moment = ExcelDateTime::from_ymd(2026, 8, 22).unwrap().and_hms(7, 30, 15.0).unwrap();
    sheet.write_with_format(2, 1, &moment, &date).unwrap();
    sheet.write(2, 2, true).unwrap();
    sheet.write(2, 3, Formula::new("=1+1").set_result("2")).unwrap();
    sheet.write(2, 4, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write(3, 0, "ẩn").unwrap();
    sheet.set_row_hidden(3).unwrap();
    writer.add_worksheet().set_name("Trống").unwrap().set_hidden(true);
    let book = read("moi.xlsx", writer.save_to_buffer().unwrap());
    assert_eq!(book.format, Format::Xlsx);
    assert_eq!(shown(&book, &book.sheets[0])[..2], ["Số hồ sơ|Ngày", "12.5|2026-08-22 07:30:15|true|2|#"]);
    let rows: Vec<(u32, bool)> = book.sheets[0].rows().map(|row| (row.row, row.hidden)).collect();
    assert_eq!(rows, [(0, false), (2, false), (3, true)]);
    let merge = book.sheets[0].merges[0];
    assert_eq!((merge.first_row, merge.first_column, merge.last_row, merge.last_column), (0, 1, 0, 2));
    assert_eq!(
        book.sheets.iter().map(|s| (s.name.as_str(), s.hidden)).collect::<Vec<_>>(),
        [("Danh sách", false), ("Trống", true)]
    );
}

#[test]
fn csv_delimiters_quotes_and_blank_lines() {
    let comma = read("a.csv", "Mã,Tên\r\n1,\"a, b\"\r\n\r\n2,\"dòng 1\ndòng 2\"\r\n3,x");
    assert_eq!(shown(&comma, &comma.sheets[0]), ["Mã|Tên", "1|a, b", "2|dòng 1\ndòng 2", "3|x"]);
    let rows: Vec<u32> = comma.sheets[0].rows().map(|row| row.row).collect();
    assert_eq!(rows, [0, 1, 3, 4], "a blank line is a row, a line break in a cell is none");
    let semicolon = read("b.csv", "SỞ TƯ PHÁP, tỉnh A\nMã;Phí\n1;50,5\n2;1,25\n");
    assert_eq!(shown(&semicolon, &semicolon.sheets[0])[1..], ["Mã|Phí", "1|50,5", "2|1,25"]);
    let tab = read("c.xlsx", "Mã\tTên\n1\tA, B\n");
    assert_eq!(shown(&tab, &tab.sheets[0]), ["Mã|Tên", "1|A, B"], "text named .xlsx is text");
    let named = read("d.csv", "sep=|\r\nMã|Tên\r\n1|2,3\r\n");
    assert_eq!(named.sheets[0].nth_row(0).row, 1);
    assert_eq!(shown(&named, &named.sheets[0]), ["Mã|Tên", "1|2,3"]);
}

#[test]
fn csv_in_every_encoding() {
    let text = "Số hồ sơ;Người nhận\r\n1;Đạt\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    for bytes in [text.as_bytes().to_vec(), format!("\u{feff}{text}").into_bytes(), little, big] {
        let book = read("x.csv", bytes);
        assert_eq!(shown(&book, &book.sheets[0]), ["Số hồ sơ|Người nhận", "1|Đạt"]);
    }
    let book = read("1258.csv", b"S\xF4\xEC h\xF4\xCC s\xF5,Tu\xF4\xD2i\r\n1,\xD0a\xF2t\r\n");
    assert_eq!(shown(&book, &book.sheets[0])[1], "1|Đa\u{323}t");
}

#[test]
fn html_spans_unclosed_cells_entities_and_titles() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><title>x</title>\
        <style>td{}</style></head><body><h3>DANH SÁCH</h3><p>Từ ngày 01/08/2026<br>đến ngày 31/08/2026</p>\
        <table><tr><th rowspan=2>Mã<th colspan='2'>Ngày<tr><td>nhận<td>trả\
        <tr><td>1&nbsp;<td> a  &amp;\n b <td>x<br>y</table>Người lập biểu</body></html>";
    let book = read("ket-xuat.xls", page);
    assert_eq!(book.format, Format::Html);
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(
        shown(&book, &book.sheets[0]),
        [
            "DANH SÁCH",
            "Từ ngày 01/08/2026",
            "đến ngày 31/08/2026",
            "Mã|Ngày",
            "·|nhận|trả",
            "1\u{a0}|a & b|x\ny",
            "Người lập biểu",
        ]
    );
    let merges: Vec<_> =
        book.sheets[0].merges.iter().map(|m| (m.first_row, m.last_row, m.last_column)).collect();
    assert_eq!(merges, [(3, 4, 0), (3, 3, 2)]);
}

#[test]
fn html_nested_tables() {
    let layout = "<table><tr><td>Menu<td><table><tr><td>Mã<td>Tên<tr><td>1<td>A</table></table>";
    let book = read("a.xls", layout);
    let all: Vec<_> = book.sheets.iter().map(|sheet| shown(&book, sheet)).collect();
    assert_eq!(all, [vec!["Menu"], vec!["Mã|Tên", "1|A"]]);
    let list = "<table><tr><td>Mã<td>Giấy tờ<tr><td>1<td><table><tr><td>Đơn<tr><td>Ảnh</table><tr><td>2<td>-</table>";
    let book = read("b.xls", list);
    assert_eq!(shown(&book, &book.sheets[0]), ["Mã|Giấy tờ", "1|Đơn\nẢnh", "2|-"]);
}

#[test]
fn files_that_are_something_else() {
    let cases: [(&str, &[u8], &str); 8] = [
        ("trong.xlsx", b"", "Tệp rỗng"),
        ("thu.xls", b"%PDF-1.4\n", "PDF"),
        ("anh.xlsx", b"\x89PNG\r\n\x1a\n", "hình ảnh"),
        ("a.xlsx", b"{\"rows\":[]}", "JSON"),
        ("b.csv", "Kính gửi anh, chị\nXin chào.\n".as_bytes(), "văn bản thường"),
        ("c.xls", b"<html><form><input type=password></form></html>", "đăng nhập"),
        ("d.xls", b"<html><body><p>502 Bad Gateway</p></body></html>", "trang web"),
        ("e.xls", &[9, 4, 6, 0, 0, 0, 16, 0, 1, 2], "quá cũ"),
    ];
    for (name, bytes, word) in cases {
        let said = refusal(name, bytes);
        assert!(said.contains(word), "{name}: {said}");
    }
}

#[test]
fn limits_name_their_place() {
    let limits = Import { max_rows: 2, max_columns: 3, max_cell_characters: 5, ..Import::default() };
    let rows = refused("a.csv", "a,b\n1,2\n3,4\n", &limits);
    assert_eq!(rows.place.unwrap().vi, "a.csv › sheet CSV › ô A3");
    let columns = refused("a.csv", "a,b,c,d\n1,2,3,4\n", &limits);
    assert_eq!(columns.place.unwrap().vi, "a.csv › sheet CSV › ô D1");
    let long = refused("a.csv", "a,b\n1,123456\n", &limits);
    assert_eq!(long.place.unwrap().vi, "a.csv › sheet CSV › ô B2");
    assert!(long.what.vi.contains("5 ký tự"), "{}", long.what.vi);
    let size = refused("a.csv", "a,b\n1,2\n", &Import { max_file_bytes: 3, ..Import::default() });
    assert!(size.what.vi.contains("giới hạn"), "{}", size.what.vi);
}

/// Reads through the built program, as an import does.
pub fn isolated(path: &std::path::Path, limits: &Import) -> Result<Workbook, Error> {
    sheets::read_isolated_by(std::path::Path::new(env!("CARGO_BIN_EXE_motcua")), path, limits)
}

#[test]
fn a_child_process_reads_the_same() {
    let file = made("a.csv", "Mã,Tên\n1,Ă\n");
    let here = sheets::read(&file.path, &Import::default()).unwrap();
    let there = isolated(&file.path, &Import::default()).unwrap();
    assert_eq!(shown(&there, &there.sheets[0]), shown(&here, &here.sheets[0]));
    let broken = made("b.pdf", "%PDF-1.4");
    let error = isolated(&broken.path, &Import::default()).unwrap_err();
    let expected = sheets::read(&broken.path, &Import::default()).unwrap_err();
    assert_eq!(format!("{error:?}"), format!("{expected:?}"));
}

#[test]
fn a_child_out_of_memory_or_time_says_so() {
    let rows: String = (0..200_000).map(|i| format!("{i},{}\n", i * 7)).collect();
    let file = made("lon.csv", rows);
    let memory = Import { max_memory_bytes: 6 << 20, ..Import::default() };
    let error = isolated(&file.path, &memory).unwrap_err();
    assert!(error.what.vi.contains("6 MiB bộ nhớ"), "{}", error.what.vi);
    let time = Import { max_seconds: 0, ..Import::default() };
    let error = isolated(&file.path, &time).unwrap_err();
    assert!(error.what.vi.contains("0 giây"), "{}", error.what.vi);
}

/// Other people's workbooks, read where they lie: each ends in a workbook or in a clear sentence.
#[test]
fn foreign_workbooks() {
    let Some(folder) = std::env::var_os("MOTCUA_CORPUS") else {
        println!("MOTCUA_CORPUS is not set: no foreign workbooks are read");
        return;
    };
    let limits = Import { max_memory_bytes: 1 << 30, max_seconds: 10, ..Import::default() };
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let started = std::time::Instant::now();
        match isolated(&path, &limits) {
            Ok(book) => {
                let cells: usize = book.sheets.iter().map(Sheet::n_cells).sum();
                println!(
                    "{name}: {:?}, {} sheets, {cells} cells {:?}",
                    book.format,
                    book.sheets.len(),
                    book.unreadable
                );
            }
            Err(error) => {
                println!("{name}: {}", error.text(Lang::Vi).replace('\n', " · "));
                assert_eq!(error.kind, Kind::Unreadable, "{name}: {error}");
                assert!(error.place.is_some() && error.help.is_some(), "{name}: {error}");
                let limit = error.what.vi.contains("max_memory") || error.what.vi.contains("max_seconds");
                assert!(!limit, "{name}: {error}");
            }
        }
        assert!(started.elapsed().as_secs() < 10, "{name} took {:?}", started.elapsed());
    }
}

/// Of sound `.xls`, `.xlsb` and `.xlsx` files the own readers and calamine say the same, cell by cell.
#[test]
fn foreign_workbooks_read_as_calamine_reads_them() {
    let Some(folder) = std::env::var_os("MOTCUA_CORPUS") else {
        println!("MOTCUA_CORPUS is not set: no foreign workbooks are read");
        return;
    };
    // 51535.xls takes a gigabyte there; the fuzzed ones and Simple.xlsb panic.
    let left_out = ["51535.xls", "clusterfuzz", "oleloop", "corrupt", "Simple.xlsb"];
    let mut n_cells = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if left_out.iter().any(|word| name.contains(word)) {
            continue;
        }
        n_cells +=
            match name.rsplit('.').next() {
                Some("xls") => calamine::open_workbook::<calamine::Xls<_>, _>(&path)
                    .map_or(0, |book| compare(&path, book)),
                Some("xlsx" | "xlsm") => calamine::open_workbook::<calamine::Xlsx<_>, _>(&path)
                    .map_or(0, |book| compare(&path, book)),
                Some("xlsb") => calamine::open_workbook::<calamine::Xlsb<_>, _>(&path)
                    .map_or(0, |book| compare(&path, book)),
                _ => 0,
            };
    }
    println!("{n_cells} cells are the same");
    assert!(n_cells > 1000);
}

fn compare<R: calamine::Reader<std::io::BufReader<std::fs::File>>>(
    path: &std::path::Path,
    mut theirs: R,
) -> usize
where
    R::Error: std::fmt::Debug,
{
    let ours =
        sheets::read(path, &Import::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut n_cells = 0;
    for sheet in &ours.sheets {
        let range = theirs.worksheet_range(&sheet.name).unwrap();
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        let expected: Vec<(u32, u32, String)> = range
            .used_cells()
            .map(|(row, column, data)| {
                (row as u32 + first_row, column as u32 + first_column, their_cell(data))
            })
            .filter(|(_, _, text)| !text.is_empty())
            .collect();
        let found: Vec<(u32, u32, String)> = sheet
            .rows()
            .flat_map(|row| row.cells.iter().map(move |(column, cell)| (row.row, u32::from(column), cell)))
            // Of error values in an .xlsb it reads only those that no formula gave.
            .filter(|(_, _, cell)| ours.format != Format::Xlsb || *cell != Cell::Error)
            .map(|(row, column, cell)| (row, column, one(&ours, cell)))
            .collect();
        n_cells += found.len();
        assert_eq!(found, expected, "{} › {}", path.display(), sheet.name);
    }
    n_cells
}

fn their_cell(data: &calamine::Data) -> String {
    use calamine::Data;
    match data {
        Data::Empty => String::new(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(flag) => flag.to_string(),
        Data::DateTime(date) if date.is_datetime() => {
            date.as_datetime().unwrap().format("%Y-%m-%d %H:%M:%S").to_string()
        }
        Data::DateTime(date) => date.as_f64().to_string(),
        Data::Error(_) => "#".to_string(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
    }
}
