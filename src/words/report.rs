use crate::phrases;

phrases! {
    // What the renderers write around the tables.
    chart_data_sheet(): "Số liệu biểu đồ", "Chart numbers";
    notes_title(): "Ghi chú và căn cứ", "Notes and basis";
    recipients(): "Nơi nhận:", "Recipients:";
    sign_here(): "(Ký, ghi rõ họ tên)", "(Signature, full name)";
    sign_and_seal(): "(Ký, đóng dấu, ghi rõ họ tên)", "(Signature, seal, full name)";
    page_of(page, pages): "Trang {page}/{pages}", "Page {page}/{pages}";
    input_limits(min, max): "Nhập điểm từ {min} đến {max}", "Enter a score from {min} to {max}";
    input_refused(): "Điểm ngoài khoảng", "Score out of range";
    rate(): "Tỷ lệ", "Rate";
    target(): "Mục tiêu", "Target";
    official_and_counts(): "Cán bộ (đạt/được tính)", "Official (hits/counted)";
    week_of_year(): "Tuần trong năm", "Week of the year";
    to_upper(): "Đến cận trên", "To the upper end";
    to_lower(): "Đến cận dưới", "To the lower end";

    // The page.
    skip_to_content(): "Đến nội dung", "Skip to content";
    contents(): "Mục lục", "Contents";
    headline_figures(): "Số liệu chính", "Headline figures";
    filter_rows(): "Lọc dòng", "Filter rows";
    rows_shown(): "Đang hiện #/# dòng", "# of # rows shown";
    show_all_rows(): "Hiện tất cả các dòng", "Show all rows";
    sort_by(): "Sắp xếp theo cột này", "Sort by this column";
    open_all(): "Mở tất cả các phần", "Open all sections";
    close_all(): "Thu gọn các phần chi tiết", "Fold the details";
    n_rows(n): "{n} dòng", "{n} rows";
    whiskers_legend():
        "Chấm tròn: tỷ lệ; vạch ngang: khoảng tin cậy 95 %; trục ngang: tỷ lệ (%).",
        "Dot: the rate; bar: its 95 % interval; axis: rate (%).";
    whiskers_legend_target(target):
        "Chấm tròn: tỷ lệ; vạch ngang: khoảng tin cậy 95 %; nét đứt: mục tiêu {target}; trục ngang: tỷ lệ (%).",
        "Dot: the rate; bar: its 95 % interval; dashed: the target {target}; axis: rate (%).";
    trend_legend(): "Trục đứng: tỷ lệ (%); trục ngang: tuần trong năm.", "Upright axis: rate (%); level axis: week of the year.";
    trend_legend_target(target):
        "Trục đứng: tỷ lệ (%); trục ngang: tuần trong năm; nét đứt: mục tiêu {target}.",
        "Upright axis: rate (%); level axis: week of the year; dashed: the target {target}.";
    counted_dossiers(n): "{n} hồ sơ được tính", "{n} counted dossiers";
    outside_limits(names): "Ngoài giới hạn 95 %: {names}", "Outside the 95 % limits: {names}";
    funnel_legend(centre):
        "Trục đứng: tỷ lệ (%); trục ngang: số hồ sơ được tính. Đường ngang: tỷ lệ chung {centre}. Nét đứt: giới hạn 95 %; nét liền: giới hạn 99,8 %. Điểm tròn nằm trong giới hạn 95 % (khác biệt có thể do ngẫu nhiên); hình thoi có tên nằm ngoài.",
        "Upright axis: rate (%); level axis: counted dossiers. Level line: the common rate {centre}. Dashed: 95 % limits; solid: 99.8 % limits. Round dots lie inside the 95 % limits (chance may explain the difference); named diamonds lie outside.";

    // The terminal.
    columns_hidden(names):
        "Cửa sổ hẹp nên không hiện: {names}. Mở rộng cửa sổ, hoặc thêm --format xlsx -o TỆP để xem đủ.",
        "Too narrow for: {names}. Widen the window, or add --format xlsx -o FILE to see all.";

    // Letter head and subtitle.
    motto_country(): "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM";
    motto_words(): "Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness";
    date_line(place, day, month, year, iso):
        "{place}, ngày {day} tháng {month} năm {year}",
        "{place}, {iso}";
    date_line_no_place(day, month, year, iso): "Ngày {day} tháng {month} năm {year}", "{iso}";
    period_line(label, start, end): "{label} (từ {start} đến {end})", "{label} ({start} to {end})";
    as_of_line(at): "Số liệu tính đến {at}", "State at {at}";
    as_of_day(day): "Số liệu tính đến hết ngày {day}", "State at the end of {day}";
    office(): "Toàn đơn vị", "The office";
    no_official(): "(chưa ghi cán bộ)", "(no official named)";
    blank_group(): "(để trống)", "(blank)";

    // Columns that several tables share.
    metric(): "Chỉ tiêu", "Metric";
    official(): "Cán bộ", "Official";
    agency(): "Cơ quan, đơn vị", "Agency";
    field(): "Lĩnh vực", "Field";
    procedure(): "Thủ tục hành chính", "Procedure";
    month(): "Tháng", "Month";
    week(): "Tuần", "Week";
    group(): "Nhóm", "Group";
    hits(): "Đạt", "Hits";
    total(): "Được tính", "Counted";
    no_data_short(): "Không dữ liệu", "No data";
    lower_short(): "Cận dưới 95 %", "Lower 95 %";
    upper_short(): "Cận trên 95 %", "Upper 95 %";
    improper_short(): "Dừng sai", "Improper";
    no_data(): "Không có dữ liệu", "No data";
    met(): "Đạt mục tiêu", "Target met";
    met_yes(): "đạt", "met";
    met_no(): "chưa đạt", "not met";
    no_target(): "–", "–";
    remark(): "Ghi chú", "Remark";
    number_sign(): "TT", "No.";
    low_bound(rate, hits, total):
        "Nếu tính cả lần tạm dừng chưa xác minh được là không đúng: {rate} ({hits}/{total})",
        "If suspensions that can't be verified were improper too: {rate} ({hits}/{total})";

    // Rates.
    rates_title(): "Tỷ lệ theo chỉ tiêu", "Rates by metric";
    rates_foot():
        "Đạt/Được tính là số hồ sơ (hoặc lần tạm dừng, thủ tục); \"Không có dữ liệu\" là số phải tính nhưng tệp kết xuất không đủ thông tin. \"–\": không có hồ sơ nào được tính.",
        "Hits and counted are dossiers (or suspensions, procedures); \"no data\" should count, but the export does not say. \"–\": nothing counted.";

    // Ranking.
    rank_title(metric): "Xếp hạng cán bộ theo chỉ tiêu: {metric}", "Ranking of officials by {metric}";
    ranking(): "Xếp hạng cán bộ", "Ranking of officials";
    rank(): "Hạng", "Rank";
    interval(): "Khoảng tin cậy 95 %", "95 % interval";
    lower(): "Cận dưới", "Lower";
    upper(): "Cận trên", "Upper";
    running_overdue(): "Đang quá hạn", "Running overdue";
    improper_suspensions(): "Tạm dừng không đúng", "Improper suspensions";
    previous_rank(): "Hạng kỳ trước", "Rank before";
    moved(): "Tăng, giảm hạng", "Move";
    moved_up(n): "▲ {n}", "▲ {n}";
    moved_down(n): "▼ {n}", "▼ {n}";
    moved_not(): "=", "=";
    not_ranked(): "không đủ số liệu để xếp hạng", "too few to be ranked";
    rank_order_rate():
        "Xếp theo tỷ lệ; tỷ lệ bằng nhau thì đồng hạng.",
        "Ordered by rate; equal rates share a rank.";
    rank_order_lower():
        "Xếp theo cận dưới của khoảng tin cậy 95 %; bằng nhau thì đồng hạng.",
        "Ordered by the lower end of the 95 % interval; equal values share a rank.";
    rank_foot(min):
        "Dưới {min} hồ sơ được tính: không đủ số liệu để xếp hạng, ghi ở cuối bảng. Khoảng tin cậy Wilson 95 %: số hồ sơ ít thì khoảng rộng, chênh lệch nhỏ có thể do ngẫu nhiên.",
        "Fewer than {min} counted dossiers: not ranked, listed at the end. 95 % Wilson interval: few dossiers give a wide interval, and small differences may be chance.";
    no_officials(): "Không có cán bộ nào có hồ sơ được tính trong kỳ.", "No official has a counted dossier in the period.";

    // The report of a period.
    report_title(): "Báo cáo giải quyết thủ tục hành chính", "Report on administrative procedures";
    summary(): "Tổng hợp", "Summary";
    charts(): "Biểu đồ", "Charts";
    whiskers_chart(metric): "{metric}: tỷ lệ của từng cán bộ và khoảng tin cậy 95 %", "{metric}: rate of each official and 95 % interval";
    weekly_chart(metric): "{metric} theo tuần", "{metric} by week";
    funnel_chart(metric): "{metric}: tỷ lệ so với số hồ sơ (biểu đồ phễu)", "{metric}: rate against number of dossiers (funnel plot)";
    rates_by_official(): "Tỷ lệ theo cán bộ", "Rates by official";
    week_label(week): "T{week}", "W{week}";
    target_is(target): "mục tiêu {target}", "target {target}";
    met_target(target): "đạt mục tiêu {target}", "meets the target {target}";
    missed_target(target): "chưa đạt mục tiêu {target}", "misses the target {target}";
    no_data_count(n): "{n} không có dữ liệu", "{n} without data";
    late_now(): "Hồ sơ đang quá hạn", "Running overdue dossiers";
    improper_in_period(): "Lần tạm dừng không đúng", "Improper suspensions";
    of_suspensions(n): "trong {n} lần tạm dừng của kỳ", "of {n} suspensions in the period";
    due_soon_count(n): "thêm {n} hồ sơ sắp đến hạn", "{n} more are due soon";
    no_data_in_period(period):
        "Kỳ {period} không có số liệu trong kho",
        "The store has no data for {period}";
    no_data_in_period_help(months):
        "Kho có số liệu của: {months}. Chọn kỳ khác bằng --period hoặc nhập thêm tệp bằng `motcua import`",
        "The store has data for {months}. Choose another --period or import more files with `motcua import`";
    nothing_imported(): "Kho chưa có lần nhập nào", "The store holds no import yet";
    nothing_imported_help():
        "Nhập tệp kết xuất trước: `motcua import TỆP`",
        "Import an export first: `motcua import FILE`";
    needs_output(): "Lệnh này ghi nhiều tệp: cần -o THƯ_MỤC", "This command writes several files: give -o FOLDER";
    needs_output_help(example): "Ví dụ: {example}", "For example: {example}";
    written(n, folder): "Đã ghi {n} tệp vào {folder}", "Wrote {n} files to {folder}";
}
