//! The items of two versions, without the modules that are the same in both: reading them would cost more than anything else in a
//! comparison of large APIs.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};

use super::model::{PublicItem, Surface};
use super::walk::{ModuleWalk, surface};
use crate::emit::{Item, Module, ModulePath, Node, Output, Table};
use crate::parallel::{map, threads};

/// The public items of two versions, without most of those that are the same: enough to compare them.
///
/// Both have all aliases, all traits, and all items of modules that differ in anything.
#[must_use]
pub fn differing(old: &Output<'_>, new: &Output<'_>) -> (Surface, Surface) {
    let (mut before, mut after) = (Walked::default(), Walked::default());
    let groups = before.heads(old);
    let others = after.heads(new);
    let by_name: HashMap<String, &ModulePath<'_>> =
        others.iter().map(|one| (one.path(), *one)).collect();
    let names: HashMap<String, ()> = groups.iter().map(|one| (one.path(), ())).collect();
    let both = groups
        .iter()
        .map(|one| (Some(*one), by_name.get(&one.path()).copied()));
    let added = others.iter().filter(|one| !names.contains_key(&one.path()));
    let pairs: Vec<_> = both.chain(added.map(|one| (None, Some(*one)))).collect();
    let read = map(threads(), &pairs, |(one, other)| {
        pair((&before.walk, old, *one), (&after.walk, new, *other))
    });
    for (one, other) in read {
        before.items.extend(one);
        after.items.extend(other);
    }
    (surface(old, before.items), surface(new, after.items))
}

/// What was read of one version.
#[derive(Default)]
struct Walked {
    walk: ModuleWalk,
    items: Vec<PublicItem>,
}

impl Walked {
    /// Reads the modules that exist once, and returns the others.
    fn heads<'o>(&mut self, output: &'o Output<'_>) -> Vec<&'o ModulePath<'o>> {
        let mut groups = Vec::new();
        let modules = output.modules().iter().filter(|one| !one.is_blocking());
        for path in modules {
            if path.is_group() {
                groups.push(path);
                continue;
            }
            let module = output.emit_public(path);
            self.walk.declare(&module);
            self.items.extend(self.walk.module(output, module));
        }
        groups
    }
}

/// A version, and a module that it may have.
type ModuleSide<'a> = (&'a ModuleWalk, &'a Output<'a>, Option<&'a ModulePath<'a>>);

/// The items of a module on both sides; only aliases if it is the same.
fn pair(old: ModuleSide<'_>, new: ModuleSide<'_>) -> (Vec<PublicItem>, Vec<PublicItem>) {
    let emitted = |(walk, output, path): ModuleSide<'_>| {
        let module = output.emit_public(path?);
        let aliases = walk.aliases(output, &module);
        Some((module, aliases, walk.gates_of(path?)))
    };
    if let (Some((before, was, had)), Some((after, is, has))) = (emitted(old), emitted(new))
        && had == has
        && same_module(before, after)
    {
        return (was, is);
    }
    let read = |(walk, output, path): ModuleSide<'_>| {
        let module = path.map(|path| output.emit_public(path));
        module.map_or_else(Vec::new, |module| walk.module(output, module))
    };
    (read(old), read(new))
}

fn same_module(one: Module, other: Module) -> bool {
    one.head.imports == other.head.imports
        && one.items.len() == other.items.len()
        && one
            .items
            .into_iter()
            .zip(other.items)
            .all(|(one, other)| same_item(one, other))
}

fn same_item(one: Item, other: Item) -> bool {
    match (one, other) {
        (Item::Code(one), Item::Code(other)) => same_tokens(one, other),
        (Item::Table(one), Item::Table(other)) => same_table(one, other),
        (Item::Exports(one), Item::Exports(other)) => one == other,
        _ => false,
    }
}

fn same_table(one: Table, other: Table) -> bool {
    same_tokens(one.name, other.name) && same_node(one.body, other.body)
}

/// Rows do not nest deep: a table has at most three levels.
fn same_node(one: Node, other: Node) -> bool {
    match (one, other) {
        (Node::Leaf(one), Node::Leaf(other)) => same_tokens(one, other),
        (Node::Documented(docs, one), Node::Documented(other_docs, other)) => {
            docs == other_docs && same_tokens(one, other)
        }
        (
            Node::Group {
                docs, head, rows, ..
            },
            Node::Group {
                docs: other_docs,
                head: other_head,
                rows: other_rows,
                ..
            },
        ) => {
            docs == other_docs
                && same_tokens(head, other_head)
                && rows.len() == other_rows.len()
                && rows
                    .into_iter()
                    .zip(other_rows)
                    .all(|(one, other)| same_node(one, other))
        }
        _ => false,
    }
}

fn same_tokens(one: TokenStream, other: TokenStream) -> bool {
    let (mut one, mut other) = (one.into_iter(), other.into_iter());
    loop {
        let same = match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(TokenTree::Group(one)), Some(TokenTree::Group(other))) => {
                one.delimiter() == other.delimiter() && same_tokens(one.stream(), other.stream())
            }
            (Some(TokenTree::Ident(one)), Some(TokenTree::Ident(other))) => one == other,
            (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(other))) => {
                one.as_char() == other.as_char()
            }
            (Some(TokenTree::Literal(one)), Some(TokenTree::Literal(other))) => {
                one.to_string() == other.to_string()
            }
            _ => false,
        };
        if !same {
            return false;
        }
    }
}
