//! No engine keeps threads. A process decides that once, so that it is a test program of its own, with one test.

#![cfg(target_os = "linux")]

mod common;

use common::{fixture_bytes, fixture_path};
use streamgauge_tokenizers::engine::compiled::Compiled;
use streamgauge_tokenizers::engine::{Engine, Reading};
use streamgauge_tokenizers::load::Source;
use streamgauge_tokenizers::tokenizer::Tokenizer;

/// The threads of `fastokens`, which it names so.
fn kept() -> Vec<String> {
    let tasks = std::fs::read_dir("/proc/self/task").expect("Linux lists threads");
    let names = tasks.filter_map(|task| std::fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.starts_with("fastokens")).collect()
}

#[test]
fn reading_a_long_text_leaves_no_threads() {
    let text = "A long text, <|end_of_text|> and more of it. ".repeat(50_000);
    let json = serde_json::from_slice(&fixture_bytes("byte-level.json")).expect("the fixture is JSON");
    // As a file of a compiled tokenizer is read: nothing else of fastokens' comes before.
    let compiled = Compiled::compile(&json, 1_000).expect("it is byte-level BPE");
    for plain in [false, true] {
        compiled.count(&text, Reading { add_special: false, plain }).expect("it reads every text");
    }
    assert_eq!(kept(), Vec::<String>::new(), "by the compiled engine");
    let source = Source::from_path(&fixture_path("byte-level.json")).expect("it is there");
    let tokenizer = Tokenizer::load_source(&source).expect("it loads");
    tokenizer.count(&text, Reading { add_special: true, plain: false }).expect("it reads every text");
    assert_eq!(kept(), Vec::<String>::new());
}
