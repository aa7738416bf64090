//! What a body is in Rust: a value, a stream, a form with files, or an enum of these.
//!
//! The media type decides, not the schema. For `{$ref: Pet}`:
//!
//! ```text
//! application/json        Pet
//! text/event-stream       EventStream<Pet>
//! application/jsonl       JsonLines<Pet>
//! application/zip         ByteStream
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::module_context::ModuleContext;
use super::module_path::ModuleKind;
use crate::ir::{Body, BodyContent, BodyForm, Media, MultipartForm, Payload, Reply, Type};

/// What a body without files is in Rust.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum BodyType<'a> {
    /// `()`: there is no body.
    Empty,
    /// `Value`: JSON that the document does not describe.
    Any,
    /// `Pet`.
    Value(&'a Type),
    /// `ByteStream`.
    Bytes,
    /// `EventStream<Pet>`: server-sent events with data of a type.
    Events(&'a Type),
    /// `JsonLines<Pet>`: one value per line.
    Lines(&'a Type),
}

impl<'a> BodyType<'a> {
    /// That of a schema in these media types.
    fn new(ty: &'a Type, media: &[Media]) -> Self {
        match BodyForm::of(media) {
            BodyForm::Value => Self::Value(ty),
            BodyForm::Bytes => Self::Bytes,
            BodyForm::Events => Self::Events(ty),
            BodyForm::Lines => Self::Lines(ty),
        }
    }

    /// That of a response.
    pub(super) fn of_reply(reply: &'a Reply) -> Self {
        let ty = reply.body.as_ref();
        ty.map_or(Self::Empty, |ty| Self::new(ty, &reply.media))
    }

    /// That of responses which share it.
    pub(super) fn of_replies(replies: &'a [Reply]) -> Self {
        Reply::with_body(replies).map_or(Self::Empty, Self::of_reply)
    }

    /// That of a request body; `None` for a form with files, which has a struct of its own.
    pub(super) fn of_payload(payload: &'a Payload) -> Option<Self> {
        let is_form = payload.form.is_some();
        (!is_form).then(|| Self::new(&payload.ty, &payload.media))
    }

    /// Whether it is read and written over time, so that it can be neither cloned nor compared.
    pub(super) fn streams(self) -> bool {
        match self {
            Self::Bytes | Self::Events(_) | Self::Lines(_) => true,
            Self::Empty | Self::Any | Self::Value(_) => false,
        }
    }
}

/// Whether a request body is read and written over time, in any of its media types. Files are
/// streams.
pub(super) fn streams(body: &BodyContent) -> bool {
    let payload = |payload| BodyType::of_payload(payload).is_none_or(BodyType::streams);
    match body {
        BodyContent::Single(one) => payload(one),
        BodyContent::Several(_, variants) => variants.iter().any(|(_, one)| payload(one)),
    }
}

impl ModuleContext<'_> {
    /// The type of a body.
    pub(super) fn body_type(&self, body: BodyType<'_>) -> TokenStream {
        match body {
            BodyType::Empty => quote!(()),
            BodyType::Any => self.runtime("Value"),
            BodyType::Value(ty) => self.ty(ty),
            BodyType::Bytes => self.runtime("ByteStream"),
            BodyType::Events(ty) => {
                let (stream, ty) = (self.runtime("EventStream"), self.ty(ty));
                quote!(#stream<#ty>)
            }
            BodyType::Lines(ty) => {
                let (lines, ty) = (self.runtime("JsonLines"), self.ty(ty));
                quote!(#lines<#ty>)
            }
        }
    }

    /// The type of a request body.
    pub(super) fn body(&self, body: &BodyContent) -> TokenStream {
        match body {
            BodyContent::Single(payload) => self.payload(payload),
            BodyContent::Several(name, _) => self.local(ModuleKind::Api, name),
        }
    }

    /// The type of a request body in one group of media types.
    pub(super) fn payload(&self, payload: &Payload) -> TokenStream {
        match (&payload.form, BodyType::of_payload(payload)) {
            (Some(form), _) => self.local(ModuleKind::Api, &form.name),
            (None, body) => self.body_type(body.unwrap_or(BodyType::Empty)),
        }
    }
}

/// The forms with files among the media types of a request body.
pub(super) fn forms(body: Option<&Body>) -> impl Iterator<Item = &MultipartForm> {
    let payloads = body.into_iter().flat_map(Body::payloads);
    payloads.filter_map(|payload| payload.form.as_ref())
}
