//! What the ABI has beyond tokenizers-cpp: counts, batches, caller-owned buffers, statuses and messages.

use std::ffi::{c_char, c_void};
use std::path::Path;
use std::ptr;

use crate::batch::{self, Batch, Form};
use crate::compat::TokenizerHandle;
use crate::engine::Reading;
use crate::error::{Failure, Result};
use crate::guard;
use crate::load::Source;
use crate::tokenizer::Tokenizer;

/// Raised whenever a function changes; a caller refuses a library of another version.
pub const TOKENIZERS_ABI_VERSION: u32 = 3;

/// Null, or a length or option that makes no sense.
pub const TOKENIZERS_ARGUMENT: i32 = -1;
/// Text that is not UTF-8.
pub const TOKENIZERS_UTF8: i32 = -2;
/// A tokenizer that cannot be read.
pub const TOKENIZERS_LOAD: i32 = -3;
/// A bug of the library, caught.
pub const TOKENIZERS_PANIC: i32 = -4;
/// A result that its destination cannot hold.
pub const TOKENIZERS_NO_SPACE: i32 = -5;
/// A text that the tokenizer refused.
pub const TOKENIZERS_ENGINE: i32 = -6;
/// A chat template that is missing or refuses the messages.
pub const TOKENIZERS_TEMPLATE: i32 = -7;

/// Add the tokens of the post-processor, such as begin-of-sequence.
pub const TOKENIZERS_ADD_SPECIAL: u32 = 1;
/// Read special tokens inside text as plain text. By default they are recognised, as by Hugging Face's `encode`.
pub const TOKENIZERS_PLAIN: u32 = 2;
/// Read U+FFFD in place of what is not UTF-8, instead of failing.
pub const TOKENIZERS_LOSSY: u32 = 4;
/// The text is the inside of JSON strings: undo its escapes first.
pub const TOKENIZERS_JSON_ESCAPED: u32 = 8;
/// Leave special tokens out of a decoded text.
pub const TOKENIZERS_SKIP_SPECIAL: u32 = 16;
/// Decode to the tokens' bytes, in which a character may be cut; otherwise U+FFFD stands for cut characters.
pub const TOKENIZERS_BYTES: u32 = 32;
/// End a rendered conversation with what starts the model's answer.
pub const TOKENIZERS_GENERATION_PROMPT: u32 = 64;

const ENCODE_FLAGS: u32 = TOKENIZERS_ADD_SPECIAL | TOKENIZERS_PLAIN | TOKENIZERS_LOSSY | TOKENIZERS_JSON_ESCAPED;
const DECODE_FLAGS: u32 = TOKENIZERS_SKIP_SPECIAL | TOKENIZERS_BYTES;

/// The elements at `data`; null stands for none.
///
/// # Safety
/// `data` is null or readable for `len` elements as long as the result lives.
pub(crate) unsafe fn slice<'a, T>(data: *const T, len: usize) -> Result<&'a [T]> {
    if len == 0 {
        return Ok(&[]);
    }
    if data.is_null() {
        return Err(Failure::Argument(format!("null for {len} elements")));
    }
    if !data.is_aligned() {
        return Err(Failure::Argument("a misaligned pointer".into()));
    }
    if len > isize::MAX as usize / size_of::<T>() {
        return Err(Failure::Argument(format!("{len} elements are more than memory holds")));
    }
    // SAFETY: not null, aligned, of a possible length; the caller promises that it is readable.
    Ok(unsafe { std::slice::from_raw_parts(data, len) })
}

/// [`slice`] for bytes that C calls characters.
///
/// # Safety
/// As for [`slice`].
pub(crate) unsafe fn bytes<'a>(data: *const c_char, len: usize) -> Result<&'a [u8]> {
    // SAFETY: the caller's promise.
    unsafe { slice(data.cast::<u8>(), len) }
}

