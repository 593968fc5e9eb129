//! Odd shapes of lists: tables side by side, dates and times apart.

use motcua::normalize::Options;

use crate::import_grid::{account, lines, read, read_as};

const SIDE_BY_SIDE: &str = "
merge A1:H1
DANH SÁCH HỒ SƠ VÀ TẠM DỪNG
STT | Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả | | STT | Mã hồ sơ | Ngày tạm dừng | Lý do tạm dừng
1 | H32.12-260701-0001 | 01/07/2026 08:00 | 08/07/2026 | | 1 | H32.12-260701-0002 | 02/07/2026 | thiếu giấy
2 | H32.12-260701-0002 | 01/07/2026 09:00 | 08/07/2026 | | 2 | H32.12-260701-0009 | 03/07/2026 | chờ xác minh
3 | H32.12-260701-0003 | 01/07/2026 10:00 | 08/07/2026
Tổng cộng | 3 | | | | Tổng cộng | 2
";

#[test]
fn tables_side_by_side_are_read_each_by_itself() {
    let read = read(SIDE_BY_SIDE);
    let text = account(&read);
    assert_eq!((read.rows_read, read.rows_taken), (5, 5), "{text}");
    assert_eq!(read.tables.len(), 2, "{text}");
    assert_eq!(lines(&read.tables[0]).lines().count(), 4, "{text}");
    let suspensions = lines(&read.tables[1]);
    assert!(suspensions.contains("H32.12-260701-0009") && suspensions.contains("| 4"), "{text}");
    assert!(!lines(&read.tables[0]).contains("-0009"), "{text}");
    assert_eq!(read.recognised.iter().map(|r| r.passed_over.total_rows).sum::<u64>(), 2, "{text}");
    assert!(read.findings.iter().any(|f| f.code == "side_by_side"), "{text}");
}

#[test]
fn tables_side_by_side_may_begin_in_different_rows_and_have_headers_of_different_height() {
    let grid = "
merge B2:C2
Mã hồ sơ | Tiếp nhận | | | Mã hồ sơ | Ngày hẹn trả
 | Ngày | Giờ | | H32.12-260701-0002 | 09/07/2026
H32.12-260701-0001 | 01/07/2026 | 8h30 | | H32.12-260701-0001 | 08/07/2026
H32.12-260701-0002 | 02/07/2026 | 9h15
";
    let read = read(grid);
    let text = account(&read);
    assert_eq!((read.rows_read, read.rows_taken), (4, 4), "{text}");
    let dossiers = lines(&read.tables[0]);
    assert!(dossiers.contains("H32.12-260701-0001 | 2026-07-01 08:30:00 | 2026-07-08 00:00:00"), "{text}");
    assert!(dossiers.contains("H32.12-260701-0002 | 2026-07-02 09:15:00 | 2026-07-09 00:00:00"), "{text}");
}

#[test]
fn two_code_columns_of_one_table_are_one_table() {
    let grid = "
STT | Mã hồ sơ | Ngày tiếp nhận | | Mã hồ sơ khác | Ngày hẹn trả
1 | H32.12-260701-0001 | 01/07/2026 | | 000.00.12.H32-260701-0001 | 08/07/2026
2 | H32.12-260701-0002 | 01/07/2026 | | 000.00.12.H32-260701-0002 | 08/07/2026
";
    let read = read(grid);
    assert_eq!((read.rows_read, read.rows_taken), (2, 2), "{}", account(&read));
    assert!(
        lines(&read.tables[0]).contains("H32.12-260701-0001 | 2026-07-01 00:00:00 | 2026-07-08 00:00:00")
    );
}

