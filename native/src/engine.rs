//! What a tokenizer engine must do. Three stand behind it: [`compiled::Compiled`], [`fast::Fast`] and [`reference::Reference`].

pub mod compiled;
pub mod fast;
pub mod reference;

use crate::error::Result;

/// How a text is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// Add what the tokenizer's post-processor adds, such as a begin-of-sequence token.
    pub add_special: bool,
    /// Read the text of a special token as text: `<|eot_id|>` becomes the tokens of its characters.
    /// Otherwise it becomes that token, as Hugging Face's `encode` does.
    pub plain: bool,
}

/// A loaded tokenizer. Every method may be called from any thread.
pub trait Engine: Send + Sync {
    /// Name and version.
    fn name(&self) -> &'static str;
    /// The ids of `text`.
    fn encode(&self, text: &str, reading: Reading) -> Result<Vec<u32>>;
    /// How many ids `text` has.
    fn count(&self, text: &str, reading: Reading) -> Result<usize> {
        Ok(self.encode(text, reading)?.len())
    }
    /// The text of `ids`; broken characters become U+FFFD, unknown ids nothing.
    fn decode(&self, ids: &[u32], skip_special: bool) -> Result<String>;
    /// How many distinct tokens there are, added ones included.
    fn vocabulary_size(&self) -> usize;
    /// The token as the vocabulary spells it.
    fn token(&self, id: u32) -> Option<String>;
    /// The id of a token, spelled as in the vocabulary.
    fn id(&self, token: &str) -> Option<u32>;
    /// Whether this is an added token marked special.
    fn is_special(&self, id: u32) -> bool;
}
