//! The reference engine: Hugging Face `tokenizers`, slower and by definition right.

use std::str::FromStr;
use std::sync::OnceLock;

use super::{Engine, Reading};
use crate::error::{Failure, Result};

/// A tokenizer read by Hugging Face `tokenizers`.
pub struct Reference {
    tokenizer: tokenizers::Tokenizer,
    /// The same one, told to read special tokens as text. That is a setting of the whole tokenizer, and few ever need it.
    plain: OnceLock<tokenizers::Tokenizer>,
}

impl Reference {
    /// Reads a `tokenizer.json`. Truncation and padding are left out: they belong to a training batch, not to a count.
    pub fn load(json: &str) -> Result<Self> {
        let mut tokenizer = tokenizers::Tokenizer::from_str(json).map_err(|e| Failure::Load(e.to_string()))?;
        tokenizer.with_truncation(None).map_err(|e| Failure::Load(e.to_string()))?;
        tokenizer.with_padding(None);
        tokenizer.set_encode_special_tokens(false);
        Ok(Self { tokenizer, plain: OnceLock::new() })
    }

    fn reader(&self, plain: bool) -> &tokenizers::Tokenizer {
        if !plain {
            return &self.tokenizer;
        }
        self.plain.get_or_init(|| {
            let mut copy = self.tokenizer.clone();
            copy.set_encode_special_tokens(true);
            copy
        })
    }
}

impl Engine for Reference {
    fn name(&self) -> &'static str {
        "tokenizers 0.23.2"
    }

    fn encode(&self, text: &str, reading: Reading) -> Result<Vec<u32>> {
        self.reader(reading.plain)
            .encode_fast(text, reading.add_special)
            .map(|encoding| encoding.get_ids().to_vec())
            .map_err(|e| Failure::Engine(e.to_string()))
    }

    fn decode(&self, ids: &[u32], skip_special: bool) -> Result<String> {
        self.tokenizer.decode(ids, skip_special).map_err(|e| Failure::Engine(e.to_string()))
    }

    fn vocabulary_size(&self) -> usize {
        self.tokenizer.get_vocab_size(true)
    }

    fn token(&self, id: u32) -> Option<String> {
        self.tokenizer.id_to_token(id)
    }

    fn id(&self, token: &str) -> Option<u32> {
        self.tokenizer.token_to_id(token)
    }

    fn is_special(&self, id: u32) -> bool {
        let added = self.tokenizer.get_added_vocabulary();
        added.get_added_tokens_decoder().get(&id).is_some_and(|token| token.special)
    }
}
