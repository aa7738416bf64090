//! The arguments of an operation: parameters and body as the fields of a struct.
//!
//! ```text
//! arguments! {
//!     /// Arguments of [`PetsApi::update_pet`].
//!     pub struct UpdatePet {
//!         pub required(into) id: String,
//!         pub optional dry_run: bool,
//!         pub required body: Pet,
//!     }
//! }
//! ```
//!
//! Where each field is in the request is a row of `operation!` in `wire.rs`.

use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::module_context::ModuleContext;
use crate::emit::struct_def::{FieldContent, FieldDef, FieldPresence, Purpose, StructDef};
use crate::ir::{Body, BodyContent, FieldName, Media, Operation, Parameter, Payload, Presence};

/// The struct and its methods.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let body_name = body_name();
    let mut fields: Vec<FieldDef<'_>> = operation.parameters.iter().map(parameter).collect();
    fields.extend(operation.body.as_ref().map(|one| body(&body_name, one)));
    let method = cx.method(operation);
    StructDef {
        name: &operation.request,
        companion: operation.companion.as_ref(),
        docs: Prose::nested_item().text(&format!("Arguments of {method}.")),
        fields,
        purpose: Purpose::Arguments,
    }
    .items(cx)
}

/// The field of the body.
fn body_name() -> FieldName {
    FieldName::from_valid("body".to_owned())
}

/// The field of a parameter. One that the client supplies is optional, whatever the document says:
/// its value comes from the builder unless the caller sets another.
fn parameter(parameter: &Parameter) -> FieldDef<'_> {
    let prose = Prose::nested_member().docs(&parameter.docs, "");
    let (presence, docs) = match &parameter.presence {
        _ if parameter.from_client => (
            FieldPresence::Optional,
            prose.text("If it is `None`, the client sends its configured value; on a server it is always set."),
        ),
        Presence::Required => (FieldPresence::Required, prose),
        Presence::Optional => (FieldPresence::Optional, prose),
        Presence::Default(value) => (FieldPresence::Default(value), prose),
    };
    FieldDef {
        name: &parameter.name,
        wire: &parameter.wire,
        content: FieldContent::Data(&parameter.ty),
        presence,
        time: parameter.time,
        docs,
        deprecated: parameter.docs.deprecated.as_deref(),
    }
}

/// The field of the body. A body has no default in OpenAPI.
fn body<'a>(name: &'a FieldName, body: &'a Body) -> FieldDef<'a> {
    let prose = Prose::nested_member().docs(&body.docs, "");
    FieldDef {
        name,
        wire: "",
        content: FieldContent::Body(&body.content),
        time: None,
        presence: match body.presence {
            Presence::Required => FieldPresence::Required,
            Presence::Optional | Presence::Default(_) => FieldPresence::Optional,
        },
        docs: match &body.content {
            BodyContent::Single(Payload { media, .. }) if media.len() > 1 => {
                prose.text(&media_types(media))
            }
            BodyContent::Single(_) | BodyContent::Several(..) => prose,
        },
        deprecated: None,
    }
}

/// The media types of a body of one type, and how to choose.
fn media_types(media: &[Media]) -> String {
    let names: Vec<String> = media.iter().map(|one| code(&one.name)).collect();
    format!(
        "Media types: {}. The first is sent unless `Request::with_content_type` chooses another.",
        names.join(", ")
    )
}
