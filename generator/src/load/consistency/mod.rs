//! Contradictions between the parts of a document: bounds that exclude every value, path parameters that the path lacks,
//! defaults that their schema rejects.
//!
//! Works on the normalized tree, so that there is one version to check. The keyword pass has checked the type of every
//! value. Returns the repairs; changes nothing itself.

mod ambiguous_paths;
mod components;
mod http_tokens;
mod matching;
mod operations;
mod parameters;
mod paths;
mod schemas;
mod security;
mod template;
mod values;

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::keywords::{ObjectKind, ReferencedTargets, Repairs, Visitor, visit};
use super::origin::Origins;
use super::report::{ReportContext, Reports};
use super::webhooks::Hook;
use super::{Dialect, Repair, Strictness};
use crate::diagnostic::{Code, Diagnostics, Grouped, Place, Pointer, Trail};
use crate::pointer::{follow_refs, parse_reference};

/// The members of an object.
type ObjectMembers = Map<String, Value>;

/// Checks a whole document, and returns the repairs for lenient reading.
pub(super) fn check(
    (tree, referenced, hooks): (&Value, &ReferencedTargets, &[Hook]),
    origins: &Origins,
    (dialect, strictness): (Dialect, Strictness),
    diagnostics: &mut Diagnostics,
) -> Repairs {
    let context = ConsistencyCheck {
        tree,
        origins,
        dialect,
        strictness,
        diagnostics,
        grouped: Grouped::default(),
        operation_ids: HashMap::new(),
        undefined_schemes: ObjectMembers::new(),
        repairs: Repairs::default(),
    };
    let mut check = ConsistencyVisitor { context };
    visit(tree, referenced, hooks, &mut check);
    let mut context = check.context;
    for hook in hooks {
        hook.at.with_trail(&mut |at| {
            let item = hook.at.find(tree).and_then(|item| context.resolved(item));
            if let Some(item) = item {
                paths::hook(&mut context, item, at);
            }
        });
    }
    security::define_missing_schemes(&mut context);
    context.grouped.report(context.diagnostics);
    context.repairs
}

/// The state that every rule shares: the tree, and where to report.
struct ConsistencyCheck<'d, 'r> {
    tree: &'d Value,
    origins: &'r Origins,
    /// The version that the document was written in.
    dialect: Dialect,
    strictness: Strictness,
    diagnostics: &'r mut Diagnostics,
    grouped: Grouped,
    /// The first place of each operation id.
    operation_ids: HashMap<&'d str, Pointer>,
    /// The security schemes that requirements name and nothing defines.
    undefined_schemes: ObjectMembers,
    /// What to change in the tree afterwards.
    repairs: Repairs,
}

struct ConsistencyVisitor<'d, 'r> {
    context: ConsistencyCheck<'d, 'r>,
}

impl<'d> Visitor<'d> for ConsistencyVisitor<'d, '_> {
    fn object(&mut self, kind: ObjectKind, members: &'d ObjectMembers, at: &Trail<'_>) {
        let context = &mut self.context;
        match kind {
            ObjectKind::Components => components::check(context, members, at),
            ObjectKind::Paths => paths::check(context, members, at),
            ObjectKind::PathItem => operations::path_item(context, members, at),
            ObjectKind::Operation => {
                operations::operation(context, members, at);
                security::requirements(context, members, at);
            }
            ObjectKind::Document => security::requirements(context, members, at),
            ObjectKind::Parameter => parameters::check(context, members, at),
            ObjectKind::Schema => schemas::check(context, members, at),
            ObjectKind::Server => security::server(context, members, at),
            ObjectKind::Response | ObjectKind::RequestBody => {
                http_tokens::content(context, kind, members, at)
            }
            ObjectKind::MediaType => values::media_type(context, members, at),
            _ => {}
        }
        if let Some(Value::Object(headers)) = members.get("headers") {
            http_tokens::headers(context, headers, &at.key("headers"));
        }
    }
}

impl Reports for ConsistencyCheck<'_, '_> {
    fn context(&mut self) -> ReportContext<'_> {
        ReportContext {
            places: self.origins,
            strictness: self.strictness,
            diagnostics: self.diagnostics,
            grouped: &mut self.grouped,
        }
    }
}

impl<'d> ConsistencyCheck<'d, '_> {
    /// Whether there is a value at this place, and not only behind a reference.
    fn stands(&self, at: &Trail<'_>) -> bool {
        self.tree.pointer(at.pointer().as_str()).is_some()
    }

    /// Where a place of the tree is in the text.
    fn place(&self, pointer: &Pointer) -> Place {
        self.origins.place(pointer)
    }

    /// The object behind a value that may be a reference; `None` if the keyword pass has reported the reference.
    fn resolved(&self, value: &'d Value) -> Option<&'d ObjectMembers> {
        let members = value.as_object()?;
        let Some(reference) = text(members, "$ref") else {
            return Some(members);
        };
        let end = follow_refs(self.tree, &parse_reference(reference)?)?;
        end.find(self.tree)?.as_object()
    }
}

/// The string under a key.
fn text<'d>(members: &'d ObjectMembers, key: &str) -> Option<&'d str> {
    members.get(key)?.as_str()
}

/// The list under a key; empty if there is none.
fn list<'d>(members: &'d ObjectMembers, key: &str) -> &'d [Value] {
    members
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether the value of a key is `true`.
fn is_true(members: &ObjectMembers, key: &str) -> bool {
    members.get(key) == Some(&Value::Bool(true))
}
