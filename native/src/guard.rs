//! The wall between Rust and its caller: a panic becomes a failure, and a failure a status with a message.

use std::cell::{Cell, RefCell};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

use crate::error::{Failure, Result};

thread_local! {
    static MESSAGE: RefCell<String> = const { RefCell::new(String::new()) };
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `body`; a panic in it becomes [`Failure::Panic`] and prints nothing.
pub fn catch<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    silence_panics();
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(body));
    GUARDED.set(outer);
    result.unwrap_or_else(|panic| Err(Failure::Panic(format!("internal error: {}", panic_text(panic.as_ref())))))
}

/// Runs `body` and keeps its failure's message for this thread's [`message`]; success clears it.
pub fn run<T>(body: impl FnOnce() -> Result<T>) -> Result<T> {
    let result = catch(body);
    MESSAGE.with_borrow_mut(|message| {
        message.clear();
        if let Err(failure) = &result {
            message.push_str(&failure.to_string());
        }
    });
    result
}

/// The message of this thread's last call, empty after a success.
pub fn message() -> String {
    MESSAGE.with_borrow(String::clone)
}

/// The default hook would write to the host's standard error.
fn silence_panics() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let previous = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                previous(info);
            }
        }));
    });
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => text,
        (_, Some(text)) => text,
        _ => "no message",
    }
}
