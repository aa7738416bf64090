//! What is below a key, by its name alone: for walks of a whole tree that need no tables.

use crate::load::private::{is_private, public};

/// The keys whose value is any JSON.
const DATA: [&str; 6] = ["default", "example", "examples", "enum", "const", "value"];

/// The keys below which authors choose the names, so that `default` is a response or a property there.
#[rustfmt::skip]
const NAMES: [&str; 10] = [
    "properties", "patternProperties", "responses", "schemas", "definitions", "$defs", "headers", "parameters", "links",
    "callbacks",
];

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::load) enum KeyNature {
    /// Any JSON, in which no key has a meaning: examples, defaults, extensions.
    Data,
    /// A map, whose keys are names that authors choose.
    Names,
    /// A part of the document.
    Part,
}

impl KeyNature {
    /// What is below this key. `named` says whether the key itself is a name that the author chose. A private key of a normalized
    /// tree is like its keyword.
    pub(in crate::load) fn of(key: &str, named: bool) -> Self {
        let keyword = public(key);
        if named {
            Self::Part
        } else if NAMES.contains(&keyword) {
            Self::Names
        } else if DATA.contains(&keyword) || key.starts_with("x-") && !is_private(key) {
            Self::Data
        } else {
            Self::Part
        }
    }
}
