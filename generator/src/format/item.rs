//! Items: data types through `prettyplease`, functions through [`signature`](super::signature) and
//! [`expression`](super::expression), whose widths are rustfmt's.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, ImplItem, ItemImpl, ItemTrait, TraitItem};

use super::signature::{self, End};
use super::{comment, expression, line::line, typed};

/// Prints the items that `tokens` hold, without blank lines between them.
pub(super) fn print(tokens: TokenStream) -> String {
    match syn::parse2::<syn::File>(tokens.clone()) {
        Ok(file) => file.items.into_iter().map(item).collect(),
        Err(_) => line(tokens),
    }
}

/// Prints inner attributes, a line each.
pub(super) fn inner_attributes(attributes: TokenStream) -> String {
    let Ok(file) = syn::parse2::<syn::File>(attributes.clone()) else {
        return line(attributes);
    };
    let alone = |attribute| syn::File {
        shebang: None,
        frontmatter: None,
        attrs: vec![attribute],
        items: Vec::new(),
    };
    let lines = file
        .attrs
        .into_iter()
        .map(|attribute| prettyplease::unparse(&alone(attribute)));
    lines
        .map(|line| line.trim_end().to_owned() + "\n")
        .collect()
}

fn item(item: syn::Item) -> String {
    match item {
        syn::Item::Struct(item) => record(&item),
        syn::Item::Enum(item) => enumeration(&item),
        syn::Item::Type(item) => {
            let (visibility, name, ty) = (&item.vis, &item.ident, &item.ty);
            let head = line(quote::quote!(#visibility type #name));
            attributes(&item.attrs, 0) + &typed::alias(&head, &line(ty.to_token_stream()))
        }
        syn::Item::Impl(block) => implementation(&block),
        syn::Item::Trait(block) => interface(&block),
        syn::Item::Fn(function) => {
            let head = signature::print(&function.vis, &function.sig, 0, End::Body);
            attributes(&function.attrs, 0) + &function_text(&head, &function.block, 0)
        }
        syn::Item::Static(item) => {
            let head = line(head_of(
                &item.vis,
                &item.static_token,
                &item.ident,
                &item.ty,
            ));
            attributes(&item.attrs, 0) + &expression::binding(&head, &item.expr, 0)
        }
        syn::Item::Const(item) => {
            let head = line(head_of(&item.vis, &item.const_token, &item.ident, &item.ty));
            attributes(&item.attrs, 0) + &expression::binding(&head, &item.expr, 0)
        }
        other => prettyplease::unparse(&file(other)),
    }
}

fn file(item: syn::Item) -> syn::File {
    syn::File {
        shebang: None,
        frontmatter: None,
        attrs: Vec::new(),
        items: vec![item],
    }
}

/// `pub const NAME: Type`.
fn head_of(
    visibility: &syn::Visibility,
    keyword: &impl ToTokens,
    name: &syn::Ident,
    ty: &syn::Type,
) -> TokenStream {
    quote::quote!(#visibility #keyword #name: #ty)
}

fn record(item: &syn::ItemStruct) -> String {
    let (visibility, name) = (&item.vis, &item.ident);
    let head = attributes(&item.attrs, 0) + &line(quote::quote!(#visibility struct #name));
    if item.fields.is_empty() {
        return head + " {}\n";
    }
    let fields: String = item.fields.iter().map(field).collect();
    format!("{head} {{\n{fields}}}\n")
}

fn field(field: &syn::Field) -> String {
    let (visibility, name) = (&field.vis, &field.ident);
    let head = line(quote::quote!(#visibility #name));
    attributes(&field.attrs, 4) + &typed::field(&head, &line(field.ty.to_token_stream()), 4)
}

fn enumeration(item: &syn::ItemEnum) -> String {
    let (visibility, name) = (&item.vis, &item.ident);
    let head = attributes(&item.attrs, 0) + &line(quote::quote!(#visibility enum #name));
    if item.variants.is_empty() {
        return head + " {}\n";
    }
    let variants: String = item.variants.iter().map(variant).collect();
    format!("{head} {{\n{variants}}}\n")
}

fn variant(variant: &syn::Variant) -> String {
    let name = variant.ident.to_string();
    let payload: Vec<String> = variant
        .fields
        .iter()
        .map(|field| line(field.ty.to_token_stream()))
        .collect();
    attributes(&variant.attrs, 4) + &typed::variant(&name, &payload, 4)
}

fn implementation(block: &ItemImpl) -> String {
    let generics = &block.generics;
    let ty = line(block.self_ty.to_token_stream());
    let start = line(quote::quote!(impl #generics));
    let head = match &block.trait_ {
        Some(of) => typed::implementation(&start, &line(of.0.to_token_stream()), &ty),
        None => format!("{start} {ty}"),
    };
    let members: Vec<String> = block.items.iter().map(implemented).collect();
    attributes(&block.attrs, 0) + &braced(&head, &members)
}

fn implemented(member: &ImplItem) -> String {
    match member {
        ImplItem::Fn(function) => {
            let head = signature::print(&function.vis, &function.sig, 4, End::Body);
            attributes(&function.attrs, 4) + &function_text(&head, &function.block, 4)
        }
        other => format!("    {}\n", line(other.to_token_stream())),
    }
}

fn interface(block: &ItemTrait) -> String {
    let (visibility, name, bounds) = (&block.vis, &block.ident, &block.supertraits);
    let head = line(quote::quote!(#visibility trait #name: #bounds));
    let members: Vec<String> = block.items.iter().map(declared).collect();
    attributes(&block.attrs, 0) + &braced(&head, &members)
}

fn declared(member: &TraitItem) -> String {
    match member {
        TraitItem::Fn(function) => {
            let head = signature::print(
                &syn::Visibility::Inherited,
                &function.sig,
                4,
                End::Semicolon,
            );
            attributes(&function.attrs, 4) + &format!("    {head};\n")
        }
        other => format!("    {}\n", line(other.to_token_stream())),
    }
}

fn braced(head: &str, members: &[String]) -> String {
    if members.is_empty() {
        return format!("{head} {{}}\n");
    }
    let open = if head.ends_with('\n') { "" } else { " " };
    let mut text = format!("{head}{open}{{\n");
    let mut before: Option<&str> = None;
    for member in members {
        // Associated types stand together.
        let types = before.is_some_and(is_type) && is_type(member);
        if before.is_some() && !types {
            text.push('\n');
        }
        text.push_str(member);
        before = Some(member);
    }
    text + "}\n"
}

fn is_type(member: &str) -> bool {
    member.trim_start().starts_with("type ")
}

fn function_text(head: &str, block: &syn::Block, indent: usize) -> String {
    let pad = " ".repeat(indent);
    let open = if head.ends_with('\n') {
        format!("{pad}{{")
    } else {
        " {".to_owned()
    };
    if block.stmts.is_empty() {
        return format!("{pad}{head}{open}}}\n");
    }
    let body: String = block
        .stmts
        .iter()
        .map(|s| expression::statement(s, indent + 4))
        .collect();
    format!("{pad}{head}{open}\n{body}{pad}}}\n")
}

/// Doc comments and other attributes.
fn attributes(attributes: &[Attribute], indent: usize) -> String {
    let pad = " ".repeat(indent);
    let lines = attributes.iter().map(attribute_text);
    lines
        .flat_map(|text| {
            text.lines()
                .map(|line| format!("{pad}{line}\n"))
                .collect::<Vec<_>>()
        })
        .collect()
}

fn attribute_text(attribute: &Attribute) -> String {
    if let syn::Meta::NameValue(pair) = &attribute.meta
        && attribute.path().is_ident("doc")
        && let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(text),
            ..
        }) = &pair.value
    {
        return comment::line(
            "///",
            text.value().strip_prefix(' ').unwrap_or(&text.value()),
        );
    }
    let syn::Meta::List(list) = &attribute.meta else {
        return line(attribute.to_token_stream());
    };
    let arguments = line(list.tokens.clone());
    if arguments.chars().count() <= ATTRIBUTE {
        return line(attribute.to_token_stream());
    }
    let name = line(list.path.to_token_stream());
    let rows = list.tokens.clone().into_iter().collect::<Vec<_>>();
    let rows: Vec<String> = rows
        .split(|token| matches!(token, TokenTree::Punct(mark) if mark.as_char() == ','))
        .map(|row| format!("    {}", line(row.iter().cloned().collect())))
        .collect();
    format!("#[{name}(\n{}\n)]", rows.join(",\n"))
}

/// The widest arguments of an attribute that rustfmt leaves on one line (`attr_fn_like_width`).
const ATTRIBUTE: usize = 70;
