//! Arguments of the commands that ask the store.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

#[derive(Clone, Debug, Args)]
pub struct PeriodArg {
    /// Kỳ: 2024, 2024-Q2, 2024-04, 2024-W15, 2024-04-01..2024-04-30 (mặc định: tháng trọn gần nhất)
    #[arg(long, value_name = "P")]
    pub period: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct RatesArgs {
    #[command(flatten)]
    pub period: PeriodArg,
    /// Gộp theo / group by (default: the whole)
    #[arg(long, value_enum)]
    pub by: Option<GroupBy>,
    /// Chỉ chỉ tiêu này / only this metric (repeatable)
    #[arg(long, value_name = "NAME")]
    pub metric: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GroupBy {
    Official,
    Agency,
    Field,
    Procedure,
    Month,
    Week,
}

#[derive(Clone, Debug, Args)]
pub struct RankArgs {
    #[command(flatten)]
    pub period: PeriodArg,
    /// Chỉ tiêu / metric
    #[arg(long, default_value = "on_time")]
    pub metric: String,
    /// Số hồ sơ tối thiểu để xếp hạng / least counted dossiers to be ranked
    #[arg(long, value_name = "N")]
    pub min_total: Option<u64>,
    /// Xếp theo tỷ lệ hay cận dưới / by rate or by the interval's lower end
    #[arg(long, value_enum, default_value_t = Order::Rate)]
    pub order: Order,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Order {
    Rate,
    Lower,
}

#[derive(Clone, Debug, Args)]
pub struct SuspensionsArgs {
    #[command(flatten)]
    pub period: PeriodArg,
    /// Chỉ các lần / only those that are
    #[arg(long, value_enum, default_value_t = Only::All)]
    pub only: Only,
    /// Chỉ cán bộ này / only this official
    #[arg(long, value_name = "NAME")]
    pub official: Option<String>,
    /// Chỉ quy tắc này / only this rule (repeatable)
    #[arg(long, value_name = "RULE")]
    pub rule: Vec<String>,
    /// Thoát với mã 6 nếu có lần dừng không đúng / exit 6 if any is improper
    #[arg(long)]
    pub fail_on_findings: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Only {
    Improper,
    Unverifiable,
    Proper,
    All,
}

#[derive(Clone, Debug, Args)]
pub struct DueArgs {
    /// Sắp đến hạn trong / due within: 2d, 8h
    #[arg(long, default_value = "2d", value_name = "D")]
    pub within: String,
}

#[derive(Clone, Debug, Args)]
pub struct ChangesArgs {
    /// Lần nhập trước / earlier import
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
    /// Lần nhập sau / later import
    #[arg(long, value_name = "ID")]
    pub to: Option<String>,
}

#[derive(Clone, Debug, Args)]
pub struct EvaluateArgs {
    /// Tháng / month, YYYY-MM
    #[arg(long, value_name = "YYYY-MM")]
    pub month: String,
    /// Chốt số liệu đã công bố vào kho / keep the published figures in the store
    #[arg(long)]
    pub close: bool,
    /// Chốt lại tháng đã chốt, thành lần sau / close a closed month again, under the next number
    #[arg(long, requires = "close")]
    pub again: bool,
}

#[derive(Clone, Debug, Args)]
pub struct ReportArgs {
    /// Nhập trước các tệp này / import these first
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub import: Vec<PathBuf>,
    #[command(flatten)]
    pub period: PeriodArg,
}

#[derive(Clone, Debug, Args)]
pub struct ExplainArgs {
    /// Mã hồ sơ / dossier code
    pub code: String,
}

#[derive(Clone, Debug, Args)]
pub struct SampleArgs {
    #[command(flatten)]
    pub period: PeriodArg,
    /// Số hồ sơ / how many dossiers
    #[arg(long, value_name = "N", conflicts_with = "share")]
    pub size: Option<usize>,
    /// Phần trăm / share, e.g. 10%
    #[arg(long, value_name = "SHARE")]
    pub share: Option<String>,
    /// Hạt giống / seed
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Đọc lại phiếu đã điền / read the filled form back
    #[arg(long, value_name = "FILE")]
    pub results: Option<PathBuf>,
}

#[derive(Clone, Debug, Args)]
pub struct QueryArgs {
    /// Tên truy vấn có sẵn / name of a built-in query
    pub name: Option<String>,
    #[arg(long, value_name = "TEXT", conflicts_with = "name")]
    pub sql: Option<String>,
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "sql"])]
    pub file: Option<PathBuf>,
    /// Liệt kê truy vấn và bảng / list queries and tables
    #[arg(long)]
    pub list: bool,
    #[command(flatten)]
    pub period: PeriodArg,
}
