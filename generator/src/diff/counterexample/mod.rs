//! Counterexamples.

mod interpret;

pub use interpret::{Interpreter, WireRequest, WireResponse};
