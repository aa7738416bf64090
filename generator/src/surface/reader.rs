//! What all readers of items share: the module that they are in, and the list that they add to.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use quote::ToTokens;

use super::model::{Gates, ItemKind, PublicItem};
use super::text::ModuleNames;
use crate::emit::UseDeclarations;

/// Reads the items of one module.
pub(super) struct ItemReader<'a> {
    /// What names mean here.
    pub(super) names: ModuleNames<'a>,
    /// What is before the names of items at the root of the interface: nothing, or `webhooks::`.
    pub(super) prefix: &'a str,
    /// The features that the module needs.
    pub(super) gates: Gates,
    /// The public module that its items are in: `types`, `webhooks::api`.
    pub(super) home: String,
    /// What was found.
    pub(super) items: Vec<PublicItem>,
}

impl<'a> ItemReader<'a> {
    /// A reader of a module with these imports.
    pub(super) fn new(
        taken: &'a HashSet<&'a str>,
        imports: &UseDeclarations,
        prefix: &'a str,
        gates: Gates,
        home: String,
    ) -> Self {
        Self {
            names: ModuleNames::new(taken, imports),
            prefix,
            gates,
            home,
            items: Vec::new(),
        }
    }

    /// Tokens as text.
    pub(super) fn text(&self, tokens: &impl ToTokens) -> String {
        self.names.text(tokens.to_token_stream())
    }

    /// A new item of the type or trait `owner`, behind the features of the module.
    pub(super) fn item(
        &self,
        owner: &str,
        path: String,
        kind: ItemKind,
        signature: String,
    ) -> PublicItem {
        PublicItem {
            owner: format!("{}{owner}", self.prefix),
            path,
            kind,
            signature,
            gates: self.gates.clone(),
            is_deprecated: false,
        }
    }

    /// Adds a type, a trait, a function or a constant of the module.
    pub(super) fn top(&mut self, name: &str, kind: ItemKind, what: &str) {
        let signature = format!("{what} in {}", self.home);
        let item = self.item(
            name,
            format!("{}{name}", self.prefix),
            kind,
            signature.trim_start().to_owned(),
        );
        self.items.push(item);
    }

    /// Adds a part of a type or trait.
    pub(super) fn member(&mut self, owner: &str, name: &str, kind: ItemKind, signature: String) {
        let end = match kind {
            ItemKind::Constructor
            | ItemKind::Setter
            | ItemKind::Method
            | ItemKind::TraitMethod { .. } => "()",
            _ => "",
        };
        let path = format!("{}{owner}::{name}{end}", self.prefix);
        let item = self.item(owner, path, kind, signature);
        self.items.push(item);
    }

    /// Adds an implementation: `impl Clone for Pet`.
    pub(super) fn implementation(&mut self, of: &str, owner: &str, gates: &[Gates]) {
        let path = format!("impl {of} for {}{owner}", self.prefix);
        let mut item = self.item(owner, path, ItemKind::Implementation, String::new());
        item.gates.extend(gates.iter().flatten().cloned());
        self.items.push(item);
    }

    /// Adds what no reader knows, as text.
    pub(super) fn unknown(&mut self, tokens: &TokenStream) {
        let text = self.names.text(tokens.clone());
        let home = self.home.clone();
        let item = self.item(&home, text, ItemKind::Unknown, String::new());
        self.items.push(item);
    }

    /// Puts all items from this index on behind further features.
    pub(super) fn gate_from(&mut self, start: usize, gates: &Gates) {
        for item in self.items.iter_mut().skip(start) {
            item.gates.extend(gates.iter().cloned());
        }
    }
}

/// One feature that is needed.
pub(super) fn feature(name: &str) -> Gates {
    any_of(&[name])
}

/// Several features, one of which is needed.
pub(super) fn any_of(names: &[&str]) -> Gates {
    let term: BTreeSet<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Gates::from([term])
}

/// The name of an identifier, with the `r#` that callers write.
pub(super) fn name(ident: &syn::Ident) -> String {
    ident.to_string()
}
