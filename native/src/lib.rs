//! Exact, fast tokenization behind a C ABI.
//!
//! The ABI is that of `tokenizers-cpp` ([`compat`]) and more ([`abi`]); `include/tokenizers_c.h` declares it.

pub mod abi;
pub mod batch;
pub mod cache;
pub mod chat;
pub mod compat;
pub mod engine;
pub mod error;
pub mod escape;
pub mod excerpt;
mod gpt2;
mod guard;
mod hash;
pub mod load;
mod machine;
pub mod merges;
mod pages;
mod scan;
pub mod selfcheck;
pub mod sentencepiece;
pub mod spelling;
mod threads;
pub mod tiktoken;
pub mod tokenizer;
pub mod vocabulary;
mod wordpiece;
mod words;
