//! What changes for callers? Snapshots of the generated Workspace crate: its public API with one item per line, and each
//! file.

mod runtime_api;
mod support;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use bindwright::emit::Root;
use bindwright::write::apply;
use bindwright::{Generator, OutputKind};
use quote::ToTokens;
use support::{assert_no_orphans, enter_root, files, read};

#[test]
fn the_public_api() {
    let mut lines = String::new();
    for path in generated() {
        let file = syn::parse_file(&read(&path)).expect("generated code parses");
        // `types` re-exports the items of `types/pets.rs`.
        let module = match module(&path).split('/').next() {
            Some("lib") | None => String::new(),
            Some(head) => format!("{head}::"),
        };
        for item in &file.items {
            list(&module, item, &mut lines);
        }
    }
    insta::assert_snapshot!("public_api", lines);
}

#[test]
fn every_generated_file() {
    for path in generated() {
        let name = module(&path).replace('/', "_");
        insta::with_settings!({ omit_expression => true }, {
            insta::assert_snapshot!(format!("file_{name}"), read(&path));
        });
    }
}

#[test]
fn the_public_api_of_the_runtime() {
    let (lines, root) = runtime_api::lines();
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("runtime_public_api", lines);
    });
    assert!(
        root.len() <= 48,
        "{} names at the root: {root:?}",
        root.len()
    );
    let macros = runtime_api::visible_macros();
    assert!(macros.is_empty(), "visible macros: {macros:?}");
}

#[test]
fn no_snapshot_is_left_over() {
    let generated = generated();
    let names = generated.iter().map(|path| module(path).replace('/', "_"));
    let expected = names
        .map(|name| format!("file_{name}"))
        .chain(["public_api".to_owned(), "runtime_public_api".to_owned()]);
    assert_no_orphans("review", expected);
}

/// The files below `generated/`, after a check that they are up to date. `INSTA_UPDATE=always` updates them, too.
fn generated() -> Vec<PathBuf> {
    static FRESH: OnceLock<()> = OnceLock::new();
    FRESH.get_or_init(|| {
        enter_root();
        let form = OutputKind::Modules(Root::Crate);
        let generator = Generator::new("spec/workspace.yaml").crate_name("huaweicloud_workspace");
        let run = generator.plan(Path::new("generated"), &form);
        let plan = run.generated.expect("the document is valid").plan;
        if std::env::var("INSTA_UPDATE").is_ok_and(|value| value == "always") {
            apply(&plan).expect("`generated/` can be written");
        } else {
            assert!(
                plan.is_fresh(),
                "`generated/` is out of date: run `cargo build`"
            );
        }
    });
    files("generated", "rs")
}

/// The path of a file below `generated/`, with `/` between its parts, without `.rs`.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("generated").expect("below generated");
    let parts = inside.with_extension("");
    let parts = parts.iter().map(|part| part.to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Appends a line per public part of an item.
fn list(module: &str, item: &syn::Item, lines: &mut String) {
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

fn list_impl(module: &str, item: &syn::ItemImpl, lines: &mut String) {
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

fn public(visibility: &syn::Visibility) -> bool {
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
fn plain(tokens: &impl ToTokens) -> String {
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
