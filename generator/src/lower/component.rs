//! Which schema a place or a reference is: a component, by its key.

use std::borrow::Cow;

use serde_json::Value;

use crate::diagnostic::{Pointer, member};

/// The value of `$ref`.
pub(super) fn reference(value: &Value) -> Option<&str> {
    member(value.as_object()?, "$ref")?.as_str()
}

/// Whether a place is `/components/schemas/…`.
pub(super) fn is_component(at: &Pointer) -> bool {
    encoded_key(at).is_some()
}

/// How the places of component schemas start.
const SCHEMAS: &str = "/components/schemas/";

/// Whether a place is a component schema, or in one.
pub(super) fn is_in_component(at: &Pointer) -> bool {
    at.as_str().starts_with(SCHEMAS)
}

/// The key of a component schema: `Pet` for `/components/schemas/Pet`, `None` for every other
/// place.
pub(super) fn component_key(at: &Pointer) -> Option<String> {
    encoded_key(at)?;
    at.last().map(Cow::into_owned)
}

/// The key as the pointer has it.
fn encoded_key(at: &Pointer) -> Option<&str> {
    let key = at.as_str().strip_prefix(SCHEMAS)?;
    (!key.contains('/')).then_some(key)
}
