//! One line per request body of several types, and one per form with files.
//!
//! ```text
//! bodies!(AddPetBody { Json(Pet) => [Media::JSON], Csv(String) => [Media::text("text/csv")] });
//! multipart!(UploadPhotoForm { file "photo" => photo, value "title" => title });
//! ```
//!
//! The types are in `api.rs` (`api/body`).

use quote::quote;

use super::operation;
use crate::emit::body::forms;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{BodyContent, Operation, PartKind};

/// The lines of the body that the operation has.
pub(super) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    let body = operation.body.as_ref();
    let choice = body.and_then(|body| choice(cx, &body.content));
    let forms = forms(body).map(|form| {
        let name = cx.local(ModuleKind::Api, &form.name);
        let rows = form.parts.iter().map(|part| {
            let (field, wire) = (ident(&part.field.name), literal::string(&part.field.wire));
            Node::Leaf(match part.kind {
                PartKind::Value => quote!(value #wire => #field),
                PartKind::File | PartKind::Files => quote!(file #wire => #field),
            })
        });
        Table::line(cx.codegen("multipart"), Node::compact(name, rows.collect()))
    });
    choice.into_iter().chain(forms).collect()
}

/// `bodies!(AddPetBody { Json(Pet) => [Media::JSON] });`
fn choice(cx: &ModuleContext<'_>, body: &BodyContent) -> Option<Item> {
    let BodyContent::Several(name, variants) = body else {
        return None;
    };
    let name = cx.local(ModuleKind::Api, name);
    let rows = variants.iter().map(|(variant, payload)| {
        let media = operation::media_types(cx, payload);
        let (variant, ty) = (ident(variant), cx.payload(payload));
        Node::Leaf(quote!(#variant(#ty) => [#(#media),*]))
    });
    Some(Table::line(
        cx.codegen("bodies"),
        Node::compact(name, rows.collect()),
    ))
}
