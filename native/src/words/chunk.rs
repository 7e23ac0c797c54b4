//! Words on their way to be looked for.

use std::marker::PhantomData;
use std::ops::Range;

use super::short::{Key, Place, Short};
use crate::machine::Machine;
use crate::scan::{BLOCK, Taker, WINDOW};

/// Words that are looked for together.
pub const CHUNK: usize = 2 * BLOCK;

/// Words that follow each other in a text. The places of many are asked of memory before the first is looked at, so that their ways
/// take the time of one.
pub struct Chunk {
    pub keys: [Key; CHUNK],
    pub places: [Place; CHUNK],
    /// Where each word begins, and its length.
    spans: [(u32, u32); CHUNK],
    pub count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { keys: [Key::NONE; CHUNK], places: [Place::FIRST; CHUNK], spans: [(0, 0); CHUNK], count: 0 }
    }
}

impl Chunk {
    /// Adds the word of `length` bytes at `from`, whose first sixteen bytes, or what is there of them and zeros, are given.
    #[inline(always)]
    pub fn add<M: Machine>(&mut self, short: &Short, sixteen: &[u8; 16], from: usize, length: usize) {
        let key = Key::of(sixteen, length);
        let place = key.place::<M>();
        short.prefetch(place);
        let nth = self.count % CHUNK;
        (self.keys[nth], self.places[nth], self.spans[nth]) = (key, place, (from as u32, length as u32));
        self.count += 1;
    }

    /// The bytes of a word in its text.
    #[inline]
    pub fn range(&self, nth: usize) -> Range<usize> {
        let (from, length) = self.spans[nth];
        from as usize..from as usize + length as usize
    }
}

/// Takes words as they are cut.
pub struct Taking<'a, M> {
    pub chunk: &'a mut Chunk,
    pub short: &'a Short,
    pub machine: PhantomData<M>,
}

impl<M: Machine> Taker for Taking<'_, M> {
    #[inline(always)]
    fn word(&mut self, window: &[u8; WINDOW], at: usize, from: usize, length: usize) {
        let sixteen = window.get(from..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; 16]);
        self.chunk.add::<M>(self.short, sixteen, at + from, length);
    }
}
