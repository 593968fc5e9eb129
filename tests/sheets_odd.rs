//! Odd files, made here byte by byte; each test is named for its oddity.

use std::io::{Cursor, Write};

use motcua::domain::cell::{BREAKS_OFF, Format};
use motcua::domain::settings::Import;
use zip::write::SimpleFileOptions;

use crate::sheets::{made, read, refusal, refused, shown};

/// A zip of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (*name, content.as_bytes())).collect();
    zipped_bytes(&parts)
}

pub fn zipped_bytes(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        // Small parts stand as they are, so that a changed byte changes what is read.
        let method = if content.len() < 4096 {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A minimal xlsx around one sheet's XML and the shared strings.
pub fn xlsx(sheet: &str, strings: &str) -> Vec<u8> {
    const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    zipped(&[
        (
            "_rels/.rels",
            &format!(
                "<Relationships><Relationship Id=\"rId1\" Type=\"{RELATIONS}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                "<workbook xmlns=\"{MAIN}\" xmlns:r=\"{RELATIONS}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                "<Relationships><Relationship Id=\"rId1\" Type=\"{RELATIONS}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        ("xl/sharedStrings.xml", strings),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet xmlns=\"{MAIN}\">{sheet}</worksheet>")),
    ])
}

/// An ods around the rows of its only table.
pub fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>\
         <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>\
         </office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"A\" table:style-name=\"ta1\"><table:table-column/>{rows}</table:table>\
         <table:table table:name=\"Ẩn\" table:style-name=\"ta2\"/>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    zipped(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

const STRINGS: &str = "<sst uniqueCount=\"2\"><si><t>Mã</t></si><si><r><t xml:space=\"preserve\">Tên </t></r><r><t>gọi</t></r></si></sst>";

#[test]
fn xlsx_that_claims_the_whole_sheet() {
    let sheet = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
        <c r=\"B1\" t=\"s\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row></sheetData>";
    let book = read("a.xlsx", xlsx(sheet, STRINGS));
    assert_eq!(shown(&book, &book.sheets[0]), ["Mã|Tên gọi", "1"]);
    assert_eq!(book.sheets[0].nth_row(1).row, 1_048_575);
}

#[test]
fn xlsx_with_cells_outside_of_a_sheet() {
    let row = "<sheetData><row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row></sheetData>";
    assert!(refusal("a.xlsx", xlsx(row, STRINGS)).contains("dòng 1048577"));
    let column = "<sheetData><row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row></sheetData>";
    assert!(refusal("a.xlsx", xlsx(column, STRINGS)).contains("1000 cột"));
}

#[test]
fn xlsx_with_rows_in_disorder() {
    let sheet = "<sheetData><row r=\"3\"><c r=\"B3\"><v>3</v></c><c r=\"A3\"><v>2</v></c></row>\
        <row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"3\"><c r=\"A3\"><v>4</v></c></row></sheetData>";
    let book = read("a.xlsx", xlsx(sheet, STRINGS));
    assert_eq!(shown(&book, &book.sheets[0]), ["1", "4|3"]);
}

#[test]
fn xlsx_with_odd_merges() {
    let sheet = "<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>1</v></c></row>\
        <row r=\"4\" hidden=\"true\"><c r=\"A4\"><v>1</v></c></row></sheetData><mergeCells count=\"5\">\
        <mergeCell ref=\"B2:A1\"/><mergeCell ref=\"D7\"/><mergeCell ref=\"A3:XFD1048576\"/><mergeCell ref=\"\"/>\
        <mergeCell ref=\"ZZZZ1:A99999999999\"/></mergeCells>";
    let book = read("a.xlsx", xlsx(sheet, STRINGS));
    let merges: Vec<_> = book.sheets[0]
        .merges
        .iter()
        .map(|m| (m.first_row, m.first_column, m.last_row, m.last_column))
        .collect();
    assert_eq!(merges, [(0, 0, 1, 1), (2, 0, 3, 2)]);
    assert!(book.sheets[0].nth_row(1).hidden);
}

#[test]
fn xlsx_with_a_lying_unique_count() {
    let strings = "<sst uniqueCount=\"4000000000\"><si><t>Mã</t></si></sst>";
    assert!(refusal("a.xlsx", xlsx("<sheetData/>", strings)).contains("hỏng"));
}

#[test]
fn xlsx_with_one_bad_sheet_among_good_ones() {
    let mut writer = rust_xlsxwriter::Workbook::new();
    writer.add_worksheet().set_name("Tốt").unwrap().write(0, 0, 1).unwrap();
    writer.add_worksheet().set_name("Hỏng").unwrap().write(0, 0, 2).unwrap();
    let good = writer.save_to_buffer().unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).unwrap();
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for i in 0..archive.len() {
        let mut part = archive.by_index(i).unwrap();
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with("sheet2.xml") {
            content = content
                .replace("<v>2</v>", "<v t=\"b\">Nguyễn Văn A</v")
                .replace("<c r=\"A1\">", "<c r=\"A1\" t=\"b\">");
        }
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    let book = read("a.xlsx", zip.finish().unwrap().into_inner());
    assert_eq!(book.sheets.len(), 1);
    assert_eq!(book.unreadable.len(), 1);
    assert_eq!(book.unreadable[0].0, "Hỏng");
    assert!(
        !book.unreadable[0].1.contains("Nguyễn"),
        "a cause never quotes a cell: {}",
        book.unreadable[0].1
    );
}

#[test]
fn zip_bomb_by_declared_size() {
    let blanks = " ".repeat(40 << 20);
    let bomb = xlsx(&format!("<sheetData>{blanks}</sheetData>"), STRINGS);
    assert!(refusal("a.xlsx", &bomb).contains("200 lần"));
    let small = Import { max_unpacked_bytes: 1 << 20, max_unpacked_ratio: u64::MAX, ..Import::default() };
    assert!(refused("a.xlsx", &bomb, &small).what.vi.contains("1 MiB"));
}

#[test]
fn zips_that_are_no_spreadsheet() {
    assert!(refusal("a.xlsx", zipped(&[("test.txt", "x")])).contains("tệp nén"));
    assert!(
        refusal("a.xlsx", zipped(&[("[Content_Types].xml", ""), ("word/document.xml", "")])).contains("Word")
    );
    assert!(
        refusal("a.xlsx", zipped(&[("[Content_Types].xml", ""), ("ppt/presentation.xml", "")]))
            .contains("trình chiếu")
    );
    assert!(
        refusal(
            "a.ods",
            zipped(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "")])
        )
        .contains("Word")
    );
    let locked = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    assert!(
        refusal("a.ods", zipped(&[("content.xml", "x"), ("META-INF/manifest.xml", locked)]))
            .contains("mật khẩu")
    );
    assert!(refusal("a.xlsx", b"PK\x03\x04 and nothing more").contains("hỏng"));
}

