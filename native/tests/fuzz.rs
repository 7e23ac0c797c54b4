//! The C ABI on bent tokenizer files and bent texts: every call ends with a result or with a status and a message.
//!
//! A second by default; `FUZZ_SECONDS=600 FUZZ_SEED=7` for longer.

mod common;

use std::ffi::c_char;
use std::ptr;
use std::time::{Duration, Instant};

use common::{FIXTURES, Random, fixture_bytes, hostile};
use streamgauge_tokenizers::abi::*;
use streamgauge_tokenizers::compat::*;

const TIKTOKEN: &[u8] = b"YQ== 0\nYg== 1\nYWI= 2\n";
const TEXTS_OF_A_FILE: usize = 20;
const FLAGS: u32 = TOKENIZERS_ADD_SPECIAL | TOKENIZERS_PLAIN | TOKENIZERS_LOSSY | TOKENIZERS_JSON_ESCAPED;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |value| value.parse().expect("a number"))
}

fn chars(bytes: &[u8]) -> *const c_char {
    bytes.as_ptr().cast()
}

fn last_error() -> i64 {
    let mut text = [0_u8; 512];
    // SAFETY: the buffer is writable for its length.
    unsafe { tokenizers_last_error(text.as_mut_ptr().cast(), text.len()) }
}

/// Cuts, doubles, overwrites and flips stretches, and puts in what means something in JSON.
fn bend(random: &mut Random, bytes: &mut Vec<u8>, times: usize) {
    const PIECES: &[&str] =
        &["null", "-1", "4294967295", "18446744073709551616", "[]", "{}", "\"\"", "[[", "\\ud800", "\u{0}", "true", "\"BPE\""];
    for _ in 0..times {
        if bytes.is_empty() {
            return;
        }
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(24)).min(bytes.len());
        match random.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => {
                let twice = bytes[at..end].to_vec();
                bytes.splice(at..at, twice);
            }
            3 => bytes[at] ^= 1 << random.below(8),
            4 => bytes[at] = random.next() as u8,
            5 => drop(bytes.splice(at..end, random.pick(PIECES).bytes())),
            _ => drop(bytes.splice(at..at, random.pick(PIECES).bytes())),
        }
    }
}

/// The bytes of a text, sometimes no text at all.
fn text(random: &mut Random) -> Vec<u8> {
    let mut bytes = hostile(random, &[]).into_bytes();
    let times = random.below(3);
    bend(random, &mut bytes, times);
    bytes
}

/// Calls each function with one text; how many calls that were.
///
/// The reference engine takes files whose parts contradict each other, and panics on their words (a WordPiece whose vocabulary has
/// no word for an id). The boundary makes a status and a message of it; with a `whole` file there is nothing to make it of.
fn exercise(handle: TokenizerHandle, whole: bool, random: &mut Random) -> u64 {
    let text = text(random);
    let flags = random.next() as u32 & FLAGS;
    // A small buffer now and then: what does not fit is counted and not written.
    let room = if random.below(3) == 0 { random.below(8) } else { text.len() * 4 + 16 };
    let mut ids = vec![u32::MAX; room];
    // SAFETY: the handle is live, and every slice is readable or writable for its length.
    unsafe {
        let counted = tokenizers_count(handle, chars(&text), text.len(), flags);
        let encoded = tokenizers_encode_into(handle, chars(&text), text.len(), flags, ids.as_mut_ptr(), ids.len());
        assert_eq!(counted, encoded, "{text:?}");
        assert_eq!(counted < 0, last_error() > 0, "a failure has a message, a success none");
        if flags & TOKENIZERS_LOSSY != 0 {
            assert_ne!(counted, i64::from(TOKENIZERS_UTF8), "{text:?}");
        }
        assert!(!whole || counted != i64::from(TOKENIZERS_PANIC), "{text:?}");
        let half = (text.len() / 2) as i64;
        let mut offsets = [0, half, text.len() as i64];
        // Out of order now and then, but never beyond the text: how long that is, only the offsets tell.
        if random.below(20) == 0 {
            offsets.swap(random.below(3), random.below(3));
        }
        let mut counts = [0; 2];
        tokenizers_count_batch(handle, chars(&text), offsets.as_ptr(), 2, flags, random.below(3) as u32, counts.as_mut_ptr());
        let known = usize::try_from(encoded).unwrap_or(0).min(ids.len());
        if known > 0 && random.below(3) == 0 {
            ids[random.below(known)] = random.next() as u32;
        }
        let mut decoded = vec![0_u8; random.below(64)];
        tokenizers_decode_into(handle, ids.as_ptr(), known, random.next() as u32 & 48, decoded.as_mut_ptr().cast(), decoded.len());
        tokenizers_is_special(handle, random.next() as u32);
        let mut result = TokenizerEncodeResult { token_ids: ptr::null_mut(), len: 0 };
        tokenizers_encode(handle, chars(&text), text.len(), 1, &raw mut result);
        tokenizers_free_encode_results(&raw mut result, 1);
        let (mut said, mut length) = (ptr::null(), 0);
        tokenizers_decode(handle, ids.as_ptr(), known, 1);
        tokenizers_get_decode_str(handle, &raw mut said, &raw mut length);
        tokenizers_id_to_token(handle, random.next() as u32 % 2048, &raw mut said, &raw mut length);
        let mut id = 0;
        tokenizers_token_to_id(handle, chars(&text), text.len(), &raw mut id);
    }
    11
}

#[test]
fn bent_files_and_texts_end_with_a_result_or_a_message() {
    let mut random = Random::new(setting("FUZZ_SEED", 1));
    let until = Instant::now() + Duration::from_secs(setting("FUZZ_SECONDS", 1));
    let seeds: Vec<Vec<u8>> = FIXTURES.iter().map(|name| fixture_bytes(name)).chain([TIKTOKEN.to_vec()]).collect();
    let (mut files, mut read, mut calls) = (0_u64, 0_u64, 0_u64);
    loop {
        let mut file = random.pick(&seeds).clone();
        // Every fourth is whole: its texts are the more of interest.
        let times = if files.is_multiple_of(4) { 0 } else { 1 + random.below(4) };
        bend(&mut random, &mut file, times);
        // SAFETY: a slice is readable for its length.
        let handle = unsafe { tokenizers_new_from_str(chars(&file), file.len()) };
        files += 1;
        if handle.is_null() {
            assert!(last_error() > 0, "a refusal has a message");
        } else {
            read += 1;
            for _ in 0..TEXTS_OF_A_FILE {
                calls += exercise(handle, times == 0, &mut random);
            }
            // SAFETY: it came from this library and is not used again.
            unsafe { tokenizers_free(handle) };
        }
        if files >= 8 && Instant::now() >= until {
            break;
        }
    }
    println!("{files} files, {read} of them read, {calls} calls");
    assert!(read > 0 && calls > 0);
}
