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
    and_more(n): " (và {n} chỗ khác)", " (and {n} more)";
    shifted(column): "Dữ liệu trông như bị lệch một cột so với tiêu đề, từ cột {column}",
        "The content looks shifted by one column from its headers, from column {column} on";
    shifted_help(): "Mở tệp bằng Excel, chỉnh cho dữ liệu nằm đúng dưới tiêu đề của nó (thường do thừa hoặc thiếu một ô), lưu rồi nhập lại",
        "Open the file in Excel, put the data under their own headers again (usually one cell too many or too few), save and import again";
    near_not_used(vi, en): "gần giống tiêu đề cột {vi}{en:.0}", "resembles a header of {en}{vi:.0}";
    applicant_data(): "dữ liệu người nộp", "applicant data";
    applicant_column(header): "Cột \"{header}\" chứa số điện thoại, số giấy tờ hoặc email: coi là dữ liệu người nộp và bỏ đi",
        "Column \"{header}\" holds phone numbers, ids or e-mails: taken for applicant data and dropped";
    applicant_dropped(): "dữ liệu người nộp, bị bỏ", "applicant data, dropped";
    near_taken(header, vi, en): "Tiêu đề \"{header}\" có một chữ khác tiêu đề đã biết; được hiểu là cột {vi}{en:.0}",
        "Header \"{header}\" is one letter off a known one; taken for {en}{vi:.0}";
    near_refused(header, resembles): "Không dùng cột \"{header}\": tiêu đề chỉ {resembles}; nếu đúng, hãy khai trong tệp bố cục cột (--layout)",
        "Column \"{header}\" is not used: its header only resembles a known one ({resembles}); if it is that, say so in a layout file (--layout)";
    content_unfit(header, vi, en): "Nội dung cột \"{header}\" không phải là {vi}; cột không được dùng{en:.0}",
        "The content of column \"{header}\" is not that of {en}; the column is not used{vi:.0}";
    content_unfit_short(vi, en): "nội dung không phải là {vi}{en:.0}", "the content is not that of {en}{vi:.0}";
    no_key(label, column): "Không có cột nào chứa {label} đọc được", "No column holds a readable {column}";
    no_key_help(): "Kiểm tra tiêu đề và nội dung cột mã, hoặc chỉ rõ cột bằng --layout",
        "Check the header and content of the code column, or name it with --layout";
    time_without_date(): "giờ không có cột ngày đi kèm", "a time without a column of its date";
    side_by_side(n): "Sheet có {n} bảng đặt cạnh nhau; từng bảng được đọc riêng",
        "The sheet holds {n} tables side by side; each is read by itself";
    other_column_used(column): "đã dùng cột {column}", "column {column} is used instead";
    column_not_used(header, winner, column): "Không dùng cột \"{header}\" vì đã có cột \"{winner}\" ({column})",
        "Column \"{header}\" is not used because there is \"{winner}\" ({column})";
    two_columns(first, second, label_vi, label_en): "Hai cột {first} và {second} cùng có thể là {label_vi} nhưng nội dung khác nhau{label_en:.0}",
        "Columns {first} and {second} both claim to be {label_en} and differ in content{label_vi:.0}";
    two_columns_help(): "Xóa cột thừa, hoặc chọn một cột bằng tệp bố cục cột (--layout): đặt field = \"ignore\" cho cột kia",
        "Delete the spare column, or choose one in a layout file (--layout): field = \"ignore\" for the other";
    excel_error(vi, en): "Ô lỗi của Excel (#N/A, #REF!…) trong cột {vi}: coi như để trống{en:.0}",
        "Excel error value (#N/A, #REF! …) in {en}: taken as blank{vi:.0}";
    value_unknown(vi, en): "Giá trị không hiểu được trong cột {vi}: coi là không có dữ liệu{en:.0}",
        "A value of {en} is not understood: taken as no data{vi:.0}";
    code_missing(vi, en): "Thiếu {vi}{en:.0}", "{en} is missing{vi:.0}";
    code_unreadable(vi, en): "Không đọc được {vi}{en:.0}", "{en} can't be read{vi:.0}";
    code_malformed(): "Mã hồ sơ không đúng cấu trúc chung (vẫn nhận)",
        "The dossier code does not follow the common rule (taken all the same)";
    date_unreadable(vi, en): "Không đọc được ngày ở cột {vi}{en:.0}", "The date in {en} can't be read{vi:.0}";
    year_out_of_range(vi, en, first, last): "Ngày ở cột {vi} có năm ngoài khoảng {first}–{last}{en:.0}",
        "The date in {en} has a year outside {first}–{last}{vi:.0}";
    suspension_without_date(): "Dòng tạm dừng không có ngày tạm dừng", "A suspension without a date";
    both_date_orders(day_first, month_first): "Cột ngày vừa có ngày trước (ô {day_first}) vừa có tháng trước (ô {month_first})",
        "The dates of one column are written both day first (cell {day_first}) and month first (cell {month_first})";
    both_date_orders_help(): "Sửa ô sai trong Excel theo dạng ngày/tháng/năm rồi nhập lại",
        "Correct the wrong cell in Excel as day/month/year and import again";
    month_first(): "Ngày trong cột này viết tháng trước: đọc cả cột theo tháng/ngày/năm",
        "The dates of this column are written month first: the whole column is read so";
    legacy_font(font): "Chữ theo phông cũ {font} được chuyển sang Unicode", "Text in the old font {font} was converted to Unicode";
    legacy_font_suspected(): "Có chữ trông như phông cũ (TCVN3 hoặc VNI) chưa chuyển sang Unicode",
        "There is text that looks like an old font (TCVN3 or VNI), not converted";
    column_new(header, layout): "Cột mới \"{header}\" so với bố cục {layout}",
        "New column \"{header}\", not in layout {layout}";
    column_renamed(header, column): "Không còn cột \"{header}\"; {column} nay lấy từ cột khác",
        "Column \"{header}\" is gone; {column} now comes from another one";
    column_lost(header, column, layout): "Mất cột \"{header}\" ({column}) so với bố cục {layout}: phần đó không có dữ liệu",
        "Column \"{header}\" ({column}) of layout {layout} is gone: no data for it";
    unknown_sheet(name): "Không có sheet \"{name}\" trong tệp", "There is no sheet \"{name}\" in the file";
    sheets_are(names): "Các sheet có trong tệp: {names}", "The sheets of the file: {names}";
    header_row_unknown(row): "Dòng {row} không phải là tiêu đề của một bảng đã biết", "Row {row} is not the header of a known table";
    sheet_unreadable(): "Không đọc được sheet này; các sheet khác vẫn được đọc", "This sheet can't be read; the others are";
    sheet_breaks_off(): "Tệp hết giữa chừng trong sheet này (bảng hoặc dấu nháy chưa đóng), có thể đã bị cắt cụt: đối chiếu số dòng với hệ thống",
        "The file ends in the middle of this sheet (a table or a quote is not closed), perhaps cut off: compare the number of rows with the system";
    sheet_not_asked(): "không được chọn (--sheet)", "not asked for (--sheet)";
    sheet_empty(): "không có dữ liệu", "empty";
    sheet_without_table(): "không có bảng hồ sơ, tạm dừng hay danh mục thủ tục", "no table of dossiers, suspensions or procedures";
    sheet_skipped(why): "Bỏ qua sheet này: {why}", "This sheet is skipped: {why}";
    sheet_continued(): "Sheet không có tiêu đề, nội dung nối tiếp sheet trước: đọc như một bảng",
        "The sheet has no header and goes on where the one before ended: read as one table";
    no_table_help(): "Cần một dòng tiêu đề có cột mã hồ sơ (hoặc mã thủ tục); nếu tiêu đề khác lạ, dùng --header-row và --layout",
        "A header row with a dossier code (or procedure code) is needed; for unusual headers use --header-row and --layout";
    no_rows(): "Bảng có tiêu đề nhưng không có dòng dữ liệu nào", "The table has a header but no rows";
    no_rows_help(): "Kết xuất lại danh sách với kỳ có hồ sơ", "Export the list again for a period that has dossiers";
    identical_rows(n): "{n} dòng giống hệt dòng khác được gộp", "{n} rows equal to another one were merged";
    step_rows(n): "{n} dòng là bước xử lý trước của cùng một hồ sơ; giữ dòng mới nhất", "{n} rows are earlier steps of the same dossier; the newest row is kept";
    near_officials(a, b): "Hai tên cán bộ gần giống nhau: \"{a}\" và \"{b}\"; nếu là một người, khai trong [officials.aliases]",
        "Two names of officials are almost the same: \"{a}\" and \"{b}\"; if they are one person, say so in [officials.aliases]";
    sequence_unreadable():
        "Lần tạm dừng không phải là một số (1, 2, …); để trống nếu giải trình cho cả hồ sơ",
        "The number of the suspension is no number (1, 2, …); leave it blank if the explanation is about the dossier";
    explanation_without_evidence():
        "Dòng giải trình không có văn bản, thông báo hay nội dung nào",
        "The explanation names no document, no notice and no text";
    slip_blank(vi, en): "Cột {vi} để trống toàn bộ{en:.0}: hiểu là không có phiếu nào. Nếu hệ thống không ghi cột này, đặt field = \"ignore\" trong tệp bố cục",
        "Column {en} is entirely blank{vi:.0}: taken as no slip given. If the system never fills it, set field = \"ignore\" in the layout file";
}
