//! The Workspace crate against the facts about its service: every operation, parameter, rule, answer and error, over real sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

/// Modules stand in a folder of their own.
mod workspace {
    mod answers;
    mod breach;
    mod download;
    mod failures;
    mod gateway;
    mod guides;
    mod limits;
    mod memory;
    mod operation;
    mod pages;
    mod raw;
    mod refusals;
    mod repeats;
    mod requests;
    mod rules;
    #[cfg(feature = "serde")]
    mod serde;
    mod settings;
    mod signing;
    mod story;
    mod tolerance;
    mod waiters;
}
