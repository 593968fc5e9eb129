use crate::phrases;

phrases! {
    unknown_code(code): "Không có hồ sơ mã “{code}” trong kho", "The store has no dossier “{code}”";
    nearest_codes(codes): "Mã gần giống nhất: {codes}", "The nearest codes: {codes}";
    no_codes():
        "Không có mã nào gần giống; xem lại mã hoặc nhập thêm tệp kết xuất",
        "No code is like it; check the code or import more exports";
    place(file, sheet, row): "{file} › sheet {sheet} › dòng {row}", "{file} › sheet {sheet} › row {row}";
    title(code): "Giải thích hồ sơ {code}", "Dossier {code} explained";
    place_line(place): "Nguồn: {place}", "Source: {place}";

    // Conclusion.
    conclusion(): "Kết luận", "Conclusion";
    early_by(outcome, time): "{outcome}, sớm {time} làm việc", "{outcome}, {time} of working time early";
    late_by(outcome, time): "{outcome}, quá {time} làm việc", "{outcome}, {time} of working time late";
    late_by_date(outcome): "{outcome} (theo ngày)", "{outcome} (by date)";
    not_judged(): "chưa xét được", "not judged";

    // Sections.
    timeline(): "Diễn biến", "Timeline";
    spans(): "Các khoảng thời gian được đo", "Measured stretches of time";
    days(): "Từng ngày", "Day by day";
    suspensions(): "Các lần tạm dừng", "Suspensions";
    no_suspensions(): "Không có lần tạm dừng nào.", "No suspension.";
    due(): "Ngày hẹn trả", "The due date";
    no_due(): "Không có ngày hẹn trả.", "No due date.";
    metrics(): "Chỉ tiêu có tính hồ sơ này", "Metrics that count this dossier";
    no_metrics(): "Không chỉ tiêu nào tính hồ sơ này.", "No metric counts this dossier.";
    findings(): "Phát hiện khác", "Other findings";
    no_findings(): "Không có phát hiện nào khác.", "No other finding.";
    days_foot():
        "Chỉ tính giờ làm việc; nghỉ trưa, ngày nghỉ hằng tuần, ngày lễ không tính. Cộng các ngày của một khoảng được đúng số phút của khoảng đó.",
        "Only office hours count; not lunch, weekends, holidays. The days of a stretch add up to its minutes.";
    date_only_foot():
        "Thời điểm không có giờ chỉ được biết theo ngày: khoảng thời gian được tính ít nhất và nhiều nhất.",
        "An instant without a time is known by its date only: the stretch is counted at least and at most.";

    // Columns.
    at(): "Thời điểm", "When";
    event(): "Việc", "What";
    span(): "Khoảng", "Stretch";
    start(): "Từ", "From";
    end(): "Đến", "Until";
    counted(): "Được tính", "Counted";
    working_minutes(): "Phút làm việc", "Working minutes";
    suspended_minutes(): "Phút tạm dừng", "Suspended minutes";
    remark(): "Ghi chú", "Remark";
    treatment(): "Cách tính", "Treatment";
    because(): "Vì sao", "Why";
    result(): "Kết quả", "Result";
    step(): "Bước", "Step";
    moved(): "Cộng, trừ", "Added, taken off";

    // Events.
    submitted(): "Nộp hồ sơ", "Submitted";
    supplement_requested(): "Yêu cầu bổ sung", "Supplement requested";
    refused(): "Từ chối tiếp nhận", "Refused";
    accepted(): "Tiếp nhận", "Accepted";
    acceptance_limit(): "Hết 8 giờ làm việc kể từ khi nộp", "End of 8 working hours after submission";
    resumed(sequence): "Tiếp tục sau lần tạm dừng {sequence}", "Resumed after suspension {sequence}";
    suspended(sequence): "Tạm dừng lần {sequence}", "Suspension {sequence} began";
    finished(): "Kết thúc xử lý", "Finished";
    returned(): "Trả kết quả", "Result returned";
    terminated(): "Dừng, rút hoặc từ chối giải quyết", "Stopped, withdrawn or refused";
    step_due(): "Hạn xử lý của bước", "Limit of the step";
    original_due(): "Ngày hẹn trả ban đầu", "Original due date";
    due_at(): "Ngày hẹn trả", "Due";
    due_counterfactual():
        "Ngày hẹn trả nếu không tính các lần tạm dừng không đúng",
        "Due if improper suspensions are not counted";
    as_of(): "Thời điểm số liệu", "Time of the data";

    // Spans.
    span_acceptance(): "Nộp → phản hồi đầu tiên", "Submission → first response";
    span_acceptance_at_least(): "Nộp → phản hồi đầu tiên (ít nhất)", "Submission → first response (at least)";
    span_acceptance_at_most(): "Nộp → phản hồi đầu tiên (nhiều nhất)", "Submission → first response (at most)";
    span_processing(): "Tiếp nhận → kết thúc", "Acceptance → end";
    span_suspension(sequence): "Tạm dừng lần {sequence}", "Suspension {sequence}";
    span_overdue(): "Quá hạn", "Past due";
    runs_on(): "còn tiếp tục", "still running";
    lunch(from, until): "nghỉ trưa {from}–{until}", "lunch {from}–{until}";
    suspended_part(time): "trong đó tạm dừng {time}", "of it suspended {time}";

    // Suspensions.
    counts(): "được trừ", "counted";
    voided(): "không được trừ", "voided";
    doubtful(): "chưa xác minh được", "can't be verified";
    all_proper(): "đủ lý do, văn bản, thông báo", "reason, document and notice are there";

    // Due date.
    step_original(): "Hẹn trả ban đầu, theo tệp kết xuất", "First due date, as exported";
    step_exported(): "Hẹn trả theo tệp kết xuất mới nhất", "Due date of the newest export";
    step_effective(): "Cộng thời gian tạm dừng", "Suspended time added";
    step_counterfactual(): "Trừ thời gian tạm dừng không đúng", "Improperly suspended time taken off";
    step_counterfactual_low():
        "Trừ cả thời gian tạm dừng chưa xác minh được",
        "Time that can't be verified taken off too";

    // Metrics.
    hit(): "đạt", "hit";
    miss(): "không đạt", "miss";
    no_data(): "không có dữ liệu", "no data";
    low_only(): "chỉ tính ở cận dưới", "counts in the lower bound only";
}
