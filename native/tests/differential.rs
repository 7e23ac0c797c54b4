//! Published tokenizers give the reference's ids on generated hostile strings.
//!
//! Run by the Maven profile `tokenizers`, or by hand after `./fetch-tokenizers`:
//! `DIFFERENTIAL_TEXTS=100000 cargo test --profile quick --test differential`; `DIFFERENTIAL_TOKENIZERS=llama3,gemma3` picks some.

mod common;

use std::path::{Path, PathBuf};

use common::{Random, foreign, hostile, of_tokens};
use streamgauge_tokenizers::engine::compiled::Compiled;
use streamgauge_tokenizers::engine::reference::Reference;
use streamgauge_tokenizers::engine::{Engine, Reading};
use streamgauge_tokenizers::error::Result;
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;
use streamgauge_tokenizers::{excerpt, selfcheck};

const TOKENIZERS: [&str; 8] = ["llama3", "llama3_1", "deepseek_v3", "qwen3", "gptoss", "gemma3", "llama2", "gpt4o"];
/// Decoding and the other readings are compared on every so many texts.
const FULL_EVERY: usize = 5;

fn texts() -> usize {
    std::env::var("DIFFERENTIAL_TEXTS").map_or(5_000, |count| count.parse().expect("DIFFERENTIAL_TEXTS is a number"))
}

fn names() -> Vec<String> {
    let given = std::env::var("DIFFERENTIAL_TOKENIZERS").unwrap_or_default();
    let names: Vec<String> = given.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    if names.is_empty() { TOKENIZERS.map(str::to_owned).to_vec() } else { names }
}

fn directory(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("target/tokenizers").join(name)
}

#[test]
fn published_tokenizers_give_the_ids_of_the_reference() {
    let mut report = String::new();
    let mut total = 0;
    for name in names() {
        let document = Document::from_path(&directory(&name)).expect("run ./fetch-tokenizers first");
        let added = document.added_tokens();
        let reference = Reference::load(&document.json.to_string()).expect("the reference reads it");
        check_excerpt(&document.json, &reference, &added);
        let compiled = Compiled::compile(&document.json, reference.vocabulary_size());
        let tokenizer = Tokenizer::load(document).expect("it loads");
        let engines = [Some(tokenizer.engine()), compiled.as_ref().map(|compiled| compiled as &dyn Engine)];
        for (engine, differing) in engines.iter().flatten().zip(differing(&engines, &reference, &added)) {
            report.push_str(&format!("{name} by {}: {} differ\n", engine.name(), differing.len()));
            report.extend(differing.iter().take(3).map(|text| format!("    {text:?}\n")));
            total += differing.len();
        }
        report.push_str(&format!("{name}: {}\n", tokenizer.info().replace('\n', "; ")));
    }
    println!("{report}");
    assert_eq!(total, 0, "{report}");
}

/// What the self-check asks of the reference comes from an excerpt of the vocabulary, which must answer like the whole.
fn check_excerpt(json: &serde_json::Value, reference: &Reference, added: &[String]) {
    let Some(size) = excerpt::size(json) else { return };
    let strings = selfcheck::strings(added);
    let part = Reference::load(&excerpt::of(json, &strings).expect("an excerpt").to_string()).expect("the reference reads it");
    assert_eq!(size, reference.vocabulary_size());
    assert!(part.vocabulary_size() * 10 < size, "{} of {size} tokens are no excerpt", part.vocabulary_size());
    for text in strings {
        assert!(read(&text, true, &part) == read(&text, true, reference), "{text:?}");
    }
}

/// The texts that each engine reads unlike the reference.
fn differing(engines: &[Option<&dyn Engine>], reference: &dyn Engine, added: &[String]) -> Vec<Vec<String>> {
    let mut random = Random::new(11);
    let foreign = foreign(reference);
    let mut differing = vec![Vec::new(); engines.len()];
    for index in 0..texts() {
        let text = if index % 4 == 3 { of_tokens(&mut random, reference, &foreign) } else { hostile(&mut random, added) };
        let right = read(&text, index % FULL_EVERY == 0, reference);
        for (engine, differing) in engines.iter().flatten().zip(&mut differing) {
            if read(&text, index % FULL_EVERY == 0, *engine) != right {
                differing.push(text.clone());
            }
        }
    }
    differing
}

/// All that an engine makes of a text.
#[derive(PartialEq)]
struct Answers {
    ids: Vec<Result<Vec<u32>>>,
    counts: Vec<Result<usize>>,
    decoded: Vec<Result<String>>,
}

fn read(text: &str, fully: bool, engine: &dyn Engine) -> Answers {
    let readings = [Reading::default(), Reading { add_special: true, plain: false }, Reading { add_special: false, plain: true }];
    let readings = &readings[..if fully { 3 } else { 1 }];
    // Counted first: what is new is looked for on another way than where ids are asked for.
    let counts = readings.iter().map(|&reading| engine.count(text, reading)).collect();
    let ids: Vec<_> = readings.iter().map(|&reading| engine.encode(text, reading)).collect();
    let plain = ids[0].clone().unwrap_or_default();
    let decoded = if fully { [false, true].iter().map(|&skip| engine.decode(&plain, skip)).collect() } else { Vec::new() };
    Answers { ids, counts, decoded }
}
