use crate::phrases;

phrases! {
    title(month): "Kết quả đánh giá cán bộ, công chức tham gia giải quyết thủ tục hành chính, {month}", "Evaluation of officials who handle administrative procedures, {month}";
    proposal_mark(): "ĐỀ XUẤT – chưa phải kết quả chính thức", "PROPOSAL – not an official result";
    sheet(): "Đánh giá (đề xuất)", "Evaluation (proposal)";
    metrics_sheet(n): "Chỉ tiêu theo cán bộ ({n})", "Metrics by official ({n})";
    detail_sheet(metric): "Không đạt - {metric}", "Misses - {metric}";
    detail_lead(metric): "Các trường hợp không đạt: {metric}", "Misses: {metric}";
    misses(): "Số việc không đạt", "Misses";
    late(): "Trễ hạn", "Late";
    slow(): "Tiếp nhận quá 8 giờ", "Over 8 hours";
    improper(): "Tạm dừng không đúng", "Improper suspensions";
    supplements(): "Bổ sung quá 1 lần", "Supplements > 1";
    slips(): "Thiếu phiếu", "Slips missing";
    figures(): "Số liệu của đề xuất", "Figures of the proposal";
    ended(): "Đã kết thúc", "Ended";
    running_overdue(): "Đang quá hạn", "Running overdue";
    clean(): "Kết thúc không vi phạm", "Ended without breach";
    on_time_hits(): "Đúng hạn", "On time";
    on_time_total(): "Được tính hạn", "Counted on time";
    shares(): "Tỷ lệ", "Shares";
    quantity(): "a. Số lượng", "a. Quantity";
    quality(): "b. Chất lượng", "b. Quality";
    progress(): "c. Tiến độ", "c. Timeliness";
    points(): "Điểm", "Points";
    task(max): "Nhiệm vụ (tối đa {max})", "Tasks (max. {max})";
    general(max): "Tiêu chí chung (tối đa {max})", "General criteria (max. {max})";
    sum(): "Tổng", "Total";
    class(): "Đề xuất xếp loại", "Proposed class";
    excellent(): "Hoàn thành xuất sắc nhiệm vụ", "Excellent";
    good(): "Hoàn thành tốt nhiệm vụ", "Good";
    done(): "Hoàn thành nhiệm vụ", "Fulfilled";
    not_done(): "Không hoàn thành nhiệm vụ", "Not fulfilled";
    lead():
        "Kế hoạch mục I.7: gửi trước ngày 05 tháng sau. Điểm nhiệm vụ theo cách tính của NĐ 335/2025/NĐ-CP; người đứng đầu nhập điểm tiêu chí chung (ô màu vàng), tổng điểm và xếp loại tự tính.",
        "Plan I.7: due before day 05 of the next month. Task points after Decree 335/2025/NĐ-CP; the head fills in the yellow cells, total and class follow.";
    method(task):
        "Điểm nhiệm vụ = {task} × (a + b + c) / 3; a = đã kết thúc / (đã kết thúc + đang quá hạn); b = phần hồ sơ đã kết thúc không có vi phạm, không tạm dừng không đúng; c = tỷ lệ đúng hạn.",
        "Task points = {task} × (a + b + c) / 3; a = ended / (ended + running overdue); b = share of ended dossiers without breach or improper suspension; c = on-time rate.";
    cut_offs(first, second, third):
        "Xếp loại đề xuất: từ {first} điểm hoàn thành xuất sắc, từ {second} hoàn thành tốt, từ {third} hoàn thành, dưới {third} không hoàn thành nhiệm vụ.",
        "Proposed class: from {first} points excellent, from {second} good, from {third} fulfilled, below {third} not fulfilled.";
    not_enough():
        "\"–\": không đủ số liệu (không có hồ sơ kết thúc hoặc không có hồ sơ được tính hạn), không suy ra điểm.",
        "\"–\": too little data (nothing ended, or nothing counted on time); no points are derived.";
    subject(): "Hồ sơ, lần tạm dừng", "Dossier or suspension";
    bad_month(text): "--month {text}: không hiểu", "--month {text}: not understood";
    bad_month_help(): "Viết như 2026-10", "Write it like 2026-10";
    met_mark(): "So mục tiêu", "Against target";
    none(): "Không có cán bộ nào có hồ sơ trong tháng.", "No official has a dossier in the month.";
}
