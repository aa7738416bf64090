//! A request body -> the field `body` of the request type.

use openapiv3::{ReferenceOr, RequestBody};

use super::context::Lowering;
use super::docs::description;
use super::note::notes;
use crate::diagnostic::Pointer;
use crate::ir::{Body, Docs, Presence};

impl<'d> Lowering<'d, '_> {
    /// The body of an operation, which stands at `at`; `who` names the operation.
    pub(super) fn body(
        &mut self,
        body: &'d ReferenceOr<RequestBody>,
        at: &Pointer,
        who: &str,
    ) -> Option<Body> {
        let (body, at) = self.resolver.request_body(body, at)?;
        let content = self.content(&body.content, &at.child("content"), who)?;
        let presence = if body.required {
            Presence::Required
        } else {
            Presence::Optional
        };
        let docs = Docs {
            notes: notes(&content.usage.constraints),
            ..description(body.description.as_deref())
        };
        Some(Body {
            ty: content.usage.ty,
            presence,
            media: content.media,
            constraints: content.usage.constraints,
            docs,
        })
    }
}
