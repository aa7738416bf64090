//! How an operation is known outside Rust, for readers who know the API and not the crate.
//!
//! ```text
//! `GET /pets/{id}`, `getPet`
//! Webhook `pet.sold`, a `POST`
//! ```

use super::code;
use crate::ir::{Operation, PathPart, Role};

/// ``GET /pets/{id}`, `getPet``: how the operation is known outside Rust.
pub(in crate::emit) fn operation_id(operation: &Operation) -> String {
    let method = operation.method.name();
    let sent = match &operation.role {
        Role::Served => None,
        Role::Webhook(name) => Some(("Webhook", name)),
        Role::Callback { name, .. } => Some(("Callback", name)),
    };
    if let Some((sort, name)) = sent {
        return format!("{sort} {}, a {}", code(name), code(method));
    }
    let place = code(&format!("{method} {}", path(operation)));
    if operation.id == format!("{method} {}", operation.path.written) {
        return place;
    }
    format!("{place}, {}", code(&operation.id))
}

/// The path as it is served, with its parameters in braces.
fn path(operation: &Operation) -> String {
    let parts = operation.path.parts.iter().map(|part| match part {
        PathPart::Literal(text) => text.clone(),
        PathPart::Parameter(name) => format!("{{{name}}}"),
    });
    parts.collect()
}
