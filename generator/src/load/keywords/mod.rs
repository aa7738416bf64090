//! Every key of every object of the standard, in tables: its type, whether it is required, and what
//! becomes of it.
//!
//! The pass compares a tree with the tables of its version. It reports keys that are unknown,
//! missing, of the wrong type or without effect, counts each key for `bindwright explain`, and
//! returns the repairs after which every value has the type that the standard gives it. Lines of a
//! table look like this:
//!
//! ```text
//! Optional "minLength" "maxLength": Count => Runtime;                  // checked at run time
//! Optional "const": Any => Types, since_3_1;                           // part of the generated types, from 3.1 on
//! Optional "xml": Object(Kind::Xml) => Ignored("bodies are read and written as JSON");     // a warning
//! ```
//!
//! Nothing in a document is ignored silently: a key without a line is an error, and `Ignored` needs
//! a reason.

mod coerce;
mod conditional;
mod empty_keys;
mod explain;
mod key_nature;
mod known_targets;
mod missing_keys;
mod object_kind;
mod other_version;
mod pagination_forms;
mod pointer_target;
mod references;
mod repair;
#[cfg(test)]
mod spec_coverage_test;
mod spelling;
mod state;
mod table;
mod tables;
mod type_errors;
mod unknown_keys;
mod visit;
mod walk;

pub(super) use empty_keys::remove_empty_keys;
pub use explain::{Explained, Explanation, ledger};
pub(super) use key_nature::KeyNature;
pub(super) use known_targets::ReferencedTargets;
pub(super) use object_kind::{ObjectKind, ValueType, found};
pub(super) use pointer_target::kind_at;
pub(super) use repair::{BROKEN, Repairs, remove};
pub(super) use spelling::encode_references;
pub(super) use state::Members;
pub use table::KeyEffect;
pub(super) use visit::visit;
pub(super) use walk::walk;
