//! The invented commune: its officials, procedures, and the closed list of applicants.
//!
//! Nobody here is real. Phones, ids and e-mails follow the real patterns, so that whoever reads the
//! exports has to recognise and drop or mask them.

use std::sync::OnceLock;

/// Fields of work, in the order of the register's sections.
pub const FIELDS: [&str; 5] =
    ["Hộ tịch", "Chứng thực", "Đất đai", "Bảo trợ xã hội", "Thành lập và hoạt động của hộ kinh doanh"];

pub const AGENCY: &str = "UBND xã Vĩnh Lâm Sơn";
/// What the handling list writes beside the agency.
pub const ROOM: &str = "Trung tâm Phục vụ hành chính công xã Vĩnh Lâm Sơn";
pub const PLACE: &str = "Vĩnh Lâm Sơn";
pub const AGENCY_CODE: &str = "H32.199";

/// An official and how well they work. Shares in permille.
pub struct Official {
    pub name: &'static str,
    /// Online dossiers first answered after more than eight working hours.
    pub slow: u32,
    pub late: u32,
    pub digitized: u32,
    pub reused: u32,
    pub e_result: u32,
    /// Slips and apologies given.
    pub slips: u32,
    /// Suspensions with a flaw.
    pub sloppy: u32,
    pub suspends: u32,
}

#[rustfmt::skip]
pub const OFFICIALS: [Official; 10] = [
    // The reception desk.
    Official { name: "Lê Thị Hồng Nhạn", slow: 30, late: 0, digitized: 985, reused: 930, e_result: 0, slips: 950, sloppy: 0, suspends: 0 },
    Official { name: "Phan Quốc Bảo An", slow: 190, late: 0, digitized: 780, reused: 520, e_result: 0, slips: 620, sloppy: 0, suspends: 0 },
    Official { name: "Đỗ Mỹ Duyên", slow: 90, late: 0, digitized: 915, reused: 700, e_result: 0, slips: 880, sloppy: 0, suspends: 0 },
    // Those who process.
    Official { name: "Nguyễn Thị Bích Trâm", slow: 0, late: 12, digitized: 0, reused: 0, e_result: 990, slips: 960, sloppy: 60, suspends: 100 },
    Official { name: "Trương Văn Khải", slow: 0, late: 75, digitized: 0, reused: 0, e_result: 860, slips: 700, sloppy: 330, suspends: 190 },
    Official { name: "Võ Hoàng Nam Phương", slow: 0, late: 20, digitized: 0, reused: 0, e_result: 930, slips: 850, sloppy: 200, suspends: 30 },
    Official { name: "Phạm Đình Lộc", slow: 0, late: 180, digitized: 0, reused: 0, e_result: 640, slips: 450, sloppy: 520, suspends: 430 },
    Official { name: "Hồ Ngọc Thạch", slow: 0, late: 100, digitized: 0, reused: 0, e_result: 800, slips: 700, sloppy: 200, suspends: 200 },
    Official { name: "Đặng Thị Kiều Oanh", slow: 0, late: 45, digitized: 0, reused: 0, e_result: 900, slips: 900, sloppy: 150, suspends: 300 },
    Official { name: "Bùi Gia Huy", slow: 0, late: 110, digitized: 0, reused: 0, e_result: 820, slips: 800, sloppy: 400, suspends: 240 },
];

/// Officials of the desk: how often each receives.
pub const DESK: [(usize, u32); 3] = [(0, 45), (1, 35), (2, 20)];

/// The processing officials of each field and how often each gets a dossier. Number 7 helps out
/// rarely: too few dossiers to be ranked.
pub const PROCESSORS: [&[(usize, u32)]; 5] =
    [&[(3, 55), (4, 45)], &[(5, 92), (4, 8)], &[(6, 989), (7, 11)], &[(8, 100)], &[(9, 100)]];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Full,
    Partial,
    None,
}

