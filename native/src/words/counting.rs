//! How many ids words have. The order does not matter, so that new words wait for others, to be merged together with them.

use super::chunk::Chunk;
use super::middle::MiddleKey;
use super::short::{Key, Place};
use super::{Finder, Sink, Words, is_cut};
use crate::machine::{Machine, Plain};
use crate::merges::TOGETHER;

/// Only how many there are.
#[derive(Default)]
pub struct Count(pub usize);

impl Sink for Count {
    #[inline(always)]
    fn take<M: Machine>(&mut self, chunk: &Chunk, text: &[u8], words: &mut Words, finder: &impl Finder) {
        for first in (0..chunk.count).step_by(u64::BITS as usize) {
            let all = first..chunk.count.min(first + u64::BITS as usize);
            let (count, mut missing) = words.short.count::<M>(&chunk.keys[all.clone()], &chunk.places[all]);
            self.0 += count;
            let mut expected = missing;
            while expected != 0 {
                let nth = first + expected.trailing_zeros() as usize;
                expected &= expected - 1;
                finder.expect(&text[chunk.range(nth)]);
            }
            while missing != 0 {
                let nth = first + missing.trailing_zeros() as usize;
                missing &= missing - 1;
                words.count_new(chunk, nth, text, self, finder);
            }
        }
    }

    fn finish(&mut self, words: &mut Words, finder: &impl Finder) {
        if !words.waiting.is_empty() {
            words.count_waiting(self, finder);
        }
        if !words.waiting_middle.is_empty() {
            words.count_waiting_middle(self, finder);
        }
    }

    #[inline]
    fn ids(&mut self, ids: &[u32]) {
        self.0 += ids.len();
    }
}

impl Words {
    /// Finds a new word, together with others where it can.
    #[cold]
    #[inline(never)]
    fn count_new(&mut self, chunk: &Chunk, nth: usize, text: &[u8], count: &mut Count, finder: &impl Finder) {
        let (key, place, word) = (chunk.keys[nth], chunk.places[nth], &text[chunk.range(nth)]);
        if key == Key::LONG {
            return self.count_long(word, count, finder);
        }
        self.short.prefetch_ids(place);
        match finder.whole(word) {
            Some(id) => {
                self.short.keep(key, place, &[id]);
                count.0 += 1;
            }
            None => self.wait(key, place, count, finder),
        }
    }

    fn wait(&mut self, key: Key, place: Place, count: &mut Count, finder: &impl Finder) {
        self.waiting.push((key, place));
        if self.waiting.len() == TOGETHER {
            self.count_waiting(count, finder);
        }
    }

    fn count_long(&mut self, word: &[u8], count: &mut Count, finder: &impl Finder) {
        let key = MiddleKey::of(word);
        if let Some(kept) = key.and_then(|key| self.middle.count(key)) {
            count.0 += kept;
            return;
        }
        match (key, is_cut(word, finder), finder.whole(word)) {
            (_, true, Some(_)) => count.0 += 1,
            (_, true, None) => self.count_pieces(word, count, finder),
            (Some(key), false, Some(id)) => {
                self.middle.keep(key, &[id]);
                count.0 += 1;
            }
            (Some(key), false, None) => self.wait_middle(key, count, finder),
            (None, false, _) => {
                let mut found = std::mem::take(&mut self.found);
                found.clear();
                self.append_longest(word, &mut found, finder);
                count.0 += found.len();
                self.found = found;
            }
        }
    }

    fn count_pieces(&mut self, word: &[u8], count: &mut Count, finder: &impl Finder) {
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(finder.first_piece(rest));
            rest = after;
            if let Some(key) = Key::of_piece(piece) {
                match self.short.count_one(key, key.place::<Plain>()) {
                    Some(kept) => count.0 += kept,
                    None => self.wait(key, key.place::<Plain>(), count, finder),
                }
            } else if let Some(key) = MiddleKey::of_piece(piece) {
                match self.middle.count(key) {
                    Some(kept) => count.0 += kept,
                    None => self.wait_middle(key, count, finder),
                }
            } else {
                self.found.clear();
                finder.merge(piece, &mut self.found);
                count.0 += self.found.len();
            }
        }
    }

    fn wait_middle(&mut self, key: MiddleKey, count: &mut Count, finder: &impl Finder) {
        self.waiting_middle.push(key);
        if self.waiting_middle.len() == TOGETHER {
            self.count_waiting_middle(count, finder);
        }
    }

    #[inline(never)]
    fn count_waiting(&mut self, count: &mut Count, finder: &impl Finder) {
        let Self { waiting, short, room, .. } = self;
        let held: [_; TOGETHER] = std::array::from_fn(|nth| waiting.get(nth).map_or(([0; 16], 0), |(key, _)| key.bytes()));
        let words: [&[u8]; TOGETHER] = std::array::from_fn(|nth| &held[nth].0[..held[nth].1]);
        finder.merge_all(room, &words[..waiting.len()], |nth, ids| {
            let (key, place) = waiting[nth];
            short.keep(key, place, ids);
            count.ids(ids);
        });
        waiting.clear();
    }

    #[inline(never)]
    fn count_waiting_middle(&mut self, count: &mut Count, finder: &impl Finder) {
        let Self { waiting_middle: waiting, middle, room, .. } = self;
        let held: [_; TOGETHER] = std::array::from_fn(|nth| waiting.get(nth).map_or(([0; 32], 0), |key| key.bytes()));
        let words: [&[u8]; TOGETHER] = std::array::from_fn(|nth| &held[nth].0[..held[nth].1]);
        finder.merge_all(room, &words[..waiting.len()], |nth, ids| {
            middle.keep(waiting[nth], ids);
            count.ids(ids);
        });
        waiting.clear();
    }
}
