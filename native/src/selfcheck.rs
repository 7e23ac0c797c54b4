//! Whether two engines agree: some two hundred awkward strings go through both, and every id must be the same.
//!
//! The strings touch what tokenizers differ in: Unicode classes and normal forms, white space, contractions, digit groups,
//! code, long runs, and the tokenizer's own added tokens inside text.

use crate::engine::{Engine, Reading};

/// Added tokens tried inside text; a tokenizer may have thousands, alike but for a number.
const ADDED_TOKENS_TRIED: usize = 24;

const LITERALS: &[&str] = &[
    "",
    " ",
    "  ",
    "   ",
    "\n",
    "\r\n",
    "\n\n\n",
    "\t",
    " \t \n ",
    "\u{a0}",
    "\u{2003}\u{2009}\u{202f}",
    "\u{85}\u{2028}\u{2029}",
    "\u{feff}",
    "\u{0}",
    "\u{1}\u{1f}\u{7f}",
    "a",
    " a",
    "a ",
    "  a  b   c    d",
    "Hello, world!",
    "Hello  world",
    "hello\nworld",
    "hello \n world",
    "hello\n\n  world\n",
    "end of line   \n",
    "It's we're they've I'm you'll he'd don't",
    "IT'S WE'RE THEY'VE I'M YOU'LL HE'D DON'T",
    "'s 't 're 've 'm 'll 'd 'x ''s",
    "o'clock ’s ’re",
    "'ſ 'S 'ſt",
    "1",
    "12",
    "123",
    "1234",
    "1234567890",
    "3.14159 1,000,000 1e-9 0x1F 12:34:56",
    "٠١٢٣٤٥٦٧٨٩ ०१२३ ½⅓²³ Ⅷ",
    "a1b2c3 1a2b3c v2.0.1-rc3",
    "!",
    "!!!???...",
    "--- === *** ___ ~~~",
    "(a)[b]{c}<d>\"e\"'f'`g`",
    "#$%&*+,-./:;<=>?@[\\]^_`{|}~",
    "https://example.org/a/b?c=d&e=%20#f",
    "user.name+tag@example.co.uk",
    "C:\\Users\\me\\file.txt ~/x/y.z",
    "fn main() {\n    println!(\"{}\", 1 + 2);\n}\n",
    "def f(x):\n\treturn x ** 2  # square\n\n\nclass A:\n    pass\n",
    "if (a && b || !c) { i++; j -= 1; k <<= 2; }",
    "{\"key\": [1, 2.5, null, true], \"nested\": {\"a\": \"b\\n\"}}",
    "<div class=\"x\">text</div><!-- note -->",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "SELECT * FROM t WHERE a = 'b' AND c <> 1;",
    "$E = mc^2$ \\frac{a}{b} \\alpha",
    "camelCase PascalCase snake_case SCREAMING_CASE kebab-case",
    "XMLHttpRequest iPhone McDonald eBay",
    "ÀÉÎÕÜ àéîõü ñ ç ß ẞ Æ æ Ø ø",
    "e\u{301} a\u{308}\u{304} n\u{303}",
    "\u{301}\u{302}\u{303}",
    "ﬁ ﬂ ﬀ Ａ ｂ １ ㎏ ℃ Å",
    "İ ı I i ς σ Σ",
    "Привет, мир! Ёлка щука",
    "Γειά σου Κόσμε",
    "שלום עולם שָׁלוֹם",
    "مرحبا بالعالم مَرْحَبًا",
    "नमस्ते दुनिया क्षत्रिय",
    "হ্যালো বিশ্ব",
    "வணக்கம் உலகம்",
    "สวัสดีชาวโลก",
    "မင်္ဂလာပါ",
    "ສະບາຍດີ ជំរាបសួរ",
    "გამარჯობა Բարեւ",
    "ሰላም ᎣᏏᏲ",
    "你好，世界！",
    "中文 English 混合 text 123 测试",
    "こんにちは世界 カタカナ ﾊﾝｶｸ ー",
    "안녕하세요 세계 한글",
    "\u{1100}\u{1161}\u{11a8}",
    "𠀀𠀁𪜀 㐀 豈",
    "𝐇𝐞𝐥𝐥𝐨 𝒲 𝔘 𝟙𝟚",
    "😀",
    "😀😃😄 👍🏽 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈 🇺🇳",
    "☃ ☺\u{fe0f} ❤\u{fe0f} ✂ ™ © ®",
    "→ ← ∀ ∃ ∈ ≤ ≥ ≠ ± × ÷ √ ∞",
    "─│┌┐ █▓▒░ ■□●○",
    "“quoted” ‘single’ «guillemets» „low“ – — …",
    "\u{200b}\u{200c}\u{200d}\u{2060}",
    "\u{202e}reversed\u{202c}",
    "\u{fffd}",
    "a\u{fffd}b",
    "\u{e000}\u{f8ff}",
    "\u{10ffff}\u{ffff}\u{fdd0}",
    "\u{1f6dd}\u{1fae8}\u{1fad8}",
    "▁ ▁▁ a▁b ▁word",
    "Ġ Ċ ĠĠ Ġword",
    "<0x0A> <0xFF>",
    "##ing [UNK] [CLS] [SEP] [MASK] [PAD]",
    "<s> </s> <unk> <pad> <bos> <eos>",
    "<|endoftext|> <|im_start|>user<|im_end|>",
    "<think>step</think> <tool_call>",
    "supercalifragilisticexpialidocious",
    "pneumonoultramicroscopicsilicovolcanoconiosis",
    "qzxjkvbwpyfmcg",
    "the quick brown fox jumps over the lazy dog",
    "The Quick Brown Fox. The lazy dog; the end?",
    "THE QUICK BROWN FOX",
    "thequickbrownfox",
    "t h e  q u i c k",
    "a-b_c.d,e;f:g",
    "don''t ``do'' \"that\"",
    "No space.After period,or comma",
    "trailing space ",
    " leading space",
    "\ttab\tseparated\tvalues",
    "a\r\nb\rc\nd",
    "a\u{b}b\u{c}c\u{1c}d",
];

