//! Which figures of the report lead to the rows behind them: a click on "317" of 347 shows the 30.

use crate::report::model::{Section, Value};
use crate::report::period::{LATE, RANKED, SLOW};

/// Metric → the section that lists its misses.
const LISTS: [(&str, &str); 4] =
    [(RANKED, "late"), (LATE, "late"), (SLOW, "accepted_late"), ("suspension_proper", "suspensions")];
/// Column of the ranking → the section that lists what it counts.
const COUNTED: [(&str, &str); 2] = [("running_overdue", "due"), ("improper_suspensions", "suspensions")];

/// Puts the links into the tables of rates and into the ranking.
pub fn lead_to_rows(sections: &mut [Section]) {
    for section in sections {
        match section.key.as_str() {
            "summary" | "rates" => rates(section),
            "ranking" => ranking(section),
            _ => {}
        }
    }
}

fn rates(section: &mut Section) {
    let position = |key: &str| section.table.columns.iter().position(|c| c.key == key);
    let (Some(metric), Some(hits), Some(total), Some(group)) =
        (position("metric"), position("hits"), position("total"), position("group"))
    else {
        return;
    };
    for row in &mut section.table.rows {
        let list = LISTS.iter().find(|(name, _)| text(&row.values[metric]) == Some(name));
        if let Some((_, list)) = list
            && row.values[hits] != row.values[total]
        {
            let aim = aim(list, text(&row.values[group]));
            link(&mut row.values[hits], aim);
        }
    }
}

fn ranking(section: &mut Section) {
    let position = |key: &str| section.table.columns.iter().position(|c| c.key == key);
    let Some(group) = position("group") else { return };
    for (key, list) in COUNTED {
        let Some(column) = position(key) else { continue };
        for row in &mut section.table.rows {
            let aim = aim(list, text(&row.values[group]));
            if matches!(row.values[column], Value::Int(n) if n > 0) {
                link(&mut row.values[column], aim);
            }
        }
    }
}

fn text(value: &Value) -> Option<&str> {
    match value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// A section, or its first row of an official.
fn aim(list: &str, official: Option<&str>) -> String {
    official.map_or_else(|| list.to_string(), |official| format!("{list}#{official}"))
}

fn link(value: &mut Value, section: String) {
    let plain = std::mem::replace(value, Value::Blank);
    *value = Value::Link { section, value: Box::new(plain) };
}
