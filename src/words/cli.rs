use crate::phrases;

phrases! {
    cannot_write(path):
        "Không ghi được {path}",
        "Can't write {path}";
    cannot_write_help():
        "Kiểm tra thư mục có tồn tại, có quyền ghi và tệp không đang mở trong Excel",
        "Check that the folder exists, that you may write there, and that the file is not open in Excel";
    disk_full_help():
        "Ổ đĩa đã đầy: giải phóng dung lượng rồi chạy lại",
        "The disk is full: free some space and run again";
    read_only_help():
        "Không có quyền ghi ở đây: chọn thư mục khác hoặc xin quyền ghi",
        "Writing is not allowed here: choose another folder or get the permission";
    cannot_read(path):
        "Không đọc được {path}",
        "Can't read {path}";
    close_it_help():
        "Tệp đang mở trong chương trình khác (Excel?): đóng tệp rồi chạy lại",
        "The file is open in another program (Excel?): close it and run again";
    cannot_read_help():
        "Kiểm tra đường dẫn và quyền đọc",
        "Check the path and the permission to read";

    generate_needs_folder():
        "Chưa nói ghi dữ liệu mẫu vào đâu",
        "Where to write the synthetic data was not said";
    generate_needs_folder_help():
        "Thêm -o THƯ_MỤC, ví dụ: motcua generate -o sample-data",
        "Add -o FOLDER, e.g.: motcua generate -o sample-data";
    generated(dossiers, suspensions, files, folder):
        "Đã sinh {dossiers} hồ sơ, {suspensions} lần dừng tính vào {files} tệp và truth.json trong {folder}",
        "Made {dossiers} dossiers and {suspensions} suspensions in {files} files and truth.json in {folder}";
}
