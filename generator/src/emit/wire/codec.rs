//! One line a type: its names on the wire.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::ident::ident;
use crate::emit::module_context::ModuleContext;
use crate::emit::module_path::ModuleKind;
use crate::emit::travel::Way;
use crate::emit::types::enums;
use crate::emit::{Item, Node, Table, literal};
use crate::ir::{
    Constant, Enumeration, Extra, RustName, Scalar, Struct, Tagging, Type, TypeDef, TypeKind,
    Union, Unlisted, VariantName,
};

/// The lines of every type that has one; an alias has none.
pub(super) fn items(cx: &ModuleContext<'_>) -> Vec<Item> {
    let (travel, types) = (cx.travel(), cx.types());
    types
        .filter_map(|(index, def)| item(cx, def, travel.way(index)))
        .collect()
}

fn item(cx: &ModuleContext<'_>, def: &TypeDef, way: Way) -> Option<Item> {
    let name = || cx.local(ModuleKind::Types, &def.name);
    let way = match way {
        Way::Sent => quote!(sent),
        Way::Received => quote!(received),
        Way::Both => TokenStream::new(),
    };
    let node = match &def.kind {
        TypeKind::Struct(data) => record(way, name(), data),
        TypeKind::Enumeration(data) => enumeration(cx, way, name(), data),
        TypeKind::Union(data) => union(way, name(), data),
        TypeKind::Alias(..) | TypeKind::Foreign(_) => return None,
    };
    Some(Table::line(cx.codegen("codec"), node))
}

fn record(way: TokenStream, name: TokenStream, data: &Struct) -> Node {
    let fields = data.fields.iter();
    let fields = fields.map(|field| row(literal::string(&field.wire), ident(&field.name)));
    let mut rows: Vec<Node> = data.constants.iter().map(constant).chain(fields).collect();
    let head = match &data.extra {
        Extra::Ignored => quote!(#way #name),
        Extra::Closed => quote!(#way closed #name),
        Extra::Kept(field, ..) => {
            let field = ident(field);
            rows.push(Node::Leaf(quote!(.. => #field)));
            quote!(#way #name)
        }
    };
    Node::filled(head, rows)
}

/// `const "object" = "account"`, the integers with their type.
fn constant(constant: &Constant) -> Node {
    let (wire, value) = (
        literal::string(&constant.wire),
        literal::constant(&constant.value),
    );
    Node::Leaf(quote!(const #wire = #value))
}

fn enumeration(
    cx: &ModuleContext<'_>,
    way: TokenStream,
    name: TokenStream,
    data: &Enumeration,
) -> Node {
    let unlisted = match &data.unlisted {
        Unlisted::Refused => quote!(closed),
        Unlisted::Kept(_) => TokenStream::new(),
        Unlisted::Allowed(_) => quote!(open),
    };
    let repr = match data.base {
        Scalar::Integer(_) => {
            let repr = cx.ty(&Type::Scalar(data.base));
            quote!(: #repr)
        }
        _ => TokenStream::new(),
    };
    let known = data
        .variants
        .iter()
        .map(|variant| row(enums::value(&variant.value), ident(&variant.name)));
    let rows = known
        .chain(data.unlisted.variant().and_then(renamed))
        .collect();
    Node::filled(quote!(#way #unlisted enum #name #repr), rows)
}

/// The row of the variant that keeps unknown values, where `Unknown` is taken.
fn renamed(name: &VariantName) -> Option<Node> {
    (name.as_str() != "Unknown").then(|| Node::Leaf(rest(name)))
}

fn rest(name: &VariantName) -> TokenStream {
    let name = ident(name);
    quote!(.. => #name)
}

fn union(way: TokenStream, name: TokenStream, data: &Union) -> Node {
    match &data.tagging {
        Tagging::Untagged => {
            let rows = data.alternatives.iter().map(|alternative| {
                let variant = ident(&alternative.name);
                Node::Leaf(quote!(#variant))
            });
            Node::filled(quote!(#way union #name), rows.collect())
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
            Node::filled(quote!(#way union #name by #property), rows)
        }
    }
}

fn row(wire: TokenStream, name: proc_macro2::Ident) -> Node {
    Node::Leaf(quote!(#wire => #name))
}
