//! What generated code calls.

pub mod codec;
