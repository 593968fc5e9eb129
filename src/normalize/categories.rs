//! Channels, statuses, kinds of suspension, levels of online service: names and codes → our words.

use crate::domain::schema::STATUSES;
use crate::layout::fold;

/// `online` `counter` `post`; codes 2, 1, 3 (domain: KenhThucHien).
pub fn channel(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    match folded.as_str() {
        "1" | "1 0" | "counter" | "offline" => return Some("counter"),
        "2" | "2 0" => return Some("online"),
        "3" | "3 0" | "post" => return Some("post"),
        _ => {}
    }
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    if has(&["bcci", "buu chinh", "buu dien"]) {
        Some("post")
    } else if has(&[
        "truc tuyen",
        "qua mang",
        "online",
        "dvcqg",
        "cong dich vu cong",
        "dich vu cong quoc gia",
        "vneid",
    ]) {
        Some("online")
    } else if has(&["truc tiep", "tai quay", "mot cua", "tai bo phan", "kiosk"]) {
        Some("counter")
    } else {
        None
    }
}

/// The status by its code or words; anything else is `unknown`, and so are words about lateness
/// ("đúng hạn", "quá hạn"), which are never trusted.
pub fn status(text: &str) -> &'static str {
    let folded = fold(text);
    let code = folded.strip_suffix(" 0").unwrap_or(&folded);
    if let Ok(code) = code.parse::<usize>() {
        return if (1..=10).contains(&code) { STATUSES[code - 1] } else { "unknown" };
    }
    let has = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    // The order matters: "không được tiếp nhận" before "được tiếp nhận".
    if has(&["khong duoc tiep nhan", "tu choi", "khong tiep nhan"]) {
        "refused"
    } else if has(&["bo sung"]) && !has(&["da bo sung", "hoan thanh bo sung"]) {
        "supplement_requested"
    } else if has(&["nghia vu tai chinh", "cho thanh toan", "nvtc"]) {
        "awaiting_payment"
    } else if has(&["rut ho so", "yeu cau rut", "da rut", "xin rut", "rut hs", "huy ho so", "da huy"]) {
        "withdrawn"
    } else if has(&["tam dung", "dung tinh"]) {
        "processing"
    } else if has(&["dung xu ly", "dung giai quyet", "da dung"]) {
        "stopped"
    } else if has(&[
        "cho tra",
        "chua tra",
        "co ket qua",
        "xu ly xong",
        "da giai quyet",
        "hoan thanh",
        "da xong",
        "da xu ly",
        "cho nguoi dan nhan",
    ]) && !has(&["chua hoan thanh", "chua xu ly", "chua giai quyet", "hoan thanh bo sung"])
    {
        "finished"
    } else if has(&["da tra", "tra ket qua"]) {
        "returned"
    } else if has(&[
        "dang xu ly",
        "dang giai quyet",
        "dang thu ly",
        "cho xu ly",
        "cho phe duyet",
        "trinh ky",
        "dang tham dinh",
        "tham tra",
        "da bo sung",
        "hoan thanh bo sung",
    ]) {
        "processing"
    } else if has(&["cho tiep nhan", "moi dang ky", "chua tiep nhan", "moi nop", "da nop"]) {
        "registered"
    } else if has(&["tiep nhan"]) {
        "accepted"
    } else {
        "unknown"
    }
}

/// `supplement` `financial_duty` `other`; codes as in the land system (0 supplement, 2 and 5 financial duty).
pub fn suspension_kind(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    match folded.strip_suffix(" 0").unwrap_or(&folded) {
        "" => return None,
        "0" => return Some("supplement"),
        "2" | "5" => return Some("financial_duty"),
        _ => {}
    }
    if folded.contains("bo sung") {
        Some("supplement")
    } else if ["tai chinh", "nvtc", "thue", "thanh toan", "nop phi"].iter().any(|w| folded.contains(w)) {
        Some("financial_duty")
    } else {
        Some("other")
    }
}

/// `full` `partial` `none`; codes 4, 3, 2.
pub fn online_level(text: &str) -> Option<&'static str> {
    let folded = fold(text);
    let code = folded.rsplit(' ').next().unwrap_or_default();
    if folded.contains("toan trinh") || code == "4" {
        Some("full")
    } else if folded.contains("mot phan") || code == "3" {
        Some("partial")
    } else if folded.contains("cung cap thong tin")
        || folded.starts_with("khong")
        || matches!(code, "1" | "2")
    {
        Some("none")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_statuses_of_the_national_portal() {
        let names = [
            "Mới đăng ký",
            "Được tiếp nhận",
            "Không được tiếp nhận",
            "Đang xử lý",
            "Yêu cầu bổ sung giấy tờ",
            "Yêu cầu thực hiện nghĩa vụ tài chính",
            "Công dân yêu cầu rút hồ sơ",
            "Dừng xử lý",
            "Đã xử lý xong",
            "Đã trả kết quả",
        ];
        for (i, name) in names.iter().enumerate() {
            assert_eq!(status(name), STATUSES[i], "{name}");
            assert_eq!(status(&(i + 1).to_string()), STATUSES[i]);
        }
        for text in ["Đúng hạn", "Quá hạn", "Trễ hạn", "", "11", "abc"] {
            assert_eq!(status(text), "unknown", "{text}");
        }
        assert_eq!(status("Chờ trả kết quả"), "finished");
        assert_eq!(status("Chờ tiếp nhận"), "registered");
        assert_eq!(status("Tạm dừng xử lý"), "processing");
        assert_eq!(status("Đã bổ sung, đang xử lý"), "processing");
    }

    #[test]
    fn channels_kinds_levels() {
        for (text, is) in [
            ("Trực tuyến", "online"),
            ("qua mạng", "online"),
            ("2", "online"),
            ("2.0", "online"),
            ("Trực tiếp", "counter"),
            ("1", "counter"),
            ("BCCI", "post"),
            ("Dịch vụ bưu chính", "post"),
        ] {
            assert_eq!(channel(text), Some(is), "{text}");
        }
        assert_eq!(channel("?"), None);
        assert_eq!(suspension_kind("Chờ công dân bổ sung"), Some("supplement"));
        assert_eq!(suspension_kind("Thực hiện NVTC"), Some("financial_duty"));
        assert_eq!(suspension_kind("Niêm yết"), Some("other"));
        assert_eq!(online_level("Mức độ 4"), Some("full"));
        assert_eq!(online_level("DVC một phần"), Some("partial"));
    }
}
