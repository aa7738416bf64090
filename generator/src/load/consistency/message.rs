//! What a value is sent in, by its place in the document: `readOnly` properties are not in
//! requests, and `writeOnly` ones not in responses
//! (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>).

use crate::diagnostic::Trail;

/// What a value is sent in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Message {
    Request,
    Response,
}

impl Message {
    /// The messages that contain what is described at a place; `None` if both may.
    pub(super) fn at(place: &Trail<'_>) -> Option<Self> {
        let pointer = place.pointer();
        pointer.segments().find_map(|key| match key.as_ref() {
            "responses" => Some(Self::Response),
            "requestBody" | "requestBodies" | "parameters" => Some(Self::Request),
            _ => None,
        })
    }
}
