//! Several bytes in a register, by the kind of processor, and what is asked of all of them at once.

/// Bytes that are looked at together.
pub trait Lanes: Copy {
    const COUNT: usize;
    /// A yes or no for each byte.
    type Found: Copy;

    /// Takes [`Self::COUNT`] bytes.
    fn load(bytes: &[u8]) -> Self;
    /// Each byte with the bits of another one.
    fn or(self, byte: u8) -> Self;
    /// Each byte's sum with another one, without what overflows.
    fn plus(self, byte: u8) -> Self;
    /// Which are greater, as signed numbers, than one below 128.
    fn above(self, byte: u8) -> Self::Found;
    /// Which are less, as signed numbers, than one of 128 or more.
    fn below_signed(self, byte: u8) -> Self::Found;
    /// Which are this byte.
    fn equal(self, byte: u8) -> Self::Found;
    /// Which are 128 or more.
    fn negative(self) -> Self::Found;
    /// Where one or the other is found.
    fn either(one: Self::Found, other: Self::Found) -> Self::Found;
    /// A bit for each byte, the first byte's the lowest.
    fn bits(found: Self::Found) -> u64;
}

#[cfg(target_arch = "x86_64")]
pub use x86::{Avx512Lanes, Sse2};

#[cfg(target_arch = "x86_64")]
mod x86 {
    use std::arch::x86_64::*;

    use super::Lanes;

    /// Sixteen bytes, as every x86-64 has them.
    #[derive(Clone, Copy)]
    pub struct Sse2(__m128i);

    impl Sse2 {
        #[inline(always)]
        fn all(byte: u8) -> __m128i {
            // SAFETY: an instruction of SSE2, which every x86-64 has.
            unsafe { _mm_set1_epi8(byte.cast_signed()) }
        }
    }

    // SAFETY (all of these): instructions of SSE2, which every x86-64 has; the load reads the bytes of the slice.
    impl Lanes for Sse2 {
        const COUNT: usize = 16;
        type Found = Self;

        #[inline(always)]
        fn load(bytes: &[u8]) -> Self {
            assert!(bytes.len() == Self::COUNT);
            // SAFETY: as above.
            Self(unsafe { _mm_loadu_si128(bytes.as_ptr().cast()) })
        }

