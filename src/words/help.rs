//! What `--help` and the man pages say: each command with three uses of it, in both languages.

use crate::phrases;
use crate::words::{Lang, Phrase};

/// One command: what it does, and lines to copy.
#[derive(Clone, Debug)]
pub struct Entry {
    /// `imports show`; the empty path is the program itself.
    pub path: &'static str,
    about: [&'static str; 2],
    /// Vietnamese line and remark, English line and remark.
    uses: [[&'static str; 4]; 3],
}

impl Entry {
    pub fn about(&self) -> Phrase {
        Phrase::new(self.about[0], self.about[1])
    }

    /// Three lines to copy, each with what it does.
    pub fn uses(&self) -> [(Phrase, Phrase); 3] {
        self.uses.map(|[vi, vi_what, en, en_what]| (Phrase::new(vi, en), Phrase::new(vi_what, en_what)))
    }
}

/// The words of a command, by its path.
pub fn command(path: &str) -> Option<&'static Entry> {
    COMMANDS.iter().find(|entry| entry.path == path)
}

const fn entry(path: &'static str, about: [&'static str; 2], uses: [[&'static str; 4]; 3]) -> Entry {
    Entry { path, about, uses }
}

#[rustfmt::skip]
const COMMANDS: &[Entry] = &[
    entry("", [
        "Từ tệp kết xuất của hệ thống một cửa: từng cán bộ giải quyết hồ sơ đúng hạn ra sao, lần dừng tính nào không đúng, và số liệu đánh giá hằng tháng",
        "From the exports of a one-stop system: how each official handles dossiers on time, which suspensions were improper, and the figures of the monthly evaluation"], [
        ["motcua nhap \"D:\\Mot cua\"", "nhập mọi bảng tính trong thư mục vào kho",
         "motcua import exports", "import every spreadsheet of a folder into the store"],
        ["motcua bao-cao --period 2026-10 -o bao-cao", "lập báo cáo tháng 10: bảng tính, trang web, dữ liệu",
         "motcua report --period 2026-10 -o report", "write the October report: workbook, page, data"],
        ["motcua den-han", "hồ sơ quá hạn và sắp đến hạn của từng cán bộ",
         "motcua due", "overdue and soon-due dossiers of each official"]]),
    entry("import", [
        "Nhập tệp kết xuất vào kho: mỗi tệp một lần nhập, được trọn vẹn hoặc không gì cả",
        "Import exports into the store: one import per file, whole or not at all"], [
        ["motcua nhap \"D:\\Mot cua\\Tuan 43\"", "nhập mọi bảng tính trong thư mục; tệp đã nhập thì bỏ qua",
         "motcua import exports/week-43", "import every spreadsheet of a folder; known files are passed over"],
        ["motcua nhap ho-so.xlsx --dry-run", "chỉ đọc và cho biết cột nào được hiểu là gì, không ghi",
         "motcua import dossiers.xlsx --dry-run", "read and tell what each column was taken for, write nothing"],
        ["motcua nhap ho-so.xlsx --sheet \"Danh sách\" --header-row 5", "chỉ rõ trang tính và dòng tiêu đề",
         "motcua import dossiers.xlsx --sheet List --header-row 5", "name the sheet and the header row"]]),
    entry("imports", [
        "Sổ các lần nhập", "The ledger of imports"], [
        ["motcua lan-nhap", "liệt kê các lần nhập", "motcua imports", "list the imports"],
        ["motcua lan-nhap show 0001-a1b2c3d4", "xem lại một lần nhập: cột, dòng, cảnh báo",
         "motcua imports show 0001-a1b2c3d4", "one import again: columns, rows, warnings"],
        ["motcua lan-nhap verify", "kiểm tra lại mọi tệp trong kho", "motcua imports verify", "re-check every stored file"]]),
    entry("imports list", ["Liệt kê các lần nhập", "List the imports"], [
        ["motcua lan-nhap list", "mọi lần nhập", "motcua imports list", "every import"],
        ["motcua lan-nhap list --format csv -o lan-nhap.csv", "ghi ra tệp CSV", "motcua imports list --format csv -o imports.csv", "as a CSV file"],
        ["motcua lan-nhap list --store D:\\kho", "của một kho khác", "motcua imports list --store other-store", "of another store"]]),
    entry("imports show", ["Xem lại một lần nhập", "Show one import again"], [
        ["motcua lan-nhap show 0001-a1b2c3d4", "cột, dòng nhận, dòng loại, cảnh báo", "motcua imports show 0001-a1b2c3d4", "columns, rows taken and rejected, warnings"],
        ["motcua lan-nhap show 0001-a1b2c3d4 -v", "kèm mọi ghi chú", "motcua imports show 0001-a1b2c3d4 -v", "with every note"],
        ["motcua lan-nhap show 0001-a1b2c3d4 --format json", "dạng JSON", "motcua imports show 0001-a1b2c3d4 --format json", "as JSON"]]),
    entry("imports verify", ["Kiểm tra lại mọi tệp trong kho", "Re-check every file of the store"], [
        ["motcua lan-nhap verify", "đối chiếu SHA-256 và số dòng", "motcua imports verify", "compare SHA-256 and row counts"],
        ["motcua lan-nhap verify -q", "chỉ in khi có lỗi", "motcua imports verify -q", "print failures only"],
        ["motcua lan-nhap verify --store D:\\sao-luu", "kiểm tra bản sao lưu", "motcua imports verify --store backup", "check a backup"]]),
    entry("imports undo", ["Hoàn tác lần nhập mới nhất", "Take the newest import back"], [
        ["motcua lan-nhap undo 0052-a1b2c3d4", "bỏ lần nhập mới nhất, các lần trước giữ nguyên", "motcua imports undo 0052-a1b2c3d4", "take the newest back, earlier ones stay"],
        ["motcua lan-nhap list", "xem mã lần nhập mới nhất", "motcua imports list", "find the id of the newest"],
        ["motcua lan-nhap undo 0052-a1b2c3d4 --store D:\\kho", "ở một kho khác", "motcua imports undo 0052-a1b2c3d4 --store other-store", "in another store"]]),
    entry("rates", [
        "Tỷ lệ của mọi chỉ tiêu, luôn kèm số đạt, số được tính và số không có dữ liệu",
        "Every metric's rate, always with hits, counted and without data"], [
        ["motcua ty-le --period 2026-10", "cả đơn vị, tháng 10", "motcua rates --period 2026-10", "the whole office in October"],
        ["motcua ty-le --period 2026-Q3 --by official", "theo cán bộ, quý III", "motcua rates --period 2026-Q3 --by official", "by official, third quarter"],
        ["motcua ty-le --period 2026 --by month --metric on_time", "một chỉ tiêu theo tháng", "motcua rates --period 2026 --by month --metric on_time", "one metric by month"]]),
    entry("rank", [
        "Xếp hạng cán bộ theo một chỉ tiêu, kèm khoảng tin cậy 95 %",
        "Ranking of officials by one metric, with 95 % intervals"], [
        ["motcua xep-hang --period 2026-10", "theo tỷ lệ đúng hạn", "motcua rank --period 2026-10", "by the on-time rate"],
        ["motcua xep-hang --period 2026-10 --metric accepted_8h", "theo tiếp nhận trong 8 giờ", "motcua rank --period 2026-10 --metric accepted_8h", "by acceptance within 8 hours"],
        ["motcua xep-hang --period 2026-10 --order lower --min-total 20", "theo cận dưới, từ 20 hồ sơ trở lên", "motcua rank --period 2026-10 --order lower --min-total 20", "by the lower end, from 20 dossiers on"]]),
    entry("suspensions", [
        "Từng lần tạm dừng (dừng tính): đúng hay không đúng quy định, quy tắc nào, chứng cứ ở ô nào",
        "Every suspension: proper or not, which rule, and the cells that show it"], [
        ["motcua dung-tinh --period 2026-10 --only improper", "chỉ các lần không đúng", "motcua suspensions --period 2026-10 --only improper", "only improper ones"],
        ["motcua dung-tinh --period 2026-10 --official \"Phạm Đình Lộc\"", "của một cán bộ", "motcua suspensions --period 2026-10 --official \"Phạm Đình Lộc\"", "of one official"],
        ["motcua dung-tinh --period 2026-10 --fail-on-findings", "mã thoát 6 nếu có lần không đúng", "motcua suspensions --period 2026-10 --fail-on-findings", "exit code 6 if any is improper"]]),
    entry("due", [
        "Hồ sơ quá hạn và sắp đến hạn, theo cán bộ, gấp nhất trước",
        "Overdue and soon-due dossiers by official, most urgent first"], [
        ["motcua den-han", "quá hạn, và đến hạn trong 2 ngày làm việc", "motcua due", "overdue, and due within 2 working days"],
        ["motcua den-han --within 8h", "đến hạn trong 8 giờ làm việc", "motcua due --within 8h", "due within 8 working hours"],
        ["motcua den-han --format xlsx -o den-han.xlsx", "ghi ra bảng tính để in", "motcua due --format xlsx -o due.xlsx", "as a workbook to print"]]),
    entry("changes", [
        "Đối chiếu hai lần kết xuất: điều gì đã thay đổi và các tỷ lệ đổi ra sao",
        "What moved between two exports, and what it did to the rates"], [
        ["motcua doi-chieu", "hai lần kết xuất mới nhất cùng loại", "motcua changes", "the two newest exports of a kind"],
        ["motcua doi-chieu --from 0001-a1b2c3d4 --to 0005-e5f6a7b8", "hai lần nhập đã chọn", "motcua changes --from 0001-a1b2c3d4 --to 0005-e5f6a7b8", "two chosen imports"],
        ["motcua doi-chieu --format html -o doi-chieu.html", "ghi ra trang web", "motcua changes --format html -o changes.html", "as a page"]]),
    entry("evaluate", [
        "Bảng đánh giá cán bộ hằng tháng (đề xuất), kèm danh sách phía sau mỗi con số",
        "The monthly evaluation of officials (a proposal), with the list behind every figure"], [
        ["motcua danh-gia --month 2026-10 -o danh-gia", "đánh giá tháng 10", "motcua evaluate --month 2026-10 -o evaluation", "evaluation of October"],
        ["motcua danh-gia --month 2026-10 -o danh-gia --as-of 2026-11-04", "theo số liệu đến ngày 04/11", "motcua evaluate --month 2026-10 -o evaluation --as-of 2026-11-04", "as known on 4 November"],
        ["motcua danh-gia --month 2026-10 -o danh-gia --close", "chốt số liệu đã công bố; thay đổi về sau thành đính chính", "motcua evaluate --month 2026-10 -o evaluation --close", "keep the published figures; later changes become corrections"]]),
    entry("report", [
        "Báo cáo đầy đủ của một kỳ: bảng tính để in và ký, trang web xem trên điện thoại, dữ liệu CSV và JSON",
        "Everything for a period: workbook to print and sign, page to read on a phone, CSV and JSON data"], [
        ["motcua bao-cao --period 2026-10 -o bao-cao", "báo cáo tháng 10", "motcua report --period 2026-10 -o report", "the October report"],
        ["motcua bao-cao --import \"D:\\Mot cua\" -o bao-cao", "nhập trước, rồi lập báo cáo tháng gần nhất", "motcua report --import exports -o report", "import first, then the newest whole month"],
        ["motcua bao-cao --period 2026-Q3 -o quy-3 --as-of 2026-10-05", "quý III theo số liệu đến 05/10", "motcua report --period 2026-Q3 -o quarter-3 --as-of 2026-10-05", "third quarter as known on 5 October"]]),
    entry("explain", [
        "Vì sao hồ sơ này trễ? Toàn bộ thời gian của một hồ sơ, từng phút làm việc",
        "Why is this dossier late? Its whole clock, working minute by minute"], [
        ["motcua giai-thich H32.199-260817-0005", "in ra màn hình", "motcua explain H32.199-260817-0005", "on the screen"],
        ["motcua giai-thich H32.199-260817-0005 --format html -o ho-so.html", "trang web để gửi cán bộ", "motcua explain H32.199-260817-0005 --format html -o dossier.html", "a page for the official"],
        ["motcua giai-thich H32.199-260817-0005 --as-of \"2026-09-01 17:00\"", "như đã biết vào thời điểm đó", "motcua explain H32.199-260817-0005 --as-of \"2026-09-01 17:00\"", "as known at that moment"]]),
    entry("sample", [
        "Lấy mẫu hồ sơ để kiểm tra: ưu tiên hồ sơ rủi ro, lặp lại được với cùng hạt giống",
        "A sample to inspect: risky dossiers first, the same again with the same seed"], [
        ["motcua lay-mau --period 2026-10 --share 10% --format xlsx -o phieu.xlsx", "phiếu kiểm tra 10 % hồ sơ", "motcua sample --period 2026-10 --share 10% --format xlsx -o form.xlsx", "a form for 10 % of the dossiers"],
        ["motcua lay-mau --period 2026-10 --size 30 --seed 7", "30 hồ sơ với hạt giống 7", "motcua sample --period 2026-10 --size 30 --seed 7", "30 dossiers with seed 7"],
        ["motcua lay-mau --results phieu.xlsx", "đọc lại phiếu đã điền", "motcua sample --results form.xlsx", "read the filled form back"]]),
    entry("query", [
        "Truy vấn SQL trên các bảng của kho", "SQL over the store's tables"], [
        ["motcua truy-van --list", "các truy vấn có sẵn, các bảng và cột", "motcua query --list", "built-in queries, tables and columns"],
        ["motcua truy-van on_time --period 2026-10", "chạy một truy vấn có sẵn", "motcua query on_time --period 2026-10", "run a built-in query"],
        ["motcua truy-van --sql \"SELECT outcome, COUNT(*) AS n FROM dossiers GROUP BY outcome ORDER BY outcome\"", "câu SQL của mình",
         "motcua query --sql \"SELECT outcome, COUNT(*) AS n FROM dossiers GROUP BY outcome ORDER BY outcome\"", "SQL of your own"]]),
    entry("calendar", [
        "Lịch làm việc: ngày nghỉ, ngày làm bù, phút làm việc giữa hai thời điểm",
        "The working calendar: days off, worked weekends, working minutes between two instants"], [
        ["motcua lich show 2026", "lịch năm 2026", "motcua calendar show 2026", "the year 2026"],
        ["motcua lich between \"2026-10-01 08:00\" \"2026-10-05 16:30\"", "số phút làm việc", "motcua calendar between \"2026-10-01 08:00\" \"2026-10-05 16:30\"", "working minutes"],
        ["motcua lich add \"2026-10-01 08:00\" 8h", "thời điểm sau 8 giờ làm việc", "motcua calendar add \"2026-10-01 08:00\" 8h", "the instant after 8 working hours"]]),
    entry("calendar show", ["Lịch của một năm", "The calendar of a year"], [
        ["motcua lich show", "năm của số liệu", "motcua calendar show", "the year of the data"],
        ["motcua lich show 2026", "năm 2026", "motcua calendar show 2026", "the year 2026"],
        ["motcua lich show 2026 --format csv -o lich.csv", "ghi ra tệp CSV", "motcua calendar show 2026 --format csv -o calendar.csv", "as a CSV file"]]),
    entry("calendar between", ["Phút làm việc giữa hai thời điểm", "Working minutes between two instants"], [
        ["motcua lich between \"2026-10-01 08:00\" \"2026-10-05 16:30\"", "kèm từng ngày", "motcua calendar between \"2026-10-01 08:00\" \"2026-10-05 16:30\"", "with each day"],
        ["motcua lich between 2026-10-01T08:00 2026-10-05T16:30 --format json", "dạng JSON", "motcua calendar between 2026-10-01T08:00 2026-10-05T16:30 --format json", "as JSON"],
        ["motcua lich between -", "đọc các dòng BẮT ĐẦU,KẾT THÚC từ đầu vào", "motcua calendar between -", "read START,END lines from the input"]]),
    entry("calendar add", ["Cộng thời gian làm việc vào một thời điểm", "Add working time to an instant"], [
        ["motcua lich add \"2026-10-01 08:00\" 270m", "270 phút làm việc", "motcua calendar add \"2026-10-01 08:00\" 270m", "270 working minutes"],
        ["motcua lich add 2026-10-01 3d", "3 ngày làm việc", "motcua calendar add 2026-10-01 3d", "3 working days"],
        ["motcua lich add -", "đọc các dòng BẮT ĐẦU,270m từ đầu vào", "motcua calendar add -", "read START,270m lines from the input"]]),
    entry("calendar diff", ["Kết luận nào của các hồ sơ thay đổi theo lịch khác", "Verdicts that another calendar changes"], [
        ["motcua lich diff --against lich-moi.csv", "so với một tệp lịch", "motcua calendar diff --against calendar-new.csv", "against a calendar file"],
        ["motcua lich diff --against motcua-moi.toml", "so với một cấu hình (cả giờ làm việc)", "motcua calendar diff --against motcua-new.toml", "against settings (office hours too)"],
        ["motcua lich diff --against lich-moi.csv --format csv -o thay-doi.csv", "ghi ra tệp CSV", "motcua calendar diff --against calendar-new.csv --format csv -o changed.csv", "as a CSV file"]]),
    entry("calendar check", ["Tìm mâu thuẫn trong lịch", "Find contradictions in the calendar"], [
        ["motcua lich check", "lịch đang dùng", "motcua calendar check", "the calendar in force"],
        ["motcua lich check --config motcua.toml", "lịch của một cấu hình", "motcua calendar check --config motcua.toml", "the calendar of some settings"],
        ["motcua lich check --format json", "dạng JSON", "motcua calendar check --format json", "as JSON"]]),
    entry("generate", [
        "Sinh dữ liệu mẫu (cán bộ, hồ sơ đều là hư cấu) kèm kết quả đúng trong truth.json",
        "Synthetic exports (invented officials and dossiers) with their truth in truth.json"], [
        ["motcua sinh-du-lieu -o mau", "1500 hồ sơ, tệp hằng tuần", "motcua generate -o samples", "1500 dossiers in weekly files"],
        ["motcua sinh-du-lieu -o mau --dossiers 200 --seed 7", "200 hồ sơ, hạt giống 7", "motcua generate -o samples --dossiers 200 --seed 7", "200 dossiers, seed 7"],
        ["motcua sinh-du-lieu -o mau --layout register", "một sổ theo dõi có tiêu đề hai tầng", "motcua generate -o samples --layout register", "one register with a two-row header"]]),
    entry("config", [
        "Cấu hình đang dùng: từng giá trị và nguồn của nó",
        "The settings in force: each value and where it comes from"], [
        ["motcua cau-hinh", "mọi giá trị", "motcua config", "every value"],
        ["motcua cau-hinh show --config xa.toml", "của một tệp cấu hình", "motcua config show --config commune.toml", "of one config file"],
        ["motcua cau-hinh show --format json", "dạng JSON", "motcua config show --format json", "as JSON"]]),
    entry("config show", ["Từng giá trị và nguồn của nó", "Each value and where it comes from"], [
        ["motcua cau-hinh show", "giá trị đang dùng", "motcua config show", "the values in force"],
        ["motcua cau-hinh show --config xa.toml", "của một tệp cấu hình", "motcua config show --config commune.toml", "of one config file"],
        ["motcua cau-hinh show --format csv -o cau-hinh.csv", "ghi ra tệp CSV", "motcua config show --format csv -o config.csv", "as a CSV file"]]),
    entry("completions", ["Gợi ý lệnh cho shell", "Completions for a shell"], [
        ["motcua completions bash > /etc/bash_completion.d/motcua", "cho bash", "motcua completions bash > /etc/bash_completion.d/motcua", "for bash"],
        ["motcua completions powershell -o motcua.ps1", "cho PowerShell, nạp bằng . .\\motcua.ps1", "motcua completions powershell -o motcua.ps1", "for PowerShell, loaded by . .\\motcua.ps1"],
        ["motcua completions zsh -o _motcua", "cho zsh", "motcua completions zsh -o _motcua", "for zsh"]]),
    entry("man", ["Trang hướng dẫn (man) của mọi lệnh", "Man pages of all commands"], [
        ["motcua man", "mọi trang, nối nhau", "motcua man", "all pages, one after the other"],
        ["motcua man rates", "trang của một lệnh", "motcua man rates", "the page of one command"],
        ["motcua man -o man1", "mỗi lệnh một tệp vào thư mục man1", "motcua man -o man1", "a file per command into the folder man1"]]),
];

phrases! {
    usage(): "Cách dùng:", "Usage:";
    options_sign(): "[TÙY CHỌN]", "[OPTIONS]";
    examples(): "Ví dụ:", "Examples:";
    default(value): "mặc định: {value}", "default: {value}";
    choices(values): "chọn: {values}", "one of: {values}";
    environment(name): "biến môi trường: {name}", "environment: {name}";
    aliases(names): "tên khác: {names}", "also: {names}";
    help_flag(): "In hướng dẫn này", "Print this help";
    version_flag(): "In phiên bản", "Print the version";
    more(): "Mã thoát và tùy chọn chung: motcua --help", "Exit codes and global options: motcua --help";
    without_a_command():
        "Không cần lệnh: motcua PATH…  nhập tệp hoặc thư mục, rồi ghi báo cáo tháng và danh sách đến hạn bên cạnh",
        "Without a command: motcua PATH…  imports files or folders, then writes the report and the list of due dossiers beside them";
    exit_codes():
        "Mã thoát:\n  0  xong\n  1  lỗi nội bộ\n  2  sai cách dùng hoặc cấu hình\n  3  không đọc được tệp vào\n  4  dữ liệu bị từ chối (--strict, hoặc không có gì dùng được)\n  5  kho dữ liệu hỏng hoặc đang bị khóa\n  6  có phát hiện (--fail-on-findings)",
        "Exit codes:\n  0  ok\n  1  internal error\n  2  wrong usage or settings\n  3  an input can't be read\n  4  data rejected (--strict, or nothing usable)\n  5  the store is damaged or locked\n  6  there are findings (--fail-on-findings)";

    // What the command line gets wrong.
    unknown_option(name): "Không có tùy chọn {name}", "There is no option {name}";
    unknown_command(name): "Không có lệnh “{name}”", "There is no command “{name}”";
    did_you_mean(name): "Có phải là {name}?", "Did you mean {name}?";
    see_help(command): "Xem {command} --help", "See {command} --help";
    bad_value(value, option): "“{value}” không dùng được cho {option}", "“{value}” can't be used for {option}";
    needs_value(option): "{option} cần một giá trị", "{option} needs a value";
    valid_values(values): "Chọn một trong: {values}", "Choose one of: {values}";
    missing(options): "Còn thiếu {options}", "{options} is missing";
    conflict(one, other): "{one} không dùng cùng {other}", "{one} can't be used with {other}";
    too_often(option): "{option} chỉ dùng được một lần", "{option} can be given only once";
    wrong_usage(): "Dòng lệnh không đúng", "The command line is wrong";

    man_no_command(name): "Không có lệnh “{name}” để in trang hướng dẫn", "There is no command “{name}” with a man page";
    man_written(n, folder): "Đã ghi {n} trang hướng dẫn vào {folder}", "Wrote {n} man pages to {folder}";
}

/// A title that the parser wants for the life of the program.
#[derive(Clone, Copy, Debug)]
pub struct Title(&'static str, &'static str);

impl Title {
    pub fn text(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.0,
            Lang::En => self.1,
        }
    }
}

pub const COMMANDS_TITLE: Title = Title("Lệnh", "Commands");
pub const ARGUMENTS_TITLE: Title = Title("Tham số", "Arguments");
pub const OPTIONS_TITLE: Title = Title("Tùy chọn", "Options");
pub const GLOBAL_TITLE: Title = Title("Tùy chọn chung", "Global options");
pub const COMMAND_SIGN: Title = Title("LỆNH", "COMMAND");

/// Headings of man pages: the library's, ours.
pub const MAN_HEADINGS: [(&str, Title); 7] = [
    ("NAME", Title("TÊN", "NAME")),
    ("SYNOPSIS", Title("CÁCH DÙNG", "SYNOPSIS")),
    ("DESCRIPTION", Title("MÔ TẢ", "DESCRIPTION")),
    ("OPTIONS", Title("TÙY CHỌN", "OPTIONS")),
    ("SUBCOMMANDS", Title("LỆNH", "COMMANDS")),
    ("EXTRA", Title("VÍ DỤ", "EXAMPLES")),
    ("VERSION", Title("PHIÊN BẢN", "VERSION")),
];
