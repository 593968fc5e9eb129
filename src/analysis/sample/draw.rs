//! Weighted drawing without replacement, in integers.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

use super::Member;

/// Sums of weights over a changing set, in O(log n) (a Fenwick tree).
struct Weights {
    tree: Vec<u64>,
    weights: Vec<u64>,
    total: u64,
}

impl Weights {
    fn new(weights: Vec<u64>) -> Weights {
        let mut tree = vec![0; weights.len() + 1];
        for (i, weight) in weights.iter().enumerate() {
            let mut k = i + 1;
            tree[k] += weight;
            // All nodes below this one have added their part, so its sum is whole.
            let value = tree[k];
            k += k & k.wrapping_neg();
            if k < tree.len() {
                tree[k] += value;
            }
        }
        let total = weights.iter().sum();
        Weights { tree, weights, total }
    }

    fn remove(&mut self, i: usize) {
        let weight = std::mem::take(&mut self.weights[i]);
        self.total -= weight;
        let mut k = i + 1;
        while k < self.tree.len() {
            self.tree[k] -= weight;
            k += k & k.wrapping_neg();
        }
    }

    /// The first index whose running sum exceeds `target` (< total).
    fn find(&self, mut target: u64) -> usize {
        let (mut at, mut step) = (0, self.weights.len().next_power_of_two());
        while step > 0 {
            if at + step < self.tree.len() && self.tree[at + step] <= target {
                at += step;
                target -= self.tree[at];
            }
            step /= 2;
        }
        at
    }
}

/// The stratum (number of the official in name order) of each member, and how many there are.
pub fn strata(population: &[Member]) -> (Vec<usize>, usize) {
    let mut numbers: BTreeMap<&str, usize> = population.iter().map(|m| (m.official.as_str(), 0)).collect();
    for (i, number) in numbers.values_mut().enumerate() {
        *number = i;
    }
    (population.iter().map(|m| numbers[m.official.as_str()]).collect(), numbers.len())
}

/// Indices of `size` members: first one of each official (of as many as the size allows), then of
/// all that are left, each draw by weight.
pub fn draw(population: &[Member], size: usize, seed: u64) -> Vec<usize> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let mut rng = ChaCha20Rng::from_seed(bytes);
    let (stratum, n_strata) = strata(population);
    let mut of_stratum = vec![Vec::new(); n_strata];
    for (i, s) in stratum.iter().enumerate() {
        of_stratum[*s].push(i);
    }
    let mut drawn = Vec::with_capacity(size);
    let weights = || population.iter().map(Member::weight).collect();
    let mut uncovered = Weights::new(weights());
    while drawn.len() < size && uncovered.total > 0 {
        let i = uncovered.find(below(&mut rng, uncovered.total));
        drawn.push(i);
        of_stratum[stratum[i]].iter().for_each(|member| uncovered.remove(*member));
    }
    let mut left = Weights::new(weights());
    drawn.iter().for_each(|i| left.remove(*i));
    while drawn.len() < size && left.total > 0 {
        let i = left.find(below(&mut rng, left.total));
        drawn.push(i);
        left.remove(i);
    }
    drawn
}

/// A number below `n`, each equally likely: numbers of the last incomplete round are thrown away.
fn below(rng: &mut ChaCha20Rng, n: u64) -> u64 {
    let rounds = u64::MAX / n * n;
    loop {
        let number = rng.next_u64();
        if number < rounds {
            return number % n;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_found_and_removed() {
        let weights = vec![3, 1, 4, 1, 5, 9, 2];
        let mut sums = Weights::new(weights.clone());
        let mut alive = weights;
        for gone in [None, Some(4), Some(0), Some(6)] {
            if let Some(i) = gone {
                sums.remove(i);
                alive[i] = 0;
            }
            let expected: Vec<usize> =
                alive.iter().enumerate().flat_map(|(i, w)| vec![i; *w as usize]).collect();
            let found: Vec<usize> = (0..sums.total).map(|t| sums.find(t)).collect();
            assert_eq!(found, expected);
        }
    }
}
