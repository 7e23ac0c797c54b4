//! The few calls to the kernel that the standard library does not have.

use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};

/// Which of the calling process's costs the kernel has counted so far.
#[derive(Clone, Copy, Default)]
pub struct Usage {
    /// Processor time of all threads.
    pub cpu_nanos: u64,
    /// Most memory that was resident at any time.
    pub peak_rss_bytes: u64,
}

/// CLOCK_MONOTONIC, which all processes of a host share.
pub fn now_nanos() -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is a timespec that outlives the call.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &mut time) };
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// What the process has used so far.
pub fn usage() -> Usage {
    // SAFETY: all bytes zero is a valid rusage.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    // SAFETY: `usage` is a rusage that outlives the call.
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut usage) };
    let micros = |time: libc::timeval| time.tv_sec as u64 * 1_000_000 + time.tv_usec as u64;
    Usage { cpu_nanos: (micros(usage.ru_utime) + micros(usage.ru_stime)) * 1_000, peak_rss_bytes: usage.ru_maxrss as u64 * 1_024 }
}

/// First in, first out, before all normal threads.
pub fn raise_to_realtime() -> io::Result<()> {
    let parameter = libc::sched_param { sched_priority: 20 };
    // SAFETY: `parameter` outlives the call; 0 is the calling thread.
    checked(unsafe { libc::sched_setscheduler(0, libc::SCHED_FIFO, &parameter) }).map(drop)
}

/// Lets the process have as many open files as it may ever have.
pub fn raise_open_files() -> io::Result<()> {
    let mut limit = libc::rlimit { rlim_cur: 0, rlim_max: 0 };
    // SAFETY: `limit` is a rlimit that outlives the call.
    checked(unsafe { libc::getrlimit(libc::RLIMIT_NOFILE, &mut limit) })?;
    limit.rlim_cur = limit.rlim_max;
    // SAFETY: as above.
    checked(unsafe { libc::setrlimit(libc::RLIMIT_NOFILE, &limit) }).map(drop)
}

/// Reads what is there, without waiting: `None` when nothing is, 0 bytes at the end of the stream.
pub fn receive(socket: RawFd, buffer: &mut [u8]) -> io::Result<Option<usize>> {
    // SAFETY: the pointer and the length are those of one slice that outlives the call.
    let bytes = unsafe { libc::recv(socket, buffer.as_mut_ptr().cast(), buffer.len(), libc::MSG_DONTWAIT) };
    if bytes >= 0 {
        return Ok(Some(bytes as usize));
    }
    let error = io::Error::last_os_error();
    if error.kind() == io::ErrorKind::WouldBlock { Ok(None) } else { Err(error) }
}

/// Tells which sockets have something to read.
pub struct Epoll {
    descriptor: OwnedFd,
    ready: Vec<libc::epoll_event>,
}

impl Epoll {
    /// Waits for at most `events` sockets at a time.
    pub fn new(events: usize) -> io::Result<Epoll> {
        // SAFETY: the call takes no memory.
        let raw = checked(unsafe { libc::epoll_create1(libc::EPOLL_CLOEXEC) })?;
        // SAFETY: `raw` was just opened and belongs to nobody else.
        let descriptor = unsafe { OwnedFd::from_raw_fd(raw) };
        Ok(Epoll { descriptor, ready: vec![libc::epoll_event { events: 0, u64: 0 }; events] })
    }

    /// Watches a socket under a number of the caller's.
    pub fn add(&self, socket: RawFd, number: usize) -> io::Result<()> {
        let mut event = libc::epoll_event { events: libc::EPOLLIN as u32, u64: number as u64 };
        // SAFETY: `event` outlives the call; the kernel copies it.
        checked(unsafe { libc::epoll_ctl(self.descriptor.as_raw_fd(), libc::EPOLL_CTL_ADD, socket, &mut event) }).map(drop)
    }

    /// Waits until some socket is readable, for at most so many milliseconds (-1 for ever), and tells how many are.
    pub fn wait(&mut self, timeout_ms: i32) -> io::Result<usize> {
        // SAFETY: the pointer and the count are those of one vector that outlives the call.
        let ready = unsafe { libc::epoll_wait(self.descriptor.as_raw_fd(), self.ready.as_mut_ptr(), self.ready.len() as i32, timeout_ms) };
        match checked(ready) {
            Ok(count) => Ok(count as usize),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// The number of the n-th socket that the last wait told of.
    pub fn number(&self, n: usize) -> usize {
        self.ready[n].u64 as usize
    }
}

fn checked(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}
