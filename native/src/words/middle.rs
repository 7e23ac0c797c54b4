//! Words of sixteen to thirty-one bytes and what they became.
//!
//! Two words in a line of the processor's cache, each as two numbers: its bytes, and in the last of them its length and how many ids
//! it has. The newest comes first.

use crate::machine::Line;
use crate::pages::Table;

/// Places, found by the hash of a word.
const PLACES: usize = 1 << 13;

const MIN_BYTES: usize = 16;
const MAX_BYTES: usize = 31;
const COUNT_SHIFT: u32 = 124;
const LENGTH_SHIFT: u32 = 120;

/// Ids that are kept of a word.
const MOST: usize = 8;

/// The bytes of a word and its length.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MiddleKey([u128; 2]);

impl MiddleKey {
    /// The key of a word; `None` where it is shorter or longer.
    pub fn of(word: &[u8]) -> Option<Self> {
        let (low, high) = (word.first_chunk::<16>()?, word.get(16..)?);
        if high.len() > MAX_BYTES - MIN_BYTES {
            return None;
        }
        let mut rest = [0; 16];
        rest[..high.len()].copy_from_slice(high);
        Some(Self([u128::from_le_bytes(*low), u128::from_le_bytes(rest) | (high.len() as u128) << LENGTH_SHIFT]))
    }

    /// The key of a piece of a word: none of a whole word, since no text has its last byte. `None` where the piece is shorter or longer.
    pub fn of_piece(piece: &[u8]) -> Option<Self> {
        let mut bytes = [0; 32];
        let above = piece.len().checked_sub(MIN_BYTES - 1)?;
        bytes.get_mut(..piece.len()).filter(|_| piece.len() < MAX_BYTES)?.copy_from_slice(piece);
        bytes[MAX_BYTES - 1] = u8::MAX;
        let [low, high] =
            [&bytes[..16], &bytes[16..]].map(|half| half.iter().rev().fold(0, |number, &byte| number << 8 | u128::from(byte)));
        Some(Self([low, high | (above as u128) << LENGTH_SHIFT]))
    }

    /// The bytes of the word or piece of a key, and how many of them it has.
    pub fn bytes(self) -> ([u8; 32], usize) {
        let mut bytes = [0; 32];
        bytes[..16].copy_from_slice(&self.0[0].to_le_bytes());
        bytes[16..].copy_from_slice(&self.0[1].to_le_bytes());
        let least = if bytes[MAX_BYTES - 1] == u8::MAX { MIN_BYTES - 1 } else { MIN_BYTES };
        (bytes, least + (self.0[1] >> LENGTH_SHIFT) as usize)
    }

    fn place(self) -> usize {
        let [low, high] =
            self.0.map(|number| (number as u64) ^ ((number >> 64) as u64).rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd));
        let mixed = (low ^ high.rotate_left(17).wrapping_mul(0xc4ce_b9fe_1a85_ec53)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (mixed >> (64 - PLACES.trailing_zeros())) as usize
    }
}

/// The table.
pub struct Middle {
    keys: Table<PLACES>,
    /// Ids of 32 bits.
    ids: Table<PLACES>,
}

impl Middle {
    pub fn new() -> Self {
        Self { keys: Table::zeroed(), ids: Table::zeroed() }
    }

    /// How many ids a word has, where it is kept.
    #[inline]
    pub fn count(&self, key: MiddleKey) -> Option<usize> {
        let place = key.place();
        let way = self.way(key, place)?;
        Some((self.keys[place].0[2 * way + 1] >> COUNT_SHIFT) as usize)
    }

    /// The ids of a word, where they are kept.
    pub fn ids(&self, key: MiddleKey) -> Option<([u32; MOST], usize)> {
        let place = key.place();
        let way = self.way(key, place)?;
        let count = (self.keys[place].0[2 * way + 1] >> COUNT_SHIFT) as usize;
        let at = |nth: usize| (self.ids[place].0[2 * way + nth / 4] >> (32 * (nth % 4))) as u32;
        (count <= MOST).then(|| (std::array::from_fn(at), count))
    }

    /// Keeps what a word became: in place of what it was before, else of the older word.
    pub fn keep(&mut self, key: MiddleKey, ids: &[u32]) {
        let count = ids.len() as u128;
        if count >> (128 - COUNT_SHIFT) != 0 {
            return;
        }
        let place = key.place();
        if self.way(key, place) != Some(0) {
            for line in [&mut self.keys[place], &mut self.ids[place]] {
                line.0.rotate_right(2);
            }
        }
        let packed = |ids: &[u32]| ids.iter().rev().fold(0, |packed, &id| packed << 32 | u128::from(id));
        let (first, rest) = ids.split_at(ids.len().min(4));
        self.keys[place].0[..2].copy_from_slice(&[key.0[0], key.0[1] | count << COUNT_SHIFT]);
        self.ids[place].0[..2].copy_from_slice(&[packed(first), packed(&rest[..rest.len().min(4)])]);
    }

    /// Which of a place's words a key is of.
    #[inline]
    fn way(&self, key: MiddleKey, place: usize) -> Option<usize> {
        let line = &self.keys[place].0;
        let is = |way: usize| line[2 * way] == key.0[0] && line[2 * way + 1] & (u128::MAX >> (128 - COUNT_SHIFT)) == key.0[1];
        (0..Line::WAYS / 2).find(|&way| is(way))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_give_their_bytes_back_and_words_are_not_pieces() {
        let text = "Eine längere Reihe von Zeichen, 字 also.".as_bytes();
        for length in 0..text.len() {
            let word = &text[..length];
            let (key, piece) = (MiddleKey::of(word), MiddleKey::of_piece(word));
            assert_eq!(key.is_some(), (16..=31).contains(&length));
            assert_eq!(piece.is_some(), (15..=30).contains(&length));
            for key in [key, piece].into_iter().flatten() {
                let (bytes, count) = key.bytes();
                assert_eq!(&bytes[..count], word);
            }
            assert!(key != piece || key.is_none(), "{length}");
        }
    }

    #[test]
    fn keeps_the_newest_of_a_place_with_up_to_eight_ids() {
        let mut middle = Middle::new();
        let key = |n: u32| MiddleKey::of(format!("{n:>20}").as_bytes()).unwrap();
        for n in 0..40_000 {
            let ids: Vec<u32> = (0..n % 18).map(|nth| u32::MAX - n - nth).collect();
            middle.keep(key(n), &ids);
            assert_eq!(middle.count(key(n)), Some(ids.len()).filter(|&count| count < 16));
            let kept = middle.ids(key(n)).map(|(kept, count)| kept[..count].to_vec());
            assert_eq!(kept, Some(ids).filter(|ids| ids.len() <= MOST));
        }
        let left = (0..40_000).filter(|&n| middle.count(key(n)).is_some()).count();
        assert!((PLACES..=2 * PLACES).contains(&left), "{left}");
        middle.keep(key(7), &[1]);
        middle.keep(key(7), &[2, 3]);
        assert_eq!(middle.ids(key(7)).map(|(ids, count)| ids[..count].to_vec()), Some(vec![2, 3]));
    }
}
