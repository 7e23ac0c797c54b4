//! A `vocab.txt` of BERT's kind, one piece a line, turned into a `tokenizer.json` as `transformers` does it.

use serde_json::{Map, Value, json};

use crate::error::{Failure, Result};

/// The classes of `transformers` whose vocabulary is read in BERT's way; others with such a file cut text otherwise.
const CLASSES: [&str; 14] = [
    "Bert",
    "DistilBert",
    "Electra",
    "MobileBert",
    "ConvBert",
    "SqueezeBert",
    "RetriBert",
    "LayoutLM",
    "LayoutLMv2",
    "Lxmert",
    "DPRContextEncoder",
    "DPRQuestionEncoder",
    "DPRReader",
    "PreTrained",
];

/// The special tokens, in the order in which `transformers` gives ids to those that the vocabulary lacks.
const SPECIAL: [(&str, &str); 5] =
    [("unk_token", "[UNK]"), ("sep_token", "[SEP]"), ("pad_token", "[PAD]"), ("cls_token", "[CLS]"), ("mask_token", "[MASK]")];

/// The `tokenizer.json` equivalent to the file under a `tokenizer_config.json`, which may be null.
pub fn to_tokenizer_json(pieces: &[u8], config: &Value) -> Result<Value> {
    let class = config["tokenizer_class"].as_str().unwrap_or("BertTokenizer");
    if !CLASSES.contains(&class.trim_end_matches("Fast").trim_end_matches("Tokenizer")) {
        return Err(Failure::Load(format!("vocab.txt of a {class}, which is not read without its tokenizer.json")));
    }
    let vocabulary = vocabulary(pieces)?;
    let special = SPECIAL.map(|(key, usual)| config[key].as_str().or_else(|| config[key]["content"].as_str()).unwrap_or(usual));
    let [unknown, separator, _, class_token, _] = special;
    if !vocabulary.contains_key(unknown) {
        return Err(Failure::Load(format!("a vocab.txt without {unknown} is none of BERT's kind")));
    }
    let added = added_tokens(&vocabulary, &special);
    let id = |content: &str| added.iter().find(|token| token["content"] == content).map(|token| token["id"].clone());
    let named = |content: &str| json!({"id": content, "ids": [id(content)], "tokens": [content]});
    let token = |content: &str, of: u32| json!({"SpecialToken": {"id": content, "type_id": of}});
    let text = |name: &str, of: u32| json!({"Sequence": {"id": name, "type_id": of}});
    let one = [token(class_token, 0), text("A", 0), token(separator, 0)];
    let two = [one.clone().as_slice(), &[text("B", 1), token(separator, 1)]].concat();
    let (basic, strip_accents) = (config["do_basic_tokenize"] != false, config["strip_accents"].as_bool());
    let unless_denied = |name: &str| basic && config[name] != false;
    Ok(json!({
        "version": "1.0",
        "added_tokens": added,
        "normalizer": {
            "type": "BertNormalizer", "clean_text": true, "handle_chinese_chars": unless_denied("tokenize_chinese_chars"),
            "strip_accents": if basic { strip_accents } else { Some(false) }, "lowercase": unless_denied("do_lower_case"),
        },
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": {
            "type": "TemplateProcessing", "single": one, "pair": two,
            "special_tokens": {class_token: named(class_token), separator: named(separator)},
        },
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": true},
        "model": {
            "type": "WordPiece", "unk_token": unknown, "continuing_subword_prefix": "##", "max_input_chars_per_word": 100,
            "vocab": vocabulary,
        },
    }))
}

/// A line's number is its piece's id; lines end as Python has them end, and of two alike the later counts.
fn vocabulary(pieces: &[u8]) -> Result<Map<String, Value>> {
    let text = std::str::from_utf8(pieces).map_err(|e| Failure::Load(format!("vocab.txt is not text: {e}")))?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let lines = text.strip_suffix('\n').unwrap_or(&text);
    Ok(lines.split('\n').enumerate().map(|(id, piece)| (piece.to_owned(), json!(id))).collect())
}

/// The special tokens in the order of their ids; one that the vocabulary lacks gets the next free one.
fn added_tokens(vocabulary: &Map<String, Value>, special: &[&str]) -> Vec<Value> {
    let mut next = vocabulary.values().filter_map(Value::as_u64).max().map_or(0, |highest| highest + 1);
    let mut added: Vec<(u64, &str)> = Vec::new();
    for &content in special {
        if added.iter().any(|&(_, known)| known == content) {
            continue;
        }
        let id = vocabulary.get(content).and_then(Value::as_u64).unwrap_or_else(|| {
            next += 1;
            next - 1
        });
        added.push((id, content));
    }
    added.sort_unstable();
    let token = |(id, content): &(u64, &str)| json!({"id": id, "content": content, "single_word": false, "lstrip": false, "rstrip": false, "normalized": false, "special": true});
    added.iter().map(token).collect()
}
