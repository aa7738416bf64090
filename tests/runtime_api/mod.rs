//! The public API of the runtime, one item per line: what its public modules define or re-export. Hidden items are left out.

mod items;

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::support::{files, read, root};
use items::{list, list_impl, plain, public};

const SOURCES: &str = "generator/runtime/src";

/// Every line, and the names at the root.
pub(super) fn lines() -> (String, BTreeSet<String>) {
    let mut api = Api {
        impls: impls(),
        ..Api::default()
    };
    api.module(&[], "");
    (without_attributes(&api.lines), api.names_at_root)
}

/// The lines without docs and attributes of fields.
fn without_attributes(lines: &str) -> String {
    let mut rest = lines;
    let mut kept = String::new();
    while let Some((before, after)) = rest.split_once("# [") {
        kept.push_str(before);
        rest = after.split_once("] ").map_or("", |(_, after)| after);
    }
    // An attribute of the only field of a tuple stands before its type.
    kept + rest
}

/// The visible macros of the runtime.
pub(super) fn visible_macros() -> Vec<String> {
    let mut macros = Vec::new();
    for path in files(SOURCES, "rs") {
        let file = syn::parse_file(&read(&path)).expect("the runtime parses");
        for item in file.items {
            if let syn::Item::Macro(item) = item
                && has(&item.attrs, "macro_export")
                && !is_hidden(&item.attrs)
            {
                macros.extend(item.ident.map(|name| name.to_string()));
            }
        }
    }
    macros
}

#[derive(Default)]
struct Api {
    lines: String,
    names_at_root: BTreeSet<String>,
    impls: Vec<syn::ItemImpl>,
}

impl Api {
    /// The items of a module, by its path in the sources, under its public name.
    fn module(&mut self, path: &[String], public_name: &str) {
        for item in parse(path) {
            match &item {
                syn::Item::Mod(module) if public(&module.vis) && !is_hidden(&module.attrs) => {
                    let name = module.ident.to_string();
                    let inner: Vec<String> = path.iter().chain([&name]).cloned().collect();
                    self.name(public_name, &name);
                    self.module(&inner, &format!("{public_name}{name}::"));
                }
                syn::Item::Use(item) if public(&item.vis) && !is_hidden(&item.attrs) => {
                    for leaf in leaves(&item.tree) {
                        self.export(path, public_name, &leaf);
                    }
                }
                syn::Item::Mod(_) | syn::Item::Use(_) | syn::Item::Impl(_) => {}
                other => self.item(public_name, other),
            }
        }
    }

    fn export(&mut self, path: &[String], public_name: &str, leaf: &[String]) {
        let Some(name) = leaf.last() else { return };
        match definition(path, leaf) {
            Some(item) => self.item(public_name, &item),
            None => {
                self.name(public_name, name);
                self.lines
                    .push_str(&format!("{public_name}use {}\n", leaf.join("::")));
            }
        }
    }

    fn item(&mut self, public_name: &str, item: &syn::Item) {
        let before = self.lines.len();
        list(public_name, item, &mut self.lines);
        let Some(name) = self.lines.get(before..).and_then(|added| {
            let first = added.lines().next()?.strip_prefix(public_name)?;
            Some(first.split([':', ' ']).next()?.to_owned())
        }) else {
            return;
        };
        self.name(public_name, &name);
        for one in &self.impls {
            if self_name(one).as_deref() == Some(&name) {
                list_impl(public_name, one, &mut self.lines);
            }
        }
    }

    fn name(&mut self, public_name: &str, name: &str) {
        if public_name.is_empty() {
            self.names_at_root.insert(name.to_owned());
        }
    }
}

/// Where an exported name is defined: below the module, through any further re-exports.
fn definition(path: &[String], leaf: &[String]) -> Option<syn::Item> {
    let (name, modules) = leaf.split_last()?;
    let mut inner: Vec<String> = path.to_vec();
    for module in modules.iter().filter(|module| *module != "self") {
        if module == "crate" {
            inner.clear();
        } else {
            inner.push(module.clone());
        }
    }
    let items = file_of(&inner).is_some().then(|| parse(&inner))?;
    let defined = items.iter().find(|item| ident(item).as_ref() == Some(name));
    if let Some(item) = defined {
        return Some(item.clone());
    }
    items.iter().find_map(|item| match item {
        syn::Item::Use(item) => {
            let all = leaves(&item.tree);
            let leaf = all.iter().find(|leaf| leaf.last() == Some(name))?;
            (leaf.len() > 1).then(|| definition(&inner, leaf))?
        }
        _ => None,
    })
}

fn ident(item: &syn::Item) -> Option<String> {
    Some(match item {
        syn::Item::Struct(item) => item.ident.to_string(),
        syn::Item::Enum(item) => item.ident.to_string(),
        syn::Item::Trait(item) => item.ident.to_string(),
        syn::Item::Type(item) => item.ident.to_string(),
        syn::Item::Const(item) => item.ident.to_string(),
        syn::Item::Fn(item) => item.sig.ident.to_string(),
        _ => return None,
    })
}

/// The paths of a `use` declaration.
fn leaves(tree: &syn::UseTree) -> Vec<Vec<String>> {
    match tree {
        syn::UseTree::Path(path) => {
            let mut inner = leaves(&path.tree);
            for leaf in &mut inner {
                leaf.insert(0, path.ident.to_string());
            }
            inner
        }
        syn::UseTree::Name(name) => vec![vec![name.ident.to_string()]],
        syn::UseTree::Rename(rename) => vec![vec![rename.ident.to_string()]],
        syn::UseTree::Group(group) => group.items.iter().flat_map(leaves).collect(),
        syn::UseTree::Glob(_) => panic!("the runtime re-exports names, not everything"),
    }
}

/// Every `impl` block outside of tests, in the order of the files.
fn impls() -> Vec<syn::ItemImpl> {
    let mut found = Vec::new();
    for path in files(SOURCES, "rs") {
        let file = syn::parse_file(&read(&path)).expect("the runtime parses");
        found.extend(file.items.into_iter().filter_map(|item| match item {
            syn::Item::Impl(item) => Some(item),
            _ => None,
        }));
    }
    found
}

fn self_name(item: &syn::ItemImpl) -> Option<String> {
    let syn::Type::Path(path) = &*item.self_ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    Some(last.ident.to_string())
}

fn parse(path: &[String]) -> Vec<syn::Item> {
    let file = file_of(path).unwrap_or_else(|| panic!("no module {}", path.join("::")));
    let text = read(file);
    syn::parse_file(&text).expect("the runtime parses").items
}

fn file_of(path: &[String]) -> Option<PathBuf> {
    let base = PathBuf::from(SOURCES).join(path.join("/"));
    let candidates = if path.is_empty() {
        [base.join("lib.rs"), base.join("lib.rs")]
    } else {
        [base.with_extension("rs"), base.join("mod.rs")]
    };
    let mut candidates = candidates.into_iter();
    candidates.find(|file| root().join(file).is_file())
}

fn has(attributes: &[syn::Attribute], name: &str) -> bool {
    attributes.iter().any(|one| one.path().is_ident(name))
}

fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    attributes
        .iter()
        .any(|one| plain(one).contains("doc(hidden)"))
}
