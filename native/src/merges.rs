//! Byte-pair merging over ids: which pairs merge, in which order, into what.

mod seams;
mod together;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::pages;
pub use seams::Seams;
pub use together::{MAX_BYTES, MAX_RANK, TOGETHER, Together};

/// Words of more symbols than this are merged with a heap; below it a plain search for the lowest rank is faster.
const SHORT: usize = u64::BITS as usize;

const FREE: u64 = u64::MAX;
const NO_MERGE: u64 = u64::MAX;

/// Pairs of ids with the rank of their merge and its result, in a flat array that a file holds as it is.
#[derive(Debug, PartialEq, Eq)]
pub struct Merges {
    /// `left << 32 | right` by hash, with linear probing, and beside it `rank << 32 | result`, of which the order is that in which
    /// merges are made. A third or more are free, their number a power of two.
    slots: Vec<[u64; 2]>,
    /// A bit for the hash of each pair: most pairs that are asked for merge into nothing, and these few bits tell so without the table.
    filter: Vec<u64>,
}

/// Bits of the filter for each slot, so that one in twenty is set.
const FILTER_BITS: usize = 8;

impl Merges {
    /// Takes pairs and results in the order of their ranks; of a pair that comes twice the last rank holds, as in the reference.
    ///
    /// # Panics
    /// When there are [`MAX_RANK`] merges or more.
    pub fn new(merges: &[(u32, u32, u32)]) -> Self {
        assert!(merges.len() < MAX_RANK, "{} merges", merges.len());
        let size = (merges.len() + merges.len() / 2 + 1).next_power_of_two();
        let mut table = Self { slots: pages::collect(std::iter::repeat_n([FREE, NO_MERGE], size)), filter: Vec::new() };
        for (rank, &(left, right, result)) in (0u64..).zip(merges) {
            let slot = table.slot(pair(left, right));
            table.slots[slot] = [pair(left, right), rank << 32 | u64::from(result)];
        }
        table.filter = filter(&table.slots);
        table
    }

    /// Takes the array of a file; `None` when it is no table, a result is no id below `ids` or a rank too high.
    pub fn from_parts(slots: Vec<[u64; 2]>, ids: usize) -> Option<Self> {
        let table = slots.len().is_power_of_two() && slots.iter().any(|&[pair, _]| pair == FREE);
        let known =
            slots.iter().all(|&[_, value]| value == NO_MERGE || ((value as u32) as usize) < ids && ((value >> 32) as usize) < MAX_RANK);
        (table && known).then(|| Self { filter: filter(&slots), slots })
    }

    /// The array, as [`Self::from_parts`] takes it.
    pub fn parts(&self) -> &[[u64; 2]] {
        &self.slots
    }

    #[inline]
    fn value(&self, left: u32, right: u32) -> u64 {
        let pair = pair(left, right);
        if self.may_merge(pair) { self.look_up(pair) } else { NO_MERGE }
    }

    /// Whether a pair may be in the table.
    #[inline(always)]
    fn may_merge(&self, pair: u64) -> bool {
        let (word, bit) = filter_bit(pair, self.filter.len());
        self.filter[word] & bit != 0
    }

    #[inline(always)]
    fn look_up(&self, pair: u64) -> u64 {
        self.slots[self.slot(pair)][1]
    }

    /// Asks memory for what [`Self::may_merge`] looks at.
    #[inline(always)]
    fn prefetch_filter(&self, pair: u64) {
        pages::prefetch(&self.filter, filter_bit(pair, self.filter.len()).0);
    }

    /// Asks memory for what [`Self::look_up`] looks at.
    #[inline(always)]
    fn prefetch(&self, pair: u64) {
        pages::prefetch(&self.slots, self.first(pair));
    }

    /// The slot at which the search for a pair begins.
    #[inline(always)]
    fn first(&self, pair: u64) -> usize {
        (mix(pair) >> 32) as usize & (self.slots.len() - 1)
    }

    #[inline(always)]
    fn slot(&self, pair: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = self.first(pair);
        while self.slots[at][0] != pair && self.slots[at][0] != FREE {
            at = (at + 1) & mask;
        }
        at
    }
}

fn filter(slots: &[[u64; 2]]) -> Vec<u64> {
    let mut filter = vec![0; (slots.len() * FILTER_BITS).div_ceil(64)];
    for &[pair, _] in slots.iter().filter(|slot| slot[0] != FREE) {
        let (word, bit) = filter_bit(pair, filter.len());
        filter[word] |= bit;
    }
    filter
}

/// Where a pair's bit is in a filter of so many words, a power of two.
#[inline(always)]
fn filter_bit(pair: u64, words: usize) -> (usize, u64) {
    let mixed = mix(pair);
    ((mixed >> 26) as usize & (words - 1), 1 << (mixed >> 58))
}

