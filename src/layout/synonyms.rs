//! The header words of known exports (`header-synonyms.csv`) and how a header is looked up in them.
//!
//! `rank` in the CSV: the lower one wins when two headers of one list claim the same column.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::saved::{Reading, Target};
use super::{fold, fold_accents};
use crate::domain::schema::{ColumnType, TableName};

const CSV: &str = include_str!("header-synonyms.csv");

/// A single wrong letter is forgiven in headers of at least this many letters.
const MIN_TYPO_LETTERS: usize = 8;
/// A header resembles a known one from this similarity on (1 = equal).
const MIN_SIMILARITY: f64 = 0.84;

/// What one known header stands for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meaning {
    /// The table whose lists use the header so (for a field: its own).
    pub table: TableName,
    pub target: Target,
    pub rank: u8,
    pub reading: Option<Reading>,
    /// Line of the CSV: orders meanings of equal rank.
    pub order: u32,
}

/// How well a header agrees with a known one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Agreement {
    Exact,
    AccentFree,
    /// One letter is wrong.
    Typo,
    /// It resembles; a person should say.
    Resembles,
}

/// A header found among the known ones. `meanings` is never empty.
#[derive(Clone, Debug)]
pub struct Match {
    pub agreement: Agreement,
    pub meanings: Vec<Meaning>,
}

/// All known headers, by their folded spelling.
pub struct Synonyms {
    by_accents: BTreeMap<String, Vec<Meaning>>,
    by_letters: BTreeMap<String, Vec<Meaning>>,
}

/// The built-in header words.
pub fn builtin() -> &'static Synonyms {
    static BUILTIN: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(CSV));
    &BUILTIN
}

impl Synonyms {
    fn parse(text: &str) -> Synonyms {
        let mut synonyms = Synonyms { by_accents: BTreeMap::new(), by_letters: BTreeMap::new() };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        for (order, record) in reader.records().flatten().enumerate() {
            let field = |i: usize| record.get(i).unwrap_or_default();
            let Some(table) = TableName::ALL.into_iter().find(|t| t.as_str() == field(0)) else { continue };
            let target = match field(1) {
                "applicant" => Target::Applicant,
                "free_text" | "ignore" => Target::Ignore,
                name => match table.column(name) {
                    Some(column) => Target::Field(table, column.name),
                    None => continue,
                },
            };
            let meaning = Meaning {
                table,
                target,
                rank: field(2).parse().unwrap_or(1),
                reading: reading(field(3)),
                order: order as u32,
            };
            synonyms.by_accents.entry(fold_accents(field(4))).or_default().push(meaning);
            synonyms.by_letters.entry(fold(field(4))).or_default().push(meaning);
        }
        synonyms
    }

    /// The folded headers that may mean one of these targets.
    pub fn headers_of(&self, wanted: impl Fn(Target) -> bool) -> impl Iterator<Item = String> {
        let all = self.by_letters.iter();
        all.filter(move |(_, meanings)| meanings.iter().any(|m| wanted(m.target))).map(|(h, _)| h.clone())
    }

    /// A header by its spelling, with or without accents.
    pub fn exact(&self, header: &str) -> Option<Match> {
        if let Some(meanings) = self.by_accents.get(&fold_accents(header)) {
            return Some(Match { agreement: Agreement::Exact, meanings: meanings.clone() });
        }
        let meanings = self.by_letters.get(&fold(header))?;
        Some(Match { agreement: Agreement::AccentFree, meanings: meanings.clone() })
    }

    /// "Giờ nhận" is the time of "Ngày nhận".
    fn time(&self, header: &str) -> Option<Match> {
        let folded = fold_accents(header);
        let what = folded.strip_prefix("giờ ").or_else(|| folded.strip_prefix("gio "))?;
        let mut found = self.exact(&format!("ngày {what}"))?;
        found.meanings.retain(|m| {
            m.target.field().and_then(|(t, c)| t.column(c)).is_some_and(|c| c.kind == ColumnType::Timestamp)
        });
        found.meanings.iter_mut().for_each(|m| m.reading = Some(Reading::TimeOfDay));
        (!found.meanings.is_empty()).then_some(found)
    }

    /// The known header that this one resembles most, if there is only one such.
    pub fn near(&self, header: &str) -> Option<Match> {
        let header = fold(header);
        let n = header.chars().count();
        if !(5..=60).contains(&n) {
            return None;
        }
        let mut best: Vec<(f64, usize, &Vec<Meaning>)> = Vec::new();
        for (known, meanings) in &self.by_letters {
            let m = known.chars().count();
            if n.abs_diff(m) > 1 + n / 8 || digits(known) != digits(&header) {
                continue;
            }
            let distance = strsim::osa_distance(known, &header);
            let similarity = 1.0 - distance as f64 / n.max(m) as f64;
            if similarity >= MIN_SIMILARITY {
                best.push((similarity, distance, meanings));
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0));
        let &(similarity, distance, meanings) = best.first()?;
        let rivals = best.iter().skip(1).take_while(|b| b.0 == similarity);
        if rivals.into_iter().any(|b| b.2[0].target != meanings[0].target) {
            return None;
        }
        let typo = distance <= 1 && n >= MIN_TYPO_LETTERS;
        let agreement = if typo { Agreement::Typo } else { Agreement::Resembles };
        Some(Match { agreement, meanings: meanings.clone() })
    }

