//! Where a word can be cut in two without changing what becomes of it: between two characters that no token has beside each other.
//!
//! Merging makes nothing but tokens, so that no merge ever reaches over such a place. Texts of Chinese and Japanese are long words of
//! ever new characters, but what lies between these places comes again and again.

/// Bits for pairs of characters, of which some tens of thousands lie in the tokens of a large vocabulary.
const BITS: usize = 1 << 20;

/// Pairs of characters, each not ASCII, that some token has beside each other. What it holds beside these costs a cut, no more.
pub struct Seams {
    /// By a hash of both characters.
    pairs: Box<[u64]>,
    /// By the last byte of the first and the first byte of the second, for tokens that have but a part of either.
    parts: Box<[u64]>,
}

impl Seams {
    /// Looks at every token's bytes.
    pub fn new<'a>(tokens: impl Iterator<Item = &'a [u8]>) -> Self {
        let mut seams = Self { pairs: vec![0; BITS / 64].into(), parts: vec![0; (1 << 16) / 64].into() };
        for token in tokens.filter(|token| !token.is_ascii()) {
            let mut before = Character::of(token);
            let mut at = before.length;
            while at < token.len() {
                let after = Character::of(&token[at..]);
                if before.is_whole() && after.is_whole() {
                    set(&mut seams.pairs, pair(before, after));
                } else {
                    set(&mut seams.parts, parts(token, at));
                }
                before = after;
                at += after.length;
            }
        }
        seams
    }

    /// The length of the first piece of a word, which is the whole word where there is no place to cut.
    pub fn first_piece(&self, word: &[u8]) -> usize {
        let mut before = Character::of(word);
        let mut at = before.length;
        while at < word.len() {
            let after = Character::of(&word[at..]);
            if before.length > 1 && after.length > 1 && !get(&self.pairs, pair(before, after)) && !get(&self.parts, parts(word, at)) {
                return at;
            }
            before = after;
            at += after.length;
        }
        word.len()
    }
}

/// A character as its bytes, or what there is of one.
#[derive(Clone, Copy)]
struct Character {
    bytes: u32,
    length: usize,
}

impl Character {
    /// The first of these bytes, with those after it that are not the first of a character.
    #[inline]
    fn of(bytes: &[u8]) -> Self {
        let mut character = Self { bytes: 0, length: 0 };
        for &byte in bytes.iter().take(4) {
            if character.length > 0 && byte & 0xc0 != 0x80 {
                break;
            }
            character.bytes |= u32::from(byte) << (8 * character.length);
            character.length += 1;
        }
        character
    }

    /// Whether no byte of it is missing.
    fn is_whole(self) -> bool {
        match (self.bytes as u8).leading_ones() {
            0 => self.length == 1,
            ones => ones > 1 && ones as usize == self.length,
        }
    }
}

#[inline]
fn pair(one: Character, other: Character) -> usize {
    let both = u64::from(one.bytes) << 32 | u64::from(other.bytes);
    (both.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS.trailing_zeros())) as usize
}

/// Of the bytes before and after a place.
#[inline]
fn parts(bytes: &[u8], at: usize) -> usize {
    usize::from(bytes[at - 1]) << 8 | usize::from(bytes[at])
}

#[inline]
fn get(bits: &[u64], at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 == 1
}

fn set(bits: &mut [u64], at: usize) {
    bits[at / 64] |= 1 << (at % 64);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::merges::{Bytes, Merges, merge};

    fn pieces(seams: &Seams, word: &str) -> String {
        let mut pieces = Vec::new();
        let mut rest = word;
        while !rest.is_empty() {
            let (piece, after) = rest.split_at(seams.first_piece(rest.as_bytes()));
            pieces.push(piece);
            rest = after;
        }
        pieces.join("|")
    }

    #[test]
    fn cuts_between_characters_that_no_token_has_beside_each_other() {
        let cut = |tokens: &[&[u8]], word| pieces(&Seams::new(tokens.iter().copied()), word);
        assert_eq!(cut(&[], "字漢字"), "字|漢|字");
        assert_eq!(cut(&["漢字".as_bytes()], "字漢字字"), "字|漢字|字");
        assert_eq!(cut(&["x漢字!".as_bytes()], "字漢字字"), "字|漢字|字");
        assert_eq!(cut(&[], "a字b漢"), "a字b漢", "beside ASCII nothing is cut");
        // 字 is e5 ad 97 and 漢 is e6 bc a2.
        assert_eq!(cut(&[b"\x97\xe6"], "字漢字"), "字漢|字", "parts of characters");
        assert_eq!(cut(&[b"\xe5\xad\x97\xe6\xbc"], "字漢字"), "字漢|字", "a part of the second");
        assert_eq!(cut(&[b"\xad\x97\xe6\xbc\xa2"], "字漢字"), "字漢|字", "a part of the first");
        assert_eq!(cut(&[b"\xad\x97", b"\xe6\xbc"], "字漢字"), "字|漢|字", "within a character");
        assert_eq!(cut(&["é𠀀".as_bytes()], "é𠀀é"), "é𠀀|é");
    }

    /// Whatever merges there are, the pieces become what the word becomes.
    #[test]
    fn pieces_merge_into_what_the_word_does() {
        let mut seed = 11u64;
        let mut draw = |below: usize| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) as usize % below
        };
        let characters = ["字", "漢", "あ", "é", "ж", "𠀀", "a", "—"];
        let mut cut = 0;
        for _ in 0..400 {
            let text =
                |draw: &mut dyn FnMut(usize) -> usize| -> String { (0..draw(30)).map(|_| characters[draw(characters.len())]).collect() };
            // Tokens are the 256 bytes, and then what merges of two of them make, mostly such as come in a text.
            let mut tokens: Vec<Vec<u8>> = (0..=u8::MAX).map(|byte| vec![byte]).collect();
            let mut table = Vec::new();
            let sample = text(&mut draw).into_bytes();
            for _ in 0..draw(60) {
                let at = draw(sample.len() + 1);
                let begins = |token: &Vec<u8>, at: usize| sample[at.min(sample.len())..].starts_with(token);
                let lefts: Vec<usize> = (0..tokens.len()).filter(|&id| begins(&tokens[id], at)).collect();
                if lefts.is_empty() {
                    continue;
                }
                let left = lefts[draw(lefts.len())];
                let rights: Vec<usize> = (0..tokens.len()).filter(|&id| begins(&tokens[id], at + tokens[left].len())).collect();
                if rights.is_empty() {
                    continue;
                }
                let right = rights[draw(rights.len())];
                let both = [&tokens[left][..], &tokens[right]].concat();
                if !tokens.contains(&both) {
                    table.push((left as u32, right as u32, tokens.len() as u32));
                    tokens.push(both);
                }
            }
            let merges = Merges::new(&table);
            let bytes = Bytes::new(std::array::from_fn(|byte| byte as u32), &merges);
            let seams = Seams::new(tokens.iter().map(|token| &token[..]));
            for _ in 0..20 {
                let word = text(&mut draw);
                let (mut expected, mut merged) = (Vec::new(), Vec::new());
                merge(&merges, &bytes, word.as_bytes(), &mut expected);
                for piece in pieces(&seams, &word).split('|') {
                    merge(&merges, &bytes, piece.as_bytes(), &mut merged);
                    cut += 1;
                }
                assert_eq!(merged, expected, "{word} {table:?}");
            }
        }
        assert!(cut > 16_000, "hardly anything was cut: {cut} pieces");
    }
}
