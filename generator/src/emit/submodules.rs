//! The beginning of a module that has others below it: their declarations, and what they define
//! re-exported.
//!
//! ```text
//! #[cfg(feature = "pets")]
//! mod pets;
//! mod shared;
//!
//! #[cfg(feature = "pets")]
//! pub use self::pets::*;
//! pub use self::shared::*;
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::code;
use super::extended::extension_trait_name;
use super::ident::{constant, ident, plain};
use super::literal;
use super::module_context::ModuleContext;
use super::module_path::{ModuleKind, Slice};
use super::{Item, UseDeclarations};
use crate::ir::{Interface, ModuleGroup, Operation, Owner, RustName, SCHEMAS};

impl ModuleContext<'_> {
    /// The declarations of the modules below; nothing if there are none.
    pub(super) fn submodules(&self) -> Vec<Item> {
        let Slice::Head(groups) = self.module.slice else {
            return Vec::new();
        };
        let mut sorted: Vec<&ModuleGroup> = groups.iter().collect();
        // rustfmt sorts `mod` by characters: `a10` comes before `a2`. Among `use`, numbers count:
        // `a2` comes first.
        sorted.sort_by(|a, b| a.name.as_str().cmp(b.name.as_str()));
        let modules = sorted.into_iter().map(|group| {
            let (gate, name) = (gate(self.api.feature_of(group)), ident(&group.name));
            quote!(#gate mod #name;)
        });
        let mut items = vec![Item::Code(modules.collect())];
        let mut exports = UseDeclarations::default();
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
            | ModuleKind::Blocking
            | ModuleKind::Server => {}
        }
        items
    }

    /// Re-exports what the modules of the trait define: by name, or with `*` if the trait has
    /// several modules.
    pub(super) fn export_interface(&self, exports: &mut UseDeclarations) {
        let layout = self.api.layout.as_ref();
        if layout.is_some_and(|layout| layout.groups(self.module.interface).is_some()) {
            exports.export(None, "api", ["*"]);
        } else {
            let types = self.methods().flat_map(Operation::type_names);
            let types = types.map(|name| plain(name).to_owned());
            let headers = self.needs().headers.iter();
            let headers = headers.map(|header| constant(&header.name).to_string());
            let names = types.chain([self.trait_name()]).chain(headers);
            exports.export(None, "api", names);
            if self.module.interface == Interface::Api {
                exports.export(Some("server"), "api", [self.complete_trait_name()]);
            }
            exports.export(Some("dyn"), "api", [self.dynamic_trait_name()]);
        }
        exports.export(Some("client"), "client", ["Client", "ClientBuilder"]);
        exports.export(Some("client"), "client", extension_trait_name(self));
        exports.export(Some("server"), "server", ["router", "routes"]);
    }

    /// `#[cfg(feature = "pets")]` before what belongs to a tag, if it has a feature.
    pub(super) fn gate(&self, tag: Option<&str>) -> Option<TokenStream> {
        gate(self.api.feature(tag))
    }

    /// Permits a lint in the whole module if features decide what of it is used.
    pub(super) fn permit(&self, lint: TokenStream) -> TokenStream {
        if self.api.features.is_empty() {
            return TokenStream::new();
        }
        quote!(#![allow(#lint, reason = "some features leave parts unused")])
    }

    /// Whether the module contains what exists once, such as the trait: it is the only one of its
    /// kind, or the head.
    pub(super) fn is_head(&self) -> bool {
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