    /// Looks a header up with its parents: all together in both orders ("Tạm dừng ▸ Từ ngày",
    /// "Tiếp nhận ▸ Ngày" as "Ngày tiếp nhận"), then the lowest line alone.
    /// A parent that names the applicant makes all its children applicant data.
    pub fn find(&self, path: &[String], near: bool) -> Option<Match> {
        let leaf = path.last()?;
        if let Some(parent) = path.iter().rev().skip(1).find_map(|p| self.exact(p).filter(is_applicant)) {
            return Some(parent);
        }
        let reversed = path.iter().rev().cloned().collect::<Vec<_>>().join(" ");
        let last_two = path[path.len().saturating_sub(2)..].join(" ");
        let spellings = [path.join(" "), last_two, reversed, leaf.clone()];
        if let Some(found) = spellings.iter().find_map(|s| self.exact(s).or_else(|| self.time(s))) {
            return Some(found);
        }
        if !near {
            return None;
        }
        spellings.iter().filter_map(|s| self.near(s)).min_by_key(|m| m.agreement)
    }
}

fn is_applicant(found: &Match) -> bool {
    found.meanings.iter().all(|m| m.target == Target::Applicant)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn reading(name: &str) -> Option<Reading> {
    match name {
        "digitization_codes" => Some(Reading::DigitizationCodes),
        "negated" => Some(Reading::Negated),
        "payment_method" => Some(Reading::PaymentMethod),
        "fee_collection" => Some(Reading::FeeCollection),
        "presence" => Some(Reading::Presence),
        "time_of_day" => Some(Reading::TimeOfDay),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(path: &[&str]) -> Option<(Agreement, String)> {
        let path: Vec<String> = path.iter().map(|s| s.to_string()).collect();
        let found = builtin().find(&path, true)?;
        Some((found.agreement, found.meanings[0].target.to_string()))
    }

    #[test]
    fn every_line_of_the_csv_is_understood_and_says_one_thing() {
        let lines = csv::Reader::from_reader(CSV.as_bytes()).into_records().count();
        let synonyms = builtin();
        assert_eq!(synonyms.by_accents.values().map(Vec::len).sum::<usize>(), lines);
        for (header, meanings) in &synonyms.by_letters {
            for table in TableName::ALL {
                let mut targets: Vec<_> =
                    meanings.iter().filter(|m| m.table == table).map(|m| m.target).collect();
                targets.dedup();
                assert!(targets.len() <= 1, "{header}: {targets:?}");
            }
        }
    }

    #[test]
    fn parents_and_children_are_read_together() {
        let exact = |path: &[&str]| target(path).map(|t| t.1).unwrap_or_default();
        assert_eq!(exact(&["Ngày, tháng, năm", "Nhận hồ sơ"]), "dossiers.accepted_at");
        assert_eq!(exact(&["Tạm dừng", "Từ ngày"]), "suspensions.suspended_at");
        assert_eq!(exact(&["Tiếp nhận", "Ngày"]), "dossiers.accepted_at");
        assert_eq!(exact(&["Số hóa hồ sơ TTHC khi tiếp nhận", "Có số hóa TPHS"]), "dossiers.digitized");
        assert_eq!(exact(&["Số hóa kết quả giải quyết", "Đã số hóa"]), "dossiers.e_result");
        assert_eq!(exact(&["Thông tin chủ hồ sơ", "Ngày nhận"]), "applicant");
        assert_eq!(exact(&["Từ ngày"]), "");
        assert_eq!(exact(&["Tiếp nhận", "Giờ"]), "dossiers.accepted_at");
        let time = builtin().find(&["Giờ hẹn trả kết quả".to_string()], true).expect("a time");
        assert_eq!(time.meanings[0].reading, Some(Reading::TimeOfDay));
    }

    #[test]
    fn near_misses_are_graded() {
        assert_eq!(target(&["Ngày tiếp nhậnn"]), Some((Agreement::Typo, "dossiers.accepted_at".into())));
        assert_eq!(target(&["Cán bộ xử lí"]), Some((Agreement::Typo, "dossiers.processing_official".into())));
        assert_eq!(target(&["ma HO so"]), Some((Agreement::AccentFree, "dossiers.dossier_code".into())));
        assert_eq!(target(&["Ngày hẹn trả kết qủaa 2"]), None);
        assert_eq!(target(&["Loại hồ sơ"]), None);
        assert_eq!(target(&["Tình trạng hạn"]).map(|t| t.1), Some("ignore".into()));
    }
}