#[test]
fn date_and_time_in_two_columns_are_one_moment() {
    let grid = "
Mã hồ sơ | Ngày nộp | Giờ nộp | Ngày nhận | Thời gian tiếp nhận | Ngày hẹn trả
HS0001 | 01/07/2026 | 08:05 | @2026-07-01 | @1899-12-30 08:30:00 | 08/07/2026 17:00
HS0002 | 01/07/2026 | 7 giờ 5 phút | 46204 | #0.375 | 08/07/2026
HS0003 | 01/07/2026 | 1:20 CH | 01/07/2026 | 13:45:30 | 08/07/2026
HS0004 | 01/07/2026 | | 01/07/2026 10:00 | 11:00 | 08/07/2026
";
    let read = read(grid);
    let table = lines(&read.tables[0]);
    for row in [
        "HS0001 | 2026-07-01 08:05:00 | 2026-07-01 08:30:00 | 2026-07-08 17:00:00",
        "HS0002 | 2026-07-01 07:05:00 | 2026-07-01 09:00:00 | 2026-07-08 00:00:00",
        "HS0003 | 2026-07-01 13:20:00 | 2026-07-01 13:45:30 | 2026-07-08 00:00:00",
        // A date that has its time already keeps it; a blank time leaves the date alone.
        "HS0004 | 2026-07-01 00:00:00 | 2026-07-01 10:00:00 | 2026-07-08 00:00:00",
    ] {
        assert!(table.contains(row), "{row}\n{}", account(&read));
    }
    let options = Options { known_layouts: read.layouts.clone(), ..Options::default() };
    let again = read_as(&[("S", grid)], &options).unwrap();
    assert_eq!(lines(&again.tables[0]), table, "the saved layout says so too");
}

#[test]
fn a_time_that_cannot_be_read_is_set_aside_and_one_without_a_date_is_not_used() {
    let read = read("Mã hồ sơ | Ngày nhận | Giờ nhận\nHS0001 | 01/07/2026 | 25:00\nHS0002 | 01/07/2026 | 9h");
    assert_eq!((read.rows_taken, read.rows_rejected), (1, 1), "{}", account(&read));
    assert_eq!(
        (read.rejects[0].cell.as_str(), read.rejects[0].reason_code.as_str()),
        ("C2", "date_unreadable")
    );
    let alone = crate::import_grid::read("Mã hồ sơ | Ngày nhận | Giờ hẹn trả\nHS0001 | 01/07/2026 | 17:00");
    assert!(!alone.tables[0].carried.contains(&"due_at".to_string()), "{}", account(&alone));
    assert!(account(&alone).contains("without a column of its date"), "{}", account(&alone));
    let whole =
        crate::import_grid::read("Mã hồ sơ | Giờ nhận\nHS0001 | 01/07/2026 08:10\nHS0002 | 01/07/2026 08:20");
    assert!(lines(&whole.tables[0]).contains("2026-07-01 08:20:00"), "{}", account(&whole));
}

#[test]
fn a_plain_catalogue_is_no_list_of_dossiers_without_codes() {
    let catalogue = read(
        "Mã TTHC | Tên TTHC | Lĩnh vực | Thời hạn giải quyết\n1.004946 | Khai sinh | Hộ tịch | 2 ngày làm việc\n1.001193 | Khai tử | Hộ tịch | 1 ngày",
    );
    assert_eq!(catalogue.tables[0].name.as_str(), "procedures", "{}", account(&catalogue));
    assert!(lines(&catalogue.tables[0]).contains("Hộ tịch | 2"), "{}", account(&catalogue));
    // With due dates below it is a list of dossiers that lacks its codes.
    let dated = "Mã TTHC | Tên TTHC | Thời hạn giải quyết\n1.1 | A | 01/07/2026\n1.2 | B | 02/07/2026\n1.3 | C | 03/07/2026";
    assert!(read_as(&[("S", dated)], &Options::default()).is_err());
}

#[test]
fn warnings_name_our_columns_as_a_clerk_knows_them() {
    let read = read("Mã hồ sơ | Ngày hẹn trả | Trạng thái | Phí, lệ phí\nHS0001 | ! | ! | nhiều");
    let said: Vec<&str> = read.findings.iter().map(|f| f.text.vi.as_str()).collect();
    let said = said.join("\n");
    assert!(said.contains("trong cột Ngày hẹn trả") && said.contains("trong cột Phí, lệ phí"), "{said}");
    assert!(!said.contains("due_at") && !said.contains("fee_amount"), "{said}");
    assert_eq!(read.findings.iter().filter(|f| f.code == "excel_error").count(), 2, "{said}");
}

