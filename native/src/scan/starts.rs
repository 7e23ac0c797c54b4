//! Where words begin in a block, all of them at once.
//!
//! The bytes of a character that is not ASCII all get its class, so that the byte before a character tells what the character before
//! it is. What follows a character is asked of white space alone; the rare kind of several bytes ends a block before it.

use super::WINDOW;
use super::classes::{Classes, LETTER, OTHER};
use super::masks::{BLOCK, Masks};
use super::single::contraction;

/// What the patterns of this family differ in, and what characters are.
pub struct Grammar {
    pub classes: &'static Classes,
    /// Digits that go together.
    pub digits: usize,
}

/// Beginnings of words in a block, one bit a byte.
pub struct Starts {
    /// Every word that begins before the last of them ends where the next one says.
    pub bits: u64,
    /// The text ends in the block, and the last word with it.
    pub to_the_end: bool,
}

/// A block's bytes by the class of their characters, up to where its bits can be relied on.
struct Bytes {
    letter: u64,
    other: u64,
    length: usize,
}

impl Grammar {
    /// The words of a block that is the first of a window, where one begins; the text has `rest` bytes from there on.
    #[inline(always)]
    pub fn starts(&self, window: &[u8; WINDOW], rest: usize, masks: &Masks) -> Starts {
        let (mut letter, mut length) = (masks.letter, rest.min(BLOCK));
        let mut other = !(masks.letter | masks.digit | masks.white | masks.high);
        if masks.high != 0 {
            // By values, as all of this: what went through memory would be waited for in every block.
            Bytes { letter, other, length } = self.with_characters(window, masks.high & !masks.following, letter, other, length);
        }
        if length == 0 {
            return Starts { bits: 1, to_the_end: false };
        }
        let to_the_end = length == rest;
        let valid = u64::MAX >> (BLOCK - length);
        let (letter, other, digit) = (letter & valid, other & valid, masks.digit & valid);
        let (line_end, blank) = (masks.line_end & valid, masks.blank & valid);
        let space = masks.white & valid & !line_end;

        // Letters begin a word but after the one character that they take before them. A run of others begins one but after a blank,
        // and of its characters only the first is taken by letters.
        let other_start = other & !(other << 1 | blank << 1 | masks.following);
        let taken = if masks.high == 0 { other_start } else { to_the_last_byte(other_start, masks.following) };
        let letter_start = letter & !(letter << 1 | space << 1 | taken << 1 | masks.following);

        // Line ends after others belong to them.
        let own_line_end = line_end & !(line_end & other << 1).wrapping_add(line_end);
        let white = (space | line_end) & !own_line_end;
        let white_start = white & !(white << 1);
        // The last of white space goes its own way, or with what follows it.
        let last_space = space & (letter | other | digit) >> 1;
        let after_line_ends = after_line_ends(space, line_end, white & line_end, length, to_the_end);

        let mut bits = 1 | letter_start | other_start | white_start | last_space | after_line_ends | self.groups(digit);
        let mut apostrophes = masks.apostrophe & other_start;
        while apostrophes != 0 {
            let from = apostrophes.trailing_zeros() as usize;
            apostrophes &= apostrophes - 1;
            match contraction(&window[from % BLOCK..]) {
                taken if taken > 0 && from + taken < length => bits |= 1 << (from + taken),
                _ => {}
            }
        }
        Starts { bits, to_the_end }
    }

    /// Adds the characters that are not ASCII. Numbers and white space among them, and what the block cuts in two, end it.
    #[inline(never)]
    fn with_characters(&self, window: &[u8; WINDOW], mut first: u64, letter: u64, other: u64, length: usize) -> Bytes {
        let mut bytes = Bytes { letter, other, length };
        while first != 0 {
            let from = first.trailing_zeros() as usize;
            first &= first - 1;
            let (character, length) = decode(window, from);
            if from + length > BLOCK {
                bytes.length = from;
                break;
            }
            let own = (u64::MAX >> (BLOCK - length)) << from;
            match self.classes.of(character) {
                LETTER => bytes.letter |= own,
                OTHER => bytes.other |= own,
                _ => {
                    bytes.length = from;
                    break;
                }
            }
        }
        bytes
    }

    /// Numbers begin a word at each group of digits.
    #[inline(always)]
    fn groups(&self, digit: u64) -> u64 {
        if self.digits == 1 {
            return digit;
        }
        let mut groups = digit & !(digit << 1);
        let after_three = digit & digit << 1 & digit << 2 & digit << 3;
        let mut more = groups << 3 & after_three;
        while more != 0 {
            groups |= more;
            more = more << 3 & after_three;
        }
        groups
    }
}

/// The character of two bytes or more at `from`, and how many it has.
#[inline(always)]
fn decode(window: &[u8; WINDOW], from: usize) -> (u32, usize) {
    let byte = |nth: usize| u32::from(window[from % BLOCK + nth]);
    let following = |nth: usize| byte(nth) & 0x3f;
    match byte(0) {
        0..0xe0 => ((byte(0) & 0x1f) << 6 | following(1), 2),
        0xe0..0xf0 => ((byte(0) & 0x0f) << 12 | following(1) << 6 | following(2), 3),
        _ => ((byte(0) & 0x07) << 18 | following(1) << 12 | following(2) << 6 | following(3), 4),
    }
}

/// Of line ends that begin no word and white space after them: the first of that white space, unless a line end follows it again.
#[inline]
fn after_line_ends(space: u64, line_end: u64, own: u64, length: usize, to_the_end: bool) -> u64 {
    let mut first = space & own << 1;
    let mut found = 0;
    while first != 0 {
        let from = first & first.wrapping_neg();
        first ^= from;
        // A carry runs through the white space and stays where it ends.
        let end = space.wrapping_add(from) & !space;
        let end = end & end.wrapping_neg();
        let beyond = end == 0 || end.trailing_zeros() as usize >= length;
        if if beyond { to_the_end } else { end & line_end == 0 } {
            found |= from;
        }
    }
    found
}

/// From the first byte of each character to the last.
#[inline]
fn to_the_last_byte(first: u64, following: u64) -> u64 {
    let second = first | first << 1 & following;
    let third = second | second << 1 & following;
    third | third << 1 & following
}
