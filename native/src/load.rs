//! From a file, a directory or bytes to a parsed `tokenizer.json`, whatever the form it had.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::chat::ChatTemplate;
use crate::error::{Failure, Result};
use crate::{gpt2, sentencepiece, tiktoken, wordpiece};

/// Above this nothing is a tokenizer; the largest published ones are a tenth of it.
const MAX_BYTES: u64 = 512 << 20;

/// What to give in place of what is no tokenizer.
const EXPECTED: &str = "give a tokenizer.json, a .tiktoken or .model file, or a directory with one";

/// GPT-2's form of a vocabulary is in two files.
const VOCABULARY: &str = "vocab.json";
const MERGES: &str = "merges.txt";

/// BERT's form of a vocabulary.
const PIECES: &str = "vocab.txt";

/// Engines keep tables as long as the highest id, so a hostile one would ask for all memory.
const MAX_ID: u64 = 1 << 24;

/// The bytes that a tokenizer is made from, not looked into yet.
pub struct Source {
    bytes: Vec<u8>,
    /// Of a tiktoken vocabulary, where the caller says what it is.
    encoding: Option<String>,
    /// The file, where it came from one.
    file: Option<PathBuf>,
    /// The `tokenizer_config.json` beside the file; empty where there is none.
    config: Vec<u8>,
}

impl Source {
    /// Reads a file, or the tokenizer file of a directory.
    pub fn from_path(path: &Path) -> Result<Self> {
        let file = if path.is_dir() { file_in(path)? } else { path.to_owned() };
        let at = |e: &dyn std::fmt::Display| Failure::Load(format!("{}: {e}", file.display()));
        let size = file.metadata().map_err(|e| at(&e))?.len();
        if size > MAX_BYTES {
            return Err(at(&format_args!("{size} bytes are more than any tokenizer has (limit {MAX_BYTES})")));
        }
        let bytes = std::fs::read(&file).map_err(|e| at(&e))?;
        let config = std::fs::read(file.with_file_name("tokenizer_config.json")).unwrap_or_default();
        let mut source = Self { bytes, encoding: None, file: Some(file), config };
        source.assemble()?;
        Ok(source)
    }

    /// Makes the `tokenizer.json` that a vocabulary by itself stands for.
    fn assemble(&mut self) -> Result<()> {
        let Some(file) = self.file.as_deref() else { return Ok(()) };
        let at = |e: &dyn std::fmt::Display| Failure::Load(format!("{}: {e}", file.display()));
        let json = if file.ends_with(VOCABULARY) {
            let merges = std::fs::read(file.with_file_name(MERGES)).map_err(|e| at(&format_args!("needs {MERGES} beside it: {e}")))?;
            gpt2::to_tokenizer_json(&self.bytes, &merges, &self.config()?)
        } else if file.ends_with(PIECES) {
            wordpiece::to_tokenizer_json(&self.bytes, &self.config()?)
        } else {
            return Ok(());
        };
        self.bytes = json.map_err(|e| at(&e))?.to_string().into_bytes();
        Ok(())
    }

    /// A tiktoken vocabulary under the name of its encoding.
    pub fn from_tiktoken(bytes: &[u8], name: &str) -> Self {
        Self { bytes: bytes.to_owned(), encoding: Some(name.to_owned()), file: None, config: Vec::new() }
    }

    /// The contents of a file by themselves.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_owned(), encoding: None, file: None, config: Vec::new() }
    }

    /// All that the tokenizer follows from, for a digest.
    pub fn parts(&self) -> [&[u8]; 4] {
        let stem = self.file.as_deref().and_then(Path::file_stem).unwrap_or_default();
        [&self.bytes, self.encoding.as_deref().unwrap_or_default().as_bytes(), stem.as_encoded_bytes(), &self.config]
    }

    /// The chat template that lies beside the file.
    pub fn chat(&self) -> Result<Option<ChatTemplate>> {
        let Some(file) = &self.file else { return Ok(None) };
        Ok(ChatTemplate::beside(file.parent().unwrap_or(Path::new("")), &self.config()?))
    }

    /// Parses it.
    pub fn document(&self) -> Result<Document> {
        if let Some(encoding) = &self.encoding {
            return Document::from_tiktoken(&self.bytes, encoding);
        }
        let Some(file) = &self.file else { return Document::from_bytes(&self.bytes, "") };
        let at = |e: &dyn std::fmt::Display| Failure::Load(format!("{}: {e}", file.display()));
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        let mut document = Document::from_bytes(&self.bytes, &stem).map_err(|e| at(&e))?;
        if file.ends_with(VOCABULARY) {
            document.form = format!("{VOCABULARY} and {MERGES}");
        } else if file.ends_with(PIECES) {
            document.form = PIECES.to_owned();
        }
        document.merge_added_tokens(&self.config()?);
        check_ids(&document.json).map_err(|e| at(&e))?;
        document.chat = self.chat()?;
        Ok(document)
    }

    /// The parsed `tokenizer_config.json`, or null where there is none.
    fn config(&self) -> Result<Value> {
        if self.config.is_empty() {
            return Ok(Value::Null);
        }
        let file = self.file.as_deref().unwrap_or(Path::new("")).with_file_name("tokenizer_config.json");
        serde_json::from_slice(&self.config).map_err(|e| Failure::Load(format!("{}: {e}", file.display())))
    }
}

