//! Which module of the output something is in, and the path from one module to another.
//!
//! A small API has one module per kind. A large one is divided: `types.rs` is then the head of
//! `types/….rs`, and re-exports what they define, so that the path to a name is the same. Each
//! trait of what the server sends has modules of its own, in a folder; types are the same for all.
//!
//! ```text
//! small            large                        with webhooks
//! api.rs           api.rs     api/pets.rs       api.rs     webhooks.rs
//! types.rs         types.rs   types/pets.rs     types.rs   webhooks/api.rs
//! wire.rs          codec.rs   codec/pets.rs     wire.rs    webhooks/wire.rs
//!                  wire.rs    wire/pets.rs
//! ```
//!
//! Groups and their names come from `lower::modules`.

use foldhash::HashSet;

use super::ident::plain;
use crate::ir::{Api, Interface, ModuleGroup, Operation};

/// What modules are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ModuleKind {
    /// `lib.rs` or `mod.rs`; of what the server sends `webhooks.rs`.
    Root,
    /// `types.rs`.
    Types,
    /// `codec.rs`: the wire format of types, if they have several modules; otherwise it is in
    /// `wire.rs`.
    Codec,
    /// `api.rs`.
    Api,
    /// `wire.rs`.
    Wire,
    /// `client.rs`.
    Client,
    /// `blocking.rs`.
    Blocking,
    /// `server.rs`.
    Server,
}

/// Which part of its kind a module contains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slice<'a> {
    /// All of it.
    Whole,
    /// What exists once, such as the trait; the groups contain the rest.
    Head(&'a [ModuleGroup]),
    /// The members of a group.
    Group(&'a ModuleGroup),
}

/// One module of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ModulePath<'a> {
    /// Which trait it belongs to.
    pub(super) interface: Interface,
    /// What it is about.
    pub(super) kind: ModuleKind,
    /// Which part of that it contains.
    pub(super) slice: Slice<'a>,
}

/// How names are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Import {
    /// One by one.
    Named,
    /// `*`: the module mentions everything.
    All,
}

/// Every module of the output, the root first.
pub(super) fn all(api: &Api) -> Vec<ModulePath<'_>> {
    let hooks = api.hooks.iter().map(|hooks| hooks.interface);
    let interfaces = std::iter::once(Interface::Api).chain(hooks);
    let modules = interfaces.flat_map(|interface| {
        let kinds = ModuleKind::ALL.into_iter();
        let kinds = kinds.filter(move |kind| kind.exists(api, interface));
        kinds.flat_map(move |kind| of_kind(api, interface, kind))
    });
    modules.collect()
}

/// The modules about one thing: one, or a head and those below it.
fn of_kind(api: &Api, interface: Interface, kind: ModuleKind) -> Vec<ModulePath<'_>> {
    let module = |slice| ModulePath {
        interface,
        kind,
        slice,
    };
    match kind.groups(api, interface) {
        None => vec![module(Slice::Whole)],
        Some(groups) => std::iter::once(Slice::Head(groups))
            .chain(groups.iter().map(Slice::Group))
            .map(module)
            .collect(),
    }
}

/// The folder with the modules of a trait; `None` for the root.
pub(super) fn folder(interface: Interface) -> Option<&'static str> {
    match interface {
        Interface::Api => None,
        Interface::Webhooks => Some("webhooks"),
        Interface::Callbacks => Some("callbacks"),
    }
}

impl ModuleKind {
    /// Every kind, the root first.
    pub(super) const ALL: [Self; 8] = [
        Self::Root,
        Self::Api,
        Self::Types,
        Self::Codec,
        Self::Wire,
        Self::Client,
        Self::Blocking,
        Self::Server,
    ];

    /// Whether a trait has a module of this kind. Types are the same for all traits.
    fn exists(self, api: &Api, interface: Interface) -> bool {
        match self {
            Self::Types => interface == Interface::Api,
            Self::Codec => interface == Interface::Api && api.types_are_divided(),
            Self::Root | Self::Api | Self::Wire | Self::Client | Self::Blocking | Self::Server => {
                true
            }
        }
    }