/// # Safety
/// `data` is null or writable for `len` elements that nothing else reads as long as the result lives.
unsafe fn slice_mut<'a, T>(data: *mut T, len: usize) -> Result<&'a mut [T]> {
    // SAFETY: the caller's promise; this checks the pointer and its length.
    unsafe { slice(data, len) }?;
    // SAFETY: checked above; a null pointer has no elements, and then a dangling one is used.
    Ok(if len == 0 { &mut [] } else { unsafe { std::slice::from_raw_parts_mut(data, len) } })
}

/// The tokenizer behind a handle.
///
/// # Safety
/// `handle` is null or came from [`new_handle`] and was not freed.
pub(crate) unsafe fn tokenizer<'a>(handle: TokenizerHandle) -> Result<&'a Tokenizer> {
    // SAFETY: the caller's promise.
    unsafe { handle.cast::<Tokenizer>().as_ref() }.ok_or_else(|| Failure::Argument("the tokenizer is null".into()))
}

/// Takes a handle's tokenizer back.
///
/// # Safety
/// `handle` came from [`new_handle`] and is not used again.
pub(crate) unsafe fn handle_of(handle: TokenizerHandle) -> Box<Tokenizer> {
    // SAFETY: the caller's promise.
    unsafe { Box::from_raw(handle.cast()) }
}

/// A handle to what `load` gives; null after a failure.
pub(crate) fn new_handle(load: impl FnOnce() -> Result<Tokenizer>) -> TokenizerHandle {
    guard::run(load).map_or(ptr::null_mut(), |tokenizer| Box::into_raw(Box::new(tokenizer)).cast::<c_void>())
}

/// A failure to load says which file it is about.
fn in_file(path: &str, failure: Failure) -> Failure {
    match failure {
        Failure::Load(message) if !message.starts_with(path) => Failure::Load(format!("{path}: {message}")),
        other => other,
    }
}

fn check_flags(flags: u32, known: u32) -> Result<()> {
    if flags & !known != 0 {
        return Err(Failure::Argument(format!("unknown flags {:#x}", flags & !known)));
    }
    Ok(())
}

fn reading(flags: u32) -> Result<(Form, Reading)> {
    check_flags(flags, ENCODE_FLAGS)?;
    let has = |flag: u32| flags & flag != 0;
    Ok((
        Form { escaped: has(TOKENIZERS_JSON_ESCAPED), lossy: has(TOKENIZERS_LOSSY) },
        Reading { add_special: has(TOKENIZERS_ADD_SPECIAL), plain: has(TOKENIZERS_PLAIN) },
    ))
}

fn length_or_status(result: Result<usize>) -> i64 {
    match result {
        Ok(length) => i64::try_from(length).unwrap_or(i64::MAX),
        Err(failure) => i64::from(failure.status()),
    }
}

/// Copies what fits and returns the whole length.
///
/// # Safety
/// `out` is null or writable for `capacity` elements.
unsafe fn copy_out<T: Copy>(values: &[T], out: *mut T, capacity: usize) -> Result<usize> {
    let fits = values.len().min(capacity);
    // SAFETY: the caller's promise.
    unsafe { slice_mut(out, fits) }?.copy_from_slice(&values[..fits]);
    Ok(values.len())
}

/// The version of the ABI, `TOKENIZERS_ABI_VERSION` of the header it was built from.
#[unsafe(no_mangle)]
pub extern "C" fn tokenizers_abi_version() -> u32 {
    TOKENIZERS_ABI_VERSION
}

/// Loads a tokenizer from a file, or from a directory that holds one; null when it cannot be read.
///
/// With a `cache`, a directory, the tokenizer is compiled into a file there at the first time, where its kind allows, and that file
/// is read from then on: a fiftieth of the time and a tenth of the memory. Null stands for none.
///
/// # Safety
/// `path` and `cache` are readable for the lengths beside them, both of UTF-8.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_new_from_file(
    path: *const c_char,
    len: usize,
    cache: *const c_char,
    cache_len: usize,
) -> TokenizerHandle {
    new_handle(|| {
        // SAFETY: the caller's promises.
        let (path, cache) = unsafe { (text(path, len)?, text(cache, cache_len)?) };
        Source::from_path(Path::new(path)).and_then(|source| load(&source, cache)).map_err(|failure| in_file(path, failure))
    })
}

