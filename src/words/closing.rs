use crate::phrases;

phrases! {
    // Sections.
    published_title(): "Số liệu đã chốt", "Published figures";
    published_lead(number, as_of):
        "Số liệu chốt lần {number} theo số liệu đến {as_of}, đặt cạnh số liệu hiện tại. Số đã chốt không tính lại.",
        "Figures of closing {number}, by the data until {as_of}, beside those of now. What was published is not recomputed.";
    closings_title(): "Tháng đã chốt", "Closed months";
    corrections_title(): "Đính chính số liệu đã chốt", "Corrections of published figures";
    corrections_lead():
        "Các số liệu đã chốt mà các tệp kết xuất, giải trình hoặc quy tắc sau đó làm thay đổi.",
        "Published figures that later exports, explanations or rules have changed.";
    corrections_none(): "Không có số liệu đã chốt nào thay đổi.", "No published figure has changed.";
    corrected_title(): "Hồ sơ làm thay đổi số đã chốt", "Dossiers behind the corrections";
    corrected_lead():
        "Từng hồ sơ, lần tạm dừng được tính khác so với khi chốt.",
        "Each dossier or suspension that counts otherwise than at the closing.";

    // Columns.
    month(): "Tháng", "Month";
    number(): "Lần chốt", "Closing";
    published(): "Đã chốt", "Published";
    now(): "Hiện tại", "Now";
    next(): "So với", "Compared with";
    with_now(): "hiện tại", "now";
    with_closing(number): "lần chốt {number}", "closing {number}";
    changed(): "Thay đổi", "Changed";
    dossiers(): "Hồ sơ tính khác", "Counted otherwise";
    counted_before(): "Khi chốt", "At the closing";
    counted_now(): "Hiện tại", "Now";
    not_counted(): "không tính", "not counted";
    as_of(): "Số liệu đến", "Data until";
    imports(): "Số lần nhập", "Imports";
    n_figures(): "Số liệu", "Figures";
    n_corrections(): "Đính chính", "Corrections";
    remark(): "Ghi chú", "Remark";
    task_points(): "Điểm nhiệm vụ", "Task points";
    counts_for(result, official): "{result} ({official})", "{result} ({official})";

    // Remarks.
    subtitle(number, as_of, n):
        "Đã chốt số liệu lần {number} (số liệu đến {as_of}); {n} số liệu thay đổi sau khi chốt",
        "Closed, number {number} (data until {as_of}); {n} figures changed since";
    calendar_changed(): "lịch làm việc đã thay đổi sau khi chốt", "the working calendar has changed since";
    queries_changed(): "chỉ tiêu hoặc quy tắc đã thay đổi sau khi chốt", "metrics or rules have changed since";
    settings_changed(): "cấu hình đã thay đổi sau khi chốt", "the settings have changed since";
    tool_changed(before, now): "chương trình {before} khi chốt, nay {now}", "program {before} at the closing, {now} now";

    // The command.
    closed(month, number):
        "Đã chốt số liệu tháng {month}, lần {number}; lần sau nhập thêm tệp, thay đổi sẽ được ghi thành đính chính",
        "The month {month} is closed, number {number}; what later imports change will be told as corrections";
    not_ended(month, as_of):
        "Chưa chốt được tháng {month}: số liệu mới đến {as_of}",
        "The month {month} can't be closed: the data reaches until {as_of} only";
    not_ended_help():
        "Nhập tệp kết xuất sau ngày cuối tháng rồi chốt",
        "Import an export taken after the month's last day, then close it";
    nothing_to_close(month):
        "Chưa chốt được tháng {month}: không có cán bộ nào có số liệu",
        "The month {month} can't be closed: no official has any figure";
    nothing_to_close_help():
        "Nhập tệp kết xuất của tháng đó có cột cán bộ rồi chốt",
        "Import an export of that month with the officials' names, then close it";
}
