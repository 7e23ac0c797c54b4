//! Short words merged some at a time: while memory is asked for the merges of one, the others go on.

use super::{Bytes, Merges, NO_MERGE, lowest};

/// Words that are merged together, and the longest of them.
pub const TOGETHER: usize = 16;
pub const MAX_BYTES: usize = 16;

/// A word on its way, as in [`super::merge`].
#[derive(Clone, Copy)]
struct Lane {
    symbols: [u32; MAX_BYTES],
    values: [u64; MAX_BYTES],
    left: u64,
    length: usize,
    /// What was merged last; the merges with what is beside it are to be looked up.
    merged: usize,
}

impl Lane {
    const EMPTY: Self = Self { symbols: [0; MAX_BYTES], values: [NO_MERGE; MAX_BYTES], left: 0, length: 0, merged: 0 };

    fn of(word: &[u8], bytes: &Bytes) -> Self {
        let mut lane = Self { left: (1 << word.len()) - 1, length: word.len(), ..Self::EMPTY };
        for (symbol, &byte) in lane.symbols.iter_mut().zip(word) {
            *symbol = bytes.ids[usize::from(byte)];
        }
        for (value, both) in lane.values.iter_mut().zip(word.windows(2)) {
            *value = bytes.value(both[0], both[1]);
        }
        lane
    }

    /// Makes the merge that comes first, and asks memory for those that may come of it; `false` where none is left to make.
    #[inline]
    fn merge_next(&mut self, merges: &Merges) -> bool {
        let Some((at, value)) = lowest(&self.values[..self.length]) else { return false };
        self.symbols[at] = value as u32;
        let taken = (self.left & (u64::MAX << at << 1)).trailing_zeros() as usize;
        self.values[taken] = NO_MERGE;
        self.left ^= 1 << taken;
        self.merged = at;
        for pair in [self.previous(), self.following()].into_iter().flatten() {
            merges.prefetch(self.symbols[pair.0], self.symbols[pair.1]);
        }
        true
    }

    /// Looks up what the last merge has changed.
    #[inline]
    fn look_up(&mut self, merges: &Merges) {
        self.values[self.merged] = NO_MERGE;
        for pair in [self.previous(), self.following()].into_iter().flatten() {
            self.values[pair.0] = merges.value(self.symbols[pair.0], self.symbols[pair.1]);
        }
    }

    /// What was merged last, and the symbol before it.
    #[inline]
    fn previous(&self) -> Option<(usize, usize)> {
        let before = self.left & ((1 << self.merged) - 1);
        (before != 0).then(|| (63 - before.leading_zeros() as usize, self.merged))
    }

    /// What was merged last, and the symbol after it.
    #[inline]
    fn following(&self) -> Option<(usize, usize)> {
        let after = self.left & (u64::MAX << self.merged << 1);
        (after != 0).then(|| (self.merged, after.trailing_zeros() as usize))
    }

    /// Gathers what is left at the front.
    fn ids(&mut self) -> &[u32] {
        let mut count = 0;
        while self.left != 0 {
            self.symbols[count] = self.symbols[self.left.trailing_zeros() as usize];
            self.left &= self.left - 1;
            count += 1;
        }
        &self.symbols[..count]
    }
}

/// Merges the bytes of up to [`TOGETHER`] words of no more than [`MAX_BYTES`], and gives each one's number and ids to `done`, in any order.
pub fn merge_together(merges: &Merges, bytes: &Bytes, words: &[&[u8]], mut done: impl FnMut(usize, &[u32])) {
    let mut lanes = [Lane::EMPTY; TOGETHER];
    let mut going: [usize; TOGETHER] = std::array::from_fn(|lane| lane);
    let mut left = 0;
    for (nth, (lane, word)) in lanes.iter_mut().zip(words).enumerate() {
        *lane = Lane::of(word, bytes);
        if lane.merge_next(merges) {
            going[left] = nth;
            left += 1;
        } else {
            done(nth, lane.ids());
        }
    }
    while left > 0 {
        let mut still = 0;
        for at in 0..left {
            let nth = going[at];
            let lane = &mut lanes[nth];
            lane.look_up(merges);
            if lane.merge_next(merges) {
                going[still] = nth;
                still += 1;
            } else {
                done(nth, lane.ids());
            }
        }
        left = still;
    }
}
