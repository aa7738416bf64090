//! The beginning of a module that others are below: their declarations, and what they define re-exported flat.

use quote::quote;

use super::docs::code;
use super::ident::ident;
use super::place::{Home, Part};
use super::scope::Scope;
use super::{Imports, Item};
use crate::ir::RustName;

impl Scope<'_> {
    /// The declarations of the modules below; nothing where there are none.
    pub(super) fn below(&self) -> Vec<Item> {
        let Part::Head(groups) = self.place.part else {
            return Vec::new();
        };
        let modules = groups.iter().map(|group| {
            let name = ident(&group.name);
            quote!(mod #name;)
        });
        let mut items = vec![Item::Code(modules.collect())];
        let mut exports = Imports::default();
        for group in groups {
            exports.export(None, &format!("self::{}", group.name.as_str()), ["*"]);
        }
        match self.place.home {
            Home::Types | Home::Api => items.push(Item::Exports(exports)),
            Home::Root | Home::Codec | Home::Wire | Home::Client | Home::Server => {}
        }
        items
    }

    /// Whether the module holds what its subject has once: it is the only one, or the head.
    pub(super) fn leads(&self) -> bool {
        match self.place.part {
            Part::Whole | Part::Head(_) => true,
            Part::Group(_) => false,
        }
    }

    /// What a module is about, as the first line of its docs: `all` of it, or a part.
    pub(super) fn subject(&self, all: &str) -> String {
        match self.place.part {
            Part::Whole | Part::Head(_) => format!("{all}."),
            Part::Group(group) => match (&group.tag, self.place.home) {
                (Some(tag), Home::Types | Home::Codec) => {
                    format!(
                        "{all}: those that only operations tagged {} use.",
                        code(tag)
                    )
                }
                (Some(tag), _) => format!("{all}: those tagged {}.", code(tag)),
                (None, _) => format!("{all}: a part of them."),
            },
        }
    }
}
