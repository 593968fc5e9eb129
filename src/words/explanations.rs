use crate::phrases;

phrases! {
    title(): "Giải trình của cán bộ", "Explanations by officials";
    lead():
        "Chứng cứ được bổ sung sau khi kết xuất. Kết luận trước (chỉ theo tệp kết xuất) và sau giải trình đặt cạnh nhau; chứng cứ chỉ bổ sung, không làm kết luận xấu đi.",
        "Evidence added after the export. The verdict before (by the exports alone) and after it stand side by side; evidence only adds and makes no verdict worse.";
    foot():
        "Văn bản ghi ngày sau khi tạm dừng không chứng minh được gì và không được tính. Với hồ sơ trễ hạn, thông báo là phiếu xin lỗi và hẹn lại; việc trễ hạn theo ngày không thay đổi.",
        "A document dated after the suspension proves nothing and is not counted. For a late dossier the notice is the apology with the new date; being late by the dates stays.";
    rates_title(): "Tỷ lệ trước và sau giải trình", "Rates before and after explanations";
    rates_lead():
        "Các tỷ lệ thay đổi do giải trình: chỉ theo tệp kết xuất, và khi tính cả chứng cứ bổ sung.",
        "Rates that explanations moved: by the exports alone, and with the added evidence.";
    whole(): "cả cơ quan", "the whole office";

    // Columns.
    explained_by(): "Người giải trình", "Explained by";
    text(): "Nội dung giải trình", "Explanation";
    evidence(): "Văn bản, thông báo", "Document, notice";
    before(): "Trước giải trình", "Before explanation";
    after(): "Sau giải trình", "After explanation";
    of_dossier(): "hồ sơ", "dossier";
    column(): "Giải trình", "Explanation";

    // Evidence in words.
    document_both(number, date): "Văn bản {number} ngày {date}", "Document {number} of {date}";
    document_no(number): "Văn bản {number}", "Document {number}";
    document_at(date): "Văn bản ngày {date}", "Document of {date}";
    notice_both(number, date): "Thông báo {number} ngày {date}", "Notice {number} of {date}";
    notice_no(number): "Thông báo {number}", "Notice {number}";
    notice_at(date): "Thông báo ngày {date}", "Notice of {date}";
    said_by(text, name): "{text} ({name})", "{text} ({name})";

    // Verdicts.
    late_without_apology(): "trễ hạn, không xin lỗi", "late without apology";
    late_with_apology(): "trễ hạn, có xin lỗi", "late with apology";
    late(): "trễ hạn, không có dữ liệu về xin lỗi", "late, no data on an apology";
    not_late(): "không trễ hạn", "not late";
    unknown_dossier(): "không có hồ sơ này trong kho", "no such dossier in the store";
    unknown_suspension(): "hồ sơ không có lần tạm dừng này", "the dossier has no such suspension";
    verdict_before(verdict): "Trước giải trình: {verdict}", "Before the explanation: {verdict}";
    k_of_n(hits, total): "{hits}/{total}", "{hits}/{total}";

    // Warnings.
    no_dossier(code): "Giải trình cho hồ sơ “{code}” không có trong kho", "An explanation for the dossier “{code}”, which the store does not have";
    no_suspension(sequence, code):
        "Giải trình cho lần tạm dừng {sequence} của hồ sơ {code}, hồ sơ không có lần này",
        "An explanation for suspension {sequence} of dossier {code}, which has no such suspension";
    at(place, what): "{place}: {what}", "{place}: {what}";
}
