//! How often each key occurs -> what becomes of it: the output of `bindwright explain`.
//!
//! ```text
//! Schema Object   maxLength   12   checked when the code runs
//! Encoding Object headers      1   no effect: parts carry no headers of their own
//! ```
//! Without a document, the same tables give what becomes of every key of a version.

use std::collections::BTreeMap;

use foldhash::HashMap;

use super::table::OtherKeys;
use super::{KeyEffect, ObjectKind};
use crate::load::Dialect;

/// One key of one kind of object, as a document uses it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The kind of object, as the standard calls it.
    pub object: &'static str,
    /// The key.
    pub key: &'static str,
    /// How often it occurs in the document; 0 if there is no document.
    pub count: usize,
    /// What becomes of it.
    pub outcome: KeyEffect,
}

/// What becomes of every key of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explanation {
    /// The keys that the document uses, in the order of the standard.
    pub keys: Vec<Explained>,
    /// The `x-` keys that are not read, and how often the document has them.
    pub extensions: BTreeMap<String, usize>,
}

impl Explanation {
    /// Whether the document has this key anywhere.
    pub(crate) fn uses(&self, key: &str) -> bool {
        self.keys.iter().any(|one| one.key == key) || self.extensions.contains_key(key)
    }
}

/// What becomes of every key that a version of the standard defines, without a document.
#[must_use]
pub fn ledger(dialect: Dialect) -> Explanation {
    let keys = kinds(dialect)
        .into_iter()
        .flat_map(|kind| keys(kind, dialect));
    Explanation {
        keys: keys.collect(),
        extensions: BTreeMap::new(),
    }
}

/// The keys of a kind of object, in the order of its table, without counts.
fn keys(kind: ObjectKind, dialect: Dialect) -> impl Iterator<Item = Explained> {
    let (object, count) = (kind.table().title, 0);
    let keys = kind.table().keys(dialect);
    keys.map(move |(key, line)| Explained {
        object,
        key,
        count,
        outcome: line.effect,
    })
}

/// Every kind of object that a document of a version may contain, in the order in which the tables
/// lead to them.
pub(super) fn kinds(dialect: Dialect) -> Vec<ObjectKind> {
    let mut kinds = vec![ObjectKind::document(dialect)];
    let mut next = 0;
    while let Some(kind) = kinds.get(next) {
        let mut met = Vec::new();
        for (_, key) in kind.table().keys(dialect) {
            key.value.objects(&mut met);
        }
        if let OtherKeys::Named(of) | OtherKeys::Free(of) = &kind.table().others {
            of.objects(&mut met);
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

/// Counts of keys. A key of a table is counted by its name there, so that counting allocates
/// nothing.
#[derive(Debug, Clone, Default)]
pub(in crate::load) struct KeyUsage {
    keys: BTreeMap<ObjectKind, HashMap<&'static str, usize>>,
    extensions: BTreeMap<String, usize>,
}

impl KeyUsage {
    /// Counts a key of a table.
    pub(super) fn met(&mut self, kind: ObjectKind, key: &'static str) {
        *self.keys.entry(kind).or_default().entry(key).or_default() += 1;
    }

    /// Counts an extension that is not read.
    pub(super) fn extension(&mut self, name: &str) {
        match self.extensions.get_mut(name) {
            Some(count) => *count += 1,
            None => drop(self.extensions.insert(name.to_owned(), 1)),
        }
    }

    /// The keys that occur, with what becomes of each.
    pub(in crate::load) fn explanation(self, dialect: Dialect) -> Explanation {
        let keys = self.keys.into_iter().flat_map(|(kind, counts)| {
            keys(kind, dialect).filter_map(move |key| {
                let count = *counts.get(key.key)?;
                Some(Explained { count, ..key })
            })
        });
        Explanation {
            keys: keys.collect(),
            extensions: self.extensions,
        }
    }
}
