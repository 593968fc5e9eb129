//! The lists that the one-stop system prints: their columns, titles and footers.

use chrono::{NaiveDate, NaiveDateTime};

use super::cast::{Applicant, FIELDS, Level, PLACE, PROCEDURES, Procedure};
use super::columns::{Field, Row, Spelling, Stop};
use super::decide::field_of;
use super::record::Dossier;
use super::table::{Cell, Heading, Line, Table};

/// A column: its parent title (or ""), its title, what stands in it.
pub type Column<F> = (&'static str, &'static str, F);

pub const HANDLING: &[Column<Field>] = &[
    ("", "STT", Field::Index),
    ("", "Số hồ sơ", Field::Code),
    ("", "Mã TTHC", Field::ProcedureCode),
    ("", "Tên thủ tục hành chính", Field::ProcedureName),
    ("", "Tên lĩnh vực", Field::Sector),
    ("", "Phòng ban", Field::Room),
    ("", "Ngày tiếp nhận", Field::Accepted),
    ("", "Ngày hẹn trả", Field::Due),
    ("", "Ngày hẹn trả trước", Field::OriginalDue),
    ("", "Hạn xử lý", Field::StepDue),
    ("", "Ngày kết thúc xử lý", Field::Finished),
    ("", "Ngày trả kết quả", Field::Returned),
    ("", "Ngày dừng xử lý", Field::Terminated),
    ("", "Cơ quan/đơn vị", Field::Agency),
    ("", "Chủ hồ sơ", Field::Applicant),
    ("", "Số điện thoại", Field::Phone),
    ("", "Cán bộ xử lý hiện tại", Field::Processor),
    ("", "Trạng thái hồ sơ", Field::Status),
    ("", "Phiếu xin lỗi", Field::Apology),
    ("", "Ghi chú", Field::Note),
];

pub const ACCEPTANCE: &[Column<Field>] = &[
    ("", "STT", Field::Index),
    ("", "Mã hồ sơ", Field::Code),
    ("", "Nội dung hồ sơ", Field::Summary),
    ("", "Họ tên chủ hồ sơ", Field::Applicant),
    ("", "Địa chỉ chủ hồ sơ", Field::Address),
    ("", "Số điện thoại", Field::Phone),
    ("", "Mã thủ tục", Field::ProcedureCode),
    ("", "Thủ tục hành chính", Field::ProcedureName),
    ("", "Lĩnh vực", Field::Sector),
    ("", "Đơn vị tiếp nhận", Field::Agency),
    ("Ngày, tháng, năm", "Ngày nộp hồ sơ", Field::Submitted),
    ("Ngày, tháng, năm", "Nhận hồ sơ", Field::Accepted),
    ("Ngày, tháng, năm", "Ngày từ chối", Field::Refused),
    ("Ngày, tháng, năm", "Ngày yêu cầu bổ sung", Field::SupplementAt),
    ("Ngày, tháng, năm", "Hẹn trả kết quả", Field::Due),
    ("", "Hình thức tiếp nhận", Field::Channel),
    ("", "Người nhận hồ sơ", Field::Receiver),
    ("", "Số lần bổ sung", Field::SupplementCount),
    ("Phiếu đã phát hành", "Phiếu yêu cầu bổ sung", Field::SupplementSlip),
    ("Phiếu đã phát hành", "Phiếu từ chối", Field::RefusalSlip),
    ("", "Trạng thái", Field::Status),
];

pub const DIGITIZATION: &[Column<Field>] = &[
    ("", "Mã hồ sơ", Field::Code),
    ("", "Đơn vị", Field::Agency),
    ("", "Người nộp", Field::Applicant),
    ("", "Số CCCD", Field::Id),
    ("", "Email", Field::Email),
    ("", "Có số hóa TPHS", Field::Digitized),
    ("", "Có tái sử dụng thành phần", Field::Reused),
    ("", "Có trả kết quả", Field::ResultRequired),
    ("", "Đã số hóa kết quả", Field::EResult),
    ("", "Tổng số tiền", Field::Fee),
    ("", "Đối tượng miễn phí", Field::Exempt),
    ("", "Thanh toán trực tuyến", Field::Paid),
];

