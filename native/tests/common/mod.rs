//! Strings and tokenizers for the tests.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::path::PathBuf;

use streamgauge_tokenizers::engine::Engine;
use streamgauge_tokenizers::load::Document;
use streamgauge_tokenizers::tokenizer::Tokenizer;

/// The fixtures, one for each kind of model.
pub const FIXTURES: [&str; 4] = ["byte-level.json", "byte-fallback.json", "unigram.json", "wordpiece.json"];

pub fn fixture_path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../bindings/src/test/resources/tokenizers").join(name)
}

pub fn fixture_bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture_path(name)).expect("the fixture is there")
}

pub fn fixture(name: &str) -> Tokenizer {
    Tokenizer::load(Document::from_path(&fixture_path(name)).expect("the fixture is readable")).expect("the fixture loads")
}

/// A small, fast, seeded generator (xorshift64*).
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

const PIECES: &[&str] = &[
    " ",
    "  ",
    "   ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{2003}",
    "\u{3000}",
    "\u{85}",
    "'s",
    "'S",
    "'re",
    "'LL",
    "’t",
    "ſ",
    "don't",
    "I'M",
    "0",
    "12",
    "123",
    "1234567",
    "3.14",
    "٣",
    "½",
    "Ⅷ",
    "a",
    "The",
    " the",
    "hello",
    "HELLO",
    "CamelCase",
    "snake_case",
    "(){};",
    "==",
    "...",
    "!!!",
    "/*",
    "//\n",
    "\\n",
    "\"",
    "'",
    "`",
    "é",
    "e\u{301}",
    "ﬁ",
    "ß",
    "İ",
    "中文",
    "字",
    "こんにちは",
    "カ",
    "ﾊ",
    "안녕",
    "\u{1100}\u{1161}",
    "مرحبا",
    "שלום",
    "नमस्ते",
    "สวัสดี",
    "ሰላም",
    "😀",
    "👨\u{200d}👩\u{200d}👧",
    "🏳\u{fe0f}\u{200d}🌈",
    "🇺🇳",
    "\u{200b}",
    "\u{200d}",
    "\u{feff}",
    "\u{0}",
    "\u{7}",
    "\u{1b}[0m",
    "\u{fffd}",
    "▁",
    "▁▁",
    "Ġ",
    "Ċ",
    "<0x0A>",
    "<s>",
    "</s>",
    "<unk>",
    "<pad>",
    "<|endoftext|>",
    "<|im_start|>",
    "<|im_end|>",
    "<|eot_id|>",
    "<think>",
    "</think>",
    "[CLS]",
    "[MASK]",
    "##ing",
    "#",
    "-",
    "_",
    "—",
    "“",
    "∑",
    "→",
    "𝐇",
    "𠀀",
    "\u{e000}",
    "\u{10ffff}",
    "fn f(x: &str) -> u8 {\n    0\n}",
    "def f(x):\n\treturn x\n",
    "https://a.b/c?d=e",
    "user@example.org",
];

/// First code points of the stretches of Unicode that the generator draws from.
const STRETCHES: &[u32] = &[
    0x20, 0x80, 0xa0, 0x100, 0x180, 0x250, 0x2b0, 0x300, 0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x900, 0x980, 0xb80, 0xe00, 0xf00,
    0x1000, 0x10a0, 0x1100, 0x1200, 0x13a0, 0x1780, 0x1e00, 0x1f00, 0x2000, 0x2070, 0x20a0, 0x2100, 0x2190, 0x2200, 0x2460, 0x2500, 0x2600,
    0x2e80, 0x3000, 0x3040, 0x30a0, 0x3100, 0x3400, 0x4e00, 0xa000, 0xa960, 0xac00, 0xd7b0, 0xe000, 0xf900, 0xfb00, 0xfe00, 0xff00,
    0x10000, 0x10400, 0x1d400, 0x1e900, 0x1f000, 0x1f300, 0x1f600, 0x1f900, 0x20000, 0xe0000, 0xf0000,
];

fn piece(random: &mut Random) -> &'static str {
    PIECES[random.below(PIECES.len())]
}

/// A string made to find differences between tokenizers; `special` are contents of added tokens to put inside.
pub fn hostile(random: &mut Random, special: &[String]) -> String {
    let mut text = String::new();
    for _ in 0..=random.below(14) {
        match random.below(8) {
            0 => text.push_str(&piece(random).repeat(1 + random.below(6))),
            1 => {
                let first = *random.pick(STRETCHES);
                text.extend((0..=random.below(6)).filter_map(|_| char::from_u32(first + random.below(0x80) as u32)));
            }
            2 => text.extend(char::from_u32(random.below(0x11_0000) as u32)),
            3 if !special.is_empty() => text.push_str(&special[random.below(special.len())]),
            4 => text.extend((0..=random.below(12)).map(|_| char::from(b'a' + random.below(26) as u8))),
            5 => {
                let bytes: Vec<u8> = (0..=random.below(6)).map(|_| random.next() as u8).collect();
                text.push_str(&String::from_utf8_lossy(&bytes));
            }
            _ => text.push_str(piece(random)),
        }
    }
    if random.below(200) == 0 {
        text = text.repeat(1 + random.below(60));
    }
    text
}

/// The ids of tokens that read as no ASCII.
pub fn foreign(engine: &dyn Engine) -> Vec<u32> {
    let ids = 0..engine.vocabulary_size() as u32;
    ids.filter(|&id| engine.decode(&[id], true).is_ok_and(|text| !text.is_empty() && !text.chars().any(|c| c.is_ascii()))).collect()
}

/// What tokens of the whole vocabulary read one after the other, half the time only of those in `foreign`, so that words are long and
/// parts of characters lie beside each other.
pub fn of_tokens(random: &mut Random, engine: &dyn Engine, foreign: &[u32]) -> String {
    let any = foreign.is_empty() || random.below(2) == 0;
    let id = |random: &mut Random| if any { random.below(engine.vocabulary_size()) as u32 } else { *random.pick(foreign) };
    let ids: Vec<u32> = (0..random.below(40)).map(|_| id(random)).collect();
    engine.decode(&ids, true).unwrap_or_default()
}
