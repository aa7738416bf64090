//! Which schema a place or a reference is: a component, by its key.

use serde_json::Value;

use crate::diagnostic::Pointer;

/// The value of `$ref`.
pub(super) fn reference(value: &Value) -> Option<&str> {
    value.get("$ref")?.as_str()
}

/// Whether a place is `/components/schemas/…`.
pub(super) fn is_component(at: &Pointer) -> bool {
    component_key(at).is_some()
}

/// The key of a component schema: `Pet` for `/components/schemas/Pet`, `None` for every other
/// place.
pub(super) fn component_key(at: &Pointer) -> Option<String> {
    let mut segments = at.segments();
    let (first, second, key) = (segments.next()?, segments.next()?, segments.next()?);
    (first == "components" && second == "schemas" && segments.next().is_none())
        .then(|| key.into_owned())
}
