//! Byte-pair merging over ids: which pairs merge, in which order, into what.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Words of more symbols than this are merged with a heap; below it a plain search for the lowest rank is faster.
const SHORT: usize = 48;

const FREE: u64 = u64::MAX;
const NO_MERGE: u64 = u64::MAX;

/// Pairs of ids with the rank of their merge and its result, in flat arrays that a file holds as they are.
#[derive(Debug, PartialEq, Eq)]
pub struct Merges {
    /// `left << 32 | right` by hash, with linear probing; half or more free, their number a power of two.
    pairs: Vec<u64>,
    /// `rank << 32 | result` beside each pair: their order is the order in which merges are made.
    values: Vec<u64>,
}

impl Merges {
    /// Takes pairs and results in the order of their ranks; of a pair that comes twice the last rank holds, as in the reference.
    pub fn new(merges: &[(u32, u32, u32)]) -> Self {
        let size = (merges.len() * 2).next_power_of_two();
        let mut table = Self { pairs: vec![FREE; size], values: vec![NO_MERGE; size] };
        for (rank, &(left, right, result)) in (0u64..).zip(merges) {
            let slot = table.slot(pair(left, right));
            table.pairs[slot] = pair(left, right);
            table.values[slot] = rank << 32 | u64::from(result);
        }
        table
    }

    /// Puts the arrays of a file together; `None` when they do not fit each other, or a result is no id below `ids`.
    pub fn from_parts(pairs: Vec<u64>, values: Vec<u64>, ids: usize) -> Option<Self> {
        let table = pairs.len().is_power_of_two() && pairs.len() == values.len() && pairs.contains(&FREE);
        let known = values.iter().all(|&value| value == NO_MERGE || ((value as u32) as usize) < ids);
        (table && known).then_some(Self { pairs, values })
    }

    /// The arrays, as [`Self::from_parts`] takes them.
    pub fn parts(&self) -> (&[u64], &[u64]) {
        (&self.pairs, &self.values)
    }

    #[inline]
    fn value(&self, left: u32, right: u32) -> u64 {
        self.values[self.slot(pair(left, right))]
    }

    #[inline]
    fn slot(&self, pair: u64) -> usize {
        let mask = self.pairs.len() - 1;
        let mixed = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mut at = (mixed >> 32) as usize & mask;
        while self.pairs[at] != pair && self.pairs[at] != FREE {
            at = (at + 1) & mask;
        }
        at
    }
}

#[inline]
fn pair(left: u32, right: u32) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

/// Working space for merging, used again from word to word.
#[derive(Default)]
pub struct Merger {
    symbols: Vec<u32>,
    /// The value of the merge of a symbol with the one after it.
    values: Vec<u64>,
}

impl Merger {
    /// Merges the symbols of a word and appends what is left of them to `out`.
    pub fn merge(&mut self, merges: &Merges, word: impl Iterator<Item = u32>, out: &mut Vec<u32>) {
        self.symbols.clear();
        self.symbols.extend(word);
        if self.symbols.len() > SHORT {
            out.extend(merge_long(merges, &self.symbols));
            return;
        }
        self.values.clear();
        self.values.extend(self.symbols.windows(2).map(|pair| merges.value(pair[0], pair[1])));
        while let Some((at, value)) = lowest(&self.values) {
            self.symbols[at] = value as u32;
            self.symbols.remove(at + 1);
            self.values.remove(at);
            if let Some(&next) = self.symbols.get(at + 1) {
                self.values[at] = merges.value(value as u32, next);
            }
            if at > 0 {
                self.values[at - 1] = merges.value(self.symbols[at - 1], value as u32);
            }
        }
        out.extend_from_slice(&self.symbols);
    }
}

/// The leftmost of the lowest values.
#[inline]
fn lowest(values: &[u64]) -> Option<(usize, u64)> {
    let mut best = (0, NO_MERGE);
    for (at, &value) in values.iter().enumerate() {
        if value < best.1 {
            best = (at, value);
        }
    }
    (best.1 != NO_MERGE).then_some(best)
}

