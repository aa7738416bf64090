//! Every key of every object of the standard, in tables: its type, whether it is required, and what becomes of it.
//!
//! The pass compares a tree with the tables of its version. It reports keys that are unknown, missing, of the wrong type or
//! without effect, counts each key for `bindwright explain`, and returns the repairs after which every value has the type
//! that the standard gives it. One line of a table looks like this:
//!
//! ```text
//! optional("minLength", Count, Runtime)                     // checked at run time
//! optional("const", Any, Types).since_3_1()                 // part of the generated types, from 3.1 on
//! optional("xml", Object(Kind::Xml), Ignored("bodies are read and written as JSON"))   // a warning
//! ```
//!
//! Nothing in a document is ignored silently: a key without a line is an error, and `Ignored` needs a reason.

mod coerce;
mod conditional;
mod explain;
mod key;
mod known_targets;
mod missing_keys;
mod object_kind;
mod other_version;
mod pointer_target;
mod references;
mod repair;
mod required_by_type;
#[cfg(test)]
mod spec_coverage_test;
mod state;
mod tables;
mod type_errors;
mod unknown_keys;
mod value_type;
mod visit;
mod walk;

pub use explain::{Explained, Explanation, KeyEffect, ledger};
pub(super) use known_targets::ReferencedTargets;
pub(super) use object_kind::{ObjectKind, ValueType};
pub(super) use pointer_target::kind_at;
pub(super) use repair::{BROKEN, Repairs, remove};
pub(super) use value_type::found;
pub(super) use visit::{Visitor, visit};
pub(super) use walk::walk;

use super::Dialect;
use key::{Key, KeyPresence, Support, essential, expected, optional, required};

/// The keys of one kind of object.
pub(super) struct KeywordTable {
    /// Its name in the standard.
    title: &'static str,
    keys: &'static [Key],
    others: OtherKeys,
    origin: DefinedBy,
}

/// The keys that an object may have besides those in its table.
enum OtherKeys {
    /// `x-` keys.
    Extensions,
    /// Names that the author chooses, each with a value of this type; `x-` keys are extensions.
    Named(ValueType),
    /// Names that the author chooses, `x-` included.
    Free(ValueType),
    /// None.
    Nothing,
}

/// Who defines an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum DefinedBy {
    Standard,
    /// This generator: `x-…`.
    Extension,
}

/// Every kind of object that a document of a version may contain, in the order in which the tables lead to them.
fn kinds(dialect: Dialect) -> Vec<ObjectKind> {
    let mut kinds = vec![ObjectKind::document(dialect)];
    let mut next = 0;
    while let Some(kind) = kinds.get(next) {
        let table = kind.table();
        let mut met = Vec::new();
        let keys = table.keys.iter();
        for key in keys.filter(|key| key.versions.include(dialect)) {
            key.shape.objects(&mut met);
        }
        if let OtherKeys::Named(shape) | OtherKeys::Free(shape) = &table.others {
            shape.objects(&mut met);
        }
        for kind in met {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        next += 1;
    }
    kinds
}

impl ObjectKind {
    /// The type of the value under a key in a version, whether the key is in the table or a name that the author chooses.
    pub(super) fn shape(self, key: &str, dialect: Dialect) -> Option<&'static ValueType> {
        let table = self.table();
        match (table.key(key, dialect), &table.others) {
            (Some((_, key)), _) => Some(&key.shape),
            (None, OtherKeys::Named(_)) if key.starts_with("x-") => None,
            (None, OtherKeys::Named(shape) | OtherKeys::Free(shape)) => Some(shape),
            (None, OtherKeys::Extensions | OtherKeys::Nothing) => None,
        }
    }
}

impl KeywordTable {
    /// The line of a key in a version.
    fn key(&self, name: &str, dialect: Dialect) -> Option<(usize, &'static Key)> {
        self.keys
            .iter()
            .enumerate()
            .find(|(_, key)| key.name == name && key.versions.include(dialect))
    }

    /// The keys of the table in a version.
    fn names(&self, dialect: Dialect) -> impl Iterator<Item = &'static str> {
        self.keys
            .iter()
            .filter(move |key| key.versions.include(dialect))
            .map(|key| key.name)
    }

    fn required(&self, dialect: Dialect) -> impl Iterator<Item = &'static Key> {
        self.keys
            .iter()
            .filter(move |key| key.need != KeyPresence::Optional && key.versions.include(dialect))
    }
}
