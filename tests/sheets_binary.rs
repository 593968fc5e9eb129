//! Small `.xls` and `.xlsb` files made record by record, so that their oddities are ours.

use crate::sheets::{read, refusal, shown};
use crate::sheets_odd::zipped_bytes;

/// One BIFF record.
pub fn record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    [&kind.to_le_bytes()[..], &(bytes.len() as u16).to_le_bytes(), bytes].concat()
}

fn bof(kind: u16) -> Vec<u8> {
    record(0x0809, &[&0x0600u16.to_le_bytes()[..], &kind.to_le_bytes(), &[0; 12]].concat())
}

fn numbers(values: &[u16]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// A BIFF8 stream with one sheet: a header of shared strings, numbers, a date, a formula with text,
/// a merge, a hidden row. The second shared string crosses into a CONTINUE record.
pub fn biff8() -> Vec<u8> {
    let mut date = numbers(&[0, 14]);
    date.resize(20, 0);
    let first = [&[0; 8][..], &numbers(&[2]), &[1], &wide("Mã"), &numbers(&[4]), &[0], b"Na"].concat();
    let second = [&[1][..], &wide("mộ")].concat();
    let listed = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 2, 1], &wide("Tờ")].concat());
    let globals = |at: u32| {
        [
            bof(5),
            record(0x0042, &[0xB0, 0x04]),
            record(0x00E0, &[0; 20]),
            record(0x00E0, &date),
            listed(at),
            record(0x00FC, &first),
            record(0x003C, &second),
            record(0x000A, &[]),
        ]
        .concat()
    };
    let rk = |number: u32| (number << 2 | 2).to_le_bytes();
    let formula_text = [&numbers(&[3, 1, 0])[..], &[0, 0, 0, 0, 0, 0, 0xFF, 0xFF], &[0; 8]].concat();
    let sheet = [
        bof(0x10),
        record(0x0208, &numbers(&[3, 0, 3, 255, 0, 0, 0x20, 15])),
        record(0x00FD, &[numbers(&[0, 0, 0]), vec![0; 4]].concat()),
        record(0x00FD, &[numbers(&[0, 1, 0]), vec![1, 0, 0, 0]].concat()),
        record(0x0203, &[numbers(&[1, 0, 0]), 12.5f64.to_le_bytes().to_vec()].concat()),
        record(0x027E, &[&numbers(&[1, 1, 1])[..], &rk(46_256)].concat()),
        record(0x00BD, &[&numbers(&[2, 0, 0])[..], &rk(7), &numbers(&[0]), &rk(8), &numbers(&[1])].concat()),
        record(0x0205, &[&numbers(&[2, 2, 0])[..], &[42, 1]].concat()),
        record(0x0006, &formula_text),
        record(0x0207, &[&numbers(&[3])[..], &[1], &wide("đạt")].concat()),
        record(0x00E5, &numbers(&[1, 0, 0, 0, 1])),
        record(0x000A, &[]),
    ]
    .concat();
    let at = globals(0).len() as u32;
    [globals(at), sheet].concat()
}

