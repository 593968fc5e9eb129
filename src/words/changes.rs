use crate::phrases;

phrases! {
    title(): "Đối chiếu hai lần kết xuất", "What moved between two exports";
    from_line(id, at, file): "Trước: {id}, kết xuất {at} ({file})", "Before: {id}, exported {at} ({file})";
    to_line(id, at, file): "Sau: {id}, kết xuất {at} ({file})", "After: {id}, exported {at} ({file})";
    both_line(both, before, after):
        "{both} hồ sơ có ở cả hai thời điểm ({before} trước, {after} sau)",
        "{both} dossiers are known both times ({before} before, {after} after)";

    // Sections.
    rows(): "Các thay đổi", "Changes";
    no_rows(): "Không có thay đổi nào.", "Nothing moved.";
    summary(): "Tổng hợp thay đổi", "Changes by kind";
    effects(): "Tác động đến các tỷ lệ", "Effect on the rates";
    no_effects(): "Không tỷ lệ nào thay đổi.", "No rate moved.";
    effects_foot():
        "Tính trên các hồ sơ có ở cả hai thời điểm, toàn bộ thời gian. Dòng “tất cả” gồm cả thay đổi do thời gian trôi qua (hồ sơ vừa quá hạn, vừa kết thúc).",
        "On the dossiers known both times, over all time. The line “all” includes what the passing of time did (dossiers that fell due or ended in between).";
    vanished_unknown():
        "Không xét được hồ sơ biến mất: hai lần kết xuất khác bố cục hoặc không rõ phạm vi",
        "Vanished dossiers can't be told: the two exports differ in layout or give no scope";

    new_not_listed():
        "Hồ sơ mới được đếm ở bảng tổng hợp, không liệt kê ở đây (xem `motcua changes`).",
        "New dossiers are counted in the summary, not listed here (see `motcua changes`).";

    // Columns.
    kind(): "Loại thay đổi", "Kind of change";
    column(): "Cột", "Column";
    before(): "Trước", "Before";
    after(): "Sau", "After";
    n_changes(): "Số thay đổi", "Changes";
    n_dossiers(): "Số hồ sơ", "Dossiers";
    rate(): "Tỷ lệ", "Rate";
    all(): "tất cả", "all";
    blank(): "(trống)", "(blank)";

    // Kinds.
    vanished(): "biến mất", "vanished";
    due_moved(): "dời ngày hẹn trả, không do tạm dừng", "due date moved without a suspension";
    due_moved_unknown():
        "dời ngày hẹn trả, không có số liệu tạm dừng", "due date moved, no data on suspensions";
    due_moved_suspended(): "dời ngày hẹn trả do tạm dừng", "due date moved by a suspension";
    submitted_edited(): "sửa ngày nộp", "submission date edited";
    accepted_edited(): "sửa ngày tiếp nhận", "acceptance date edited";
    finished_edited(): "sửa ngày kết thúc", "end date edited";
    official_swapped(): "đổi cán bộ", "official swapped";
    status_back(): "trạng thái lùi lại", "status gone back";
    digitized_flipped(): "đổi dấu số hóa", "digitized flag flipped";
    paid_flipped(): "đổi dấu thanh toán trực tuyến", "paid-online flag flipped";
    new(): "mới", "new";

    // The command.
    nothing_to_compare():
        "Chưa có hai lần nhập cùng loại để đối chiếu", "There are no two imports of one kind to compare";
    nothing_to_compare_help():
        "Nhập thêm một tệp kết xuất cùng loại, hoặc chọn bằng --from và --to (xem `motcua imports`)",
        "Import another export of that kind, or choose with --from and --to (see `motcua imports`)";
    not_in_order(from, to):
        "Lần nhập {from} không được kết xuất trước {to}", "The import {from} was not exported before {to}";
    not_in_order_help(): "Đổi chỗ --from và --to", "Swap --from and --to";
    is_undone(id): "Lần nhập {id} đã bị hoàn tác", "The import {id} was undone";
}
