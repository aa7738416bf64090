//! The private keys of a normalized tree: what OpenAPI 3.0 has no key for.
//!
//! [`normalize`](super::normalize) brings every document into the shape of OpenAPI 3.0 and writes
//! these keys. Lowering and the checks of consistency read them, and nothing else does. A document cannot contain them itself:
//! the keyword pass removes extensions of this name.
//!
//! | key | in | contains |
//! |---|---|---|
//! | `x-bindwright-` + a keyword of JSON Schema 2020-12 (`if`, `contains`, …) | a schema | the value of that keyword |
//! | `x-bindwright-type` | a schema | a list of types beside `allOf`, `anyOf`, `oneOf` or `$ref` |
//! | `x-bindwright-items`, `x-bindwright-additionalProperties` | a schema | what the keyword says after `prefixItems` or `patternProperties` |
//! | `x-bindwright-between` | the items of a list (Swagger 2.0) | the character between the items of a list within a list |
//! | `x-bindwright-examples` | a schema | `examples` without the first, which is `example` |
//! | `x-bindwright-path-items` | the root | path items from other files |

use serde_json::Value;

/// The prefix of private keys. The rest is the keyword of the standard.
const PRIVATE: &str = "x-bindwright-";

/// The key of the root that contains the path items from other files: components of 3.0 cannot.
pub(crate) const PATH_ITEMS: &str = "x-bindwright-path-items";

/// The key of the character between the items of a list within a list.
const BETWEEN: &str = "x-bindwright-between";

/// The key of a schema's `examples` but the first.
pub(super) const MORE_EXAMPLES: &str = "x-bindwright-examples";

/// The private key for a keyword.
pub(crate) fn private(keyword: &str) -> String {
    format!("{PRIVATE}{keyword}")
}

/// The keyword of a private key; any other key as it is.
pub(crate) fn public(key: &str) -> &str {
    key.strip_prefix(PRIVATE).unwrap_or(key)
}

/// Whether a key is private.
pub(crate) fn is_private(key: &str) -> bool {
    key.starts_with(PRIVATE)
}

/// Notes the character between the items of a list within a list.
pub(super) fn set_between(items: &mut serde_json::Map<String, Value>, between: &str) {
    items.insert(BETWEEN.to_owned(), Value::from(between));
}

/// The character between the items of a list within a list.
pub(crate) fn between(items: &Value) -> Option<char> {
    items.get(BETWEEN)?.as_str()?.chars().next()
}
