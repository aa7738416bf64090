//! An operation -> what it is about: its first tag, or without one the resource that its path
//! names.
//!
//! The resource is the first segment of the path that says something:
//! `/v1/payment_intents/{id}/capture` is about `payment_intents`. Versions, parameters and the
//! segments that every path starts with say nothing. What the API sends has no path; its name
//! begins with what it is about (`pull_request_opened`).

use super::super::naming::words;
use crate::ir::{Interface, Operation, Owner, PathPart, Role, RustName};

/// What the operations of one module are about.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Topic {
    /// The tag that they share.
    Tag(String),
    /// The resource that their paths share; they have no tag.
    Resource(String),
}

impl Topic {
    /// The word that names the module.
    pub(super) fn text(&self) -> &str {
        match self {
            Self::Tag(text) | Self::Resource(text) => text,
        }
    }

    /// The topic as the API keeps it.
    pub(super) fn owner(&self) -> Owner {
        match self {
            Self::Tag(tag) => Owner::Tag(tag.clone()),
            Self::Resource(resource) => Owner::Resource(resource.clone()),
        }
    }
}

/// The topic of each operation.
///
/// ```text
/// GET  /v1/customers            customers
/// POST /v1/customers/{id}/tax   customers
/// GET  /v1/charges              charges        (`v1` says nothing)
/// ```
pub(super) fn topics(operations: &[Operation]) -> Vec<Topic> {
    let paths: Vec<Vec<String>> = operations.iter().map(segments).collect();
    let served: Vec<&Vec<String>> = operations
        .iter()
        .zip(&paths)
        .filter(|(one, _)| one.role == Role::Served)
        .map(|(_, path)| path)
        .collect();
    let shared = common(&served);
    let both = operations.iter().zip(&paths);
    both.map(|(operation, path)| match &operation.tag {
        Some(tag) => Topic::Tag(tag.clone()),
        None if operation.role == Role::Served => {
            let own = path.get(shared..).and_then(<[String]>::first);
            let own = own.or_else(|| path.last());
            Topic::Resource(own.map_or_else(|| "root".to_owned(), Clone::clone))
        }
        None => Topic::Resource(path.first().cloned().unwrap_or_default()),
    })
    .collect()
}

/// How many segments all paths start with: two for `/svc/api/pets` and `/svc/api/users`.
fn common(paths: &[&Vec<String>]) -> usize {
    let Some((first, others)) = paths.split_first().filter(|(_, others)| !others.is_empty()) else {
        return 0;
    };
    let same = |(at, segment): &(usize, &String)| {
        others.iter().all(|path| path.get(*at) == Some(*segment))
    };
    first.iter().enumerate().take_while(same).count()
}

/// The segments of the path that say something. Webhooks and callbacks have no path; the words of
/// their names take its place.
pub(super) fn segments(operation: &Operation) -> Vec<String> {
    if operation.role.interface() != Interface::Api {
        return words(operation.name.as_str());
    }
    let literal = operation.path.parts.iter().filter_map(|part| match part {
        PathPart::Literal(text) => Some(text),
        PathPart::Parameter(_) => None,
    });
    let segments = literal.flat_map(|text| text.split('/'));
    let stems = segments.map(|segment| segment.split(['.', ':']).next().unwrap_or_default());
    stems
        .filter(|stem| says_something(stem))
        .map(|stem| words(stem).join("_"))
        .collect()
}

/// Whether a segment is neither empty nor a version such as `v1`, `v2beta` or `2010-04-01`.
fn says_something(segment: &str) -> bool {
    let letters = segment.chars().filter(|c| c.is_alphabetic()).count();
    let version = segment.strip_prefix(['v', 'V']);
    let is_version = version.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    letters > 1 && !is_version && !matches!(segment, "api" | "rest")
}

#[cfg(test)]
mod tests {
    use super::{common, says_something};

    #[test]
    fn versions_and_numbers_say_nothing() {
        for segment in ["", "v1", "v2beta", "2010-04-01", "api", "7", "s"] {
            assert!(!says_something(segment), "{segment}");
        }
        for segment in ["charges", "vms", "test_helpers"] {
            assert!(says_something(segment), "{segment}");
        }
    }

    #[test]
    fn the_common_start_of_paths_is_ignored() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        let (one, two) = (path("accounts/calls/one"), path("accounts/queues"));
        assert_eq!(common(&[&one, &two]), 1);
        assert_eq!(common(&[&one]), 0);
    }
}
