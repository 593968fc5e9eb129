use crate::phrases;

phrases! {
    title(): "Phiếu kiểm tra ngẫu nhiên hồ sơ", "Inspection sample of dossiers";
    section(): "Mẫu kiểm tra", "Sample";
    drawn(n, population, officials):
        "{n} hồ sơ trong {population} hồ sơ của {officials} cán bộ",
        "{n} of {population} dossiers of {officials} officials";
    method(generator, seed, id):
        "Mẫu {id}; chọn bằng {generator}, hạt giống {seed}: cùng hạt giống và cùng số liệu cho cùng một mẫu",
        "Sample {id}; drawn by {generator}, seed {seed}: the same seed and data give the same sample";
    weights():
        "Mỗi cán bộ ít nhất một hồ sơ khi cỡ mẫu cho phép; hồ sơ rủi ro dễ được chọn hơn (trọng số 1; cộng 4 nếu tạm dừng không đúng, 3 nếu sửa ngày hẹn trả, 2 nếu tạm dừng chưa xác minh được, trễ hạn hoặc tiếp nhận quá 8 giờ)",
        "At least one per official while the size allows; risky dossiers are drawn more readily (weight 1; plus 4 for an improper suspension, 3 for an edited due date, 2 for a suspension that can't be verified, lateness, or acceptance after 8 hours)";
    how_to_fill():
        "Ghi “đạt” hoặc “không đạt” vào cột Kết quả kiểm tra, không thêm bớt dòng; đọc lại bằng: motcua sample --results TỆP",
        "Write “pass” or “fail” into the column Inspection result, add and remove no row; read it back with: motcua sample --results FILE";

    // Columns.
    sample_id(): "Mã mẫu", "Sample";
    risks(): "Dấu hiệu rủi ro", "Signs of risk";
    weight(): "Trọng số", "Weight";
    result(): "Kết quả kiểm tra", "Inspection result";
    remark(): "Nội dung phát hiện", "What was found";
    inspector(): "Người kiểm tra", "Inspector";
    improper_suspension(): "tạm dừng không đúng", "improper suspension";
    unverifiable_suspension(): "tạm dừng chưa xác minh được", "suspension that can't be verified";
    due_edited(): "sửa ngày hẹn trả", "due date edited";
    late(): "trễ hạn", "late";
    slow(): "tiếp nhận quá 8 giờ", "accepted after 8 hours";

    // Results.
    results_title(id): "Kết quả kiểm tra mẫu {id}", "Inspection results of the sample {id}";
    results_section(): "Kết quả kiểm tra", "Inspection results";
    inspected(): "Đã kiểm tra", "Inspected";
    errors(): "Không đạt", "Failed";
    blank(): "Chưa ghi kết quả", "Not filled in";
    error_rate(): "Tỷ lệ không đạt", "Share that failed";
    results_foot():
        "Khoảng tin cậy Wilson 95 %. Mẫu được chọn ưu tiên hồ sơ rủi ro: tỷ lệ này là của mẫu, toàn bộ hồ sơ thường thấp hơn.",
        "95 % Wilson interval. Risky dossiers were drawn more readily: the share is that of the sample, of all dossiers it is usually lower.";

    // Errors.
    needs_size(): "Cần cỡ mẫu: --size N hoặc --share 10%", "A size is needed: --size N or --share 10%";
    bad_share(text): "--share {text}: không hiểu", "--share {text}: not understood";
    share_help(): "Viết như 10% (lớn hơn 0, không quá 100%)", "Write it as 10% (above 0, at most 100%)";
    bad_size(size, n): "Không lấy được mẫu {size} hồ sơ từ {n} hồ sơ", "A sample of {size} can't be drawn from {n} dossiers";
    bad_size_help(n): "Chọn cỡ mẫu từ 1 đến {n}, hoặc kỳ dài hơn", "Choose a size from 1 to {n}, or a longer period";
    nothing_to_draw(): "Không có hồ sơ nào trong kỳ để lấy mẫu", "The period has no dossier to draw from";
    nothing_to_draw_help(): "Chọn kỳ khác bằng --period", "Choose another --period";
    not_a_form(): "Đây không phải phiếu kiểm tra do motcua lập", "This is not an inspection form made by motcua";
    not_a_form_help():
        "Phiếu cần các cột Mã mẫu, Mã hồ sơ, Kết quả kiểm tra: lập bằng motcua sample --format xlsx -o phieu.xlsx",
        "The form needs the columns Sample, Dossier code, Inspection result: make it with motcua sample --lang en --format xlsx -o form.xlsx";
    form_altered(id): "Các dòng của phiếu không khớp với mẫu {id}", "The form's rows do not match the sample {id}";
    form_altered_help():
        "Có dòng bị thêm, bớt hoặc sửa mã: dùng lại phiếu gốc, chỉ ghi vào các cột để trống",
        "Rows were added, removed or their codes edited: use the original form and fill the blank columns only";
    code_twice(code): "Mã {code} có hai dòng trong phiếu", "The code {code} stands twice in the form";
    bad_result(): "Kết quả kiểm tra không rõ là đạt hay không đạt", "An inspection result is neither pass nor fail";
    bad_result_help(): "Ghi “đạt”, “không đạt” hoặc để trống", "Write “pass”, “fail” or leave it blank";
    other_sample(form, drawn):
        "Phiếu này thuộc mẫu {form}, không phải mẫu {drawn} vừa chọn",
        "The form belongs to the sample {form}, not to {drawn} that was drawn";
    other_sample_help():
        "Dùng đúng --period, --size, --seed và --as-of của phiếu, hoặc bỏ --size để đọc phiếu này",
        "Use the --period, --size, --seed and --as-of of the form, or leave --size out to read this form";
}
