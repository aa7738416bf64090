//! The walk over the modules: which of them are public, which features they need, and who reads their items.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

use super::attributes::Attributes;
use super::features;
use super::model::{Gates, ItemKind, PublicItem, Surface};
use super::place::ModulePlace;
use super::reader::{ItemReader, feature};
use super::structs::StructUse;
use super::text::ModuleNames;
use super::wire::head;
use crate::emit::{Item, Module, ModulePath, Node, Output, Table, UseDeclarations, Visibility};
use crate::ir::{Interface, Operation};

/// The public items of the crate that consists of these modules.
#[must_use]
pub fn of(output: &Output<'_>) -> Surface {
    let mut walk = ModuleWalk::default();
    let mut items = Vec::new();
    // A client that blocks changes exactly as the client does.
    let modules = output.modules().iter().filter(|one| !one.is_blocking());
    for path in modules {
        let module = output.emit_public(path);
        walk.declare(&module);
        items.extend(walk.module(output, module));
    }
    surface(output, items)
}

/// Items with the features of their crate.
pub(super) fn surface(output: &Output<'_>, mut items: Vec<PublicItem>) -> Surface {
    items.sort_unstable();
    items.dedup();
    Surface {
        items,
        features: features::of(output.api()),
    }
}

/// What the document demands of messages, one line per limit, rule, status and parameter, in the order of the names of types.
#[must_use]
pub fn rules(output: &Output<'_>) -> Vec<String> {
    let mut lines = Vec::new();
    for path in output.modules() {
        let module = output.emit(path);
        let place = ModulePlace::of(&module.head.name);
        let names = names(output, &module, &place);
        let reader = ItemReader::new(names, &place, Gates::new());
        for item in &module.items {
            let Item::Table(table) = item else {
                continue;
            };
            let kind = match macro_name(&table.name).as_str() {
                "operation" | "responses" => "",
                "limits" => " | limits",
                "pages" => " | pages",
                "waiter" => " | waiter",
                _ => continue,
            };
            let known = reader.rules(kind, table, &mut lines);
            if known.is_err() {
                lines.push(reader.names.text(head(table).clone()));
            }
        }
    }
    lines.sort();
    lines
}

/// What names mean in a module.
fn names<'o>(output: &'o Output<'_>, module: &Module, place: &ModulePlace) -> ModuleNames<'o> {
    let api = output.api();
    let interface = match place.prefix.as_str() {
        "webhooks::" => Some(Interface::Webhooks),
        "callbacks::" => Some(Interface::Callbacks),
        _ => None,
    };
    let mut own: Vec<String> = Vec::new();
    if let Some(interface) = interface {
        let hooks = api.hooks.iter().filter(|one| one.interface == interface);
        let types = api.methods(interface).flat_map(Operation::type_names);
        let types = types.chain(hooks.map(|one| &one.name));
        own = types.map(ToString::to_string).collect();
        own.extend(["Client", "ClientBuilder"].map(str::to_owned));
    }
    let own = own.into_iter().map(|name| {
        let path = format!("{}{name}", place.prefix);
        (name, path)
    });
    ModuleNames::new(output.type_names(), own.collect(), &module.head.imports)
}

/// What is known of modules from those above them.
#[derive(Default)]
pub(super) struct ModuleWalk {
    /// The features of each module, by its name.
    gates: HashMap<String, Gates>,
}

impl ModuleWalk {
    /// The items of a module. Each is freed when it is read: those of a large document need much memory.
    pub(super) fn module(&self, output: &Output<'_>, mut module: Module) -> Vec<PublicItem> {
        let items = std::mem::take(&mut module.items);
        self.items(output, &module, items.into_iter())
    }

    /// The aliases of a module.
    pub(super) fn aliases(&self, output: &Output<'_>, module: &Module) -> Vec<PublicItem> {
        let aliases = module.items.iter().filter(|item| is_alias(item));
        self.items(output, module, aliases.cloned())
    }

    /// The features of a module.
    pub(super) fn gates_of(&self, path: &ModulePath<'_>) -> Gates {
        self.gates.get(&path.path()).cloned().unwrap_or_default()
    }

    fn items(
        &self,
        output: &Output<'_>,
        module: &Module,
        items: impl Iterator<Item = Item>,
    ) -> Vec<PublicItem> {
        let place = ModulePlace::of(&module.head.name);
        let name = place.name(module);
        let gates = self.gates.get(&name).cloned().unwrap_or_default();
        let names = names(output, module, &place);
        let mut reader = ItemReader::new(names, &place, gates);
        for item in items {
            match item {
                Item::Code(tokens) => match syn::parse2::<syn::File>(tokens.clone()) {
                    Ok(file) => {
                        declared(&mut reader, &name, &file.items);
                        reader.code(&file.items);
                    }
                    Err(_) => reader.unknown(&tokens),
                },
                Item::Table(table) => {
                    if read(&mut reader, &table).is_err() {
                        reader.unknown(head(&table));
                    }
                }
                Item::Exports(exports) => reexports(&mut reader, &exports),
            }
        }
        reader.items
    }

