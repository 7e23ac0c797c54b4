//! The C functions from the other side: bad arguments get a status and a message, and nothing aborts.

mod common;

use std::ffi::c_char;
use std::ptr;

use common::{FIXTURES, Random, fixture_bytes, fixture_path, hostile};
use streamgauge_tokenizers::abi::*;
use streamgauge_tokenizers::compat::*;

fn chars(bytes: &[u8]) -> *const c_char {
    bytes.as_ptr().cast()
}

fn open(bytes: &[u8]) -> TokenizerHandle {
    // SAFETY: a slice is readable for its length.
    unsafe { tokenizers_new_from_str(chars(bytes), bytes.len()) }
}

fn open_fixture(name: &str) -> TokenizerHandle {
    let handle = open(&fixture_bytes(name));
    assert!(!handle.is_null(), "{}", last_error());
    handle
}

fn last_error() -> String {
    let mut text = vec![0_u8; 4096];
    // SAFETY: the buffer is writable for its length.
    let length = unsafe { tokenizers_last_error(text.as_mut_ptr().cast(), text.len()) };
    text.truncate(usize::try_from(length).expect("no status").min(4096));
    String::from_utf8(text).expect("messages are text")
}

fn count(handle: TokenizerHandle, text: &[u8], flags: u32) -> i64 {
    // SAFETY: the handle is null or live, and a slice is readable for its length.
    unsafe { tokenizers_count(handle, chars(text), text.len(), flags) }
}

fn free(handle: TokenizerHandle) {
    // SAFETY: each test frees its own handle once.
    unsafe { tokenizers_free(handle) };
}

#[test]
fn null_and_nonsense_are_refused_with_a_message() {
    let handle = open_fixture("byte-level.json");
    assert_eq!(count(ptr::null_mut(), b"x", 0), i64::from(TOKENIZERS_ARGUMENT));
    assert_eq!(last_error(), "the tokenizer is null");
    assert_eq!(count(handle, b"x", 1 << 30), i64::from(TOKENIZERS_ARGUMENT));
    assert_eq!(last_error(), "unknown flags 0x40000000");
    assert_eq!(count(handle, b"x", TOKENIZERS_SKIP_SPECIAL), i64::from(TOKENIZERS_ARGUMENT));
    assert_eq!(count(handle, b"a\xff", 0), i64::from(TOKENIZERS_UTF8));
    assert_eq!(last_error(), "text is not UTF-8 at byte 1");
    // SAFETY: null pointers and impossible lengths are what is tested; nothing behind them may be touched.
    unsafe {
        assert_eq!(tokenizers_count(handle, ptr::null(), 1, 0), i64::from(TOKENIZERS_ARGUMENT));
        assert_eq!(tokenizers_count(handle, ptr::null(), 0, 0), 0);
        assert_eq!(tokenizers_count(handle, ptr::dangling(), usize::MAX, 0), i64::from(TOKENIZERS_ARGUMENT));
        assert_eq!(tokenizers_encode_into(handle, chars(b"x"), 1, 0, ptr::null_mut(), 8), i64::from(TOKENIZERS_ARGUMENT));
        assert_eq!(tokenizers_decode_into(handle, ptr::null(), 4, 0, ptr::null_mut(), 0), i64::from(TOKENIZERS_ARGUMENT));
        assert_eq!(tokenizers_info(ptr::null_mut(), ptr::null_mut(), 0), i64::from(TOKENIZERS_ARGUMENT));
        assert_eq!(tokenizers_is_special(ptr::null_mut(), 0), TOKENIZERS_ARGUMENT);
        assert_eq!(tokenizers_is_special(handle, u32::MAX), 0);
        assert!(tokenizers_new_from_file(ptr::null(), 3, ptr::null(), 0).is_null());
        assert!(tokenizers_new_from_str(ptr::null(), 9).is_null());
        tokenizers_encode(handle, ptr::null(), 5, 0, ptr::null_mut());
        tokenizers_encode(ptr::null_mut(), ptr::null(), 0, 0, ptr::null_mut());
        tokenizers_encode_batch(handle, ptr::null_mut(), ptr::null_mut(), 2, 0, ptr::null_mut());
        tokenizers_free_encode_results(ptr::null_mut(), 3);
        tokenizers_decode(ptr::null_mut(), ptr::null(), 0, 0);
        tokenizers_get_decode_str(handle, ptr::null_mut(), ptr::null_mut());
        tokenizers_get_vocab_size(handle, ptr::null_mut());
        tokenizers_id_to_token(handle, 1, ptr::null_mut(), ptr::null_mut());
        tokenizers_token_to_id(handle, ptr::null(), 3, ptr::null_mut());
    }
    assert_eq!(count(handle, b"x", 0), 1);
    assert_eq!(last_error(), "");
    free(handle);
    free(ptr::null_mut());
}

