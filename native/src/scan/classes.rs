//! What the patterns ask of a character, from the tables of the very library that the reference's regular expressions are built on.

use std::sync::OnceLock;

use regex_syntax::hir::{Class as Set, HirKind};

/// Of a character that is neither of the others.
pub const OTHER: u8 = 0;
pub const LETTER: u8 = 1;
pub const NUMBER: u8 = 2;
/// White space but line ends.
pub const SPACE: u8 = 3;
/// `\r` and `\n`.
pub const LINE_END: u8 = 4;

/// Characters below this have a byte each; above are few ranges, mostly of ideographs.
const FLAT: usize = 0x2_0000;

/// The class of every character.
pub struct Classes {
    flat: Box<[u8]>,
    /// First, last and class.
    above: Vec<(u32, u32, u8)>,
}

impl Classes {
    /// The classes, which are made when they are first asked for.
    pub fn shared() -> &'static Self {
        static SHARED: OnceLock<Classes> = OnceLock::new();
        SHARED.get_or_init(Self::new)
    }

    fn new() -> Self {
        let mut classes = Self { flat: vec![OTHER; FLAT].into(), above: Vec::new() };
        for (pattern, class) in [(r"\p{L}", LETTER), (r"\p{N}", NUMBER), (r"\s", SPACE), (r"[\r\n]", LINE_END)] {
            for (first, last) in ranges(pattern) {
                let end = FLAT.min(last as usize + 1);
                if let Some(flat) = classes.flat.get_mut(first as usize..end) {
                    flat.fill(class);
                }
                if last as usize >= FLAT {
                    classes.above.push((first, last, class));
                }
            }
        }
        classes.above.sort_unstable();
        classes
    }

    /// The class of a character.
    #[inline]
    pub fn of(&self, character: u32) -> u8 {
        match self.flat.get(character as usize) {
            Some(&class) => class,
            None => self.of_above(character),
        }
    }

    fn of_above(&self, character: u32) -> u8 {
        let next = self.above.partition_point(|&(first, ..)| first <= character);
        match self.above[..next].last() {
            Some(&(_, last, class)) if character <= last => class,
            _ => OTHER,
        }
    }
}

/// The first and last characters of the ranges of a pattern that is one class of characters.
fn ranges(pattern: &str) -> Vec<(u32, u32)> {
    match regex_syntax::parse(pattern).map(|parsed| parsed.into_kind()) {
        Ok(HirKind::Class(Set::Unicode(set))) => set.iter().map(|range| (range.start() as u32, range.end() as u32)).collect(),
        other => unreachable!("a class of characters is {other:?}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_has_the_class_of_the_patterns() {
        let classes = Classes::shared();
        let sets = [(r"\p{L}", LETTER), (r"\p{N}", NUMBER)].map(|(pattern, class)| (ranges(pattern), class));
        for character in (0..=0x10_ffff).filter_map(char::from_u32) {
            let within = |ranges: &[(u32, u32)]| ranges.iter().any(|&(first, last)| (first..=last).contains(&(character as u32)));
            let expected = match character {
                '\r' | '\n' => LINE_END,
                _ if character.is_whitespace() => SPACE,
                _ => sets.iter().find(|(ranges, _)| within(ranges)).map_or(OTHER, |&(_, class)| class),
            };
            assert_eq!(classes.of(u32::from(character)), expected, "{character:?}");
        }
    }
}