#[test]
fn ods_cells_of_every_type() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"string\"><text:p>Số<text:s text:c=\"2\"/>hồ sơ</text:p>\
        <text:p>dòng 2 &amp; &#x1ea1;</text:p><office:annotation><text:p>ghi chú</text:p></office:annotation></table:table-cell>\
        <table:table-cell office:value-type=\"float\" office:value=\"12.5\"><text:p>12,5</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"date\" office:date-value=\"2026-08-22T07:30:15\"><text:p>22/08</text:p></table:table-cell>\
        <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
        <table:table-cell office:value-type=\"string\" calcext:value-type=\"error\"><text:p>#N/A</text:p></table:table-cell></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell/>\
        <table:table-cell table:number-columns-spanned=\"2\" office:value-type=\"string\"><text:p>gộp</text:p></table:table-cell>\
        <table:covered-table-cell/></table:table-row>";
    let book = read("a.ods", ods(rows));
    assert_eq!(book.format, Format::Ods);
    assert_eq!(
        shown(&book, &book.sheets[0]),
        ["Số  hồ sơ\ndòng 2 & ạ|12.5|2026-08-22 07:30:15|true|#", "·|gộp"]
    );
    assert!(book.sheets[0].nth_row(1).hidden);
    assert!(!book.sheets[0].hidden && book.sheets[1].hidden);
}

#[test]
fn ods_with_a_million_repeated_blank_rows() {
    let rows = "<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"3\"/>\
        <table:table-cell table:number-columns-repeated=\"16381\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"1048574\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
        <table:table-row table:number-rows-repeated=\"2\"><table:table-cell office:value-type=\"string\"><text:p>cuối</text:p></table:table-cell></table:table-row>";
    let error = refused("a.ods", ods(rows), &Import::default());
    assert!(error.what.vi.contains("dòng 1048577"), "{error}");
    let book = read("b.ods", ods(&rows.replace("1048574", "1048573")));
    assert_eq!(book.sheets[0].n_cells(), 5);
    assert_eq!(book.sheets[0].nth_row(2).row, 1_048_575);
}

