//! How operations are called in changes.

use crate::ir::{Operation, Role};

/// An operation in the words of the document: `GET /pets/{id}`, `POST webhook newPet`.
pub(super) fn operation_name(operation: &Operation) -> String {
    let method = operation.method.name();
    match &operation.role {
        Role::Served => format!("{method} {}", operation.path.written),
        Role::Webhook(name) => format!("{method} webhook {name}"),
        Role::Callback { name, expression } => format!("{method} callback {name} {expression}"),
    }
}
