//! Limits of request bodies: of a single type, of the variants of an enum, of the values of a form.
//! Streams have none.
//!
//! ```text
//! limits!(union AddPetBody { Json => inside, Csv => [MaxLength(1_000)] });
//! limits!(UploadPhotoForm { "title" => title: [MinLength(1)], "photos" => photos: (files: [MinItems(1)]) });
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::{Rows, checks, list, of_field, table};
use crate::emit::body::BodyType;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, literal};
use crate::ir::{
    BodyContent, Constraint, Constraints, Field, MultipartForm, Operation, PartKind, Payload,
    VariantName,
};

/// The rows of the field `body`.
pub(super) fn rows(cx: &ModuleContext<'_>, body: &BodyContent) -> Rows {
    let row = |check: TokenStream| quote!("body" => body: #check);
    match body {
        BodyContent::Single(payload) => {
            let checks = of_one(cx, payload);
            checks.into_iter().map(row).collect()
        }
        BodyContent::Several(_, variants) => {
            let any = !of_variants(cx, variants).is_empty();
            any.then(|| row(quote!(inside))).into_iter().collect()
        }
    }
}

/// The tables of the enum and of the forms that the body is made of.
pub(in crate::emit::wire) fn items(cx: &ModuleContext<'_>, operation: &Operation) -> Vec<Item> {
    match operation.body.as_ref().map(|body| &body.content) {
        None => Vec::new(),
        Some(BodyContent::Single(payload)) => form(cx, payload).into_iter().collect(),
        Some(BodyContent::Several(name, variants)) => {
            let rows = of_variants(cx, variants);
            let choice = (!rows.is_empty()).then(|| {
                let name = cx.local(ModuleKind::Api, name);
                table(cx, quote!(union #name), rows.into_iter())
            });
            let forms = variants.iter();
            let forms = forms.filter_map(|(_, payload)| form(cx, payload));
            choice.into_iter().chain(forms).collect()
        }
    }
}

/// `Json => inside`, for the variants with anything to check.
fn of_variants(cx: &ModuleContext<'_>, variants: &[(VariantName, Payload)]) -> Rows {
    let rows = variants.iter().flat_map(|(name, payload)| {
        let name = ident(name);
        let checks = of_one(cx, payload);
        checks.into_iter().map(move |check| quote!(#name => #check))
    });
    rows.collect()
}

/// What is checked of a body in one group of media types.
fn of_one(cx: &ModuleContext<'_>, payload: &Payload) -> Vec<TokenStream> {
    match (&payload.form, BodyType::of_payload(payload)) {
        (Some(form), _) if !of_form(cx, form).is_empty() => vec![quote!(inside)],
        (None, Some(BodyType::Value(ty))) => checks(cx, ty, &payload.constraints).collect(),
        (Some(_) | None, _) => Vec::new(),
    }
}

/// `limits!(UploadPhotoForm { "title" => title: [MinLength(1)] });`
fn form(cx: &ModuleContext<'_>, payload: &Payload) -> Option<Item> {
    let form = payload.form.as_ref()?;
    let rows = of_form(cx, form);
    let name = cx.local(ModuleKind::Api, &form.name);
    (!rows.is_empty()).then(|| table(cx, name, rows.into_iter()))
}

/// The rows of a form: `"title" => title: [MinLength(1)]`, `"photos" => photos: (files: [MinItems(1)])`.
/// What is in a file is not checked, since it streams.
fn of_form(cx: &ModuleContext<'_>, form: &MultipartForm) -> Rows {
    let parts = form.parts.iter();
    let rows = parts.flat_map(|part| match part.kind {
        PartKind::Value => of_field(cx, &part.field),
        PartKind::File => Rows::new(),
        PartKind::Files => of_files(cx, &part.field),
    });
    rows.collect()
}

/// `"photos" => photos: (files: [MinItems(1)])`
fn of_files(cx: &ModuleContext<'_>, field: &Field) -> Rows {
    let limits = cx.api.effective(&field.ty, &field.constraints);
    let counts = limits.own.into_iter();
    let own: Vec<Constraint> = counts
        .filter(|limit| matches!(limit, Constraint::MinItems(_) | Constraint::MaxItems(_)))
        .collect();
    let (place, name) = (literal::string(&field.wire), ident(&field.name));
    let limits = list(cx, &Constraints { own, items: None });
    let row = limits.map(|limits| quote!(#place => #name: (files: #limits)));
    row.into_iter().collect()
}