#[inline(always)]
fn mix(pair: u64) -> u64 {
    pair.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

#[inline(always)]
fn pair(left: u32, right: u32) -> u64 {
    u64::from(left) << 32 | u64::from(right)
}

/// What the bytes of a word are before anything is merged: their ids, and the merge of each two of them.
///
/// Half of all look-ups are for two bytes, and this table's few used lines stay in the nearest cache.
pub struct Bytes {
    ids: [u32; 256],
    /// The value of the merge of two bytes, by the first and then the second.
    values: Box<[u64]>,
}

impl Bytes {
    /// Takes the id of each byte.
    pub fn new(ids: [u32; 256], merges: &Merges) -> Self {
        let values = (0..=u16::MAX).map(|both| merges.value(ids[usize::from(both >> 8)], ids[usize::from(both & 0xff)]));
        Self { ids, values: values.collect() }
    }

    /// The id of each byte.
    pub fn ids(&self) -> &[u32; 256] {
        &self.ids
    }

    #[inline(always)]
    fn value(&self, left: u8, right: u8) -> u64 {
        self.values[usize::from(left) << 8 | usize::from(right)]
    }
}

/// Merges the bytes of a word and appends what is left of them to `out`.
pub fn merge(merges: &Merges, bytes: &Bytes, word: &[u8], out: &mut Vec<u32>) {
    if word.len() > SHORT {
        return merge_long(merges, bytes, word, out);
    }
    let mut symbols = [0; SHORT];
    // The value of the merge of a symbol with the one after it.
    let mut values = [NO_MERGE; SHORT];
    for (symbol, &byte) in symbols.iter_mut().zip(word) {
        *symbol = bytes.ids[usize::from(byte)];
    }
    for (value, both) in values.iter_mut().zip(word.windows(2)) {
        *value = bytes.value(both[0], both[1]);
    }
    // One bit for each symbol that is left.
    let mut left = if word.len() == SHORT { u64::MAX } else { (1 << word.len()) - 1 };
    while let Some((at, value)) = lowest(&values[..word.len()]) {
        let result = value as u32;
        symbols[at] = result;
        let after = left & (u64::MAX << at << 1);
        let merged = after.trailing_zeros() as usize;
        values[merged] = NO_MERGE;
        left ^= 1 << merged;
        let following = after & (after - 1);
        values[at] = if following == 0 { NO_MERGE } else { merges.value(result, symbols[following.trailing_zeros() as usize]) };
        let before = left & ((1 << at) - 1);
        if before != 0 {
            let previous = 63 - before.leading_zeros() as usize;
            values[previous] = merges.value(symbols[previous], result);
        }
    }
    while left != 0 {
        out.push(symbols[left.trailing_zeros() as usize]);
        left &= left - 1;
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
fn merge_long(merges: &Merges, bytes: &Bytes, word: &[u8], out: &mut Vec<u32>) {
    let mut symbols: Vec<u32> = word.iter().map(|&byte| bytes.ids[usize::from(byte)]).collect();
    let mut before: Vec<usize> = (0..word.len()).map(|at| at.wrapping_sub(1)).collect();
    let mut after: Vec<usize> = (1..=word.len()).collect();
    let first = word.windows(2).enumerate().filter_map(|(at, both)| {
        let value = bytes.value(both[0], both[1]);
        (value != NO_MERGE).then(|| Reverse((value, at, symbols[at], symbols[at + 1])))
    });
    let mut waiting: BinaryHeap<Reverse<(u64, usize, u32, u32)>> = first.collect::<Vec<_>>().into();
    let offer = |waiting: &mut BinaryHeap<_>, at: usize, left: u32, right: u32| {
        let value = merges.value(left, right);
        if value != NO_MERGE {
            waiting.push(Reverse((value, at, left, right)));
        }
    };
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
    out.extend(symbols.iter().filter(|&&symbol| symbol != u32::MAX));
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
            let bytes = Bytes::new(std::array::from_fn(|byte| byte as u32 % 4), &table);
            for length in [0, 1, 2, 7, SHORT - 1, SHORT, SHORT + 1, 200] {
                let word: Vec<u8> = (0..length).map(|_| draw(256) as u8).collect();
                let expected = by_definition(&merges, &word.iter().map(|&byte| u32::from(byte) % 4).collect::<Vec<_>>());
                let (mut merged, mut long) = (vec![9], vec![9]);
                merge(&table, &bytes, &word, &mut merged);
                merge_long(&table, &bytes, &word, &mut long);
                assert_eq!(merged[1..], expected, "{merges:?} {word:?}");
                assert_eq!(long, merged, "{merges:?} {word:?}");
            }
            let words: Vec<Vec<u8>> = (0..TOGETHER).map(|_| (0..draw(MAX_BYTES as u64 + 1)).map(|_| draw(256) as u8).collect()).collect();
            let slices: Vec<&[u8]> = words.iter().map(|word| &word[..]).collect();
            let mut merged = vec![vec![9]; words.len()];
            Together::default().merge(&table, &bytes, &slices, |nth, ids| merged[nth] = ids.to_vec());
            for (word, merged) in words.iter().zip(merged) {
                assert_eq!(merged, by_definition(&merges, &word.iter().map(|&byte| u32::from(byte) % 4).collect::<Vec<_>>()));
            }
        }
    }

    #[test]
    fn refuses_arrays_that_do_not_fit() {
        let table = Merges::new(&[(0, 1, 2), (2, 2, 3)]);
        let slots = table.parts();
        assert_eq!(Merges::from_parts(slots.to_vec(), 4).as_ref(), Some(&table));
        assert_eq!(Merges::from_parts(slots.to_vec(), 3), None);
        assert_eq!(Merges::from_parts(slots[1..].to_vec(), 4), None);
        assert_eq!(Merges::from_parts(vec![[7, 0], [7, 0]], 4), None, "a full table never ends a search");
        assert_eq!(Merges::from_parts(vec![], 4), None);
    }
}