/// A line of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct Procedure {
    pub code: &'static str,
    pub name: &'static str,
    pub field: usize,
    /// Limit in working minutes (480 = one working day).
    pub limit: i64,
    /// Fee in đồng; 0: none.
    pub fee: i64,
    pub level: Level,
    pub by_post: bool,
    pub yields_result: bool,
    /// Has steps of other agencies with a limit of their own.
    pub steps: bool,
    pub weight: u32,
}

/// How it is offered: online, by post, with a result on paper, with steps of other agencies.
type Offer = (Level, bool, bool, bool);

#[rustfmt::skip]
const fn p(code: &'static str, name: &'static str, field: usize, limit: i64, fee: i64, offer: Offer, weight: u32) -> Procedure {
    let (level, by_post, yields_result, steps) = offer;
    Procedure { code, name, field, limit, fee, level, by_post, yields_result, steps, weight }
}

/// The catalogue in force at the end.
#[rustfmt::skip]
pub const PROCEDURES: [Procedure; 16] = [
    p("1.001193", "Đăng ký khai sinh", 0, 480, 8_000, (Level::Full, true, true, false), 150),
    p("1.000656", "Đăng ký khai tử", 0, 480, 8_000, (Level::Full, true, true, false), 45),
    p("1.000894", "Đăng ký kết hôn", 0, 480, 30_000, (Level::Partial, false, true, false), 55),
    p("1.004873", "Cấp Giấy xác nhận tình trạng hôn nhân", 0, 1_440, 15_000, (Level::Full, true, true, false), 110),
    p("2.000635", "Cấp bản sao Trích lục hộ tịch", 0, 480, 8_000, (Level::Full, true, true, false), 120),
    p("1.004859", "Thay đổi, cải chính, bổ sung thông tin hộ tịch", 0, 1_440, 15_000, (Level::Partial, true, true, false), 40),
    p("2.000815", "Chứng thực bản sao từ bản chính", 1, 240, 2_000, (Level::None, false, true, false), 110),
    p("2.000884", "Chứng thực chữ ký", 1, 480, 10_000, (Level::Partial, false, true, false), 35),
    p("2.001035", "Chứng thực hợp đồng, giao dịch liên quan đến tài sản", 1, 960, 50_000, (Level::None, false, true, false), 25),
    p("1.013823", "Đăng ký biến động quyền sử dụng đất", 2, 4_800, 100_000, (Level::Partial, true, true, true), 75),
    p("1.013978", "Đăng ký, cấp Giấy chứng nhận quyền sử dụng đất lần đầu", 2, 9_600, 120_000, (Level::Partial, false, true, true), 45),
    p("1.012812", "Hòa giải tranh chấp đất đai", 2, 9_600, 0, (Level::None, false, false, false), 18),
    p("1.001776", "Thực hiện trợ cấp xã hội hằng tháng", 3, 4_800, 0, (Level::Full, true, true, false), 70),
    p("1.001731", "Hỗ trợ chi phí mai táng", 3, 2_400, 0, (Level::Full, true, true, false), 50),
    p("1.001612", "Đăng ký thành lập hộ kinh doanh", 4, 1_440, 100_000, (Level::Full, true, true, false), 60),
    p("2.000720", "Đăng ký thay đổi nội dung đăng ký hộ kinh doanh", 4, 1_440, 50_000, (Level::Full, true, true, false), 35),
];

/// The catalogue as first exported: two lines were changed in October.
pub fn procedures_at_first() -> [Procedure; 16] {
    let mut first = PROCEDURES;
    first[7].level = Level::None;
    first[5].by_post = false;
    first
}

/// An applicant: the data that no report may show.
pub struct Applicant {
    pub name: &'static str,
    pub phone: String,
    pub id: String,
    pub address: String,
    pub email: String,
}

