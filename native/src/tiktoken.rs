//! Vocabularies in tiktoken's form, a list of `base64 rank`, turned into a `tokenizer.json` that every engine reads.
//!
//! The list holds neither merges nor the pattern that cuts text into words. The merges follow from the ranks: a token's two
//! halves are what byte-pair merging makes of it when only lower ranks may merge. The pattern follows from the name.

use std::collections::HashMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fastokens::{CL100K_BASE_PATTERN, O200K_BASE_PATTERN};
use serde_json::{Map, Value, json};

use crate::error::{Failure, Result};
use crate::spelling::byte_level_text as spell;

/// Names that [`to_tokenizer_json`] knows, for messages.
pub const NAMES: &str = "cl100k_base, o200k_base, p50k_base, r50k_base, llama3";

/// Llama 3's vocabulary is that of its ranks and 256 special tokens after them.
const LLAMA3_RANKS: usize = 128_000;

/// Whether `bytes` begin like a tiktoken vocabulary.
pub fn looks_like(bytes: &[u8]) -> bool {
    let line = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    std::str::from_utf8(line).ok().and_then(parse_line).is_some()
}

/// The name a vocabulary goes by, from its file's name or its size.
pub fn name_of(file_stem: &str, bytes: &[u8]) -> Result<&'static str> {
    for name in ["cl100k_base", "o200k_base", "p50k_base", "r50k_base"] {
        if file_stem == name {
            return Ok(name);
        }
    }
    let lines = bytes.split(|&b| b == b'\n').filter(|line| !line.is_empty()).count();
    match lines {
        LLAMA3_RANKS => Ok("llama3"),
        100_256 => Ok("cl100k_base"),
        199_998 => Ok("o200k_base"),
        50_280 => Ok("p50k_base"),
        50_256 => Ok("r50k_base"),
        _ => Err(Failure::Load(format!("a tiktoken vocabulary of {lines} tokens is none of {NAMES}; name the file after its encoding"))),
    }
}

/// The `tokenizer.json` equivalent to the vocabulary `bytes` under the encoding `name`.
pub fn to_tokenizer_json(bytes: &[u8], name: &str) -> Result<Value> {
    let ranks = parse(bytes)?;
    let (pre_tokenizer, special) = encoding(name, ranks.len())?;
    let mut vocabulary = Map::new();
    for (token, rank) in &ranks {
        vocabulary.insert(spell(token), json!(rank));
    }
    for (content, id) in &special {
        vocabulary.insert(content.clone(), json!(id));
    }
    let added: Vec<Value> = special.iter().map(|(content, id)| added_token(content, *id)).collect();
    let byte_level = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false});
    Ok(json!({
        "version": "1.0",
        "added_tokens": added,
        "normalizer": null,
        "pre_tokenizer": pre_tokenizer,
        "post_processor": null,
        "decoder": byte_level,
        "model": {
            "type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null, "end_of_word_suffix": null,
            "fuse_unk": false, "byte_fallback": false, "ignore_merges": true,
            "vocab": vocabulary, "merges": merges(&ranks),
        },
    }))
}

fn added_token(content: &str, id: u32) -> Value {
    json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true})
}

fn parse(bytes: &[u8]) -> Result<Vec<(Vec<u8>, u32)>> {
    let text = std::str::from_utf8(bytes).map_err(|e| Failure::Load(format!("tiktoken vocabulary is not text: {e}")))?;
    let mut ranks = Vec::new();
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let bad = || Failure::Load(format!("line {} of the tiktoken vocabulary is not `base64 rank`", index + 1));
        ranks.push(parse_line(line).ok_or_else(bad)?);
    }
    if ranks.is_empty() {
        return Err(Failure::Load("the tiktoken vocabulary is empty".into()));
    }
    ranks.sort_by_key(|&(_, rank)| rank);
    Ok(ranks)
}

fn parse_line(line: &str) -> Option<(Vec<u8>, u32)> {
    let (token, rank) = line.trim().split_once(' ')?;
    Some((STANDARD.decode(token).ok()?, rank.trim().parse().ok()?))
}

