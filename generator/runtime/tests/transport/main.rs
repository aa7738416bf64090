//! The default transport with all its features, over sockets on loopback. CONTRIBUTING.md has the command.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs,
    reason = "tests"
)]

#[path = "../it/client_support/mod.rs"]
mod client_support;
mod decompression;
mod guide;
mod http2;
mod peers;
mod proxy;
mod redirects;
mod reqwest_client;
mod tls;
