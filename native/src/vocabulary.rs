//! The tokens of a byte-level vocabulary as bytes, by id and by content, in flat arrays that a file holds as they are.

use crate::error::{Failure, Result};
use crate::pages;

const FREE: u64 = u64::MAX;

/// Tokens by id, and a hash table over their bytes.
#[derive(Debug, PartialEq, Eq)]
pub struct Vocabulary {
    /// Token `id` is `bytes[starts[id]..starts[id + 1]]`; an id without a token has none.
    starts: Vec<u32>,
    bytes: Vec<u8>,
    /// Ids by the hash of their bytes, whose upper half is above them and tells most words that are no token from those that are.
    /// With linear probing; half or more are free, their number a power of two.
    slots: Vec<u64>,
    /// One bit an id: byte-pair merging makes exactly this token of its bytes, so that a word may be looked up whole.
    whole: Vec<u32>,
}

impl Vocabulary {
    /// Takes the tokens in the order of their ids, an empty one where an id has none.
    pub fn new(tokens: &[Vec<u8>]) -> Result<Self> {
        let mut starts = Vec::with_capacity(tokens.len() + 1);
        let mut bytes = Vec::new();
        starts.push(0);
        for token in tokens {
            bytes.extend_from_slice(token);
            starts.push(u32::try_from(bytes.len()).map_err(|_| Failure::Load("a vocabulary of 4 GiB".into()))?);
        }
        let mut vocabulary = Self {
            starts,
            bytes,
            slots: pages::collect(std::iter::repeat_n(FREE, (tokens.len() * 2).next_power_of_two())),
            whole: vec![0; tokens.len().div_ceil(32)],
        };
        for (id, token) in (0u32..).zip(tokens).filter(|(_, token)| !token.is_empty()) {
            let slot = vocabulary.slot(token);
            vocabulary.slots[slot] = hash(token) >> 32 << 32 | u64::from(id);
        }
        Ok(vocabulary)
    }

    /// Puts the arrays of a file together; `None` when they do not fit each other.
    pub fn from_parts(starts: Vec<u32>, bytes: Vec<u8>, slots: Vec<u64>, whole: Vec<u32>) -> Option<Self> {
        let count = starts.len().checked_sub(1)?;
        let rising = starts.is_sorted() && starts.first() == Some(&0);
        let complete = starts.last().is_some_and(|&end| end as usize == bytes.len()) && whole.len() == count.div_ceil(32);
        let table = slots.len().is_power_of_two() && slots.len() >= count && slots.contains(&FREE);
        let known = slots.iter().all(|&slot| slot == FREE || (slot as u32 as usize) < count);
        (rising && complete && table && known).then_some(Self { starts, bytes, slots, whole })
    }

    /// The arrays, as [`Self::from_parts`] takes them.
    pub fn parts(&self) -> (&[u32], &[u8], &[u64], &[u32]) {
        (&self.starts, &self.bytes, &self.slots, &self.whole)
    }

    /// How many ids there are, those without a token included.
    pub fn ids(&self) -> usize {
        self.starts.len() - 1
    }

    /// The bytes of a token; none where the id has no token.
    pub fn token(&self, id: u32) -> &[u8] {
        let at = id as usize;
        match self.starts.get(at..at + 2) {
            Some(&[from, to]) => &self.bytes[from as usize..to as usize],
            _ => &[],
        }
    }

    /// The token that is exactly `bytes`.
    pub fn find(&self, bytes: &[u8]) -> Option<u32> {
        let slot = self.slots[self.slot(bytes)];
        (slot != FREE).then_some(slot as u32)
    }

    /// The token that byte-pair merging makes of all of `bytes`, where it makes one.
    #[inline]
    pub fn word(&self, bytes: &[u8]) -> Option<u32> {
        let slot = self.slots[self.slot(bytes)];
        let id = slot as u32;
        (slot != FREE && self.whole[id as usize / 32] >> (id % 32) & 1 == 1).then_some(id)
    }

    /// Asks memory for what tells whether `bytes` are a token.
    #[inline]
    pub fn prefetch(&self, bytes: &[u8]) {
        pages::prefetch(&self.slots, hash(bytes) as usize & (self.slots.len() - 1));
    }

    /// Says that merging the bytes of `id` gives `id` alone.
    pub fn set_whole(&mut self, id: u32) {
        self.whole[id as usize / 32] |= 1 << (id % 32);
    }

    /// Where `bytes` are in the table, or where they would be.
    #[inline]
    fn slot(&self, bytes: &[u8]) -> usize {
        let mask = self.slots.len() - 1;
        let hash = hash(bytes);
        let mut at = hash as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == FREE || (slot >> 32 == hash >> 32 && self.token(slot as u32) == bytes) {
                return at;
            }
            at = (at + 1) & mask;
        }
    }
}

const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

#[inline]
fn hash(bytes: &[u8]) -> u64 {
    let mut state = bytes.len() as u64;
    let mut rest = bytes;
    while let Some((word, after)) = rest.split_first_chunk::<8>() {
        state = fold(state ^ u64::from_le_bytes(*word));
        rest = after;
    }
    fold(state ^ short(rest))
}

/// Up to seven bytes as a number.
#[inline]
fn short(bytes: &[u8]) -> u64 {
    match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
        (Some(first), Some(last)) => u64::from(u32::from_le_bytes(*first)) | u64::from(u32::from_le_bytes(*last)) << 32,
        _ => match bytes {
            [] => 0,
            [a] => u64::from(*a) | 1 << 40,
            [a, b] => u64::from(*a) | u64::from(*b) << 8 | 2 << 40,
            [a, b, c, ..] => u64::from(*a) | u64::from(*b) << 8 | u64::from(*c) << 16 | 3 << 40,
        },
    }
}

#[inline]
fn fold(value: u64) -> u64 {
    let wide = u128::from(value) * u128::from(MIX);
    (wide as u64) ^ (wide >> 64) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_token_and_nothing_else() {
        let tokens: Vec<Vec<u8>> = (0..3000u32).map(|n| n.to_string().repeat(1 + n as usize % 5).into_bytes()).collect();
        let vocabulary = Vocabulary::new(&tokens).unwrap();
        for (id, token) in tokens.iter().enumerate() {
            let first = tokens.iter().rposition(|other| other == token).unwrap();
            assert_eq!(vocabulary.find(token).map(|found| tokens[found as usize].clone()), Some(tokens[first].clone()), "{id}");
        }
        assert_eq!(vocabulary.find(b"absent"), None);
        assert_eq!(vocabulary.word(b"17"), None);
        assert_eq!(vocabulary.token(9999), b"");
    }

    #[test]
    fn refuses_arrays_that_do_not_fit() {
        let vocabulary = Vocabulary::new(&[b"a".to_vec(), b"bc".to_vec()]).unwrap();
        let (starts, bytes, slots, whole) = vocabulary.parts();
        let with = |starts: &[u32], slots: &[u64]| Vocabulary::from_parts(starts.to_vec(), bytes.to_vec(), slots.to_vec(), whole.to_vec());
        assert_eq!(with(starts, slots).as_ref(), Some(&vocabulary));
        assert_eq!(with(&[0, 3, 2], slots), None);
        assert_eq!(with(&[0, 1, 9], slots), None);
        assert_eq!(with(&[], slots), None);
        assert_eq!(with(starts, &[0, 1, 2, FREE]), None);
        assert_eq!(with(starts, &[0, 1]), None, "a full table never ends a search");
        assert_eq!(with(starts, &[]), None);
    }
}
