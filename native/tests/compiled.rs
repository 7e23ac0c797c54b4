//! The compiled engine gives the reference's ids, from memory and from its file, and a bad file is made again.

mod common;

use std::path::{Path, PathBuf};

use common::{Random, fixture_bytes, fixture_path, hostile};
use fastokens::tiktoken::{DEEPSEEK_SPLIT1_PATTERN, DEEPSEEK_SPLIT2_PATTERN, DEEPSEEK_SPLIT3_PATTERN};
use serde_json::{Value, json};
use streamgauge_tokenizers::cache::Place;
use streamgauge_tokenizers::engine::compiled::Compiled;
use streamgauge_tokenizers::engine::reference::Reference;
use streamgauge_tokenizers::engine::{Engine, Reading};
use streamgauge_tokenizers::load::{Document, Source};
use streamgauge_tokenizers::tokenizer::Tokenizer;
use streamgauge_tokenizers::{excerpt, selfcheck};

const TEXTS: usize = 3_000;

fn fixture_json() -> Value {
    serde_json::from_slice(&fixture_bytes("byte-level.json")).expect("the fixture is JSON")
}

fn scratch(name: &str) -> PathBuf {
    let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&directory);
    directory
}

fn compare(json: &Value) {
    let reference = Reference::load(&json.to_string()).expect("the reference reads it");
    let compiled = Compiled::compile(json, reference.vocabulary_size()).expect("it is byte-level BPE");
    let added = Document::from_json(json.clone(), "").expect("it is readable").added_tokens();
    let mut random = Random::new(7);
    for _ in 0..TEXTS {
        let text = hostile(&mut random, &added);
        for (add_special, plain) in [(false, false), (true, false), (false, true)] {
            let reading = Reading { add_special, plain };
            let ids = compiled.encode(&text, reading);
            assert_eq!(ids, reference.encode(&text, reading), "{reading:?} {text:?}");
            let ids = ids.expect("it reads every text");
            assert_eq!(compiled.count(&text, reading), Ok(ids.len()), "{reading:?} {text:?}");
            for skip_special in [false, true] {
                assert_eq!(compiled.decode(&ids, skip_special), reference.decode(&ids, skip_special), "{text:?}");
            }
        }
    }
    for id in 0..reference.vocabulary_size() as u32 + 10 {
        let token = compiled.token(id);
        assert_eq!(token, reference.token(id));
        assert_eq!(compiled.is_special(id), reference.is_special(id));
        if let Some(token) = token {
            assert_eq!(compiled.id(&token), reference.id(&token), "{token}");
        }
    }
}

#[test]
fn an_excerpt_answers_the_self_check_like_the_whole() {
    let json = fixture_json();
    let added = Document::from_json(json.clone(), "").expect("it is readable").added_tokens();
    let strings = selfcheck::strings(&added);
    let whole = Reference::load(&json.to_string()).expect("the reference reads it");
    let excerpt = excerpt::of(&json, &strings).expect("it is byte-level BPE");
    let part = Reference::load(&excerpt.to_string()).expect("the reference reads it");
    assert_eq!(excerpt::size(&json), Some(whole.vocabulary_size()));
    assert!(part.vocabulary_size() < whole.vocabulary_size());
    for text in &strings {
        for (add_special, plain) in [(false, false), (true, false), (false, true)] {
            let reading = Reading { add_special, plain };
            assert_eq!(part.encode(text, reading), whole.encode(text, reading), "{reading:?} {text:?}");
        }
    }
}

#[test]
fn a_document_whose_ids_the_reference_would_change_has_no_excerpt() {
    let mut json = fixture_json();
    let size = excerpt::size(&json).expect("it is byte-level BPE");
    let added = json["added_tokens"].as_array_mut().expect("a list");
    added.push(json!({"id": size, "content": "<|new|>", "single_word": false, "lstrip": false, "rstrip": false,
        "normalized": false, "special": true}));
    assert_eq!(excerpt::size(&json), Some(size + 1));
    json["added_tokens"].as_array_mut().expect("a list").last_mut().expect("the new one")["id"] = json!(size + 1);
    assert_eq!(excerpt::size(&json), None);
}

#[test]
fn gives_the_ids_of_the_reference() {
    compare(&fixture_json());
}

#[test]
fn words_looked_up_before_merging_are_those_of_the_reference() {
    let mut json = fixture_json();
    json["model"]["ignore_merges"] = json!(true);
    compare(&json);
}

