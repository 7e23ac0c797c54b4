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
    clock_nanos(libc::CLOCK_MONOTONIC)
}

/// How far the kernel's stamps are ahead of [`now_nanos`]: they are of CLOCK_REALTIME.
pub fn stamps_ahead_nanos() -> u64 {
    let before = now_nanos();
    let stamp = clock_nanos(libc::CLOCK_REALTIME);
    stamp - before.midpoint(now_nanos())
}

fn clock_nanos(clock: libc::clockid_t) -> u64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` is a timespec that outlives the call.
    unsafe { libc::clock_gettime(clock, &mut time) };
    nanos(time)
}

fn nanos(time: libc::timespec) -> u64 {
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Sleeps until [`now_nanos`] is at least `due`.
pub fn sleep_until(due: u64) {
    let time = libc::timespec { tv_sec: (due / 1_000_000_000) as i64, tv_nsec: (due % 1_000_000_000) as i64 };
    // SAFETY: `time` outlives the call; what is left of a sleep that a signal ends is not asked for.
    unsafe { libc::clock_nanosleep(libc::CLOCK_MONOTONIC, libc::TIMER_ABSTIME, &time, std::ptr::null_mut()) };
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

/// Has the kernel stamp what arrives on a socket, for [`receive_stamped`].
pub fn stamp_arrivals(socket: RawFd) -> io::Result<()> {
    let on: libc::c_int = 1;
    // SAFETY: the pointer and the size are those of `on`, which outlives the call.
    checked(unsafe {
        libc::setsockopt(
            socket,
            libc::SOL_SOCKET,
            libc::SO_TIMESTAMPNS,
            (&raw const on).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        )
    })
    .map(drop)
}

/// Room for one control message that holds a timespec, aligned as such a message has to be.
#[repr(C, align(8))]
struct Control([u8; 64]);

/// As [`receive`], with the kernel's stamp (CLOCK_REALTIME) of the newest of the bytes; without a stamp 0.
pub fn receive_stamped(socket: RawFd, buffer: &mut [u8]) -> io::Result<Option<(usize, u64)>> {
    let mut control = Control([0; 64]);
    let mut vector = libc::iovec { iov_base: buffer.as_mut_ptr().cast(), iov_len: buffer.len() };
    // SAFETY: all bytes zero is a valid msghdr.
    let mut message: libc::msghdr = unsafe { std::mem::zeroed() };
    message.msg_iov = &raw mut vector;
    message.msg_iovlen = 1;
    message.msg_control = (&raw mut control).cast();
    message.msg_controllen = size_of::<Control>();
    // SAFETY: the message points at the slice and at `control`, with their lengths, and both outlive the call.
    let bytes = unsafe { libc::recvmsg(socket, &mut message, libc::MSG_DONTWAIT) };
    if bytes < 0 {
        let error = io::Error::last_os_error();
        return if error.kind() == io::ErrorKind::WouldBlock { Ok(None) } else { Err(error) };
    }
    // SAFETY: the kernel filled in the message, whose control buffer is still there.
    let header = unsafe { libc::CMSG_FIRSTHDR(&message).as_ref() };
    let stamp = header.filter(|it| it.cmsg_level == libc::SOL_SOCKET && it.cmsg_type == libc::SCM_TIMESTAMPNS).map_or(0, |it| {
        // SAFETY: a message of this type holds a timespec, which may lie at any address.
        nanos(unsafe { libc::CMSG_DATA(it).cast::<libc::timespec>().read_unaligned() })
    });
    Ok(Some((bytes as usize, stamp)))
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
