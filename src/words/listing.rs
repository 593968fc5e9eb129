use crate::phrases;

phrases! {
    // Columns of the lists of dossiers.
    dossier_code(): "Mã hồ sơ", "Dossier code";
    dossier_count(): "Hồ sơ tính khác", "Counted otherwise";
    submitted_at(): "Ngày nộp", "Submitted";
    accepted_at(): "Ngày tiếp nhận", "Accepted";
    first_response_at(): "Phản hồi đầu tiên", "First response";
    due_at(): "Hẹn trả", "Due";
    ended_at(): "Kết thúc", "Ended";
    outcome(): "Tình trạng", "State";
    overdue_by(): "Quá hạn (giờ làm việc)", "Overdue (working time)";
    apology(): "Phiếu xin lỗi", "Apology slip";
    source_row(row): " › dòng {row}", " › row {row}";
    place(): "Nguồn", "Source";
    receiving_official(): "Cán bộ tiếp nhận", "Receiving official";
    waited(): "Thời gian chờ (giờ làm việc)", "Waited (working time)";

    // Outcomes.
    early(): "trước hạn", "early";
    on_time(): "đúng hạn", "on time";
    late(): "trễ hạn", "late";
    running(): "đang giải quyết", "running";
    running_late(): "đang giải quyết, quá hạn", "running, overdue";
    suspended(): "tạm dừng", "suspended";
    no_due(): "không có ngày hẹn trả", "no due date";

    // Late dossiers.
    late_title(): "Hồ sơ trễ hạn", "Late dossiers";
    late_none(): "Không có hồ sơ trễ hạn trong kỳ.", "No late dossier in the period.";
    late_lead():
        "Hồ sơ kết thúc trễ hạn trong kỳ, và hồ sơ đang giải quyết đã quá hạn tại thời điểm số liệu.",
        "Dossiers that ended late in the period, and running ones that are overdue at the time of the data.";
    overdue_by_date(): "quá hạn theo ngày", "late by date";

    // Weekly list.
    due_title(): "Hồ sơ quá hạn và sắp đến hạn", "Overdue and soon-due dossiers";
    due_state(): "Tình trạng hạn", "State";
    overdue(): "quá hạn", "overdue";
    due_soon(): "sắp đến hạn", "due soon";
    remaining(): "Còn lại", "Remaining";
    remaining_words(time): "còn {time} làm việc", "{time} of working time left";
    past_words(time): "quá {time} làm việc", "{time} of working time past due";
    past_by_date(): "quá hạn theo ngày hẹn", "past the due date";
    due_none(within):
        "Không có hồ sơ quá hạn hoặc đến hạn trong {within} tới.",
        "No dossier is overdue or due within {within}.";
    due_lead(within):
        "Hồ sơ chưa kết thúc và không tạm dừng đúng quy định, xếp theo cán bộ: quá hạn trước, rồi đến hạn trong {within} tới.",
        "Unfinished dossiers that are not lawfully suspended, by official: overdue first, then due within {within}.";
    within_days(n): "{n} ngày làm việc", "{n} working days";
    within_hours(n): "{n} giờ làm việc", "{n} working hours";
    bad_within(text): "--within {text}: không hiểu", "--within {text}: not understood";
    within_help(): "Viết như 2d (ngày làm việc) hoặc 8h (giờ làm việc)", "Write 2d (working days) or 8h (working hours)";
    due_no_data(n):
        "{n} hồ sơ chưa kết thúc không có ngày hẹn trả nên không xét được.",
        "{n} unfinished dossiers have no due date and can't be judged.";
    improperly_suspended(): "đang tạm dừng không đúng quy định", "improperly suspended";

    // Eight working hours.
    slow_title(): "Tiếp nhận quá 8 giờ", "Accepted after 8 hours";
    slow_none():
        "Không có hồ sơ trực tuyến nào được tiếp nhận quá 8 giờ làm việc.",
        "No online dossier was answered after more than 8 working hours.";
    slow_lead():
        "Hồ sơ nộp trực tuyến mà phản hồi đầu tiên (tiếp nhận, từ chối hoặc yêu cầu bổ sung) sau hơn 8 giờ làm việc kể từ khi gửi thành công.",
        "Online dossiers whose first response (acceptance, refusal or supplement request) came more than 8 working hours after successful sending.";
    unanswered(): "chưa phản hồi", "not answered";

    // Suspensions.
    suspensions_title(): "Các lần tạm dừng (dừng tính)", "Suspensions";
    suspensions_short(): "Tạm dừng", "Suspensions";
    suspensions_none(): "Không có lần tạm dừng nào trong kỳ.", "No suspension in the period.";
    sequence(): "Lần", "No.";
    suspended_at(): "Tạm dừng từ", "Suspended";
    resumed_at(): "Đến", "Resumed";
    still_open(): "còn tạm dừng", "still open";
    working_time(): "Thời gian làm việc", "Working time";
    verdict(): "Kết luận", "Verdict";
    proper(): "đúng quy định", "proper";
    improper(): "không đúng", "improper";
    unverifiable(): "chưa xác minh được", "can't be verified";
    findings(): "Lý do kết luận và chứng cứ", "Findings and evidence";
    rules_without_data(rules): "Không có dữ liệu để xét: {rules}", "No data for: {rules}";
    verdict_foot():
        "Đúng quy định khi có lý do cụ thể, có văn bản trước khi tạm dừng, có thông báo cho người nộp, không sau hạn trả, không yêu cầu bổ sung lần thứ hai. Thiếu cột trong tệp kết xuất: chưa xác minh được.",
        "Proper: a specific reason, a document before the suspension, a notice to the applicant, not after the due date, no second supplement. A column that the export lacks: can't be verified.";

    // Data quality.
    quality_title(): "Chất lượng dữ liệu", "Data quality";
    quality_none(): "Không phát hiện mâu thuẫn nào trong số liệu.", "No contradiction was found in the data.";
    rule(): "Quy tắc", "Rule";
    severity(): "Mức độ", "Severity";
    found_on(): "Ngày", "Date";
    evidence(): "Chứng cứ", "Evidence";
    breach(): "vi phạm", "breach";
    quality(): "dữ liệu", "data";
    signal(): "lưu ý", "signal";
    breaches_title(): "Vi phạm", "Breaches";
    breaches_none(): "Không phát hiện vi phạm nào.", "No breach was found.";
    checks_title(): "Kết quả rà soát dữ liệu", "Checks of the data";
    found_count(): "Số phát hiện", "Found";

    // Rejected rows and remarks of the imports.
    rejects_title(): "Dòng bị loại, cảnh báo", "Rejected rows, warnings";
    rejects_none(): "Không có dòng nào bị loại, không có cảnh báo.", "No row was rejected, no warning.";
    rejected(): "bị loại", "rejected";
    warning(): "cảnh báo", "warning";
    reason(): "Lý do", "Reason";

    // Method and provenance.
    method_title(): "Cách tính, căn cứ", "Method and basis";
    definition(): "Cách tính", "Definition";
    counterfactual_on(): "Kết thúc hoặc hẹn trả sau khi bỏ thời gian tạm dừng không đúng", "End, or due date without improper suspensions";
    period_start(): "Ngày đầu kỳ (hồ sơ chuyển sang)", "First day of the period (carried over)";
    counted_on(): "Tính theo ngày", "Counted on";
    source(): "Căn cứ", "Legal basis";
    imports_title(): "Nguồn số liệu", "Provenance";
    import_id(): "Lần nhập", "Import";
    file_name(): "Tệp", "File";
    exported_at(): "Kết xuất lúc", "Exported";
    layout(): "Bố cục", "Layout";
    rows_read(): "Dòng đọc", "Rows read";
    rows_taken(): "Dòng nhận", "Rows taken";
    rows_rejected(): "Dòng loại", "Rows rejected";
    sha256(): "SHA-256", "SHA-256";
    versions(tool, calendar, queries):
        "Chương trình {tool}; lịch làm việc {calendar}; bộ quy tắc {queries}.",
        "Program {tool}; working calendar {calendar}; rules {queries}.";
    principle_missing():
        "Thiếu dữ liệu không phải là số không: cột không có trong tệp kết xuất hoặc ô không xác định được thì ghi \"không có dữ liệu\" và được đếm riêng.",
        "Missing is not zero: a column that the export lacks, or a cell that can't be known, is \"no data\" and counted apart.";
    principle_rates():
        "Tỷ lệ được tính một lần từ số nguyên (số đạt chia số được tính), không bình quân các tỷ lệ.",
        "Each rate is computed once from the integers (hits over counted); rates are never averaged.";
    principle_hours():
        "Giờ làm việc tính theo lịch làm việc (ngày nghỉ, ngày làm bù) và giờ hành chính đã khai báo; 8 giờ làm việc là 480 phút; 1 ngày trong bảng là 8 giờ làm việc.",
        "Working time follows the working calendar (days off, worked Saturdays) and the office hours in force; 8 working hours are 480 minutes; a day in the tables is 8 working hours.";
    principle_official():
        "Tệp kết xuất chỉ ghi cán bộ hiện tại thì hồ sơ được tính cho cán bộ đó.",
        "Where the export names only the current official, the dossier counts for that official.";
}
