//! A request body (<https://spec.openapis.org/oas/v3.1.1.html#request-body-object>) -> the field
//! `body` of the request type: one type, or an enumeration with a variant for each type that the
//! media types carry.

use openapiv3::{ReferenceOr, RequestBody};

use super::constraint_docs::notes;
use super::context::Lowering;
use super::docs::description;
use super::media::{ContentUse, MediaContent};
use super::naming::{Case, media_words, plain, type_name, variant_names};
use crate::diagnostic::Pointer;
use crate::ir::{Body, BodyContent, Docs, Payload, Presence, Type};

/// How the enumeration of several bodies ends: `CreateChatBody`.
pub(super) const BODY: &str = "Body";

impl<'d> Lowering<'d, '_> {
    /// The body of an operation, described at `at`; `None` if its `content` is empty. `stem` is the
    /// beginning of the names of new types, `who` names the operation in reports.
    ///
    /// ```yaml
    /// requestBody:
    ///   content:
    ///     application/json: {schema: {$ref: …/Pet}}
    ///     text/csv: {schema: {type: string}}
    /// # enum CreatePetBody { Json(Pet), Csv(String) }
    /// ```
    pub(super) fn body(
        &mut self,
        body: &'d ReferenceOr<RequestBody>,
        at: &Pointer,
        stem: &str,
        who: &str,
    ) -> Option<Body> {
        let (body, at) = self.resolver.request_body(body, at)?;
        let contents = self.content(&body.content, &at.child("content"), who, ContentUse::Data);
        let notes = match contents.as_slice() {
            [single] => notes(&single.usage.constraints),
            _ => Vec::new(),
        };
        let docs = Docs {
            notes,
            ..description(body.description.as_deref())
        };
        let payloads: Vec<Payload> = contents
            .into_iter()
            .map(|content| self.payload(content, stem))
            .collect();
        Some(Body {
            content: body_content(payloads, stem)?,
            presence: Presence::of(body.required),
            docs,
        })
    }

    /// One type of the body. If it is a form with files, the request takes a struct of its own for
    /// it.
    fn payload(&mut self, content: MediaContent, stem: &str) -> Payload {
        let form = self.form(&content, stem);
        let MediaContent { usage, mut media } = content;
        // A JSON Patch is a list of changes (https://www.rfc-editor.org/rfc/rfc6902#section-3), so
        // a value of another type is sent in another media type if there is one. Kubernetes lists
        // JSON Patch first, and describes an object.
        if !matches!(self.bare(&usage.ty), Type::List(_)) {
            media.sort_by_key(|one| one.name == "application/json-patch+json");
        }
        Payload {
            ty: usage.ty,
            media,
            constraints: usage.constraints,
            form,
        }
    }
}

/// The only payload, or all of them as variants named after their media types; `None` without
/// payloads.
fn body_content(mut payloads: Vec<Payload>, stem: &str) -> Option<BodyContent> {
    if payloads.len() < 2 {
        return payloads.pop().map(BodyContent::Single);
    }
    let media = payloads.iter().filter_map(|payload| payload.media.first());
    let words = media.map(|media| (media_words(&media.name), media.name.clone()));
    let variants = variant_names(&words.collect::<Vec<_>>())
        .into_iter()
        .zip(payloads);
    let name = type_name(&plain(Case::Type, &format!("{stem} {BODY}")));
    Some(BodyContent::Several(name, variants.collect()))
}