#[test]
fn offsets_that_do_not_rise_are_refused() {
    let handle = open_fixture("byte-level.json");
    let data = b"abcdef";
    let mut counts = [7_i32; 2];
    for (offsets, right) in [([0, 3, 6], true), ([2, 2, 5], true), ([0, 4, 3], false), ([-1, 2, 3], false), ([0, -1, -1], false)] {
        let offsets: [i64; 3] = offsets;
        // SAFETY: the arrays have the lengths that are given, and no offset is beyond the data.
        let status = unsafe { tokenizers_count_batch(handle, chars(data), offsets.as_ptr(), 2, 0, 3, counts.as_mut_ptr()) };
        assert_eq!(status, if right { 0 } else { TOKENIZERS_ARGUMENT }, "{offsets:?}");
    }
    // SAFETY: as above; `n` so large that its offsets cannot exist is refused before they are read.
    unsafe {
        let offsets = [0_i64];
        assert_eq!(tokenizers_count_batch(handle, ptr::null(), offsets.as_ptr(), 0, 0, 9, ptr::null_mut()), 0);
        let status = tokenizers_count_batch(handle, ptr::null(), offsets.as_ptr(), usize::MAX, 0, 1, ptr::null_mut());
        assert_eq!(status, TOKENIZERS_ARGUMENT);
    }
    free(handle);
}

#[test]
fn short_buffers_are_filled_as_far_as_they_go() {
    let handle = open_fixture("byte-level.json");
    let text = b"the river gauge at the old mill";
    let mut all = [0_u32; 64];
    // SAFETY: every buffer is as long as is said.
    unsafe {
        let length = tokenizers_encode_into(handle, chars(text), text.len(), 0, all.as_mut_ptr(), all.len());
        assert_eq!(length, count(handle, text, 0));
        let mut some = [u32::MAX; 4];
        assert_eq!(tokenizers_encode_into(handle, chars(text), text.len(), 0, some.as_mut_ptr(), 3), length);
        assert_eq!(some, [all[0], all[1], all[2], u32::MAX]);
        let ids = &all[..usize::try_from(length).expect("no status")];
        let mut decoded = [b'#'; 8];
        let bytes = tokenizers_decode_into(handle, ids.as_ptr(), ids.len(), 0, decoded.as_mut_ptr().cast(), 5);
        assert_eq!((bytes, &decoded[..]), (text.len() as i64, &b"the r###"[..]));
        let info = tokenizers_info(handle, ptr::null_mut(), 0);
        assert!(info > 40, "{info}");
        assert!(tokenizers_new_from_file(chars(b"nowhere"), 7, ptr::null(), 0).is_null());
        let mut message = [b'#'; 8];
        assert!(tokenizers_last_error(message.as_mut_ptr().cast(), 7) > 7);
        assert_eq!(&message, b"nowhere#");
    }
    free(handle);
}

#[test]
fn files_are_named_in_what_goes_wrong_with_them() {
    let path = fixture_path("prose.txt");
    let path = path.to_str().expect("UTF-8");
    // SAFETY: a slice is readable for its length.
    assert!(unsafe { tokenizers_new_from_file(chars(path.as_bytes()), path.len(), ptr::null(), 0) }.is_null());
    assert!(last_error().starts_with(&format!("{path}: not a tokenizer.json")), "{}", last_error());
}

