//! How many ids words have. The order does not matter, so that new words wait for others, to be merged together with them.

use super::chunk::{CHUNK, Chunk};
use super::middle::MiddleKey;
use super::short::{Key, Place};
use super::{Finder, Sink, Words, is_cut};
use crate::machine::Machine;
use crate::merges::TOGETHER;

/// Only how many there are.
#[derive(Default)]
pub struct Count(pub usize);

impl Sink for Count {
    #[inline(always)]
    fn take<M: Machine>(&mut self, chunk: &Chunk, text: &[u8], words: &mut Words, finder: &impl Finder) {
        let mut tally = M::NOTHING;
        // On the stack, since a call that makes room for one more would take the tally out of its register.
        let mut missing = [0; CHUNK];
        let mut missed = 0;
        for (nth, word) in (0..).zip(chunk.words()) {
            if !words.short.tally::<M>(word.key, word.place, &mut tally) {
                missing[missed % CHUNK] = nth;
                missed += 1;
            }
        }
        self.0 += M::total(tally);
        words.count_missing(chunk, &missing[..missed], text, self, finder);
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
    /// Finds words that are not kept or too long for the first table, by their numbers in a chunk.
    #[inline(never)]
    fn count_missing(&mut self, chunk: &Chunk, missing: &[u8], text: &[u8], count: &mut Count, finder: &impl Finder) {
        let missing = || missing.iter().map(|&nth| &chunk.words()[usize::from(nth)]);
        for word in missing() {
            finder.expect(&text[word.range()]);
        }
        for word in missing() {
            if word.key == Key::LONG {
                self.count_long(&text[word.range()], count, finder);
            } else {
                self.count_new(word.key, word.place, &text[word.range()], count, finder);
            }
        }
    }

    fn count_new(&mut self, key: Key, place: Place, word: &[u8], count: &mut Count, finder: &impl Finder) {
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
                match self.short.count_one(key, key.place()) {
                    Some(kept) => count.0 += kept,
                    None => self.wait(key, key.place(), count, finder),
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
