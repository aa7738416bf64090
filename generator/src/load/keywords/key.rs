//! The lines of the tables: a key, its type, whether it is required, what becomes of it, and the versions that have it.

use super::object_kind::ValueType;
use crate::load::Dialect;

/// One line of a table.
pub(in super::super) struct Key {
    pub(super) name: &'static str,
    pub(super) shape: ValueType,
    pub(super) fate: Support,
    pub(super) need: KeyPresence,
    pub(super) versions: Versions,
}

/// Whether an object must have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyPresence {
    Required,
    /// The standard requires it, but nothing is lost without it: lenient reading continues.
    Expected,
    /// The standard requires it, and an object without it is probably in the wrong place: only repairing continues.
    Essential,
    Optional,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Support {
    /// It shapes the generated types and signatures.
    Types,
    /// The generated code acts on it or checks it when it runs.
    Runtime,
    /// It is part of the docs of the generated code, or only for readers of the document.
    Documented,
    /// It has no effect, for this reason; requests and responses are correct without it.
    Ignored(&'static str),
}

/// The versions that have a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Versions {
    v3_0: bool,
    v3_1: bool,
    v3_2: bool,
}

impl Versions {
    pub(super) const ALL: Self = Self {
        v3_0: true,
        v3_1: true,
        v3_2: true,
    };
    pub(super) const V3_0: Self = Self {
        v3_0: true,
        v3_1: false,
        v3_2: false,
    };
    pub(super) const V3_1: Self = Self {
        v3_0: false,
        v3_1: true,
        v3_2: true,
    };
    pub(super) const V3_2: Self = Self {
        v3_0: false,
        v3_1: false,
        v3_2: true,
    };

    pub(super) fn include(self, dialect: Dialect) -> bool {
        match dialect {
            Dialect::V2 | Dialect::V3_0 => self.v3_0,
            Dialect::V3_1 => self.v3_1,
            Dialect::V3_2 => self.v3_2,
        }
    }
}

/// A key that may be missing.
pub(super) const fn optional(name: &'static str, shape: ValueType, fate: Support) -> Key {
    Key {
        name,
        shape,
        fate,
        need: KeyPresence::Optional,
        versions: Versions::ALL,
    }
}

/// A required key.
pub(super) const fn required(name: &'static str, shape: ValueType, fate: Support) -> Key {
    Key {
        name,
        shape,
        fate,
        need: KeyPresence::Required,
        versions: Versions::ALL,
    }
}

/// A required key without which lenient reading continues.
pub(super) const fn expected(name: &'static str, shape: ValueType, fate: Support) -> Key {
    Key {
        name,
        shape,
        fate,
        need: KeyPresence::Expected,
        versions: Versions::ALL,
    }
}

/// A required key without which only repairing continues.
pub(super) const fn essential(name: &'static str, shape: ValueType, fate: Support) -> Key {
    Key {
        name,
        shape,
        fate,
        need: KeyPresence::Essential,
        versions: Versions::ALL,
    }
}

impl Key {
    /// The same key, in 3.0 only.
    pub(super) const fn only_3_0(mut self) -> Self {
        self.versions = Versions::V3_0;
        self
    }

    /// The same key, up to 3.1.
    pub(super) const fn until_3_1(mut self) -> Self {
        self.versions.v3_2 = false;
        self
    }

    /// The same key, from 3.2 on.
    pub(super) const fn since_3_2(mut self) -> Self {
        self.versions = Versions::V3_2;
        self
    }

    /// The same key, from 3.1 on.
    pub(super) const fn since_3_1(mut self) -> Self {
        self.versions = Versions::V3_1;
        self
    }
}
