//! `x-rust-name`: a name that the document's author chose, which wins over every derived one.

use serde_json::Value;

use crate::diagnostic::member;

/// `x-rust-name` of an object; an empty one counts as missing.
pub(in crate::lower) fn chosen(object: &Value) -> Option<&str> {
    member(object.as_object()?, "x-rust-name")?
        .as_str()
        .filter(|name| !name.is_empty())
}
