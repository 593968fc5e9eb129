//! Arguments of the commands beside the store: calendar, samples, settings.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

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
    /// Kết luận nào thay đổi theo lịch khác / verdicts that another calendar changes
    Diff {
        /// Tệp lịch (CSV) hoặc cấu hình (TOML) / calendar CSV or config TOML
        #[arg(long, value_name = "FILE")]
        against: PathBuf,
    },
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
    /// Một danh sách 23 cột để đo tốc độ / one flat list of 23 columns, for measuring (.xlsx).
    Flat,
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
pub struct ManArgs {
    /// Only the page of this command.
    pub command: Vec<String>,
}

#[derive(Clone, Debug, Args)]
pub struct ReadWorkbookArgs {
    pub path: PathBuf,
    /// The limits as JSON.
    pub limits: String,
}
