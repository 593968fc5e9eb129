//! Texts of the commands `import` and `imports`.

use crate::phrases;

phrases! {
    no_spreadsheets():
        "Thư mục không có tệp bảng tính nào",
        "The folder holds no spreadsheet";
    no_spreadsheets_help():
        "Chỉ đúng thư mục chứa các tệp kết xuất (.xlsx, .xls, .ods, .csv)",
        "Name the folder that holds the exports (.xlsx, .xls, .ods, .csv)";
    strict(rejected, read):
        "{rejected} trên {read} dòng không đọc được, --strict nên không nhập",
        "{rejected} of {read} rows can't be read; refused because of --strict";
    too_many_rejected(rejected, read, limit):
        "{rejected} trên {read} dòng không đọc được, quá {limit}% nên không nhập",
        "{rejected} of {read} rows can't be read, more than {limit}%; not imported";
    too_many_rejected_help():
        "Sửa các ô trên rồi kết xuất lại, kiểm tra lại dòng tiêu đề (--header-row), hoặc nâng import.max_rejected_percent trong cấu hình",
        "Correct these cells and export again, check the header row (--header-row), or raise import.max_rejected_percent in the config";
    strict_help():
        "Sửa các ô trên rồi kết xuất lại, hoặc bỏ --strict để các dòng này được để riêng",
        "Correct these cells and export again, or leave --strict out to have these rows set aside";
    no_rows():
        "Bảng trong tệp không có dòng nào dùng được",
        "The table in the file has no row that can be used";
    no_rows_help():
        "Kiểm tra bộ lọc khi kết xuất; nếu bảng có dữ liệu, chỉ dòng tiêu đề bằng --header-row",
        "Check the filter of the export; if the table does hold data, give its header row with --header-row";
    no_export_time():
        "Không rõ tệp được kết xuất lúc nào",
        "It is not known when the file was exported";
    no_export_time_help():
        "Cho biết bằng --exported-at \"YYYY-MM-DD HH:MM\"",
        "Give it with --exported-at \"YYYY-MM-DD HH:MM\"";
    timeless_catalogue():
        "Tệp (danh mục thủ tục, giải trình) không ghi ngày nên được coi là cũ nhất; cho biết ngày bằng --exported-at",
        "The file (a catalogue of procedures, explanations) bears no date, so it counts as the oldest; give its date with --exported-at";
    some_failed(failed, total):
        "{failed} trên {total} tệp không nhập được (lý do ở trên)",
        "{failed} of {total} files could not be imported (reasons above)";
    passed_over(n):
        "Bỏ qua {n} tệp trong thư mục không phải bảng tính của hệ thống một cửa",
        "Passed over {n} files of the folder that are no spreadsheets of a one-stop system";
    passed_over_file(path):
        "Bỏ qua {path}: không phải bảng tính của hệ thống một cửa",
        "Passed over {path}: no spreadsheet of a one-stop system";
    broke_the_program():
        "Tệp này có chỗ mà chương trình không xử lý được; các tệp khác không bị ảnh hưởng",
        "There is something in this file that the program can't handle; other files are not affected";
    broke_the_program_help():
        "Mở bằng Excel, lưu lại dạng .xlsx rồi nhập lại; nếu vẫn không được, báo cho người phát triển",
        "Open it in Excel, save it as .xlsx and import again; if that does not help, tell the developers";
    undone(import_id):
        "Đã hoàn tác lần nhập {import_id}; nó vẫn còn trong sổ",
        "Import {import_id} was undone; it stays in the ledger";
    damaged_store(n):
        "Kho có {n} chỗ hỏng",
        "The store has {n} damages";

    title_import(): "Kết quả nhập", "Result of the import";
    title_dry_run(): "Nhập thử (chưa ghi vào kho)", "Dry run (nothing was written)";
    title_ledger(): "Các lần nhập", "Imports";
    title_show(import_id): "Lần nhập {import_id}", "Import {import_id}";
    title_verify(): "Kiểm tra kho dữ liệu", "Check of the store";
    empty_ledger(): "Chưa có lần nhập nào", "No import yet";
    sound(n): "Đã kiểm tra {n} tệp, không có chỗ hỏng", "Checked {n} files, nothing is damaged";

    section_files(): "Tệp", "Files";
    section_sheets(): "Các sheet", "Sheets";
    section_columns(): "Cột đã nhận dạng", "Columns recognised";
    section_rejects(): "Dòng để riêng (không nhập)", "Rows set aside";
    section_findings(): "Cảnh báo và ghi chú", "Warnings and notes";
    more_rejects(n): "… và {n} dòng nữa", "… and {n} more";

    brief_imported(file, import_id): "{file}: đã nhập {import_id}", "{file}: imported as {import_id}";
    brief_tried(file): "{file}: nhập thử được", "{file}: would be imported";
    brief_same(file, import_id):
        "{file}: đã có trong kho ({import_id}), không nhập lại",
        "{file}: already in the store ({import_id}), not imported again";
    brief_failed(file, what): "{file}: không nhập được: {what}", "{file}: not imported: {what}";
    rows_so_far(n): "đã đọc {n} dòng", "{n} rows read";
    brief_rows(read): "{read} dòng", "{read} rows";
    brief_taken_all(): "lấy đủ", "all taken";
    brief_taken(n): "lấy {n}", "{n} taken";
    brief_merged(n): "gộp {n}", "{n} merged";
    brief_rejected(n): "để riêng {n}", "{n} set aside";
    brief_warnings(n): "cảnh báo {n}", "{n} warnings";
    brief_exported(at): "kết xuất {at}", "exported {at}";
    brief_columns(sheet, rows, list):
        "Bố cục mới (sheet {sheet}, tiêu đề ở dòng {rows}): {list}",
        "New layout (sheet {sheet}, header in row {rows}): {list}";
    brief_layout(sheet, layout, by): "Bố cục (sheet {sheet}): {layout}, {by}", "Layout (sheet {sheet}): {layout}, {by}";
    brief_dropped(list): "Bỏ (dữ liệu người nộp): {list}", "Dropped (applicant data): {list}";
    brief_unused(list): "Không dùng: {list}", "Not used: {list}";
    brief_reject(place, reason): "Để riêng, {place}: {reason}", "Set aside, {place}: {reason}";
    brief_warning(text): "Cảnh báo, {text}", "Warning, {text}";
    brief_note(text): "Ghi chú, {text}", "Note, {text}";
    brief_more_rejects(n): "… và {n} dòng để riêng nữa", "… and {n} more rows set aside";
    brief_more_findings(n): "… và {n} cảnh báo, ghi chú nữa", "… and {n} more warnings and notes";
    brief_total(files, read, same, failed, taken, rejected, warnings):
        "Tổng cộng {files} tệp: đã đọc {read}, đã có từ trước {same}, không nhập được {failed}; lấy {taken} dòng, để riêng {rejected}, cảnh báo {warnings}",
        "{files} files in all: {read} read, {same} already there, {failed} not imported; {taken} rows taken, {rejected} set aside, {warnings} warnings";
    brief_hint():
        "Xem đầy đủ một lần nhập: motcua imports show MÃ (hoặc thêm -v khi nhập)",
        "All about one import: motcua imports show ID (or -v while importing)";

    file(): "Tệp", "File";
    result(): "Kết quả", "Result";
    import_id(): "Mã lần nhập", "Import";
    imported_at(): "Nhập lúc", "Imported";
    exported_at(): "Kết xuất lúc", "Exported";
    scope_start(): "Từ ngày", "From";
    scope_end(): "Đến ngày", "To";
    kind(): "Loại", "Kind";
    layout(): "Bố cục", "Layout";
    rows_read(): "Số dòng", "Rows";
    rows_taken(): "Đã lấy", "Taken";
    rows_merged(): "Gộp", "Merged";
    rows_rejected(): "Để riêng", "Set aside";
    warnings(): "Cảnh báo", "Warnings";
    sheet(): "Sheet", "Sheet";
    tables(): "Nội dung", "Content";
    header_rows(): "Dòng tiêu đề", "Header rows";
    column(): "Cột", "Column";
    header(): "Tiêu đề trong tệp", "Header in the file";
    meaning(): "Được hiểu là", "Taken for";
    certainty(): "Căn cứ", "On the ground of";
    remark(): "Ghi chú", "Remark";
    cell(): "Ô", "Cell";
    value_class(): "Ô chứa", "Holds";
    reason(): "Lý do", "Reason";
    severity(): "Mức", "Level";
    place(): "Tại", "Where";
    text(): "Nội dung", "Text";
    stored_file(): "Tệp trong kho", "Stored file";

    imported(): "đã nhập", "imported";
    same(): "đã có, không nhập lại", "already there, not imported again";
    tried(): "nhập thử được", "would be imported";
    failed(): "không nhập được", "not imported";
    skipped(): "bỏ qua", "passed over";
    in_force(): "có hiệu lực", "in force";
    is_undone(): "đã hoàn tác", "undone";
    whole(): "nguyên vẹn", "whole";
    leftover(): "phần dở dang, sẽ được dọn ở lần nhập sau", "leftover, goes at the next import";

    dossiers(): "hồ sơ", "dossiers";
    suspensions(): "tạm dừng", "suspensions";
    procedures(): "thủ tục", "procedures";
    explanations(): "giải trình", "explanations";
    unused(): "không dùng", "not used";

    by_forced(): "--layout", "--layout";
    by_known(): "như lần nhập trước", "an earlier import";
    by_builtin(): "bố cục có sẵn", "built in";
    by_found(): "nhận dạng theo tiêu đề", "found by its headers";
    by_continued(): "tiếp sheet trước", "continues the sheet before";
    sure_layout(): "theo bố cục", "by layout";
    sure_exact(): "đúng tiêu đề", "exact";
    sure_accent_free(): "đúng khi bỏ dấu", "but for accents";
    sure_near(): "gần đúng", "near";
    sure_content(): "theo nội dung", "by content";
    sure_unknown(): "chưa rõ", "unknown";
    note(): "ghi chú", "note";
    warning(): "cảnh báo", "warning";
    reject(): "để riêng", "set aside";

    take_near():
        "Dùng các cột này như trên? [c/K]",
        "Use these columns so? [y/N]";
    no_data_without(metrics):
        "; không có số liệu cho: {metrics}",
        "; no data for: {metrics}";
    watching(folder):
        "Đang theo dõi {folder}; nhấn Ctrl+C để dừng",
        "Watching {folder}; press Ctrl+C to stop";
    watched_new(file, import_id, taken, rejected, warnings):
        "{file}: đã nhập ({import_id}), {taken} dòng, để riêng {rejected}, cảnh báo {warnings}",
        "{file}: imported ({import_id}), {taken} rows, {rejected} set aside, {warnings} warnings";
    watched_same(file, import_id):
        "{file}: đã có trong kho ({import_id})",
        "{file}: already in the store ({import_id})";
    watched_failed(file, what):
        "{file}: không nhập được: {what}",
        "{file}: not imported: {what}";
}
