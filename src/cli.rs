//! The command line: clap structs without behaviour. Help texts are Vietnamese first, English after
//! the slash, so that both kinds of user read the same page.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::Lang;

/// Exit codes, shown under `--help`.
pub const EXIT_CODES: &str = "\
Mã thoát / Exit codes:
  0  xong / ok
  1  lỗi nội bộ / internal error
  2  sai cách dùng / usage
  3  không đọc được tệp vào / an input can't be read
  4  dữ liệu bị từ chối / data rejected (--strict, or nothing usable)
  5  kho dữ liệu hỏng hoặc đang bị khóa / the store is damaged or locked
  6  có phát hiện / findings (--fail-on-findings)";

/// motcua: đúng hạn, số hóa, tái sử dụng, thanh toán trực tuyến, tiếp nhận trong 8 giờ và dừng tính
/// của từng cán bộ, từ tệp kết xuất của hệ thống một cửa.
#[derive(Debug, Parser)]
#[command(name = "motcua", version, after_help = EXIT_CODES, propagate_version = true)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Clone, Debug, Args)]
pub struct Global {
    /// Kho dữ liệu / the store folder
    #[arg(long, global = true, env = "MOTCUA_STORE", default_value = "motcua-data", value_name = "DIR")]
    pub store: PathBuf,
    /// Tệp cấu hình / config file (default: ./motcua.toml if it is there)
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Ngôn ngữ / language of texts
    #[arg(long, global = true, env = "MOTCUA_LANG", value_enum, default_value_t = Lang::Vi)]
    pub lang: Lang,
    /// Thời điểm xét / state at: "YYYY-MM-DD[ HH:MM[:SS]]" (default: the newest export)
    #[arg(long = "as-of", global = true, value_name = "T")]
    pub as_of: Option<String>,
    /// Dạng kết quả / form of the result
    #[arg(long, global = true, value_enum)]
    pub format: Option<Format>,
    /// Ghi vào tệp hoặc thư mục / write to this file or folder
    #[arg(short, long, global = true, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Chỉ in lỗi / print errors only
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// In thêm chi tiết / print more
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Màu / colour
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto)]
    pub color: Colour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Table,
    Csv,
    Json,
    Xlsx,
    Html,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Nhập tệp kết xuất vào kho / import exports into the store
    #[command(visible_alias = "nhap")]
    Import(ImportArgs),
    /// Danh sách các lần nhập / the ledger of imports
    #[command(visible_alias = "lan-nhap")]
    Imports(ImportsArgs),
    /// Tỷ lệ của mọi chỉ tiêu / every metric's rate
    #[command(visible_alias = "ty-le")]
    Rates(RatesArgs),
    /// Xếp hạng cán bộ / ranking of officials
    #[command(visible_alias = "xep-hang")]
    Rank(RankArgs),
    /// Các lần dừng tính và kết luận / suspensions with verdict and evidence
    #[command(visible_alias = "dung-tinh")]
    Suspensions(SuspensionsArgs),
    /// Hồ sơ quá hạn và sắp đến hạn / overdue and soon-due dossiers
    #[command(visible_alias = "den-han")]
    Due(DueArgs),
    /// Đối chiếu hai lần kết xuất / what moved between two exports
    #[command(visible_alias = "doi-chieu")]
    Changes(ChangesArgs),
    /// Đánh giá cán bộ hằng tháng / the monthly evaluation of officials
    #[command(visible_alias = "danh-gia")]
    Evaluate(EvaluateArgs),
    /// Báo cáo đầy đủ của một kỳ / everything for a period
    #[command(visible_alias = "bao-cao")]
    Report(ReportArgs),
    /// Giải thích đồng hồ của một hồ sơ / the whole clock of one dossier
    #[command(visible_alias = "giai-thich")]
    Explain(ExplainArgs),
    /// Lấy mẫu kiểm tra / reproducible inspection sample
    #[command(visible_alias = "lay-mau")]
    Sample(SampleArgs),
    /// Truy vấn SQL / SQL over the store's tables
    #[command(visible_alias = "truy-van")]
    Query(QueryArgs),
    /// Lịch làm việc / the working calendar
    #[command(visible_alias = "lich")]
    Calendar(CalendarArgs),
    /// Sinh dữ liệu mẫu / synthetic exports with known truth
    #[command(visible_alias = "sinh-du-lieu")]
    Generate(GenerateArgs),
    /// Cấu hình đang dùng / the settings in force
    #[command(visible_alias = "cau-hinh")]
    Config(ConfigArgs),
    /// Gợi ý lệnh cho shell / shell completions
    Completions { shell: clap_complete::Shell },
    /// Trang hướng dẫn man / the man page
    Man,
    /// Reads one file under limits for the parent process; not for people.
    #[command(hide = true, name = "read-workbook")]
    ReadWorkbook(ReadWorkbookArgs),
}

