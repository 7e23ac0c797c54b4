//! The C ABI on bent tokenizer files, chat templates and texts: every call ends with a result or with a status and a message.
//!
//! A second each by default; `FUZZ_SECONDS=600 FUZZ_SEED=7` for longer.

mod common;

use std::ffi::c_char;
use std::path::{Path, PathBuf};
use std::ptr;
use std::time::{Duration, Instant};

use common::{FIXTURES, Random, fixture_bytes, hostile};
use serde_json::{Value, json};
use streamgauge_tokenizers::abi::*;
use streamgauge_tokenizers::compat::*;

const TIKTOKEN: &[u8] = b"YQ== 0\nYg== 1\nYWI= 2\n";
const TEXTS_OF_A_FILE: usize = 20;
const TEXTS_OF_A_DIRECTORY: usize = 3;
const TEMPLATE: &str = "{{ bos_token }}{% set ns = namespace(n=0) %}{% macro say(m) %}<|{{ m['role'] }}|>{{ m.content | trim }}{% endmacro %}
{%- if tools %}{{ tools | tojson(indent=2) }}{% endif %}
{%- for m in messages[0:] if m.content is string %}{% set ns.n = ns.n + loop.index0 %}{{ say(m) }}
{%- if m.role.upper() == 'USER' and not loop.last %}{{ m.content.split('.')[-1] ~ eos_token }}{% elif loop.first %}{% continue %}{% endif %}{% generation %}{{ ns.n }}{% endgeneration %}
{% endfor %}{% if add_generation_prompt %}{{ strftime_now('%Y') | length }}{{ raise_exception('no') if ns.n > 99 }}{% endif %}";
const MESSAGES: &str = r#"{"messages": [{"role": "system", "content": " Be kind. "}, {"role": "user", "content": "Hé. 😀"}], "tools": [{"name": "f", "of": [1, 2.5, null, true]}]}"#;
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

