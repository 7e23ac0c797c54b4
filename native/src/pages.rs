//! Large pages for large tables: what looks up here and there in megabytes waits for the tables of pages as much as for the data.

use std::alloc::Layout;
use std::fs::File;
use std::io::Read;
use std::ops::{Deref, DerefMut};
use std::path::Path;
use std::ptr::NonNull;

use crate::machine::Line;

/// Asks for large pages where the memory of `table` is not in use yet. It is a wish; without it, all is the same but slower.
pub fn large<T>(table: &[T]) {
    #[cfg(target_os = "linux")]
    {
        let range = table.as_ptr_range();
        let from = (range.start as usize).next_multiple_of(PAGE);
        let to = range.end as usize / PAGE * PAGE;
        if from < to {
            // SAFETY: whole pages inside memory that the table owns; the advice changes nothing that is in them.
            unsafe { libc::madvise(from as *mut libc::c_void, to - from, libc::MADV_HUGEPAGE) };
        }
    }
    #[cfg(not(target_os = "linux"))]
    let _ = table;
}

/// A table of lines of the processor's cache, in memory of its own, which nobody has used in small pages before. What is not written
/// takes none.
pub struct Table<const N: usize>(NonNull<[Line; N]>, Mapping);

impl<const N: usize> Table<N> {
    /// One of zeros.
    pub fn zeroed() -> Self {
        let (lines, mapping) = map(Layout::new::<[Line; N]>());
        Self(lines.cast(), mapping)
    }
}

impl<const N: usize> Deref for Table<N> {
    type Target = [Line; N];

    #[inline(always)]
    fn deref(&self) -> &[Line; N] {
        // SAFETY: this table's own memory, and a line of zeros is a line.
        unsafe { self.0.as_ref() }
    }
}

impl<const N: usize> DerefMut for Table<N> {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [Line; N] {
        // SAFETY: as above, and borrowed as the table is.
        unsafe { self.0.as_mut() }
    }
}

impl<const N: usize> Drop for Table<N> {
    fn drop(&mut self) {
        unmap(&self.1);
    }
}

/// Where memory for a table begins, and how much there is with what lies before and after the table.
struct Mapping(NonNull<u8>, Layout);

/// Memory of zeros, from a large page's beginning on.
#[cfg(target_os = "linux")]
fn map(layout: Layout) -> (NonNull<u8>, Mapping) {
    let whole = layout.size() + LARGE_PAGE;
    let (access, kind) = (libc::PROT_READ | libc::PROT_WRITE, libc::MAP_PRIVATE | libc::MAP_ANONYMOUS);
    // SAFETY: a new mapping, wherever there is room.
    let memory = unsafe { libc::mmap(std::ptr::null_mut(), whole, access, kind, -1, 0) };
    if memory == libc::MAP_FAILED {
        std::alloc::handle_alloc_error(layout);
    }
    let memory = memory.cast::<u8>();
    // SAFETY: less than a large page away, for which there is room.
    let table = unsafe { memory.add(memory.align_offset(LARGE_PAGE).min(LARGE_PAGE)) };
    // SAFETY: inside the mapping; the advice changes nothing that is in it.
    unsafe { libc::madvise(table.cast(), layout.size(), libc::MADV_HUGEPAGE) };
    match (NonNull::new(memory), NonNull::new(table), Layout::from_size_align(whole, 1)) {
        (Some(memory), Some(table), Ok(whole)) => (table, Mapping(memory, whole)),
        _ => std::alloc::handle_alloc_error(layout),
    }
}

#[cfg(target_os = "linux")]
fn unmap(Mapping(memory, layout): &Mapping) {
    // SAFETY: what was mapped, whose owner is gone.
    unsafe { libc::munmap(memory.as_ptr().cast(), layout.size()) };
}

#[cfg(not(target_os = "linux"))]
fn map(layout: Layout) -> (NonNull<u8>, Mapping) {
    // SAFETY: no table is empty.
    match NonNull::new(unsafe { std::alloc::alloc_zeroed(layout) }) {
        Some(memory) => (memory, Mapping(memory, layout)),
        None => std::alloc::handle_alloc_error(layout),
    }
}

#[cfg(not(target_os = "linux"))]
fn unmap(&Mapping(memory, layout): &Mapping) {
    // SAFETY: what was allocated, whose owner is gone.
    unsafe { std::alloc::dealloc(memory.as_ptr(), layout) };
}

/// Collects into memory of large pages.
pub fn collect<T>(items: impl ExactSizeIterator<Item = T>) -> Vec<T> {
    let mut table = Vec::with_capacity(items.len());
    large(table.spare_capacity_mut());
    table.extend(items);
    table
}

/// Reads a file into memory of large pages: of small ones its few megabytes take longer to give out than to fill.
pub fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::with_capacity(usize::try_from(file.metadata()?.len()).unwrap_or(0) + 1);
    large(bytes.spare_capacity_mut());
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Asks memory for the item that is looked at soon.
#[inline]
pub fn prefetch<T>(table: &[T], at: usize) {
    #[cfg(target_arch = "x86_64")]
    {
        use std::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: a hint, which reads nothing; every x86-64 has it.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(table.as_ptr().wrapping_add(at).cast()) };
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = (table, at);
}

/// A multiple of every small page's size.
#[cfg(target_os = "linux")]
const PAGE: usize = 1 << 16;

/// A large page, as x86-64 and most others have them.
#[cfg(target_os = "linux")]
const LARGE_PAGE: usize = 2 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_of_zeros_and_keep_what_is_written() {
        const LINES: usize = 40_000;
        let mut tables: Vec<Table<LINES>> = (0..3).map(|_| Table::zeroed()).collect();
        for (number, table) in (1u128..).zip(&mut tables) {
            assert!(table.iter().all(|line| line.0 == [0; Line::WAYS]));
            table[LINES - 1] = Line([number; Line::WAYS]);
            table[0] = Line([number; Line::WAYS]);
        }
        drop(tables.remove(1));
        for (number, table) in [1, 3].into_iter().zip(&tables) {
            assert_eq!([table[0].0, table[LINES - 1].0], [[number; Line::WAYS]; 2]);
            #[cfg(target_os = "linux")]
            assert_eq!(table.as_ptr().align_offset(LARGE_PAGE), 0);
        }
    }
}
