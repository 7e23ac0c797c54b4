//! What the processor does at once: what each one can, and what those with AVX-512 can.
//!
//! Code that is the same for all is written once, as [`Work`] on any [`Machine`]; [`run`] asks which machine this is and does it with
//! that machine's instructions.

#[cfg(target_arch = "x86_64")]
use std::arch::x86_64::*;

use crate::scan::Lanes;

/// Four numbers in a line of the processor's cache.
#[derive(Clone, Copy)]
#[repr(align(64))]
pub struct Line(pub [u128; Line::WAYS]);

impl Line {
    pub const WAYS: usize = 4;
}

/// Numbers that are compared at once.
pub const COLUMNS: usize = 16;

/// The ways of one kind of processor.
pub trait Machine {
    /// Bytes that are looked at together.
    type Lanes: Lanes;

    /// Sums of several lines.
    type Tally: Copy;
    const NOTHING: Self::Tally;

    /// The bits of `mask` of sixteen bytes, in which the first is the lowest, and those of `marks`; and a hash of that number.
    fn key(bytes: &[u8; 16], mask: &u128, marks: &u128) -> (u128, u16);

    /// Which of a line's numbers equals `number` in the bits of `mask`, where one does; `number` has no others.
    fn equal(line: &Line, number: u128, mask: u128) -> Option<usize>;

    /// Adds the highest four bits of that number, and says whether there is one.
    fn tally(line: &Line, number: u128, mask: u128, tally: &mut Self::Tally) -> bool;

    /// What was added.
    fn total(tally: Self::Tally) -> usize;

    /// The lowest number of each column, where there are any rows.
    fn lowest(rows: &[[u32; COLUMNS]]) -> [u32; COLUMNS];
}

/// Every processor.
pub struct Plain;