    /// The module's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Root => "lib",
            Self::Types => "types",
            Self::Codec => "codec",
            Self::Api => "api",
            Self::Wire => "wire",
            Self::Client => "client",
            Self::Blocking => "blocking",
            Self::Server => "server",
        }
    }

    /// What it is divided into; `None` if it is not.
    fn groups(self, api: &Api, interface: Interface) -> Option<&[ModuleGroup]> {
        let division = api.layout.as_ref()?;
        match self {
            Self::Root | Self::Server => None,
            Self::Types | Self::Codec => division.types.as_deref(),
            Self::Api | Self::Wire | Self::Client | Self::Blocking => division.groups(interface),
        }
    }

    /// Whether it is the same for every trait.
    fn is_shared(self) -> bool {
        match self {
            Self::Types | Self::Codec => true,
            Self::Root | Self::Api | Self::Wire | Self::Client | Self::Blocking | Self::Server => {
                false
            }
        }
    }
}

impl<'a> ModulePath<'a> {
    /// The file's path without `.rs`.
    #[must_use]
    pub fn path(&self) -> String {
        let own = match (folder(self.interface), self.kind) {
            (None, kind) => kind.name().to_owned(),
            (Some(folder), ModuleKind::Root) => folder.to_owned(),
            (Some(folder), kind) => format!("{folder}/{}", kind.name()),
        };
        match self.slice {
            Slice::Whole | Slice::Head(_) => own,
            Slice::Group(group) => format!("{own}/{}", group.name),
        }
    }

    /// Whether it is one of several of its kind, and contains a part.
    #[must_use]
    pub fn is_group(&self) -> bool {
        match self.slice {
            Slice::Group(_) => true,
            Slice::Whole | Slice::Head(_) => false,
        }
    }

    /// Whether it has the same methods as another module, for programs without an async runtime.
    #[must_use]
    pub fn is_blocking(&self) -> bool {
        self.kind == ModuleKind::Blocking
    }

    /// The operations that the module is about, in document order.
    pub(super) fn operations(&self, api: &'a Api) -> impl Iterator<Item = &'a Operation> {
        let interface = self.interface;
        let members = self.members(&api.operations).map(|(_, one)| one);
        members.filter(move |one| one.role.interface() == interface)
    }

    /// Those of all operations, or of all types, that the module is about.
    pub(super) fn members<T>(&self, all: &'a [T]) -> impl Iterator<Item = (usize, &'a T)> {
        let (whole, group): (_, &[usize]) = match self.slice {
            Slice::Whole => (all, &[]),
            Slice::Head(_) => (&[] as &[T], &[]),
            Slice::Group(group) => (&[] as &[T], &group.members),
        };
        let members = group
            .iter()
            .filter_map(|index| Some((*index, all.get(*index)?)));
        whole.iter().enumerate().chain(members)
    }

    /// The names of the document that the module defines, if it is one of several.
    pub(super) fn defines(&self, api: &'a Api) -> HashSet<&'a str> {
        match (self.slice, self.kind) {
            (Slice::Group(_), ModuleKind::Types) => self
                .members(&api.types)
                .map(|(_, def)| plain(&def.name))
                .collect(),
            (Slice::Group(_), ModuleKind::Api) => {
                let operations = self.operations(api);
                operations
                    .flat_map(Operation::type_names)
                    .map(plain)
                    .collect()
            }
            _ => HashSet::default(),
        }
    }

    /// The path to the module that has the names of `kind`, and how they are imported; `None` for
    /// the module itself.
    ///
    /// From `client/pets.rs` to `types`, it is `super::super::types`: the head re-exports the
    /// groups, so that a type can move to another group without a change here. A head imports all
    /// names, since it mentions most of them.
    pub(super) fn path_to(&self, kind: ModuleKind) -> Option<(String, Import)> {
        let path = match (kind.is_shared(), self.interface) {
            (true, Interface::Webhooks | Interface::Callbacks) => {
                format!("super::super::{}", kind.name())
            }
            (true, Interface::Api) | (false, _) => format!("super::{}", kind.name()),
        };
        match self.slice {
            Slice::Whole | Slice::Head(_) if kind == self.kind => None,
            Slice::Whole => Some((path, Import::Named)),
            Slice::Head(_) if kind == ModuleKind::Wire => Some((path, Import::Named)),
            Slice::Head(_) => Some((path, Import::All)),
            Slice::Group(_) if kind == self.kind => Some(("super".to_owned(), Import::Named)),
            Slice::Group(_) => Some((format!("super::{path}"), Import::Named)),
        }
    }
}
