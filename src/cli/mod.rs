//! The command line: clap structs without behaviour. Help texts are Vietnamese first, English after
//! the slash, so that both kinds of user read the same page.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::Lang;

mod import;
mod questions;
mod tools;

pub use import::*;
pub use questions::*;
pub use tools::*;

/// Shown under `--help`: the way without a command, and the exit codes.
pub const EXIT_CODES: &str = "\
Không cần lệnh / without a command:
  motcua PATH…  nhập tệp hoặc thư mục rồi lập báo cáo tháng và danh sách đến hạn bên cạnh
                import files or folders, then write the report and the list of due dossiers beside them

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
    /// What `motcua PATH…` stands for: import, report, show.
    #[command(hide = true, name = "drop")]
    Drop(DropArgs),
    /// Reads one file under limits for the parent process; not for people.
    #[command(hide = true, name = "read-workbook")]
    ReadWorkbook(ReadWorkbookArgs),
}
