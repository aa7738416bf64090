//! The interfaces of an API: where they are in the generated modules, and what they are called in the program.

use std::fmt::Write as _;

use crate::ir::{Api, Interface};

/// The interfaces that an API may have, and the modules that they are in.
pub(super) const INTERFACES: [(Interface, &str, &str); 3] = [
    (Interface::Api, "api", "proved"),
    (Interface::Webhooks, "webhooks", "proved::webhooks"),
    (Interface::Callbacks, "callbacks", "proved::callbacks"),
];

/// Text in memory can always be written to.
pub(super) fn put(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(line);
}

/// The interfaces that have operations.
pub(super) fn used(api: &Api) -> Vec<(Interface, &'static str, &'static str)> {
    let has = |interface: Interface| {
        let mut operations = api.operations.iter();
        operations.any(|one| one.role.interface() == interface)
    };
    let all = INTERFACES.into_iter();
    all.filter(|(interface, ..)| has(*interface)).collect()
}

/// The module of an interface.
pub(super) fn module_of(interface: Interface) -> &'static str {
    let mut all = INTERFACES.iter();
    all.find(|one| one.0 == interface)
        .map_or("proved", |(_, _, module)| module)
}

/// The name of an interface in the program.
pub(super) fn client_of(interface: Interface) -> &'static str {
    let mut all = INTERFACES.iter();
    all.find(|one| one.0 == interface)
        .map_or("api", |one| one.1)
}
