//! What words became, kept for each thread: texts are made of the same words over and over.

mod short;

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::hash::BytesMap;
use crate::merges::TOGETHER;
use short::{Key, Place, Short};

/// Long words that are kept, rulers of dashes and words of other scripts among them, and the longest of them.
const LONG_WORDS: usize = 1 << 12;
const MAX_LONG_BYTES: usize = 256;

/// Tokenizers that one thread keeps words of at once.
const TOKENIZERS: usize = 4;

/// Words that are looked for together.
const CHUNK: usize = 64;

static NEXT_OWNER: AtomicU64 = AtomicU64::new(1);

thread_local! {
    static KEPT: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
}

/// Whose words are kept: no two live or past tokenizers are equal.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub struct Owner(u64);

impl Owner {
    /// One that nobody had before.
    pub fn unique() -> Self {
        Self(NEXT_OWNER.fetch_add(1, Ordering::Relaxed))
    }
}

/// What tells the ids of words that are new.
pub trait Finder {
    /// Appends the ids of a word.
    fn find(&self, word: &[u8], ids: &mut Vec<u32>);
    /// Is told of a word that is asked for soon.
    fn expect(&self, word: &[u8]);
    /// Gives the number and the ids of each of up to [`TOGETHER`] short words to `found`, in any order.
    fn find_all(&self, words: &[&[u8]], found: impl FnMut(usize, &[u32]));
}

/// Where the ids of a text go, word after word.
pub trait Sink {
    /// Whether the order of the words matters.
    const IN_ORDER: bool;
    /// Takes so many ids of a word that is kept; `false` when it needs the ids, and they are not kept.
    fn kept(&mut self, count: usize, ids: impl FnOnce() -> Packed) -> bool;
    /// Takes any ids.
    fn ids(&mut self, ids: &[u32]);
}

impl Sink for Vec<u32> {
    const IN_ORDER: bool = true;

    #[inline]
    fn kept(&mut self, _: usize, ids: impl FnOnce() -> Packed) -> bool {
        let ids = ids();
        // Room for all at once is cheaper than a loop over one or two.
        self.extend_from_slice(&ids.all());
        self.truncate(self.len() - Packed::MOST + ids.len());
        ids.len() > 0
    }

    #[inline]
    fn ids(&mut self, ids: &[u32]) {
        self.extend_from_slice(ids);
    }
}

/// Only how many there are.
#[derive(Default)]
pub struct Count(pub usize);

impl Sink for Count {
    const IN_ORDER: bool = false;

    #[inline]
    fn kept(&mut self, count: usize, _: impl FnOnce() -> Packed) -> bool {
        self.0 += count;
        true
    }

    #[inline]
    fn ids(&mut self, ids: &[u32]) {
        self.0 += ids.len();
    }
}

/// Up to five ids of 24 bits, and above them how many.
#[derive(Clone, Copy)]
pub struct Packed(u128);

impl Packed {
    const MOST: usize = 5;
    const BITS: usize = 24;

    /// None of those that do not fit.
    fn of(ids: &[u32]) -> Self {
        let fit = ids.len() <= Self::MOST && ids.iter().all(|&id| id < 1 << Self::BITS);
        let packed = || ids.iter().rev().fold(0, |packed, &id| packed << Self::BITS | u128::from(id));
        Self(if fit { packed() | (ids.len() as u128) << 120 } else { 0 })
    }

    #[inline]
    fn len(self) -> usize {
        (self.0 >> 120) as usize
    }

    #[inline]
    fn all(self) -> [u32; Self::MOST] {
        std::array::from_fn(|at| (self.0 >> (Self::BITS * at)) as u32 & ((1 << Self::BITS) - 1))
    }
}

/// The words of one tokenizer on one thread.
pub struct Words {
    owner: Owner,
    short: Short,
    /// New words of the text that is being read, as long as they wait for others to be looked for together.
    waiting: Vec<(Key, Place)>,
    /// Those met since the map was last full, and those of the time before.
    long: LongWords,
    older: LongWords,
    found: Vec<u32>,
}

