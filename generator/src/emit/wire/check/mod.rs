//! Limits as plain Rust: `impl Check` for the types that have any, and for every operation.

mod assertions;
mod bodies;
mod limits;
mod reach;
mod rules;

use proc_macro2::TokenStream;
use quote::quote;

pub(in crate::emit) use reach::Reach;

use crate::emit::ident::ident;
use crate::emit::place::Home;
use crate::emit::scope::Scope;
use crate::emit::{Item, literal};
use crate::ir::{
    Constraints, Extra, Field, FieldName, Location, Operation, Struct, Tagging, Type, TypeKind,
    Union,
};

/// The implementations of the types.
pub(super) fn of_types(scope: &Scope<'_>, reach: &Reach) -> Vec<Item> {
    let checked = scope.types().filter(|(index, _)| reach.has(*index));
    checked
        .filter_map(|(_, def)| {
            let whole = limits::calls(scope, &def.limits);
            let whole = (!whole.is_empty()).then(|| quote!(check.at("", self)#whole;));
            let inside = match &def.kind {
                TypeKind::Struct(data) => of_struct(scope, reach, data),
                TypeKind::Union(data) => of_union(scope, reach, data),
                TypeKind::Enumeration(_) => TokenStream::new(),
                TypeKind::Alias(..) | TypeKind::Foreign(_) => return None,
            };
            let body = quote!(#whole #inside);
            Some(implementation(
                scope,
                scope.local(Home::Types, &def.name),
                body,
            ))
        })
        .collect()
}

/// The implementation of an operation's arguments, and of what its body is made of.
pub(super) fn of_operation(scope: &Scope<'_>, reach: &Reach, operation: &Operation) -> Vec<Item> {
    let name = scope.local(Home::Api, &operation.request);
    let parameters = operation.parameters.iter().map(|one| {
        let place = place(one.location, &one.wire);
        value(scope, reach, &place, &one.name, &one.ty, &one.constraints)
    });
    let content = operation.body.as_ref().map(|body| &body.content);
    let body = content.map(|content| bodies::statement(scope, reach, content));
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
    let arguments = implementation(scope, name, statements);
    let content = content.map(|content| bodies::items(scope, reach, content));
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

fn implementation(scope: &Scope<'_>, name: TokenStream, body: TokenStream) -> Item {
    let check = scope.runtime("check::Check");
    if body.is_empty() {
        return Item::Code(quote!(impl #check for #name {}));
    }
    let checker = scope.runtime("check::Checker");
    Item::Code(quote! {
        impl #check for #name {
            fn check(&self, check: &mut #checker<'_>) { #body }
        }
    })
}

fn of_field(scope: &Scope<'_>, reach: &Reach, field: &Field) -> TokenStream {
    let Field {
        wire,
        name,
        ty,
        constraints,
        ..
    } = field;
    value(scope, reach, wire, name, ty, constraints)
}

fn of_struct(scope: &Scope<'_>, reach: &Reach, data: &Struct) -> TokenStream {
    let fields = data.fields.iter();
    let fields = fields.map(|field| of_field(scope, reach, field));
    let extra = match &data.extra {
        Extra::Kept(name, ty, limits) => {
            let map = Type::Map(Box::new(ty.clone()));
            let limits = Constraints {
                own: Vec::new(),
                items: Some(Box::new(limits.clone())),
            };
            Some(value(scope, reach, "", name, &map, &limits))
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

fn of_union(scope: &Scope<'_>, reach: &Reach, data: &Union) -> TokenStream {
    let arms: Vec<TokenStream> = data
        .alternatives
        .iter()
        .filter_map(|alternative| {
            let name = ident(&alternative.name);
            let body = statements(
                scope,
                reach,
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
    scope: &Scope<'_>,
    reach: &Reach,
    place: &str,
    name: &FieldName,
    ty: &Type,
    constraints: &Constraints,
) -> TokenStream {
    let name = ident(name);
    statements(scope, reach, place, quote!(&self.#name), ty, constraints)
}

/// The statements that check one value: its own limits, those of its items, those of the types inside it.
fn statements(
    scope: &Scope<'_>,
    reach: &Reach,
    place: &str,
    value: TokenStream,
    ty: &Type,
    constraints: &Constraints,
) -> TokenStream {
    let limits = limits::effective(scope, ty, constraints);
    let place = literal::string(place);
    let own = limits::calls(scope, &limits.own);
    let own = (!own.is_empty()).then(|| quote!(check.at(#place, #value)#own;));
    let items = limits
        .items
        .as_ref()
        .filter(|items| !items.is_empty())
        .map(|items| {
            let calls = limits::nested(scope, items);
            quote!(check.each(#place, #value, |at| at #calls);)
        });
    let inside = reach
        .reaches(scope, ty)
        .then(|| quote!(check.inside(#place, #value);));
    quote!(#own #items #inside)
}
