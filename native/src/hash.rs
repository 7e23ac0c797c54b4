//! Maps and sets of byte strings by XXH3: nothing that a stranger chooses is kept in them for longer than a call, or without bound.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use xxhash_rust::xxh3::xxh3_64;

/// A map by byte strings.
pub type BytesMap<K, V> = HashMap<K, V, BuildHasherDefault<BytesHasher>>;

/// A set of byte strings.
pub type BytesSet<K> = HashSet<K, BuildHasherDefault<BytesHasher>>;

/// Hashes one byte string; that the standard library gives its length as well adds nothing.
#[derive(Default)]
pub struct BytesHasher(u64);

impl Hasher for BytesHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_usize(&mut self, _: usize) {}

    fn finish(&self) -> u64 {
        self.0
    }
}
