//! Words of up to fifteen bytes and what they became, in a table that mostly stays in the processor's nearer caches.
//!
//! A word is kept as one number: its bytes, its length above them, and above that how many ids it has. Counting reads nothing else;
//! the ids lie beside it, in a table of the same form, which takes no memory on a thread that only counts. A place holds four words
//! in one line of the cache: the newest comes first and the oldest makes room, of which there are so many that what comes often is
//! seldom lost.

use crate::machine::{Line, Machine, Plain};
use crate::pages::{self, Table};

/// Places, found by the hash of a word.
const PLACES: usize = 1 << u16::BITS;

/// Longer words have no key: the last byte of one is the word's length and, where it is kept, the number of its ids.
const MAX_BYTES: usize = 15;
const LENGTH_SHIFT: usize = 8 * MAX_BYTES;
const COUNT_SHIFT: usize = LENGTH_SHIFT + 4;

/// The bits of a word and its length.
const WORD: u128 = u128::MAX >> (128 - COUNT_SHIFT);

/// The bytes of a word and its length as one number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key(u128);

/// Which place a word belongs to.
#[derive(Clone, Copy)]
pub struct Place(u16);

impl Place {
    pub const FIRST: Self = Self(0);

    /// Where it is, which says to the compiler that it is there.
    #[inline(always)]
    fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// By length: which bits of sixteen bytes are the word's, and the length where it stands in a key.
/// Of longer ones, that all bits are set.
static LENGTHS: [(u128, u128); MAX_BYTES + 2] = {
    let mut lengths = [(0, 0); MAX_BYTES + 2];
    lengths[MAX_BYTES + 1] = (0, u128::MAX);
    let mut length = 1;
    while length <= MAX_BYTES {
        lengths[length] = (!(u128::MAX << (8 * length)), (length as u128) << LENGTH_SHIFT);
        length += 1;
    }
    lengths
};

impl Key {
    /// Of no word, and what is where nothing is kept: the length of a word is not zero.
    pub const NONE: Self = Self(0);

    /// Of all words that are too long, and of none that is kept: its highest bits are those of the number of ids.
    pub const LONG: Self = Self(u128::MAX);

    /// The key of a word of `length` bytes, which are the first of these or more, and its place.
    #[inline(always)]
    pub fn of<M: Machine>(sixteen: &[u8; 16], length: usize) -> (Self, Place) {
        let (mask, marks) = &LENGTHS[length.min(MAX_BYTES + 1)];
        let (key, hash) = M::key(sixteen, mask, marks);
        (Self(key), Place(hash))
    }

    /// The key of a piece of a word: none of a whole word, since no text has its last byte. `None` where the piece is too long.
    pub fn of_piece(piece: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..piece.len()).filter(|_| piece.len() < MAX_BYTES)?.copy_from_slice(piece);
        bytes[MAX_BYTES - 1] = u8::MAX;
        Some(Self(u128::from_le_bytes(bytes) | (piece.len() as u128) << LENGTH_SHIFT))
    }

    /// The bytes of the word of a key, and how many of them it has.
    pub fn bytes(self) -> ([u8; 16], usize) {
        (self.0.to_le_bytes(), (self.0 >> LENGTH_SHIFT) as usize)
    }

    /// The place of a piece.
    #[inline(always)]
    pub fn place(self) -> Place {
        Place(Plain::hash(self.0))
    }
}

/// Up to five ids of 24 bits, and above them how many.
#[derive(Clone, Copy)]
pub struct Packed(u128);

impl Packed {
    pub const MOST: usize = 5;
    const BITS: usize = 24;

    /// None of those that do not fit.
    fn of(ids: &[u32]) -> Self {
        let fit = ids.len() <= Self::MOST && ids.iter().all(|&id| id < 1 << Self::BITS);
        let packed = || ids.iter().rev().fold(0, |packed, &id| packed << Self::BITS | u128::from(id));
        Self(if fit { packed() | (ids.len() as u128) << 120 } else { 0 })
    }

    #[inline]
    pub fn len(self) -> usize {
        (self.0 >> 120) as usize
    }

    #[inline]
    pub fn all(self) -> [u32; Self::MOST] {
        std::array::from_fn(|at| (self.0 >> (Self::BITS * at)) as u32 & ((1 << Self::BITS) - 1))
    }
}

