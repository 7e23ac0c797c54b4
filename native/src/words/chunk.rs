//! Words on their way to be looked for.

use std::marker::PhantomData;
use std::ops::Range;

use super::short::{Asking, Key, Place, Short};
use crate::machine::Machine;
use crate::scan::{BLOCK, Scanner, Taker, WINDOW};

/// Words that are looked for together.
pub const CHUNK: usize = 2 * BLOCK;

/// The number of a word in a chunk is a byte.
const _: () = assert!(CHUNK < 1 << u8::BITS);

/// A word of a text.
#[derive(Clone, Copy)]
pub struct Word {
    pub key: Key,
    from: u32,
    length: u32,
    pub place: Place,
}

impl Word {
    /// Its bytes in its text.
    #[inline]
    pub fn range(&self) -> Range<usize> {
        self.from as usize..self.from as usize + self.length as usize
    }
}

/// Words that follow each other in a text. The places of all are asked of memory before the first is looked at, so that their ways
/// take the time of one.
pub struct Chunk {
    words: [Word; CHUNK],
    count: usize,
}

impl Default for Chunk {
    fn default() -> Self {
        Self { words: [Word { key: Key::NONE, from: 0, length: 0, place: Place::FIRST }; CHUNK], count: 0 }
    }
}

impl Chunk {
    /// Takes words by where they begin and end, and returns those that there is no room for.
    #[inline(always)]
    pub fn take<'a, M: Machine>(&mut self, short: &Short, text: &[u8], words: &'a [(u32, u32)]) -> &'a [(u32, u32)] {
        let (words, rest) = words.split_at(words.len().min(CHUNK));
        let mut taking = Taking::<M>::new(self, short);
        for &(from, to) in words {
            let rest = &text[from as usize..];
            let mut copy = [0; 16];
            let sixteen = rest.first_chunk().unwrap_or_else(|| {
                copy[..rest.len()].copy_from_slice(rest);
                &copy
            });
            taking.add(sixteen, from as usize, (to - from) as usize);
        }
        self.count = words.len();
        rest
    }

    /// Cuts words from `at` on, and returns where the last ends.
    #[inline(always)]
    pub fn cut<M: Machine>(&mut self, short: &Short, text: &str, at: usize, scanner: &Scanner) -> usize {
        let mut end = at;
        let mut taking = Taking::<M>::new(self, short);
        while end < text.len() && taking.count + BLOCK <= CHUNK {
            end = scanner.cut::<M>(text, end, &mut taking);
        }
        self.count = taking.count;
        end
    }

    /// All of them.
    #[inline(always)]
    pub fn words(&self) -> &[Word] {
        &self.words[..self.count]
    }
}

/// Takes words as they are cut.
struct Taking<'a, M> {
    words: &'a mut [Word; CHUNK],
    count: usize,
    asking: Asking<'a>,
    machine: PhantomData<M>,
}

impl<'a, M: Machine> Taking<'a, M> {
    #[inline(always)]
    fn new(chunk: &'a mut Chunk, short: &'a Short) -> Self {
        Self { words: &mut chunk.words, count: 0, asking: short.asking(), machine: PhantomData }
    }

    /// Adds the word of `length` bytes at `from`, whose first sixteen bytes, or what is there of them and zeros, are given.
    #[inline(always)]
    fn add(&mut self, sixteen: &[u8; 16], from: usize, length: usize) {
        let (key, place) = Key::of::<M>(sixteen, length);
        self.asking.prefetch(place);
        self.words[self.count % CHUNK] = Word { key, from: from as u32, length: length as u32, place };
        self.count += 1;
    }
}

impl<M: Machine> Taker for Taking<'_, M> {
    #[inline(always)]
    fn word(&mut self, window: &[u8; WINDOW], at: usize, from: usize, length: usize) {
        let sixteen = window.get(from..).and_then(|rest| rest.first_chunk()).unwrap_or(&[0; 16]);
        self.add(sixteen, at + from, length);
    }
}