    /// Remembers the features of the modules that a module declares.
    pub(super) fn declare(&mut self, module: &Module) {
        let name = ModulePlace::of(&module.head.name).name(module);
        let gates = self.gates.get(&name).cloned().unwrap_or_default();
        for item in &module.items {
            let Item::Code(tokens) = item else {
                continue;
            };
            // A file of modules only: others declare none.
            if !begins_with(tokens, "mod") {
                continue;
            }
            let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else {
                continue;
            };
            for declared in &file.items {
                let syn::Item::Mod(declared) = declared else {
                    break;
                };
                let mut own = gates.clone();
                own.extend(Attributes::of(&declared.attrs).gates);
                let below = match name.as_str() {
                    "" => declared.ident.to_string(),
                    name => format!("{name}/{}", declared.ident),
                };
                self.gates.insert(below, own);
            }
        }
    }
}

/// Whether an item is `pub type …`.
fn is_alias(item: &Item) -> bool {
    match item {
        Item::Code(tokens) => begins_with(tokens, "type"),
        Item::Table(_) | Item::Exports(_) => false,
    }
}

/// Whether the first item of some code is declared by this keyword, without parsing it.
fn begins_with(tokens: &TokenStream, keyword: &str) -> bool {
    let mut words = tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word),
        // Attributes, and the `(crate)` of `pub(crate)`.
        TokenTree::Punct(_) | TokenTree::Group(_) | TokenTree::Literal(_) => None,
    });
    let first = words.find(|word| word != "pub");
    first.is_some_and(|word| word == keyword)
}

/// Adds the public modules.
fn declared(reader: &mut ItemReader<'_>, name: &str, items: &[syn::Item]) {
    for item in items {
        let syn::Item::Mod(module) = item else {
            continue;
        };
        if !super::code::is_public(&module.vis) {
            continue;
        }
        let path = match name {
            "" => module.ident.to_string(),
            name => format!("{}::{}", name.replace('/', "::"), module.ident),
        };
        let mut item = reader.item(&path, path.clone(), ItemKind::Module, String::new());
        item.owner.clone_from(&item.path);
        item.gates.extend(Attributes::of(&module.attrs).gates);
        reader.items.push(item);
    }
}

/// Adds what the root re-exports of the runtime. Items of the crate itself are at the root in any case.
fn reexports(reader: &mut ItemReader<'_>, exports: &UseDeclarations) {
    for one in exports.uses() {
        if one.visibility != Visibility::Public {
            continue;
        }
        let gates = one.feature.as_deref().map(feature).unwrap_or_default();
        let names = match one.path.as_str() {
            "bindwright_runtime as runtime" => vec!["runtime".to_owned()],
            "bindwright_runtime" => one.names,
            _ => continue,
        };
        for name in names {
            let from = match name.as_str() {
                "runtime" => "bindwright_runtime".to_owned(),
                name => format!("runtime::{name}"),
            };
            let mut item = reader.item(&name, name.clone(), ItemKind::Reexport, from);
            item.gates.extend(gates.iter().cloned());
            reader.items.push(item);
        }
    }
}

/// The last part of a macro's path.
fn macro_name(name: &TokenStream) -> String {
    let last = name.to_token_stream().into_iter().last();
    last.map(|token| token.to_string()).unwrap_or_default()
}

/// Reads a table.
fn read(reader: &mut ItemReader<'_>, table: &Table) -> syn::Result<()> {
    let (head, rows) = match &table.body {
        Node::Group { head, rows, .. } => (head, rows.as_slice()),
        Node::Leaf(tokens) | Node::Documented(_, tokens) => (tokens, &[][..]),
    };
    match macro_name(&table.name).as_str() {
        "object" => reader.structure_table(head, rows, StructUse::Object),
        "arguments" => reader.structure_table(head, rows, StructUse::Arguments),
        "enumeration" => reader.values(head, rows),
        "conversions" => reader.conversions(head, rows),
        "calls" => reader.calls(head, rows),
        "implement" => reader.implement(head),
        "complete" => reader.complete(head, rows),
        "dynamic" => reader.dynamic(head),
        "pages" => reader.pages(head, rows),
        "codec" => reader.union(head),
        "limits" => reader.limits(head),
        "error_body" => {
            reader.error_body(head);
            Ok(())
        }
        // They implement what only generated code calls.
        "operation" | "bodies" | "multipart" | "responses" | "waiter" => Ok(()),
        _ => {
            reader.unknown(head);
            Ok(())
        }
    }
}
