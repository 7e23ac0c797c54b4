//! What 64 bytes are, a bit each.

use super::lanes::Lanes;

/// Bytes that are cut together.
pub const BLOCK: usize = u64::BITS as usize;

/// One bit a byte, the first byte's the lowest.
#[derive(Debug, PartialEq, Eq, Clone, Copy, Default)]
pub struct Masks {
    /// `A` to `Z` and `a` to `z`.
    pub letter: u64,
    /// `0` to `9`.
    pub digit: u64,
    /// White space, line ends too.
    pub white: u64,
    /// `\r` and `\n`.
    pub line_end: u64,
    pub blank: u64,
    pub apostrophe: u64,
    /// Bytes of characters that are not ASCII, and among them those after the first.
    pub high: u64,
    pub following: u64,
}

impl Masks {
    /// Looks at a block.
    #[inline(always)]
    pub fn of<L: Lanes>(block: &[u8; BLOCK]) -> Self {
        let mut masks = Self::default();
        for (part, bytes) in block.chunks_exact(L::COUNT).enumerate() {
            let lanes = L::load(bytes);
            let put = |mask: &mut u64, found: L::Found| *mask |= L::bits(found) << (part * L::COUNT);
            // Added to what is asked for, the last byte of a range becomes the highest signed one; what is above it becomes negative.
            let in_range = |lanes: L, first: u8, last: u8| lanes.plus(127 - last).above(126 - (last - first));
            put(&mut masks.letter, in_range(lanes.or(0x20), b'a', b'z'));
            put(&mut masks.digit, in_range(lanes, b'0', b'9'));
            let blank = lanes.equal(b' ');
            put(&mut masks.blank, blank);
            put(&mut masks.white, L::either(in_range(lanes, b'\t', b'\r'), blank));
            put(&mut masks.line_end, L::either(lanes.equal(b'\n'), lanes.equal(b'\r')));
            put(&mut masks.apostrophe, lanes.equal(b'\''));
            put(&mut masks.high, lanes.negative());
            put(&mut masks.following, lanes.below_signed(0xc0));
        }
        masks
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "x86_64")]
    use crate::machine::Avx512;
    use crate::machine::{Machine, Plain};
    use crate::scan::Swar;

    fn by_definition(block: &[u8; BLOCK]) -> Masks {
        let mask = |within: &dyn Fn(u8) -> bool| (0..BLOCK).fold(0, |mask, at| mask | u64::from(within(block[at])) << at);
        Masks {
            letter: mask(&|byte| byte.is_ascii_alphabetic()),
            digit: mask(&|byte| byte.is_ascii_digit()),
            white: mask(&|byte| matches!(byte, b'\t'..=b'\r' | b' ')),
            line_end: mask(&|byte| matches!(byte, b'\r' | b'\n')),
            blank: mask(&|byte| byte == b' '),
            apostrophe: mask(&|byte| byte == b'\''),
            high: mask(&|byte| byte >= 0x80),
            following: mask(&|byte| byte & 0xc0 == 0x80),
        }
    }

    #[test]
    fn every_byte_has_its_bits_at_every_place() {
        for first in 0..=u8::MAX {
            let block = std::array::from_fn(|at| first.wrapping_add((at * at) as u8));
            let expected = by_definition(&block);
            assert_eq!(Masks::of::<<Plain as Machine>::Lanes>(&block), expected, "{first}");
            assert_eq!(Masks::of::<Swar>(&block), expected, "{first}, in numbers");
            #[cfg(target_arch = "x86_64")]
            if Avx512::is_here() {
                assert_eq!(Masks::of::<<Avx512 as Machine>::Lanes>(&block), expected, "{first}, all at once");
            }
        }
    }
}
