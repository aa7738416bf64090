//! The Workspace crate against the facts about its service: every operation, parameter, rule, response and error, over sockets.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

/// The modules are in the folder `workspace`.
mod workspace {
    #[cfg(feature = "blocking")]
    mod blocking;
    mod credentials;
    mod documented;
    mod download;
    mod end_to_end;
    mod export_command;
    mod failures;
    mod gateway;
    mod guides;
    mod limits;
    mod memory;
    mod operation;
    mod pages;
    mod raw;
    mod rejections;
    mod requests;
    mod responses;
    mod retries;
    mod rules;
    #[cfg(feature = "serde")]
    mod serde;
    mod settings;
    mod signing;
    mod times;
    mod tolerance;
    mod violation;
    mod waiters;
}
