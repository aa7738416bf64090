//! Limits as plain Rust: `impl Check` for the types that have any, and for every operation.

mod assertions;
mod bodies;
mod limits;
mod needed;
mod rules;

use proc_macro2::TokenStream;
use quote::quote;

pub(in crate::emit) use needed::NeededChecks;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, literal};
use crate::ir::{
    Constraints, Extra, Field, FieldName, Location, Operation, Struct, Tagging, Type, TypeKind,
    Union,
};

/// The implementations of the types.
pub(super) fn of_types(cx: &ModuleContext<'_>, needed: &NeededChecks) -> Vec<Item> {
    let checked = cx.types().filter(|(index, _)| needed.has(*index));
    checked
        .filter_map(|(_, def)| {
            let whole = limits::calls(cx, &def.limits);
            let whole = (!whole.is_empty()).then(|| quote!(check.at("", self)#whole;));
            let inside = match &def.kind {
                TypeKind::Struct(data) => of_struct(cx, needed, data),
                TypeKind::Union(data) => of_union(cx, needed, data),
                TypeKind::Enumeration(_) => TokenStream::new(),
                TypeKind::Alias(..) | TypeKind::Foreign(_) => return None,
            };
            let body = quote!(#whole #inside);
            Some(implementation(
                cx,
                cx.local(ModuleKind::Types, &def.name),
                body,
            ))
        })
        .collect()
}

/// The implementation of an operation's arguments, and of what its body is made of.
pub(super) fn of_operation(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    operation: &Operation,
) -> Vec<Item> {
    let name = cx.local(ModuleKind::Api, &operation.request);
    let parameters = operation.parameters.iter().map(|one| {
        let place = place(one.location, &one.wire);
        value(cx, needed, &place, &one.name, &one.ty, &one.constraints)
    });
    let content = operation.body.as_ref().map(|body| &body.content);
    let body = content.map(|content| bodies::statement(cx, needed, content));
    let places: Vec<_> = operation
        .parameters
        .iter()
        .map(|one| (&one.name, place(one.location, &one.wire)))
        .collect();
    let rules = operation
        .rules
        .iter()
        .map(|rule| rules::statement(&places, rule));
    let statements = parameters.chain(body).chain(rules).collect();
    let arguments = implementation(cx, name, statements);
    let content = content.map(|content| bodies::items(cx, needed, content));
    std::iter::once(arguments)
        .chain(content.into_iter().flatten())
        .collect()
}

fn place(location: Location, wire: &str) -> String {
    let location = match location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location}.{wire}")
}

fn implementation(cx: &ModuleContext<'_>, name: TokenStream, body: TokenStream) -> Item {
    let check = cx.codegen("Check");
    if body.is_empty() {
        return Item::Code(quote!(impl #check for #name {}));
    }
    let checker = cx.codegen("Checker");
    Item::Code(quote! {
        impl #check for #name {
            fn check(&self, check: &mut #checker<'_>) { #body }
        }
    })
}

fn of_field(cx: &ModuleContext<'_>, needed: &NeededChecks, field: &Field) -> TokenStream {
    let Field {
        wire,
        name,
        ty,
        constraints,
        ..
    } = field;
    value(cx, needed, wire, name, ty, constraints)
}

fn of_struct(cx: &ModuleContext<'_>, needed: &NeededChecks, data: &Struct) -> TokenStream {
    let fields = data.fields.iter();
    let fields = fields.map(|field| of_field(cx, needed, field));
    let extra = match &data.extra {
        Extra::Kept(name, ty, limits) => {
            let map = Type::Map(Box::new(ty.clone()));
            let limits = Constraints {
                own: Vec::new(),
                items: Some(Box::new(limits.clone())),
            };
            Some(value(cx, needed, "", name, &map, &limits))
        }
        Extra::Ignored | Extra::Closed => None,
    };
    let places: Vec<_> = data
        .fields
        .iter()
        .map(|field| (&field.name, field.wire.clone()))
        .collect();
    let rules = data
        .rules
        .iter()
        .map(|rule| rules::statement(&places, rule));
    fields.chain(extra).chain(rules).collect()
}

fn of_union(cx: &ModuleContext<'_>, needed: &NeededChecks, data: &Union) -> TokenStream {
    let arms: Vec<TokenStream> = data
        .alternatives
        .iter()
        .filter_map(|alternative| {
            let name = ident(&alternative.name);
            let body = statements(
                cx,
                needed,
                "",
                quote!(value),
                &alternative.ty,
                &alternative.constraints,
            );
            (!body.is_empty()).then(|| quote!(Self::#name(value) => { #body }))
        })
        .collect();
    let kept = matches!(&data.tagging, Tagging::Property(_, Some(_)));
    let others = (kept || arms.len() < data.alternatives.len()).then(|| quote!(_ => {}));
    if arms.is_empty() {
        return TokenStream::new();
    }
    quote!(match self { #(#arms)* #others })
}

fn value(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    place: &str,
    name: &FieldName,
    ty: &Type,
    constraints: &Constraints,
) -> TokenStream {
    let name = ident(name);
    statements(cx, needed, place, quote!(&self.#name), ty, constraints)
}

/// The statements that check one value: its own limits, those of its items, those of the types inside it.
fn statements(
    cx: &ModuleContext<'_>,
    needed: &NeededChecks,
    place: &str,
    value: TokenStream,
    ty: &Type,
    constraints: &Constraints,
) -> TokenStream {
    let limits = limits::effective(cx, ty, constraints);
    let place = literal::string(place);
    let own = limits::calls(cx, &limits.own);
    let own = (!own.is_empty()).then(|| quote!(check.at(#place, #value)#own;));
    let items = limits
        .items
        .as_ref()
        .filter(|items| !items.is_empty())
        .map(|items| {
            let calls = limits::nested(cx, items);
            quote!(check.each(#place, #value, |at| at #calls);)
        });
    let inside = needed
        .reaches(cx, ty)
        .then(|| quote!(check.inside(#place, #value);));
    quote!(#own #items #inside)
}