pub const APPLICANT_NAMES: [&str; 40] = [
    "Huỳnh Tấn Sĩ Lẫm",
    "Trần Thị Xuyến Chi",
    "Lý Vĩnh Toại",
    "Mai Thị Nhuần",
    "Tô Đức Quýnh",
    "Cao Thị Lụa Đào",
    "Hà Quang Xước",
    "Kiều Thị Thoa Vy",
    "Đoàn Công Triệt",
    "Lương Thị Út Muộn",
    "Thái Khắc Huyến",
    "Châu Thị Mộng Ngần",
    "Từ Văn Khoáng",
    "Quách Thị Hường Xoan",
    "Âu Dương Bỉnh",
    "Tạ Thị Ngát Hương",
    "Nghiêm Phú Sảng",
    "La Thị Bông Trang",
    "Giang Hữu Thuyết",
    "Ninh Thị Diễm Quế",
    "Tống Viết Chuẩn",
    "Diệp Thị Cẩm Nguyên",
    "Khương Đình Oánh",
    "Văn Thị Phấn",
    "Đinh Trọng Khuê",
    "Ngô Thị Nết Na",
    "Mạc Thế Khoan",
    "Lâm Thị Tường Vi Sa",
    "Cù Xuân Thược",
    "Phùng Thị Yên Thảo",
    "Trịnh Hoài Bách Tùng",
    "Vương Thị Trúc Ly",
    "Hứa Minh Nghị",
    "Bạch Thị Sương Khuya",
    "Doãn Chí Hoạch",
    "Thạch Thị Sa Rây",
    "Kpă Y Thuyên",
    "Pi Năng Thị Hiệp",
    "Cao Là Văn Dục",
    "Chamaléa Thị Ngói",
];

const HAMLETS: [&str; 5] = ["Đồng Xoài Mun", "Suối Sậy", "Gò Dưa Leo", "Bến Lội Cạn", "Hòn Khói Bạc"];

/// The closed list of applicants.
pub fn applicants() -> &'static [Applicant] {
    static ALL: OnceLock<Vec<Applicant>> = OnceLock::new();
    ALL.get_or_init(|| (0..APPLICANT_NAMES.len()).map(applicant).collect())
}

fn applicant(i: usize) -> Applicant {
    Applicant {
        name: APPLICANT_NAMES[i],
        phone: format!("09180{:05}", 31_007 + i * 977),
        id: if i % 9 == 4 {
            format!("2257{:05}", 10_403 + i * 1_313)
        } else {
            format!("0560{:02}{:06}", 60 + i % 40, 4_021 + i * 7_919)
        },
        address: format!("Số {} thôn {}, xã Vĩnh Lâm Sơn", 3 + i * 7, HAMLETS[i % HAMLETS.len()]),
        email: format!("nguoidan{:02}.vls@example.com", i + 1),
    }
}

/// Reasons that say what is missing. `{}` takes a hint that names an applicant's phone, id or e-mail.
pub const GOOD_REASONS: [&str; 8] = [
    "Thiếu bản sao Giấy chứng sinh, đề nghị công dân bổ sung{}",
    "Tờ khai chưa có chữ ký của người làm chứng{}",
    "Chờ công dân nộp lệ phí trước bạ theo thông báo của cơ quan thuế{}",
    "Cần xác minh tình trạng hôn nhân tại nơi thường trú trước đây{}",
    "Bản đồ trích đo chưa có xác nhận của các hộ giáp ranh{}",
    "Thông tin trên tờ khai không khớp với Cơ sở dữ liệu quốc gia về dân cư{}",
    "Giấy ủy quyền chưa được chứng thực, đề nghị nộp lại{}",
    "Chờ niêm yết công khai đủ 15 ngày theo quy trình cấp giấy{}",
];

/// Reasons that say nothing: vague words, punctuation, or too short.
pub const VAGUE_REASONS: [&str; 9] =
    ["", ".", "khác", "Lý do khác", "theo quy định", "Bổ sung", "chờ", "-", "thiếu GT"];