/// A `tokenizer.json` that was checked for what could bring an engine down.
pub struct Document {
    /// The parsed document.
    pub json: Value,
    /// What it was read from: `tokenizer.json`, `tiktoken cl100k_base`…
    pub form: String,
    /// The chat template that lies beside the file.
    pub chat: Option<ChatTemplate>,
}

impl Document {
    /// Reads a `tokenizer.json`, a tiktoken vocabulary or a SentencePiece model.
    pub fn from_bytes(bytes: &[u8], file_stem: &str) -> Result<Self> {
        if tiktoken::looks_like(bytes) {
            return Self::from_tiktoken(bytes, tiktoken::name_of(file_stem, bytes)?);
        }
        if sentencepiece::looks_like(bytes) {
            return Self::from_json(sentencepiece::to_tokenizer_json(bytes)?, "SentencePiece model");
        }
        let json: Value = serde_json::from_slice(bytes).map_err(|e| Failure::Load(format!("not a tokenizer.json: {e}; {EXPECTED}")))?;
        if !json["model"].is_object() {
            return Err(Failure::Load(format!("not a tokenizer.json: it has no \"model\"; {EXPECTED}")));
        }
        Self::from_json(json, "tokenizer.json")
    }

    /// Takes a parsed `tokenizer.json`; `form` says where it came from.
    pub fn from_json(json: Value, form: &str) -> Result<Self> {
        check_ids(&json)?;
        Ok(Self { json, form: form.to_owned(), chat: None })
    }

    /// Reads a tiktoken vocabulary under the name of its encoding.
    pub fn from_tiktoken(bytes: &[u8], name: &str) -> Result<Self> {
        Self::from_json(tiktoken::to_tokenizer_json(bytes, name)?, &format!("tiktoken {name}"))
    }

    /// Reads a file, or the tokenizer file of a directory.
    pub fn from_path(path: &Path) -> Result<Self> {
        Source::from_path(path)?.document()
    }

    /// `transformers` adds every token of the configuration's `added_tokens_decoder`; its flags go before the file's.
    fn merge_added_tokens(&mut self, config: &Value) {
        let Some(declared) = config["added_tokens_decoder"].as_object() else { return };
        let mut declared: Vec<(u64, &Value)> = declared.iter().filter_map(|(id, token)| Some((id.parse().ok()?, token))).collect();
        declared.sort_by_key(|&(id, _)| id);
        if !self.json["added_tokens"].is_array() {
            self.json["added_tokens"] = json!([]);
        }
        let Some(added) = self.json["added_tokens"].as_array_mut() else { return };
        let places: HashMap<String, usize> =
            added.iter().enumerate().filter_map(|(place, token)| Some((token["content"].as_str()?.to_owned(), place))).collect();
        for (id, token) in declared {
            let Some(content) = token["content"].as_str() else { continue };
            let flag = |name: &str| token[name].as_bool().unwrap_or(false);
            let merged = json!({
                "id": id, "content": content, "single_word": flag("single_word"), "lstrip": flag("lstrip"), "rstrip": flag("rstrip"),
                "normalized": flag("normalized"), "special": flag("special"),
            });
            match places.get(content) {
                Some(&place) => {
                    let kept = added[place]["id"].take();
                    added[place] = merged;
                    added[place]["id"] = kept;
                }
                None => added.push(merged),
            }
        }
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
        [] if directory.join(VOCABULARY).is_file() => Ok(directory.join(VOCABULARY)),
        [] if directory.join(PIECES).is_file() => Ok(directory.join(PIECES)),
        [] => Err(at(&"holds no tokenizer.json, *.tiktoken, *.model, vocab.json with merges.txt, or vocab.txt")),
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