#[derive(Clone, Debug, Args)]
pub struct ImportArgs {
    /// Tệp hoặc thư mục / files or folders
    #[arg(required_unless_present = "watch")]
    pub paths: Vec<PathBuf>,
    #[command(flatten)]
    pub options: ImportOptions,
    /// Theo dõi một thư mục và nhập tệp mới / import new files of a folder as they come
    #[arg(long, value_name = "DIR")]
    pub watch: Option<PathBuf>,
}

#[derive(Clone, Debug, Default, Args)]
pub struct ImportOptions {
    /// Chỉ đọc và báo cáo, không ghi / read and tell, write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Có dòng bị loại thì từ chối cả tệp / refuse a file with any rejected row
    #[arg(long)]
    pub strict: bool,
    /// Thời điểm kết xuất / when the file was exported
    #[arg(long, value_name = "T")]
    pub exported_at: Option<String>,
    /// Bố cục cột (TOML) / column layout to use
    #[arg(long, value_name = "FILE")]
    pub layout: Option<PathBuf>,
    /// Loại danh sách / kind of list
    #[arg(long, value_enum)]
    pub kind: Option<Kind>,
    /// Dòng tiêu đề (số dòng như Excel hiện) / header row as Excel shows it
    #[arg(long, value_name = "N")]
    pub header_row: Option<u32>,
    /// Chỉ đọc sheet này / only this sheet
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Nhập lại tệp đã nhập / import a file again
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Dossiers,
    Suspensions,
    Procedures,
}

#[derive(Clone, Debug, Args)]
pub struct ImportsArgs {
    #[command(subcommand)]
    pub action: Option<ImportsAction>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ImportsAction {
    /// Liệt kê / list
    List,
    /// Xem lại một lần nhập / one import again
    Show { id: String },
    /// Kiểm tra lại mọi tệp trong kho / re-check every stored file
    Verify,
    /// Hoàn tác lần nhập mới nhất / take the newest import back
    Undo { id: String },
}

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
    /// Chốt số liệu tháng / close the month: keep its figures as published
    #[arg(long)]
    pub close: bool,
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

#[derive(Clone, Debug, Args)]
pub struct CalendarArgs {
    #[command(subcommand)]
    pub action: Option<CalendarAction>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum CalendarAction {
    /// In lịch của một năm / print a year
    Show { year: Option<i32> },
    /// Phút làm việc giữa hai thời điểm / working minutes between two instants; `-` reads START,END lines
    Between { from: String, to: Option<String> },
    /// Cộng thời gian làm việc / add working time; `-` reads START,270m or START,3d lines
    Add { from: String, duration: Option<String> },
    /// Tìm mâu thuẫn trong lịch / find contradictions
    Check,
}

#[derive(Clone, Debug, Args)]
pub struct GenerateArgs {
    /// Số hồ sơ / how many dossiers
    #[arg(long, default_value_t = 1500)]
    pub dossiers: usize,
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Bố cục / layout to write
    #[arg(long, value_enum, default_value_t = SampleLayout::Weekly)]
    pub layout: SampleLayout,
}

/// How the generator writes the same dossiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum SampleLayout {
    /// Weekly exports of five kinds of file that overlap and change (the samples).
    Weekly,
    /// One register with a merged two-row header, suspensions on a second sheet (.xlsx).
    Register,
    /// One plain list with the suspensions as a second sheet (.xlsx).
    Plain,
    /// HTML tables named .xls.
    Html,
    /// CSV files.
    Csv,
    /// Four lists: acceptance, handling, digitization and payment, suspensions.
    Split,
}

#[derive(Clone, Debug, Args)]
pub struct ConfigArgs {
    #[command(subcommand)]
    pub action: Option<ConfigAction>,
}

#[derive(Clone, Debug, Subcommand)]
pub enum ConfigAction {
    /// Từng giá trị và nguồn của nó / each value and where it comes from
    Show,
}

#[derive(Clone, Debug, Args)]
pub struct ReadWorkbookArgs {
    pub path: PathBuf,
    /// The limits as JSON.
    pub limits: String,
}
