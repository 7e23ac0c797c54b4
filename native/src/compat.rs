//! The eleven functions of tokenizers-cpp, with its signatures.
//!
//! They report no status: after a failure a handle or a result is null and `tokenizers_last_error` has the message. Text that
//! is not UTF-8 is read with U+FFFD in place of what is broken, as there.

use std::borrow::Cow;
use std::cell::RefCell;
use std::ffi::{c_char, c_int, c_void};
use std::ptr;

use serde_json::{Map, Value, json};

use crate::abi::{bytes, handle_of, new_handle, tokenizer};
use crate::engine::Reading;
use crate::error::{Failure, Result};
use crate::guard;
use crate::load::{Document, Source};
use crate::tokenizer::Tokenizer;

/// A loaded tokenizer, or null.
pub type TokenizerHandle = *mut c_void;

/// Token ids owned by the library until given to `tokenizers_free_encode_results`.
#[repr(C)]
pub struct TokenizerEncodeResult {
    /// The ids; null when the call failed.
    pub token_ids: *mut c_int,
    /// How many there are.
    pub len: usize,
}

impl TokenizerEncodeResult {
    const FAILED: Self = Self { token_ids: ptr::null_mut(), len: 0 };

    fn of(ids: Vec<u32>) -> Self {
        let len = ids.len();
        Self { token_ids: Box::into_raw(ids.into_boxed_slice()).cast::<c_int>(), len }
    }
}

/// Strings lent to C by one thread: its last decoded text and last looked-up token, for each of its last few handles.
struct Lent {
    decoded: Vec<(usize, String)>,
    token: Vec<(usize, String)>,
}

const LENT_PER_THREAD: usize = 8;

thread_local! {
    static LENT: RefCell<Lent> = const { RefCell::new(Lent { decoded: Vec::new(), token: Vec::new() }) };
}

fn lend(lent: &mut Vec<(usize, String)>, handle: TokenizerHandle, text: String) {
    lent.retain(|(owner, _)| *owner != handle as usize);
    if lent.len() == LENT_PER_THREAD {
        lent.remove(0);
    }
    lent.push((handle as usize, text));
}

/// Points `data` and `len` at the string lent for `handle`, or at an empty one.
///
/// # Safety
/// `data` and `len` are null or writable.
unsafe fn point(lent: &[(usize, String)], handle: TokenizerHandle, data: *mut *const c_char, len: *mut usize) -> Result<()> {
    let text = lent.iter().find(|(owner, _)| *owner == handle as usize).map_or("", |(_, text)| text);
    if data.is_null() || len.is_null() {
        return Err(Failure::Argument("data or len is null".into()));
    }
    // SAFETY: both are not null, and the caller promises that they are writable then.
    unsafe {
        *data = text.as_ptr().cast();
        *len = text.len();
    }
    Ok(())
}

/// Loads a `tokenizer.json` or a tiktoken vocabulary; null when it cannot be read.
///
/// # Safety
/// `json` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_new_from_str(json: *const c_char, len: usize) -> TokenizerHandle {
    new_handle(|| {
        // SAFETY: the caller's promise.
        let bytes = unsafe { bytes(json, len) }?;
        Tokenizer::load_source(&Source::from_bytes(bytes))
    })
}

/// Loads a byte-level BPE tokenizer from its parts: `vocab.json`, `merges.txt` and an object of added tokens (or nothing).
///
/// # Safety
/// Each pointer is readable for the length beside it.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn byte_level_bpe_tokenizers_new_from_str(
    vocab: *const c_char,
    vocab_len: usize,
    merges: *const c_char,
    merges_len: usize,
    added_tokens: *const c_char,
    added_tokens_len: usize,
) -> TokenizerHandle {
    new_handle(|| {
        // SAFETY: the caller's promise.
        let parts = unsafe { (bytes(vocab, vocab_len)?, bytes(merges, merges_len)?, bytes(added_tokens, added_tokens_len)?) };
        Tokenizer::load(Document::from_json(byte_level_bpe(parts.0, parts.1, parts.2)?, "vocab.json and merges.txt")?)
    })
}

