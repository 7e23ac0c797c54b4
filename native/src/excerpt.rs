//! The part of a byte-level vocabulary that given strings can reach, as a `tokenizer.json` by itself.
//!
//! Byte-pair merging makes of a string nothing but pieces of it. A vocabulary without all tokens that are no piece of the
//! strings, and without the merges that make such tokens, gives them the same ids. The reference needs half a second to read
//! 128,000 tokens, and a hundredth of it for those few that the self-check is about.

use std::borrow::Cow;
use std::collections::HashSet;

use fastokens::{Normalizer, NormalizerConfig};
use serde_json::{Map, Value};

use crate::engine::compiled::{halves, is_plain_byte_level};
use crate::hash::BytesSet;
use crate::spelling::byte_level_bytes;

/// Pieces are told by at most so many of their bytes: one token too many does no harm.
const PREFIX: usize = 12;

/// How many distinct tokens the reference finds in a byte-level document; `None` where the document is of another kind, or gives an
/// added token an id that the reference would not give it.
pub fn size(json: &Value) -> Option<usize> {
    let vocabulary = json["model"]["vocab"].as_object().filter(|_| is_plain_byte_level(json))?;
    let (mut seen, mut size) = (HashSet::new(), vocabulary.len());
    for token in json["added_tokens"].as_array().into_iter().flatten() {
        let content = token["content"].as_str().filter(|content| !content.is_empty() && seen.insert(*content))?;
        let expected = match vocabulary.get(content) {
            Some(id) => id.as_u64()?,
            None => {
                size += 1;
                size as u64 - 1
            }
        };
        (token["id"].as_u64()? == expected).then_some(())?;
    }
    Some(size)
}

/// A `tokenizer.json` that gives `strings` the ids of the whole, of which [`size`] must have been found.
pub fn of(json: &Value, strings: &[String]) -> Option<Value> {
    let model = &json["model"];
    let whole = model["vocab"].as_object()?;
    let pieces = Pieces::of(strings, normalizer(json)?.as_ref());
    let mut vocabulary: Map<String, Value> = whole.iter().filter(|(token, _)| pieces.holds(token)).map(entry).collect();
    let known: BytesSet<&[u8]> = vocabulary.keys().map(|token| token.as_bytes()).collect();
    let mut both = String::new();
    let merges = model["merges"].as_array()?.iter().filter(|merge| {
        halves(merge).is_some_and(|(left, right)| {
            both.clear();
            both.push_str(left);
            both.push_str(right);
            // Of a token that only begins like a piece the halves may be missing.
            [left, right, &both].iter().all(|token| known.contains(token.as_bytes()))
        })
    });
    let merges: Vec<Value> = merges.cloned().collect();
    // The reference gives new tokens the ids after the vocabulary's, which here are others: so they are in it from the first.
    vocabulary.extend(json["added_tokens"].as_array().into_iter().flatten().filter_map(|token| {
        let content = token["content"].as_str()?;
        Some((content.to_owned(), whole.get(content).unwrap_or(&token["id"]).clone()))
    }));
    let but = |object: &Value, left_out: &[&str]| -> Map<String, Value> {
        object.as_object().into_iter().flatten().filter(|(key, _)| !left_out.contains(&key.as_str())).map(entry).collect()
    };
    let mut model = but(model, &["vocab", "merges"]);
    model.insert("vocab".into(), vocabulary.into());
    model.insert("merges".into(), merges.into());
    let mut excerpt = but(json, &["model"]);
    excerpt.insert("model".into(), model.into());
    Some(excerpt.into())
}

fn entry((key, value): (&String, &Value)) -> (String, Value) {
    (key.clone(), value.clone())
}

fn normalizer(json: &Value) -> Option<Option<Normalizer>> {
    let config: Option<NormalizerConfig> = serde_json::from_value(json["normalizer"].clone()).ok()?;
    config.map(Normalizer::from_config).transpose().ok()
}

/// All pieces of some strings, as given and as normalized.
struct Pieces(BytesSet<Vec<u8>>);

impl Pieces {
    fn of(strings: &[String], normalizer: Option<&Normalizer>) -> Self {
        // Every byte has its token, whatever is read.
        let mut pieces: BytesSet<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
        for text in strings {
            let normalized = normalizer.map_or(Cow::Borrowed(""), |normalizer| normalizer.normalize(text));
            for text in [text.as_bytes(), normalized.as_bytes()] {
                for from in 0..text.len() {
                    let most = (text.len() - from).min(PREFIX);
                    pieces.extend((1..=most).map(|length| text[from..from + length].to_vec()));
                }
            }
        }
        Self(pieces)
    }

    fn holds(&self, token: &str) -> bool {
        byte_level_bytes(token).is_some_and(|bytes| self.0.contains(&bytes[..bytes.len().min(PREFIX)]))
    }
}
