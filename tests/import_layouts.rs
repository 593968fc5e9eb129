//! What lists of real systems look like, and what is made of them.

use motcua::error::Kind;
use motcua::layout::Layout;
use motcua::normalize::Options;

use crate::import_grid::{account, lines, read, read_as};

const REGISTER: &str = "
merge A1:J1
merge A2:J2
merge A4:A5
merge B4:B5
merge C4:C5
merge D4:D5
merge E4:E5
merge F4:H4
merge I4:I5
merge J4:J5
merge A7:J7
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nĐộc lập - Tự do - Hạnh phúc
SỔ THEO DÕI TÌNH HÌNH TIẾP NHẬN HỒ SƠ TTHC
(Từ ngày 01/07/2026 đến ngày 31/07/2026)
STT | Mã hồ sơ | Nội dung hồ sơ | Họ tên chủ hồ sơ | Số điện thoại | Ngày, tháng, năm | | | Người nhận hồ sơ | Ghi chú
 | | | | | Nhận hồ sơ | Hẹn trả kết quả | Ngày nhận kết quả
(1) | (2) | (3) | (4) | (5) | (6) | (7) | (8) | (9) | (10)
I. Lĩnh vực Hộ tịch
1 | H32.12-260701-0001 | Khai sinh cho cháu | Trần Thị Tý | 0912345678 | 01/07/2026 08:15:00 | 02/07/2026 17:00:00 | 02/07/2026 09:00:00 | Nguyễn Văn A |
2 | h32.12-260701-0002 | Kết hôn | Lê Văn Sửu | 0912345679 | 01/07/2026 09:15:20 | 03/07/2026 17:00:00 | | nguyễn văn a |

STT | Mã hồ sơ | Nội dung hồ sơ | Họ tên chủ hồ sơ | Số điện thoại | Ngày, tháng, năm | | | Người nhận hồ sơ | Ghi chú
 | | | | | Nhận hồ sơ | Hẹn trả kết quả | Ngày nhận kết quả
 | Cộng lĩnh vực | 2
3 | | Không mã | Phạm Văn Dần | 0912345670 | 01/07/2026 10:00:00 | 02/07/2026 17:00:00 | | Nguyễn Văn A |
4 | H32.12-260702-0003 | Khai tử | Phạm Văn Dần | 0912345670 | hôm qua | 02/07/2026 17:00:00 | | Nguyễn Văn A |
Tổng cộng | 4 hồ sơ
 | | | | | | | Vạn Phước, ngày 01 tháng 8 năm 2026
 | NGƯỜI LẬP BIỂU | | | | | | CHỦ TỊCH
 | Nguyễn Văn A | | | | | | Trần Văn B
";

#[test]
fn a_register_with_merged_header_titles_sections_totals_and_signatures() {
    insta::assert_snapshot!(account(&read(REGISTER)));
}

const PLAIN: &str = "
Số hồ sơ | Tên thủ tục hành chính | Tên lĩnh vực | Phòng ban | Ngày tiếp nhận | Ngày hẹn trả | Hạn xử lý | Ngày kết thúc xử lý | Cơ quan/đơn vị | Chủ hồ sơ | Số điện thoại | Cán bộ xử lý hiện tại | Trạng thái hồ sơ
H32.12-260701-0001 | Khai sinh | Hộ tịch | Văn phòng | @2026-07-01 08:15:00 | 02/07/2026 | #46205.5 | 2026-07-02T09:00:00 | UBND xã Vạn Phước | Trần Thị Tý | #912345678 | Lê Thị C | Đã trả kết quả
H32.12-260701-0002 | Khai tử | Hộ tịch | Văn phòng | 08:30 1/7/2026 | 3/7/26 | | | UBND xã Vạn Phước | Lê Văn Sửu | #912345679 | LÊ THỊ C | Quá hạn
";

#[test]
fn a_plain_list_of_igate() {
    insta::assert_snapshot!(account(&read(PLAIN)));
}

#[test]
fn dossiers_and_suspensions_in_one_sheet() {
    let read = read(
        "
Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả | Cán bộ thụ lý | Chủ hồ sơ | Tạm dừng | | | Số văn bản | Ngày văn bản | Thông báo cho công dân
 | | | | | Từ ngày | Đến ngày | Lý do
H32.12-260701-0001 | 01/07/2026 | 10/07/2026 | Lê Thị C | Trần Thị Tý | 03/07/2026 08:00 | 06/07/2026 | Trần Thị Tý thiếu CCCD 056123456789 | 12/TB | 02/07/2026 | Có
H32.12-260701-0001 | 01/07/2026 | 10/07/2026 | Lê Thị C | Trần Thị Tý | 08/07/2026 | | chờ | Không | | Không
H32.12-260701-0002 | 01/07/2026 | 10/07/2026 | Lê Thị C | Lê Văn Sửu
",
    );
    insta::assert_snapshot!(account(&read));
}

