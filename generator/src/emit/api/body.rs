//! Request bodies that need types of their own: an enum if the type depends on the media type, a
//! struct for a form with files.
//!
//! ```text
//! pub enum AddPetBody {
//!     /// `application/json`.
//!     Json(Pet),
//!     /// `text/csv`.
//!     Csv(String),
//! }
//!
//! arguments! {
//!     /// The form that [`PetsApi::upload_photo`] sends.
//!     pub streaming struct UploadPhotoForm { pub required(into) photo: FilePart }
//! }
//! ```
//!
//! A body of one type without files needs neither: it is the field `body: Pet` of the arguments.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::Item;
use crate::emit::body::{forms, streams};
use crate::emit::docs::{Prose, code};
use crate::emit::enum_def::{EnumDef, Payloads};
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::struct_def::{FieldContent, FieldDef, FieldPresence, Purpose, StructDef};
use crate::ir::{
    BodyContent, FormPart, MultipartForm, Operation, PartKind, Payload, Presence, VariantName,
};

/// The types that the body of the operation needs.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let body = operation.body.as_ref();
    let choice = body.and_then(|body| choice(cx, operation, &body.content));
    let forms = forms(body).flat_map(|one| form(cx, operation, one));
    choice.into_iter().chain(forms).collect()
}

/// `pub enum AddPetBody { Json(Pet), Csv(String) }`, if media types differ in their types.
fn choice(cx: &ModuleContext<'_>, operation: &Operation, body: &BodyContent) -> Option<Item> {
    let BodyContent::Several(name, variants) = body else {
        return None;
    };
    let method = cx.method(operation);
    let several = variants.iter().any(|(_, payload)| payload.media.len() > 1);
    let choice = if several {
        " If a variant has several, the first is sent unless `Request::with_content_type` chooses \
         another."
    } else {
        ""
    };
    let docs = format!("The body of {method}: the variant decides the media type.{choice}");
    let def = EnumDef {
        name,
        docs: Prose::item().text(&docs),
        variants: variants.iter().map(|one| variant(cx, one)).collect(),
        payloads: if streams(body) {
            Payloads::Streams
        } else {
            Payloads::Structs
        },
        has_codec: false,
    };
    Some(def.item())
}

/// A variant, with its media types as docs: ``/// `application/json`, `text/json`.``
fn variant(cx: &ModuleContext<'_>, (name, payload): &(VariantName, Payload)) -> TokenStream {
    let media: Vec<String> = payload
        .media
        .iter()
        .map(|media| code(&media.name))
        .collect();
    let docs = Prose::member()
        .text(&format!("{}.", media.join(", ")))
        .tokens();
    let (name, ty) = (ident(name), cx.payload(payload));
    quote!(#docs #name(#ty))
}

/// `arguments! { pub streaming struct UploadPhotoForm { … } }`
fn form(cx: &ModuleContext<'_>, operation: &Operation, form: &MultipartForm) -> Vec<Item> {
    let method = cx.method(operation);
    StructDef {
        name: &form.name,
        companion: form.companion.as_ref(),
        docs: Prose::nested_item()
            .text(&format!("The form that {method} sends."))
            .origin(&form.origin),
        fields: form.parts.iter().map(field).collect(),
        purpose: Purpose::Arguments,
    }
    .items(cx)
}

/// A property of a form. A file has no default: there is no value that the document could give.
fn field(part: &FormPart) -> FieldDef<'_> {
    let field = &part.field;
    FieldDef {
        name: &field.name,
        wire: &field.wire,
        time: field.time,
        content: match part.kind {
            PartKind::Value => FieldContent::Data(&field.ty),
            PartKind::File => FieldContent::File,
            PartKind::Files => FieldContent::Files,
        },
        presence: match (&field.presence, part.kind) {
            (Presence::Required, _) => FieldPresence::Required,
            (Presence::Default(value), PartKind::Value) => FieldPresence::Default(value),
            (Presence::Default(_) | Presence::Optional, _) => FieldPresence::Optional,
        },
        docs: Prose::nested_member().docs(&field.docs, ""),
        deprecated: field.docs.deprecated.as_deref(),
    }
}
