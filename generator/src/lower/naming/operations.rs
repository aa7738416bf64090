//! The operations of a document -> what each asks to be called: its id, or else its method and
//! path; what the API sends is called by its name, and gives way to what clients of the API call.

use serde_json::{Map, Value};

use super::rust_name::chosen;
use super::words;
use crate::diagnostic::Pointer;
use crate::load::{Hook, HookKind};
use crate::pointer::follow_refs;

/// Methods of a Path Item Object (OpenAPI 3.0.3, "Path Item Object").
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The best rank of what the API sends: it gives way to what clients of the API call.
pub(super) const SENT: u8 = 2;

/// An operation before it has a name.
pub(super) struct OperationRequest<'d> {
    pub(super) at: Pointer,
    pub(super) text: String,
    pub(super) chosen: Option<&'d str>,
    pub(super) rank: u8,
    /// Words that distinguish it from another of the same name.
    pub(super) place: String,
    /// The suffixes of the methods that come with it.
    pub(super) brings: Vec<&'static str>,
}

impl OperationRequest<'_> {
    /// The text that names the method.
    pub(super) fn source(&self) -> &str {
        self.chosen.unwrap_or(&self.text)
    }
}

/// The operations of a document in its order, then those of its webhooks and callbacks.
pub(super) fn operations<'d>(
    tree: &'d Value,
    hooks: impl Iterator<Item = &'d Hook>,
) -> Vec<OperationRequest<'d>> {
    let mut found = Vec::new();
    let paths = tree.get("paths").and_then(Value::as_object);
    for path in paths.into_iter().flat_map(Map::keys) {
        let at = Pointer::root().child("paths").child(path);
        for (method, at, operation) in methods(tree, &at) {
            found.push(served(operation, at, describe(method, path)));
        }
    }
    for hook in hooks {
        for (method, at, operation) in methods(tree, &hook.at) {
            found.push(OperationRequest {
                place: told_apart(tree, hook),
                rank: SENT + u8::from(is_unnamed(operation)),
                brings: Vec::new(),
                ..served(operation, at, called(method, hook))
            });
        }
    }
    found
}

/// The operations of the path item at a place, or of the one that it refers to.
fn methods<'d>(tree: &'d Value, at: &Pointer) -> Vec<(&'static str, Pointer, &'d Value)> {
    let item = follow_refs(tree, at).and_then(|end| end.find(tree));
    let operations = METHODS.into_iter().filter_map(|method| {
        let operation = item?.get(method)?;
        Some((method, at.child(method), operation))
    });
    operations.collect()
}

/// A request of clients to the API; `described` replaces a missing id.
fn served(operation: &Value, at: Pointer, described: String) -> OperationRequest<'_> {
    let id = operation.get("operationId").and_then(Value::as_str);
    let brings = [("x-pagination", "_all"), ("x-waiter", "_and_wait")];
    let brings = brings
        .into_iter()
        .filter(|(key, _)| operation.get(key).is_some());
    OperationRequest {
        at,
        text: id.map_or(described, str::to_owned),
        chosen: chosen(operation),
        rank: u8::from(is_unnamed(operation)),
        place: String::new(),
        brings: brings.map(|(_, end)| end).collect(),
    }
}

/// Whether neither the document nor its extension has a name for an operation.
fn is_unnamed(operation: &Value) -> bool {
    let id = operation.get("operationId").and_then(Value::as_str);
    id.is_none() && chosen(operation).is_none()
}

/// A webhook or callback without an `operationId` is called what the document calls it; the method
/// is told where it is not the usual one.
fn called(method: &str, hook: &Hook) -> String {
    let (HookKind::Webhook(name) | HookKind::Callback { name, .. }) = &hook.kind;
    match method {
        "post" => name.clone(),
        _ => format!("{method} {name}"),
    }
}

/// What tells something that is sent apart from others of its name: callbacks by the operation that
/// they belong to.
fn told_apart(tree: &Value, hook: &Hook) -> String {
    match &hook.kind {
        HookKind::Webhook(_) => "webhook".to_owned(),
        HookKind::Callback { .. } => {
            let mut holder = hook.at.clone();
            for _ in 0..3 {
                holder = holder.parent().unwrap_or_default();
            }
            let id = holder.find(tree).and_then(|one| one.get("operationId"));
            let id = id.and_then(Value::as_str).map(str::to_owned);
            let path = holder
                .parent()
                .and_then(|path| Some(path.last()?.into_owned()));
            let described = || {
                describe(
                    &holder.last().unwrap_or_default(),
                    &path.unwrap_or_default(),
                )
            };
            format!("callback of {}", id.unwrap_or_else(described))
        }
    }
}

/// `get /pets/{id}/toys` without an `operationId` is `get_pets_by_id_toys`.
fn describe(method: &str, path: &str) -> String {
    let segments = path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .map(|segment| {
            let words = words::words(segment).join(" ");
            if segment.starts_with('{') {
                format!("by {words}")
            } else {
                words
            }
        });
    std::iter::once(method.to_owned())
        .chain(segments)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::describe;

    #[test]
    fn operations_without_id_are_named_by_method_and_path() {
        assert_eq!(
            describe("get", "/pets/{pet-id}/toys"),
            "get pets by pet id toys"
        );
    }
}
