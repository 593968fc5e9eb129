//! What a person may set: targets, limits, lists, names. `io::config` reads it from `motcua.toml`;
//! the defaults here are the product's own and need no file.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::calendar::Calendar;
use crate::words::{Phrase, config as words};

/// All settings with their defaults.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    pub agency: Agency,
    pub signers: Vec<Signer>,
    /// Who the monthly evaluation is sent to.
    pub recipients: Vec<String>,
    pub officials: Officials,
    /// Target per metric in percent; replaces the metric file's own.
    pub targets: BTreeMap<String, f64>,
    pub ranking: Ranking,
    pub suspensions: Suspensions,
    pub evaluation: Evaluation,
    pub calendar: CalendarFiles,
    pub import: Import,
    /// Folder with `metrics/*.sql` and `rules/*.sql` that add to or replace the built-in ones.
    pub queries: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            agency: Agency::default(),
            signers: vec![
                Signer { role: "NGƯỜI LẬP BIỂU".into(), name: String::new() },
                Signer { role: "CHỦ TỊCH".into(), name: String::new() },
            ],
            recipients: Vec::new(),
            officials: Officials::default(),
            targets: BTreeMap::new(),
            ranking: Ranking::default(),
            suspensions: Suspensions::default(),
            evaluation: Evaluation::default(),
            calendar: CalendarFiles::default(),
            import: Import::default(),
            queries: None,
        }
    }
}