/// Loads a tiktoken vocabulary under the name of its encoding: cl100k_base, o200k_base, p50k_base, r50k_base or llama3; `cache` as
/// for tokenizers_new_from_file.
///
/// # Safety
/// `data`, `name` and `cache` are readable for the lengths beside them.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_new_from_tiktoken(
    data: *const c_char,
    len: usize,
    name: *const c_char,
    name_len: usize,
    cache: *const c_char,
    cache_len: usize,
) -> TokenizerHandle {
    new_handle(|| {
        // SAFETY: the caller's promises.
        let (data, name, cache) = unsafe { (bytes(data, len)?, text(name, name_len)?, text(cache, cache_len)?) };
        load(&Source::from_tiktoken(data, name), cache)
    })
}

fn load(source: &Source, cache: &str) -> Result<Tokenizer> {
    if cache.is_empty() { Tokenizer::load_source(source) } else { Tokenizer::load_cached(source, Path::new(cache)) }
}

/// [`bytes`] that must be UTF-8.
///
/// # Safety
/// As for [`slice`].
unsafe fn text<'a>(data: *const c_char, len: usize) -> Result<&'a str> {
    // SAFETY: the caller's promise.
    std::str::from_utf8(unsafe { bytes(data, len) }?).map_err(|_| Failure::Utf8("a path or name is not UTF-8".into()))
}

/// The number of tokens of one text, or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed; `data` is readable for `len` bytes.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_count(handle: TokenizerHandle, data: *const c_char, len: usize, flags: u32) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, data) = unsafe { (tokenizer(handle)?, bytes(data, len)?) };
        let (form, reading) = reading(flags)?;
        tokenizer.count(&form.text(data)?, reading)
    }))
}

/// The number of special tokens among the tokens of one text, or a negative status. A vocabulary that lacks a character has
/// such a token, for what is unknown, in its place.
///
/// # Safety
/// As for [`tokenizers_count`].
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_count_special(handle: TokenizerHandle, data: *const c_char, len: usize, flags: u32) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, data) = unsafe { (tokenizer(handle)?, bytes(data, len)?) };
        let (form, reading) = reading(flags)?;
        tokenizer.count_special(&form.text(data)?, reading)
    }))
}

/// Counts `n` texts laid end to end, text i being `data[offsets[i]]` up to `data[offsets[i + 1]]`. Works on up to `threads`
/// threads (0 and 1: the caller's alone), which end with the call. Returns 0 or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed; `offsets` holds `n + 1` elements, `counts` is writable for `n`, and
/// `data` is readable up to the last offset.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_count_batch(
    handle: TokenizerHandle,
    data: *const c_char,
    offsets: *const i64,
    n: usize,
    flags: u32,
    threads: u32,
    counts: *mut i32,
) -> i32 {
    let counted = guard::run(|| {
        let offsets_len = n.checked_add(1).ok_or_else(|| Failure::Argument(format!("{n} texts are more than memory holds")))?;
        // SAFETY: the caller's promises.
        let (tokenizer, offsets, counts) = unsafe { (tokenizer(handle)?, slice(offsets, offsets_len)?, slice_mut(counts, n)?) };
        let end = usize::try_from(offsets[n]).map_err(|_| Failure::Argument(format!("offset {} is negative", offsets[n])))?;
        // SAFETY: the caller's promise.
        let batch = Batch::new(unsafe { bytes(data, end) }?, offsets)?;
        let (form, reading) = reading(flags)?;
        batch::count(tokenizer, batch, form, reading, threads as usize, counts)
    });
    counted.map_or_else(|failure| failure.status(), |()| 0)
}

