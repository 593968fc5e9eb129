//! Every column of every stored table, in one place.
//!
//! Names are the same in Parquet, SQL, JSON and CSV. Timestamps are civil local time in
//! microseconds without a zone; 00:00:00 means "date only". NULL always means "no data".

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnType {
    Text,
    /// Free text that may name an applicant: ids, phones and e-mails in it are masked at import.
    MaskedText,
    /// The spelling of a person's name, cleaned (an official, never an applicant).
    Official,
    Timestamp,
    /// Whole number; money in đồng.
    Integer,
    Decimal,
    Flag,
    /// `online` `counter` `post`
    Channel,
    /// the DVCQG statuses, see [`STATUSES`]
    Status,
    /// `supplement` `financial_duty` `other`
    SuspensionKind,
    /// `full` `partial` `none`
    OnlineLevel,
}

/// A column of a stored table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub name: &'static str,
    pub kind: ColumnType,
    pub vi: &'static str,
    pub en: &'static str,
}

/// One of the tables that a file can carry: three of exports, and the explanations that officials give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TableName {
    Dossiers,
    Suspensions,
    Procedures,
    /// Evidence that officials add to a suspension or a late dossier.
    Explanations,
}

impl TableName {
    pub const ALL: [TableName; 4] =
        [TableName::Dossiers, TableName::Suspensions, TableName::Procedures, TableName::Explanations];

    pub fn as_str(self) -> &'static str {
        match self {
            TableName::Dossiers => "dossiers",
            TableName::Suspensions => "suspensions",
            TableName::Procedures => "procedures",
            TableName::Explanations => "explanations",
        }
    }

    pub fn columns(self) -> &'static [Column] {
        match self {
            TableName::Dossiers => DOSSIERS,
            TableName::Suspensions => SUSPENSIONS,
            TableName::Procedures => PROCEDURES,
            TableName::Explanations => EXPLANATIONS,
        }
    }

    /// The column without which a row of this table means nothing.
    pub fn key(self) -> &'static str {
        match self {
            TableName::Procedures => "procedure_code",
            _ => "dossier_code",
        }
    }

    /// Whether several rows may share a key.
    pub fn has_many(self) -> bool {
        matches!(self, TableName::Suspensions | TableName::Explanations)
    }

    pub fn column(self, name: &str) -> Option<&'static Column> {
        self.columns().iter().find(|c| c.name == name)
    }
}

/// The statuses of the national portal, by its codes 1 to 10, and `unknown`.
pub const STATUSES: [&str; 11] = [
    "registered",
    "accepted",
    "refused",
    "processing",
    "supplement_requested",
    "awaiting_payment",
    "withdrawn",
    "stopped",
    "finished",
    "returned",
    "unknown",
];

/// Columns that every stored row has beside those of its table: where the row came from.
/// `source_sheet` (text) and `source_row` (integer, as Excel shows it); the file is the import's.
pub const SOURCE_COLUMNS: [&str; 2] = ["source_sheet", "source_row"];

const fn c(name: &'static str, kind: ColumnType, vi: &'static str, en: &'static str) -> Column {
    Column { name, kind, vi, en }
}

use ColumnType::*;

