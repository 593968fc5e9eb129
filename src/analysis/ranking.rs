//! Officials in order of one metric's rate, with the interval and what stands beside it.

/// What the order is made by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Rate,
    /// The lower end of the 95 % Wilson interval.
    Lower,
}

/// One official.
#[derive(Clone, Debug, PartialEq)]
pub struct RankRow {
    /// 1, 1, 3 …: equal rates share a rank. None: unranked.
    pub rank: Option<u32>,
    /// Empty for dossiers without an official's name (never ranked).
    pub official: String,
    pub agency: Option<String>,
    pub hits: u64,
    pub total: u64,
    pub no_data: u64,
    /// Percent, two decimals.
    pub rate: Option<f64>,
    /// Wilson interval, percent, two decimals; None: nothing counted.
    pub lower: Option<f64>,
    pub upper: Option<f64>,
    pub target: Option<f64>,
    pub met: Option<bool>,
    /// Enough counted dossiers to be ranked.
    pub ranked: bool,
    /// Running dossiers past their due date at as_of; None: no data.
    pub running_overdue: Option<u64>,
    /// Improper suspensions begun in the period; None: no data.
    pub improper_suspensions: Option<u64>,
    pub previous_rank: Option<u32>,
    /// previous_rank − rank: 2 = two places up. None: unranked in either period.
    pub moved: Option<i64>,
}