/// First characters of stretches of Unicode, each tried as a run of sixteen and interleaved with ASCII.
const STRETCHES: &[u32] = &[
    0xa1, 0x100, 0x180, 0x250, 0x2b0, 0x300, 0x370, 0x400, 0x531, 0x5d0, 0x620, 0x710, 0x905, 0x985, 0xe01, 0x10d0, 0x1200, 0x1e00, 0x1f00,
    0x2010, 0x2070, 0x20a0, 0x2100, 0x2190, 0x2460, 0x2600, 0x3041, 0x30a1, 0x3105, 0x4e00, 0xac00, 0xff01, 0x1d400, 0x1f300, 0x1f600,
    0x20000,
];

/// The strings both engines must read alike; `added` are the contents of the tokenizer's added tokens.
pub fn strings(added: &[String]) -> Vec<String> {
    let mut all: Vec<String> = LITERALS.iter().map(|&text| text.to_owned()).collect();
    for &first in STRETCHES {
        let run: String = (first..first + 16).filter_map(char::from_u32).collect();
        all.push(run.chars().flat_map(|c| ['a', c, ' ', c, '1']).collect());
        all.push(run);
    }
    for (unit, times) in [("a", 300), (" ", 200), ("\n", 70), ("1", 100), ("=", 130), ("ab", 150), ("字", 60), ("é", 90), (" the", 50)] {
        all.push(unit.repeat(times));
    }
    for token in sample(added) {
        all.push(token.clone());
        all.push(format!("a{token}b"));
        all.push(format!("one  {token}  two {token}{token}\n{token}"));
    }
    all
}

/// An even choice among the added tokens, first and last included.
fn sample(added: &[String]) -> Vec<&String> {
    let step = added.len().div_ceil(ADDED_TOKENS_TRIED).max(1);
    let last = added.last().filter(|_| !added.len().wrapping_sub(1).is_multiple_of(step));
    added.iter().step_by(step).chain(last).collect()
}

/// The first difference between an engine and the reference, in one line; `None` when there is none. `size` is how many tokens
/// there are: a reference that has read an excerpt does not know it.
pub fn difference(fast: &dyn Engine, reference: &dyn Engine, size: usize, added: &[String]) -> Option<String> {
    if fast.vocabulary_size() != size {
        return Some(format!("vocabulary of {} against {size}", fast.vocabulary_size()));
    }
    strings(added).iter().find_map(|text| difference_on(text, fast, reference))
}

fn difference_on(text: &str, fast: &dyn Engine, reference: &dyn Engine) -> Option<String> {
    for reading in READINGS {
        let (ours, theirs) = (fast.encode(text, reading), reference.encode(text, reading));
        if ours != theirs {
            return Some(format!("{text:?} reads differently ({reading:?})"));
        }
        for id in ours.iter().flatten() {
            if fast.token(*id) != reference.token(*id) || fast.is_special(*id) != reference.is_special(*id) {
                return Some(format!("token {id} differs"));
            }
        }
        for skip_special in [false, true] {
            let ids = ours.as_deref().unwrap_or_default();
            if fast.decode(ids, skip_special) != reference.decode(ids, skip_special) {
                return Some(format!("the tokens of {text:?} decode differently"));
            }
        }
    }
    None
}

const READINGS: [Reading; 3] = [
    Reading { add_special: false, plain: false },
    Reading { add_special: true, plain: false },
    Reading { add_special: false, plain: true },
];
