//! The addresses of the API.

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::kinds::WireKind;
use super::turn::{Turn, WireDirection};
use super::walk::WireWalk;
use crate::ir::{Server, ServerVariable};

/// Notes how addresses differ. Clients send requests to the first unless told otherwise.
pub(super) fn compare_servers(walk: &mut WireWalk<'_>) {
    let (old, new) = (&walk.apis.old.servers, &walk.apis.new.servers);
    let site = CompareSite::new(About::Document, "/servers", "/servers");
    let mut record = |kind, values| {
        walk.record_unseen(site, kind, Turn::BEHAVIOUR, WireDirection::Request, values);
    };
    let first = |all: &[Server]| all.first().map(|one| one.url.clone());
    let (before, after) = (first(old), first(new));
    if before != after {
        let values = BeforeAfter { before, after };
        record(WireKind::DefaultServerChanged, values);
    }
    let firsts = [old.first(), new.first()].map(|one| one.map(|one| &one.url));
    let other = |one: &&Server| !firsts.contains(&Some(&one.url));
    for server in old.iter().filter(other) {
        if !new.iter().any(|one| one.url == server.url) {
            record(WireKind::ServerRemoved, BeforeAfter::gone(&server.url));
        }
    }
    let mut before: Vec<&Server> = old.iter().collect();
    for server in new {
        let Server {
            url,
            base_path: _, // follows from the URL and the defaults
            docs: _,
            variables,
            environment: _, // of the client alone
        } = server;
        // One address may be listed several times, with other values of its variables.
        match before.iter().position(|one| one.url == *url) {
            Some(index) => {
                let before = before.remove(index);
                compare_variables(&before.variables, variables, &mut record);
            }
            None if other(&server) => record(WireKind::ServerAdded, BeforeAfter::come(url)),
            None => {}
        }
    }
}

/// Notes how the variables of an address differ.
fn compare_variables(
    old: &[ServerVariable],
    new: &[ServerVariable],
    record: &mut impl FnMut(WireKind, BeforeAfter),
) {
    for variable in new {
        let ServerVariable {
            name: _,
            wire,
            default,
            known,
            docs: _,
        } = variable;
        let Some(before) = old.iter().find(|one| one.wire == *wire) else {
            continue;
        };
        let text = |value: &str| format!("{wire}: {value}");
        if before.default != *default {
            let values = BeforeAfter::both(text(&before.default), text(default));
            record(WireKind::ServerVariableDefaultChanged, values);
        }
        for value in before.known.iter().filter(|one| !known.contains(one)) {
            let values = BeforeAfter::gone(text(value));
            record(WireKind::ServerVariableValueRemoved, values);
        }
        for value in known.iter().filter(|one| !before.known.contains(one)) {
            record(
                WireKind::ServerVariableValueAdded,
                BeforeAfter::come(text(value)),
            );
        }
    }
}
