//! Laws of reading: nothing falls, no row is lost, and how a list is written changes nothing.

use std::path::Path;

use motcua::domain::cell::{Cell, Format, Sheet, Workbook};
use motcua::domain::schema::TableName;
use motcua::domain::settings::Settings;
use motcua::normalize::{Normalized, Options, normalize};
use proptest::prelude::*;

use crate::import_grid::{lines, read};

/// Texts that lead into every corner: headers, codes, dates, marks, rubbish.
const TEXTS: &[&str] = &[
    "Mã hồ sơ",
    "Số hồ sơ",
    "Mã TTHC",
    "Tên TTHC",
    "Mã số",
    "Tên",
    "Ngày tiếp nhận",
    "Ngày nộp",
    "Ngày hẹn trả",
    "Ngày tạm dừng",
    "Lý do tạm dừng",
    "Tạm dừng",
    "Từ ngày",
    "Đến ngày",
    "Cán bộ xử lý",
    "Trạng thái",
    "Phiếu xin lỗi",
    "Trạng thái số hóa",
    "Hình thức thanh toán",
    "Phí, lệ phí",
    "Chủ hồ sơ",
    "Qua mạng",
    "STT",
    "Ghi chú",
    "H32.12-260701-0001",
    "H32.12-260701-0002",
    "HS0003",
    "1.015027",
    "01/07/2026",
    "13/07/2026 08:00",
    "07/13/2026",
    "2026-07-01T08:00:00Z",
    "hôm qua",
    "/Date(1722821400000)/",
    "Có",
    "Không",
    "x",
    "-",
    "",
    "Nguyễn Văn A",
    "nguyễn văn a",
    "0912345678",
    "056123456789",
    "a@b.vn",
    "50.000 đ",
    "Tổng cộng",
    "I. Lĩnh vực Hộ tịch",
    "(1)",
    "(2)",
    "NGƯỜI LẬP BIỂU",
    "Sè hå s¬",
    "Từ ngày 01/07/2026 đến ngày 31/07/2026",
    "Ngày kết xuất: 05/08/2026",
    "\u{200B}",
    "ﷺ",
    "𝕏",
    "\u{301}",
    "đang xử lý",
    "2",
];

/// A text of the list above, or another cell; `None` is blank.
type AnyCell = Option<Result<usize, Cell>>;

fn any_cell() -> impl Strategy<Value = AnyCell> {
    prop_oneof![
        3 => Just(None),
        12 => (0..TEXTS.len()).prop_map(|i| Some(Ok(i))),
        1 => any::<f64>().prop_map(|n| Some(Err(Cell::Number(n)))),
        1 => (30_000.0..60_000.0).prop_map(|n| Some(Err(Cell::Number(n)))),
        1 => any::<bool>().prop_map(|b| Some(Err(Cell::Flag(b)))),
        1 => Just(Some(Err(Cell::Error))),
        1 => (-100_000i64..100_000).prop_map(|days| {
            let moment = chrono::DateTime::from_timestamp(days * 86_400 + 4_321, 500_000_000).unwrap();
            Some(Err(Cell::Moment(moment.naive_utc())))
        }),
    ]
}

fn workbook(sheets: &[Vec<Vec<AnyCell>>], merges: &[(u32, u16, u32, u16)]) -> Workbook {
    let mut book = Workbook::new(Format::Xlsx);
    for (n, rows) in sheets.iter().enumerate() {
        let mut sheet = Sheet::new(format!("S{n}"));
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let cell = match cell {
                    None => continue,
                    Some(Ok(text)) => Cell::Text(book.texts.intern(TEXTS[*text])),
                    Some(Err(cell)) => *cell,
                };
                sheet.push(row as u32, column as u16, cell);
            }
        }
        for &(first_row, first_column, last_row, last_column) in merges {
            sheet.merges.push(motcua::domain::cell::Merge { first_row, first_column, last_row, last_column });
        }
        book.sheets.push(sheet);
    }
    book
}

/// What holds for everything that could be read at all.
fn check(read: &Normalized) {
    assert_eq!(read.rows_read, read.rows_taken + read.rows_merged + read.rows_rejected);
    assert_eq!(read.rows_rejected, read.rejects.len() as u64);
    for sheet in &read.recognised {
        assert_eq!(sheet.rows_read, sheet.rows_taken + sheet.rows_merged + sheet.rows_rejected);
    }
    let rows: usize = read.tables.iter().map(|t| t.frame.height()).sum();
    assert!(read.rows_taken == 0 || rows > 0);
    for table in &read.tables {
        let columns: Vec<String> = table.frame.get_column_names().iter().map(|n| n.to_string()).collect();
        let (sources, carried) = (&columns[columns.len() - 2..], &columns[..columns.len() - 2]);
        assert_eq!(sources, ["source_sheet", "source_row"]);
        assert_eq!(carried, table.carried);
        assert_eq!(carried[0], table.name.key());
        assert_eq!(table.frame.column(table.name.key()).unwrap().null_count(), 0);
    }
    let told = format!("{:?}{:?}{:?}", read.rejects, read.findings, read.recognised);
    for secret in ["0912345678", "056123456789", "a@b.vn"] {
        assert!(!told.contains(secret), "{told}");
        // The e-mail of an official is an account name and stays; codes may be bare digits.
        for column in read.tables.iter().flat_map(|t| &t.frame.columns()[1..]) {
            let cells = (0..column.len()).map(|i| column.get(i).unwrap().to_string());
            let found = cells.into_iter().any(|c| c.contains(secret));
            assert!(!found || secret == "a@b.vn", "{}", column.name());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_grid_makes_it_fall_and_no_row_is_lost(
        sheets in prop::collection::vec(prop::collection::vec(prop::collection::vec(any_cell(), 0..8), 0..12), 1..3),
        merges in prop::collection::vec((0u32..8, 0u16..8, 0u32..8, 0u16..8), 0..3),
    ) {
        if let Ok(read) = normalize(&workbook(&sheets, &merges), "x", &Options::default(), &Settings::default()) {
            check(&read);
        }
    }

    #[test]
    fn rows_under_a_good_header_are_never_lost(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 7), 1..25),
    ) {
        let header = ["Mã hồ sơ", "Ngày tiếp nhận", "Ngày hẹn trả", "Cán bộ xử lý", "Trạng thái", "Phiếu xin lỗi", "Ngày tạm dừng"];
        let at = |text: &&str| Some(Ok(TEXTS.iter().position(|t| t == text).unwrap()));
        let mut grid = vec![header.iter().map(at).collect::<Vec<_>>()];
        grid.extend(rows);
        if let Ok(read) = normalize(&workbook(&[grid], &[]), "x", &Options::default(), &Settings::default()) {
            check(&read);
        }
    }

    #[test]
    fn order_of_columns_and_spelling_change_nothing(
        order in Just((0..6usize).collect::<Vec<_>>()).prop_shuffle(),
        spelling in prop::collection::vec(0..4usize, 6),
        title in any::<bool>(),
    ) {
        prop_assert_eq!(lines(&read(&written(&order, &spelling, title)).tables[0]).replace("| 5", "| 4").replace("| 6", "| 5"),
            lines(&read(&written(&[0, 1, 2, 3, 4, 5], &[0; 6], title)).tables[0]).replace("| 5", "| 4").replace("| 6", "| 5"));
    }
}