#[test]
fn three_header_rows_with_parents_merged_or_not() {
    let grid = "
STT | Mã hồ sơ | Thời gian | | | | Cán bộ xử lý
 | | Tiếp nhận | | Trả
 | | Ngày nộp | Ngày tiếp nhận | Ngày hẹn trả | Ngày trả kết quả
(1) | (2) | (3) | (4) | (5) | (6) | (7)
1 | H32.12-260701-0001 | 01/07/2026 07:30 | 01/07/2026 08:00 | 05/07/2026 | 04/07/2026 | Lê Thị C
";
    let merges = "merge A1:A3\nmerge B1:B3\nmerge C1:F1\nmerge C2:D2\nmerge E2:F2\nmerge G1:G3\n";
    for grid in [grid.to_string(), format!("{merges}{}", grid.trim_start())] {
        let read = read(&grid);
        assert_eq!(read.recognised[0].header_rows, Some((1, 3)), "{}", account(&read));
        let row = "H32.12-260701-0001 | 2026-07-01 07:30:00 | 2026-07-01 08:00:00 | 2026-07-05 00:00:00 | 2026-07-04 00:00:00 | Lê Thị C";
        assert!(lines(&read.tables[0]).replace('"', "").contains(row), "{}", account(&read));
        assert_eq!(read.rows_read, 1);
    }
}

#[test]
fn blank_and_hidden_rows_and_columns_are_not_the_end() {
    let grid = "
hide 3
hide 6
Mã hồ sơ | | Ngày tiếp nhận
H32.12-260701-0001 | | 01/07/2026
H32.12-260701-0002 | | 01/07/2026


H32.12-260701-0003 | | 01/07/2026
H32.12-260701-0004 | | 01/07/2026
";
    let read = read(grid);
    assert_eq!((read.rows_read, read.rows_taken), (4, 4), "{}", account(&read));
}

#[test]
fn a_workbook_of_several_kinds_gives_each_its_table_and_names_what_it_passes_over() {
    let sheets = [
        ("DanhMuc", "Mã TTHC | Tên TTHC | Thời hạn giải quyết\n1.004946 | Khai sinh | 2 ngày"),
        ("HoSo", "Mã hồ sơ | Ngày tiếp nhận\nH32.12-260701-0001 | 01/07/2026"),
        ("TamDung", "Mã hồ sơ | Ngày tạm dừng | Lý do\nH32.12-260701-0001 | 02/07/2026 | thiếu"),
        ("HuongDan", "Hướng dẫn\nXem mục 1"),
        ("Trong", ""),
    ];
    let read = read_as(&sheets, &Options::default()).unwrap();
    let tables: Vec<&str> = read.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(tables, ["dossiers", "suspensions", "procedures"], "{}", account(&read));
    let skipped: Vec<&str> = read
        .findings
        .iter()
        .filter(|f| f.code == "sheet_skipped")
        .filter_map(|f| f.place.sheet.as_deref())
        .collect();
    assert_eq!(skipped, ["HuongDan", "Trong"], "{}", account(&read));
}

#[test]
fn near_headers_are_named_and_not_used_unless_a_person_says_so() {
    let grid = "Mã hồ sơ | Ngày tiếp nhận | Ngày kết thúc sử lí\nHS0001 | 01/07/2026 | 02/07/2026";
    let refused = read(grid);
    assert!(!refused.tables[0].carried.contains(&"finished_at".to_string()), "{}", account(&refused));
    let told = refused.findings.iter().find(|f| f.code == "near_header_refused").expect("it is named");
    assert_eq!(told.place.cell.as_deref(), Some("C"));
    assert!(told.text.vi.contains("Ngày kết thúc xử lý"), "{}", told.text.vi);
    let options = Options { accept_near: true, ..Options::default() };
    let accepted = read_as(&[("S", grid)], &options).unwrap();
    assert!(accepted.tables[0].carried.contains(&"finished_at".to_string()), "{}", account(&accepted));
}

