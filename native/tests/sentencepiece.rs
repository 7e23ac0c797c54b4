//! Models in SentencePiece's own form give the ids that SentencePiece gives.

mod common;

use common::{Random, fixture, fixture_bytes};
use serde_json::Value;
use streamgauge_tokenizers::engine::Reading;
use streamgauge_tokenizers::load::Document;

/// Texts, and the ids of each by SentencePiece 0.2 from the models beside them.
fn expected() -> Vec<Value> {
    serde_json::from_slice(&fixture_bytes("sentencepiece-ids.json")).expect("JSON")
}

fn check(name: &str, key: &str) {
    let tokenizer = fixture(name);
    for case in expected() {
        let text = case["text"].as_str().expect("a text");
        let ids: Vec<u32> = serde_json::from_value(case[key].clone()).expect("ids");
        let ours = tokenizer.engine().encode(text, Reading::default()).expect("it reads everything");
        let spelled = |ids: &[u32]| ids.iter().filter_map(|&id| tokenizer.engine().token(id)).collect::<Vec<_>>();
        assert_eq!(spelled(&ours), spelled(&ids), "{text:?}");
    }
}

#[test]
fn bpe_gives_the_ids_of_sentencepiece() {
    check("sentencepiece-bpe.model", "bpe");
}

#[test]
fn unigram_gives_the_ids_of_sentencepiece() {
    check("sentencepiece-unigram.model", "unigram");
}

#[test]
fn damaged_models_are_refused_or_harmless() {
    let mut random = Random::new(3);
    for name in ["sentencepiece-bpe.model", "sentencepiece-unigram.model"] {
        let whole = fixture_bytes(name);
        for _ in 0..300 {
            let mut bytes = whole.clone();
            let at = random.below(bytes.len() - 1) + 1;
            match random.below(2) {
                0 => bytes.truncate(at),
                _ => bytes[at] = random.next() as u8,
            }
            if let Ok(document) = Document::from_bytes(&bytes, "") {
                assert!(document.json["model"].is_object());
            }
        }
    }
}
