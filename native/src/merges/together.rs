//! Words merged some at a time: which merge of a word comes next is asked of all of them at once, and while memory is asked for the
//! merges of one, the others go on.

use super::{Bytes, FREE, Merges, NO_MERGE, pair};
use crate::machine::{self, COLUMNS, Machine, Work};

/// Words that are merged together.
pub const TOGETHER: usize = COLUMNS;

/// The longest of them.
pub const MAX_BYTES: usize = u32::BITS as usize;

/// The bits of a position in a word.
const AT_BITS: u32 = MAX_BYTES.trailing_zeros();

/// Ranks are below this, so that a rank and a position are one number.
pub const MAX_RANK: usize = 1 << (u32::BITS - AT_BITS - 1);

const NEVER: u32 = u32::MAX;

/// One number for each word that is merged.
type Lanes<T> = [T; TOGETHER];

/// Room for words on their way, used again: by position in the word, and then by word, so that one position of all words is one register
/// or a few.
pub struct Together {
    symbols: [Lanes<u32>; MAX_BYTES],
    /// When a symbol merges with the one after it: the rank of that merge and, below it, the position. The lowest is next.
    turns: [Lanes<u32>; MAX_BYTES],
    /// What they become.
    results: [Lanes<u32>; MAX_BYTES],
    /// One bit for each symbol that is left.
    left: Lanes<u32>,
    /// The length of the longest.
    length: usize,
}

/// Words to merge in a room.
struct Merging<'a, D> {
    room: &'a mut Together,
    merges: &'a Merges,
    bytes: &'a Bytes,
    words: &'a [&'a [u8]],
    done: D,
}

impl<D: FnMut(usize, &[u32])> Work for Merging<'_, D> {
    #[inline(always)]
    fn on<M: Machine>(self) {
        self.room.merge_on::<M>(self.merges, self.bytes, self.words, self.done);
    }
}

/// A pair of symbols that came to lie beside each other, at the position of the first.
#[derive(Clone, Copy)]
struct Met {
    pair: u64,
    at: usize,
    lane: usize,
}

impl Default for Together {
    fn default() -> Self {
        Self {
            symbols: [[0; TOGETHER]; MAX_BYTES],
            turns: [[NEVER; TOGETHER]; MAX_BYTES],
            results: [[0; TOGETHER]; MAX_BYTES],
            left: [0; TOGETHER],
            length: 0,
        }
    }
}

impl Together {
    /// Merges the bytes of up to [`TOGETHER`] words of no more than [`MAX_BYTES`], and gives each one's number and ids to `done`, in any
    /// order.
    pub fn merge(&mut self, merges: &Merges, bytes: &Bytes, words: &[&[u8]], done: impl FnMut(usize, &[u32])) {
        if !words.is_empty() {
            machine::run(Merging { room: self, merges, bytes, words, done });
        }
    }

    #[inline(always)]
    fn merge_on<M: Machine>(&mut self, merges: &Merges, bytes: &Bytes, words: &[&[u8]], mut done: impl FnMut(usize, &[u32])) {
        self.begin(words, bytes);
        let mut going: u32 = (1 << words.len().min(TOGETHER)) - 1;
        let mut met = [Met { pair: FREE, at: 0, lane: 0 }; 2 * TOGETHER];
        while going != 0 {
            let turns = M::lowest(&self.turns[..self.length]);
            let mut count = 0;
            let mut lanes = going;
            while lanes != 0 {
                let lane = lanes.trailing_zeros() as usize % TOGETHER;
                lanes &= lanes - 1;
                if turns[lane] == NEVER {
                    going ^= 1 << lane;
                    done(lane, self.ids(lane, &mut [0; MAX_BYTES]));
                    continue;
                }
                for pair in self.merge_next(lane, turns[lane]) {
                    met[count % (2 * TOGETHER)] = pair;
                    count += usize::from(pair.pair != FREE);
                    merges.prefetch_filter(pair.pair);
                }
            }
            // Most pairs merge into nothing; memory is asked for those that may be something, before the first of them is looked at.
            let mut some = 0;
            for nth in 0..count.min(2 * TOGETHER) {
                met[some] = met[nth];
                if merges.may_merge(met[nth].pair) {
                    merges.prefetch(met[nth].pair);
                    some += 1;
                }
            }
            for &Met { pair, at, lane } in &met[..some] {
                self.set(at % MAX_BYTES, lane % TOGETHER, merges.look_up(pair));
            }
        }
    }

