//! What can go wrong, as a status for the caller and one line for a reader.

use std::fmt;

/// A failed call. Each case has a status of its own in the C ABI.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// A null pointer, a length or an option that makes no sense.
    Argument(String),
    /// Text that is not UTF-8.
    Utf8(String),
    /// A tokenizer that cannot be read.
    Load(String),
    /// A bug caught at the boundary.
    Panic(String),
    /// A result that its destination cannot hold.
    NoSpace(String),
    /// An engine that refused a text.
    Engine(String),
    /// A chat template that is missing or refuses the messages.
    Template(String),
}

impl Failure {
    /// The status that the C functions return.
    pub fn status(&self) -> i32 {
        match self {
            Failure::Argument(_) => -1,
            Failure::Utf8(_) => -2,
            Failure::Load(_) => -3,
            Failure::Panic(_) => -4,
            Failure::NoSpace(_) => -5,
            Failure::Engine(_) => -6,
            Failure::Template(_) => -7,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Failure::Argument(text)
        | Failure::Utf8(text)
        | Failure::Load(text)
        | Failure::Panic(text)
        | Failure::NoSpace(text)
        | Failure::Engine(text)
        | Failure::Template(text)) = self;
        f.write_str(text)
    }
}

impl std::error::Error for Failure {}

/// The result of everything that can fail here.
pub type Result<T> = std::result::Result<T, Failure>;
