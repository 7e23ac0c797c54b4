//! Compiled tokenizers in files, so that only the first start with a tokenizer pays for parsing and checking it.
//!
//! A file is named after the digest of all it was made from and of this library's version, and ends with the digest of itself:
//! one that is torn, old or not ours is not read, and made again. It appears whole, under its name, or not at all.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::Value;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

use crate::engine::compiled::Compiled;
use crate::merges::Merges;
use crate::pages;
use crate::vocabulary::Vocabulary;

/// Raised whenever files of the earlier layout would be misread, or what reads texts has changed: a file says that it was checked.
const LAYOUT: u32 = 3;

const DIGEST_BYTES: usize = 16;

/// Where the compiled form of one tokenizer lies.
pub struct Place(PathBuf);

impl Place {
    /// The place in `directory` for what is made from `sources`.
    pub fn of(directory: &Path, sources: &[&[u8]]) -> Self {
        let mut digest = Xxh3::new();
        digest.update(concat!(env!("CARGO_PKG_VERSION"), " fastokens 0.3.5").as_bytes());
        for source in sources {
            digest.update(&(source.len() as u64).to_le_bytes());
            digest.update(source);
        }
        Self(directory.join(format!("{:032x}.v{LAYOUT}", digest.digest128())))
    }

    /// What was stored here and the form it was made from; `None` where nothing readable is.
    pub fn read(&self) -> Option<(Compiled, String)> {
        decode(&pages::read(&self.0).ok()?)
    }

    /// Stores a tokenizer. It is only a cache: where it cannot be written, nothing is lost but time.
    pub fn write(&self, compiled: &Compiled, form: &str) {
        let written = || -> std::io::Result<()> {
            let directory = self.0.parent().unwrap_or(Path::new("."));
            std::fs::create_dir_all(directory)?;
            let unfinished = directory.join(format!(".{}-{:?}", std::process::id(), std::thread::current().id()));
            let stored = std::fs::File::create(&unfinished)
                .and_then(|mut file| file.write_all(&encode(compiled, form)))
                .and_then(|()| std::fs::rename(&unfinished, &self.0));
            if stored.is_err() {
                let _ = std::fs::remove_file(&unfinished);
            }
            stored
        };
        let _ = written();
    }
}

fn encode(compiled: &Compiled, form: &str) -> Vec<u8> {
    let (settings, vocabulary, merges, byte_ids) = compiled.parts();
    let (starts, bytes, slots, whole) = vocabulary.parts();
    let mut out = Vec::new();
    put_bytes(&mut out, form.as_bytes());
    put_bytes(&mut out, settings.to_string().as_bytes());
    put_bytes(&mut out, bytes);
    for words in [byte_ids, starts, whole] {
        put_bytes(&mut out, &words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>());
    }
    for words in [slots, merges.parts().as_flattened()] {
        put_bytes(&mut out, &words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>());
    }
    let digest = xxh3_128(&out).to_le_bytes();
    out.extend_from_slice(&digest);
    out
}

fn put_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn decode(file: &[u8]) -> Option<(Compiled, String)> {
    let (content, digest) = file.split_last_chunk::<DIGEST_BYTES>()?;
    if xxh3_128(content) != u128::from_le_bytes(*digest) {
        return None;
    }
    let mut rest = content;
    let form = String::from_utf8(take(&mut rest)?.to_vec()).ok()?;
    let settings: Value = serde_json::from_slice(take(&mut rest)?).ok()?;
    let bytes = take(&mut rest)?.to_vec();
    let mut words = || Some(take(&mut rest)?.as_chunks().0.iter().map(|word| u32::from_le_bytes(*word)).collect::<Vec<u32>>());
    let (byte_ids, starts, whole) = (words()?, words()?, words()?);
    let slots = pages::collect(take(&mut rest)?.as_chunks().0.iter().map(|slot| u64::from_le_bytes(*slot)));
    let merges = pages::collect(take(&mut rest)?.as_chunks().0.iter().map(|slot: &[u8; 16]| {
        let both = u128::from_le_bytes(*slot);
        [both as u64, (both >> 64) as u64]
    }));
    let vocabulary = Vocabulary::from_parts(starts, bytes, slots, whole)?;
    let merges = Merges::from_parts(merges, vocabulary.ids())?;
    Some((Compiled::from_parts(settings, vocabulary, merges, byte_ids.try_into().ok()?)?, form))
}

fn take<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let (length, after) = rest.split_first_chunk::<8>()?;
    let (taken, after) = after.split_at_checked(usize::try_from(u64::from_le_bytes(*length)).ok()?)?;
    *rest = after;
    Some(taken)
}
