//! How often each key occurs -> what becomes of it: the output of `bindwright explain`.

use std::collections::BTreeMap;

use super::{ObjectKind, Support, kinds};
use crate::load::Dialect;

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyEffect {
    /// It shapes the generated types and signatures.
    Types,
    /// The generated code acts on it or checks it when it runs.
    Runtime,
    /// It is documentation.
    Documented,
    /// It has no effect, for this reason.
    Ignored(&'static str),
}

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

/// What becomes of every key that a version of the standard defines, without a document.
#[must_use]
pub fn ledger(dialect: Dialect) -> Explanation {
    let kinds = kinds(dialect).into_iter();
    let keys = kinds.flat_map(|kind| {
        let table = kind.table();
        let keys = table.keys.iter();
        let defined = keys.filter(move |key| key.versions.include(dialect));
        defined.map(|key| Explained {
            object: table.title,
            key: key.name,
            count: 0,
            outcome: key.fate.into(),
        })
    });
    Explanation {
        keys: keys.collect(),
        extensions: BTreeMap::new(),
    }
}

/// Counts of keys.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct KeyUsage {
    keys: BTreeMap<ObjectKind, Vec<usize>>,
    extensions: BTreeMap<String, usize>,
}

impl KeyUsage {
    /// Counts a key by its index in its table.
    pub(super) fn met(&mut self, kind: ObjectKind, index: usize) {
        let counts = self
            .keys
            .entry(kind)
            .or_insert_with(|| vec![0; kind.table().keys.len()]);
        if let Some(count) = counts.get_mut(index) {
            *count += 1;
        }
    }

    /// Counts an extension that is not read.
    pub(super) fn extension(&mut self, name: &str) {
        match self.extensions.get_mut(name) {
            Some(count) => *count += 1,
            None => drop(self.extensions.insert(name.to_owned(), 1)),
        }
    }

    /// The keys that occur, with what becomes of each.
    pub(in super::super) fn explanation(&self) -> Explanation {
        let lines = self.keys.iter().flat_map(|(kind, counts)| {
            let table = kind.table();
            let met = table
                .keys
                .iter()
                .zip(counts)
                .filter(|(_, count)| **count > 0);
            met.map(|(key, count)| Explained {
                object: table.title,
                key: key.name,
                count: *count,
                outcome: key.fate.into(),
            })
        });
        Explanation {
            keys: lines.collect(),
            extensions: self.extensions.clone(),
        }
    }
}

impl From<Support> for KeyEffect {
    fn from(fate: Support) -> Self {
        match fate {
            Support::Types => Self::Types,
            Support::Runtime => Self::Runtime,
            Support::Documented => Self::Documented,
            Support::Ignored(reason) => Self::Ignored(reason),
        }
    }
}
