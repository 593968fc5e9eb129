//! Arguments of the commands that fill the store.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_048_576))]
    pub header_row: Option<u32>,
    /// Chỉ đọc sheet này / only this sheet
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,
    /// Nhập lại tệp đã nhập / import a file again
    #[arg(long)]
    pub force: bool,
}

#[derive(Clone, Debug, Args)]
pub struct DropArgs {
    /// Tệp hoặc thư mục / files or folders
    pub paths: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    Dossiers,
    Suspensions,
    Procedures,
    Explanations,
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
