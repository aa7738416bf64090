//! The sandbox from outside: the generated client, raw HTTP and the binary, over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod access;
mod client;
#[cfg(target_os = "linux")]
mod disk;
mod downloads;
mod durability;
mod guide;
mod http;
mod operations;
mod oracle;
mod page;
mod reports;
mod restart;
mod tasks;
mod xlsx;
