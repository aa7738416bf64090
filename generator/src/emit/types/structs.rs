//! Objects: `object!` with one row per property.
//!
//! ```text
//! object! {
//!     /// A pet.
//!     ///
//!     /// In JSON always with `object: pet`.
//!     pub struct Pet in responses {
//!         const object = "pet",
//!         /// The id.
//!         pub required id: i64,
//!         pub optional(into) owner as ownerName: String,
//!         ..more: Map<Value>,
//!     }
//! }
//! ```
//!
//! - A property with one possible value has no field: the codec writes it and rejects other values.
//! - `only requests required "password"` marks a property of one direction, which the codec leaves out
//!   of bodies of the other one, and requires where the document does.
//! - `in responses` marks a type that clients only receive, see [`Direction`].
//! - `..more` collects the properties that the document does not name, if it allows them with a
//!   schema.

use crate::analysis::Direction;
use crate::emit::Item;
use crate::emit::docs::{Prose, code};
use crate::emit::module_context::ModuleContext;
use crate::emit::struct_def::{FieldContent, FieldDef, FieldPresence, Purpose, StructDef};
use crate::ir::{Access, Constant, Extra, Field, Presence, Struct, TypeDef};

/// The struct and its methods.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    def: &TypeDef,
    data: &Struct,
    direction: Direction,
) -> Vec<Item> {
    let mut fields: Vec<FieldDef<'_>> = data.fields.iter().map(field).collect();
    if let Extra::Kept(name, ty, _) = &data.extra {
        fields.push(FieldDef {
            name,
            wire: "",
            content: FieldContent::Extra(ty),
            presence: FieldPresence::Collected,
            time: None,
            docs: Prose::nested_member(),
            deprecated: None,
        });
    }
    StructDef {
        name: &def.name,
        companion: data.companion.as_ref(),
        docs: docs(def, data),
        fields,
        purpose: Purpose::Object {
            constants: &data.constants,
            properties: &data.fields,
            is_closed: data.extra == Extra::Closed,
            direction,
        },
    }
    .items(cx)
}

/// The docs, with what has no field: the properties that always have the same value.
fn docs(def: &TypeDef, data: &Struct) -> Prose {
    let docs = super::nested_docs(def);
    let constants: Vec<String> = data.constants.iter().map(shown).collect();
    match constants.as_slice() {
        [] => docs,
        some => docs.text(&format!("In JSON always with {}.", some.join(", "))),
    }
    .origin_of(def)
}

/// `object: account`, as code.
fn shown(constant: &Constant) -> String {
    code(&format!(
        "{}: {}",
        constant.wire,
        super::enums::shown(&constant.value)
    ))
}

/// The row of a property.
fn field(field: &Field) -> FieldDef<'_> {
    FieldDef {
        name: &field.name,
        wire: &field.wire,
        content: FieldContent::Data(&field.ty),
        presence: presence(field),
        time: field.time,
        docs: access(Prose::nested_member().docs(&field.docs, ""), field),
        deprecated: field.docs.deprecated.as_deref(),
    }
}

/// Adds which side sends a field, if only one of them does.
fn access(docs: Prose, field: &Field) -> Prose {
    let required = field.presence == Presence::Required;
    match field.access {
        Access::ReadWrite => docs,
        Access::ReadOnly if required => docs.text("Only in responses, which always have it."),
        Access::ReadOnly => docs.text("Only in responses."),
        Access::WriteOnly if required => docs.text("Only in requests, which must have it."),
        Access::WriteOnly => docs.text("Only in requests."),
    }
}

/// A required property that only one side sends is an `Option`: the other side reads the type as
/// well, without it.
fn presence(field: &Field) -> FieldPresence<'_> {
    match &field.presence {
        Presence::Default(value) => FieldPresence::Default(value),
        Presence::Required if field.is_required() => FieldPresence::Required,
        Presence::Required | Presence::Optional => FieldPresence::Optional,
    }
}
