//! No threads that nobody asked for: `fastokens` would keep one for each processor from the first long text on.

use std::sync::Once;

/// Settles, before its first use, that `fastokens` starts no worker threads.
///
/// It decides once per process, from the number of processors that the deciding thread may use. On Linux a thread bound to
/// one processor takes that decision: an environment variable would do as well, but setting one races with every `getenv`
/// of the host process.
pub fn keep_none() {
    static DECIDED: Once = Once::new();
    DECIDED.call_once(decide);
}

#[cfg(target_os = "linux")]
fn decide() {
    let decision = std::thread::Builder::new().spawn(|| {
        bind_to_one_processor();
        fastokens::fanout::threads()
    });
    // Where no thread can be made now, fastokens decides by itself later.
    drop(decision.map(|thread| thread.join()));
}

#[cfg(target_os = "linux")]
fn bind_to_one_processor() {
    // SAFETY: a cpu_set_t is plain bits, for which zero is a value; both calls are given its true size and the calling thread.
    unsafe {
        let mut allowed: libc::cpu_set_t = std::mem::zeroed();
        if libc::sched_getaffinity(0, size_of::<libc::cpu_set_t>(), &mut allowed) != 0 {
            return;
        }
        let Some(first) = (0..libc::CPU_SETSIZE as usize).find(|&cpu| libc::CPU_ISSET(cpu, &allowed)) else {
            return;
        };
        let mut one: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(first, &mut one);
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &one);
    }
}

#[cfg(not(target_os = "linux"))]
fn decide() {
    // SAFETY: no thread of this library runs yet; a host that reads its environment at this moment from native code is the
    // one hazard, and no other switch exists on these systems.
    unsafe { std::env::set_var("FASTOKENS_BPE_THREADS", "1") };
    fastokens::fanout::threads();
}