#[test]
fn a_column_that_holds_something_else_than_last_time_is_told() {
    let first = read("Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả\nHS0001 | 01/07/2026 | 02/07/2026");
    let options = Options { known_layouts: first.layouts, ..Options::default() };
    let mut grid = "Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả\n".to_string();
    (1..6).for_each(|i| grid += &format!("HS000{i} | 01/07/2026 | theo quy định\n"));
    let next = read_as(&[("S", &grid)], &options).unwrap();
    let retyped = next.findings.iter().find(|f| f.code == "column_retyped").expect("it is told");
    assert_eq!((retyped.place.cell.as_deref(), retyped.column.as_deref()), (Some("C"), Some("due_at")));
    assert!(!next.tables[0].carried.contains(&"due_at".to_string()));
}

#[test]
fn a_list_of_more_rows_than_a_sheet_of_old_holds_is_one_table() {
    let row = |i: u32| format!("H32.12-260701-{i:06} | 01/07/2026\n");
    let first: String = (1..=65_535).map(row).collect();
    let second: String = (65_536..=65_600).map(row).collect();
    let header = "Mã hồ sơ | Ngày tiếp nhận\n";
    for head in ["", header] {
        let sheets = [("1", format!("{header}{first}")), ("2", format!("{head}{second}"))];
        let sheets: Vec<(&str, &str)> = sheets.iter().map(|(n, g)| (*n, g.as_str())).collect();
        let read = read_as(&sheets, &Options::default()).unwrap();
        assert_eq!((read.rows_taken, read.tables.len()), (65_600, 1));
        assert_eq!(read.layouts.len(), 1);
    }
}

#[test]
fn free_text_is_masked_and_a_code_may_be_bare_digits() {
    let read = read(
        "
Số hồ sơ | Ngày tiếp nhận | Ngày tạm dừng | Lý do tạm dừng
#240701000101 | 01/07/2026 | 02/07/2026 | Bổ sung CCCD 056123456789, gọi 0905 123 456 hoặc a.b@example.org
#240701000102 | 01/07/2026 | 02/07/2026 | Bổ sung CMND 225123456
240701000103 | 01/07/2026 | 02/07/2026 | chờ
",
    );
    let text = account(&read);
    assert_eq!((read.rows_taken, read.rows_rejected), (3, 0), "{text}");
    for private in ["056123456789", "0905 123 456", "example.org", "225123456"] {
        assert!(!text.contains(private), "{private}: {text}");
    }
    assert!(text.contains("240701000102"), "{text}");
}

#[test]
fn what_is_merged_downwards_counts_for_every_row_that_it_spans() {
    let grid = "
merge A2:A4
merge B2:B3
merge C2:C3
merge A6:A7
Lĩnh vực | Mã hồ sơ | Ngày tiếp nhận | Người xử lý | Ngày kết thúc xử lý
Hộ tịch | H32.12-260701-0001 | 01/07/2026 | Lê Thị C | 05/07/2026
 | | | Trần Văn D | 07/07/2026
 | H32.12-260701-0002 | 01/07/2026 | Lê Thị C | 06/07/2026
Đất đai | H32.12-260701-0003 | 01/07/2026 | Lê Thị C |
Tư pháp | H32.12-260701-0004 | 01/07/2026 | Lê Thị C |
 | H32.12-260701-0005 | 01/07/2026 | Lê Thị C |
";
    let read = read(grid);
    assert_eq!((read.rows_read, read.rows_merged, read.rows_rejected), (6, 1, 0), "{}", account(&read));
    let dossiers = lines(&read.tables[0]);
    for row in [
        "H32.12-260701-0001 | Hộ tịch | 2026-07-01 00:00:00 | 2026-07-07 00:00:00 | Trần Văn D",
        "H32.12-260701-0002 | Hộ tịch",
        "H32.12-260701-0003 | Đất đai",
        "H32.12-260701-0005 | Tư pháp",
    ] {
        assert!(dossiers.contains(row), "{row}\n{}", account(&read));
    }
}
