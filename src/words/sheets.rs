//! Why a file can't be read, in words a clerk understands.

use crate::phrases;

phrases! {
    at_file(file): "{file}", "{file}";
    at_sheet(file, sheet): "{file} › sheet {sheet}", "{file} › sheet {sheet}";
    at_cell(file, sheet, cell): "{file} › sheet {sheet} › ô {cell}", "{file} › sheet {sheet} › cell {cell}";

    /// The name of a sheet that came from the n-th table of a page.
    table_name(n): "Bảng {n}", "Table {n}";

    not_found(): "Không tìm thấy tệp", "The file was not found";
    help_not_found(): "Hãy kiểm tra lại đường dẫn và tên tệp", "Check the path and the file name";
    no_permission(): "Không có quyền đọc tệp", "There is no permission to read the file";
    help_no_permission():
        "Hãy đóng tệp nếu đang mở trong Excel, hoặc xin quyền đọc tệp, rồi thử lại",
        "Close the file if Excel has it open, or ask for the right to read it, then try again";
    is_folder(): "Đây là thư mục hoặc thiết bị, không phải tệp", "This is a folder or a device, not a file";
    help_is_folder(): "Hãy chỉ rõ một tệp bảng tính", "Name one spreadsheet file";
    cannot_read(): "Không đọc được tệp từ ổ đĩa", "The file can't be read from the disk";
    help_cannot_read(): "Hãy chép tệp sang ổ khác rồi thử lại", "Copy the file to another disk and try again";

    empty_file(): "Tệp rỗng (0 byte)", "The file is empty (0 bytes)";
    unknown_format(): "Không nhận ra đây là tệp bảng tính", "This is not recognised as a spreadsheet";
    password(): "Tệp được đặt mật khẩu", "The file is protected by a password";
    help_password():
        "Hãy mở tệp bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ sổ làm việc), lưu lại rồi nhập",
        "Open the file in Excel, take the password off (File › Info › Protect Workbook), save, then import";
    damaged(): "Tệp hỏng hoặc bị cắt cụt, không đọc được", "The file is damaged or cut off and can't be read";
    no_sheets(): "Tệp không có sheet nào chứa bảng", "The file has no worksheet";
    old_excel():
        "Tệp Excel quá cũ (Excel 4 trở về trước), không đọc được",
        "The file is of an Excel too old to be read (Excel 4 or earlier)";
    help_save_as_xlsx():
        "Hãy mở tệp bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi nhập",
        "Open the file in Excel or LibreOffice, save it as .xlsx, then import that";
    word_document():
        "Đây là văn bản Word, không phải bảng tính", "This is a Word document, not a spreadsheet";
    presentation():
        "Đây là tệp trình chiếu, không phải bảng tính", "This is a presentation, not a spreadsheet";
    plain_zip():
        "Đây là tệp nén, không phải bảng tính", "This is an archive, not a spreadsheet";
    help_unpack(): "Hãy giải nén rồi nhập từng tệp bên trong", "Unpack it and import the files inside";
    other_office_file():
        "Đây là tệp của một chương trình văn phòng khác, không phải bảng tính",
        "This is a file of another office program, not a spreadsheet";
    pdf(): "Đây là tệp PDF, không phải bảng tính", "This is a PDF, not a spreadsheet";
    image(): "Đây là tệp hình ảnh, không phải bảng tính", "This is a picture, not a spreadsheet";
    json(): "Đây là dữ liệu JSON, không phải bảng tính", "This is JSON, not a spreadsheet";
    other_xml(): "Đây là tệp XML, không phải bảng tính", "This is XML, not a spreadsheet";
    login_page():
        "Đây là trang đăng nhập của hệ thống, không phải tệp kết xuất: phiên làm việc đã hết khi tải tệp",
        "This is a login page, not an export: the session had ended when the file was fetched";
    help_login(): "Hãy đăng nhập lại rồi kết xuất lần nữa", "Log in again and repeat the export";
    web_page(): "Đây là trang web không có bảng dữ liệu", "This is a web page without a data table";
    plain_text():
        "Đây là văn bản thường, không có bảng dữ liệu nào", "This is plain text without a table";
    help_export_again():
        "Hãy kết xuất lại từ hệ thống một cửa, dạng .xlsx hoặc .csv, rồi nhập lại",
        "Export again from the one-stop system as .xlsx or .csv, then import that file";

    file_too_large(mebibytes):
        "Tệp lớn quá giới hạn {mebibytes} MiB", "The file is larger than the limit of {mebibytes} MiB";
    unpacked_too_large(mebibytes):
        "Giải nén tệp ra sẽ vượt giới hạn {mebibytes} MiB", "Unpacked, the file exceeds the limit of {mebibytes} MiB";
    unpacked_ratio(times):
        "Giải nén tệp ra sẽ gấp hơn {times} lần kích thước tệp: tệp hỏng hoặc có chủ ý phá hoại",
        "Unpacked, the file is more than {times} times its size: it is damaged or meant to do harm";
    part_too_large(part):
        "Phần {part} trong tệp lớn bất thường", "The part {part} of the file is abnormally large";
    too_many_rows(rows): "Nhiều hơn {rows} dòng", "More than {rows} rows";
    too_many_columns(columns): "Nhiều hơn {columns} cột", "More than {columns} columns";
    cell_too_long(characters):
        "Một ô có hơn {characters} ký tự", "A cell has more than {characters} characters";
    row_outside(row):
        "Có ô nằm ở dòng {row}, ngoài phạm vi của bảng tính", "A cell is at row {row}, outside of a spreadsheet";
    help_limit():
        "Hãy kiểm tra chỗ đã nêu; nếu tệp đúng là như vậy thì chia nhỏ tệp, hoặc nâng giới hạn ở mục [import] của motcua.toml",
        "Look at the place named; if the file is right, split it, or raise the limit under [import] in motcua.toml";
    out_of_memory(mebibytes):
        "Đọc tệp cần nhiều hơn {mebibytes} MiB bộ nhớ được phép (max_memory_bytes)",
        "Reading the file needs more than the {mebibytes} MiB of memory allowed (max_memory_bytes)";
    help_memory():
        "Tệp có thể hỏng: hãy mở bằng Excel và lưu lại dạng .xlsx; nếu tệp đúng là lớn thì chia nhỏ, hoặc nâng max_memory_bytes ở mục [import] của motcua.toml",
        "The file may be damaged: open it in Excel and save it as .xlsx; if it really is large, split it, or raise max_memory_bytes under [import] in motcua.toml";
    out_of_time(seconds):
        "Đọc tệp lâu hơn {seconds} giây được phép (max_seconds)",
        "Reading the file takes longer than the {seconds} seconds allowed (max_seconds)";
    help_time():
        "Tệp có thể hỏng: hãy mở bằng Excel và lưu lại dạng .xlsx; nếu tệp đúng là lớn thì chia nhỏ, hoặc nâng max_seconds ở mục [import] của motcua.toml",
        "The file may be damaged: open it in Excel and save it as .xlsx; if it really is large, split it, or raise max_seconds under [import] in motcua.toml";
}