fn byte_level_bpe(vocab: &[u8], merges: &[u8], added: &[u8]) -> Result<Value> {
    let object = |what: &str, bytes: &[u8]| -> Result<Map<String, Value>> {
        serde_json::from_slice(bytes).map_err(|e| Failure::Load(format!("{what} is not an object of ids: {e}")))
    };
    let mut vocabulary = object("the vocabulary", vocab)?;
    vocabulary.extend(if added.is_empty() { Map::new() } else { object("the added tokens", added)? });
    let merges = String::from_utf8_lossy(merges);
    let mut pairs = Vec::new();
    for line in merges.lines().filter(|line| !line.starts_with("#version") && !line.is_empty()) {
        match line.split_once(' ') {
            Some((left, right)) if !right.contains(' ') => pairs.push(json!([left, right])),
            _ => return Err(Failure::Load(format!("merge {line:?} is not two tokens"))),
        }
    }
    let byte_level = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": false, "use_regex": false});
    Ok(json!({
        "version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": byte_level, "post_processor": null,
        "decoder": byte_level, "model": {"type": "BPE", "vocab": vocabulary, "merges": pairs},
    }))
}

/// Encodes one text; on failure `result` holds null.
///
/// # Safety
/// `handle` came from this library and was not freed; `data` is readable for `len` bytes; `result` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_encode(
    handle: TokenizerHandle,
    data: *const c_char,
    len: usize,
    add_special_token: c_int,
    result: *mut TokenizerEncodeResult,
) {
    let (mut data, mut len) = (data, len);
    // SAFETY: the caller's promises, for a batch of one.
    unsafe { tokenizers_encode_batch(handle, &mut data, &mut len, 1, add_special_token, result) };
}

/// Encodes `num_seqs` texts; on failure every result holds null.
///
/// # Safety
/// As for `tokenizers_encode`; `data`, `len` and `results` hold `num_seqs` elements each.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_encode_batch(
    handle: TokenizerHandle,
    data: *mut *const c_char,
    len: *mut usize,
    num_seqs: usize,
    add_special_token: c_int,
    results: *mut TokenizerEncodeResult,
) {
    let encoded = guard::run(|| {
        // SAFETY: the caller's promise.
        let tokenizer = unsafe { tokenizer(handle) }?;
        if num_seqs > 0 && (data.is_null() || len.is_null() || results.is_null()) {
            return Err(Failure::Argument("data, len or results is null".into()));
        }
        let reading = Reading { add_special: add_special_token != 0, plain: false };
        let encode = |i: usize| {
            // SAFETY: not null, and the caller promises `num_seqs` elements.
            let text: Cow<'_, str> = String::from_utf8_lossy(unsafe { bytes(*data.add(i), *len.add(i)) }?);
            tokenizer.engine().encode(&text, reading)
        };
        (0..num_seqs).map(encode).collect::<Result<Vec<_>>>()
    });
    if results.is_null() {
        return;
    }
    let mut encoded = encoded.ok().into_iter().flatten();
    for i in 0..num_seqs {
        let result = encoded.next().map_or(TokenizerEncodeResult::FAILED, TokenizerEncodeResult::of);
        // SAFETY: not null, and the caller promises `num_seqs` writable elements.
        unsafe { results.add(i).write(result) };
    }
}

/// Frees the ids of `num_seqs` results and nulls them, so that freeing twice is harmless.
///
/// # Safety
/// `results` is null or holds `num_seqs` results of this library.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_free_encode_results(results: *mut TokenizerEncodeResult, num_seqs: usize) {
    if results.is_null() {
        return;
    }
    for i in 0..num_seqs {
        // SAFETY: the caller promises `num_seqs` results.
        let result = unsafe { results.add(i).replace(TokenizerEncodeResult::FAILED) };
        if !result.token_ids.is_null() {
            // SAFETY: `of` made it from a boxed slice of this length and of this element size, and it is taken out only once.
            drop(unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(result.token_ids.cast::<u32>(), result.len)) });
        }
    }
}