type LongWords = BytesMap<Box<[u8]>, Box<[u32]>>;

impl Words {
    fn new(owner: Owner) -> Self {
        Self {
            owner,
            short: Short::new(),
            waiting: Vec::with_capacity(TOGETHER),
            long: LongWords::default(),
            older: LongWords::default(),
            found: Vec::new(),
        }
    }

    /// Runs `body` with the words that this thread keeps for `owner`; the tokenizer used longest ago makes room.
    pub fn with<T>(owner: Owner, body: impl FnOnce(&mut Words) -> T) -> T {
        KEPT.with_borrow_mut(|kept| {
            let at = kept.iter().position(|words| words.owner == owner).unwrap_or_else(|| {
                kept.truncate(TOKENIZERS - 1);
                kept.insert(0, Words::new(owner));
                0
            });
            kept[..=at].rotate_right(1);
            // Of a text that was not read to its end.
            kept[0].waiting.clear();
            body(&mut kept[0])
        })
    }

    /// Gives the ids of the words of `text` to `sink`, by `finder` where a word is not known yet. Where the order does not matter,
    /// the last of these are given by [`Self::finish`].
    pub fn append(&mut self, text: &[u8], words: &[(u32, u32)], sink: &mut impl Sink, finder: &impl Finder) {
        // The places of many words are asked of memory before the first is looked at, so that their ways take the time of one.
        let mut keys = [(Key::NONE, Place::FIRST); CHUNK];
        for words in words.chunks(CHUNK) {
            for (known, &(from, to)) in keys.iter_mut().zip(words) {
                let key = Key::of(text, from as usize, to as usize);
                *known = (key, key.place());
                self.short.prefetch(known.1);
            }
            for (&(key, place), &(from, to)) in keys.iter().zip(words) {
                let known = self.short.find(key, place);
                if !known.is_some_and(|known| sink.kept(known.count(), || self.short.ids(place, known))) {
                    self.append_new(&text[from as usize..to as usize], key, place, sink, finder);
                }
            }
        }
    }

    /// Gives the ids of the words that are still looked for.
    pub fn finish(&mut self, sink: &mut impl Sink, finder: &impl Finder) {
        let held: [_; TOGETHER] = std::array::from_fn(|nth| self.waiting.get(nth).map_or(([0; 16], 0), |(key, _)| key.bytes()));
        let words: [&[u8]; TOGETHER] = std::array::from_fn(|nth| &held[nth].0[..held[nth].1]);
        finder.find_all(&words[..self.waiting.len()], |nth, ids| {
            let (key, place) = self.waiting[nth];
            self.short.keep(key, place, ids);
            sink.ids(ids);
        });
        self.waiting.clear();
    }

    #[cold]
    fn append_new<S: Sink>(&mut self, word: &[u8], key: Key, place: Place, sink: &mut S, finder: &impl Finder) {
        if key == Key::LONG {
            return self.append_long(word, sink, finder);
        }
        if S::IN_ORDER {
            self.found.clear();
            finder.find(word, &mut self.found);
            self.short.keep(key, place, &self.found);
            return sink.ids(&self.found);
        }
        finder.expect(word);
        self.short.prefetch_ids(place);
        self.waiting.push((key, place));
        if self.waiting.len() == TOGETHER {
            self.finish(sink, finder);
        }
    }

