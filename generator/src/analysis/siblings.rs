//! Path templates -> the other templates that a server finds first for some of the values.
//!
//! ```text
//! /users/{name}     the name `me` leads to /users/me
//! /users/me
//! ```
//!
//! Concrete paths are matched before templated ones (<https://spec.openapis.org/oas/v3.0.3.html#paths-object>), so a client must
//! not send such a value. A value of a type that is never written like the sibling cannot lead there: `/issues/{number}` and
//! `/issues/comments` need no check if the number is an integer.

use std::collections::BTreeMap;

use crate::ir::{Api, Interface, Location, Operation, PathPart, Scalar, Type};

/// The templates of each interface, by how many segments they have.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PathSiblings<'a> {
    templates: BTreeMap<(Interface, usize), Vec<TemplatePieces<'a>>>,
}

/// A template as it is written, and its segments.
type TemplatePieces<'a> = (&'a str, Vec<PathPiece<'a>>);

/// One segment of a template.
#[derive(Debug, Clone, PartialEq)]
struct PathPiece<'a> {
    /// The text, with `{}` for each parameter.
    shape: String,
    /// Its parameters, by wire name.
    parameters: Vec<&'a str>,
}

/// How concrete a segment is, the most concrete first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Concreteness {
    Literal,
    Mixed,
    Any,
}

impl<'a> PathSiblings<'a> {
    /// Those of all operations.
    pub(super) fn of_api(api: &'a Api) -> Self {
        let mut siblings = Self::default();
        for operation in &api.operations {
            let pieces = pieces(operation);
            let key = (operation.role.interface(), pieces.len());
            let same = siblings.templates.entry(key).or_default();
            let written = operation.path.written.as_str();
            if same.last().is_none_or(|(last, _)| *last != written) {
                same.push((written, pieces));
            }
        }
        siblings
    }

    /// The templates that come before that of an operation for some of its values; none for most.
    #[must_use]
    pub fn of_operation(&self, operation: &Operation) -> Vec<&'a str> {
        let own = pieces(operation);
        if own.iter().all(|piece| piece.parameters.is_empty()) {
            return Vec::new();
        }
        let key = (operation.role.interface(), own.len());
        let same = self.templates.get(&key).into_iter().flatten();
        let before = same.filter(|(_, other)| comes_before(other, &own, operation));
        let mut found: Vec<_> = before.map(|(written, _)| *written).collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The segments of a template.
fn pieces(operation: &Operation) -> Vec<PathPiece<'_>> {
    let empty = || PathPiece {
        shape: String::new(),
        parameters: Vec::new(),
    };
    let mut pieces = vec![empty()];
    for part in &operation.path.parts {
        let texts = match part {
            PathPart::Literal(text) => text.split('/').collect(),
            PathPart::Parameter(_) => vec!["{}"],
        };
        for (index, text) in texts.into_iter().enumerate() {
            if index > 0 {
                pieces.push(empty());
            }
            if let Some(last) = pieces.last_mut() {
                last.shape.push_str(text);
                if let PathPart::Parameter(name) = part {
                    last.parameters.push(name);
                }
            }
        }
    }
    pieces
}

/// Whether a server may find a template for a path of an operation before the operation's own.
fn comes_before(other: &[PathPiece<'_>], own: &[PathPiece<'_>], operation: &Operation) -> bool {
    let mut pairs = other
        .iter()
        .zip(own)
        .filter(|(other, own)| other.shape != own.shape);
    let mut is_before = None;
    pairs.all(|(other, own)| {
        let is_first = *is_before.get_or_insert_with(|| {
            let (other, own) = (other.concreteness(), own.concreteness());
            other < own || matches!((other, own), (Concreteness::Mixed, Concreteness::Mixed))
        });
        is_first && own.may_be(other, operation)
    }) && is_before.is_some()
}

impl PathPiece<'_> {
    fn concreteness(&self) -> Concreteness {
        match (self.parameters.as_slice(), self.shape.as_str()) {
            ([], _) => Concreteness::Literal,
            (_, "{}") => Concreteness::Any,
            _ => Concreteness::Mixed,
        }
    }

    /// Whether both segments can start and end alike: `v{a}` and `me` cannot.
    fn fits(&self, other: &Self) -> bool {
        let start = |shape: &'_ str| shape.split("{}").next().unwrap_or_default().to_owned();
        let end = |shape: &'_ str| shape.rsplit("{}").next().unwrap_or_default().to_owned();
        let (first, second) = (start(&self.shape), start(&other.shape));
        let (last, second_last) = (end(&self.shape), end(&other.shape));
        let starts = first.starts_with(&second) || second.starts_with(&first);
        let ends = last.ends_with(&second_last) || second_last.ends_with(&last);
        let is_literal = other.parameters.is_empty();
        starts && ends && !(is_literal && other.shape.len() < first.len() + last.len())
    }

    /// Whether some value makes this segment match the other one.
    fn may_be(&self, other: &Self, operation: &Operation) -> bool {
        if self.parameters.is_empty() {
            return !other.parameters.is_empty();
        }
        if !self.fits(other) {
            return false;
        }
        let is_text = other.shape.contains(|c: char| c.is_ascii_alphabetic());
        let ([only], Concreteness::Any, true) =
            (self.parameters.as_slice(), self.concreteness(), is_text)
        else {
            return true;
        };
        let mut parameters = operation.parameters.iter();
        !parameters.any(|one| {
            one.wire == **only
                && one.location == Location::Path
                && matches!(one.ty, Type::Scalar(Scalar::Integer(_)))
        })
    }
}