/// A container with one stream of at least 4096 bytes: header, table, directory, stream.
pub fn ole(name: &str, stream: &[u8]) -> Vec<u8> {
    let mut stream = stream.to_vec();
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let n = (stream.len() / 512) as u32;
    let mut header = vec![0u8; 512];
    header[..8].copy_from_slice(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    header[26..34].copy_from_slice(&numbers(&[3, 0xFFFE, 9, 6]));
    let mut put = |at: usize, value: u32| header[at..at + 4].copy_from_slice(&value.to_le_bytes());
    let fields = [(44, 1), (48, 1), (56, 4096), (60, u32::MAX - 1), (68, u32::MAX - 1), (76, 0)];
    fields.into_iter().for_each(|(at, value)| put(at, value));
    (1..109).for_each(|i| put(76 + 4 * i, u32::MAX));
    let mut table = vec![u32::MAX - 2, u32::MAX - 1];
    table.extend((0..n).map(|i| if i + 1 == n { u32::MAX - 1 } else { i + 3 }));
    table.resize(128, u32::MAX);
    let entry = |name: &str, kind: u8, child: u32, start: u32, size: u32| {
        let mut entry = wide(name);
        entry.resize(64, 0);
        entry.extend((name.len() as u16 * 2 + 2).to_le_bytes());
        entry.extend([kind, 1]);
        [u32::MAX, u32::MAX, child].iter().for_each(|id| entry.extend(id.to_le_bytes()));
        entry.resize(116, 0);
        [start, size, 0].iter().for_each(|id| entry.extend(id.to_le_bytes()));
        entry
    };
    let mut directory =
        [entry("Root Entry", 5, 1, u32::MAX - 1, 0), entry(name, 2, u32::MAX, 2, n * 512)].concat();
    directory.resize(512, 0);
    let table: Vec<u8> = table.iter().flat_map(|id| id.to_le_bytes()).collect();
    [header, table, directory, stream].concat()
}

const CELLS: [&str; 4] = ["Mã|Namộ", "12.5|2026-08-22 00:00:00", "7|8|#", "·|đạt"];

#[test]
fn xls_in_a_container_and_bare() {
    for bytes in [biff8(), ole("Workbook", &biff8()), ole("BOOK", &biff8())] {
        let book = read("a.xls", bytes);
        assert_eq!(book.sheets[0].name, "Tờ");
        assert_eq!(shown(&book, &book.sheets[0]), CELLS);
        assert_eq!(book.sheets[0].merges.len(), 1);
        assert!(book.sheets[0].nth_row(3).hidden);
    }
}

#[test]
fn xls_cut_off_names_its_sheet() {
    let stream = biff8();
    let error = refusal("a.xls", &stream[..stream.len() - 20]);
    assert!(error.contains("hỏng"), "{error}");
}

#[test]
fn xls_with_a_password() {
    let stream = [bof(5), record(0x002F, &[0; 6]), biff8()].concat();
    assert!(refusal("a.xls", ole("Workbook", &stream)).contains("mật khẩu"));
    assert!(refusal("a.xlsx", ole("EncryptedPackage", b"x")).contains("mật khẩu"));
    assert!(refusal("a.xls", ole("WordDocument", b"x")).contains("Word"));
}

#[test]
fn ole_sectors_in_a_circle() {
    let good = ole("Workbook", &biff8());
    // The third sector of the stream points back to its second; the directory points to itself.
    for (at, to) in [(512 + 4 * 4, 3u32), (512 + 4, 1)] {
        let mut bad = good.clone();
        bad[at..at + 4].copy_from_slice(&to.to_le_bytes());
        let started = std::time::Instant::now();
        let said = refusal("a.xls", &bad);
        assert!(said.contains("hỏng"), "{at}: {said}");
        assert!(started.elapsed().as_secs() < 2);
    }
}

#[test]
fn xls_sheets_that_share_one_place_count_once() {
    let listed = |at: u32| record(0x0085, &[&at.to_le_bytes()[..], &[0, 0, 1, 0], b"A"].concat());
    let globals = |at: u32| [bof(5), listed(at).repeat(1000), record(0x000A, &[])].concat();
    let at = globals(0).len() as u32;
    let sheet = [bof(0x10), record(0x0203, &[0; 14]), record(0x000A, &[])].concat();
    let book = read("a.xls", [globals(at), sheet].concat());
    assert_eq!((book.sheets.len(), book.unreadable.len()), (1, 999));
}

/// One record of an xlsb.
fn long_record(kind: u16, bytes: &[u8]) -> Vec<u8> {
    let kind = if kind < 0x80 { vec![kind as u8] } else { vec![kind as u8 | 0x80, (kind >> 7) as u8] };
    assert!(bytes.len() < 128);
    [&kind[..], &[bytes.len() as u8], bytes].concat()
}

fn long_text(text: &str) -> Vec<u8> {
    [(text.encode_utf16().count() as u32).to_le_bytes().to_vec(), wide(text)].concat()
}

/// An xlsb with one sheet of every kind of cell.
pub fn xlsb() -> Vec<u8> {
    let cell = |column: u32, format: u32, value: &[u8]| {
        [&column.to_le_bytes()[..], &format.to_le_bytes(), value].concat()
    };
    let row = |row: u32, hidden: bool| {
        let mut bytes = [row.to_le_bytes(), [0; 4]].concat();
        bytes.extend([0, 0, 0, if hidden { 0x10 } else { 0 }, 0, 0, 0, 0, 0]);
        long_record(0, &bytes)
    };
    let sheet = [
        long_record(0x0081, &[]),
        long_record(0x0091, &[]),
        row(0, false),
        long_record(7, &cell(0, 0, &[0; 4])),
        long_record(6, &cell(1, 0, &long_text("Tên"))),
        row(1, true),
        long_record(5, &cell(0, 0, &12.5f64.to_le_bytes())),
        long_record(2, &cell(1, 1, &(46_256u32 << 2 | 2).to_le_bytes())),
        long_record(4, &cell(2, 0, &[1])),
        long_record(11, &cell(3, 0, &[42])),
        long_record(0x0092, &[]),
        long_record(0x00B0, &[0u32, 1, 0, 0].map(u32::to_le_bytes).concat()),
        long_record(0x0082, &[]),
    ]
    .concat();
    let workbook = [
        long_record(0x009C, &[&[0; 8][..], &long_text("rId1"), &long_text("Tờ")].concat()),
        long_record(0x0084, &[]),
    ]
    .concat();
    let xf = |format: u16| long_record(0x002F, &numbers(&[0, format, 0, 0, 0, 0, 0, 0]));
    let styles = [long_record(0x0269, &[2, 0, 0, 0]), xf(0), xf(14), long_record(0x026A, &[])].concat();
    let strings =
        [long_record(0x0013, &[&[0][..], &long_text("Mã")].concat()), long_record(0x00A0, &[])].concat();
    let relation = |id: u32, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"http://x/relationships/{kind}\" Target=\"{target}\"/>")
    };
    let main = format!("<Relationships>{}</Relationships>", relation(1, "officeDocument", "xl/workbook.bin"));
    let parts = format!(
        "<Relationships>{}{}{}</Relationships>",
        relation(1, "worksheet", "worksheets/sheet1.bin"),
        relation(2, "styles", "styles.bin"),
        relation(3, "sharedStrings", "/xl/sharedStrings.bin")
    );
    zipped_bytes(&[
        ("_rels/.rels", main.as_bytes()),
        ("xl/workbook.bin", &workbook),
        ("xl/_rels/workbook.bin.rels", parts.as_bytes()),
        ("xl/worksheets/sheet1.bin", &sheet),
        ("xl/styles.bin", &styles),
        ("xl/sharedStrings.bin", &strings),
    ])
}

#[test]
fn xlsb_cells_of_every_type() {
    let book = read("a.xlsb", xlsb());
    assert_eq!(book.sheets[0].name, "Tờ");
    assert_eq!(shown(&book, &book.sheets[0]), ["Mã|Tên", "12.5|2026-08-22 00:00:00|true|#"]);
    assert_eq!(book.sheets[0].merges.len(), 1);
    assert!(book.sheets[0].nth_row(1).hidden);
}
