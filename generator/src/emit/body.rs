//! What a request body is in Rust: a value, a stream, a form with files, or an enumeration of these.

use proc_macro2::TokenStream;

use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use super::response::{Content, carried};
use crate::ir::{Body, BodyContent, Payload};

/// What a payload is where it is no form with files.
pub(super) fn of_payload(payload: &Payload) -> Option<Content<'_>> {
    payload
        .form
        .is_none()
        .then(|| carried(&payload.ty, &payload.media))
}

/// Whether a payload is read and written over time.
pub(super) fn payload_streams(payload: &Payload) -> bool {
    of_payload(payload).is_none_or(Content::streams)
}

/// Whether a body is read and written over time, so that it can be neither cloned nor compared.
pub(super) fn streams(body: &BodyContent) -> bool {
    match body {
        BodyContent::Single(payload) => payload_streams(payload),
        BodyContent::Several(_, variants) => {
            variants.iter().any(|(_, payload)| payload_streams(payload))
        }
    }
}

impl ModuleContext<'_> {
    /// The type of a body.
    pub(super) fn body(&self, body: &BodyContent) -> TokenStream {
        match body {
            BodyContent::Single(payload) => self.payload(payload),
            BodyContent::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// The type of one payload.
    pub(super) fn payload(&self, payload: &Payload) -> TokenStream {
        match (&payload.form, of_payload(payload)) {
            (Some(form), _) => self.local(ModuleKind::Api, &form.name),
            (None, Some(content)) => self.content(content),
            (None, None) => self.content(Content::Empty),
        }
    }
}

/// The forms with files among the payloads of a body.
pub(super) fn forms(
    body: Option<&Body>,
) -> impl Iterator<Item = (&crate::ir::MultipartForm, &Payload)> {
    let payloads = body.into_iter().flat_map(Body::payloads);
    payloads.filter_map(|payload| Some((payload.form.as_ref()?, payload)))
}
