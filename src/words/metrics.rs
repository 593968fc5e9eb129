use crate::phrases;

phrases! {
    or():
        "hoặc",
        "or";
    column_not_in_export(vi, en):
        "không có dữ liệu: cột {vi} không có trong tệp kết xuất",
        "no data: column {en} is not in the export";
    no_data():
        "không có dữ liệu",
        "no data";

    file_line(path, line):
        "{path}, dòng {line}",
        "{path}, line {line}";
    query_help():
        "Sửa tệp .sql; xem các tệp có sẵn bằng `motcua query --list`",
        "Mend the .sql file; `motcua query --list` shows the built-in ones";
    unknown_key(key, known):
        "Khóa \"{key}\" ở đầu tệp không được biết; các khóa: {known}",
        "The header key \"{key}\" is not known; keys: {known}";
    key_twice(key):
        "Khóa \"{key}\" ghi hai lần",
        "The header key \"{key}\" is there twice";
    key_missing(key):
        "Đầu tệp thiếu dòng `-- {key}: …`",
        "The header lacks the line `-- {key}: …`";
    bad_value(key, value, choices):
        "Khóa \"{key}\": giá trị \"{value}\" không dùng được; được dùng: {choices}",
        "Header key \"{key}\": the value \"{value}\" can't be used; allowed: {choices}";
    unknown_column(name):
        "Khóa \"needs\": không có cột \"{name}\"",
        "Header key \"needs\": there is no column \"{name}\"";
    duplicate_name(name, other):
        "Tên \"{name}\" đã được dùng trong {other}",
        "The name \"{name}\" is already used in {other}";
    based_on_missing(name):
        "Tệp thay truy vấn có sẵn \"{name}\" nhưng không ghi dựa trên bản nào",
        "The file replaces the built-in query \"{name}\" but does not say which version it is based on";
    based_on_help(hash):
        "Thêm vào đầu tệp dòng `-- based_on: {hash}`",
        "Add the line `-- based_on: {hash}` to the header";
    replaces(path, name):
        "{path} thay truy vấn có sẵn \"{name}\"",
        "{path} replaces the built-in query \"{name}\"";
    built_in_changed(name, path, hash):
        "Truy vấn có sẵn \"{name}\" đã đổi từ khi {path} được viết; xem lại rồi ghi `-- based_on: {hash}`",
        "The built-in query \"{name}\" has changed since {path} was written; look at it again, then write `-- based_on: {hash}`";

    empty_query():
        "Không có câu SQL nào",
        "There is no SQL";
    only_select():
        "Câu SQL phải bắt đầu bằng SELECT hoặc WITH",
        "The SQL must start with SELECT or WITH";
    one_statement():
        "Chỉ được một câu SQL",
        "Only one SQL statement is allowed";
    forbidden_word(word):
        "Không được dùng {word}: truy vấn chỉ đọc",
        "{word} is not allowed: a query only reads";
    door_to_disk():
        "Truy vấn không được mở tệp",
        "A query may not open files";
    unsafe_phrase(phrase, instead):
        "Không dùng {phrase}: kết quả khác nhau giữa các hệ SQL; thay bằng {instead}",
        "{phrase} is not allowed: SQL engines differ on it; use {instead}";
    nulls_unsaid():
        "ORDER BY phải ghi NULLS FIRST hoặc NULLS LAST sau mỗi cột",
        "ORDER BY must say NULLS FIRST or NULLS LAST after each term";
    query_failed(name):
        "Truy vấn \"{name}\" không chạy được",
        "The query \"{name}\" can't be run";
    column_lacking(name, column):
        "Truy vấn \"{name}\" không trả về cột \"{column}\"",
        "The query \"{name}\" does not return the column \"{column}\"";
    column_type(name, column, kind):
        "Truy vấn \"{name}\": cột \"{column}\" phải là {kind}",
        "The query \"{name}\": the column \"{column}\" must be {kind}";

    unknown_metric(name):
        "Không có chỉ tiêu \"{name}\"",
        "There is no metric \"{name}\"";
    unknown_rule(name):
        "Không có quy tắc \"{name}\"",
        "There is no rule \"{name}\"";
    unknown_query(name):
        "Không có truy vấn \"{name}\"",
        "There is no query \"{name}\"";
    unknown_official(name):
        "Không có cán bộ \"{name}\" trong dữ liệu",
        "There is no official \"{name}\" in the data";
    did_you_mean(names):
        "Có phải: {names}?",
        "Did you mean: {names}?";
    choose_from(names):
        "Chọn một trong: {names}",
        "Choose one of: {names}";
    no_officials():
        "Dữ liệu không ghi tên cán bộ nào",
        "The data names no official";
    not_per_official(name):
        "Chỉ tiêu \"{name}\" tính theo thủ tục, không tính theo cán bộ",
        "The metric \"{name}\" counts procedures, not officials";
    not_per_official_help():
        "Chọn chỉ tiêu khác: `motcua rates --by official` liệt kê các chỉ tiêu có thể xếp hạng",
        "Choose another metric: `motcua rates --by official` lists those that can be ranked";

    no_rows(): "Không có dòng nào.", "No rows.";
    queries_title(): "Truy vấn có sẵn", "Queries";
    tables_title(): "Bảng và cột", "Tables and columns";
    built_in(): "có sẵn", "built in";
    kind(): "Loại", "Kind";
    name(): "Tên", "Name";
    title(): "Nội dung", "Title";
    origin(): "Nguồn", "Origin";
    hash(): "Mã bản", "Hash";
    table(): "Bảng", "Table";
    column(): "Cột", "Column";
    meaning(): "Ý nghĩa", "Meaning";
    query_wanted(): "Chưa nêu truy vấn", "No query was given";
    query_wanted_help():
        "Nêu tên (`motcua query --list` liệt kê), --sql \"SELECT …\" hoặc --file TỆP",
        "Give a name (`motcua query --list` shows them), --sql \"SELECT …\" or --file FILE";
    improper_found(n): "Có {n} lần dừng tính không đúng quy định", "{n} suspensions are improper";

    sheet(name):
        "sheet {name}",
        "sheet {name}";
    row(number):
        "dòng {number}",
        "row {number}";
    cell(vi, en, value_vi, value_en):
        "{vi} = {value_vi}",
        "{en} = {value_en}";
    cell_blank(vi, en):
        "{vi}: để trống",
        "{en}: blank";
    cell_not_exported(vi, en):
        "{vi}: không có trong tệp kết xuất",
        "{en}: not in the export";
    due_before_at():
        "Hẹn trả khi tạm dừng",
        "Due date at that time";
    due_effective_at():
        "Hẹn trả có hiệu lực",
        "Effective due date";
    ended_at():
        "Ngày kết thúc",
        "Ended";

    registered(): "mới đăng ký", "registered";
    accepted(): "được tiếp nhận", "accepted";
    refused(): "không được tiếp nhận", "refused";
    processing(): "đang xử lý", "processing";
    supplement_requested(): "yêu cầu bổ sung", "supplement requested";
    awaiting_payment(): "chờ nghĩa vụ tài chính", "awaiting payment";
    withdrawn(): "công dân rút", "withdrawn";
    stopped(): "dừng xử lý", "stopped";
    finished(): "đã xử lý xong", "finished";
    returned(): "đã trả kết quả", "returned";
    unknown(): "không rõ", "unknown";
    supplement(): "bổ sung hồ sơ", "supplement";
    financial_duty(): "nghĩa vụ tài chính", "financial duty";
    other(): "khác", "other";
    online(): "trực tuyến", "online";
    counter(): "trực tiếp", "counter";
    post(): "bưu chính", "post";
}

/// A code of `status`, `kind` or `channel` in words.
pub fn code(code: &str) -> Option<super::Phrase> {
    let word = match code {
        "registered" => registered(),
        "accepted" => accepted(),
        "refused" => refused(),
        "processing" => processing(),
        "supplement_requested" => supplement_requested(),
        "awaiting_payment" => awaiting_payment(),
        "withdrawn" => withdrawn(),
        "stopped" => stopped(),
        "finished" => finished(),
        "returned" => returned(),
        "unknown" => unknown(),
        "supplement" => supplement(),
        "financial_duty" => financial_duty(),
        "other" => other(),
        "online" => online(),
        "counter" => counter(),
        "post" => post(),
        _ => return None,
    };
    Some(word)
}
