//! The fast engine: `fastokens`.

use std::collections::HashSet;

use fastokens::AddedTokenPolicy;
use serde_json::Value;

use super::{Engine, Reading};
use crate::error::{Failure, Result};
use crate::threads;

/// A tokenizer read by `fastokens`.
pub struct Fast(fastokens::Tokenizer);

impl Fast {
    /// Reads the parsed `tokenizer.json`. Truncation and padding are left out: they belong to a training batch, not to a count.
    pub fn load(mut json: Value) -> Result<Self> {
        threads::keep_none();
        drop_added_beyond_gap(&mut json);
        let mut tokenizer = fastokens::Tokenizer::from_json(json).map_err(|e| Failure::Load(e.to_string()))?;
        tokenizer.set_truncation(None);
        tokenizer.set_padding(None);
        Ok(Self(tokenizer))
    }
}

/// Takes added tokens out of the model's vocabulary where their ids lie beyond a gap in it.
///
/// `fastokens` wants a vocabulary without gaps, and gives added tokens their ids without it; the tables of tiktoken
/// encodings have gaps in front of their special tokens.
fn drop_added_beyond_gap(json: &mut Value) {
    let added: HashSet<String> =
        json["added_tokens"].as_array().into_iter().flatten().filter_map(|token| token["content"].as_str()).map(str::to_owned).collect();
    let Some(vocabulary) = json["model"]["vocab"].as_object_mut() else { return };
    let mut ids: Vec<u64> = vocabulary.values().filter_map(Value::as_u64).collect();
    ids.sort_unstable();
    let gap = ids.iter().zip(0u64..).find(|&(&id, expected)| id != expected).map(|(_, expected)| expected);
    if let Some(gap) = gap {
        vocabulary.retain(|content, id| id.as_u64().is_some_and(|id| id < gap) || !added.contains(content));
    }
}

impl Engine for Fast {
    fn name(&self) -> &'static str {
        "fastokens 0.3.5"
    }

    fn encode(&self, text: &str, reading: Reading) -> Result<Vec<u32>> {
        let policy = if reading.plain { AddedTokenPolicy::SkipSpecial } else { AddedTokenPolicy::All };
        self.0.encode_unpadded(text, reading.add_special, policy).map_err(|e| Failure::Engine(e.to_string()))
    }

    fn decode(&self, ids: &[u32], skip_special: bool) -> Result<String> {
        self.0.decode(ids, skip_special).map_err(|e| Failure::Engine(e.to_string()))
    }

    fn vocabulary_size(&self) -> usize {
        self.0.vocab_size()
    }

    fn token(&self, id: u32) -> Option<String> {
        self.0.id_to_token(id).map(str::to_owned)
    }

    fn id(&self, token: &str) -> Option<u32> {
        self.0.token_to_id(token)
    }

    fn is_special(&self, id: u32) -> bool {
        self.0.is_special_token(id)
    }
}
