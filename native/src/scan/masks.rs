//! What 64 bytes are, a bit each.

/// Bytes that are looked at together.
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
    #[inline]
    pub fn of(block: &[u8; BLOCK]) -> Self {
        let mut masks = Self::default();
        for (part, lanes) in block.as_chunks().0.iter().enumerate() {
            let lanes = Lanes::load(lanes);
            let put = |mask: &mut u64, found: Lanes| *mask |= found.bits() << (part * LANES);
            // Added to what is asked for, the last byte of a range becomes the highest signed one; what is above it becomes negative.
            let in_range = |lanes: Lanes, first: u8, last: u8| lanes.plus(127 - last).above(126 - (last - first));
            put(&mut masks.letter, in_range(lanes.or(0x20), b'a', b'z'));
            put(&mut masks.digit, in_range(lanes, b'0', b'9'));
            let blank = lanes.equal(b' ');
            put(&mut masks.blank, blank);
            put(&mut masks.white, in_range(lanes, b'\t', b'\r').either(blank));
            put(&mut masks.line_end, lanes.equal(b'\n').either(lanes.equal(b'\r')));
            put(&mut masks.apostrophe, lanes.equal(b'\''));
            put(&mut masks.high, lanes);
            put(&mut masks.following, lanes.below_signed(0xc0));
        }
        masks
    }
}

#[cfg(target_arch = "x86_64")]
use sse2::{LANES, Lanes};
#[cfg(not(target_arch = "x86_64"))]
use swar::{LANES, Lanes};

/// Sixteen bytes in a register, as every x86-64 has them.
#[cfg(target_arch = "x86_64")]
mod sse2 {
    use std::arch::x86_64::*;

    pub const LANES: usize = 16;

    #[derive(Clone, Copy)]
    pub struct Lanes(__m128i);

    impl Lanes {
        #[inline]
        pub fn load(bytes: &[u8; LANES]) -> Self {
            // SAFETY: reads the sixteen bytes, wherever they lie.
            Self(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
        }

        #[inline]
        fn all(byte: u8) -> __m128i {
            // SAFETY: an instruction of SSE2, which every x86-64 has.
            unsafe { _mm_set1_epi8(byte.cast_signed()) }
        }

        #[inline]
        pub fn or(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_or_si128(self.0, Self::all(byte)) })
        }

        #[inline]
        pub fn either(self, other: Self) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_or_si128(self.0, other.0) })
        }

        #[inline]
        pub fn plus(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_add_epi8(self.0, Self::all(byte)) })
        }

        /// Which are greater, as signed numbers, than one below 128.
        #[inline]
        pub fn above(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmpgt_epi8(self.0, Self::all(byte)) })
        }

        /// Which are less, as signed numbers, than one of 128 or more.
        #[inline]
        pub fn below_signed(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmplt_epi8(self.0, Self::all(byte)) })
        }

        #[inline]
        pub fn equal(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmpeq_epi8(self.0, Self::all(byte)) })
        }

        /// The highest bit of each.
        #[inline]
        pub fn bits(self) -> u64 {
            // SAFETY: as above.
            u64::from(unsafe { _mm_movemask_epi8(self.0) }.cast_unsigned())
        }
    }
}

/// Eight bytes in a number.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[cfg_attr(target_arch = "x86_64", allow(dead_code, reason = "compared with the other in a test"))]
mod swar {
    pub const LANES: usize = 8;

    const HIGH: u64 = 0x8080_8080_8080_8080;
    const LOW: u64 = !HIGH;

    #[derive(Clone, Copy)]
    pub struct Lanes(u64);

    impl Lanes {
        #[inline]
        pub fn load(bytes: &[u8; LANES]) -> Self {
            Self(u64::from_le_bytes(*bytes))
        }

        const fn all(byte: u8) -> u64 {
            u64::from_ne_bytes([byte; LANES])
        }

        #[inline]
        pub fn or(self, byte: u8) -> Self {
            Self(self.0 | Self::all(byte))
        }

        #[inline]
        pub fn either(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }

        #[inline]
        pub fn plus(self, byte: u8) -> Self {
            let other = Self::all(byte);
            Self((self.0 & LOW).wrapping_add(other & LOW) ^ ((self.0 ^ other) & HIGH))
        }

        /// Which are greater, as signed numbers, than one below 128.
        #[inline]
        pub fn above(self, byte: u8) -> Self {
            Self(!self.0 & (self.0 & LOW).wrapping_add(Self::all(127 - byte)) & HIGH)
        }

        /// Which are less, as signed numbers, than one of 128 or more.
        #[inline]
        pub fn below_signed(self, byte: u8) -> Self {
            Self(self.0 & !(self.0 & LOW).wrapping_add(Self::all(0u8.wrapping_sub(byte))) & HIGH)
        }

        #[inline]
        pub fn equal(self, byte: u8) -> Self {
            let differing = self.0 ^ Self::all(byte);
            Self(!(differing | (differing & LOW).wrapping_add(LOW)) & HIGH)
        }

        /// The highest bit of each.
        #[inline]
        pub fn bits(self) -> u64 {
            ((self.0 & HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(Masks::of(&block), by_definition(&block), "{first}");
        }
    }

    /// The twin for other processors, held against the same: each operation on all bytes at once.
    #[test]
    fn numbers_do_what_registers_do() {
        for first in (0..=u8::MAX).step_by(swar::LANES) {
            let bytes: [u8; swar::LANES] = std::array::from_fn(|at| first + at as u8);
            let lanes = swar::Lanes::load(&bytes);
            let expect = |found: swar::Lanes, within: &dyn Fn(u8) -> bool| {
                assert_eq!(found.bits(), (0..swar::LANES).fold(0, |bits, at| bits | u64::from(within(bytes[at])) << at), "{bytes:?}");
            };
            for other in 0..=u8::MAX {
                expect(lanes.or(other), &|byte| (byte | other) >= 0x80);
                expect(lanes.plus(other), &|byte| byte.wrapping_add(other) >= 0x80);
                expect(lanes.equal(other), &|byte| byte == other);
                if other < 0x80 {
                    expect(lanes.above(other), &|byte| byte.cast_signed() > other.cast_signed());
                } else {
                    expect(lanes.below_signed(other), &|byte| byte.cast_signed() < other.cast_signed());
                }
            }
        }
    }
}