/// Decodes ids; `tokenizers_get_decode_str` then has the text, on this thread.
///
/// # Safety
/// `handle` came from this library and was not freed; `data` is readable for `len` ids.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_decode(handle: TokenizerHandle, data: *const u32, len: usize, skip_special_token: c_int) {
    let decoded = guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, ids) = unsafe { (tokenizer(handle)?, crate::abi::slice(data, len)?) };
        tokenizer.engine().decode(ids, skip_special_token != 0)
    });
    LENT.with_borrow_mut(|lent| lend(&mut lent.decoded, handle, decoded.unwrap_or_default()));
}

/// The text of this thread's last `tokenizers_decode` with `handle`, valid until its next one. It is not null-terminated.
///
/// # Safety
/// `data` and `len` are writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_get_decode_str(handle: TokenizerHandle, data: *mut *const c_char, len: *mut usize) {
    // SAFETY: the caller's promise.
    let _ = guard::run(|| LENT.with_borrow(|lent| unsafe { point(&lent.decoded, handle, data, len) }));
}

/// The number of tokens, added ones included.
///
/// # Safety
/// `handle` came from this library and was not freed; `size` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_get_vocab_size(handle: TokenizerHandle, size: *mut usize) {
    let _ = guard::run(|| {
        // SAFETY: the caller's promises.
        match (unsafe { tokenizer(handle) }?, unsafe { size.as_mut() }) {
            (tokenizer, Some(size)) => *size = tokenizer.engine().vocabulary_size(),
            (_, None) => return Err(Failure::Argument("size is null".into())),
        }
        Ok(())
    });
}

/// The token of an id as the vocabulary spells it, empty when there is none; valid until this thread's next such call.
///
/// # Safety
/// `handle` came from this library and was not freed; `data` and `len` are writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_id_to_token(handle: TokenizerHandle, id: u32, data: *mut *const c_char, len: *mut usize) {
    let _ = guard::run(|| {
        // SAFETY: the caller's promise.
        let token = unsafe { tokenizer(handle) }?.engine().token(id).unwrap_or_default();
        LENT.with_borrow_mut(|lent| {
            lend(&mut lent.token, handle, token);
            // SAFETY: the caller's promise.
            unsafe { point(&lent.token, handle, data, len) }
        })
    });
}

/// The id of a token spelled as in the vocabulary; −1 when there is none.
///
/// # Safety
/// `handle` came from this library and was not freed; `token` is readable for `len` bytes; `id` is writable.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_token_to_id(handle: TokenizerHandle, token: *const c_char, len: usize, id: *mut i32) {
    let found = guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, token) = unsafe { (tokenizer(handle)?, bytes(token, len)?) };
        Ok(tokenizer.engine().id(&String::from_utf8_lossy(token)).and_then(|id| i32::try_from(id).ok()))
    });
    // SAFETY: the caller's promise.
    if let Some(id) = unsafe { id.as_mut() } {
        *id = found.ok().flatten().unwrap_or(-1);
    }
}

/// Frees a tokenizer; null is allowed. No other thread may be using it.
///
/// # Safety
/// `handle` is null or came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_free(handle: TokenizerHandle) {
    if handle.is_null() {
        return;
    }
    let _ = guard::run(|| {
        LENT.with_borrow_mut(|lent| {
            lent.decoded.retain(|(owner, _)| *owner != handle as usize);
            lent.token.retain(|(owner, _)| *owner != handle as usize);
        });
        // SAFETY: the caller promises a live handle, given up here.
        drop(unsafe { handle_of(handle) });
        Ok(())
    });
}
