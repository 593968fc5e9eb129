use chrono::{Datelike, NaiveDate, Weekday};

use crate::phrases;
use crate::words::Phrase;

pub fn weekday(date: NaiveDate) -> Phrase {
    let (vi, en) = match date.weekday() {
        Weekday::Mon => ("Thứ hai", "Monday"),
        Weekday::Tue => ("Thứ ba", "Tuesday"),
        Weekday::Wed => ("Thứ tư", "Wednesday"),
        Weekday::Thu => ("Thứ năm", "Thursday"),
        Weekday::Fri => ("Thứ sáu", "Friday"),
        Weekday::Sat => ("Thứ bảy", "Saturday"),
        Weekday::Sun => ("Chủ nhật", "Sunday"),
    };
    Phrase::new(vi, en)
}

phrases! {
    // Names of days.
    new_year(): "Tết Dương lịch", "New Year's Day";
    tet(): "Tết Nguyên đán", "Tết (lunar new year)";
    hung_kings_day(): "Giỗ Tổ Hùng Vương", "Hùng Kings' Day";
    reunification_day(): "Ngày Chiến thắng 30/4", "Reunification Day";
    labour_day(): "Ngày Quốc tế lao động 1/5", "Labour Day";
    national_day(): "Quốc khánh", "National Day";
    culture_day(): "Ngày Văn hóa Việt Nam", "Day of Vietnamese culture";
    make_up(vi, en): "nghỉ bù {vi}", "make-up day for {en}";
    swapped_off(vi, en): "nghỉ hoán đổi, làm bù ngày {vi}", "day off swapped, worked on {en} instead";
    worked_for(vi, en): "làm bù cho ngày nghỉ {vi}", "worked for the day off on {en}";
    worked_weekend(): "ngày nghỉ hằng tuần nhưng làm việc", "weekend day that is worked";
    local_closure(): "nghỉ tại địa phương", "local closure";
    day_off(): "ngày nghỉ", "day off";

    // Contradictions.
    no_tet(year): "Năm {year} không có ngày nghỉ Tết Nguyên đán", "The year {year} has no day off for Tết";
    tet_too_short(year, n):
        "Tết Nguyên đán {year} chỉ có {n} ngày nghỉ, luật định 5 ngày",
        "Tết {year} has only {n} days off, the law gives 5";
    empty_year(year): "Năm {year} chưa có dòng lịch nào", "The year {year} has no line at all";
    holiday_not_off(vi, en): "{vi} không được ghi là ngày nghỉ", "{en} is not a day off";
    no_make_up(vi, en):
        "{vi} rơi vào ngày nghỉ hằng tuần nhưng không có ngày nghỉ bù",
        "{en} falls on a weekend and has no make-up day";
    worked_day_without_day_off():
        "Ngày làm bù không có ngày nghỉ hoán đổi tương ứng",
        "A worked weekend day without the day off it stands for";
    unexplained_day_off():
        "Ngày nghỉ không phải lễ, nghỉ bù hay hoán đổi (nếu là nghỉ tại địa phương, ghi status local)",
        "A day off that is no holiday, make-up or swap (if it is a local closure, give it status local)";
    duplicate_line(first, second):
        "Dòng {first} và {second} ghi cùng một ngày", "Lines {first} and {second} name the same date";
    conflicting_lines(first, second):
        "Dòng {first} và {second} mâu thuẫn: một dòng nghỉ, một dòng làm việc",
        "Lines {first} and {second} contradict each other: one off, one worked";
    weekend_is_off_anyway():
        "Thứ bảy, chủ nhật vốn là ngày nghỉ: dòng này không có tác dụng",
        "A weekend day is off anyway: the line has no effect";

    // Reading.
    line(number): "tệp lịch › dòng {number}", "calendar file › line {number}";
    bad_line(): "Không đọc được một dòng của tệp lịch", "A line of the calendar file can't be read";
    bad_header(): "Tệp lịch thiếu cột date hoặc kind", "The calendar file lacks the column date or kind";
    bad_date(text): "Không hiểu ngày “{text}”", "The date “{text}” is not understood";
    lines_help():
        "Mỗi dòng: date,kind,status,source — date như 2026-08-31, kind là off hoặc work, status là official, forecast, undecided hoặc local",
        "Each line: date,kind,status,source — date as 2026-08-31, kind off or work, status official, forecast, undecided or local";
    bad_session(text): "Không hiểu giờ làm việc “{text}”", "The office hours “{text}” are not understood";
    hours_twice(date):
        "Giờ làm việc được ghi hai lần cho cùng ngày bắt đầu {date}",
        "Office hours are given twice from the same date {date}";
    hours_help():
        "Trong cấu hình, viết sessions = [\"07:00-11:30\", \"13:30-17:00\"], theo thứ tự, không chồng nhau",
        "In the config, write sessions = [\"07:00-11:30\", \"13:30-17:00\"], in order, without overlap";

    // Warnings of reports.
    beyond_the_decided(vi, en):
        "Lịch nghỉ sau ngày {vi} mới là dự kiến, chưa có thông báo: kết quả có thể thay đổi",
        "Days off after {en} are a forecast without notice: results may change";
    beyond_the_lines(year):
        "Chưa có lịch nghỉ lễ sau năm {year}: chỉ tính thứ bảy, chủ nhật và giờ làm việc",
        "No holidays are known after {year}: only weekends and office hours count";
    undecided_work(vi, en, source):
        "Ngày {vi} chưa có quyết định nghỉ hay làm, tạm tính là ngày làm việc ({source}); sửa trong tệp lịch khi có thông báo",
        "For {en} it is not decided whether it is off; it counts as a working day ({source}); change it in the calendar file when a notice comes";
    undecided_off(vi, en, source):
        "Ngày {vi} chưa có quyết định nghỉ hay làm, tạm tính là ngày nghỉ ({source}); sửa trong tệp lịch khi có thông báo",
        "For {en} it is not decided whether it is off; it counts as a day off ({source}); change it in the calendar file when a notice comes";
    before_the_lines(year):
        "Không có lịch nghỉ lễ trước năm {year}: chỉ tính thứ bảy, chủ nhật và giờ làm việc",
        "No holidays are known before {year}: only weekends and office hours count";

    // Two calendars side by side.
    diff_title(): "Hồ sơ có kết luận thay đổi theo lịch", "Verdicts that another calendar changes";
    diff_line(before, after):
        "Lịch đang dùng {before}, lịch so sánh {after}", "Calendar in force {before}, compared with {after}";
    diff_dossiers(): "Kết luận thay đổi", "Changed verdicts";
    diff_none(): "Không có kết luận nào thay đổi.", "No verdict changes.";
    diff_metrics(): "Tác động đến các tỷ lệ", "Effect on the rates";
    diff_metrics_none(): "Không tỷ lệ nào thay đổi.", "No rate changes.";
    diff_days(): "Ngày khác nhau", "Days that differ";
    diff_days_none(): "Hai lịch giống nhau.", "The two calendars agree.";
    column_before(): "Lịch đang dùng", "In force";
    column_after(): "Lịch so sánh", "Compared";
    column_minutes_before(): "Phút (đang dùng)", "Minutes (in force)";
    column_minutes_after(): "Phút (so sánh)", "Minutes (compared)";
    column_until(): "Đến ngày", "Until";
    column_agency(): "Cơ quan", "Agency";
    no_hours(): "nghỉ", "off";

    // Documents.
    year_title(year): "Lịch làm việc năm {year}", "Working calendar {year}";
    hours(hours): "Giờ làm việc: {hours}", "Office hours: {hours}";
    special_days(): "Ngày nghỉ lễ và ngày làm bù", "Days off and worked weekend days";
    no_special_days(): "Không có ngày nào được ghi", "No day is named";
    months_title(): "Ngày công từng tháng", "Working days by month";
    between_title(): "Thời gian làm việc", "Working time";
    days_title(): "Từng ngày", "Day by day";
    add_title(): "Cộng thời gian làm việc", "Adding working time";
    check_title(): "Mâu thuẫn trong lịch", "Contradictions in the calendar";
    no_gaps(): "Không tìm thấy mâu thuẫn nào", "No contradiction was found";
    decided_until(vi, en):
        "Lịch đã có thông báo chính thức đến hết ngày {vi}",
        "Days off are decided until {en}";
    weekend(): "nghỉ hằng tuần", "weekend";
    with_source(vi, en, source): "{vi} ({source})", "{en} ({source})";
    column_date(): "Ngày", "Date";
    column_weekday(): "Thứ", "Weekday";
    column_kind(): "Loại", "Kind";
    column_name(): "Tên", "Name";
    column_status(): "Hiệu lực", "Status";
    column_source(): "Căn cứ", "Source";
    column_month(): "Tháng", "Month";
    column_working_days(): "Ngày làm việc", "Working days";
    column_working_minutes(): "Phút làm việc", "Working minutes";
    column_in_words(): "Tức là", "In words";
    column_start(): "Từ", "Start";
    column_end(): "Đến", "End";
    column_parts(): "Giờ được tính", "Counted";
    column_duration(): "Cộng thêm", "Added";
    column_result(): "Kết quả", "Result";
    column_code(): "Mã", "Code";
    column_text(): "Nội dung", "What";

    // The command.
    between_needs_two():
        "Cần hai thời điểm, hoặc “-” để đọc các dòng BẮT ĐẦU,KẾT THÚC từ đầu vào",
        "Two instants are needed, or “-” to read START,END lines from the input";
    add_needs_two():
        "Cần một thời điểm và một khoảng như 270m, 8h hoặc 3d, hoặc “-” để đọc từng dòng từ đầu vào",
        "An instant and a length as 270m, 8h or 3d are needed, or “-” to read lines from the input";
    bad_duration(text): "Không hiểu khoảng thời gian “{text}”", "The length of time “{text}” is not understood";
    duration_help():
        "Viết số kèm đơn vị: 270m (phút), 8h (giờ), 3d (ngày làm việc)",
        "Write a number with its unit: 270m (minutes), 8h (hours), 3d (working days)";
    input_line(number): "đầu vào › dòng {number}", "input › line {number}";
    bad_input_line(): "Dòng không đúng dạng", "The line does not have the right form";
    bad_input_help():
        "Mỗi dòng hai ô cách nhau bằng dấu phẩy, ví dụ 2026-08-21T10:00:00,2026-08-22T08:00:00",
        "Two cells a line with a comma between, as 2026-08-21T10:00:00,2026-08-22T08:00:00";
    year_out_of_range(year): "Năm {year} nằm ngoài khoảng 1970–2200", "The year {year} is not in 1970–2200";
}

/// A day on which a decision is still open, and what it counts as until then.
pub fn undecided_day(
    vi: impl std::fmt::Display,
    en: impl std::fmt::Display,
    works: bool,
    source: &str,
) -> super::Phrase {
    if works { undecided_work(vi, en, source) } else { undecided_off(vi, en, source) }
}