#[test]
fn nothing_that_a_hostile_file_holds_aborts() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let deep_steps = format!(
        r#"{{"model":{{"type":"BPE","vocab":{{"a":0}},"merges":[]}},"normalizer":{}{}}}"#,
        r#"{"type":"Sequence","normalizers":["#.repeat(10_000),
        "]}".repeat(10_000)
    );
    for text in [
        deep.as_str(),
        deep_steps.as_str(),
        r#"{"model":{"type":"BPE","vocab":{"a":4294967295},"merges":[]}}"#,
        r#"{"model":{"type":"BPE","vocab":{"a":-1},"merges":[]}}"#,
        r#"{"model":{"type":"BPE","vocab":{"a":0},"merges":["a b"]}}"#,
        r#"{"model":{"type":"BPE","vocab":{},"merges":[["a"]]}}"#,
        r#"{"model":{"type":"BPE","vocab":[],"merges":{}}}"#,
        r#"{"model":{"type":"Unigram","vocab":[],"unk_id":7}}"#,
        r#"{"model":{"type":"Nonsense"}}"#,
        r#"{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"added_tokens":[{"id":99999999999,"content":"x"}]}"#,
        r#"{"model":{"type":"BPE","vocab":{"a":0},"merges":[]},"pre_tokenizer":{"type":"Split","pattern":{"Regex":"(("},"behavior":"Isolated","invert":false}}"#,
    ] {
        let handle = open(text.as_bytes());
        assert!(handle.is_null(), "{:.80}", text);
        assert!(!last_error().is_empty() && !last_error().contains('\n'), "{}", last_error());
    }
}

/// Damaged tokenizers either do not load or still read every text without harm.
#[test]
fn damaged_tokenizers_do_no_harm() {
    let mut random = Random::new(5);
    let mut loaded = 0;
    for round in 0..400 {
        let mut bytes = fixture_bytes(FIXTURES[round % FIXTURES.len()]);
        damage(&mut bytes, &mut random);
        let handle = open(&bytes);
        if handle.is_null() {
            assert!(!last_error().is_empty());
            continue;
        }
        loaded += 1;
        for _ in 0..3 {
            exercise(handle, &mut random);
        }
        free(handle);
    }
    assert!(loaded > 20, "only {loaded} loaded: the damage is too much to test anything");
}

fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(3) {
        let at = random.below(bytes.len());
        match random.below(12) {
            0 => bytes.truncate(at.max(1)),
            1..4 => bytes[at] = random.next() as u8,
            4..9 => bytes[at] = *random.pick(b"0123456789abc\"{}[],:"),
            9 => drop(bytes.drain(at..(at + random.below(40)).min(bytes.len()))),
            _ => {
                let from = random.below(bytes.len());
                let piece = bytes[from..(from + random.below(60)).min(bytes.len())].to_vec();
                bytes.splice(at..at, piece);
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
}

fn exercise(handle: TokenizerHandle, random: &mut Random) {
    let mut text = hostile(random, &[]).into_bytes();
    if random.below(4) == 0 {
        text.push(random.next() as u8);
    }
    let flags = random.below(16) as u32;
    let mut ids = [0_u32; 64];
    let capacity = random.below(64);
    // SAFETY: every buffer is as long as is said.
    let length = unsafe { tokenizers_encode_into(handle, chars(&text), text.len(), flags, ids.as_mut_ptr(), capacity) };
    assert_eq!(length, count(handle, &text, flags));
    for id in &mut ids {
        if random.below(3) == 0 {
            *id = random.below(3_000) as u32;
        }
    }
    let mut decoded = [0_u8; 100];
    for flags in [0, TOKENIZERS_SKIP_SPECIAL, TOKENIZERS_BYTES, TOKENIZERS_BYTES | TOKENIZERS_SKIP_SPECIAL] {
        // SAFETY: as above.
        let status =
            unsafe { tokenizers_decode_into(handle, ids.as_ptr(), ids.len(), flags, decoded.as_mut_ptr().cast(), random.below(100)) };
        assert!(status >= 0 || !last_error().is_empty());
    }
}

#[test]
fn long_texts_and_many_empty_ones_are_counted() {
    let handle = open_fixture("byte-level.json");
    let offsets = vec![0_i64; 1_000_001];
    let mut counts = vec![9_i32; 1_000_000];
    // SAFETY: the arrays have the lengths that are given.
    let status = unsafe { tokenizers_count_batch(handle, ptr::null(), offsets.as_ptr(), counts.len(), 0, 2, counts.as_mut_ptr()) };
    assert_eq!(status, 0);
    assert!(counts.iter().all(|&count| count == 0));
    for unit in ["a", " ", "\n", "字", "ab ", "\u{301}"] {
        let text = unit.repeat(1_000_000 / unit.len());
        assert!(count(handle, text.as_bytes(), 0) > 0, "{}", last_error());
    }
    free(handle);
}
