//! One word at a time, by the pattern as it reads: of what blocks leave over, and beside them in tests.

use super::classes::{LETTER, LINE_END, NUMBER, OTHER, SPACE};
use super::starts::Grammar;

impl Grammar {
    /// Where the word ends that begins at `at`, which is not the text's end.
    pub fn single(&self, text: &str, at: usize) -> usize {
        let rest = &text[at..];
        let mut characters = rest.chars();
        let first = characters.next().map_or(OTHER, |character| self.class(character));
        let after_first = rest.len() - characters.as_str().len();
        let second = characters.next().map(|character| self.class(character));
        let blank = rest.starts_with(' ');
        at + match first {
            _ if contraction(rest.as_bytes()) > 0 => contraction(rest.as_bytes()),
            LETTER => self.run(rest, |class| class == LETTER),
            OTHER | SPACE if second == Some(LETTER) => after_first + self.run(&rest[after_first..], |class| class == LETTER),
            NUMBER => rest
                .char_indices()
                .enumerate()
                .find(|&(nth, (_, character))| nth == self.digits || self.class(character) != NUMBER)
                .map_or(rest.len(), |(_, (offset, _))| offset),
            OTHER => self.others(rest),
            _ if blank && second == Some(OTHER) => 1 + self.others(&rest[1..]),
            _ => self.white_space(rest),
        }
    }

    /// ` ?[^\s\p{L}\p{N}]+[\r\n]*` without the space.
    fn others(&self, rest: &str) -> usize {
        let others = self.run(rest, |class| class == OTHER);
        others + self.run(&rest[others..], |class| class == LINE_END)
    }

    /// `\s*[\r\n]+|\s+(?!\S)|\s+`
    fn white_space(&self, rest: &str) -> usize {
        let all = self.run(rest, |class| class == SPACE || class == LINE_END);
        let run = &rest[..all];
        match (run.rfind(['\r', '\n']), run.char_indices().next_back()) {
            (Some(line_end), _) => line_end + 1,
            (None, Some((last, _))) if all < rest.len() && last > 0 => last,
            _ => all,
        }
    }

    fn class(&self, character: char) -> u8 {
        self.classes.of(u32::from(character))
    }

    fn run(&self, rest: &str, within: impl Fn(u8) -> bool) -> usize {
        rest.find(|character| !within(self.class(character))).unwrap_or(rest.len())
    }
}

/// The length of `'s|'t|'re|'ve|'m|'ll|'d` at the beginning of `rest`, in either case, or 0. What is an `s` in another case is also the long one.
#[inline]
pub fn contraction(rest: &[u8]) -> usize {
    let lower = |at: usize| rest.get(at).map_or(0, |byte| byte | 0x20);
    match (rest.first(), lower(1)) {
        (Some(b'\''), b's' | b't' | b'm' | b'd') => 2,
        (Some(b'\''), b'r' | b'v') if lower(2) == b'e' => 3,
        (Some(b'\''), b'l') if lower(2) == b'l' => 3,
        (Some(b'\''), _) if rest[1..].starts_with("ſ".as_bytes()) => 3,
        _ => 0,
    }
}
