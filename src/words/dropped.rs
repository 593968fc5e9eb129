use crate::phrases;

phrases! {
    how_to():
        "Kéo các tệp kết xuất (hoặc cả thư mục) rồi thả vào biểu tượng motcua.exe.\nChương trình nhập các tệp đó, lập báo cáo tháng gần nhất đã trọn tháng và danh sách hồ sơ đến hạn,\nghi vào thư mục ket-qua-motcua cạnh các tệp rồi mở báo cáo.\n\nDùng bằng lệnh: motcua --help",
        "Drop the exported files (or their folder) on motcua.exe.\nThey are imported, the report of the newest whole month and the list of due dossiers are written\nto the folder ket-qua-motcua beside the files, and the report opens.\n\nOn the command line: motcua --help";
    summary(new, same, failed):
        "Tệp mới đã nhập: {new} · đã có từ trước: {same} · không nhập được: {failed}",
        "Files imported: {new} · already there: {same} · not imported: {failed}";
    period(label, start, end):
        "Báo cáo của: {label} ({start} đến {end})",
        "Report of: {label} ({start} to {end})";
    due(overdue, soon):
        "Hồ sơ đang quá hạn: {overdue} · đến hạn trong 2 ngày làm việc: {soon}",
        "Dossiers overdue: {overdue} · due within 2 working days: {soon}";
    report_at(path): "Báo cáo: {path}", "Report: {path}";
    list_at(path): "Danh sách đến hạn: {path}", "List of due dossiers: {path}";
    store_at(path): "Kho dữ liệu: {path}", "Store: {path}";
    press_key(): "Nhấn phím bất kỳ để đóng cửa sổ này…", "Press any key to close this window…";
    not_beside(folder, instead):
        "Không ghi được vào {folder}: kết quả nằm ở {instead}",
        "{folder} can't be written to: the results are in {instead}";
    held_open(name, instead):
        "Tệp {name} đang mở trong chương trình khác (Excel?): bản mới ghi vào {instead}. Đóng tệp cũ rồi chạy lại nếu muốn giữ tên cũ",
        "The file {name} is open in another program (Excel?): the new one is {instead}. Close the old one and run again to keep its name";
}
