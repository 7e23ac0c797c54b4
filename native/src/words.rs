//! What words became, kept for each thread: texts are made of the same words over and over.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::hash::BytesMap;
use crate::pages;

/// Places for two short words each, found by the hash of a word: what comes often stays when what came once moves on.
const PLACES: usize = 1 << 16;

/// A place is a line of the processor's cache: key and ids of the word met last, key and ids of the other.
const PLACE: usize = 4;

/// Longer words are kept in a map: the last byte of a key is the word's length.
const MAX_BYTES: usize = 15;

/// Long words that are kept, rulers of dashes and words of other scripts among them, and the longest of them.
const LONG_WORDS: usize = 1 << 12;
const MAX_LONG_BYTES: usize = 256;

/// Tokenizers that one thread keeps words of at once.
const TOKENIZERS: usize = 4;

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

/// Where the ids of a text go, word after word.
pub trait Sink {
    /// Takes the ids of a word that is kept.
    fn packed(&mut self, ids: Packed);
    /// Takes any ids.
    fn ids(&mut self, ids: &[u32]);
}

impl Sink for Vec<u32> {
    #[inline]
    fn packed(&mut self, ids: Packed) {
        // Room for all at once is cheaper than a loop over one or two.
        self.extend_from_slice(&ids.all());
        self.truncate(self.len() - Packed::MOST + ids.len());
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
    #[inline]
    fn packed(&mut self, ids: Packed) {
        self.0 += ids.len();
    }

    #[inline]
    fn ids(&mut self, ids: &[u32]) {
        self.0 += ids.len();
    }
}

/// Up to five ids of 24 bits, and above them how many.
#[derive(Clone, Copy)]
pub struct Packed(u128);

/// Words that are looked for together.
const CHUNK: usize = 32;

/// The key of no word, where a place is free: a key ends with the word's length, which is not zero.
const NO_KEY: u128 = 0;

/// The key of all words that are too long for one, and of none that is kept.
const LONG: u128 = u128::MAX;

impl Packed {
    const MOST: usize = 5;
    const BITS: usize = 24;

    fn of(ids: &[u32]) -> Option<Self> {
        let fit = ids.len() <= Self::MOST && ids.iter().all(|&id| id < 1 << Self::BITS);
        let packed = || ids.iter().rev().fold(0, |packed, &id| packed << Self::BITS | u128::from(id));
        fit.then(|| Self(packed() | (ids.len() as u128) << 120))
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
    /// Lines of [`PLACE`] numbers from `first` on, all zero where nothing is kept: pages that no word has reached take no memory.
    short: Vec<u128>,
    first: usize,
    /// Those met since the map was last full, and those of the time before.
    long: LongWords,
    older: LongWords,
    found: Vec<u32>,
}

type LongWords = BytesMap<Box<[u8]>, Box<[u32]>>;

impl Words {
    fn new(owner: Owner) -> Self {
        let short = vec![0; PLACE * (PLACES + 1)];
        pages::large(&short);
        let first = short.as_ptr().align_offset(PLACE * size_of::<u128>()).min(PLACE);
        Self { owner, short, first, long: LongWords::default(), older: LongWords::default(), found: Vec::new() }
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
            body(&mut kept[0])
        })
    }

    /// Gives the ids of the words of `text` to `sink`, by `find` where a word is not known yet.
    pub fn append(&mut self, text: &[u8], words: &[(u32, u32)], sink: &mut impl Sink, mut find: impl FnMut(&[u8], &mut Vec<u32>)) {
        // The places of many words are asked of memory before the first is looked at, so that their ways take the time of one.
        let mut keys = [(NO_KEY, 0); CHUNK];
        for words in words.chunks(CHUNK) {
            for (known, &(from, to)) in keys.iter_mut().zip(words) {
                let key = key(text, from as usize, to as usize);
                *known = (key, self.first + PLACE * place(key));
                self.prefetch(known.1);
            }
            for (&(key, at), &(from, to)) in keys.iter().zip(words) {
                let Some([key_0, ids_0, key_1, ids_1]) = self.short[at..].first_chunk_mut() else { continue };
                if *key_0 == key {
                    sink.packed(Packed(*ids_0));
                } else if *key_1 == key {
                    std::mem::swap(key_0, key_1);
                    std::mem::swap(ids_0, ids_1);
                    sink.packed(Packed(*ids_0));
                } else {
                    self.append_new(&text[from as usize..to as usize], key, at, sink, &mut find);
                }
            }
        }
    }