pub const SUSPENSIONS: &[Column<Stop>] = &[
    ("", "STT", Stop::Index),
    ("", "Số hồ sơ", Stop::Code),
    ("", "Chủ hồ sơ", Stop::Applicant),
    ("Thời gian tạm dừng", "Ngày tạm dừng", Stop::Suspended),
    ("Thời gian tạm dừng", "Ngày tiếp tục", Stop::Resumed),
    ("", "Loại tạm dừng", Stop::Kind),
    ("", "Lý do tạm dừng", Stop::Reason),
    ("Văn bản liên quan", "Số văn bản", Stop::DocumentNo),
    ("Văn bản liên quan", "Ngày văn bản", Stop::DocumentAt),
    ("Thông báo cho người nộp", "Số thông báo", Stop::NoticeNo),
    ("Thông báo cho người nộp", "Ngày thông báo", Stop::NoticeAt),
    ("Thông báo cho người nộp", "Đã thông báo", Stop::NoticeGiven),
    ("", "Người tạm dừng", Stop::By),
];

/// The same with a header of one row.
pub const PLAIN_SUSPENSIONS: &[Column<Stop>] = &[
    ("", "Mã hồ sơ", Stop::Code),
    ("", "Loại dừng", Stop::Kind),
    ("", "Ngày dừng tính", Stop::Suspended),
    ("", "Ngày tính lại", Stop::Resumed),
    ("", "Lý do dừng tính", Stop::Reason),
    ("", "Số văn bản", Stop::DocumentNo),
    ("", "Ngày văn bản", Stop::DocumentAt),
    ("", "Số thông báo", Stop::NoticeNo),
    ("", "Ngày thông báo cho công dân", Stop::NoticeAt),
    ("", "Đã thông báo cho công dân", Stop::NoticeGiven),
    ("", "Cán bộ dừng tính", Stop::By),
];

/// Every column in one list, as a flat export names them.
pub const ALL: &[Column<Field>] = &[
    ("", "STT", Field::Index),
    ("", "Mã số hồ sơ", Field::Code),
    ("", "Mã TTHC", Field::ProcedureCode),
    ("", "Tên thủ tục", Field::ProcedureName),
    ("", "Lĩnh vực", Field::Sector),
    ("", "Cơ quan giải quyết", Field::Agency),
    ("", "Chủ hồ sơ", Field::Applicant),
    ("", "Số điện thoại", Field::Phone),
    ("", "Số định danh", Field::Id),
    ("", "Địa chỉ", Field::Address),
    ("", "Email", Field::Email),
    ("", "Hình thức nộp", Field::Channel),
    ("", "Ngày nộp", Field::Submitted),
    ("", "Ngày tiếp nhận", Field::Accepted),
    ("", "Ngày từ chối", Field::Refused),
    ("", "Ngày yêu cầu bổ sung", Field::SupplementAt),
    ("", "Số lần yêu cầu bổ sung", Field::SupplementCount),
    ("", "Ngày hẹn trả kết quả", Field::Due),
    ("", "Ngày hẹn trả ban đầu", Field::OriginalDue),
    ("", "Hạn xử lý", Field::StepDue),
    ("", "Ngày hoàn thành", Field::Finished),
    ("", "Ngày trả kết quả", Field::Returned),
    ("", "Ngày dừng xử lý", Field::Terminated),
    ("", "Cán bộ tiếp nhận", Field::Receiver),
    ("", "Cán bộ thụ lý", Field::Processor),
    ("", "Trạng thái", Field::Status),
    ("", "Số hóa thành phần hồ sơ", Field::Digitized),
    ("", "Kết quả điện tử", Field::EResult),
    ("", "Tái sử dụng dữ liệu", Field::Reused),
    ("", "Có trả kết quả", Field::ResultRequired),
    ("", "Phí, lệ phí", Field::Fee),
    ("", "Miễn phí", Field::Exempt),
    ("", "Thanh toán trực tuyến", Field::Paid),
    ("", "Phiếu yêu cầu bổ sung", Field::SupplementSlip),
    ("", "Phiếu từ chối", Field::RefusalSlip),
    ("", "Văn bản xin lỗi", Field::Apology),
    ("", "Trích yếu", Field::Summary),
];

