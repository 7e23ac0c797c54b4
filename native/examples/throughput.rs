//! How fast texts are counted one after the other, without Java: the first fifth of them, the others, the others again.
//!
//! `cargo run --release --example throughput -- TOKENIZER.json TEXTS.jsonl [CACHE-DIRECTORY]`; with a cache the compiled
//! engine counts where it can, without one `fastokens`.

use std::path::Path;
use std::time::Instant;

use streamgauge_tokenizers::engine::Reading;
use streamgauge_tokenizers::load::Source;
use streamgauge_tokenizers::tokenizer::Tokenizer;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [tokenizer, texts, rest @ ..] = arguments.as_slice() else {
        eprintln!("throughput TOKENIZER.json TEXTS.jsonl [CACHE-DIRECTORY]");
        std::process::exit(2);
    };
    let texts = std::fs::read_to_string(texts).expect("readable texts");
    let texts: Vec<String> = texts.lines().map(|line| serde_json::from_str(line).expect("a JSON string a line")).collect();
    let source = Source::from_path(Path::new(tokenizer)).expect("a readable tokenizer");
    let started = Instant::now();
    let tokenizer = match rest {
        [cache, ..] => Tokenizer::load_cached(&source, Path::new(cache)),
        [] => Tokenizer::load(source.document().expect("a readable tokenizer")),
    };
    let tokenizer = tokenizer.expect("it loads");
    println!("{}, loaded in {:.1} ms", tokenizer.engine().name(), started.elapsed().as_secs_f64() * 1e3);
    let reading = Reading { add_special: false, plain: true };
    let pass = |texts: &[String]| {
        let started = Instant::now();
        let tokens: usize = texts.iter().map(|text| tokenizer.count(text, reading).expect("countable")).sum();
        let bytes: usize = texts.iter().map(String::len).sum();
        (tokens, bytes as f64 / 1e6 / started.elapsed().as_secs_f64())
    };
    let (first, others) = texts.split_at(texts.len() / 5);
    println!("first fifth {:.0} MB/s", pass(first).1);
    let (tokens, speed) = pass(others);
    println!("fresh {speed:.0} MB/s ({tokens} tokens)");
    for _ in 0..5 {
        println!("warm {:.0} MB/s", pass(others).1);
    }
}
