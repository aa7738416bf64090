//! An operation in its place: below a path that clients of the API call, or in a webhook or
//! callback that the API sends.

use openapiv3::{Operation as Described, PathItem, SecurityRequirement};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::diagnostic::Pointer;
use crate::ir::{Note, PathPart, PathTemplate, Role};
use crate::load::{Hook, HookKind};

/// An operation and its path item.
pub(super) struct OperationSite<'a, 'd> {
    pub(super) path: &'d str,
    /// The webhook or callback, if the API sends the request.
    pub(super) hook: Option<&'a Hook>,
    pub(super) method: &'d str,
    pub(super) item: &'d PathItem,
    pub(super) described: &'d Described,
    /// Where the path item is described, after references.
    pub(super) item_at: &'a Pointer,
    /// Where the operation is reached from `paths`.
    pub(super) own_at: &'a Pointer,
}

/// The characters that are escaped in a segment of a path: all but
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

    /// The path: of a webhook its name, of a callback that of the method, since operations may
    /// share names of callbacks.
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

    /// The requirements of the operation, or else of the document.
    pub(super) fn security(
        &self,
        document: Option<&'d [SecurityRequirement]>,
    ) -> Option<&'d [SecurityRequirement]> {
        let shared = document.filter(|_| self.hook.is_none());
        self.described.security.as_deref().or(shared)
    }

    /// The docs of where the request of a callback goes.
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

/// `/a/{b}` in parts; a brace without its partner is a literal.
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
    fn templates_come_apart() {
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