/// Every column in the book of dossiers with its header of two rows.
pub const REGISTER: &[Column<Field>] = &[
    ("", "STT", Field::Index),
    ("", "Mã hồ sơ", Field::Code),
    ("", "Nội dung hồ sơ", Field::Summary),
    ("Người nộp hồ sơ", "Họ tên chủ hồ sơ", Field::Applicant),
    ("Người nộp hồ sơ", "Địa chỉ chủ hồ sơ", Field::Address),
    ("Người nộp hồ sơ", "Số điện thoại", Field::Phone),
    ("Người nộp hồ sơ", "CMND/CCCD", Field::Id),
    ("Người nộp hồ sơ", "Email", Field::Email),
    ("Thủ tục hành chính", "Mã thủ tục", Field::ProcedureCode),
    ("Thủ tục hành chính", "Tên thủ tục", Field::ProcedureName),
    ("", "Lĩnh vực giải quyết", Field::Sector),
    ("", "Tên đơn vị", Field::Agency),
    ("", "Hình thức tiếp nhận", Field::Channel),
    ("Ngày, tháng, năm", "Ngày nộp hồ sơ", Field::Submitted),
    ("Ngày, tháng, năm", "Nhận hồ sơ", Field::Accepted),
    ("Ngày, tháng, năm", "Ngày từ chối", Field::Refused),
    ("Ngày, tháng, năm", "Hẹn trả kết quả", Field::Due),
    ("Ngày, tháng, năm", "Hạn trả ban đầu", Field::OriginalDue),
    ("Ngày, tháng, năm", "Hạn xử lý", Field::StepDue),
    ("Ngày, tháng, năm", "Ngày xử lý xong", Field::Finished),
    ("Ngày, tháng, năm", "Ngày nhận kết quả", Field::Returned),
    ("Ngày, tháng, năm", "Ngày dừng xử lý", Field::Terminated),
    ("Bổ sung hồ sơ", "Ngày yêu cầu bổ sung", Field::SupplementAt),
    ("Bổ sung hồ sơ", "Số lần bổ sung", Field::SupplementCount),
    ("Phiếu đã phát hành", "Phiếu yêu cầu bổ sung", Field::SupplementSlip),
    ("Phiếu đã phát hành", "Phiếu từ chối", Field::RefusalSlip),
    ("Phiếu đã phát hành", "Phiếu xin lỗi", Field::Apology),
    ("", "Người nhận hồ sơ", Field::Receiver),
    ("", "Công chức xử lý", Field::Processor),
    ("", "Tình trạng hồ sơ", Field::Status),
    ("Số hóa", "Có số hóa TPHS", Field::Digitized),
    ("Số hóa", "Số hóa kết quả", Field::EResult),
    ("Số hóa", "Khai thác, sử dụng lại", Field::Reused),
    ("Số hóa", "Thủ tục có kết quả", Field::ResultRequired),
    ("Thu phí, lệ phí", "Tổng tiền", Field::Fee),
    ("Thu phí, lệ phí", "Đối tượng miễn phí", Field::Exempt),
    ("Thu phí, lệ phí", "Thanh toán trực tuyến", Field::Paid),
    ("", "Ghi chú", Field::Note),
];

/// The 23 columns of the flat list for measuring.
pub fn flat() -> Vec<Column<Field>> {
    use Field::*;
    let left_out = [
        Id,
        Address,
        Email,
        Refused,
        SupplementAt,
        SupplementCount,
        OriginalDue,
        StepDue,
        Terminated,
        ResultRequired,
        Exempt,
        SupplementSlip,
        RefusalSlip,
        Summary,
    ];
    ALL.iter().filter(|c| !left_out.contains(&c.2)).copied().collect()
}

/// When a list was printed and over which days.
#[derive(Clone, Copy)]
pub struct Printing {
    pub moment: NaiveDateTime,
    pub from: NaiveDate,
}

impl Printing {
    /// The lines that stand above a printed list.
    pub fn above(&self, title: &str) -> Vec<String> {
        vec![
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_string(),
            "Độc lập – Tự do – Hạnh phúc".to_string(),
            title.to_string(),
            self.span(),
        ]
    }

    pub fn span(&self) -> String {
        let day = |d: NaiveDate| d.format("%d/%m/%Y").to_string();
        format!("(Từ ngày {} đến ngày {})", day(self.from), day(self.moment.date()))
    }

    pub fn exported(&self) -> String {
        format!("Ngày kết xuất: {}", self.moment.format("%d/%m/%Y %H:%M:%S"))
    }

    /// The same said by a printer.
    pub fn printed(&self) -> String {
        format!("In lúc {}", self.moment.format("%H:%M %d/%m/%Y"))
    }
}

