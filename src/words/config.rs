use crate::phrases;

phrases! {
    line(file, line):
        "{file} › dòng {line}",
        "{file} › line {line}";
    unknown_key(key):
        "Cấu hình không có mục “{key}”",
        "The config has no key “{key}”";
    nearest_key(key):
        "Có phải là “{key}”?",
        "Did you mean “{key}”?";
    known_keys(keys):
        "Các mục dùng được ở đây: {keys}",
        "The keys that exist here: {keys}";
    wrong_type():
        "Giá trị trong cấu hình không đúng kiểu",
        "A value of the config has the wrong type";
    not_toml():
        "Tệp cấu hình không đúng cú pháp TOML",
        "The config file is not valid TOML";
    not_toml_help():
        "Chữ phải đặt trong dấu nháy kép, mỗi mục một dòng: name = \"UBND xã …\"",
        "Texts stand in double quotes, one key a line: name = \"UBND xã …\"";
    bad_value(key, problem):
        "Giá trị của “{key}” không dùng được: {problem}",
        "The value of “{key}” can't be used: {problem}";
    missing_path(key, path):
        "“{key}” chỉ đến {path} nhưng không có ở đó",
        "“{key}” names {path}, which is not there";
    missing_path_help():
        "Đường dẫn trong cấu hình tính từ thư mục chứa tệp cấu hình",
        "Paths in the config start from the folder of the config file";

    percent():
        "phải là phần trăm từ 0 đến 100",
        "must be a percentage from 0 to 100";
    not_negative():
        "không được âm",
        "must not be negative";
    positive():
        "phải lớn hơn 0",
        "must be greater than 0";
    descending():
        "ba mức phải giảm dần, trong khoảng 0 đến 100",
        "the three must go down, between 0 and 100";
    blank():
        "không được để trống",
        "must not be blank";
    alias_chain(name):
        "“{name}” lại là một cách viết khác: ghi thẳng tên cuối cùng",
        "“{name}” is an alias itself: give the final name";

    title(): "Cấu hình đang dùng", "The settings in force";
    key(): "Mục", "Key";
    value(): "Giá trị", "Value";
    origin(): "Nguồn", "Comes from";
    from_default(): "mặc định", "default";
    from_command_line(): "dòng lệnh", "command line";
    from_environment(name): "biến môi trường {name}", "environment variable {name}";
}
