//! Vocabularies in GPT-2's two files give the ids of the tokenizer that they were taken from.

mod common;

use std::path::{Path, PathBuf};

use common::{Random, fixture_bytes, hostile};
use serde_json::{Value, json};
use streamgauge_tokenizers::engine::Reading;
use streamgauge_tokenizers::error::Failure;
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;

/// The byte-level fixture with GPT-2's way of cutting text, and its model as two files in a directory of their own.
fn taken_apart(name: &str, config: &Value) -> (Value, PathBuf) {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gpt2").join(name);
    drop(std::fs::remove_dir_all(&directory));
    std::fs::create_dir_all(&directory).expect("the target directory is writable");
    let mut whole: Value = serde_json::from_slice(&fixture_bytes("byte-level.json")).expect("JSON");
    whole["pre_tokenizer"] = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true});
    whole["normalizer"] = Value::Null;
    whole["post_processor"] = Value::Null;
    whole["added_tokens"] = json!([]);
    whole["model"]["ignore_merges"] = json!(false);
    let merge = |merge: &Value| match merge.as_array() {
        Some(halves) => halves.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        None => merge.as_str().unwrap_or_default().to_owned(),
    };
    let merges: Vec<String> = whole["model"]["merges"].as_array().into_iter().flatten().map(merge).collect();
    std::fs::write(directory.join("vocab.json"), whole["model"]["vocab"].to_string()).expect("written");
    std::fs::write(directory.join("merges.txt"), format!("#version: 0.2\n{}\n", merges.join("\n"))).expect("written");
    std::fs::write(directory.join("tokenizer_config.json"), config.to_string()).expect("written");
    (whole, directory)
}

fn load(directory: &Path) -> Result<Tokenizer, Failure> {
    Tokenizer::load(Document::from_path(directory)?)
}

#[test]
fn two_files_are_one_tokenizer() {
    let (whole, directory) = taken_apart("plain", &json!({}));
    let expected = Tokenizer::load(Document::from_json(whole, "").expect("readable")).expect("it loads");
    let tokenizer = load(&directory).expect("it loads");
    assert!(tokenizer.info().contains("form: vocab.json and merges.txt"), "{}", tokenizer.info());
    let mut random = Random::new(2);
    for _ in 0..2_000 {
        let text = hostile(&mut random, &[]).replace("<|endoftext|>", "");
        assert_eq!(tokenizer.engine().encode(&text, Reading::default()), expected.engine().encode(&text, Reading::default()), "{text:?}");
    }
}

#[test]
fn special_tokens_are_those_of_the_configuration() {
    let config = json!({"bos_token": {"content": "</s>"}, "eos_token": "</s>", "pad_token": "<pad>", "add_bos_token": true});
    let (whole, directory) = taken_apart("special", &config);
    let size = whole["model"]["vocab"].as_object().map_or(0, serde_json::Map::len) as u32;
    let tokenizer = load(&directory).expect("it loads");
    let ids = tokenizer.engine().encode("a</s>", Reading { add_special: true, plain: false }).expect("readable");
    assert_eq!(ids.first(), ids.last());
    assert_eq!(tokenizer.engine().token(ids[0]).as_deref(), Some("</s>"));
    assert!(ids[0] >= size && tokenizer.engine().is_special(ids[0]), "{ids:?}");
}

#[test]
fn what_is_missing_or_not_known_is_named() {
    let (_, directory) = taken_apart("missing", &json!({"tokenizer_class": "Qwen2Tokenizer"}));
    let refused = load(&directory).err().map(|failure| failure.to_string()).unwrap_or_default();
    assert!(refused.contains("Qwen2Tokenizer") && refused.contains("vocab.json"), "{refused}");
    std::fs::remove_file(directory.join("merges.txt")).expect("it was there");
    let refused = load(&directory).err().map(|failure| failure.to_string()).unwrap_or_default();
    assert!(refused.contains("needs merges.txt beside it"), "{refused}");
}
