//! What short words became, kept for each thread: texts are made of the same words over and over.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

/// Entries are found by the lower bits of a hash, one place for each, so that a look-up is one comparison.
const ENTRIES: usize = 1 << 15;

/// Longer words are kept in a map: the last byte of a key is the word's length.
const MAX_BYTES: usize = 15;

const MAX_IDS: usize = 3;

/// Long words that are kept, rulers of dashes and stretches of spaces among them, and the longest of them.
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

/// The words of one tokenizer on one thread.
pub struct Words {
    owner: Owner,
    entries: Box<[Entry]>,
    long: HashMap<Box<[u8]>, Box<[u32]>>,
}

#[derive(Clone, Copy)]
#[repr(C, align(32))]
struct Entry {
    key: u128,
    ids: [u32; MAX_IDS],
    len: u32,
}

/// No word has it: a key's last byte is at most [`MAX_BYTES`].
const NO_KEY: u128 = u128::MAX;

impl Words {
    fn new(owner: Owner) -> Self {
        let empty = Entry { key: NO_KEY, ids: [0; MAX_IDS], len: 0 };
        Self { owner, entries: vec![empty; ENTRIES].into_boxed_slice(), long: HashMap::new() }
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

    /// Appends the ids of the word `text[from..to]` to `ids`, by `find` where the word is not known yet.
    #[inline]
    pub fn append(&mut self, text: &[u8], from: usize, to: usize, ids: &mut Vec<u32>, find: impl FnOnce(&[u8], &mut Vec<u32>)) {
        let length = to - from;
        if length > MAX_BYTES {
            return self.append_long(&text[from..to], ids, find);
        }
        let key = key(text, from, length);
        let entry = &mut self.entries[place(key)];
        if entry.key == key {
            // Room for all three at once is cheaper than a loop over one or two.
            ids.extend_from_slice(&entry.ids);
            ids.truncate(ids.len() - MAX_IDS + entry.len as usize);
            return;
        }
        let before = ids.len();
        find(&text[from..to], ids);
        let found = &ids[before..];
        if found.len() <= MAX_IDS {
            entry.key = key;
            entry.ids[..found.len()].copy_from_slice(found);
            entry.len = found.len() as u32;
        }
    }

    fn append_long(&mut self, word: &[u8], ids: &mut Vec<u32>, find: impl FnOnce(&[u8], &mut Vec<u32>)) {
        if let Some(known) = self.long.get(word) {
            ids.extend_from_slice(known);
            return;
        }
        let before = ids.len();
        find(word, ids);
        if word.len() <= MAX_LONG_BYTES {
            if self.long.len() == LONG_WORDS {
                self.long.clear();
            }
            self.long.insert(word.into(), ids[before..].into());
        }
    }
}

/// The bytes of a short word and its length as one number.
#[inline]
fn key(text: &[u8], from: usize, length: usize) -> u128 {
    let word = match text[from..].first_chunk::<16>() {
        Some(sixteen) => u128::from_le_bytes(*sixteen) & !(u128::MAX << (8 * length)),
        None => {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(&text[from..from + length]);
            u128::from_le_bytes(bytes)
        }
    };
    word | (length as u128) << 120
}

#[inline]
fn place(key: u128) -> usize {
    let mixed = (key as u64 ^ ((key >> 64) as u64).rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> (64 - ENTRIES.trailing_zeros())) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(word: &[u8]) -> Vec<u32> {
        word.iter().take(word.len() % 5).map(|&byte| u32::from(byte)).collect()
    }

    #[test]
    fn gives_what_was_found_first_however_words_collide() {
        let text: Vec<u8> = (0..100_000u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let owner = Owner::unique();
        for round in 0..2 {
            let mut at = 0;
            while at < text.len() {
                let end = (at + at % 21).clamp(at, text.len());
                let mut out = vec![7];
                Words::with(owner, |words| words.append(&text, at, end, &mut out, |word, out| out.extend(ids(word))));
                assert_eq!(out[1..], ids(&text[at..end]), "{round} {at}");
                at = end.max(at + 1);
            }
        }
    }

    #[test]
    fn a_word_is_found_once_and_zero_bytes_count() {
        let owner = Owner::unique();
        let mut found = 0;
        for text in [&b"ab"[..], b"ab\0", b"ab", b"ab\0"] {
            let mut out = Vec::new();
            Words::with(owner, |words| {
                words.append(text, 0, text.len(), &mut out, |word, out| {
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
                Words::with(*owner, |words| words.append(b"word", 0, 4, &mut out, |_, out| out.push(id)));
                assert_eq!(out, [id], "{round}");
            }
        }
        KEPT.with_borrow(|kept| assert_eq!(kept.len(), TOKENIZERS));
    }
}
