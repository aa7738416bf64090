//! The beginning of a module that others are below: their declarations, and what they define re-exported flat.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::code;
use super::ident::ident;
use super::literal;
use super::module_context::ModuleContext;
use super::module_path::{ModuleKind, Slice};
use super::{Imports, Item};
use crate::ir::{ModuleGroup, Owner, RustName, SCHEMAS};

impl ModuleContext<'_> {
    /// The declarations of the modules below; nothing where there are none.
    pub(super) fn below(&self) -> Vec<Item> {
        let Slice::Head(groups) = self.module.slice else {
            return Vec::new();
        };
        let mut sorted: Vec<&ModuleGroup> = groups.iter().collect();
        // rustfmt sorts `mod` by characters: `a10` comes before `a2`. Among `use` it is the other way round.
        sorted.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        let modules = sorted.into_iter().map(|group| {
            let (gate, name) = (gate(self.api.feature_of(group)), ident(&group.name));
            quote!(#gate mod #name;)
        });
        let mut items = vec![Item::Code(modules.collect())];
        let mut exports = Imports::default();
        for group in groups {
            let feature = self.api.feature_of(group);
            exports.export(feature, &format!("self::{}", group.name), ["*"]);
        }
        match self.module.kind {
            ModuleKind::Types | ModuleKind::Api => items.push(Item::Exports(exports)),
            ModuleKind::Root
            | ModuleKind::Codec
            | ModuleKind::Wire
            | ModuleKind::Client
            | ModuleKind::Server => {}
        }
        items
    }

    /// `#[cfg(feature = "pets")]` before what belongs to a tag, where it has a feature.
    pub(super) fn gate(&self, tag: Option<&str>) -> Option<TokenStream> {
        gate(self.api.feature(tag))
    }

    /// Permits a lint in the whole module where features decide what of it is used.
    pub(super) fn permit(&self, lint: TokenStream) -> TokenStream {
        if self.api.features.is_empty() {
            return TokenStream::new();
        }
        quote!(#![allow(#lint, reason = "some features leave parts unused")])
    }

    /// Whether the module holds what its subject has once: it is the only one, or the head.
    pub(super) fn leads(&self) -> bool {
        match self.module.slice {
            Slice::Whole | Slice::Head(_) => true,
            Slice::Group(_) => false,
        }
    }

    /// What a module is about, as the first line of its docs: `all` of it, or a part.
    pub(super) fn subject(&self, all: &str) -> String {
        match self.module.slice {
            Slice::Whole | Slice::Head(_) => format!("{all}."),
            Slice::Group(group) => match (&group.owner, self.module.kind) {
                (Owner::Tag(tag), ModuleKind::Types | ModuleKind::Codec) => {
                    let tag = code(tag);
                    format!("{all}: those that only operations tagged {tag} use.")
                }
                (Owner::Tag(tag), _) => format!("{all}: those tagged {}.", code(tag)),
                (Owner::Resource(name), ModuleKind::Types | ModuleKind::Codec) => {
                    let name = code(name);
                    format!("{all}: those that only operations on {name} use.")
                }
                (Owner::Resource(name), _) => format!("{all}: those on {}.", code(name)),
                (Owner::All, _) => format!("{all}: those that several modules use."),
                (Owner::Hooks, _) => format!("{all}: those that only webhooks and callbacks use."),
                (Owner::Nobody, _) => {
                    format!("{all}: those that no operation uses (feature `{SCHEMAS}`).")
                }
            },
        }
    }
}

/// `#[cfg(feature = "pets")]`.
fn gate(feature: Option<&str>) -> Option<TokenStream> {
    let feature = literal::string(feature?);
    Some(quote!(#[cfg(feature = #feature)]))
}
