//! An operation in its place: below a path that clients of the API call, or in a webhook or
//! callback that the API sends.

use openapiv3::{Operation as Described, SecurityRequirement};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostic::Pointer;
use crate::ir::{Note, PathPart, PathTemplate, Role};
use crate::load::{Hook, HookKind, TypedPathItem};

/// An operation with everything around it that it inherits from: its path item, and the webhook or
/// callback that it belongs to.
pub(super) struct OperationSite<'a, 'd> {
    /// The path template of a served operation; empty for webhooks and callbacks, which have none.
    pub(super) path: &'d str,
    /// The webhook or callback, if the API sends the request.
    pub(super) hook: Option<&'a Hook>,
    /// The key in the path item: `get`.
    pub(super) method: &'d str,
    /// The path item, whose `parameters` and `servers` also apply to the operation.
    pub(super) item: &'d TypedPathItem,
    /// The operation as the document has it.
    pub(super) described: &'d Described,
    /// Where the path item is described, after references.
    pub(super) item_at: &'a Pointer,
    /// Where the operation is reached from `paths`.
    pub(super) own_at: &'a Pointer,
}

/// The characters that are escaped in a path segment: everything but the unreserved characters of
/// <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

impl<'d> OperationSite<'_, 'd> {
    /// The substitute for a missing `operationId`: `GET /pets`, or the name of the webhook or
    /// callback.
    pub(super) fn spelled(&self) -> String {
        match self.hook.map(|hook| &hook.kind) {
            None => format!("{} {}", self.method.to_ascii_uppercase(), self.path),
            Some(HookKind::Webhook(name) | HookKind::Callback { name, .. }) => name.clone(),
        }
    }

    /// Who calls the operation.
    pub(super) fn role(&self) -> Role {
        match self.hook.map(|hook| &hook.kind) {
            None => Role::Served,
            Some(HookKind::Webhook(name)) => Role::Webhook(name.clone()),
            Some(HookKind::Callback { name, expression }) => Role::Callback {
                name: name.clone(),
                expression: expression.clone(),
            },
        }
    }

    /// The path that is matched and filled in. Webhooks and callbacks have none in the document, so
    /// one is made up for receivers to serve:
    ///
    /// | operation | path |
    /// |---|---|
    /// | below `/pets/{id}` | `/pets/{id}` |
    /// | webhook `newPet` | `/newPet` |
    /// | callback with the method `on_event` | `/on_event` |
    ///
    /// A callback uses its method, because two operations can have callbacks of the same name.
    pub(super) fn template(&self, method: &str) -> PathTemplate {
        match self.hook.map(|hook| &hook.kind) {
            None => template(self.path),
            Some(HookKind::Webhook(name)) => {
                template(&format!("/{}", utf8_percent_encode(name, RESERVED)))
            }
            Some(HookKind::Callback { .. }) => {
                template(&format!("/{}", method.trim_start_matches("r#")))
            }
        }
    }

    /// The credentials that the operation requires: its own `security`, or that of the document.
    /// The document's `security` is about requests to the API, so webhooks and callbacks do not
    /// inherit it.
    pub(super) fn security(
        &self,
        document: Option<&'d [SecurityRequirement]>,
    ) -> Option<&'d [SecurityRequirement]> {
        let shared = document.filter(|_| self.hook.is_none());
        self.described.security.as_deref().or(shared)
    }

    /// The line of the docs that says where a callback is sent:
    /// ``The request goes to `{$request.body#/url}` ``.
    pub(super) fn note(&self) -> Option<Note> {
        match self.hook.map(|hook| &hook.kind) {
            Some(HookKind::Callback { expression, .. }) => Some(Note {
                words: "The request goes to".to_owned(),
                code: Some(expression.clone()),
            }),
            Some(HookKind::Webhook(_)) | None => None,
        }
    }
}

/// `/pets/{id}` as the parts `/pets/` and `id`. A brace without its partner is a literal character.
fn template(path: &str) -> PathTemplate {
    let mut parts = Vec::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, next)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            parts.push(PathPart::Literal(before.to_owned()));
        }
        parts.push(PathPart::Parameter(name.to_owned()));
        rest = next;
    }
    if !rest.is_empty() {
        parts.push(PathPart::Literal(rest.to_owned()));
    }
    PathTemplate {
        written: path.to_owned(),
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::{PathPart, template};

    #[test]
    fn templates_are_split() {
        let literal = |text: &str| PathPart::Literal(text.to_owned());
        let parameter = |name: &str| PathPart::Parameter(name.to_owned());
        assert_eq!(
            template("/v2/{id}.{ext}/x").parts,
            [
                literal("/v2/"),
                parameter("id"),
                literal("."),
                parameter("ext"),
                literal("/x")
            ]
        );
        assert_eq!(template("/{a").parts, [literal("/{a")]);
    }
}
