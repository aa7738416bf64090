//! What generated code calls.
#[cfg(feature = "server")]
pub mod server;
