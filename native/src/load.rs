//! From a file, a directory or bytes to a parsed `tokenizer.json`, whatever the form it had.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Failure, Result};
use crate::tiktoken;

/// Above this nothing is a tokenizer; the largest published ones are a tenth of it.
const MAX_BYTES: u64 = 512 << 20;

/// Engines keep tables as long as the highest id, so a hostile one would ask for all memory.
const MAX_ID: u64 = 1 << 24;

/// A `tokenizer.json` that was checked for what could bring an engine down.
pub struct Document {
    /// The parsed document.
    pub json: Value,
    /// What it was read from: `tokenizer.json`, `tiktoken cl100k_base`…
    pub form: String,
}

impl Document {
    /// Reads a `tokenizer.json` or a tiktoken vocabulary.
    pub fn from_bytes(bytes: &[u8], file_stem: &str) -> Result<Self> {
        if tiktoken::looks_like(bytes) {
            return Self::from_tiktoken(bytes, tiktoken::name_of(file_stem, bytes)?);
        }
        let json: Value = serde_json::from_slice(bytes).map_err(|e| Failure::Load(format!("not a tokenizer.json: {e}")))?;
        if !json["model"].is_object() {
            return Err(Failure::Load("not a tokenizer.json: it has no \"model\"".into()));
        }
        Self::from_json(json, "tokenizer.json")
    }

    /// Takes a parsed `tokenizer.json`; `form` says where it came from.
    pub fn from_json(json: Value, form: &str) -> Result<Self> {
        check_ids(&json)?;
        Ok(Self { json, form: form.to_owned() })
    }

    /// Reads a tiktoken vocabulary under the name of its encoding.
    pub fn from_tiktoken(bytes: &[u8], name: &str) -> Result<Self> {
        Self::from_json(tiktoken::to_tokenizer_json(bytes, name)?, &format!("tiktoken {name}"))
    }

    /// Reads a file, or the tokenizer file of a directory.
    pub fn from_path(path: &Path) -> Result<Self> {
        let file = if path.is_dir() { file_in(path)? } else { path.to_owned() };
        let at = |e: &dyn std::fmt::Display| Failure::Load(format!("{}: {e}", file.display()));
        let size = file.metadata().map_err(|e| at(&e))?.len();
        if size > MAX_BYTES {
            return Err(at(&format_args!("{size} bytes are more than any tokenizer has (limit {MAX_BYTES})")));
        }
        let bytes = std::fs::read(&file).map_err(|e| at(&e))?;
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        Self::from_bytes(&bytes, &stem).map_err(|e| at(&e))
    }

    /// Contents of the added tokens, in the document's order.
    pub fn added_tokens(&self) -> Vec<String> {
        let added = self.json["added_tokens"].as_array();
        added.into_iter().flatten().filter_map(|token| token["content"].as_str()).map(str::to_owned).collect()
    }

    /// The kind of model: BPE, Unigram, WordPiece, WordLevel.
    pub fn kind(&self) -> String {
        self.json["model"]["type"].as_str().unwrap_or("BPE").to_owned()
    }
}

/// `tokenizer.json` goes before all; without it, the one file that could be a vocabulary.
fn file_in(directory: &Path) -> Result<PathBuf> {
    let json = directory.join("tokenizer.json");
    if json.is_file() {
        return Ok(json);
    }
    let at = |e: &dyn std::fmt::Display| Failure::Load(format!("{}: {e}", directory.display()));
    let mut candidates = Vec::new();
    for entry in std::fs::read_dir(directory).map_err(|e| at(&e))? {
        let path = entry.map_err(|e| at(&e))?.path();
        if path.extension().is_some_and(|extension| extension == "model" || extension == "tiktoken") && path.is_file() {
            candidates.push(path);
        }
    }
    candidates.sort();
    match candidates.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(at(&"holds no tokenizer.json, *.tiktoken or *.model")),
        [first, second, ..] => Err(at(&format_args!(
            "holds more than one tokenizer ({}, {}); name the file",
            first.file_name().unwrap_or_default().display(),
            second.file_name().unwrap_or_default().display()
        ))),
    }
}

fn check_ids(json: &Value) -> Result<()> {
    let vocabulary = json["model"]["vocab"].as_object().into_iter().flatten().map(|(_, id)| id);
    let added = json["added_tokens"].as_array().into_iter().flatten().map(|token| &token["id"]);
    for id in vocabulary.chain(added) {
        match id.as_u64() {
            Some(id) if id < MAX_ID => {}
            _ => return Err(Failure::Load(format!("token id {id} is not below {MAX_ID}"))),
        }
    }
    Ok(())
}
