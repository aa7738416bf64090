//! The walk over the modules: which of them are public, which features they need, and who reads their items.

use std::collections::HashMap;

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::attributes::Attributes;
use super::features;
use super::model::{Gates, ItemKind, PublicItem, Surface};
use super::reader::{ItemReader, feature};
use super::structs::StructUse;
use super::wire::head;
use crate::emit::{Item, Module, Node, Output, Table, UseDeclarations, Visibility};

/// The public items of the crate that consists of these modules.
#[must_use]
pub fn of(output: &Output<'_>) -> Surface {
    let mut walk = ModuleWalk::default();
    let mut items = Vec::new();
    for path in output.modules() {
        let module = output.emit(path);
        items.extend(walk.module(output, &module));
    }
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
        let place = ModulePlace::of(&module.name);
        let reader = ItemReader::new(
            output.type_names(),
            &module.imports,
            &place.prefix,
            Gates::new(),
            place.home,
        );
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

/// What is known of modules from those above them.
#[derive(Default)]
struct ModuleWalk {
    /// The features of each module, by its name.
    gates: HashMap<String, Gates>,
}

/// Where a module is.
struct ModulePlace {
    /// What is before the names of its items at the root: nothing, or `webhooks::`.
    prefix: String,
    /// The public module that has its items.
    home: String,
    /// The module above, if there is one.
    above: Option<String>,
}

impl ModulePlace {
    /// `webhooks/api/pets` is in `webhooks::api`, since groups are private.
    fn of(name: &str) -> Self {
        let parts: Vec<&str> = match name {
            "lib" | "mod" => Vec::new(),
            name => name.split('/').collect(),
        };
        let hooks = parts
            .first()
            .filter(|one| matches!(**one, "webhooks" | "callbacks"));
        let depth = if hooks.is_some() { 2 } else { 1 };
        Self {
            prefix: hooks.map(|one| format!("{one}::")).unwrap_or_default(),
            home: parts
                .iter()
                .take(depth)
                .copied()
                .collect::<Vec<_>>()
                .join("::"),
            above: parts.split_last().map(|(_, above)| above.join("/")),
        }
    }
}

impl ModuleWalk {
    /// The items of a module.
    fn module(&mut self, output: &Output<'_>, module: &Module) -> Vec<PublicItem> {
        let place = ModulePlace::of(&module.name);
        let name = match &place.above {
            Some(_) => module.name.clone(),
            None => String::new(),
        };
        let gates = self.gates.get(&name).cloned().unwrap_or_default();
        let mut reader = ItemReader::new(
            output.type_names(),
            &module.imports,
            &place.prefix,
            gates.clone(),
            place.home,
        );
        for item in &module.items {
            match item {
                Item::Code(tokens) => match syn::parse2::<syn::File>(tokens.clone()) {
                    Ok(file) => {
                        self.below(&name, &gates, &file.items);
                        declared(&mut reader, &name, &file.items);
                        reader.code(&file.items);
                    }
                    Err(_) => reader.unknown(tokens),
                },
                Item::Table(table) => {
                    if read(&mut reader, table).is_err() {
                        reader.unknown(head(table));
                    }
                }
                Item::Exports(exports) => reexports(&mut reader, exports),
            }
        }
        reader.items
    }

    /// Remembers the features of the modules that a module declares.
    fn below(&mut self, name: &str, gates: &Gates, items: &[syn::Item]) {
        for item in items {
            let syn::Item::Mod(declared) = item else {
                continue;
            };
            let mut own = gates.clone();
            own.extend(Attributes::of(&declared.attrs).gates);
            let below = match name {
                "" => declared.ident.to_string(),
                name => format!("{name}/{}", declared.ident),
            };
            self.gates.insert(below, own);
        }
    }
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
        Node::Leaf(tokens) => (tokens, &[][..]),
    };
    match macro_name(&table.name).as_str() {
        "object" => reader.structure_table(head, rows, StructUse::Object),
        "arguments" => reader.structure_table(head, rows, StructUse::Arguments),
        "enumeration" => reader.values(head, rows),
        "conversions" => reader.conversions(head, rows),
        "calls" => reader.calls(head, rows),
        "implement" => reader.implement(head),
        "complete" => reader.complete(head, rows),
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