#[test]
fn cuts_and_normalizes_as_the_reference() {
    let byte_level = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": false});
    let split = |pattern: &str| json!({"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Isolated", "invert": false});
    let matches = |pattern: &str| json!({"type": "Split", "pattern": {"Regex": pattern}, "behavior": "Removed", "invert": true});
    for cuts in [
        vec![split(fastokens::CL100K_BASE_PATTERN)],
        vec![matches(fastokens::CL100K_BASE_PATTERN)],
        vec![split(fastokens::O200K_BASE_PATTERN)],
        vec![matches(fastokens::O200K_BASE_PATTERN)],
        vec![matches(r"\p{L}+|\s+")],
        vec![split(DEEPSEEK_SPLIT1_PATTERN), split(DEEPSEEK_SPLIT2_PATTERN), split(DEEPSEEK_SPLIT3_PATTERN)],
        vec![split(r"\p{N}{1,3}"), split(r"[一-龥]+"), split(r"\s+|[^\s]+")],
    ] {
        for normalizer in [Value::Null, json!({"type": "NFC"}), json!({"type": "Sequence", "normalizers": []})] {
            let mut json = fixture_json();
            let steps: Vec<Value> = cuts.iter().cloned().chain([byte_level.clone()]).collect();
            json["pre_tokenizer"] = json!({"type": "Sequence", "pretokenizers": steps});
            json["normalizer"] = normalizer;
            compare(&json);
        }
    }
    let mut json = fixture_json();
    json["pre_tokenizer"] = json!({"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true, "use_regex": true});
    compare(&json);
}

#[test]
fn a_normalizer_of_no_steps_is_none() {
    let mut json = fixture_json();
    json["normalizer"] = json!({"type": "Sequence", "normalizers": []});
    for token in json["added_tokens"].as_array_mut().expect("a list") {
        token["normalized"] = json!(true);
    }
    compare(&json);
}

#[test]
fn long_words_are_those_of_the_reference() {
    let json = fixture_json();
    let reference = Reference::load(&json.to_string()).expect("the reference reads it");
    let compiled = Compiled::compile(&json, reference.vocabulary_size()).expect("it is byte-level BPE");
    for unit in ["a", "the", "ab", "é", "字", "xyzzy"] {
        let text = unit.repeat(2_000);
        assert_eq!(compiled.encode(&text, Reading::default()), reference.encode(&text, Reading::default()), "{unit}");
    }
}

#[test]
fn other_kinds_are_not_compiled() {
    for name in ["byte-fallback.json", "unigram.json", "wordpiece.json"] {
        let json: Value = serde_json::from_slice(&fixture_bytes(name)).expect("the fixture is JSON");
        assert!(Compiled::compile(&json, 1).is_none(), "{name}");
        let tokenizer = Tokenizer::load_cached(&Source::from_path(&fixture_path(name)).expect("readable"), &scratch("others"));
        assert_ne!(tokenizer.expect("it loads").engine().name(), "compiled", "{name}");
    }
}

#[test]
fn is_compiled_once_and_read_from_then_on() {
    let cache = scratch("once");
    let source = || Source::from_path(&fixture_path("byte-level.json")).expect("readable");
    let first = Tokenizer::load_cached(&source(), &cache).expect("it loads");
    assert!(first.info().contains("agrees with the reference on the self-check"), "{}", first.info());
    let second = Tokenizer::load_cached(&source(), &cache).expect("it loads");
    assert!(second.info().contains("agreed with the reference when it was compiled"), "{}", second.info());
    assert_eq!(first.info().lines().count(), second.info().lines().count());
    let ids = |tokenizer: &Tokenizer| tokenizer.engine().encode("The river, and <|end|> of it.", Reading::default());
    assert_eq!(ids(&first), ids(&second));
}

#[test]
fn another_source_has_another_place() {
    let cache = scratch("sources");
    let place = |sources: &[&[u8]]| Place::of(&cache, sources);
    let compiled = Compiled::compile(&fixture_json(), 1024).expect("it is byte-level BPE");
    place(&[b"ab", b"c"]).write(&compiled, "form");
    assert_eq!(place(&[b"ab", b"c"]).read().expect("just written").1, "form");
    assert!(place(&[b"a", b"bc"]).read().is_none());
    assert!(place(&[b"ab", b"d"]).read().is_none());
}

#[test]
fn a_damaged_file_is_not_read() {
    let cache = scratch("damaged");
    let place = Place::of(&cache, &[b"x"]);
    place.write(&Compiled::compile(&fixture_json(), 1024).expect("it is byte-level BPE"), "form");
    let file = std::fs::read_dir(&cache).expect("it was made").next().expect("one file").expect("readable").path();
    let whole = std::fs::read(&file).expect("readable");
    let mut random = Random::new(3);
    for _ in 0..200 {
        let mut bytes = whole.clone();
        if random.below(2) == 0 {
            bytes.truncate(random.below(whole.len()));
        } else {
            bytes[random.below(whole.len())] ^= 1 << random.below(8);
        }
        std::fs::write(&file, &bytes).expect("writable");
        assert!(place.read().is_none());
    }
    std::fs::write(&file, whole).expect("writable");
    assert!(place.read().is_some());
}

#[test]
fn a_cache_that_cannot_be_written_costs_nothing_else() {
    let tokenizer = Tokenizer::load_cached(
        &Source::from_path(&fixture_path("byte-level.json")).expect("readable"),
        &fixture_path("byte-level.json").join("below-a-file"),
    );
    assert_eq!(tokenizer.expect("it loads").engine().name(), "compiled");
}