#[test]
fn ods_with_endless_repeated_content() {
    let rows = "<table:table-row table:number-rows-repeated=\"99999999999\"><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refusal("a.ods", ods(rows)).contains("dòng 1048577"));
    let columns = "<table:table-row><table:table-cell table:number-columns-repeated=\"99999999999\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    assert!(refusal("a.ods", ods(columns)).contains("cột"));
}

#[test]
fn ods_that_breaks_off() {
    let whole = zipped(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", "<office:document-content><table:table table:name=\"A\"><table:table-row>"),
    ]);
    assert!(refusal("a.ods", whole).contains("hỏng"));
}

fn spreadsheetml(table: &str) -> String {
    format!(
        "\r\n<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
         <!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\
         <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
         <Worksheet ss:Name=\"Danh s&#225;ch\"><Table>{table}</Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>\
         </Worksheet></Workbook>"
    )
}

#[test]
fn spreadsheetml_index_merges_types_and_entities() {
    let table = "<Row><Cell ss:MergeAcross=\"1\" ss:MergeDown=\"1\"><Data ss:Type=\"String\">gộp</Data></Cell><Cell><Data ss:Type=\"Number\">12.5</Data></Cell></Row>\
        <Row ss:Index=\"4\" ss:Hidden=\"1\"><Cell ss:Index=\"3\"><Data ss:Type=\"DateTime\">2026-08-22T07:30:15.000</Data><Comment><ss:Data>ghi chú</ss:Data></Comment></Cell>\
        <Cell><ss:Data ss:Type=\"String\"><B>đậm</B><Font> và &lt;thường&gt;</Font></ss:Data></Cell><Cell><Data ss:Type=\"Boolean\">1</Data></Cell><Cell><Data ss:Type=\"Error\">#N/A</Data></Cell></Row>\
        <Row><Cell><Data ss:Type=\"String\">&b;&f;</Data></Cell></Row>";
    let book = read("a.xls", spreadsheetml(table));
    assert_eq!(book.format, Format::SpreadsheetMl);
    assert_eq!((book.sheets[0].name.as_str(), book.sheets[0].hidden), ("Danh sách", true));
    assert_eq!(
        shown(&book, &book.sheets[0]),
        ["gộp|·|12.5", "·|·|2026-08-22 07:30:15|đậm và <thường>|true|#", "&b;&f;",]
    );
    let rows: Vec<_> = book.sheets[0].rows().map(|row| (row.row, row.hidden)).collect();
    assert_eq!(rows, [(0, false), (3, true), (4, false)]);
}

#[test]
fn spreadsheetml_in_utf16_and_cut_off() {
    let text = spreadsheetml("<Row><Cell><Data ss:Type=\"String\">Đạt</Data></Cell></Row>");
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let book = read("a.xls", utf16);
    assert_eq!(shown(&book, &book.sheets[0]), ["Đạt"]);
    let cut = &text[..text.find("</Row>").unwrap()];
    assert!(refusal("a.xls", cut).contains("hỏng"));
}

#[test]
fn mhtml_with_an_encoded_page() {
    let file = "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n boundary=\"----=_x\"\r\n\r\nExcel\r\n------=_x\r\n\
        Content-Location: file:///C:/a.htm\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n\
        <html><table><tr><td>S=E1=BB=91 h=E1=BB=93 s=C6=\r\n=A1<td>1</tr></table></html>\r\n------=_x\r\n\
        Content-Type: text/html; charset=windows-1258\r\nContent-Transfer-Encoding: base64\r\n\r\nPHRhYmxlPjx0ZD7QYfJ0PHRkPjI8L3RhYmxlPg==\r\n------=_x--\r\n";
    let book = read("a.xls", file);
    assert_eq!(book.format, Format::Mhtml);
    let all: Vec<_> = book.sheets.iter().map(|sheet| shown(&book, sheet)).collect();
    assert_eq!(all, [["Số hồ sơ|1"], ["Đa\u{323}t|2"]]);
    assert!(refusal("b.mht", "MIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nx").contains("trang web"));
}

#[test]
fn html_in_utf16_with_a_wrong_meta() {
    let page = "<html><meta charset=\"windows-1252\"><table><tr><td>Đạt<td>1</table>";
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(page.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, page.as_bytes().to_vec(), format!("\u{feff}\r\n {page}").into_bytes()] {
        let book = read("a.xls", bytes);
        assert_eq!(shown(&book, &book.sheets[0]), ["Đạt|1"]);
    }
}

