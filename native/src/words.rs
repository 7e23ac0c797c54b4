//! What words became, kept for each thread: texts are made of the same words over and over.

mod appending;
mod chunk;
mod counting;
mod middle;
mod short;

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::hash::BytesMap;
use crate::machine::Machine;
use crate::merges::{TOGETHER, Together};
use crate::scan::Scanner;
use chunk::Chunk;
pub use counting::Count;
use middle::{Middle, MiddleKey};
use short::{Key, Place, Short};

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

/// What tells the ids of words that are new.
pub trait Finder {
    /// The id of a word that is one token.
    fn whole(&self, word: &[u8]) -> Option<u32>;
    /// Appends the ids of a word that is more than one, or of a piece.
    fn merge(&self, word: &[u8], ids: &mut Vec<u32>);
    /// Is told of a word that is asked for soon.
    fn expect(&self, word: &[u8]);
    /// The length of a word's first piece: all pieces together become what the word becomes, unless it is one token.
    fn first_piece(&self, word: &[u8]) -> usize;
    /// Gives the number and the ids of each of up to [`TOGETHER`] words of no more than [`crate::merges::MAX_BYTES`] to `found`, in any
    /// order.
    fn merge_all(&self, room: &mut Together, words: &[&[u8]], found: impl FnMut(usize, &[u32]));

    /// Appends the ids of a word.
    fn find(&self, word: &[u8], ids: &mut Vec<u32>) {
        match self.whole(word) {
            Some(id) => ids.push(id),
            None => self.merge(word, ids),
        }
    }
}

/// Where the ids of a text go.
pub trait Sink {
    /// Takes the ids of the words of a chunk.
    fn take<M: Machine>(&mut self, chunk: &Chunk, text: &[u8], words: &mut Words, finder: &impl Finder);
    /// Takes the ids of the words that wait for others to be merged together with.
    fn finish(&mut self, words: &mut Words, finder: &impl Finder);
    /// Takes any ids.
    fn ids(&mut self, ids: &[u32]);
}

/// A text and what tells its words.
pub enum Text<'a> {
    /// A scanner cuts it.
    Scanned(&'a str, &'a Scanner),
    /// It is cut: where each word begins and ends.
    Cut(&'a [u8], &'a [(u32, u32)]),
}

/// The words of one tokenizer on one thread.
pub struct Words {
    owner: Owner,
    short: Short,
    middle: Middle,
    /// New words of the text that is being read, and pieces, as long as they wait for others to be merged together with.
    waiting: Vec<(Key, Place)>,
    waiting_middle: Vec<MiddleKey>,
    /// Those met since the map was last full, and those of the time before.
    long: LongWords,
    older: LongWords,
    found: Vec<u32>,
    /// Room for those that are looked for, used again.
    chunk: Option<Box<Chunk>>,
    room: Box<Together>,
}

type LongWords = BytesMap<Box<[u8]>, Box<[u32]>>;

