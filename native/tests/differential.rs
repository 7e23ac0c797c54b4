//! Published tokenizers give the reference's ids on generated hostile strings.
//!
//! Run by the Maven profile `tokenizers`, or by hand after `./fetch-tokenizers`:
//! `DIFFERENTIAL_TEXTS=100000 cargo test --profile quick --test differential`.

mod common;

use std::path::{Path, PathBuf};

use common::{Random, hostile};
use streamgauge_tokenizers::engine::reference::Reference;
use streamgauge_tokenizers::engine::{Engine, Reading};
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;

const TOKENIZERS: [&str; 8] = ["llama3", "llama3_1", "deepseek_v3", "qwen3", "gptoss", "gemma3", "llama2", "gpt4o"];
/// Decoding and the other readings are compared on every so many texts.
const FULL_EVERY: usize = 5;

fn texts() -> usize {
    std::env::var("DIFFERENTIAL_TEXTS").map_or(5_000, |count| count.parse().expect("DIFFERENTIAL_TEXTS is a number"))
}

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tokenizers").join(name)
}

#[test]
fn published_tokenizers_give_the_ids_of_the_reference() {
    let mut report = String::new();
    let mut total = 0;
    for name in TOKENIZERS {
        let document = Document::from_path(&directory(name)).expect("run ./fetch-tokenizers first");
        let added = document.added_tokens();
        let reference = Reference::load(&document.json.to_string()).expect("the reference reads it");
        let tokenizer = Tokenizer::load(document).expect("it loads");
        let differing = differing(&tokenizer, &reference, &added);
        report.push_str(&format!("{name}: {} differ; {}\n", differing.len(), tokenizer.info().replace('\n', "; ")));
        report.extend(differing.iter().take(3).map(|text| format!("    {text:?}\n")));
        total += differing.len();
    }
    println!("{report}");
    assert_eq!(total, 0, "{report}");
}

fn differing(tokenizer: &Tokenizer, reference: &Reference, added: &[String]) -> Vec<String> {
    let mut random = Random::new(11);
    let mut differing = Vec::new();
    for index in 0..texts() {
        let text = hostile(&mut random, added);
        if !same(&text, index % FULL_EVERY == 0, tokenizer.engine(), reference) {
            differing.push(text);
        }
    }
    differing
}

fn same(text: &str, fully: bool, ours: &dyn Engine, reference: &dyn Engine) -> bool {
    let ids = ours.encode(text, Reading::default());
    if ids != reference.encode(text, Reading::default()) {
        return false;
    }
    let ids = ids.unwrap_or_default();
    let readings = [Reading { add_special: true, plain: false }, Reading { add_special: false, plain: true }];
    !fully
        || readings.iter().all(|&reading| ours.encode(text, reading) == reference.encode(text, reading))
            && [false, true].iter().all(|&skip| ours.decode(&ids, skip) == reference.decode(&ids, skip))
}
