use crate::phrases;

phrases! {
    // What the renderers write around the tables.
    chart_data_sheet(): "Số liệu biểu đồ", "Chart numbers";
    notes_title(): "Ghi chú và căn cứ", "Notes and basis";
    recipients(): "Nơi nhận:", "Recipients:";
    sign_here(): "(Ký, ghi rõ họ tên)", "(Signature, full name)";
    page_of(page, pages): "Trang {page}/{pages}", "Page {page}/{pages}";
    input_limits(min, max): "Nhập điểm từ {min} đến {max}", "Enter a score from {min} to {max}";
    input_refused(): "Điểm ngoài khoảng", "Score out of range";
    rate(): "Tỷ lệ", "Rate";
    target(): "Mục tiêu", "Target";
    to_upper(): "Đến cận trên", "To the upper end";
    to_lower(): "Đến cận dưới", "To the lower end";
}
