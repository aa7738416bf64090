//! Parameters of a pair of operations.
//!
//! A server ignores parameters that it does not know. So an optional parameter that comes makes requests wider, since there is more
//! to say; one that goes makes them narrower, since what was said is no longer heard, although nothing rejects it.

use super::about::{About, CompareSite};
use super::found::BeforeAfter;
use super::graph::{NodeId, WireStep};
use super::kinds::WireKind;
use super::operations::OperationPair;
use super::presence::{PARAMETER, compare_presence};
use super::styles::compare_codecs;
use super::text::type_text;
use super::turn::{Turn, WireDirection};
use super::view::TypeAt;
use super::walk::WireWalk;
use crate::diff::model::MessagePart;
use crate::ir::{Location, Operation, Parameter, PathPart, Presence};

/// Notes how parameters differ.
pub(super) fn compare_parameters<'a>(
    walk: &mut WireWalk<'a>,
    whole: NodeId,
    pair: OperationPair<'a>,
) {
    let new = &pair.new.parameters;
    let mut gone: Vec<&'a Parameter> = pair.old.parameters.iter().collect();
    let mut come = Vec::new();
    for parameter in new {
        let partner = gone.iter().position(|one| is_same(pair, one, parameter));
        match partner {
            Some(partner) => compare(walk, pair, gone.remove(partner), parameter),
            None => come.push(parameter),
        }
    }
    for parameter in come {
        let partner = gone.iter().position(|one| is_moved(one, parameter));
        match partner {
            Some(partner) => {
                let before = gone.remove(partner);
                let values = BeforeAfter::both(before.location.name(), parameter.location.name());
                let at = root(walk, pair, parameter);
                let site = site(pair.new, before, parameter);
                walk.record(at, site, WireKind::ParameterMoved, Turn::BOTH, values);
                compare(walk, pair, before, parameter);
            }
            None => {
                let values = BeforeAfter::come(type_text(walk.apis.new, &parameter.ty));
                let about = About::Parameter(pair.new, parameter.location, &parameter.wire);
                let site = CompareSite::come(about, &parameter.origin.pointer);
                let turn = came(&parameter.presence);
                walk.record(whole, site, WireKind::ParameterAdded, turn, values);
            }
        }
    }
    for parameter in gone {
        let values = BeforeAfter::gone(type_text(walk.apis.old, &parameter.ty));
        let about = About::Parameter(pair.new, parameter.location, &parameter.wire);
        let site = CompareSite::gone(about, &parameter.origin.pointer);
        let turn = came(&parameter.presence).reversed();
        walk.record(whole, site, WireKind::ParameterRemoved, turn, values);
    }
}

/// What it does to requests that they have one more parameter, header or body.
pub(super) fn came(presence: &Presence) -> Turn {
    match presence {
        Presence::Required => Turn::BOTH,
        Presence::Optional | Presence::Default(_) => Turn::WIDER,
    }
}

/// Whether a parameter takes the place of another: in paths by its position, or else by its name.
fn is_same(pair: OperationPair<'_>, old: &Parameter, new: &Parameter) -> bool {
    if old.location != new.location {
        return false;
    }
    match old.location {
        Location::Path if !pair.is_moved() => {
            let before = position(pair.old, &old.wire);
            before.is_some() && before == position(pair.new, &new.wire)
        }
        Location::Header => old.wire.eq_ignore_ascii_case(&new.wire),
        Location::Path | Location::Query | Location::Cookie => old.wire == new.wire,
    }
}

fn is_moved(old: &Parameter, new: &Parameter) -> bool {
    old.wire == new.wire && old.location != new.location
}

/// Which of the parameters of a path it is.
fn position(operation: &Operation, wire: &str) -> Option<usize> {
    let parts = operation.path.parts.iter();
    let mut names = parts.filter_map(|part| match part {
        PathPart::Parameter(name) => Some(name),
        PathPart::Literal(_) => None,
    });
    names.position(|name| name == wire)
}

fn site<'a>(operation: &'a Operation, old: &'a Parameter, new: &'a Parameter) -> CompareSite<'a> {
    let about = About::Parameter(operation, new.location, &new.wire);
    CompareSite::new(about, &old.origin.pointer, &new.origin.pointer)
}

fn root<'a>(walk: &mut WireWalk<'a>, pair: OperationPair<'a>, new: &Parameter) -> NodeId {
    let part = MessagePart::Parameter(new.location, new.wire.clone());
    walk.root(pair.indices, part, WireDirection::Request)
}

fn compare<'a>(
    walk: &mut WireWalk<'a>,
    pair: OperationPair<'a>,
    old: &'a Parameter,
    new: &'a Parameter,
) {
    let Parameter {
        name: _,
        wire: _,     // paired by it
        location: _, // paired by it
        codec,
        ty,
        time: _, // a getter
        presence,
        from_client: _, // who supplies it is a matter of Rust
        constraints,
        docs: _,
        origin: _,
    } = new;
    let at = root(walk, pair, new);
    let site = site(pair.new, old, new);
    compare_presence(walk, at, site, PARAMETER, (&old.presence, presence));
    if old.location == new.location {
        compare_codecs(walk, at, site, (&old.codec, &old.ty), (codec, ty));
    }
    let before = TypeAt::new(&old.ty, &old.constraints);
    let after = TypeAt::new(ty, constraints);
    walk.push(at, WireStep::Same, site, before, after);
}