pub fn signatures(n: usize) -> Vec<String> {
    vec![
        format!("Tổng cộng: {n} hồ sơ"),
        format!("{PLACE}, ngày … tháng … năm 2026"),
        "NGƯỜI LẬP BIỂU".to_string(),
        "CHỦ TỊCH ỦY BAN NHÂN DÂN".to_string(),
    ]
}

pub fn headings<F>(columns: &[Column<F>]) -> Vec<Heading> {
    columns.iter().map(|c| Heading { parent: c.0, title: c.1 }).collect()
}

/// One line per dossier.
pub fn dossier_lines<'a>(
    seen: impl Iterator<Item = Dossier> + 'a,
    columns: Vec<Column<Field>>,
    spelling: Spelling,
    moment: NaiveDateTime,
    people: &'a [Applicant],
) -> Box<dyn Iterator<Item = Line> + 'a> {
    Box::new(seen.enumerate().map(move |(i, dossier)| {
        let applicant = &people[dossier.applicant];
        let row = Row { dossier: &dossier, index: i + 1, moment, applicant };
        Line::Row(columns.iter().map(|c| spelling.cell(c.2, &row)).collect())
    }))
}

/// The same, each field under its own section title.
pub fn sections<'a>(
    seen: Vec<Dossier>,
    columns: Vec<Column<Field>>,
    spelling: Spelling,
    moment: NaiveDateTime,
    people: &'a [Applicant],
) -> Box<dyn Iterator<Item = Line> + 'a> {
    const ROMAN: [&str; 5] = ["I", "II", "III", "IV", "V"];
    let mut lines = Vec::new();
    for (field, roman) in FIELDS.iter().zip(ROMAN) {
        let inside: Vec<Dossier> = seen.iter().filter(|d| field_of(d) == *field).cloned().collect();
        if !inside.is_empty() {
            lines.push(Line::Section(format!("{roman}. Lĩnh vực {field}")));
            lines.extend(dossier_lines(inside.into_iter(), columns.clone(), spelling, moment, people));
        }
    }
    Box::new(lines.into_iter())
}

/// One line per suspension.
pub fn suspension_lines<'a>(
    seen: impl Iterator<Item = Dossier> + 'a,
    columns: &'static [Column<Stop>],
    spelling: Spelling,
    moment: NaiveDateTime,
    people: &'a [Applicant],
) -> Box<dyn Iterator<Item = Line> + 'a> {
    let mut index = 0;
    Box::new(seen.flat_map(move |dossier| {
        let applicant = &people[dossier.applicant];
        let mut lines = Vec::new();
        for s in &dossier.suspensions {
            index += 1;
            let row = Row { dossier: &dossier, index, moment, applicant };
            lines.push(Line::Row(columns.iter().map(|c| spelling.stop(c.2, &row, s)).collect()));
        }
        lines
    }))
}

/// The catalogue of procedures.
pub fn catalogue(procedures: &[Procedure; PROCEDURES.len()], above: Vec<String>) -> Table<'static> {
    let titles = [
        "STT",
        "Mã TTHC",
        "Tên thủ tục hành chính",
        "Lĩnh vực",
        "Thời hạn giải quyết (ngày làm việc)",
        "Có phí, lệ phí",
        "Mức độ cung cấp DVC",
        "Thực hiện qua BCCI",
        "Kết quả là giấy tờ",
    ];
    let yes = |flag: bool| Cell::text(if flag { "Có" } else { "Không" });
    let lines: Vec<Line> = procedures
        .iter()
        .enumerate()
        .map(|(i, p)| {
            let level = match p.level {
                Level::Full => "Toàn trình",
                Level::Partial => "Một phần",
                Level::None => "Cung cấp thông tin",
            };
            Line::Row(vec![
                Cell::Number(i as f64 + 1.0),
                Cell::text(p.code),
                Cell::text(p.name),
                Cell::text(FIELDS[p.field]),
                Cell::Number(p.limit as f64 / 480.0),
                yes(p.fee > 0),
                Cell::text(level),
                yes(p.by_post),
                yes(p.yields_result),
            ])
        })
        .collect();
    let headings = titles.map(|title| Heading { parent: "", title }).to_vec();
    Table {
        sheet: "DanhMuc",
        above,
        headings,
        index_row: false,
        lines: Box::new(lines.into_iter()),
        below: vec![],
    }
}