/// One list in many hands: columns in any order, headers and cells in any spelling.
fn written(order: &[usize], spelling: &[usize], title: bool) -> String {
    let columns: [[[&str; 4]; 3]; 6] = [
        [
            ["Mã hồ sơ", "SỐ HỒ SƠ", "ma ho so", "Mã\\nhồ  sơ (*)"],
            ["H32.12-260701-0001", "h32.12-260701-0001", " H32.12-260701- 0001", "H32.12-260701-0001\u{A0}"],
            ["H32.12-260701-0002", "h32.12-260701-0002", "H32.12 -260701-0002", "\u{200B}H32.12-260701-0002"],
        ],
        [
            ["Ngày tiếp nhận", "Thời gian tiếp nhận", "ngay tiep nhan", "NGÀY GIỜ TIẾP NHẬN"],
            ["13/07/2026 08:30:00", "@2026-07-13 08:30:00", "08:30 13/7/2026", "2026-07-13T08:30:00"],
            ["03/07/2026", "@2026-07-03", "3/7/2026", "#46206"],
        ],
        [
            ["Cán bộ xử lý", "Chuyên viên thụ lý", "CAN BO XU LY", "Công chức xử lý:"],
            ["Nguyễn Văn A", "nguyễn văn a", "NGUYỄN VĂN A", "Nguyễn  Văn A"],
            ["Lê Thị B", "lê thị b ", "LÊ THỊ B", "Lê Thị B"],
        ],
        [
            ["Hình thức nộp", "Kênh thực hiện", "Hình thức nộp hồ sơ", "hình thức nộp"],
            ["Trực tuyến", "2", "qua mạng", "#2"],
            ["Trực tiếp", "1", "trực tiếp", "#1"],
        ],
        [
            ["Phí, lệ phí", "Phí/Lệ phí", "phi, le phi", "Phí, lệ phí (đồng)"],
            ["50.000", "50,000 đ", "#50000", "50000.0"],
            ["0", "0 đ", "#0", "Miễn phí"],
        ],
        [
            ["Số hóa hồ sơ", "SỐ HOÁ HỒ SƠ", "Có số hóa TPHS", "Số hóa thành phần hồ sơ"],
            ["Có", "x", "#1", "Đã số hóa"],
            ["Không", "", "#0", "Chưa số hóa"],
        ],
    ];
    let line =
        |part: usize| order.iter().map(|&c| columns[c][part][spelling[c]]).collect::<Vec<_>>().join(" | ");
    let title = if title { "SỔ THEO DÕI\nTừ ngày 01/07/2026 đến ngày 31/07/2026\n" } else { "" };
    format!("{title}{}\n{}\n{}", line(0), line(1), line(2))
}

/// Every foreign workbook ends in a reading or in a sentence. `MOTCUA_CORPUS` names their folder.
#[test]
fn foreign_workbooks_end_in_a_sentence() {
    let Ok(folder) = std::env::var("MOTCUA_CORPUS") else {
        println!("skipped: MOTCUA_CORPUS is not set");
        return;
    };
    let mut paths: Vec<_> =
        std::fs::read_dir(Path::new(&folder)).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().to_string();
        let Ok(book) = motcua::io::sheets::read(&path, &Settings::default().import) else { continue };
        match normalize(&book, &name, &Options::default(), &Settings::default()) {
            Ok(read) => {
                check(&read);
                println!(
                    "{name}: {} rows of {:?}",
                    read.rows_taken,
                    read.tables.iter().map(|t| t.name).collect::<Vec<_>>()
                );
                assert!(!name.starts_with("vietnam__gso") && !name.starts_with("vietnam__motcua"), "{name}");
            }
            Err(error) => {
                println!("{name}: {}", error.what.en);
                assert!(!name.starts_with("vietnam__tthc"), "{name}: {error}");
            }
        }
        if name.starts_with("vietnam__tthc") {
            let read = normalize(&book, &name, &Options::default(), &Settings::default()).unwrap();
            assert_eq!(read.tables[0].name, TableName::Procedures);
            assert_eq!(read.rows_rejected, 0, "{:?}", read.rejects);
        }
    }
}
