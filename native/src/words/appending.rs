//! The ids of words, in the order of the text.

use super::chunk::{Chunk, Word};
use super::middle::MiddleKey;
use super::short::{Key, Packed};
use super::{Finder, Sink, Words, is_cut};
use crate::machine::{Machine, Plain};

/// All of them in the order of the text.
impl Sink for Vec<u32> {
    #[inline(always)]
    fn take<M: Machine>(&mut self, chunk: &Chunk, text: &[u8], words: &mut Words, finder: &impl Finder) {
        words.short.keep_ids();
        for word in chunk.words() {
            let kept = words.short.find::<M>(word.key, word.place).filter(|kept| kept.len() > 0);
            match kept {
                Some(kept) => {
                    // Room for all at once is cheaper than a loop over one or two.
                    self.extend_from_slice(&kept.all());
                    self.truncate(self.len() - Packed::MOST + kept.len());
                }
                None => words.append_now(word, text, self, finder),
            }
        }
    }

    /// None wait: what comes after them is given after them.
    fn finish(&mut self, _: &mut Words, _: &impl Finder) {}

    #[inline]
    fn ids(&mut self, ids: &[u32]) {
        self.extend_from_slice(ids);
    }
}

impl Words {
    /// Finds a new word, and appends its ids.
    #[cold]
    #[inline(never)]
    fn append_now(&mut self, word: &Word, text: &[u8], out: &mut Vec<u32>, finder: &impl Finder) {
        let &Word { key, place, .. } = word;
        let word = &text[word.range()];
        if key == Key::LONG {
            return self.append_long(word, out, finder);
        }
        let first = out.len();
        finder.find(word, out);
        self.short.keep(key, place, &out[first..]);
    }

    fn append_long(&mut self, word: &[u8], out: &mut Vec<u32>, finder: &impl Finder) {
        let key = MiddleKey::of(word);
        if let Some((ids, count)) = key.and_then(|key| self.middle.ids(key)) {
            return out.extend_from_slice(&ids[..count]);
        }
        let first = out.len();
        match (key, is_cut(word, finder)) {
            (_, true) => match finder.whole(word) {
                Some(id) => out.push(id),
                None => self.append_pieces(word, out, finder),
            },
            (Some(key), false) => {
                finder.find(word, out);
                self.middle.keep(key, &out[first..]);
            }
            (None, false) => self.append_longest(word, out, finder),
        }
    }

    fn append_pieces(&mut self, word: &[u8], out: &mut Vec<u32>, finder: &impl Finder) {
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(finder.first_piece(rest));
            rest = after;
            let first = out.len();
            if let Some(key) = Key::of_piece(piece) {
                let place = key.place();
                match self.short.find::<Plain>(key, place).filter(|kept| kept.len() > 0) {
                    Some(kept) => out.extend_from_slice(&kept.all()[..kept.len()]),
                    None => {
                        finder.merge(piece, out);
                        self.short.keep(key, place, &out[first..]);
                    }
                }
            } else if let Some(key) = MiddleKey::of_piece(piece) {
                match self.middle.ids(key) {
                    Some((ids, count)) => out.extend_from_slice(&ids[..count]),
                    None => {
                        finder.merge(piece, out);
                        self.middle.keep(key, &out[first..]);
                    }
                }
            } else {
                finder.merge(piece, out);
            }
        }
    }
}
