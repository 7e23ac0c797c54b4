//! Cuts a text into the words that are merged, by the patterns of `cl100k_base`, of Llama 3 and of Qwen, which differ in how many
//! digits go together:
//!
//! ```text
//! (?i:'s|'t|'re|'ve|'m|'ll|'d) | [^\r\n\p{L}\p{N}]?\p{L}+ | \p{N}{1,3} |  ?[^\s\p{L}\p{N}]+[\r\n]* | \s*[\r\n]+ | \s+(?!\S) | \s+
//! ```
//!
//! No part of them looks behind, so that what follows a word is cut as if the text began there. 64 bytes from the beginning of a
//! word on are cut at once ([`starts`]), one bit a byte; the last word of these, whose end may lie beyond, is the first of the next.

mod classes;
mod lanes;
mod masks;
mod single;
mod starts;

use crate::machine::Machine;
use crate::pages;
use classes::Classes;
pub use lanes::Lanes;
#[cfg(any(test, not(target_arch = "x86_64")))]
pub use lanes::Swar;
#[cfg(target_arch = "x86_64")]
pub use lanes::{Avx512Lanes, Sse2};
pub use masks::BLOCK;
use masks::Masks;
use starts::Grammar;

/// Bytes that can be read from the beginning of any word of a block: as many as [`Taker::word`] may look at.
pub const WINDOW: usize = BLOCK + 16;

/// How many bytes ahead the text is asked of memory, for texts that come from farther away than the nearest cache.
const AHEAD: usize = 4096;

/// Takes words as they are cut.
pub trait Taker {
    /// Takes the word that begins at `from`, below [`BLOCK`], and has `length` bytes; of these and of those after it, sixteen are in the
    /// window, zeros where the text is at its end. The window begins at `at` in the text.
    fn word(&mut self, window: &[u8; WINDOW], at: usize, from: usize, length: usize);
}

/// Cuts texts by one pattern.
pub struct Scanner {
    grammar: Grammar,
}

impl Scanner {
    /// The scanner of a pattern; `None` where it is none of those.
    pub fn of(pattern: &str) -> Option<Self> {
        let (rest, digits) = [(r"|\p{N}{1,3}|", 3), (r"|\p{N}|", 1)]
            .into_iter()
            .find_map(|(numbers, digits)| pattern.split_once(numbers).map(|parts| (parts, digits)))?;
        let letters = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+";
        let others = r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
        (rest == (letters, others)).then(|| Self { grammar: Grammar { classes: Classes::shared(), digits } })
    }

    /// Cuts the words that begin in the 64 bytes of `text` from `at` on, where one begins, and returns where the last of them ends.
    /// There are no more than bytes of them.
    #[inline(always)]
    pub fn cut<M: Machine>(&self, text: &str, at: usize, taker: &mut impl Taker) -> usize {
        let rest = &text.as_bytes()[at..];
        let last;
        let window = match rest.first_chunk() {
            Some(window) => window,
            None => {
                last = last_window(rest);
                &last
            }
        };
        pages::prefetch(rest, AHEAD);
        let block = window.first_chunk().unwrap_or(&[0; BLOCK]);
        let starts = self.grammar.starts(window, rest.len(), &Masks::of::<M::Lanes>(block));
        let mut from = 0;
        let mut left = starts.bits & !1;
        while left != 0 {
            let end = left.trailing_zeros() as usize;
            left &= left - 1;
            taker.word(window, at, from, end - from);
            from = end;
        }
        if starts.to_the_end {
            taker.word(window, at, from, rest.len() - from);
            return text.len();
        }
        if from == 0 {
            let length = self.grammar.single(text, at) - at;
            taker.word(window, at, 0, length);
            return at + length;
        }
        at + from
    }
}

/// What is left of a text, and zeros.
#[cold]
#[inline(never)]
fn last_window(rest: &[u8]) -> [u8; WINDOW] {
    let mut window = [0; WINDOW];
    window[..rest.len()].copy_from_slice(rest);
    window
}

#[cfg(test)]
mod tests {
    use tokenizers::tokenizer::pattern::Pattern;
    use tokenizers::utils::SysRegex;

    use super::*;
    #[cfg(target_arch = "x86_64")]
    use crate::machine::Avx512;
    use crate::machine::Plain;

    const CL100K: &str = fastokens::CL100K_BASE_PATTERN;

    fn patterns() -> [String; 2] {
        [CL100K.to_owned(), CL100K.replace("{1,3}", "")]
    }