/// The office that reports.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Agency {
    /// Printed above the name, e.g. "UBND TỈNH KHÁNH HÒA"; empty: not printed.
    pub parent: String,
    /// e.g. "UBND XÃ …"; empty: the most frequent agency of the data.
    pub name: String,
    /// Place of the date line, e.g. "Vạn Phước".
    pub place: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Signer {
    pub role: String,
    pub name: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Officials {
    /// Spelling in the export → the one name it stands for.
    pub aliases: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ranking {
    /// Fewer counted dossiers than this: listed below, unranked.
    pub min_total: u64,
}

impl Default for Ranking {
    fn default() -> Self {
        Ranking { min_total: 5 }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Suspensions {
    /// The one-stop system adds the suspended time to the due date on resume.
    pub due_includes_suspensions: bool,
    /// Rule `last_minute`: working minutes before the due date.
    pub last_minute_minutes: i64,
    /// Rule `too_long`: calendar days.
    pub too_long_days: i64,
    /// Rule `no_reason`: fewer letters than this is not a specific reason.
    pub min_reason_letters: usize,
    /// Rule `no_reason`: reasons that say nothing, compared without case, accents, punctuation.
    pub vague_reasons: Vec<String>,
}

impl Default for Suspensions {
    fn default() -> Self {
        let vague = [
            "khác",
            "lý do khác",
            "theo quy định",
            "bổ sung",
            "bổ sung hồ sơ",
            "yêu cầu bổ sung",
            "chờ",
            "chờ bổ sung",
            "chờ xử lý",
            "chờ kết quả",
            "tạm dừng",
            "dừng tính",
            "dừng",
            "ok",
            "test",
            "không",
            "không có",
            "có",
            "như trên",
            "như đã nêu",
            "đang xử lý",
            "hồ sơ",
            "theo yêu cầu",
        ];
        Suspensions {
            due_includes_suspensions: true,
            last_minute_minutes: 120,
            too_long_days: 30,
            min_reason_letters: 10,
            vague_reasons: vague.map(str::to_string).to_vec(),
        }
    }
}

/// Weights and cut-offs of the proposed monthly evaluation (after NĐ 335/2025/NĐ-CP).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Evaluation {
    pub task_points: f64,
    pub general_points: f64,
    /// Lowest total of the classes from the best down; below the last: not completed.
    pub cut_offs: [f64; 3],
}

impl Default for Evaluation {
    fn default() -> Self {
        Evaluation { task_points: 70.0, general_points: 30.0, cut_offs: [90.0, 70.0, 50.0] }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CalendarFiles {
    /// CSV with `date,kind,status,source` lines that add to or replace the built-in calendar.
    pub file: Option<String>,
    /// Office hours, each valid from a date on; empty: 07:00–11:30, 13:30–17:00.
    pub hours: Vec<OfficeHours>,
}

/// Office hours from a date on, optionally for one agency.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfficeHours {
    /// `YYYY-MM-DD`; absent: always.
    #[serde(default)]
    pub from: Option<String>,
    /// Only for this agency (as the export spells it); absent: for all.
    #[serde(default)]
    pub agency: Option<String>,
    /// `["07:00-11:30", "13:30-17:00"]`
    pub sessions: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Import {
    /// More rejected rows than this share stop the import.
    pub max_rejected_percent: f64,
    pub max_file_bytes: u64,
    pub max_unpacked_bytes: u64,
    /// Unpacked size at most this many times the file's.
    pub max_unpacked_ratio: u64,
    pub max_rows: u64,
    pub max_columns: u64,
    pub max_cell_characters: u64,
    /// Time for reading one file.
    pub max_seconds: u64,
    /// Memory of the process that reads one file.
    pub max_memory_bytes: u64,
}

impl Default for Import {
    fn default() -> Self {
        const GIB: u64 = 1 << 30;
        Import {
            max_rejected_percent: 20.0,
            max_file_bytes: GIB,
            max_unpacked_bytes: 16 * GIB,
            max_unpacked_ratio: 200,
            max_rows: 5_000_000,
            max_columns: 1_000,
            max_cell_characters: 32_767,
            max_seconds: 600,
            max_memory_bytes: 4 * GIB,
        }
    }
}

impl Settings {
    /// Values that can't be used: the key as in the file, and why.
    pub fn problems(&self) -> Vec<(String, Phrase)> {
        let mut problems = Vec::new();
        let mut check = |fine: bool, key: &str, problem: fn() -> Phrase| {
            if !fine {
                problems.push((key.to_string(), problem()));
            }
        };
        let is_percent = |x: f64| (0.0..=100.0).contains(&x);
        for (metric, target) in &self.targets {
            check(is_percent(*target), &format!("targets.{metric}"), words::percent);
        }
        for (i, recipient) in self.recipients.iter().enumerate() {
            check(!recipient.trim().is_empty(), &format!("recipients[{i}]"), words::blank);
        }
        for (i, signer) in self.signers.iter().enumerate() {
            check(!signer.role.trim().is_empty(), &format!("signers[{i}].role"), words::blank);
        }
        for (spelling, name) in &self.officials.aliases {
            check(!name.trim().is_empty(), &format!("officials.aliases.{spelling}"), words::blank);
        }
        let suspensions = &self.suspensions;
        check(suspensions.last_minute_minutes >= 0, "suspensions.last_minute_minutes", words::not_negative);
        check(suspensions.too_long_days >= 0, "suspensions.too_long_days", words::not_negative);
        let Evaluation { task_points, general_points, cut_offs } = &self.evaluation;
        check(is_percent(*task_points), "evaluation.task_points", words::percent);
        check(is_percent(*general_points), "evaluation.general_points", words::percent);
        let in_order = cut_offs.is_sorted_by(|a, b| a > b) && cut_offs.iter().all(|x| is_percent(*x));
        check(in_order, "evaluation.cut_offs", words::descending);
        let import = &self.import;
        check(is_percent(import.max_rejected_percent), "import.max_rejected_percent", words::percent);
        for (key, limit) in import.limits() {
            check(limit > 0, key, words::positive);
        }
        self.alias_chains(&mut problems);
        if let Err(e) = Calendar::from_csv("", self.calendar.hours.clone()) {
            problems.push(("calendar.hours".into(), e.what));
        }
        problems
    }

    /// An alias must lead to the name itself, else the order of the list would matter.
    fn alias_chains(&self, problems: &mut Vec<(String, Phrase)>) {
        let aliases = &self.officials.aliases;
        for (spelling, name) in aliases {
            if aliases.get(name).is_some_and(|further| further != name) {
                problems.push((format!("officials.aliases.{spelling}"), words::alias_chain(name)));
            }
        }
    }
}

impl Import {
    fn limits(&self) -> [(&'static str, u64); 8] {
        [
            ("import.max_file_bytes", self.max_file_bytes),
            ("import.max_unpacked_bytes", self.max_unpacked_bytes),
            ("import.max_unpacked_ratio", self.max_unpacked_ratio),
            ("import.max_rows", self.max_rows),
            ("import.max_columns", self.max_columns),
            ("import.max_cell_characters", self.max_cell_characters),
            ("import.max_seconds", self.max_seconds),
            ("import.max_memory_bytes", self.max_memory_bytes),
        ]
    }
}
