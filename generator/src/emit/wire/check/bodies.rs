//! Limits of request bodies: of the only type, of the variants of an enumeration, of the values of a form. Streams have none.

use proc_macro2::TokenStream;
use quote::quote;

use super::needed::NeededChecks;
use super::{implementation, statements};
use crate::emit::Item;
use crate::emit::body::of_payload;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::response::Content;
use crate::ir::{BodyContent, MultipartForm, PartKind, Payload, VariantName};

/// The statement that checks the field `body`.
pub(super) fn statement(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    body: &BodyContent,
) -> TokenStream {
    match body {
        BodyContent::Single(payload) => of_one(cx, needed, "body", quote!(&self.body), payload),
        BodyContent::Several(_, variants) if arms(cx, needed, variants).is_empty() => {
            TokenStream::new()
        }
        BodyContent::Several(..) => quote!(check.inside("body", &self.body);),
    }
}

/// The implementations of the enumeration and of the forms that the body is made of.
pub(super) fn items(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    body: &BodyContent,
) -> Vec<Item> {
    match body {
        BodyContent::Single(payload) => form_of(cx, needed, payload).into_iter().collect(),
        BodyContent::Several(name, variants) => {
            let arms = arms(cx, needed, variants);
            let others: Vec<_> = variants
                .iter()
                .filter(|(_, payload)| of_one(cx, needed, "", quote!(value), payload).is_empty())
                .map(|(name, _)| ident(name))
                .collect();
            let others = (!others.is_empty()).then(|| quote!(#(Self::#others(_))|* => {}));
            let choice = (!arms.is_empty()).then(|| {
                let name = cx.local(ModuleKind::Api, name);
                implementation(cx, name, quote!(match self { #(#arms)* #others }))
            });
            let forms = variants.iter();
            let forms = forms.filter_map(|(_, payload)| form_of(cx, needed, payload));
            choice.into_iter().chain(forms).collect()
        }
    }
}

fn arms(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    variants: &[(VariantName, Payload)],
) -> Vec<TokenStream> {
    let arms = variants.iter().filter_map(|(name, payload)| {
        let body = of_one(cx, needed, "", quote!(value), payload);
        let name = ident(name);
        (!body.is_empty()).then(|| quote!(Self::#name(value) => { #body }))
    });
    arms.collect()
}

fn of_one(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    place: &str,
    value: TokenStream,
    payload: &Payload,
) -> TokenStream {
    match (&payload.form, of_payload(payload)) {
        (Some(form), _) if !of_form(cx, needed, form).is_empty() => {
            let place = crate::emit::literal::string(place);
            quote!(check.inside(#place, #value);)
        }
        (None, Some(Content::Data(ty))) => {
            statements(cx, needed, place, value, ty, &payload.constraints)
        }
        (Some(_) | None, _) => TokenStream::new(),
    }
}

fn form_of(cx: &ModuleContext<'_>, needed: &NeededChecks, payload: &Payload) -> Option<Item> {
    let form = payload.form.as_ref()?;
    let body = of_form(cx, needed, form);
    let name = cx.local(ModuleKind::Api, &form.name);
    (!body.is_empty()).then(|| implementation(cx, name, body))
}

fn of_form(cx: &ModuleContext<'_>, needed: &NeededChecks, form: &MultipartForm) -> TokenStream {
    let values = form
        .parts
        .iter()
        .filter(|part| part.kind == PartKind::Value)
        .map(|part| &part.field);
    values
        .map(|field| super::of_field(cx, needed, field))
        .collect()
}
