//! One line per union: how its alternatives are distinguished. Other types have their names on the
//! wire in `types.rs`.
//!
//! ```text
//! codec!(union Pet by "kind" { "cat" => Cat, "dog" | "wolf" => Dog, .. => Unknown });
//! codec!(received union Id { Number, Text });
//! codec!(union Net one checked { V4, V6 });
//! ```
//!
//! With `by`, a property decides. Without, every alternative is tried, and the one that recognizes
//! most is chosen. With `one`, a server rejects values that several match (`oneOf`); with `checked`,
//! an alternative matches only values that keep its limits.

use proc_macro2::TokenStream;
use quote::quote;

use crate::analysis::Direction;
use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{Matches, Tagging, TypeDef, Union, VariantName};

/// The lines of the unions.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let types = cx.types();
    types
        .filter_map(|(index, def)| item(cx, index, def))
        .collect()
}

/// The line, if the type is a union.
fn item(cx: &ModuleContext<'_>, index: usize, def: &TypeDef) -> Option<Item> {
    let data = def.kind.as_union()?;
    let direction = match cx.analysis.directions.of(index) {
        Direction::Requests => quote!(sent),
        Direction::Responses => quote!(received),
        Direction::Both => TokenStream::new(),
    };
    let name = cx.local(ModuleKind::Types, &def.name);
    Some(Table::line(
        cx.codegen("codec"),
        union(cx, index, direction, name, data),
    ))
}

/// `.. => Unknown`
fn rest(name: &VariantName) -> TokenStream {
    let name = ident(name);
    quote!(.. => #name)
}

/// `union Pet by "kind" { "cat" => Cat }`, `union Id one { Number, Text }`
fn union(
    cx: &ModuleContext<'_>,
    index: usize,
    direction: TokenStream,
    name: TokenStream,
    data: &Union,
) -> Node {
    match &data.tagging {
        Tagging::Untagged(trial) => {
            let one = (trial.matches == Matches::One).then(|| quote!(one));
            let checked = cx.analysis.checked.chooses(index);
            let checked = checked.then(|| quote!(checked));
            let rows = data.in_order(trial).map(|alternative| {
                let variant = ident(&alternative.name);
                Node::Leaf(quote!(#variant))
            });
            let head = quote!(#direction union #name #one #checked);
            Node::filled(head, rows.collect())
        }
        Tagging::Property(property, unknown) => {
            let property = literal::string(property);
            let known = data.alternatives.iter().map(|alternative| {
                let tags = alternative.tags.iter().map(|tag| literal::string(tag));
                row(quote!(#(#tags)|*), ident(&alternative.name))
            });
            let rows = known
                .chain(unknown.as_ref().map(|name| Node::Leaf(rest(name))))
                .collect();
            Node::filled(quote!(#direction union #name by #property), rows)
        }
    }
}

/// `"dog" | "wolf" => Dog`
fn row(wire: TokenStream, name: proc_macro2::Ident) -> Node {
    Node::Leaf(quote!(#wire => #name))
}