/// Cuts, doubles, overwrites and flips stretches, and puts in what means something in JSON, in Jinja or in a vocabulary.
fn bend(random: &mut Random, bytes: &mut Vec<u8>, times: usize) {
    #[rustfmt::skip]
    const PIECES: &[&str] = &[
        "null", "-1", "4294967295", "18446744073709551616", "[]", "{}", "\"\"", "[[", "\\ud800", "\u{0}", "true", "\"BPE\"",
        "{%", "%}", "{{", "}}", "{#", "(((((((((", "| list", "| tojson", "loop", "messages", "[::-1]", ".x", "%-",
        "\n", "\r", " ", "==", "##", "[UNK]", "a a", "\u{2581}",
    ];
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
        let special = tokenizers_count_special(handle, chars(&text), text.len(), flags);
        assert!(special <= counted && (special < 0) == (counted < 0), "{text:?}");
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

/// Asks for the conversation; how many calls that were.
fn converse(handle: TokenizerHandle, whole: bool, random: &mut Random) -> u64 {
    let mut messages = MESSAGES.as_bytes().to_vec();
    let times = random.below(3);
    bend(random, &mut messages, times);
    let mut out = vec![0_u8; random.below(400)];
    // SAFETY: the handle is live, and every slice is readable or writable for its length.
    unsafe {
        let flags = random.next() as u32 & TOKENIZERS_GENERATION_PROMPT;
        let length = tokenizers_render_chat(handle, chars(&messages), messages.len(), flags, out.as_mut_ptr().cast(), out.len());
        assert_eq!(length < 0, last_error() > 0, "a failure has a message, a success none");
        assert!(!whole || length != i64::from(TOKENIZERS_PANIC));
        assert!(tokenizers_info(handle, out.as_mut_ptr().cast(), out.len()) > 0);
    }
    2
}

/// Counted over a run, to be told at its end.
#[derive(Default)]
struct Tally {
    tried: u64,
    read: u64,
    calls: u64,
}

impl Tally {
    /// Takes what a loading function gave, and uses it if it is a tokenizer.
    fn take(&mut self, handle: TokenizerHandle, whole: bool, texts: usize, random: &mut Random) {
        self.tried += 1;
        self.calls += 1;
        if handle.is_null() {
            assert!(last_error() > 0, "a refusal has a message");
            assert!(!whole, "what is not bent is read");
            return;
        }
        self.read += 1;
        for _ in 0..texts {
            self.calls += exercise(handle, whole, random);
        }
        self.calls += converse(handle, whole, random);
        // SAFETY: it came from this library and is not used again.
        unsafe { tokenizers_free(handle) };
    }

    fn end(&self, what: &str) {
        println!("{} {what}, {} of them read, {} calls", self.tried, self.read, self.calls);
        assert!(self.read > 0 && self.calls > self.tried);
    }
}

fn until() -> Instant {
    Instant::now() + Duration::from_secs(setting("FUZZ_SECONDS", 1))
}

#[test]
fn bent_files_and_texts_end_with_a_result_or_a_message() {
    let (mut random, until) = (Random::new(setting("FUZZ_SEED", 1)), until());
    let seeds: Vec<Vec<u8>> = FIXTURES.iter().map(|name| fixture_bytes(name)).collect();
    let mut tally = Tally::default();
    while tally.tried < 8 || Instant::now() < until {
        let mut file = random.pick(&seeds).clone();
        // Every fourth is whole: its texts are the more of interest.
        let times = if tally.tried.is_multiple_of(4) { 0 } else { 1 + random.below(4) };
        bend(&mut random, &mut file, times);
        // SAFETY: a slice is readable for its length.
        let handle = unsafe { tokenizers_new_from_str(chars(&file), file.len()) };
        tally.take(handle, times == 0, TEXTS_OF_A_FILE, &mut random);
    }
    tally.end("files");
}

/// A file's name and its bytes.
type Named = (&'static str, Vec<u8>);

/// The directories that tokenizers come in, one of each kind.
fn directories() -> Vec<Vec<Named>> {
    let config = json!({
        "bos_token": "<s>", "eos_token": {"content": "</s>"}, "add_bos_token": true, "chat_template": [{"name": "default", "template": TEMPLATE}],
        "added_tokens_decoder": {"3": {"content": "<|x|>", "special": true}, "1024": {"content": "<y>", "lstrip": true, "normalized": true}},
    });
    let with = |mut files: Vec<Named>| {
        files.push(("tokenizer_config.json", config.to_string().into_bytes()));
        files
    };
    let json = |name: &str| serde_json::from_slice::<Value>(&fixture_bytes(name)).expect("a fixture is JSON");
    let (gpt2, bert) = (json("byte-level.json"), json("wordpiece.json"));
    let merge = |merge: &Value| match merge.as_array() {
        Some(halves) => halves.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        None => merge.as_str().unwrap_or_default().to_owned(),
    };
    let merges = gpt2["model"]["merges"].as_array().into_iter().flatten().map(merge).collect::<Vec<_>>().join("\n");
    let mut pieces: Vec<(u64, &String)> =
        bert["model"]["vocab"].as_object().into_iter().flatten().filter_map(|(piece, id)| Some((id.as_u64()?, piece))).collect();
    pieces.sort_unstable();
    let pieces = pieces.iter().map(|(_, piece)| piece.as_str()).collect::<Vec<_>>().join("\n");
    let mut all: Vec<Vec<Named>> =
        FIXTURES.iter().map(|name| with(vec![("tokenizer.json", fixture_bytes(name)), ("chat_template.jinja", TEMPLATE.into())])).collect();
    all.push(with(vec![("r50k_base.tiktoken", TIKTOKEN.to_vec())]));
    all.push(with(vec![("tokenizer.model", fixture_bytes("sentencepiece-bpe.model"))]));
    all.push(with(vec![("tokenizer.model", fixture_bytes("sentencepiece-unigram.model"))]));
    all.push(with(vec![("vocab.json", gpt2["model"]["vocab"].to_string().into_bytes()), ("merges.txt", merges.into_bytes())]));
    all.push(with(vec![("vocab.txt", pieces.into_bytes())]));
    all
}

/// Bends a file of a directory, sometimes another too; now and then one is missing or holds nothing that it should.
fn bend_one(random: &mut Random, files: &mut Vec<Named>) {
    for _ in 0..=random.below(2) {
        let at = random.below(files.len());
        match random.below(16) {
            0 if files.len() > 1 => drop(files.remove(at)),
            1 => files[at].1 = (0..random.below(300)).map(|_| random.next() as u8).collect(),
            _ => {
                let times = 1 + random.below(4);
                bend(random, &mut files[at].1, times);
            }
        }
    }
}

fn emptied(directory: &Path) -> PathBuf {
    drop(std::fs::remove_dir_all(directory));
    std::fs::create_dir_all(directory).expect("the target directory is writable");
    directory.to_owned()
}

#[test]
fn bent_directories_end_with_a_result_or_a_message() {
    let (mut random, until) = (Random::new(setting("FUZZ_SEED", 1)), until());
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    let (files, cache) = (here.join("files"), here.join("cache"));
    let seeds = directories();
    let mut tally = Tally::default();
    while tally.tried < seeds.len() as u64 || Instant::now() < until {
        // Each whole once, then bent.
        let place = usize::try_from(tally.tried).unwrap_or(usize::MAX);
        let whole = place < seeds.len();
        let mut kind = seeds[if whole { place } else { random.below(seeds.len()) }].clone();
        if !whole {
            bend_one(&mut random, &mut kind);
        }
        let path = emptied(&files).to_string_lossy().into_owned();
        for (name, bytes) in &kind {
            std::fs::write(files.join(name), bytes).expect("the target directory is writable");
        }
        // Compiled into a file now and then, and that file read.
        let cached = random.below(4) == 0;
        let cache = if cached { emptied(&cache).to_string_lossy().into_owned() } else { String::new() };
        for _ in 0..=usize::from(cached) {
            // SAFETY: a string is readable for its length.
            let handle = unsafe { tokenizers_new_from_file(chars(path.as_bytes()), path.len(), chars(cache.as_bytes()), cache.len()) };
            tally.take(handle, whole, TEXTS_OF_A_DIRECTORY, &mut random);
        }
    }
    tally.end("directories");
}

#[test]
fn bent_parts_end_with_a_result_or_a_message() {
    let (mut random, until) = (Random::new(setting("FUZZ_SEED", 1)), until());
    let vocabulary = br#"{"a":0,"b":1,"c":2,"ab":3,"abc":4}"#;
    let parts: [&[u8]; 3] = [vocabulary, b"#version: 0.2\na b\nab c\n", br#"{"<x>":5}"#];
    let mut tally = Tally::default();
    while tally.tried < 8 || Instant::now() < until {
        let times = if random.below(4) == 0 { 0 } else { 1 + random.below(3) };
        let mut bent = |seed: &[u8]| {
            let mut bytes = seed.to_vec();
            bend(&mut random, &mut bytes, times);
            bytes
        };
        let (v, m, a) = (bent(parts[0]), bent(parts[1]), bent(parts[2]));
        let (ranks, name) = (bent(TIKTOKEN), bent(b"r50k_base"));
        // SAFETY: a slice is readable for its length.
        let bpe = unsafe { byte_level_bpe_tokenizers_new_from_str(chars(&v), v.len(), chars(&m), m.len(), chars(&a), a.len()) };
        tally.take(bpe, times == 0, TEXTS_OF_A_DIRECTORY, &mut random);
        // SAFETY: the same.
        let tiktoken = unsafe { tokenizers_new_from_tiktoken(chars(&ranks), ranks.len(), chars(&name), name.len(), ptr::null(), 0) };
        tally.take(tiktoken, times == 0, TEXTS_OF_A_DIRECTORY, &mut random);
    }
    tally.end("sets of parts");
}