#[test]
fn html_with_mad_spans() {
    let page =
        "<table><tr><td colspan=99999999999 rowspan=0>a<tr><td>b<tr><td colspan=-1 rowspan=x>c</table>";
    let error = refused("a.xls", page, &Import::default());
    assert!(error.what.vi.contains("cột"), "{error}");
    let deep = "<table><tr><td>".repeat(10_000) + "x";
    let book = read("b.xls", deep);
    assert_eq!(book.sheets.len(), 1);
}

#[test]
fn html_sheet_names_from_excel() {
    let page = "<html><!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>DanhSach</x:Name></xml><![endif]--><table><tr><td>1<td>2</table>";
    assert_eq!(read("a.xls", page).sheets[0].name, "DanhSach");
}

#[test]
fn missing_files_and_folders() {
    let file = made("a.csv", "x,y\n");
    let folder = file.path.parent().unwrap();
    let limits = Import::default();
    let missing = motcua::io::sheets::read(&folder.join("khong-co.xlsx"), &limits).unwrap_err();
    assert!(missing.what.vi.contains("Không tìm thấy"));
    let is_folder = motcua::io::sheets::read(folder, &limits).unwrap_err();
    assert!(is_folder.what.vi.contains("thư mục"));
}

#[test]
fn pages_and_texts_that_break_off_are_read_and_told() {
    let told = |name: &str, content: &str| {
        let book = read(name, content);
        (shown(&book, &book.sheets[0]), book.unreadable)
    };
    let cut = [(String::from("Bảng 1"), BREAKS_OFF.to_string())];
    let page = "<table><tr><td>Mã<td>Tên<tr><td>1<td>A";
    assert_eq!(told("a.xls", page), (vec!["Mã|Tên".into(), "1|A".into()], cut.to_vec()));
    assert_eq!(told("a.xls", &format!("{page}</table>")).1, []);
    let (rows, cut) = told("a.csv", "a;b\n1;\"x\n2;y\n3;z\n");
    assert_eq!((rows.len(), cut.len()), (2, 1), "{rows:?}");
    assert_eq!(told("a.csv", "a;b\n1;\"x\n2\"\n3;\"z\"\"\"\n").1, []);
}

/// As a .NET tool packs it: back slashes, lower case, absolute targets; and the 1904 calendar with the
/// second `workbookPr` of newer Excel behind it.
#[test]
fn xlsx_with_back_slashes_and_two_workbook_properties() {
    let relation = |id: &str, kind: &str, target: &str| {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        format!("<Relationship Id=\"{id}\" Type=\"{types}/{kind}\" Target=\"{target}\"/>")
    };
    let parts = [
        (
            "_rels\\.rels",
            format!("<Relationships>{}</Relationships>", relation("a", "officeDocument", "/xl/workbook.xml")),
        ),
        (
            "xl\\_rels\\workbook.xml.rels",
            format!(
                "<Relationships>{}{}{}</Relationships>",
                relation("r1", "worksheet", "/xl/worksheets/Sheet1.xml"),
                relation("r2", "styles", "/xl/styles.xml"),
                relation("r3", "sharedStrings", "/xl/sharedStrings.xml")
            ),
        ),
        (
            "xl\\workbook.xml",
            "<workbook><workbookPr date1904=\"1\"/><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/></sheets>\
             <extLst><ext><x15:workbookPr chartTrackingRefBase=\"1\"/></ext></extLst></workbook>"
                .to_string(),
        ),
        ("xl\\sharedstrings.xml", "<sst><si><t>Mã</t></si></sst>".to_string()),
        (
            "xl\\styles.xml",
            "<styleSheet><numFmts><numFmt numFmtId=\"1000\" formatCode=\"dd/mm/yyyy\"/></numFmts>\
             <cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"1000\"/></cellXfs></styleSheet>"
                .to_string(),
        ),
        (
            "xl\\worksheets\\sheet1.xml",
            "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>\
             <c r=\"B1\" s=\"1\"><v>44742.25</v></c></row></sheetData></worksheet>"
                .to_string(),
        ),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, xml)| (*name, xml.as_str())).collect();
    let book = read("a.xlsx", zipped(&parts));
    assert!(book.date_1904);
    assert_eq!(shown(&book, &book.sheets[0]), ["Mã|2026-07-01 06:00:00"]);
}