/// The table.
pub struct Short {
    keys: Lines,
    ids: Lines,
    keeps_ids: bool,
}

impl Short {
    pub fn new() -> Self {
        Self { keys: Lines::new(), ids: Lines::new(), keeps_ids: false }
    }

    /// Keeps ids too from now on: those of the words that are kept already when they are found once more.
    #[inline]
    pub fn keep_ids(&mut self) {
        self.keeps_ids = true;
    }

    /// What asks memory for places that are looked at soon.
    #[inline(always)]
    pub fn asking(&self) -> Asking<'_> {
        Asking(&self.keys.0)
    }

    /// Asks memory for where the ids of a new word go.
    #[inline]
    pub fn prefetch_ids(&self, place: Place) {
        if self.keeps_ids {
            self.ids.prefetch(place);
        }
    }

    /// The ids of a word, where it is kept: none where they are too many or too large for that, or were not kept.
    #[inline(always)]
    pub fn find<M: Machine>(&self, key: Key, place: Place) -> Option<Packed> {
        let way = M::equal(self.keys.line(place), key.0, WORD)?;
        Some(Packed(self.ids.line(place).0[way]))
    }

    /// How many ids a word has, where it is kept.
    #[inline]
    pub fn count_one(&self, key: Key, place: Place) -> Option<usize> {
        let Line(line) = self.keys.line(place);
        Plain::equal(self.keys.line(place), key.0, WORD).map(|way| (line[way] >> COUNT_SHIFT) as usize)
    }

    /// Adds how many ids a word has, where it is kept, and says whether it is.
    #[inline(always)]
    pub fn tally<M: Machine>(&self, key: Key, place: Place, tally: &mut M::Tally) -> bool {
        M::tally(self.keys.line(place), key.0, WORD, tally)
    }

    /// Keeps what a word became: in place of what it was before, else of the oldest word.
    pub fn keep(&mut self, key: Key, place: Place, ids: &[u32]) {
        let count = ids.len() as u128;
        if count >> (128 - COUNT_SHIFT) == 0 {
            let way = Plain::equal(self.keys.line(place), key.0, WORD).unwrap_or(Line::WAYS - 1);
            self.keys.put_first(place, way, key.0 | count << COUNT_SHIFT);
            if self.keeps_ids {
                self.ids.put_first(place, way, Packed::of(ids).0);
            }
        }
    }
}

/// Asks memory for places. It is the table's address alone, which a loop that writes words beside it can keep in a register.
pub struct Asking<'a>(&'a [Line; PLACES]);

impl Asking<'_> {
    #[inline(always)]
    pub fn prefetch(&self, place: Place) {
        pages::prefetch(self.0, place.index());
    }
}

/// A line for each place, zeros where nothing is kept: pages that no word has reached take no memory.
struct Lines(Table<PLACES>);

impl Lines {
    fn new() -> Self {
        Self(Table::zeroed())
    }

    #[inline(always)]
    fn prefetch(&self, place: Place) {
        pages::prefetch(self.0.as_slice(), place.index());
    }

    #[inline(always)]
    fn line(&self, place: Place) -> &Line {
        &self.0[place.index()]
    }

    /// Moves those before `way` on, and puts a number first.
    fn put_first(&mut self, place: Place, way: usize, number: u128) {
        let Line(line) = &mut self.0[place.index()];
        line[..=way].rotate_right(1);
        line[0] = number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kept_once_they_are_wanted() {
        let mut short = Short::new();
        let (key, place) = Key::of::<Plain>(b"word\0\0\0\0\0\0\0\0\0\0\0\0", 4);
        let untouched = |short: &Short| short.ids.0.iter().all(|line| line.0 == [0; Line::WAYS]);
        let ids = |short: &Short| short.find::<Plain>(key, place).map(|kept| kept.all()[..kept.len()].to_vec());

        short.keep(key, place, &[5, 6]);
        assert_eq!(short.count_one(key, place), Some(2));
        assert_eq!(ids(&short), Some(vec![]));
        assert!(untouched(&short));

        short.keep_ids();
        short.keep(key, place, &[5, 6]);
        assert_eq!(ids(&short), Some(vec![5, 6]));
        assert!(!untouched(&short));
    }
}