impl Words {
    fn new(owner: Owner) -> Self {
        Self {
            owner,
            short: Short::new(),
            middle: Middle::new(),
            waiting: Vec::with_capacity(TOGETHER),
            waiting_middle: Vec::with_capacity(TOGETHER),
            long: LongWords::default(),
            older: LongWords::default(),
            found: Vec::new(),
            chunk: None,
            room: Box::default(),
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
            kept[0].waiting_middle.clear();
            body(&mut kept[0])
        })
    }

    /// Gives the ids of the words of `text` to `sink`, by `finder` where a word is not known yet. Where the order does not matter,
    /// the last of these are given by [`Sink::finish`].
    #[inline(always)]
    pub fn append<M: Machine>(&mut self, text: Text<'_>, sink: &mut impl Sink, finder: &impl Finder) {
        let mut chunk = self.chunk.take().unwrap_or_default();
        match text {
            Text::Scanned(text, scanner) => {
                let mut at = 0;
                while at < text.len() {
                    at = chunk.cut::<M>(&self.short, text, at, scanner);
                    sink.take::<M>(&chunk, text.as_bytes(), self, finder);
                }
            }
            Text::Cut(text, words) => {
                let mut left = words;
                while !left.is_empty() {
                    left = chunk.take::<M>(&self.short, text, left);
                    sink.take::<M>(&chunk, text, self, finder);
                }
            }
        }
        self.chunk = Some(chunk);
    }

    /// Appends the ids of a word of more than the other two tables take.
    fn append_longest(&mut self, word: &[u8], out: &mut Vec<u32>, finder: &impl Finder) {
        if let Some(known) = self.long.get(word) {
            return out.extend_from_slice(known);
        }
        let (word, ids) = match self.older.remove_entry(word) {
            Some(known) => known,
            None => {
                let first = out.len();
                finder.find(word, out);
                let ids = out.split_off(first);
                if word.len() > MAX_LONG_BYTES {
                    return out.extend_from_slice(&ids);
                }
                (word.into(), ids.into())
            }
        };
        out.extend_from_slice(&ids);
        if self.long.len() == LONG_WORDS {
            self.older = std::mem::take(&mut self.long);
        }
        self.long.insert(word, ids);
    }
}

/// Whether a long word is cut into pieces. Only one with characters of three bytes or more is asked for: there are thousands of them,
/// and mostly no blanks between words.
fn is_cut(word: &[u8], finder: &impl Finder) -> bool {
    word.iter().any(|&byte| byte >= 0xe0) && finder.first_piece(word) < word.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::machine::Plain;

    /// Finds by a function, and cuts after every few bytes.
    struct Found<F>(F);

    const PIECE: usize = 6;

    impl<F: Fn(&[u8], &mut Vec<u32>)> Finder for Found<F> {
        fn whole(&self, _: &[u8]) -> Option<u32> {
            None
        }

        fn merge(&self, word: &[u8], ids: &mut Vec<u32>) {
            (self.0)(word, ids);
        }

        fn expect(&self, _: &[u8]) {}

        fn first_piece(&self, word: &[u8]) -> usize {
            // Pieces of all lengths that tables take, and longer ones.
            word.len().min(PIECE * (1 + usize::from(word[0]) % 6))
        }

        fn merge_all(&self, _: &mut Together, words: &[&[u8]], mut found: impl FnMut(usize, &[u32])) {
            for (nth, word) in words.iter().enumerate().rev() {
                let mut ids = Vec::new();
                (self.0)(word, &mut ids);
                found(nth, &ids);
            }
        }
    }

    /// Reads all of a text.
    fn append(owner: Owner, text: &[u8], cuts: &[(u32, u32)], sink: &mut impl Sink, find: impl Fn(&[u8], &mut Vec<u32>)) {
        let find = Found(find);
        Words::with(owner, |words| {
            words.append::<Plain>(Text::Cut(text, cuts), sink, &find);
            sink.finish(words, &find);
        });
    }

    /// What a word becomes: what its pieces do, where it is long and has bytes that are asked for.
    fn expected(word: &[u8]) -> Vec<u32> {
        let finder = Found(|word: &[u8], out: &mut Vec<u32>| out.extend(ids(word)));
        if word.len() < 16 || !word.iter().any(|&byte| byte >= 0xe0) {
            return ids(word);
        }
        let (mut out, mut rest) = (Vec::new(), word);
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(finder.first_piece(rest));
            out.extend(ids(piece));
            rest = after;
        }
        out
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
                let end = (at + 1 + at % 47).min(text.len());
                let (mut out, mut count) = (vec![7], Count::default());
                let word = [(at as u32, end as u32)];
                append(owner, &text, &word, &mut out, |word, out| out.extend(ids(word)));
                assert_eq!(out[1..], expected(&text[at..end]), "{round} {at}");
                append(owner, &text, &word, &mut count, |word, out| out.extend(ids(word)));
                assert_eq!(count.0, expected(&text[at..end]).len(), "{round} {at}");
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
