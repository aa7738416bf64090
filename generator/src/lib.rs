//! The OpenAPI generator: a document in, a Rust crate out.

pub mod diagnostic;
pub mod ir;
pub mod load;
pub mod resolve;
pub mod source;
