//! `pattern`: ECMA-262 (<https://tc39.es/ecma262/#sec-patterns>) -> the syntax of a crate that
//! compiles it. Each expression is compiled once here, so that generated code cannot fail to.
//!
//! That crate is `regex-lite` if possible, whose classes are ASCII as those of ECMA-262 are.
//! Otherwise it is `regex`, which takes twenty times as long to build: for properties (`\p{…}`),
//! for letters beyond ASCII in either case, and for expressions that are so large, or tried at so
//! many places at once, that matching needs an automaton.
//!
//! | written | result |
//! |---|---|
//! | `^\d{4}$` | `^[0-9]{4}$` for `regex-lite` |
//! | `^\p{L}+$` | `^\p{L}+$` for `regex` |
//! | `^(?!a)` | rejected: it uses look-ahead |
//!
//! [`Patterns`] has those of one document, each judged once.

mod budget;
mod class;
mod cost;
mod error;
mod in_order;
mod judge;
mod program;
mod size;
mod table;
mod translation;

pub use self::error::PatternError;
pub use self::table::{ComparedValue, Patterns};