#[test]
fn flags_slips_money_and_codes() {
    let read = read(
        "
Mã hồ sơ | Hình thức nộp | Ngày tiếp nhận | Trạng thái số hóa | Đính kèm kết quả | Phí, lệ phí | Hình thức thu | Hình thức thanh toán | Số lần yêu cầu bổ sung | Phiếu yêu cầu bổ sung | Phiếu xin lỗi | Có trả kết quả
H32.12-260701-0001 | Trực tuyến | 01/07/2026 | 2 | kq.pdf | 50.000 đ | Thu trước | Trực tuyến | 1 | 05/PBS | | Có
H32.12-260701-0002 | 1 | 01/07/2026 | #1 | | #8000 | Đối tượng miễn phí | Tiền mặt | 0 | | | Không
H32.12-260701-0003 | BCCI | 01/07/2026 | 0 | | | | | | | |
H32.12-260701-0004 | gì đó | 01/07/2026 | ! | | năm mươi | | | 2 lần | | | có thể
",
    );
    insta::assert_snapshot!(account(&read));
}

#[test]
fn a_list_of_procedures_of_a_ministry() {
    let read = read(
        "
merge A1:E1
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\\nĐộc lập – Tự do – Hạnh phúc
Mã số | Tên | Cơ quan ban hành | Cơ quan thực hiện | Lĩnh vực
1.015027 | Cấp bản sao \\ntrích lục | Bộ Tư pháp | UBND cấp xã\\nSở | Hộ tịch
#1.11515 | Khai sinh | Bộ Tư pháp | UBND cấp xã | Hộ tịch
1.015027 | Cấp bản sao trích lục | Bộ Tư pháp | UBND cấp xã | Hộ tịch
",
    );
    insta::assert_snapshot!(account(&read));
}

#[test]
fn several_sheets_one_table_and_what_is_none() {
    let grid = "Mã hồ sơ | Ngày nộp | Ngày tiếp nhận\nH32.12-260701-0001 | 01/07/2026 08:00 | 01/07/2026 09:00\nH32.12-260701-0002 | 01/07/2026 08:00 | 01/07/2026 09:00";
    let rest = "H32.12-260701-0003 | 01/07/2026 08:00 | 01/07/2026 09:00\nH32.12-260701-0001 | 01/07/2026 08:00 | 01/07/2026 09:00";
    let slips = "Mã hồ sơ | Phiếu xin lỗi\nH32.12-260701-0001 | x";
    let sheets =
        [("A", grid), ("B", rest), ("Ghi chú", "Danh mục | Giá trị\nA | B"), ("D", ""), ("E", slips)];
    insta::assert_snapshot!(account(&read_as(&sheets, &Options::default()).unwrap()));
}

fn refused(grid: &str) -> String {
    let error = read_as(&[("S", grid)], &Options::default()).unwrap_err();
    assert_eq!(error.kind, Kind::Rejected);
    error.to_string()
}

#[test]
fn a_total_with_its_number_in_the_code_column_is_no_dossier() {
    let read = read(
        "
STT | Mã hồ sơ | Ngày tiếp nhận
1 | 240701000123 | 01/07/2026
2 | #240701000124 | 01/07/2026
 | 240701000125 | 01/07/2026
Cộng | #1500
Tổng cộng | 1.500
Tổng số hồ sơ | 1500 | 2
",
    );
    assert_eq!((read.rows_read, read.rows_taken), (3, 3), "{}", account(&read));
    assert_eq!(read.recognised[0].passed_over.total_rows, 3);
}

#[test]
fn shifted_columns_are_diagnosed() {
    let mut grid = "Mã hồ sơ | Tên TTHC | Ngày tiếp nhận | Ngày hẹn trả | Cán bộ xử lý\n".to_string();
    for i in 1..6 {
        grid +=
            &format!("H32.12-260701-000{i} | Khai sinh | bản chính | 01/07/2026 | 02/07/2026 | Lê Thị C\n");
    }
    let text = refused(&grid);
    assert!(text.contains("shifted by one column from its headers, from column C"), "{text}");
    assert!(text.contains("sheet S › column C"), "{text}");
}

#[test]
fn two_columns_of_one_name_are_decided_by_content_or_refused() {
    let same = "Mã hồ sơ | Ngày tiếp nhận | Ngày tiếp nhận\nH32.12-260701-0001 | 01/07/2026 | 01/07/2026";
    assert!(read(same).tables[0].carried.contains(&"accepted_at".to_string()));
    let blank = "Mã hồ sơ | Ngày tiếp nhận | Ngày tiếp nhận\nH32.12-260701-0001 | | 01/07/2026";
    assert!(lines(&read(blank).tables[0]).contains("2026-07-01"));
    let both = "Mã hồ sơ | Ngày tiếp nhận | Ngày tiếp nhận\nH32.12-260701-0001 | 02/07/2026 | 01/07/2026";
    let text = refused(both);
    assert!(text.contains("Columns B and C"), "{text}");
}