    #[inline(never)]
    fn append_long(&mut self, word: &[u8], sink: &mut impl Sink, finder: &impl Finder) {
        if let Some(known) = self.long.get(word) {
            return sink.ids(known);
        }
        let (word, ids) = match self.older.remove_entry(word) {
            Some(known) => known,
            None => {
                self.found.clear();
                finder.find(word, &mut self.found);
                if word.len() > MAX_LONG_BYTES {
                    return sink.ids(&self.found);
                }
                (word.into(), self.found.as_slice().into())
            }
        };
        sink.ids(&ids);
        if self.long.len() == LONG_WORDS {
            self.older = std::mem::take(&mut self.long);
        }
        self.long.insert(word, ids);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl<F: Fn(&[u8], &mut Vec<u32>)> Finder for F {
        fn find(&self, word: &[u8], ids: &mut Vec<u32>) {
            self(word, ids);
        }

        fn expect(&self, _: &[u8]) {}

        fn find_all(&self, words: &[&[u8]], mut found: impl FnMut(usize, &[u32])) {
            for (nth, word) in words.iter().enumerate().rev() {
                let mut ids = Vec::new();
                self(word, &mut ids);
                found(nth, &ids);
            }
        }
    }

    /// Reads all of a text.
    fn append(owner: Owner, text: &[u8], cuts: &[(u32, u32)], sink: &mut impl Sink, find: impl Fn(&[u8], &mut Vec<u32>)) {
        Words::with(owner, |words| {
            words.append(text, cuts, sink, &find);
            words.finish(sink, &find);
        });
    }

    /// None to six ids, one more than a short word keeps; sometimes an id that takes more bits than are kept.
    fn ids(word: &[u8]) -> Vec<u32> {
        let large = if word.first() == Some(&7) { 1 << 24 } else { 0 };
        word.iter().take(word.len() % 7).map(|&byte| u32::from(byte) + large).collect()
    }

    #[test]
    fn gives_what_was_found_first_however_words_collide() {
        let text: Vec<u8> = (0..100_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let owner = Owner::unique();
        for round in 0..2 {
            let mut at = 0;
            while at < text.len() {
                let end = (at + 1 + at % 21).min(text.len());
                let (mut out, mut count) = (vec![7], Count::default());
                let word = [(at as u32, end as u32)];
                append(owner, &text, &word, &mut out, |word, out| out.extend(ids(word)));
                assert_eq!(out[1..], ids(&text[at..end]), "{round} {at}");
                append(owner, &text, &word, &mut count, |word, out| out.extend(ids(word)));
                assert_eq!(count.0, ids(&text[at..end]).len(), "{round} {at}");
                at = end;
            }
        }
    }

    #[test]
    fn words_of_one_call_are_kept_from_chunk_to_chunk() {
        let text: Vec<u8> = (0..6100u32).map(|n| b"abc\0 "[(n.wrapping_mul(2_654_435_761) >> 29) as usize % 5]).collect();
        let cuts: Vec<(u32, u32)> = (0..500).map(|n| (n * 12, n * 12 + 1 + n % 18)).collect();
        let expected: Vec<u32> = cuts.iter().flat_map(|&(from, to)| ids(&text[from as usize..to as usize])).collect();
        let owner = Owner::unique();
        for _ in 0..2 {
            let (mut out, mut count) = (Vec::new(), Count::default());
            append(owner, &text, &cuts, &mut count, |word, out| out.extend(ids(word)));
            append(owner, &text, &cuts, &mut out, |word, out| out.extend(ids(word)));
            assert_eq!(out, expected);
            assert_eq!(count.0, expected.len());
        }
    }

    #[test]
    fn a_word_is_found_once_and_zero_bytes_count() {
        let owner = Owner::unique();
        let found = std::cell::Cell::new(0);
        for text in [&b"ab"[..], b"ab\0", b"ab", b"ab\0"] {
            let mut out = Vec::new();
            append(owner, text, &[(0, text.len() as u32)], &mut out, |word, out| {
                found.set(found.get() + 1);
                out.push(word.len() as u32);
            });
            assert_eq!(out, [text.len() as u32]);
        }
        assert_eq!(found.get(), 2);
    }

    #[test]
    fn words_of_one_tokenizer_are_not_anothers() {
        let owners: Vec<Owner> = (0..TOKENIZERS as u64 + 2).map(|_| Owner::unique()).collect();
        for round in 0..3 {
            for (id, owner) in (0u32..).zip(&owners) {
                let mut out = Vec::new();
                append(*owner, b"word", &[(0, 4)], &mut out, |_, out| out.push(id));
                assert_eq!(out, [id], "{round}");
            }
        }
        KEPT.with_borrow(|kept| assert_eq!(kept.len(), TOKENIZERS));
    }
}
