//! Which module of the output something is in, and the way from one module to another.
//!
//! A small API has one module a subject. A large one is divided: `types.rs` is then the head of `types/….rs`, and
//! re-exports what they define, so that the way to a name is the same.

use std::collections::BTreeSet;

use super::ident::plain;
use super::shared::names;
use crate::ir::{Api, Division, Group};

/// What modules are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Home {
    /// `lib.rs` or `mod.rs`.
    Root,
    /// `types.rs`.
    Types,
    /// `codec.rs`: how types travel, where the API is divided; else that is in `wire.rs`.
    Codec,
    /// `api.rs`.
    Api,
    /// `wire.rs`.
    Wire,
    /// `client.rs`.
    Client,
    /// `server.rs`.
    Server,
}

/// How much of its subject a module holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// All of it.
    Whole,
    /// What is there once; the groups hold the rest.
    Head(&'a [Group]),
    /// The members of a group.
    Group(&'a Group),
}

/// One module of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// What it is about.
    pub(super) home: Home,
    /// How much of that it holds.
    pub(super) part: Part<'a>,
}

/// How names are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Import {
    /// One by one.
    Named,
    /// `*`: the module speaks of everything.
    All,
}

/// Every module of the output, the root first.
pub(super) fn all(api: &Api) -> Vec<Place<'_>> {
    let homes: &[Home] = match api.division {
        Some(_) => &[
            Home::Root,
            Home::Api,
            Home::Types,
            Home::Codec,
            Home::Wire,
            Home::Client,
            Home::Server,
        ],
        None => &[
            Home::Root,
            Home::Types,
            Home::Api,
            Home::Wire,
            Home::Client,
            Home::Server,
        ],
    };
    let mut places = Vec::new();
    for home in homes.iter().copied() {
        let Some(groups) = api
            .division
            .as_ref()
            .and_then(|division| home.groups(division))
        else {
            places.push(Place {
                home,
                part: Part::Whole,
            });
            continue;
        };
        places.push(Place {
            home,
            part: Part::Head(groups),
        });
        places.extend(groups.iter().map(|group| Place {
            home,
            part: Part::Group(group),
        }));
    }
    places
}

impl Home {
    /// The module's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Root => "lib",
            Self::Types => "types",
            Self::Codec => "codec",
            Self::Api => "api",
            Self::Wire => "wire",
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    /// What it is divided into; `None` where it never is.
    fn groups(self, division: &Division) -> Option<&[Group]> {
        match self {
            Self::Root | Self::Server => None,
            Self::Types | Self::Codec => Some(&division.types),
            Self::Api | Self::Wire | Self::Client => Some(&division.operations),
        }
    }
}

impl<'a> Place<'a> {
    /// The file's path without `.rs`.
    pub(super) fn path(&self) -> String {
        match self.part {
            Part::Whole | Part::Head(_) => self.home.name().to_owned(),
            Part::Group(group) => format!("{}/{}", self.home.name(), group.name),
        }
    }

    /// Those of all operations, or of all types, that the module is about.
    pub(super) fn members<T>(&self, all: &'a [T]) -> impl Iterator<Item = (usize, &'a T)> {
        let (whole, group): (_, &[usize]) = match self.part {
            Part::Whole => (all, &[]),
            Part::Head(_) => (&[] as &[T], &[]),
            Part::Group(group) => (&[] as &[T], &group.members),
        };
        let members = group
            .iter()
            .filter_map(|index| Some((*index, all.get(*index)?)));
        whole.iter().enumerate().chain(members)
    }

    /// The names of the document that the module defines, where it is one of several.
    pub(super) fn defines(&self, api: &'a Api) -> BTreeSet<&'a str> {
        match (self.part, self.home) {
            (Part::Group(_), Home::Types) => self
                .members(&api.types)
                .map(|(_, def)| plain(&def.name))
                .collect(),
            (Part::Group(_), Home::Api) => self
                .members(&api.operations)
                .flat_map(|(_, one)| names(one))
                .collect(),
            _ => BTreeSet::new(),
        }
    }

    /// The path to the module that has the names of `home`, and how they are imported; `None` for one's own.
    pub(super) fn way(&self, home: Home) -> Option<(String, Import)> {
        let path = format!("super::{}", home.name());
        match self.part {
            Part::Whole | Part::Head(_) if home == self.home => None,
            Part::Whole => Some((path, Import::Named)),
            Part::Head(_) if home == Home::Wire => Some((path, Import::Named)),
            Part::Head(_) => Some((path, Import::All)),
            Part::Group(_) if home == self.home => Some(("super".to_owned(), Import::Named)),
            Part::Group(_) => Some((format!("super::{path}"), Import::Named)),
        }
    }
}