#[test]
fn a_column_that_proves_both_date_orders_is_refused() {
    let text = refused("Mã hồ sơ | Ngày tiếp nhận\nHS0001 | 13/07/2026\nHS0002 | 07/13/2026");
    assert!(text.contains("cell B2") && text.contains("cell B3"), "{text}");
    let read = read("Mã hồ sơ | Ngày tiếp nhận\nHS0001 | 07/08/2026\nHS0002 | 07/13/2026");
    assert!(lines(&read.tables[0]).contains("2026-07-08"), "{}", lines(&read.tables[0]));
}

#[test]
fn personal_data_under_an_innocent_title_is_dropped_and_never_told() {
    let mut grid = "Mã hồ sơ | Ngày tiếp nhận | Mã định danh | Cán bộ xử lý\n".to_string();
    for i in 1..6 {
        grid += &format!("H32.12-260701-000{i} | 01/07/2026 | 05612345678{i} | Lê Thị C\n");
    }
    let read = read(&grid);
    let text = format!("{}{:?}", account(&read), read.layouts);
    assert!(!text.contains("05612345678"), "{text}");
    assert!(text.contains("applicant_column C"), "{text}");
    assert!(!read.tables[0].carried.contains(&"agency".to_string()));
}

#[test]
fn old_fonts_are_converted() {
    let tcvn3 = "Sè hå s¬ | Ngµy tiÕp nhËn | C¸n bé xö lý\nH32.12-260701-0001 | 01/07/2026 | NguyÔn V¨n A";
    assert!(lines(&read(tcvn3).tables[0]).contains("Nguyễn Văn A"));
    let vni =
        "Soá hoà sô | Ngaøy tieáp nhaän | Caùn boä xöû lyù\nH32.12-260701-0001 | 01/07/2026 | Nguyeãn Vaên A";
    assert!(lines(&read(vni).tables[0]).contains("Nguyễn Văn A"));
}

#[test]
fn rows_per_processing_step_leave_the_latest() {
    let read = read(
        "
Mã hồ sơ | Ngày tiếp nhận | Người xử lý | Ngày kết thúc xử lý
HS0001 | 01/07/2026 | Lê Thị C | 05/07/2026
HS0001 | 01/07/2026 | Trần Văn D | 07/07/2026
HS0001 | 01/07/2026 | Phạm Thị E | 06/07/2026
HS0001 | 01/07/2026 | Lê Thị C | 05/07/2026
",
    );
    assert_eq!((read.rows_read, read.rows_taken, read.rows_merged), (4, 1, 3));
    assert!(lines(&read.tables[0]).contains("Trần Văn D"));
    assert!(read.findings.iter().any(|f| f.code == "rows_per_step"));
}

#[test]
fn a_layout_is_saved_reused_forced_and_its_drift_told() {
    let first = read(
        "Mã hồ sơ | Ngày tiếp nhận | Ngày hẹn trả | Cán bộ xử lý\nHS0001 | 01/07/2026 | 02/07/2026 | Lê Thị C",
    );
    let saved = Layout::from_toml(&first.layouts[0].to_toml().unwrap()).unwrap();
    assert_eq!(saved, first.layouts[0]);
    let options = Options { known_layouts: vec![saved.clone()], ..Options::default() };
    let next = "Mã hồ sơ | Ngày tiếp nhận | Cán bộ xử lý | Nơi để\nHS0002 | 01/07/2026 | Lê Thị C | tủ";
    let read = read_as(&[("S", next)], &options).unwrap();
    let told: Vec<(&str, Option<&str>)> = read
        .findings
        .iter()
        .map(|f| (f.code.as_str(), f.column.as_deref()))
        .filter(|f| f.0 != "code_malformed")
        .collect();
    assert_eq!(told, [("column_new", None), ("column_lost", Some("due_at"))]);
    let edited = saved.to_toml().unwrap().replace("Cán bộ xử lý", "Nơi để");
    let forced = Options { layout: Some(Layout::from_toml(&edited).unwrap()), ..Options::default() };
    let read = read_as(&[("S", next)], &forced).unwrap();
    assert!(lines(&read.tables[0]).contains("tủ"), "{}", account(&read));
}

#[test]
fn nothing_of_ours_is_one_clear_sentence() {
    for grid in
        ["", "a | b\n1 | 2", "Họ tên | Điểm\nA | 5", "Ngày tiếp nhận | Ngày hẹn trả\n01/07/2026 | 02/07/2026"]
    {
        assert!(refused(grid).contains("No table of dossiers"), "{grid}");
    }
    assert!(refused("Mã hồ sơ | Ngày tiếp nhận").contains("no rows"));
    let counts = "Lĩnh vực | Số hồ sơ | Trạng thái\nHộ tịch | #12 | tốt\nĐất đai | #5 | tốt\nKhác | #7 | tốt";
    assert!(refused(counts).contains("No column holds a readable dossier_code"));
    let missing = Options { sheet: Some("Z".into()), ..Options::default() };
    assert_eq!(read_as(&[("S", PLAIN)], &missing).unwrap_err().kind, Kind::Usage);
}