/// Writes the ids of one text, as many as `capacity` allows, and returns how many there are, or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed; `data` is readable for `len` bytes and `ids` writable for `capacity`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_encode_into(
    handle: TokenizerHandle,
    data: *const c_char,
    len: usize,
    flags: u32,
    ids: *mut u32,
    capacity: usize,
) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, data) = unsafe { (tokenizer(handle)?, bytes(data, len)?) };
        let (form, reading) = reading(flags)?;
        let encoded = tokenizer.engine().encode(&form.text(data)?, reading)?;
        // SAFETY: the caller's promise.
        unsafe { copy_out(&encoded, ids, capacity) }
    }))
}

/// Writes the text of ids, as many bytes as `capacity` allows, and returns how many there are, or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed; `ids` is readable for `len` ids and `text` writable for `capacity`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_decode_into(
    handle: TokenizerHandle,
    ids: *const u32,
    len: usize,
    flags: u32,
    text: *mut c_char,
    capacity: usize,
) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, ids) = unsafe { (tokenizer(handle)?, slice(ids, len)?) };
        check_flags(flags, DECODE_FLAGS)?;
        let skip_special = flags & TOKENIZERS_SKIP_SPECIAL != 0;
        let decoded = match flags & TOKENIZERS_BYTES {
            0 => tokenizer.engine().decode(ids, skip_special)?.into_bytes(),
            _ => tokenizer.decode_bytes(ids, skip_special)?,
        };
        // SAFETY: the caller's promise.
        unsafe { copy_out(&decoded, text.cast(), capacity) }
    }))
}

/// Renders a conversation by the chat template beside the tokenizer's file, as Hugging Face's `apply_chat_template` does.
/// `messages` is a JSON array of objects with `role` and `content`, or an object that holds it as `messages` beside whatever
/// else the template reads (`tools`…). Writes as many bytes as `capacity` allows and returns how many there are, or a
/// negative status. The text has all its special tokens: count it without `TOKENIZERS_ADD_SPECIAL`.
///
/// # Safety
/// `handle` came from this library and was not freed; `messages` is readable for `len` bytes and `text` writable for `capacity`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_render_chat(
    handle: TokenizerHandle,
    messages: *const c_char,
    len: usize,
    flags: u32,
    text: *mut c_char,
    capacity: usize,
) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        let (tokenizer, messages) = unsafe { (tokenizer(handle)?, bytes(messages, len)?) };
        check_flags(flags, TOKENIZERS_GENERATION_PROMPT)?;
        let rendered = tokenizer.render_chat(&Form::default().text(messages)?, flags & TOKENIZERS_GENERATION_PROMPT != 0)?;
        // SAFETY: the caller's promise.
        unsafe { copy_out(rendered.as_bytes(), text.cast(), capacity) }
    }))
}

/// 1 when `id` is an added token marked special, 0 when not, or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_is_special(handle: TokenizerHandle, id: u32) -> i32 {
    // SAFETY: the caller's promise.
    let special = guard::run(|| Ok(unsafe { tokenizer(handle) }?.engine().is_special(id)));
    special.map_or_else(|failure| failure.status(), i32::from)
}

/// Writes what there is to say about the tokenizer, one `key: value` a line (engine, kind, form, reason, vocabulary), as many
/// bytes as `capacity` allows. Returns how many there are, or a negative status.
///
/// # Safety
/// `handle` came from this library and was not freed; `text` is writable for `capacity`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_info(handle: TokenizerHandle, text: *mut c_char, capacity: usize) -> i64 {
    length_or_status(guard::run(|| {
        // SAFETY: the caller's promises.
        unsafe { copy_out(tokenizer(handle)?.info().as_bytes(), text.cast(), capacity) }
    }))
}

/// Writes the message of this thread's last failed call, empty after a success, as many bytes as `capacity` allows. Returns
/// how many there are.
///
/// # Safety
/// `text` is writable for `capacity`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tokenizers_last_error(text: *mut c_char, capacity: usize) -> i64 {
    // Not `run`: asking for the message must not clear it.
    // SAFETY: the caller's promise.
    length_or_status(guard::catch(|| unsafe { copy_out(guard::message().as_bytes(), text.cast(), capacity) }))
}
