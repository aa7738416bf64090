//! The OpenAPI generator: a document in, a Rust crate out.

pub mod emit;
pub mod format;
pub mod ir;
