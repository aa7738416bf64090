//! The public parts of an item of the runtime, which is written by hand, as lines.

use std::fmt::Write as _;

use quote::ToTokens;

/// Appends a line per public part of an item.
pub fn list(module: &str, item: &syn::Item, lines: &mut String) {
    match item {
        syn::Item::Struct(item) if public(&item.vis) => {
            let name = format!("{module}{}", item.ident);
            line(lines, &name, &format!("struct{}", plain(&item.generics)));
            for field in item.fields.iter().filter(|field| public(&field.vis)) {
                let field_name = field
                    .ident
                    .as_ref()
                    .map_or("0".to_owned(), ToString::to_string);
                line(lines, &format!("{name}.{field_name}"), &plain(&field.ty));
            }
        }
        syn::Item::Enum(item) if public(&item.vis) => {
            let name = format!("{module}{}", item.ident);
            line(lines, &name, "enum");
            for variant in &item.variants {
                line(
                    lines,
                    &format!("{name}::{}", variant.ident),
                    &plain(&variant.fields),
                );
            }
        }
        syn::Item::Trait(item) if public(&item.vis) => {
            let name = format!("{module}{}", item.ident);
            line(lines, &name, "trait");
            for member in &item.items {
                if let syn::TraitItem::Fn(method) = member {
                    line(
                        lines,
                        &format!("{name}::{}", method.sig.ident),
                        &plain(&method.sig),
                    );
                }
            }
        }
        syn::Item::Impl(item) => list_impl(module, item, lines),
        syn::Item::Fn(item) if public(&item.vis) => {
            line(
                lines,
                &format!("{module}{}", item.sig.ident),
                &plain(&item.sig),
            );
        }
        syn::Item::Type(item) if public(&item.vis) => {
            line(lines, &format!("{module}{}", item.ident), &plain(&item.ty));
        }
        syn::Item::Const(item) if public(&item.vis) => {
            line(lines, &format!("{module}{}", item.ident), &plain(&item.ty));
        }
        syn::Item::Mod(item) if public(&item.vis) => {
            line(lines, &format!("{module}{}", item.ident), "mod");
        }
        syn::Item::Use(item) if public(&item.vis) => line(lines, "use", &plain(&item.tree)),
        _ => {}
    }
}

/// The same for an `impl` block.
pub fn list_impl(module: &str, item: &syn::ItemImpl, lines: &mut String) {
    let ty = plain(&item.self_ty);
    if let Some((path, _)) = &item.trait_ {
        line(
            lines,
            &format!("{module}{ty}"),
            &format!("impl {}", plain(path)),
        );
        return;
    }
    for member in &item.items {
        if let syn::ImplItem::Fn(method) = member
            && public(&method.vis)
        {
            line(
                lines,
                &format!("{module}{ty}::{}", method.sig.ident),
                &plain(&method.sig),
            );
        }
    }
}

/// Whether other crates see it.
pub fn public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

fn line(lines: &mut String, name: &str, what: &str) {
    let what = if what.is_empty() {
        String::new()
    } else {
        format!(": {what}")
    };
    writeln!(lines, "{name}{what}").expect("a string takes everything");
}

/// Tokens as a string, without the spaces that `quote` puts around punctuation.
pub fn plain(tokens: &impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (from, to) in [
        (" :: ", "::"),
        (" < ", "<"),
        (" > ", "> "),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        (" :", ":"),
        ("& ", "&"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        ("> >", ">>"),
        ("> ,", ">,"),
        ("> )", ">)"),
    ] {
        text = text.replace(from, to);
    }
    text.trim().to_owned()
}
