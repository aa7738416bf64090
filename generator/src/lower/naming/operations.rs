//! The operations of a document -> the name that each asks for: its ID, or else its method and
//! path. Webhooks and callbacks are named after themselves, and give way to operations of the API.

use serde_json::{Map, Value};

use super::rust_name::chosen;
use super::words;
use crate::diagnostic::Pointer;
use crate::load::{Hook, HookKind};
use crate::pointer::follow_refs;

/// Methods of a Path Item Object (<https://spec.openapis.org/oas/v3.0.3.html#path-item-object>).
pub(super) const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The best rank of webhooks and callbacks: they give way to operations of the API.
pub(super) const SENT: u8 = 2;

/// An operation before it has a name, with its claim to one.
pub(super) struct OperationRequest<'d> {
    /// The place of the operation.
    pub(super) at: Pointer,
    /// `operationId`, or what replaces it.
    pub(super) text: String,
    pub(super) chosen: Option<&'d str>,
    /// The claim: a smaller number wins. Operations without an ID of their own rank lower.
    pub(super) rank: u8,
    /// Words that distinguish it from another of the same name.
    pub(super) place: String,
    /// The suffixes of methods that are generated beside this one: `_all` for pages, `_and_wait` and
    /// `_wait` for tasks.
    pub(super) suffixes: Vec<&'static str>,
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
    // Its marks are in schemas, which operations share: with one of them, any operation may have pages.
    let is_marked = mentions(tree, "x-stainless-pagination-property");
    let paths = tree.get("paths").and_then(Value::as_object);
    for path in paths.into_iter().flat_map(Map::keys) {
        let at = Pointer::root().child("paths").child(path);
        for (method, at, operation) in methods(tree, &at) {
            let mut request = served(operation, at, describe(method, path));
            if is_marked && !request.suffixes.contains(&"_all") {
                request.suffixes.push("_all");
            }
            found.push(request);
        }
    }
    for hook in hooks {
        for (method, at, operation) in methods(tree, &hook.at) {
            found.push(OperationRequest {
                place: distinguishing_words(tree, hook),
                rank: SENT + u8::from(is_unnamed(operation)),
                suffixes: Vec::new(),
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

/// The extensions that describe pages.
const PAGES: [&str; 4] = [
    "x-pagination",
    "x-speakeasy-pagination",
    "x-fern-pagination",
    "x-ms-pageable",
];

/// An operation that clients call; `described` replaces a missing ID.
fn served(operation: &Value, at: Pointer, described: String) -> OperationRequest<'_> {
    let id = operation.get("operationId").and_then(Value::as_str);
    let suffixes: [(&[&str], &str); 3] = [
        (&PAGES, "_all"),
        (&["x-waiter"], "_and_wait"),
        (&["x-waiter"], "_wait"),
    ];
    let has = |key: &&str| operation.get(key).is_some();
    let suffixes = suffixes
        .into_iter()
        .filter(|(keys, _)| keys.iter().any(has));
    OperationRequest {
        at,
        text: id.map_or(described, str::to_owned),
        chosen: chosen(operation),
        rank: u8::from(is_unnamed(operation)),
        place: String::new(),
        suffixes: suffixes.map(|(_, end)| end).collect(),
    }
}

/// Whether a key is anywhere in a value.
fn mentions(value: &Value, key: &str) -> bool {
    match value {
        Value::Object(members) => {
            let mut members = members.iter();
            members.any(|(name, value)| name == key || mentions(value, key))
        }
        Value::Array(items) => items.iter().any(|item| mentions(item, key)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}

/// Whether an operation has neither an ID nor `x-rust-name`.
fn is_unnamed(operation: &Value) -> bool {
    let id = operation.get("operationId").and_then(Value::as_str);
    id.is_none() && chosen(operation).is_none()
}

/// The name of a webhook or callback without an ID: what the document calls it. Its method is added
/// only if it is not `post`, the usual one.
fn called(method: &str, hook: &Hook) -> String {
    let (HookKind::Webhook(name) | HookKind::Callback { name, .. }) = &hook.kind;
    match method {
        "post" => name.clone(),
        _ => format!("{method} {name}"),
    }
}

/// The words that tell a webhook or callback apart from others of its name: a callback by the
/// operation that it belongs to.
fn distinguishing_words(tree: &Value, hook: &Hook) -> String {
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

/// The words for an operation without an ID: `get /pets/{id}/toys` is `get pets by id toys`.
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
