//! What a table says about an object: its keys, the type of each value, whether a key is required,
//! what becomes of it, and the versions that have it. The tables themselves are in
//! [`tables`](super::tables).
//!
//! ```text
//! Optional "minLength" "maxLength": Count => Runtime;
//!    |         |                      |        |
//!    |         names                  value    effect
//!    presence
//! ```
//! Everything that knows objects by their kind reads these tables: the keyword pass, the search for
//! references to other files, normalizing, consistency and the copy for `openapiv3`. A key that has
//! a line is known to all of them.

use super::object_kind::{ObjectKind, ValueType};
use crate::load::Dialect;

/// The keys of one kind of object.
pub(in crate::load) struct KeywordTable {
    /// Its name in the standard.
    pub(super) title: &'static str,
    /// Its lines, in groups, because several objects share some of them.
    keys: &'static [&'static [Key]],
    pub(super) others: OtherKeys,
    pub(super) origin: DefinedBy,
}

/// The keys that an object may have besides those in its table.
pub(super) enum OtherKeys {
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
pub(super) enum DefinedBy {
    Standard,
    /// This generator: `x-…`.
    Extension,
}

type Names = &'static [&'static str];

/// One line of a table: keys that have everything in common but their names.
pub(in crate::load) struct Key {
    names: Names,
    pub(super) value: ValueType,
    pub(super) effect: KeyEffect,
    pub(super) presence: KeyPresence,
    since: Dialect,
    until: Dialect,
}

/// Whether an object must have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyPresence {
    Required,
    /// The standard requires it, but nothing is lost without it: lenient reading continues.
    Expected,
    /// The standard requires it, and an object without it is probably in the wrong place: only
    /// repairing continues.
    Essential,
    Optional,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyEffect {
    /// It shapes the generated types and signatures.
    Types,
    /// The generated code acts on it or checks it when it runs.
    Runtime,
    /// It is part of the docs of the generated code, or only for readers of the document.
    Documented,
    /// It has no effect, for this reason; requests and responses are correct without it.
    Ignored(&'static str),
}

impl Key {
    /// One line, for every version until a method says otherwise.
    pub(super) const fn new(
        names: Names,
        value: ValueType,
        effect: KeyEffect,
        presence: KeyPresence,
    ) -> Self {
        let (since, until) = (Dialect::V2, Dialect::V3_2);
        Self {
            names,
            value,
            effect,
            presence,
            since,
            until,
        }
    }

    /// The same keys, in 3.0 only. What 2.0 shares with 3.0 counts as 3.0.
    pub(super) const fn only_3_0(mut self) -> Self {
        self.until = Dialect::V3_0;
        self
    }

    /// The same keys, up to 3.1.
    pub(super) const fn until_3_1(mut self) -> Self {
        self.until = Dialect::V3_1;
        self
    }

    /// The same keys, from 3.1 on.
    pub(super) const fn since_3_1(mut self) -> Self {
        self.since = Dialect::V3_1;
        self
    }

    /// The same keys, from 3.2 on.
    pub(super) const fn since_3_2(mut self) -> Self {
        self.since = Dialect::V3_2;
        self
    }
}

impl KeywordTable {
    /// The table of an object that may have extensions.
    pub(super) const fn open(title: &'static str, keys: &'static [&'static [Key]]) -> Self {
        Self::new(title, keys, OtherKeys::Extensions, DefinedBy::Standard)
    }

    /// The table of an object whose keys are names that the author chooses.
    pub(super) const fn of(title: &'static str, others: OtherKeys) -> Self {
        Self::new(title, &[], others, DefinedBy::Standard)
    }

    /// The table of an object that this generator defines.
    pub(super) const fn closed(title: &'static str, keys: &'static [&'static [Key]]) -> Self {
        Self::new(title, keys, OtherKeys::Nothing, DefinedBy::Extension)
    }

    const fn new(
        title: &'static str,
        keys: &'static [&'static [Key]],
        others: OtherKeys,
        origin: DefinedBy,
    ) -> Self {
        Self {
            title,
            keys,
            others,
            origin,
        }
    }

    /// The keys in a version, each with its line, in the order of the table.
    pub(super) fn keys(
        &self,
        dialect: Dialect,
    ) -> impl Iterator<Item = (&'static str, &'static Key)> {
        let lines = self.keys.iter().copied().flatten();
        let lines = lines.filter(move |key| key.since <= dialect && dialect <= key.until);
        lines.flat_map(|key| key.names.iter().map(move |name| (*name, key)))
    }

    /// The line of a key in a version. A key may have a line per version, with other types.
    pub(super) fn key(&self, name: &str, dialect: Dialect) -> Option<(&'static str, &'static Key)> {
        // Loops, because this is asked for each key of a document.
        for key in self.keys.iter().copied().flatten() {
            for known in key.names {
                if *known == name && key.since <= dialect && dialect <= key.until {
                    return Some((known, key));
                }
            }
        }
        None
    }

    /// Whether any version has a key.
    pub(super) fn knows(&self, name: &str) -> bool {
        let mut names = self
            .keys
            .iter()
            .copied()
            .flatten()
            .flat_map(|key| key.names);
        names.any(|known| *known == name)
    }

    /// The keys that an object must have in a version.
    pub(super) fn required(
        &self,
        dialect: Dialect,
    ) -> impl Iterator<Item = (&'static str, &'static Key)> {
        self.keys(dialect)
            .filter(|(_, key)| key.presence != KeyPresence::Optional)
    }
}

impl ObjectKind {
    /// The type of the value under a key in a version, whether the key is in the table or a name
    /// that the author chooses.
    pub(in crate::load) fn value_type(
        self,
        key: &str,
        dialect: Dialect,
    ) -> Option<&'static ValueType> {
        let table = self.table();
        match (table.key(key, dialect), &table.others) {
            (Some((_, key)), _) => Some(&key.value),
            (None, OtherKeys::Named(_)) if key.starts_with("x-") => None,
            (None, OtherKeys::Named(value) | OtherKeys::Free(value)) => Some(value),
            (None, OtherKeys::Extensions | OtherKeys::Nothing) => None,
        }
    }

    /// Its name in the standard, with an article: `a Schema Object`.
    pub(in crate::load) fn with_article(self) -> String {
        let title = self.table().title;
        let article = if title.starts_with(['A', 'E', 'I', 'O', 'X']) {
            "an"
        } else {
            "a"
        };
        format!("{article} {title}")
    }

    /// The root of a document.
    pub(in crate::load) fn document(dialect: Dialect) -> Self {
        match dialect {
            Dialect::V2 => Self::V2Document,
            Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => Self::Document,
        }
    }
}
