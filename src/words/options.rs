//! What each option and argument does, for `--help` and the man pages.
//!
//! The key is the command's path and the name of the argument: `imports show.id`; global options
//! have no path.

use crate::words::Phrase;

/// The words of an option of a command, or of a global one.
pub fn option(path: &str, id: &str) -> Option<Phrase> {
    let key = if path.is_empty() { id.to_string() } else { format!("{path}.{id}") };
    let found = |key: &str| OPTIONS.iter().find(|(k, ..)| *k == key);
    found(&key).or_else(|| found(id)).map(|(_, vi, en)| Phrase::new(*vi, *en))
}

#[rustfmt::skip]
const OPTIONS: &[(&str, &str, &str)] = &[
    // Global.
    ("store", "Thư mục kho dữ liệu", "The store folder"),
    ("config", "Tệp cấu hình (không ghi: motcua.toml trong thư mục hiện tại, nếu có)",
     "Config file (else motcua.toml of the current folder, if it is there)"),
    ("lang", "Ngôn ngữ", "Language of texts"),
    ("as_of", "Xét theo số liệu đến thời điểm này: \"YYYY-MM-DD[ HH:MM[:SS]]\" (không ghi: lần kết xuất mới nhất)",
     "The state at this instant: \"YYYY-MM-DD[ HH:MM[:SS]]\" (else the newest export)"),
    ("format", "Dạng kết quả", "Form of the result"),
    ("output", "Ghi vào tệp hoặc thư mục này", "Write to this file or folder"),
    ("quiet", "Chỉ in lỗi", "Print errors only"),
    ("verbose", "In thêm chi tiết", "Print more"),
    ("color", "Màu trên màn hình (biến NO_COLOR tắt màu)", "Colour on a terminal (NO_COLOR turns it off)"),
    // Shared.
    ("period", "Kỳ: 2024, 2024-Q2, 2024-04, 2024-W15, 2024-04-01..2024-04-30 (không ghi: tháng trọn gần nhất)",
     "Period: 2024, 2024-Q2, 2024-04, 2024-W15, 2024-04-01..2024-04-30 (else the newest whole month)"),
    // import
    ("import.paths", "Tệp hoặc thư mục", "Files or folders"),
    ("import.dry_run", "Chỉ đọc và cho biết, không ghi", "Read and tell, write nothing"),
    ("import.strict", "Có một dòng bị loại thì từ chối cả tệp", "Refuse a file with any rejected row"),
    ("import.exported_at", "Tệp được kết xuất lúc nào, nếu tệp không ghi", "When the file was exported, if it does not say"),
    ("import.layout", "Bố cục cột (tệp TOML)", "Column layout (a TOML file)"),
    ("import.kind", "Loại danh sách", "Kind of list"),
    ("import.header_row", "Dòng tiêu đề, số dòng như Excel hiện", "Header row, numbered as Excel shows it"),
    ("import.sheet", "Chỉ đọc trang tính này", "Only this sheet"),
    ("import.force", "Nhập lại tệp đã nhập", "Import a file again"),
    ("import.watch", "Theo dõi một thư mục, có tệp mới thì nhập", "Import new files of a folder as they come"),
    ("imports show.id", "Mã lần nhập", "Id of the import"),
    ("imports undo.id", "Mã lần nhập mới nhất", "Id of the newest import"),
    // rates, rank
    ("rates.by", "Gộp theo (không ghi: cả đơn vị)", "Group by (else the whole)"),
    ("rates.metric", "Chỉ chỉ tiêu này; ghi được nhiều lần", "Only this metric; may be repeated"),
    ("rank.metric", "Chỉ tiêu", "The metric"),
    ("rank.min_total", "Số hồ sơ tối thiểu để xếp hạng", "Fewest counted dossiers to be ranked"),
    ("rank.order", "Xếp theo tỷ lệ hay cận dưới của khoảng tin cậy", "By rate or by the interval's lower end"),
    // suspensions, due
    ("suspensions.only", "Chỉ các lần có kết luận này", "Only those with this verdict"),
    ("suspensions.official", "Chỉ cán bộ này", "Only this official"),
    ("suspensions.rule", "Chỉ quy tắc này; ghi được nhiều lần", "Only this rule; may be repeated"),
    ("suspensions.fail_on_findings", "Mã thoát 6 nếu có lần không đúng", "Exit code 6 if any is improper"),
    ("due.within", "Sắp đến hạn trong khoảng này: 2d (ngày làm việc), 8h (giờ làm việc)", "Due within: 2d (working days), 8h (working hours)"),
    // changes
    ("changes.from", "Mã lần nhập trước", "Id of the earlier import"),
    ("changes.to", "Mã lần nhập sau", "Id of the later import"),
    // evaluate, report, explain
    ("evaluate.month", "Tháng, như 2026-10", "Month, like 2026-10"),
    ("evaluate.close", "Chốt số liệu đã công bố vào kho; thay đổi về sau được báo là đính chính",
     "Keep the published figures in the store; later changes are told as corrections"),
    ("evaluate.again", "Chốt lại tháng đã chốt, thành lần sau", "Close a closed month again, under the next number"),
    ("report.import", "Nhập trước các tệp hoặc thư mục này", "Import these files or folders first"),
    ("explain.code", "Mã hồ sơ", "Dossier code"),
    // sample
    ("sample.size", "Số hồ sơ", "How many dossiers"),
    ("sample.share", "Phần trăm hồ sơ, như 10%", "Share of the dossiers, like 10%"),
    ("sample.seed", "Hạt giống: cùng hạt giống, cùng mẫu", "Seed: same seed, same sample"),
    ("sample.results", "Đọc lại phiếu kiểm tra đã điền", "Read a filled form back"),
    // query
    ("query.name", "Tên truy vấn có sẵn", "Name of a built-in query"),
    ("query.sql", "Câu SQL", "SQL text"),
    ("query.file", "Tệp chứa câu SQL", "File with SQL"),
    ("query.list", "Liệt kê truy vấn, bảng và cột", "List queries, tables and columns"),
    // calendar
    ("calendar show.year", "Năm", "Year"),
    ("calendar between.from", "Từ thời điểm, hoặc “-” để đọc từng dòng từ đầu vào", "First instant, or “-” to read lines from the input"),
    ("calendar between.to", "Đến thời điểm", "Last instant"),
    ("calendar add.from", "Từ thời điểm, hoặc “-” để đọc từng dòng từ đầu vào", "The instant, or “-” to read lines from the input"),
    ("calendar add.duration", "Khoảng cộng thêm: 270m, 8h, 3d", "What to add: 270m, 8h, 3d"),
    ("calendar diff.against", "Tệp lịch (CSV) hoặc cấu hình (TOML) để so sánh", "Calendar file (CSV) or settings (TOML) to compare with"),
    // generate
    ("generate.dossiers", "Số hồ sơ", "How many dossiers"),
    ("generate.seed", "Hạt giống: cùng hạt giống, cùng dữ liệu", "Seed: same seed, same files"),
    ("generate.layout", "Bố cục của tệp ghi ra", "Layout of the files"),
    // completions, man
    ("completions.shell", "Loại shell", "The shell"),
    ("man.command", "Chỉ trang của lệnh này", "Only the page of this command"),
];
