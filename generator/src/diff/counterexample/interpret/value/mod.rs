//! Values of types that exist only in a document: what generated types are at run time.
//!
//! A value is read, written and checked by the runtime, from the same tables that generated code has. Only the calls that generated
//! code makes are made here.

mod accept;
mod check;
mod dynamic;
mod encode;
mod leaf;
mod read;
mod record;

pub(in crate::diff::counterexample) use accept::{PlaceLimits, accepts};
pub(super) use check::check_rule;
pub(in crate::diff::counterexample) use dynamic::Dynamic;
pub(super) use read::{read, reading};