pub const DOSSIERS: &[Column] = &[
    c("dossier_code", Text, "Mã hồ sơ", "Dossier code"),
    c("procedure_code", Text, "Mã TTHC", "Procedure code"),
    c("procedure_name", Text, "Tên TTHC", "Procedure"),
    c("field", Text, "Lĩnh vực", "Field"),
    c("agency", Text, "Cơ quan, đơn vị", "Agency"),
    c("channel", Channel, "Hình thức nộp", "Channel"),
    c("submitted_at", Timestamp, "Ngày nộp", "Submitted"),
    c("accepted_at", Timestamp, "Ngày tiếp nhận", "Accepted"),
    c("refused_at", Timestamp, "Ngày từ chối", "Refused"),
    c("supplement_requested_at", Timestamp, "Ngày yêu cầu bổ sung", "Supplement requested"),
    c("supplement_count", Integer, "Số lần yêu cầu bổ sung", "Supplement requests"),
    c("due_at", Timestamp, "Ngày hẹn trả", "Due"),
    c("original_due_at", Timestamp, "Ngày hẹn trả ban đầu", "Original due"),
    c("step_due_at", Timestamp, "Hạn xử lý", "Step due"),
    c("finished_at", Timestamp, "Ngày kết thúc xử lý", "Finished"),
    c("returned_at", Timestamp, "Ngày trả kết quả", "Returned"),
    c("terminated_at", Timestamp, "Ngày dừng/rút/từ chối", "Terminated"),
    c("receiving_official", Official, "Cán bộ tiếp nhận", "Receiving official"),
    c("processing_official", Official, "Cán bộ xử lý", "Processing official"),
    c("status", Status, "Trạng thái", "Status"),
    c("status_text", MaskedText, "Trạng thái (nguyên văn)", "Status as written"),
    c("digitized", Flag, "Số hóa thành phần hồ sơ", "Digitized"),
    c("e_result", Flag, "Kết quả điện tử", "Electronic result"),
    c("reused", Flag, "Tái sử dụng dữ liệu", "Data reused"),
    c("result_required", Flag, "Có trả kết quả", "Result required"),
    c("fee_amount", Integer, "Phí, lệ phí", "Fee"),
    c("fee_exempt", Flag, "Miễn phí", "Fee exempt"),
    c("paid_online", Flag, "Thanh toán trực tuyến", "Paid online"),
    c("supplement_slip", Flag, "Phiếu yêu cầu bổ sung", "Supplement slip"),
    c("refusal_slip", Flag, "Phiếu từ chối", "Refusal slip"),
    c("apology_slip", Flag, "Phiếu xin lỗi", "Apology slip"),
];

pub const SUSPENSIONS: &[Column] = &[
    c("dossier_code", Text, "Mã hồ sơ", "Dossier code"),
    c("sequence", Integer, "Lần tạm dừng", "Sequence"),
    c("kind", SuspensionKind, "Loại tạm dừng", "Kind"),
    c("suspended_at", Timestamp, "Ngày tạm dừng", "Suspended"),
    c("resumed_at", Timestamp, "Ngày tiếp tục", "Resumed"),
    c("reason", MaskedText, "Lý do tạm dừng", "Reason"),
    c("document_no", MaskedText, "Số văn bản", "Document no."),
    c("document_at", Timestamp, "Ngày văn bản", "Document date"),
    c("notice_no", MaskedText, "Số thông báo", "Notice no."),
    c("notice_at", Timestamp, "Ngày thông báo", "Notice date"),
    c("notice_given", Flag, "Đã thông báo", "Notice given"),
    c("suspended_by", Official, "Người tạm dừng", "Suspended by"),
];

pub const PROCEDURES: &[Column] = &[
    c("procedure_code", Text, "Mã TTHC", "Procedure code"),
    c("procedure_name", Text, "Tên TTHC", "Procedure"),
    c("field", Text, "Lĩnh vực", "Field"),
    c("limit_working_days", Decimal, "Thời hạn giải quyết (ngày làm việc)", "Limit (working days)"),
    c("has_fee", Flag, "Có phí, lệ phí", "Has a fee"),
    c("online_level", OnlineLevel, "Mức độ cung cấp DVC", "Online level"),
    c("by_post", Flag, "Thực hiện qua BCCI", "By post"),
    c("yields_result", Flag, "Có trả kết quả", "Yields a result"),
];

pub const EXPLANATIONS: &[Column] = &[
    c("dossier_code", Text, "Mã hồ sơ", "Dossier code"),
    c("sequence", Integer, "Lần tạm dừng", "Sequence"),
    c("document_no", MaskedText, "Số văn bản", "Document no."),
    c("document_at", Timestamp, "Ngày văn bản", "Document date"),
    c("notice_no", MaskedText, "Số thông báo", "Notice no."),
    c("notice_at", Timestamp, "Ngày thông báo", "Notice date"),
    c("explanation", MaskedText, "Nội dung giải trình", "Explanation"),
    c("explained_by", Official, "Người giải trình", "Explained by"),
];
