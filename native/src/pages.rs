//! Large pages for large tables: what looks up here and there in megabytes waits for the tables of pages as much as for the data.

use std::fs::File;
use std::io::Read;
use std::path::Path;

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
