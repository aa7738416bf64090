//! TLS and HTTP/2 of the server, over sockets. Their features are off in other tests:
//! `cargo test -p bindwright-runtime --test serve --features http2,server,server-docs,server-tls`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    unreachable_pub,
    missing_docs,
    reason = "tests"
)]

mod api;
mod docs;
mod guide;
mod http2;
mod http2_floods;
mod limits;
mod tls;
