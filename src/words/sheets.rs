//! Why a file can't be read, in words a clerk understands.

use crate::phrases;

phrases! {
    unknown_format(): "Không nhận ra đây là tệp bảng tính", "This is not recognised as a spreadsheet";
    help_export_again():
        "Hãy kết xuất lại từ hệ thống một cửa, dạng .xlsx hoặc .csv, rồi nhập lại",
        "Export again from the one-stop system as .xlsx or .csv, then import that file";
}
