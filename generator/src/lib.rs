//! The OpenAPI generator: a document in, a Rust crate out.

pub mod ir;
