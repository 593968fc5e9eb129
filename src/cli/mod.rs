//! The command line: clap structs without behaviour. What a person reads of it stands in
//! `words::help` and `words::options`; [`command`] puts it on, [`parse()`] reads the arguments.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::words::Lang;

mod help;
mod import;
mod parse;
mod questions;
mod tools;

pub use help::{command, translated};
pub use import::*;
pub use parse::{Stop, lang, parse};
pub use questions::*;
pub use tools::*;

/// motcua: đúng hạn, số hóa, tái sử dụng, thanh toán trực tuyến, tiếp nhận trong 8 giờ và dừng tính
/// của từng cán bộ, từ tệp kết xuất của hệ thống một cửa.
#[derive(Debug, Parser)]
#[command(name = "motcua", version)]
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
    Man(ManArgs),
    /// What `motcua PATH…` stands for: import, report, show.
    #[command(hide = true, name = "drop")]
    Drop(DropArgs),
    /// Reads one file under limits for the parent process; not for people.
    #[command(hide = true, name = "read-workbook")]
    ReadWorkbook(ReadWorkbookArgs),
}
