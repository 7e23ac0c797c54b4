//! A `vocab.txt` by itself gives the ids of the `tokenizer.json` that it was taken from.

mod common;

use std::path::{Path, PathBuf};

use common::{Random, fixture_bytes, hostile};
use serde_json::{Value, json};
use streamgauge_tokenizers::engine::Reading;
use streamgauge_tokenizers::error::Failure;
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;

fn whole() -> Value {
    serde_json::from_slice(&fixture_bytes("wordpiece.json")).expect("JSON")
}

/// The pieces of the fixture in the order of their ids.
fn pieces() -> Vec<String> {
    let whole = whole();
    let mut pieces: Vec<(u64, String)> =
        whole["model"]["vocab"].as_object().into_iter().flatten().filter_map(|(piece, id)| Some((id.as_u64()?, piece.clone()))).collect();
    pieces.sort_unstable();
    pieces.into_iter().map(|(_, piece)| piece).collect()
}

fn directory(name: &str, vocabulary: &str, config: Option<Value>) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join("vocab-txt").join(name);
    drop(std::fs::remove_dir_all(&directory));
    std::fs::create_dir_all(&directory).expect("the target directory is writable");
    std::fs::write(directory.join("vocab.txt"), vocabulary).expect("written");
    if let Some(config) = config {
        std::fs::write(directory.join("tokenizer_config.json"), config.to_string()).expect("written");
    }
    directory
}

fn load(directory: &Path) -> Result<Tokenizer, Failure> {
    Tokenizer::load(Document::from_path(directory)?)
}

/// Ids, added tokens and texts are the same.
fn same(tokenizer: &Tokenizer, expected: Value) {
    let document = Document::from_json(expected, "").expect("readable");
    let special = document.added_tokens();
    let expected = Tokenizer::load(document).expect("it loads");
    let mut random = Random::new(5);
    for _ in 0..3_000 {
        let text = hostile(&mut random, &special);
        for (add_special, plain) in [(false, false), (true, false), (false, true)] {
            let reading = Reading { add_special, plain };
            let ids = expected.engine().encode(&text, reading);
            assert_eq!(tokenizer.engine().encode(&text, reading), ids, "{reading:?} {text:?}");
            let ids = ids.expect("it reads everything");
            assert_eq!(tokenizer.engine().decode(&ids, true), expected.engine().decode(&ids, true), "{text:?}");
        }
    }
}

#[test]
fn a_vocabulary_by_itself_is_berts() {
    let tokenizer = load(&directory("plain", &(pieces().join("\n") + "\n"), None)).expect("it loads");
    assert!(tokenizer.info().contains("form: vocab.txt") && tokenizer.info().contains("kind: WordPiece"), "{}", tokenizer.info());
    same(&tokenizer, whole());
}

#[test]
fn the_configuration_says_how_text_is_normalized() {
    let config = json!({"tokenizer_class": "DistilBertTokenizerFast", "do_lower_case": false, "tokenize_chinese_chars": false});
    let mut expected = whole();
    expected["normalizer"]["lowercase"] = json!(false);
    expected["normalizer"]["handle_chinese_chars"] = json!(false);
    same(&load(&directory("cased", &pieces().join("\r\n"), Some(config))).expect("it loads"), expected);
    let config = json!({"strip_accents": false});
    let mut expected = whole();
    expected["normalizer"]["strip_accents"] = json!(false);
    same(&load(&directory("accents", &pieces().join("\n"), Some(config))).expect("it loads"), expected);
}

#[test]
fn special_tokens_are_those_of_the_configuration() {
    let config = json!({"cls_token": {"content": "<cls>"}, "sep_token": "[PAD]", "mask_token": "<mask>"});
    let tokenizer = load(&directory("special", &pieces().join("\n"), Some(config))).expect("it loads");
    let size = pieces().len() as u32;
    let ids = tokenizer.engine().encode("<mask>", Reading { add_special: true, plain: false }).expect("readable");
    assert_eq!(ids, [size, size + 1, 0], "the class token first, as transformers numbers them");
    assert!(ids.iter().all(|&id| tokenizer.engine().is_special(id)));
}

#[test]
fn the_file_may_be_named_and_of_two_alike_the_later_counts() {
    let directory = directory("twice", "[UNK]\n[CLS]\n[SEP]\n[PAD]\n[MASK]\na\n##a\na\n", None);
    let tokenizer = load(&directory.join("vocab.txt")).expect("it loads");
    assert_eq!(tokenizer.engine().encode("a aa", Reading::default()), Ok(vec![7, 7, 6]));
}

#[test]
fn what_is_no_such_vocabulary_is_refused() {
    let refused = |name: &str, vocabulary: &str, config: Option<Value>| {
        load(&directory(name, vocabulary, config)).err().map(|failure| failure.to_string()).unwrap_or_default()
    };
    let japanese = refused("class", &pieces().join("\n"), Some(json!({"tokenizer_class": "BertJapaneseTokenizer"})));
    assert!(japanese.contains("vocab.txt of a BertJapaneseTokenizer"), "{japanese}");
    for (name, vocabulary) in [("empty", ""), ("prose", "Some text.\nIt has lines.\n")] {
        let message = refused(name, vocabulary, None);
        assert!(message.contains("vocab.txt: ") && message.contains("without [UNK]"), "{message}");
    }
}