    #[inline]
    fn prefetch(&self, at: usize) {
        #[cfg(target_arch = "x86_64")]
        {
            use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
            // SAFETY: a hint, which reads nothing; every x86-64 has it.
            unsafe { _mm_prefetch::<_MM_HINT_T0>(self.short.as_ptr().wrapping_add(at).cast()) };
        }
        #[cfg(not(target_arch = "x86_64"))]
        let _ = at;
    }

    #[cold]
    fn append_new(&mut self, word: &[u8], key: u128, at: usize, sink: &mut impl Sink, find: &mut impl FnMut(&[u8], &mut Vec<u32>)) {
        if key == LONG {
            return self.append_long(word, sink, find);
        }
        self.found.clear();
        find(word, &mut self.found);
        if let Some(ids) = Packed::of(&self.found) {
            self.short.copy_within(at..at + PLACE / 2, at + PLACE / 2);
            (self.short[at], self.short[at + 1]) = (key, ids.0);
        }
        sink.ids(&self.found);
    }

    #[inline(never)]
    fn append_long(&mut self, word: &[u8], sink: &mut impl Sink, find: &mut impl FnMut(&[u8], &mut Vec<u32>)) {
        if let Some(known) = self.long.get(word) {
            return sink.ids(known);
        }
        let (word, ids) = match self.older.remove_entry(word) {
            Some(known) => known,
            None => {
                self.found.clear();
                find(word, &mut self.found);
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

/// By length: which bits of sixteen bytes are the word's, and the length where it stands in a key.
static LENGTHS: [(u128, u128); MAX_BYTES + 1] = {
    let mut lengths = [(0, 0); MAX_BYTES + 1];
    let mut length = 1;
    while length <= MAX_BYTES {
        lengths[length] = (!(u128::MAX << (8 * length)), (length as u128) << 120);
        length += 1;
    }
    lengths
};

/// The bytes of a short word and its length as one number.
#[inline]
fn key(text: &[u8], from: usize, to: usize) -> u128 {
    let length = to - from;
    match text[from..].first_chunk::<16>() {
        Some(sixteen) => {
            let word = u128::from_le_bytes(*sixteen);
            LENGTHS.get(length).map_or(LONG, |&(mask, length)| word & mask | length)
        }
        // Only where the text ends.
        None => {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(&text[from..to]);
            LENGTHS.get(length).map_or(LONG, |&(_, length)| u128::from_le_bytes(bytes) | length)
        }
    }
}

#[inline]
fn place(key: u128) -> usize {
    let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (64 - PLACES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

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
                Words::with(owner, |words| words.append(&text, &word, &mut out, |word, out| out.extend(ids(word))));
                assert_eq!(out[1..], ids(&text[at..end]), "{round} {at}");
                Words::with(owner, |words| words.append(&text, &word, &mut count, |word, out| out.extend(ids(word))));
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
        for _ in 0..2 {
            let (mut out, mut count) = (Vec::new(), Count::default());
            Words::with(Owner::unique(), |words| {
                words.append(&text, &cuts, &mut out, |word, out| out.extend(ids(word)));
                words.append(&text, &cuts, &mut count, |word, out| out.extend(ids(word)));
            });
            assert_eq!(out, expected);
            assert_eq!(count.0, expected.len());
        }
    }

    #[test]
    fn a_word_is_found_once_and_zero_bytes_count() {
        let owner = Owner::unique();
        let mut found = 0;
        for text in [&b"ab"[..], b"ab\0", b"ab", b"ab\0"] {
            let mut out = Vec::new();
            Words::with(owner, |words| {
                words.append(text, &[(0, text.len() as u32)], &mut out, |word, out| {
                    found += 1;
                    out.push(word.len() as u32);
                });
            });
            assert_eq!(out, [text.len() as u32]);
        }
        assert_eq!(found, 2);
    }

    #[test]
    fn words_of_one_tokenizer_are_not_anothers() {
        let owners: Vec<Owner> = (0..TOKENIZERS as u64 + 2).map(|_| Owner::unique()).collect();
        for round in 0..3 {
            for (id, owner) in (0u32..).zip(&owners) {
                let mut out = Vec::new();
                Words::with(*owner, |words| words.append(b"word", &[(0, 4)], &mut out, |_, out| out.push(id)));
                assert_eq!(out, [id], "{round}");
            }
        }
        KEPT.with_borrow(|kept| assert_eq!(kept.len(), TOKENIZERS));
    }
}
