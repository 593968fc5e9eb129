//! Texts of reading an export: recognition, quarantine, doubts.

use crate::phrases;

/// Head of a saved layout file.
pub const LAYOUT_FILE_HEAD: &str = "\
# Bố cục cột của một danh sách; có thể sửa bằng tay. / Column layout of a list; meant to be edited.
# field: bảng.cột (vd. dossiers.accepted_at), applicant (dữ liệu người nộp, bị bỏ), ignore (không dùng).";

phrases! {
    no_table(): "Không tìm thấy bảng hồ sơ, tạm dừng hay danh mục thủ tục nào trong tệp",
        "No table of dossiers, suspensions or procedures was found in the file";
    unknown_field(field): "không có cột \"{field}\" trong mô hình dữ liệu",
        "there is no column \"{field}\" in the data model";
    layout_unreadable(): "Không đọc được tệp bố cục cột", "The layout file can't be read";
    layout_help(): "Sửa tệp theo chi tiết trên, hoặc bỏ --layout để chương trình tự nhận dạng",
        "Correct the file as told above, or leave --layout out to have the columns recognised";
}
