//! Many texts in one call: how their bytes become text, and the count of each.

use std::borrow::Cow;

use crate::engine::Reading;
use crate::error::{Failure, Result};
use crate::escape;
use crate::guard;
use crate::tokenizer::Tokenizer;

/// What given bytes hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Form {
    /// The inside of JSON strings, escapes still in it.
    pub escaped: bool,
    /// Put U+FFFD for what is not UTF-8 instead of failing.
    pub lossy: bool,
}

impl Form {
    /// The text in `bytes`.
    pub fn text(self, bytes: &[u8]) -> Result<Cow<'_, str>> {
        if !self.escaped || !bytes.contains(&b'\\') {
            return self.utf8(bytes);
        }
        let plain = escape::unescape(bytes);
        self.utf8(&plain).map(|text| Cow::Owned(text.into_owned()))
    }

    fn utf8(self, bytes: &[u8]) -> Result<Cow<'_, str>> {
        match simdutf8::compat::from_utf8(bytes) {
            Ok(text) => Ok(Cow::Borrowed(text)),
            Err(_) if self.lossy => Ok(String::from_utf8_lossy(bytes)),
            Err(e) => Err(Failure::Utf8(format!("text is not UTF-8 at byte {}", e.valid_up_to()))),
        }
    }
}

/// Texts laid end to end: text `i` is `data[offsets[i]..offsets[i + 1]]`.
#[derive(Clone, Copy)]
pub struct Batch<'a> {
    data: &'a [u8],
    offsets: &'a [i64],
}

impl<'a> Batch<'a> {
    /// Checks that the offsets rise from no less than zero to no more than the data's length.
    pub fn new(data: &'a [u8], offsets: &'a [i64]) -> Result<Self> {
        let last = offsets.last().copied().unwrap_or(-1);
        if offsets[0] < 0 || !offsets.is_sorted() || u64::try_from(last).is_ok_and(|last| last > data.len() as u64) {
            return Err(Failure::Argument(format!("offsets must rise from 0 or more to at most {}", data.len())));
        }
        Ok(Self { data, offsets })
    }

    fn len(self) -> usize {
        self.offsets.len() - 1
    }

    fn text(self, index: usize) -> &'a [u8] {
        // Checked when made: the offsets are in order and inside the data.
        &self.data[self.offsets[index] as usize..self.offsets[index + 1] as usize]
    }
}

/// Counts every text, on up to `threads` threads that live only as long as the call; the first failure ends it.
pub fn count(tokenizer: &Tokenizer, batch: Batch<'_>, form: Form, reading: Reading, threads: usize, counts: &mut [i32]) -> Result<()> {
    let threads = threads.clamp(1, batch.len().max(1));
    if threads == 1 {
        return count_range(tokenizer, batch, form, reading, 0, counts);
    }
    let share = batch.len().div_ceil(threads);
    std::thread::scope(|scope| {
        let mut workers = Vec::with_capacity(threads);
        for (part, counts) in counts.chunks_mut(share).enumerate() {
            let task = move || guard::catch(|| count_range(tokenizer, batch, form, reading, part * share, counts));
            let worker = std::thread::Builder::new().name("tokenizers-count".into()).spawn_scoped(scope, task);
            workers.push(worker.map_err(|e| Failure::Engine(format!("no thread to count on: {e}")))?);
        }
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(result) => result,
            Err(_) => Err(Failure::Panic("a counting thread ended early".into())),
        })
    })
}

fn count_range(tokenizer: &Tokenizer, batch: Batch<'_>, form: Form, reading: Reading, first: usize, counts: &mut [i32]) -> Result<()> {
    for (index, count) in (first..).zip(counts) {
        let text = form.text(batch.text(index)).map_err(|failure| at_text(index, failure))?;
        let tokens = tokenizer.count(&text, reading)?;
        *count = i32::try_from(tokens).map_err(|_| Failure::NoSpace(format!("{tokens} tokens do not fit a 32-bit count")))?;
    }
    Ok(())
}

fn at_text(index: usize, failure: Failure) -> Failure {
    match failure {
        Failure::Utf8(message) => Failure::Utf8(format!("text {index}: {message}")),
        other => other,
    }
}
