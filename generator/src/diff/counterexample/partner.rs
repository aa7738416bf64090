//! Which parameter of one version takes the place of one of the other.

use crate::ir::{Location, Operation, Parameter, PathPart};

/// The parameter of another version of an operation: in paths of one shape by its position, or else by its name, which may have
/// moved to another part of the request.
pub(super) fn partner(
    operation: &Operation,
    own: &Parameter,
    other: &'static Operation,
) -> Option<&'static Parameter> {
    let named = |one: &&Parameter| match own.location {
        Location::Header => one.wire.eq_ignore_ascii_case(&own.wire),
        Location::Path | Location::Query | Location::Cookie => one.wire == own.wire,
    };
    let mut others = other.parameters.iter();
    let exact = others.find(|one| one.location == own.location && named(one));
    exact
        .or_else(|| at_position(operation, own, other))
        .or_else(|| other.parameters.iter().find(named))
}

fn at_position(
    operation: &Operation,
    own: &Parameter,
    other: &'static Operation,
) -> Option<&'static Parameter> {
    if own.location != Location::Path || shape(operation) != shape(other) {
        return None;
    }
    let position = names(operation).position(|name| *name == own.wire)?;
    let name = names(other).nth(position)?;
    let mut others = other.parameters.iter();
    others.find(|one| one.location == Location::Path && one.wire == *name)
}

fn names(operation: &Operation) -> impl Iterator<Item = &String> {
    operation.path.parts.iter().filter_map(|part| match part {
        PathPart::Parameter(name) => Some(name),
        PathPart::Literal(_) => None,
    })
}

/// The path without the names of its parameters.
fn shape(operation: &Operation) -> Vec<Option<&str>> {
    let parts = operation.path.parts.iter();
    let parts = parts.map(|part| match part {
        PathPart::Parameter(_) => None,
        PathPart::Literal(text) => Some(text.as_str()),
    });
    parts.collect()
}