        #[inline(always)]
        fn or(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_or_si128(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn plus(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_add_epi8(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn above(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmpgt_epi8(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn below_signed(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmplt_epi8(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn equal(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_cmpeq_epi8(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn negative(self) -> Self {
            self
        }

        #[inline(always)]
        fn either(one: Self, other: Self) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm_or_si128(one.0, other.0) })
        }

        #[inline(always)]
        fn bits(found: Self) -> u64 {
            // SAFETY: as above.
            u64::from(unsafe { _mm_movemask_epi8(found.0) }.cast_unsigned())
        }
    }

    /// Sixty-four bytes.
    #[derive(Clone, Copy)]
    pub struct Avx512Lanes(__m512i);

    impl Avx512Lanes {
        #[inline(always)]
        fn all(byte: u8) -> __m512i {
            // SAFETY: only a processor that has the instruction comes here.
            unsafe { _mm512_set1_epi8(byte.cast_signed()) }
        }
    }

    // SAFETY (all of these): only a processor that has the instructions comes here; the load reads the bytes of the slice.
    impl Lanes for Avx512Lanes {
        const COUNT: usize = 64;
        type Found = u64;

        #[inline(always)]
        fn load(bytes: &[u8]) -> Self {
            assert!(bytes.len() == Self::COUNT);
            // SAFETY: as above.
            Self(unsafe { _mm512_loadu_si512(bytes.as_ptr().cast()) })
        }

        #[inline(always)]
        fn or(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm512_or_si512(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn plus(self, byte: u8) -> Self {
            // SAFETY: as above.
            Self(unsafe { _mm512_add_epi8(self.0, Self::all(byte)) })
        }

        #[inline(always)]
        fn above(self, byte: u8) -> u64 {
            // SAFETY: as above.
            unsafe { _mm512_cmpgt_epi8_mask(self.0, Self::all(byte)) }
        }

        #[inline(always)]
        fn below_signed(self, byte: u8) -> u64 {
            // SAFETY: as above.
            unsafe { _mm512_cmplt_epi8_mask(self.0, Self::all(byte)) }
        }

        #[inline(always)]
        fn equal(self, byte: u8) -> u64 {
            // SAFETY: as above.
            unsafe { _mm512_cmpeq_epi8_mask(self.0, Self::all(byte)) }
        }

        #[inline(always)]
        fn negative(self) -> u64 {
            // SAFETY: as above.
            unsafe { _mm512_movepi8_mask(self.0) }
        }

        #[inline(always)]
        fn either(one: u64, other: u64) -> u64 {
            one | other
        }

        #[inline(always)]
        fn bits(found: u64) -> u64 {
            found
        }
    }
}

/// Eight bytes in a number, for other processors.
#[cfg(any(test, not(target_arch = "x86_64")))]
#[derive(Clone, Copy)]
pub struct Swar(u64);

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Swar {
    const HIGH: u64 = 0x8080_8080_8080_8080;
    const LOW: u64 = !Self::HIGH;

    const fn all(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; Self::COUNT])
    }
}

#[cfg(any(test, not(target_arch = "x86_64")))]
impl Lanes for Swar {
    const COUNT: usize = 8;
    type Found = Self;

    #[inline(always)]
    fn load(bytes: &[u8]) -> Self {
        Self(bytes.first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes)))
    }

    #[inline(always)]
    fn or(self, byte: u8) -> Self {
        Self(self.0 | Self::all(byte))
    }

    #[inline(always)]
    fn plus(self, byte: u8) -> Self {
        let other = Self::all(byte);
        Self((self.0 & Self::LOW).wrapping_add(other & Self::LOW) ^ ((self.0 ^ other) & Self::HIGH))
    }

    #[inline(always)]
    fn above(self, byte: u8) -> Self {
        Self(!self.0 & (self.0 & Self::LOW).wrapping_add(Self::all(127 - byte)) & Self::HIGH)
    }

    #[inline(always)]
    fn below_signed(self, byte: u8) -> Self {
        Self(self.0 & !(self.0 & Self::LOW).wrapping_add(Self::all(0u8.wrapping_sub(byte))) & Self::HIGH)
    }

    #[inline(always)]
    fn equal(self, byte: u8) -> Self {
        let differing = self.0 ^ Self::all(byte);
        Self(!(differing | (differing & Self::LOW).wrapping_add(Self::LOW)) & Self::HIGH)
    }

    #[inline(always)]
    fn negative(self) -> Self {
        self
    }

    #[inline(always)]
    fn either(one: Self, other: Self) -> Self {
        Self(one.0 | other.0)
    }

    #[inline(always)]
    fn bits(found: Self) -> u64 {
        ((found.0 & Self::HIGH) >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    #[cfg(target_arch = "x86_64")]
    use crate::machine::Avx512;

    /// Each operation on all bytes at once, beside what it means for one.
    fn does_what_it_says<L: Lanes>() {
        for first in (0..=u8::MAX).step_by(L::COUNT) {
            let bytes: Vec<u8> = (0..L::COUNT).map(|at| first.wrapping_add(at as u8)).collect();
            let lanes = L::load(&bytes);
            let expect = |found: L::Found, within: &dyn Fn(u8) -> bool| {
                assert_eq!(L::bits(found), (0..L::COUNT).fold(0, |bits, at| bits | u64::from(within(bytes[at])) << at), "{bytes:?}");
            };
            expect(lanes.negative(), &|byte| byte >= 0x80);
            for other in 0..=u8::MAX {
                expect(lanes.or(other).negative(), &|byte| (byte | other) >= 0x80);
                expect(lanes.plus(other).negative(), &|byte| byte.wrapping_add(other) >= 0x80);
                expect(lanes.equal(other), &|byte| byte == other);
                expect(L::either(lanes.equal(other), lanes.equal(7)), &|byte| byte == other || byte == 7);
                if other < 0x80 {
                    expect(lanes.above(other), &|byte| byte.cast_signed() > other.cast_signed());
                } else {
                    expect(lanes.below_signed(other), &|byte| byte.cast_signed() < other.cast_signed());
                }
            }
        }
    }

    #[test]
    fn all_bytes_at_once_are_asked_what_one_is() {
        does_what_it_says::<Swar>();
        #[cfg(target_arch = "x86_64")]
        {
            does_what_it_says::<Sse2>();
            if Avx512::is_here() {
                does_what_it_says::<Avx512Lanes>();
            }
        }
    }
}