impl Plain {
    /// The hash of a number, as [`Machine::key`] gives it.
    #[inline(always)]
    pub fn hash(number: u128) -> u16 {
        let (low, high) = (number as u64, (number >> 64) as u64);
        ((low ^ high.rotate_left(29).wrapping_mul(0xff51_afd7_ed55_8ccd)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as u16
    }
}

impl Machine for Plain {
    #[cfg(target_arch = "x86_64")]
    type Lanes = crate::scan::Sse2;
    #[cfg(not(target_arch = "x86_64"))]
    type Lanes = crate::scan::Swar;
    type Tally = usize;
    const NOTHING: usize = 0;

    #[inline(always)]
    fn key(bytes: &[u8; 16], mask: &u128, marks: &u128) -> (u128, u16) {
        let key = u128::from_le_bytes(*bytes) & mask | marks;
        (key, Self::hash(key))
    }

    #[cfg(not(target_arch = "x86_64"))]
    #[inline(always)]
    fn equal(line: &Line, number: u128, mask: u128) -> Option<usize> {
        line.0.iter().position(|kept| kept & mask == number)
    }

    /// All four are compared, and no branch guesses which.
    #[cfg(target_arch = "x86_64")]
    #[inline(always)]
    fn equal(line: &Line, number: u128, mask: u128) -> Option<usize> {
        // SAFETY: instructions of SSE2, which every x86-64 has; the loads read the numbers given.
        let quarters = unsafe {
            let mask = _mm_loadu_si128((&raw const mask).cast());
            let number = _mm_loadu_si128((&raw const number).cast());
            let equal = |way: usize| _mm_cmpeq_epi32(_mm_and_si128(_mm_load_si128((&raw const line.0[way]).cast()), mask), number);
            let (low, high) = (_mm_packs_epi32(equal(0), equal(1)), _mm_packs_epi32(equal(2), equal(3)));
            _mm_movemask_epi8(_mm_packs_epi16(low, high)).cast_unsigned()
        };
        let halves = quarters & quarters >> 1;
        let equal = halves & halves >> 2 & 0x1111;
        (equal != 0).then(|| equal.trailing_zeros() as usize / 4)
    }

    #[inline(always)]
    fn tally(line: &Line, number: u128, mask: u128, tally: &mut usize) -> bool {
        let way = Self::equal(line, number, mask);
        *tally += way.map_or(0, |way| (line.0[way] >> 124) as usize);
        way.is_some()
    }

    #[inline(always)]
    fn total(tally: usize) -> usize {
        tally
    }

    #[inline(always)]
    fn lowest(rows: &[[u32; COLUMNS]]) -> [u32; COLUMNS] {
        rows.iter().fold([u32::MAX; COLUMNS], |lowest, row| std::array::from_fn(|column| lowest[column].min(row[column])))
    }
}

/// A processor with AVX-512 for bytes, and what all of these have beside it.
#[cfg(target_arch = "x86_64")]
pub struct Avx512;

#[cfg(target_arch = "x86_64")]
impl Avx512 {
    /// Whether this is one; only then may the others be called.
    #[inline]
    pub fn is_here() -> bool {
        is_x86_feature_detected!("aes")
            && is_x86_feature_detected!("popcnt")
            && is_x86_feature_detected!("avx512bw")
            && is_x86_feature_detected!("avx512vl")
            && is_x86_feature_detected!("bmi1")
            && is_x86_feature_detected!("bmi2")
            && is_x86_feature_detected!("lzcnt")
    }
}

/// Work that is written once for all machines.
pub trait Work {
    /// Does it; always inlined, so that it is compiled for the machine.
    fn on<M: Machine>(self);
}

/// Does work by what this processor has.
#[inline]
pub fn run(work: impl Work) {
    #[cfg(target_arch = "x86_64")]
    if Avx512::is_here() {
        // SAFETY: just asked.
        return unsafe { run_wide(work) };
    }
    work.on::<Plain>();
}

/// The features are those that [`Avx512::is_here`] asks for.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "aes,popcnt,avx512bw,avx512vl,bmi1,bmi2,lzcnt")]
fn run_wide(work: impl Work) {
    work.on::<Avx512>();
}

#[cfg(target_arch = "x86_64")]
impl Machine for Avx512 {
    type Lanes = crate::scan::Avx512Lanes;
    type Tally = __m512i;
    // SAFETY: eight zeros.
    const NOTHING: __m512i = unsafe { std::mem::zeroed() };

    #[inline(always)]
    fn key(bytes: &[u8; 16], mask: &u128, marks: &u128) -> (u128, u16) {
        let mut key = 0u128;
        // SAFETY: only a processor that has the instructions comes here; the loads and the store are of the numbers given.
        unsafe {
            let masked = _mm_and_si128(_mm_loadu_si128(bytes.as_ptr().cast()), _mm_loadu_si128((&raw const *mask).cast()));
            let marked = _mm_or_si128(masked, _mm_loadu_si128((&raw const *marks).cast()));
            _mm_storeu_si128((&raw mut key).cast(), marked);
            (key, Self::mixed(marked))
        }
    }

    #[inline(always)]
    fn equal(line: &Line, number: u128, mask: u128) -> Option<usize> {
        // SAFETY: only a processor that has the instructions comes here; the loads read the numbers given.
        let halves = unsafe { u32::from(Self::equal_halves(_mm512_load_si512((&raw const line.0).cast()), number, mask)) };
        let equal = halves & halves >> 1 & 0x55;
        (equal != 0).then(|| equal.trailing_zeros() as usize / 2)
    }

    #[inline(always)]
    fn tally(line: &Line, number: u128, mask: u128, tally: &mut __m512i) -> bool {
        // SAFETY: as above.
        unsafe {
            let line = _mm512_load_si512((&raw const line.0).cast());
            let halves = Self::equal_halves(line, number, mask);
            let both = halves & halves << 1;
            // What is added of a lower half is passed over in the end.
            *tally = _mm512_mask_add_epi64(*tally, both, *tally, _mm512_srli_epi64::<60>(line));
            both & 0xaa != 0
        }
    }

    #[inline(always)]
    fn total(tally: __m512i) -> usize {
        // SAFETY: as above.
        (unsafe { _mm512_mask_reduce_add_epi64(0xaa, tally) }) as usize
    }

    #[inline(always)]
    fn lowest(rows: &[[u32; COLUMNS]]) -> [u32; COLUMNS] {
        let mut columns = [0; COLUMNS];
        // SAFETY: as above; the store writes the sixteen numbers.
        unsafe {
            let mut lowest = _mm512_set1_epi32(-1);
            for row in rows {
                lowest = _mm512_min_epu32(lowest, _mm512_loadu_si512(row.as_ptr().cast()));
            }
            _mm512_storeu_si512(columns.as_mut_ptr().cast(), lowest);
        }
        columns
    }
}

#[cfg(target_arch = "x86_64")]
impl Avx512 {
    /// Two rounds of a cipher, after which every bit depends on all of the number.
    #[inline(always)]
    unsafe fn mixed(number: __m128i) -> u16 {
        // SAFETY: only a processor that has the instructions comes here.
        unsafe { _mm_cvtsi128_si32(_mm_aesenc_si128(_mm_aesenc_si128(number, number), number)) as u16 }
    }

    /// Which halves of a line's numbers are those of `number`, one bit each.
    #[inline(always)]
    unsafe fn equal_halves(line: __m512i, number: u128, mask: u128) -> __mmask8 {
        // SAFETY: only a processor that has the instructions comes here; the loads read the numbers given.
        unsafe {
            let mask = _mm512_broadcast_i32x4(_mm_loadu_si128((&raw const mask).cast()));
            let number = _mm512_broadcast_i32x4(_mm_loadu_si128((&raw const number).cast()));
            _mm512_cmpeq_epi64_mask(_mm512_and_si512(line, mask), number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A few numbers, often alike but for their highest bits, in lines of four and in rows.
    fn agrees_with_plain<M: Machine>() {
        let mut seed = 3u64;
        let mut draw = |below: u64| {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (seed >> 33) % below
        };
        let mask = u128::MAX >> 4;
        for _ in 0..2_000 {
            let mut number = || u128::from(draw(3)) << 124 | u128::from(draw(3)) << 64 | u128::from(draw(3));
            let lines: Vec<Line> = (0..5).map(|_| Line(std::array::from_fn(|_| number()))).collect();
            let wanted = number() & mask;
            let (mut plain, mut tally) = (Plain::NOTHING, M::NOTHING);
            for line in &lines {
                let way = line.0.iter().position(|kept| kept & mask == wanted);
                assert_eq!(M::equal(line, wanted, mask), way);
                // Of two that are equal, which a table never has, all are added.
                if line.0.iter().filter(|kept| *kept & mask == wanted).count() < 2 {
                    assert_eq!(M::tally(line, wanted, mask, &mut tally), way.is_some());
                    Plain::tally(line, wanted, mask, &mut plain);
                }
            }
            assert_eq!(M::total(tally), Plain::total(plain));
            let rows: Vec<[u32; COLUMNS]> = (0..draw(9)).map(|_| std::array::from_fn(|_| draw(1 << 32) as u32)).collect();
            let [bytes, mask, marks] = std::array::from_fn(|_| u128::from(draw(1 << 32)) << 96 | u128::from(draw(1 << 32)) << 31);
            let bytes = bytes.to_le_bytes();
            let (key, hash) = M::key(&bytes, &mask, &marks);
            assert_eq!(key, u128::from_le_bytes(bytes) & mask | marks);
            assert_eq!(M::key(&key.to_le_bytes(), &u128::MAX, &0), (key, hash));
            let lowest = std::array::from_fn(|column| rows.iter().map(|row| row[column]).min().unwrap_or(u32::MAX));
            assert_eq!(M::lowest(&rows), lowest);
        }
    }

    #[test]
    fn every_machine_finds_the_same() {
        agrees_with_plain::<Plain>();
        #[cfg(target_arch = "x86_64")]
        if Avx512::is_here() {
            agrees_with_plain::<Avx512>();
        }
    }
}