/// One merge for each token of several bytes that merging reaches; `ranks` are in rising order.
fn merges(ranks: &[(Vec<u8>, u32)]) -> Vec<Value> {
    let by_token: HashMap<&[u8], u32> = ranks.iter().map(|(token, rank)| (token.as_slice(), *rank)).collect();
    let mut merges = Vec::with_capacity(ranks.len());
    for (token, rank) in ranks.iter().filter(|(token, _)| token.len() > 1) {
        if let [left, right] = merge_below(token, *rank, &by_token)[..] {
            merges.push(json!([spell(left), spell(right)]));
        }
    }
    merges
}

/// What byte-pair merging leaves of `token` when only ranks below `limit` may merge.
fn merge_below<'a>(token: &'a [u8], limit: u32, ranks: &HashMap<&[u8], u32>) -> Vec<&'a [u8]> {
    let mut cuts: Vec<usize> = (0..=token.len()).collect();
    loop {
        let lowest = (1..cuts.len() - 1)
            .filter_map(|i| ranks.get(&token[cuts[i - 1]..cuts[i + 1]]).map(|&rank| (rank, i)))
            .filter(|&(rank, _)| rank < limit)
            .min();
        match lowest {
            Some((_, i)) => drop(cuts.remove(i)),
            None => return cuts.windows(2).map(|pair| &token[pair[0]..pair[1]]).collect(),
        }
    }
}

/// The pre-tokenizer and the special tokens of a named encoding.
fn encoding(name: &str, size: usize) -> Result<(Value, Vec<(String, u32)>)> {
    let named = |pairs: &[(&str, u32)]| pairs.iter().map(|&(content, id)| (content.to_owned(), id)).collect::<Vec<_>>();
    let gpt2 = || json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true});
    match name {
        "r50k_base" | "gpt2" => Ok((gpt2(), named(&[("<|endoftext|>", 50256)]))),
        "p50k_base" => Ok((gpt2(), named(&[("<|endoftext|>", 50256)]))),
        "cl100k_base" => Ok((
            split(CL100K_BASE_PATTERN),
            named(&[
                ("<|endoftext|>", 100_257),
                ("<|fim_prefix|>", 100_258),
                ("<|fim_middle|>", 100_259),
                ("<|fim_suffix|>", 100_260),
                ("<|endofprompt|>", 100_276),
            ]),
        )),
        "o200k_base" => Ok((split(O200K_BASE_PATTERN), named(&[("<|endoftext|>", 199_999), ("<|endofprompt|>", 200_018)]))),
        "llama3" => Ok((split(CL100K_BASE_PATTERN), llama3_special(size))),
        other => Err(Failure::Load(format!("no tiktoken encoding is called {other:?}; known are {NAMES}"))),
    }
}

fn split(pattern: &str) -> Value {
    json!({"type": "Sequence", "pretokenizers": [
        {"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": false},
        {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false},
    ]})
}

/// Llama 3.1's names; those that Llama 3 had not named yet are reserved there, under ids that no text reaches.
fn llama3_special(size: usize) -> Vec<(String, u32)> {
    let named = [
        (0, "<|begin_of_text|>"),
        (1, "<|end_of_text|>"),
        (4, "<|finetune_right_pad_id|>"),
        (6, "<|start_header_id|>"),
        (7, "<|end_header_id|>"),
        (8, "<|eom_id|>"),
        (9, "<|eot_id|>"),
        (10, "<|python_tag|>"),
    ];
    let first = u32::try_from(size).unwrap_or(u32::MAX - 256);
    let mut reserved = 0;
    (0..256)
        .map(|offset| match named.iter().find(|&&(at, _)| at == offset) {
            Some((_, content)) => ((*content).to_owned(), first + offset),
            None => {
                reserved += 1;
                (format!("<|reserved_special_token_{}|>", reserved - 1), first + offset)
            }
        })
        .collect()
}
