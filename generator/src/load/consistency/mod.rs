//! Contradictions between the parts of a document: bounds that exclude every value, path parameters
//! that the path lacks, defaults that their schema rejects.
//!
//! ```text
//! /pets/{id}:                       # BW0301: `{id}` is not declared as a parameter
//!   get:
//!     parameters: [{name: ids, in: path, …}]
//! ```
//! Works on the normalized tree, so that there is one version to check. The keyword pass has
//! checked the type of every value, so a rule looks at what it needs and ignores everything else.
//! Returns the repairs; changes nothing itself, because a rule must see what the author wrote, not
//! what another rule made of it.
//!
//! One file per topic. A new rule is a function that [`Check::object`] calls for its kind of
//! object.

mod components;
mod format;
mod http_tokens;
mod matching;
mod message;
mod operations;
mod path_overlap;
mod path_spelling;
mod paths;
mod schemas;
mod security;
mod servers;
mod template;
mod value_limits;
mod values;

#[cfg(feature = "cli")]
pub(crate) use template::shape as path_shape;

use std::cell::Cell;

use foldhash::HashMap;
use serde_json::Value;

use super::keywords::{Members, ObjectKind, ReferencedTargets, Repairs, ValueType, visit};
use super::report::Report;
use super::webhooks::Hook;
use super::{Dialect, Limits, Repair};
use crate::diagnostic::{Code, Pointer, Trail};
use crate::pattern::Patterns;
use crate::pointer::{follow_refs, member, parse_reference};

/// Checks a whole document, and returns the repairs for lenient reading.
///
/// Everything that a table leads to is visited, and what references point to elsewhere. Webhooks
/// and callbacks are visited twice, because their path items have no path: [`paths::hook`] checks
/// that.
pub(super) fn check(
    (tree, dialect, limits, patterns): (&Value, Dialect, Limits, &Patterns),
    referenced: &ReferencedTargets,
    hooks: &[Hook],
    report: &mut Report,
) -> Repairs {
    let comparisons = Cell::new(MAX_COMPARISONS);
    let mut check = Check {
        tree,
        comparisons: &comparisons,
        patterns,
        dialect,
        limits,
        report,
        operation_ids: HashMap::default(),
        undefined_schemes: Members::new(),
        repairs: Repairs::default(),
    };
    let document = (&Pointer::root(), &ObjectKind::Document);
    // `webhooks` is not in the tables of 3.0.
    let webhooks = hooks.iter().filter(|hook| hook.at.is_in("webhooks"));
    let webhooks = webhooks.map(|hook| (&hook.at, &ObjectKind::PathItem));
    for (pointer, kind) in std::iter::once(document).chain(webhooks).chain(referenced) {
        let (ty, value) = (ValueType::Ref(*kind), pointer.find(tree));
        pointer.with_trail(&mut |at| {
            let mut visitor = |kind, members, at: &Trail<'_>| check.object(kind, members, at);
            if let Some(value) = value {
                visit(&ty, value, at, Dialect::V3_0, &mut visitor);
            }
        });
    }
    for hook in hooks {
        let item = hook.at.find(tree).and_then(|item| check.resolved(item));
        if let Some(item) = item {
            hook.at
                .with_trail(&mut |at| paths::hook(&mut check, item, at));
        }
    }
    security::define_missing_schemes(&mut check);
    if comparisons.get() == 0 {
        let message =
            "there are too many defaults and examples to compare all of them with their schemas";
        Pointer::root().with_trail(&mut |at| {
            check.report.at(Code::NotChecked, at, message);
        });
    }
    check.repairs
}

/// How many values of one document are compared with a schema. Alternatives multiply: an example that matches
/// none of them is compared with each, and with theirs.
const MAX_COMPARISONS: usize = 2_000_000;

/// The state that every rule shares.
///
/// Rules are functions with this as their first argument, and not methods: a file then says by its
/// imports which rules it uses.
struct Check<'d, 'r> {
    tree: &'d Value,
    /// How many more values may be compared with schemas.
    comparisons: &'d Cell<usize>,
    /// The patterns of its schemas.
    patterns: &'d Patterns,
    /// The version that the document was written in.
    dialect: Dialect,
    limits: Limits,
    report: &'r mut Report,
    /// The first place of each operation id.
    operation_ids: HashMap<&'d str, Pointer>,
    /// The security schemes that requirements name and nothing defines.
    undefined_schemes: Members,
    /// What to change in the tree afterwards.
    repairs: Repairs,
}

impl<'d> Check<'d, '_> {
    /// Checks one object. References are checked at their targets.
    fn object(&mut self, kind: ObjectKind, members: &'d Members, at: &Trail<'_>) -> bool {
        if text(members, "$ref").is_some() {
            return false;
        }
        match kind {
            ObjectKind::Components => components::check(self, members, at),
            ObjectKind::Paths => paths::check(self, members, at),
            ObjectKind::PathItem => operations::path_item(self, members, at),
            ObjectKind::Operation => {
                operations::operation(self, members, at);
                security::requirements(self, members, at);
            }
            ObjectKind::Document => security::requirements(self, members, at),
            ObjectKind::Parameter => operations::parameter(self, members, at),
            ObjectKind::SecurityScheme => security::scheme(self, members, at),
            ObjectKind::Schema => schemas::check(self, members, at),
            ObjectKind::Server => servers::check(self, members, at),
            ObjectKind::Response | ObjectKind::RequestBody => {
                http_tokens::content(self, kind, members, at);
            }
            ObjectKind::MediaType | ObjectKind::Header => values::examples(self, members, at),
            _ => {}
        }
        if let Some(Value::Object(headers)) = member(members, "headers") {
            http_tokens::headers(self, headers, &at.key("headers"));
        }
        true
    }

    /// Whether there is a value at this place, and not only behind a reference.
    ///
    /// An operation behind the `$ref` of its path item is reported at the place where the path uses
    /// it. A repair there would change nothing, so rules ask before they note one.
    fn has(&self, at: &Trail<'_>) -> bool {
        at.pointer().find(self.tree).is_some()
    }

    /// The object behind a value that may be a reference; `None` if the keyword pass has reported
    /// the reference.
    fn resolved(&self, value: &'d Value) -> Option<&'d Members> {
        let members = value.as_object()?;
        let Some(reference) = text(members, "$ref") else {
            return Some(members);
        };
        let end = follow_refs(self.tree, &parse_reference(reference)?)?;
        end.find(self.tree)?.as_object()
    }
}

/// The string under a key.
fn text<'d>(members: &'d Members, key: &str) -> Option<&'d str> {
    member(members, key)?.as_str()
}

/// The list under a key; empty if there is none.
fn list<'d>(members: &'d Members, key: &str) -> &'d [Value] {
    member(members, key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The object under a key.
fn object<'d>(members: &'d Members, key: &str) -> Option<&'d Members> {
    member(members, key)?.as_object()
}

/// Whether the value of a key is `true`.
fn is_true(members: &Members, key: &str) -> bool {
    member(members, key) == Some(&Value::Bool(true))
}
