//! Vocabularies in GPT-2's form, `vocab.json` and `merges.txt`, turned into a `tokenizer.json` as `transformers` does it.

use serde_json::{Map, Value, json};

use crate::error::{Failure, Result};

/// The classes of `transformers` whose files are read in GPT-2's way; others with such files cut text otherwise.
const CLASSES: [&str; 8] = ["GPT2", "CodeGen", "Roberta", "Longformer", "Bart", "LED", "GPTNeoX", "PreTrained"];

/// What GPT-2's class takes for special where the configuration is silent.
const DEFAULT_SPECIAL: &str = "<|endoftext|>";

/// The `tokenizer.json` equivalent to the two files under a `tokenizer_config.json`, which may be null.
pub fn to_tokenizer_json(vocabulary: &[u8], merges: &[u8], config: &Value) -> Result<Value> {
    let class = config["tokenizer_class"].as_str().unwrap_or("GPT2Tokenizer");
    let family = class.trim_end_matches("Fast").trim_end_matches("Tokenizer");
    if !CLASSES.contains(&family) {
        return Err(Failure::Load(format!("vocab.json of a {class}, which is not read without its tokenizer.json")));
    }
    let vocabulary: Map<String, Value> = serde_json::from_slice(vocabulary).map_err(|e| Failure::Load(format!("not a vocab.json: {e}")))?;
    let merges = std::str::from_utf8(merges).map_err(|e| Failure::Load(format!("merges.txt is not text: {e}")))?;
    let merges: Vec<&str> = merges.lines().filter(|line| !line.starts_with("#version") && !line.trim().is_empty()).collect();
    let added = added_tokens(&vocabulary, config);
    let flag = |name: &str| config[name].as_bool().unwrap_or(false);
    let byte_level = json!({"type": "ByteLevel", "add_prefix_space": flag("add_prefix_space"), "trim_offsets": true, "use_regex": true});
    Ok(json!({
        "version": "1.0",
        "normalizer": null,
        "pre_tokenizer": byte_level,
        "post_processor": post_processor(family, &added, config),
        "decoder": byte_level,
        "added_tokens": added,
        "model": {
            "type": "BPE", "dropout": null, "unk_token": null, "continuing_subword_prefix": null, "end_of_word_suffix": null,
            "fuse_unk": false, "byte_fallback": false, "ignore_merges": false, "vocab": vocabulary, "merges": merges,
        },
    }))
}

/// The special tokens that the configuration names; one that the vocabulary lacks gets the next free id.
fn added_tokens(vocabulary: &Map<String, Value>, config: &Value) -> Vec<Value> {
    let mut contents: Vec<&str> = Vec::new();
    for (_, token) in config.as_object().into_iter().flatten().filter(|(key, _)| key.ends_with("_token")) {
        contents.extend(token.as_str().or_else(|| token["content"].as_str()));
    }
    if contents.is_empty() {
        contents.push(DEFAULT_SPECIAL);
    }
    contents.sort_unstable();
    contents.dedup();
    let mut next = vocabulary.values().filter_map(Value::as_u64).max().map_or(0, |highest| highest + 1);
    let mut added: Vec<(u64, &str)> = Vec::new();
    for content in contents {
        let id = vocabulary.get(content).and_then(Value::as_u64).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        added.push((id, content));
    }
    added.sort_unstable();
    let token = |(id, content): &(u64, &str)| json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false, "normalized": true, "special": true});
    added.iter().map(token).collect()
}

/// What is put around a text on request.
fn post_processor(family: &str, added: &[Value], config: &Value) -> Value {
    let named = |key: &str| config[key].as_str().or_else(|| config[key]["content"].as_str()).map(str::to_owned);
    let id = |content: &str| added.iter().find(|token| token["content"] == content).map(|token| token["id"].clone());
    let around = |before: Option<String>, after: Option<String>| {
        let special: Map<String, Value> = [&before, &after]
            .into_iter()
            .flatten()
            .filter_map(|content| Some((content.clone(), json!({"id": content, "ids": [id(content)?], "tokens": [content]}))))
            .collect();
        let sequence = |name: &str| json!({"Sequence": {"id": name, "type_id": 0}});
        let one = |name: &str| {
            let token = |content: &Option<String>| content.as_ref().map(|content| json!({"SpecialToken": {"id": content, "type_id": 0}}));
            token(&before).into_iter().chain([sequence(name)]).chain(token(&after)).collect::<Vec<_>>()
        };
        let pair = [one("A"), one("B")].concat();
        json!({"type": "TemplateProcessing", "single": one("A"), "pair": pair, "special_tokens": special})
    };
    match family {
        "Roberta" | "Longformer" | "Bart" | "LED" => around(named("bos_token"), named("eos_token")),
        _ if config["add_bos_token"] == true => around(named("bos_token"), None),
        _ => Value::Null,
    }
}
