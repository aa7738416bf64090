//! How a document is proven.

use std::path::PathBuf;
use std::time::Duration;

/// How a document is proven.
#[derive(Debug, Clone)]
pub struct ProveOptions {
    /// How many requests, and how many responses, are tried for each operation.
    pub cases: usize,
    /// Equal numbers try equal values.
    pub seed: u64,
    /// The operations to prove, by `operationId` or by method and path; all of them if this is empty.
    pub operations: Vec<String>,
    /// How many operations and types one crate has at most. What is more is proven in parts, one after the other; an operation with more
    /// types is alone. [`PART_SIZE`] is a good one.
    pub part_size: usize,
    /// The folder for the crate, the copy of the runtime and, unless Cargo is told of another, for what is compiled.
    pub folder: PathBuf,
    /// The name of the package, which is the name of its folder too.
    pub name: String,
    /// Whether Cargo must not use the network.
    pub offline: bool,
    /// The URL of a server of somebody else, which the client calls in place of the generated one.
    pub against: Option<String>,
    /// How long the compiled program may take for one message. [`ANSWER_TIME`] is a good one.
    pub answer_time: Duration,
}

/// How many operations and types one crate has at most: the compiler needs about 2 GB for that many.
pub const PART_SIZE: usize = 1_000;
/// How long the compiled program may take for one message.
pub const ANSWER_TIME: Duration = Duration::from_secs(60);
