//! Whatever engine is chosen, the ids are the reference's.

mod common;

use common::{FIXTURES, Random, fixture, fixture_bytes, hostile};
use streamgauge_tokenizers::engine::reference::Reference;
use streamgauge_tokenizers::engine::{Engine, Reading};
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::selfcheck;
use streamgauge_tokenizers::tokenizer::Tokenizer;

const TEXTS: usize = 3_000;

#[test]
fn every_kind_gives_the_ids_of_the_reference() {
    for name in FIXTURES {
        let json = String::from_utf8(fixture_bytes(name)).expect("JSON is UTF-8");
        let reference = Reference::load(&json).expect("the reference reads the fixture");
        let added = Document::from_bytes(json.as_bytes(), "").expect("the fixture is readable").added_tokens();
        let tokenizer = fixture(name);
        let mut random = Random::new(1);
        for _ in 0..TEXTS {
            let text = hostile(&mut random, &added);
            for (add_special, plain) in [(false, false), (true, false), (false, true)] {
                let reading = Reading { add_special, plain };
                let ids = tokenizer.engine().encode(&text, reading);
                assert_eq!(ids, reference.encode(&text, reading), "{name} {reading:?} {text:?}");
                let ids = ids.expect("the fixture reads every text");
                for skip_special in [false, true] {
                    let decoded = tokenizer.engine().decode(&ids, skip_special);
                    assert_eq!(decoded, reference.decode(&ids, skip_special), "{name} {text:?}");
                    let bytes = tokenizer.decode_bytes(&ids, skip_special).expect("known ids");
                    assert_eq!(String::from_utf8_lossy(&bytes), decoded.expect("known ids"), "{name} {text:?}");
                }
            }
        }
    }
}

#[test]
fn the_fast_engine_is_chosen_where_it_can_be_and_the_reason_is_given() {
    assert_eq!(fixture("byte-level.json").engine().name(), "fastokens 0.3.5");
    let tokenizer = fixture("byte-fallback.json");
    assert_eq!(tokenizer.engine().name(), "fastokens 0.3.5", "{}", tokenizer.info());
    for name in ["unigram.json", "wordpiece.json"] {
        let tokenizer = fixture(name);
        assert_eq!(tokenizer.engine().name(), "tokenizers 0.23.2");
        assert!(tokenizer.info().contains("reason: the fast engine refused it"), "{}", tokenizer.info());
    }
}

/// An engine that is wrong in one place.
struct Liar<'a>(&'a dyn Engine);

impl Engine for Liar<'_> {
    fn name(&self) -> &'static str {
        "liar"
    }
    fn encode(&self, text: &str, reading: Reading) -> streamgauge_tokenizers::error::Result<Vec<u32>> {
        let mut ids = self.0.encode(text, reading)?;
        if text.contains("\r\n") {
            ids.push(0);
        }
        Ok(ids)
    }
    fn decode(&self, ids: &[u32], skip_special: bool) -> streamgauge_tokenizers::error::Result<String> {
        self.0.decode(ids, skip_special)
    }
    fn vocabulary_size(&self) -> usize {
        self.0.vocabulary_size()
    }
    fn token(&self, id: u32) -> Option<String> {
        self.0.token(id)
    }
    fn id(&self, token: &str) -> Option<u32> {
        self.0.id(token)
    }
    fn is_special(&self, id: u32) -> bool {
        self.0.is_special(id)
    }
}

#[test]
fn the_self_check_finds_an_engine_that_is_wrong_in_one_place() {
    let right = fixture("byte-level.json");
    assert_eq!(selfcheck::difference(right.engine(), right.engine(), right.engine().vocabulary_size(), &[]), None);
    let found = selfcheck::difference(&Liar(right.engine()), right.engine(), right.engine().vocabulary_size(), &[]).expect("a difference");
    assert!(found.contains("\\r\\n"), "{found}");
    assert!(selfcheck::strings(&["<|a|>".to_owned()]).len() > 190);
}

#[test]
fn truncation_and_padding_of_a_file_are_left_out() {
    let mut json: serde_json::Value = serde_json::from_slice(&fixture_bytes("byte-level.json")).expect("JSON");
    json["truncation"] = serde_json::json!({"direction": "Right", "max_length": 3, "strategy": "LongestFirst", "stride": 0});
    json["padding"] = serde_json::json!({"strategy": {"Fixed": 4_000_000_000_u64}, "direction": "Right", "pad_to_multiple_of": null,
        "pad_id": 0, "pad_type_id": 0, "pad_token": "x"});
    for kind in ["BPE", "none"] {
        if kind == "none" {
            // Drop-out of zero is a form that only the reference takes apart; both engines must leave the settings out.
            json["model"]["dropout"] = serde_json::json!(0.0);
        }
        let document = Document::from_json(json.clone(), "test").expect("readable");
        let tokenizer = Tokenizer::load(document).expect("it loads");
        let text = "the river gauge at the old mill";
        assert_eq!(
            tokenizer.engine().encode(text, Reading::default()),
            fixture("byte-level.json").engine().encode(text, Reading::default())
        );
    }
}
