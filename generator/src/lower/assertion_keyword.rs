//! The keys of a schema -> those that are checked in addition to its type.
//!
//! Keywords that OpenAPI 3.0 does not have are under private keys here. `oneOf` and `anyOf` count
//! only if their alternatives are not types: `oneOf: [{required: [email]}, {required: [phone]}]`.

use serde_json::{Map, Value};

use super::shape::{constrains, is_typed};
use crate::diagnostic::Pointer;
use crate::load::{is_private, private};

/// Keywords that are checked in addition to the type of a value, without the prefix of those that
/// 3.0 does not have.
pub(super) const BESIDE: &[&str] = &[
    "not",
    "oneOf",
    "anyOf",
    "if",
    "prefixItems",
    "items",
    "contains",
    "propertyNames",
    "patternProperties",
    "additionalProperties",
    "dependentRequired",
    "dependentSchemas",
    "dependencies",
];

/// A keyword with everything that its check may depend on.
pub(super) struct Keyword<'k, 'd> {
    /// Without the prefix of what 3.0 does not have.
    pub(super) name: &'k str,
    pub(super) value: &'d Value,
    /// The place of its value.
    pub(super) at: Pointer,
    /// The schema.
    pub(super) object: &'d Map<String, Value>,
}

/// A keyword that is checked in addition to the type, if the schema has it.
///
/// ```yaml
/// oneOf: [{$ref: Cat}, {$ref: Dog}]             # a type: not a keyword here
/// oneOf: [{required: [email]}, {required: [phone]}]   # a check
/// ```
pub(super) fn beside<'k, 'd>(
    name: &'k str,
    at: &Pointer,
    object: &'d Map<String, Value>,
) -> Option<Keyword<'k, 'd>> {
    match name {
        "not" | "anyOf" | "oneOf" => {
            let value = object.get(name)?;
            let members = value.as_array().map_or(&[][..], Vec::as_slice);
            let types = members.iter().any(is_typed) || !members.iter().any(constrains);
            let at = at.child(name);
            (name == "not" || !types).then_some(Keyword {
                name,
                value,
                at,
                object,
            })
        }
        name => {
            let key = private(name);
            let (value, at) = (object.get(&key)?, at.child(&key));
            Some(Keyword {
                name,
                value,
                at,
                object,
            })
        }
    }
}

/// Whether a key may be one of [`BESIDE`]. A quick look that spares most schemas thirteen look-ups.
pub(super) fn is_beside(key: &str) -> bool {
    matches!(key, "not" | "anyOf" | "oneOf") || is_private(key)
}

/// The keyword beside the one at `at`, as `then` is beside `if`.
pub(super) fn beside_private<'k, 'd>(
    name: &'k str,
    at: &Pointer,
    object: &'d Map<String, Value>,
) -> Option<Keyword<'k, 'd>> {
    let schema = at.parent()?;
    beside(name, &schema, object)
}
