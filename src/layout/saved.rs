//! The layout as a person reads and edits it.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::fold;
use crate::domain::schema::TableName;
use crate::error::{Error, Kind, Result};
use crate::words::import as words;

/// One header: the columns of an export and what each stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Short name, shown in the ledger; also the name of its file.
    pub name: String,
    /// What system and list this is, for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Tables that a row of this list feeds.
    pub tables: Vec<TableName>,
    /// Columns from left to right.
    #[serde(rename = "column", default)]
    pub columns: Vec<LayoutColumn>,
}

/// One column of an export.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LayoutColumn {
    /// The header as written, parents first: `Ngày, tháng, năm ▸ Nhận hồ sơ`.
    pub header: String,
    /// `dossiers.accepted_at`, `applicant` (dropped as personal data) or `ignore`.
    pub field: Target,
    /// How to read the cells if not in the usual way of the field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
}

/// What a column of an export stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// A column of one of our tables.
    Field(TableName, &'static str),
    /// Applicant data: recognised so that it is dropped.
    Applicant,
    /// Nothing that we keep.
    Ignore,
}

/// Readings of a column that differ from the usual one of its field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reading {
    /// Dates are written month first.
    MonthFirst,
    /// 0 not digitized, 1 digitized, 2 and 3 reused from an earlier dossier or result (feeds `reused` too).
    DigitizationCodes,
    /// The flag is the contrary of what the cell says ("Chưa số hóa").
    Negated,
    /// A way of paying: online or not.
    PaymentMethod,
    /// A way of collecting: exempt or not.
    FeeCollection,
    /// Something stands there (a file name, a number, a date) or nothing.
    Presence,
    /// The time of day that belongs to the date of the same field in another column.
    TimeOfDay,
}

impl Target {
    pub fn parse(text: &str) -> Option<Target> {
        match text {
            "applicant" => return Some(Target::Applicant),
            "ignore" => return Some(Target::Ignore),
            _ => {}
        }
        let (table, column) = text.split_once('.')?;
        let table = TableName::ALL.into_iter().find(|t| t.as_str() == table)?;
        Some(Target::Field(table, table.column(column)?.name))
    }

    pub fn field(self) -> Option<(TableName, &'static str)> {
        match self {
            Target::Field(table, column) => Some((table, column)),
            _ => None,
        }
    }
}

impl std::fmt::Display for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Target::Field(table, column) => write!(f, "{}.{column}", table.as_str()),
            Target::Applicant => f.write_str("applicant"),
            Target::Ignore => f.write_str("ignore"),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Target, D::Error> {
        let text = String::deserialize(deserializer)?;
        Target::parse(&text).ok_or_else(|| serde::de::Error::custom(words::unknown_field(&text).en))
    }
}

impl Layout {
    /// Reads a layout file. Unknown keys and unknown columns of ours are errors (exit 2).
    pub fn from_toml(text: &str) -> Result<Layout> {
        toml::from_str(text).map_err(|e| {
            Error::new(Kind::Usage, words::layout_unreadable()).cause(e).help(words::layout_help())
        })
    }

    /// The layout as a file for people.
    pub fn to_toml(&self) -> Result<String> {
        let body = toml::to_string_pretty(self).map_err(Error::internal)?;
        Ok(format!("{}\n{body}", words::LAYOUT_FILE_HEAD))
    }

    /// The name of a layout that was found: its tables and a digest of its headers.
    pub fn name_of(tables: &[TableName], columns: &[LayoutColumn]) -> String {
        let mut digest = Sha256::new();
        for column in columns {
            digest.update(fold(&column.header));
            digest.update("\n");
        }
        let digest = digest.finalize();
        let kind: Vec<&str> = tables.iter().map(|t| t.as_str()).collect();
        format!("{}-{:02x}{:02x}{:02x}{:02x}", kind.join("-"), digest[0], digest[1], digest[2], digest[3])
    }

    /// The folded headers, in order: two files with the same ones have the same layout.
    pub fn headers(&self) -> Vec<String> {
        self.columns.iter().map(|c| fold(&c.header)).collect()
    }

    /// Whether the layout names this column of ours.
    pub fn carries(&self, table: TableName, column: &str) -> bool {
        self.columns.iter().any(|c| c.field.field().is_some_and(|f| f.0 == table && f.1 == column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_layout_survives_its_file() {
        let layout = Layout {
            name: "dossiers-0a1b2c3d".into(),
            title: String::new(),
            tables: vec![TableName::Dossiers],
            columns: vec![
                LayoutColumn {
                    header: "Mã hồ sơ".into(),
                    field: Target::Field(TableName::Dossiers, "dossier_code"),
                    reading: None,
                },
                LayoutColumn { header: "Chủ hồ sơ".into(), field: Target::Applicant, reading: None },
                LayoutColumn {
                    header: "Ngày, tháng, năm ▸ Nhận hồ sơ".into(),
                    field: Target::Field(TableName::Dossiers, "accepted_at"),
                    reading: Some(Reading::MonthFirst),
                },
            ],
        };
        let text = layout.to_toml().unwrap();
        assert_eq!(Layout::from_toml(&text).unwrap(), layout);
        assert!(text.contains("field = \"dossiers.accepted_at\""), "{text}");
    }

    #[test]
    fn a_layout_with_an_unknown_column_is_refused() {
        let text = "name='x'\ntables=['dossiers']\n[[column]]\nheader='A'\nfield='dossiers.nonsense'\n";
        assert_eq!(Layout::from_toml(text).unwrap_err().kind, Kind::Usage);
    }
}
