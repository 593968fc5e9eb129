//! Control limits of a funnel plot: how far a rate over n may lie from the common rate by chance.
//!
//! Exact binomial limits with interpolation between the two neighbouring counts, after Spiegelhalter,
//! "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005), A.1.1.

/// Probability beyond one of the two 95 % limits.
pub const TAIL_95: f64 = 0.025;
/// Probability beyond one of the two 99.8 % limits.
pub const TAIL_998: f64 = 0.001;

/// The lower or upper limit in percent for `n` counted dossiers when the common rate is `centre`
/// (percent). 0 to 100; with n = 0 the whole range.
pub fn limit(centre: f64, n: u64, tail: f64, upper: bool) -> f64 {
    if n == 0 {
        return if upper { 100.0 } else { 0.0 };
    }
    let share = (centre / 100.0).clamp(0.0, 1.0);
    if share == 0.0 || share == 1.0 {
        return share * 100.0;
    }
    let wanted = if upper { 1.0 - tail } else { tail };
    100.0 * quantile(share, n, wanted).clamp(0.0, n as f64) / n as f64
}

/// The count r with P(R ≤ r) > `wanted`, less the part of its step that is not needed.
fn quantile(share: f64, n: u64, wanted: f64) -> f64 {
    let n = n as f64;
    let odds = (share / (1.0 - share)).ln();
    // Logarithms, since (1 − share)ⁿ underflows for a large n.
    let mut log_step = n * (1.0 - share).ln();
    let mut sum = 0.0;
    let mut r = 0.0;
    loop {
        let step = log_step.exp();
        sum += step;
        if sum > wanted || r >= n {
            let surplus = if step > 0.0 { ((sum - wanted) / step).clamp(0.0, 1.0) } else { 0.0 };
            return r - surplus;
        }
        log_step += ((n - r) / (r + 1.0)).ln() + odds;
        r += 1.0;
    }
}

/// Whether so few or so many hits have a probability of at most `tail` under the common rate.
/// Exact, so that 1 of 1 is never a sign of anything.
pub fn is_outside(centre: f64, hits: u64, n: u64, tail: f64) -> bool {
    let share = (centre / 100.0).clamp(0.0, 1.0);
    if n == 0 || share == 0.0 || share == 1.0 {
        return n > 0 && hits as f64 != share * n as f64;
    }
    let hits = hits.min(n);
    let misses = n - hits;
    at_most(share, n, hits) <= tail || at_most(1.0 - share, n, misses) <= tail
}

/// P(R ≤ k) of a binomial R.
fn at_most(share: f64, n: u64, k: u64) -> f64 {
    let (n, odds) = (n as f64, (share / (1.0 - share)).ln());
    let mut log_step = n * (1.0 - share).ln();
    let mut sum = log_step.exp();
    for r in 0..k {
        let r = r as f64;
        log_step += ((n - r) / (r + 1.0)).ln() + odds;
        sum += log_step.exp();
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_narrow_towards_the_centre() {
        let mut before = (0.0, 100.0);
        for n in [1, 5, 20, 100, 1000, 20_000] {
            let now = (limit(90.0, n, TAIL_95, false), limit(90.0, n, TAIL_95, true));
            assert!(now.0 >= before.0 && now.0 < 90.0, "{n}: {now:?}");
            assert!(now.1 <= 100.0 && now.1 > 90.0, "{n}: {now:?}");
            before = now;
        }
        let (low, high) = (limit(90.0, 20_000, TAIL_95, false), limit(90.0, 20_000, TAIL_95, true));
        // The normal approximation holds for a large n: 1.96 × √(0.9 × 0.1 / 20 000) = 0.42 %.
        assert!((90.0 - low - 0.416).abs() < 0.01 && (high - 90.0 - 0.416).abs() < 0.01, "{low} {high}");
    }

    #[test]
    fn a_few_dossiers_prove_nothing() {
        assert!(!is_outside(91.35, 1, 1, TAIL_95) && !is_outside(91.35, 5, 5, TAIL_95));
        assert!(!is_outside(91.35, 0, 0, TAIL_95));
        // P(R ≤ 30 of 37) = 0.038, P(R ≤ 27 of 37) = 0.0015 under 91.35 %.
        assert!(!is_outside(91.35, 30, 37, TAIL_95) && is_outside(91.35, 27, 37, TAIL_95));
        assert!(is_outside(50.0, 6_000, 10_000, TAIL_998));
        assert!(is_outside(100.0, 9, 10, TAIL_95) && !is_outside(100.0, 10, 10, TAIL_95));
    }

    #[test]
    fn limits_at_the_edges() {
        assert_eq!(limit(100.0, 7, TAIL_998, false), 100.0);
        assert_eq!(limit(0.0, 7, TAIL_998, true), 0.0);
        assert_eq!(limit(50.0, 0, TAIL_95, false), 0.0);
        assert!(limit(50.0, 1, TAIL_998, false) <= 0.1);
    }
}