    /// Where words begin and end, each checked to be in its window.
    struct Checked<'a>(&'a str, Vec<(usize, usize)>);

    impl Taker for Checked<'_> {
        fn word(&mut self, window: &[u8; WINDOW], at: usize, from: usize, length: usize) {
            assert!(from < BLOCK);
            let mut sixteen = self.0.as_bytes()[at + from..].to_vec();
            sixteen.resize(16, 0);
            assert_eq!(window[from..from + 16], sixteen);
            self.1.push((at + from, at + from + length));
        }
    }

    fn ours<M: Machine>(scanner: &Scanner, text: &str) -> Vec<(usize, usize)> {
        let (mut all, mut at) = (Checked(text, Vec::new()), 0);
        while at < text.len() {
            at = scanner.cut::<M>(text, at, &mut all);
        }
        all.1
    }

    /// By the reference's regular expressions.
    fn theirs(pattern: &SysRegex, text: &str) -> Vec<(usize, usize)> {
        pattern.find_matches(text).expect("it matches").into_iter().map(|(cut, _)| cut).collect()
    }

    fn singly(scanner: &Scanner, text: &str) -> Vec<(usize, usize)> {
        let mut at = 0;
        let mut next = || {
            let from = at;
            at = scanner.grammar.single(text, from);
            (from, at)
        };
        let mut all = Vec::new();
        while all.last().map_or(0, |&(_, to)| to) < text.len() {
            all.push(next());
        }
        all
    }

    fn compare(scanner: &Scanner, pattern: &SysRegex, text: &str) {
        // Of an empty text the reference makes one empty word.
        let expected = if text.is_empty() { Vec::new() } else { theirs(pattern, text) };
        assert_eq!(ours::<Plain>(scanner, text), expected, "{text:?}");
        #[cfg(target_arch = "x86_64")]
        if Avx512::is_here() {
            assert_eq!(ours::<Avx512>(scanner, text), expected, "with AVX-512 {text:?}");
        }
        assert_eq!(singly(scanner, text), expected, "one by one {text:?}");
    }

    const PIECES: &[&str] = &[
        " ",
        " ",
        "  ",
        "\n",
        "\n",
        "\r\n",
        "\t",
        "\u{b}",
        "\u{85}",
        "\u{a0}",
        "\u{2003}",
        "\u{3000}",
        "a",
        "b",
        "word",
        "The",
        "HTTP",
        "é",
        "ſ",
        "K",
        "Жук",
        "字",
        "漢字",
        "\u{301}",
        "\u{200d}",
        "あ",
        "ก็",
        "𝐇",
        "𠀀",
        "1",
        "12",
        "2024",
        "١",
        "½",
        "Ⅷ",
        "'",
        "'",
        "'s",
        "'LL",
        "'re",
        "'ſ",
        "’",
        "—",
        "“",
        "(",
        "...",
        "**",
        "|",
        "#",
        "/",
        "😀",
        "👍🏽",
        "_",
        "\u{0}",
        "\u{1c}",
        "\u{7f}",
        "\u{10ffff}",
    ];

    #[test]
    fn cuts_hostile_texts_as_the_reference_does() {
        let mut seed = 77u64;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        for pattern in patterns() {
            let scanner = Scanner::of(&pattern).expect("it is one of ours");
            let regex = SysRegex::new(&pattern).expect("it is one");
            for _ in 0..6_000 {
                // From one kind to all of them, so that long runs come as well.
                let kinds = 1 + draw(PIECES.len());
                let first = draw(PIECES.len());
                let text: String = (0..draw(90)).map(|_| PIECES[(first + draw(kinds)) % PIECES.len()]).collect();
                compare(&scanner, &regex, &text);
            }
        }
    }

    #[test]
    fn every_end_of_a_text_and_of_a_block_is_cut_as_the_reference_does() {
        let text = "It's  \n\n \t x='ll'd'ſt\r\n  (a) 12345½٣ \u{a0}\u{3000}é字—“q”\n/b  \n ";
        for pattern in patterns() {
            let scanner = Scanner::of(&pattern).expect("it is one of ours");
            let regex = SysRegex::new(&pattern).expect("it is one");
            let ends = text.char_indices().map(|(at, _)| at).chain([text.len()]);
            for end in ends {
                for before in 0..2 * BLOCK {
                    compare(&scanner, &regex, &("x".repeat(before) + &text[..end]));
                    compare(&scanner, &regex, &("-".repeat(before) + &text[end..] + &text[..end]));
                }
            }
        }
    }

    #[test]
    fn characters_of_every_stretch_of_unicode_are_cut_as_the_reference_does() {
        let scanner = Scanner::of(CL100K).expect("it is one of ours");
        let regex = SysRegex::new(CL100K).expect("it is one");
        for first in (0..0x11_0000u32).step_by(61) {
            let Some(c) = char::from_u32(first) else { continue };
            compare(&scanner, &regex, &format!("{c}a{c} {c}b 1{c}2 '{c}s\n{c}\n {c}{c}{c}{c}\t{c}({c}\r {c} "));
        }
    }

    #[test]
    fn other_patterns_have_no_scanner() {
        for pattern in ["", r"\p{N}{1,3}", fastokens::O200K_BASE_PATTERN, fastokens::KIMI_PATTERN, &CL100K[1..], &format!("{CL100K}|x")] {
            assert!(Scanner::of(pattern).is_none(), "{pattern}");
        }
    }
}
