//! Words of up to fifteen bytes and what they became, in a table that mostly stays in the processor's nearer caches.
//!
//! A word is kept as one number: its bytes, its length above them, and above that how many ids it has. Counting reads nothing else;
//! the ids lie beside it, in a table of the same form. A place holds four words in one line of the cache: the newest comes first and
//! the oldest makes room, of which there are so many that what comes often is seldom lost.

use super::Packed;
use crate::pages;

/// Places, found by the hash of a word.
const PLACES: usize = 1 << 15;

/// Words in a place.
const WAYS: usize = 4;

/// Longer words have no key: the last byte of one is the word's length and, where it is kept, the number of its ids.
const MAX_BYTES: usize = 15;
const LENGTH_SHIFT: usize = 8 * MAX_BYTES;
const COUNT_SHIFT: usize = LENGTH_SHIFT + 4;

/// The bytes of a word and its length as one number.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Key(u128);

/// Which place a word belongs to.
#[derive(Clone, Copy)]
pub struct Place(u32);

impl Place {
    pub const FIRST: Self = Self(0);
}

/// A word that was found in its place.
#[derive(Clone, Copy)]
pub struct Known {
    way: usize,
    count: usize,
}

impl Known {
    /// How many ids it has.
    #[inline]
    pub fn count(self) -> usize {
        self.count
    }
}

/// By length: which bits of sixteen bytes are the word's, and the length where it stands in a key.
static LENGTHS: [(u128, u128); MAX_BYTES + 1] = {
    let mut lengths = [(0, 0); MAX_BYTES + 1];
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

    /// The key of `text[from..to]`.
    #[inline]
    pub fn of(text: &[u8], from: usize, to: usize) -> Self {
        let length = to - from;
        match text[from..].first_chunk::<16>() {
            Some(sixteen) => {
                let word = u128::from_le_bytes(*sixteen);
                LENGTHS.get(length).map_or(Self::LONG, |&(mask, length)| Self(word & mask | length))
            }
            // Only where the text ends.
            None => {
                let mut bytes = [0; 16];
                bytes[..length].copy_from_slice(&text[from..to]);
                LENGTHS.get(length).map_or(Self::LONG, |&(_, length)| Self(u128::from_le_bytes(bytes) | length))
            }
        }
    }

    /// The bytes of the word of a key, and how many of them it has.
    pub fn bytes(self) -> ([u8; 16], usize) {
        (self.0.to_le_bytes(), (self.0 >> LENGTH_SHIFT) as usize)
    }

    #[inline]
    pub fn place(self) -> Place {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let mixed = (low ^ high.rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        Place((mixed >> (64 - PLACES.trailing_zeros())) as u32)
    }
}

/// The table.
pub struct Short {
    keys: Lines,
    ids: Lines,
}

impl Short {
    pub fn new() -> Self {
        Self { keys: Lines::new(), ids: Lines::new() }
    }

    /// Asks memory for a place that is looked at soon.
    #[inline]
    pub fn prefetch(&self, place: Place) {
        self.keys.prefetch(place);
    }

    /// Asks memory for where the ids of a new word go.
    #[inline]
    pub fn prefetch_ids(&self, place: Place) {
        self.ids.prefetch(place);
    }

    /// The word of a key, where it is kept.
    #[inline]
    pub fn find(&self, key: Key, place: Place) -> Option<Known> {
        let line = self.keys.line(place);
        let way = way(line, key)?;
        Some(Known { way, count: (line[way] >> COUNT_SHIFT) as usize })
    }

    /// The ids of a word; none where they are too many or too large to be kept.
    #[inline]
    pub fn ids(&self, place: Place, known: Known) -> Packed {
        Packed(self.ids.line(place)[known.way])
    }

    /// Keeps what a word became: in place of what it was before, else of the oldest word.
    pub fn keep(&mut self, key: Key, place: Place, ids: &[u32]) {
        let count = ids.len() as u128;
        if count >> (128 - COUNT_SHIFT) == 0 {
            let way = way(self.keys.line(place), key).unwrap_or(WAYS - 1);
            self.keys.put_first(place, way, key.0 | count << COUNT_SHIFT);
            self.ids.put_first(place, way, Packed::of(ids).0);
        }
    }
}

/// Which of a place's words a key is of.
#[cfg(not(target_arch = "x86_64"))]
#[inline]
fn way(line: &[u128; WAYS], key: Key) -> Option<usize> {
    line.iter().position(|kept| kept & (u128::MAX >> (128 - COUNT_SHIFT)) == key.0)
}

/// Which of a place's words a key is of: all four are compared, and no branch guesses which.
#[cfg(target_arch = "x86_64")]
#[inline]
fn way(line: &[u128; WAYS], key: Key) -> Option<usize> {
    use std::arch::x86_64::*;
    const KEY: [u32; 4] = [u32::MAX, u32::MAX, u32::MAX, u32::MAX >> (128 - COUNT_SHIFT)];
    // SAFETY: instructions of SSE2, which every x86-64 has; the loads read the numbers given.
    let quarters = unsafe {
        let mask = _mm_loadu_si128(KEY.as_ptr().cast());
        let key = _mm_loadu_si128((&raw const key).cast());
        let equal = |way: usize| _mm_cmpeq_epi32(_mm_and_si128(_mm_loadu_si128((&raw const line[way]).cast()), mask), key);
        let (low, high) = (_mm_packs_epi32(equal(0), equal(1)), _mm_packs_epi32(equal(2), equal(3)));
        _mm_movemask_epi8(_mm_packs_epi16(low, high)).cast_unsigned()
    };
    let halves = quarters & quarters >> 1;
    let equal = halves & halves >> 2 & 0x1111;
    (equal != 0).then(|| equal.trailing_zeros() as usize / 4)
}

/// Four numbers for each place, all zero where nothing is kept: pages that no word has reached take no memory.
struct Lines {
    numbers: Vec<u128>,
    /// Where the first line of the cache begins.
    first: usize,
}

impl Lines {
    fn new() -> Self {
        let numbers = vec![0; WAYS * (PLACES + 1)];
        pages::large(&numbers);
        let first = numbers.as_ptr().align_offset(WAYS * size_of::<u128>()).min(WAYS);
        Self { numbers, first }
    }

    #[inline]
    fn prefetch(&self, place: Place) {
        pages::prefetch(&self.numbers, self.first + WAYS * place.0 as usize);
    }

    #[inline]
    fn line(&self, place: Place) -> &[u128; WAYS] {
        &self.numbers[self.first..].as_chunks().0[place.0 as usize]
    }

    /// Moves those before `way` on, and puts a number first.
    fn put_first(&mut self, place: Place, way: usize, number: u128) {
        let line: &mut [u128; WAYS] = &mut self.numbers[self.first..].as_chunks_mut().0[place.0 as usize];
        line[..=way].rotate_right(1);
        line[0] = number;
    }
}