/// The same in O(n log n): pairs wait in a heap, and one that a merge beside it has changed is passed over when its turn comes.
fn merge_long(merges: &Merges, word: &[u32]) -> Vec<u32> {
    let mut symbols: Vec<u32> = word.to_vec();
    let mut before: Vec<usize> = (0..word.len()).map(|at| at.wrapping_sub(1)).collect();
    let mut after: Vec<usize> = (1..=word.len()).collect();
    let mut waiting: BinaryHeap<Reverse<(u64, usize, u32, u32)>> = BinaryHeap::new();
    let offer = |waiting: &mut BinaryHeap<_>, at: usize, left: u32, right: u32| {
        let value = merges.value(left, right);
        if value != NO_MERGE {
            waiting.push(Reverse((value, at, left, right)));
        }
    };
    for at in 1..word.len() {
        offer(&mut waiting, at - 1, word[at - 1], word[at]);
    }
    while let Some(Reverse((value, at, left, right))) = waiting.pop() {
        let next = after[at];
        if symbols[at] != left || next >= word.len() || symbols[next] != right {
            continue;
        }
        let result = value as u32;
        symbols[at] = result;
        symbols[next] = u32::MAX;
        after[at] = after[next];
        if let Some(following) = before.get_mut(after[at]) {
            *following = at;
            offer(&mut waiting, at, result, symbols[after[at]]);
        }
        if let Some(&previous) = symbols.get(before[at]) {
            offer(&mut waiting, before[at], previous, result);
        }
    }
    symbols.retain(|&symbol| symbol != u32::MAX);
    symbols
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition: merge the leftmost pair of the lowest rank until none is left.
    fn by_definition(merges: &[(u32, u32, u32)], word: &[u32]) -> Vec<u32> {
        let mut symbols = word.to_vec();
        loop {
            let rank = |pair: &[u32]| merges.iter().position(|&(left, right, _)| pair == [left, right]);
            let Some((rank, at)) = symbols.windows(2).enumerate().filter_map(|(at, pair)| Some((rank(pair)?, at))).min() else {
                return symbols;
            };
            symbols[at] = merges[rank].2;
            symbols.remove(at + 1);
        }
    }

    #[test]
    fn short_and_long_words_merge_by_the_definition() {
        let mut seed = 223u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        for _ in 0..300 {
            let mut merges: Vec<(u32, u32, u32)> = Vec::new();
            for result in 4..24 {
                let (left, right) = (draw(u64::from(result)) as u32, draw(u64::from(result)) as u32);
                if merges.iter().all(|&(a, b, _)| (a, b) != (left, right)) {
                    merges.push((left, right, result));
                }
            }
            let table = Merges::new(&merges);
            for length in [0, 1, 2, 7, SHORT, SHORT + 1, 200] {
                let word: Vec<u32> = (0..length).map(|_| draw(4) as u32).collect();
                let mut merged = Vec::new();
                Merger::default().merge(&table, word.iter().copied(), &mut merged);
                assert_eq!(merged, by_definition(&merges, &word), "{merges:?} {word:?}");
                assert_eq!(merge_long(&table, &word), merged, "{merges:?} {word:?}");
            }
        }
    }

    #[test]
    fn refuses_arrays_that_do_not_fit() {
        let table = Merges::new(&[(0, 1, 2), (2, 2, 3)]);
        let (pairs, values) = table.parts();
        assert_eq!(Merges::from_parts(pairs.to_vec(), values.to_vec(), 4).as_ref(), Some(&table));
        assert_eq!(Merges::from_parts(pairs.to_vec(), values.to_vec(), 3), None);
        assert_eq!(Merges::from_parts(pairs[1..].to_vec(), values[1..].to_vec(), 4), None);
        assert_eq!(Merges::from_parts(vec![7, 7], vec![0, 0], 4), None, "a full table never ends a search");
        assert_eq!(Merges::from_parts(vec![], vec![], 4), None);
    }
}