    /// Puts words in the room. What is left there of others is not looked at.
    #[inline(always)]
    fn begin(&mut self, words: &[&[u8]], bytes: &Bytes) {
        self.length = words.iter().map(|word| word.len()).max().unwrap_or(0).min(MAX_BYTES);
        self.turns[..self.length].fill([NEVER; TOGETHER]);
        for (lane, word) in words.iter().enumerate().take(TOGETHER) {
            self.left[lane] = u32::MAX.checked_shr(u32::BITS - word.len() as u32).unwrap_or(0);
            for (at, &byte) in word.iter().enumerate().take(MAX_BYTES) {
                self.symbols[at][lane] = bytes.ids[usize::from(byte)];
                if let Some(&next) = word.get(at + 1) {
                    self.set(at, lane, bytes.value(byte, next));
                }
            }
        }
    }

    /// Takes the value of the merge of a symbol with the one after it.
    #[inline(always)]
    fn set(&mut self, at: usize, lane: usize, value: u64) {
        self.turns[at][lane] = if value == NO_MERGE { NEVER } else { ((value >> 32) as u32) << AT_BITS | at as u32 };
        self.results[at][lane] = value as u32;
    }

    /// Makes a merge, and tells which pairs come of it: with the symbol before and with the one after.
    #[inline(always)]
    fn merge_next(&mut self, lane: usize, turn: u32) -> [Met; 2] {
        let at = turn as usize % MAX_BYTES;
        let result = self.results[at][lane];
        self.symbols[at][lane] = result;
        self.turns[at][lane] = NEVER;
        let after = self.left[lane] & (u32::MAX << at << 1);
        let merged = after.trailing_zeros() as usize % MAX_BYTES;
        self.turns[merged][lane] = NEVER;
        let left = self.left[lane] ^ 1 << merged;
        self.left[lane] = left;
        let none = Met { pair: FREE, at, lane };
        let before = left & ((1 << at) - 1);
        let previous = (31 - before.leading_zeros().min(31)) as usize;
        let first = Met { pair: pair(self.symbols[previous][lane], result), at: previous, lane };
        self.turns[previous][lane] = if before == 0 { self.turns[previous][lane] } else { NEVER };
        let following = after & after.wrapping_sub(1);
        let next = following.trailing_zeros() as usize % MAX_BYTES;
        let second = Met { pair: pair(result, self.symbols[next][lane]), at, lane };
        [if before == 0 { none } else { first }, if following == 0 { none } else { second }]
    }

    /// The ids of a word that is done.
    #[inline(always)]
    fn ids<'a>(&self, lane: usize, ids: &'a mut [u32; MAX_BYTES]) -> &'a [u32] {
        let mut left = self.left[lane];
        let mut count = 0;
        while left != 0 {
            ids[count % MAX_BYTES] = self.symbols[left.trailing_zeros() as usize % MAX_BYTES][lane];
            left &= left - 1;
            count += 1;
        }
        &ids[..count]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Plain;
    use crate::merges::merge;

    #[test]
    fn all_machines_merge_as_one_word_at_a_time_is_merged() {
        let mut seed = 5u64;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let mut room = Together::default();
        for _ in 0..200 {
            let table: Vec<_> = (4..40).map(|result| (draw(result as usize) as u32, draw(result as usize) as u32, result)).collect();
            let merges = Merges::new(&table);
            let bytes = Bytes::new(std::array::from_fn(|byte| byte as u32 % 4), &merges);
            let words: Vec<Vec<u8>> =
                (0..draw(TOGETHER + 1)).map(|_| (0..draw(MAX_BYTES + 1)).map(|_| draw(256) as u8).collect()).collect();
            let slices: Vec<&[u8]> = words.iter().map(|word| &word[..]).collect();
            let expected: Vec<Vec<u32>> = words
                .iter()
                .map(|word| {
                    let mut ids = Vec::new();
                    merge(&merges, &bytes, word, &mut ids);
                    ids
                })
                .collect();
            let mut plain = vec![Vec::new(); words.len()];
            room.merge_on::<Plain>(&merges, &bytes, &slices, |nth, ids| plain[nth] = ids.to_vec());
            assert_eq!(plain, expected, "{words:?}");
            let mut dispatched = vec![Vec::new(); words.len()];
            room.merge(&merges, &bytes, &slices, |nth, ids| dispatched[nth] = ids.to_vec());
            assert_eq!(dispatched, expected, "{words:?}");
        }
    }
}
