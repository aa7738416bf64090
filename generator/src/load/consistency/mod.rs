//! What the parts of a document say about each other -> reports: bounds that exclude everything, parameters that the
//! path lacks, values that their schema rejects. Works on the tree in the form of OpenAPI 3.0, after the ledger, so
//! that every value has its shape; never changes anything.

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

use super::keywords::{BROKEN, ObjectKind, ReferencedTargets, Repairs, Visitor, visit};
use super::origin::Origins;
use super::report::{ReportContext, Reports};
use super::webhooks::Hook;
use super::{Dialect, Repair, Strictness};
use crate::diagnostic::{Code, Diagnostics, Grouped, Place, Pointer, Trail};
use crate::pointer::parse_reference;

/// The members of an object.
type Members = Map<String, Value>;

/// How many references in a row are followed.
const HOPS: usize = 64;

/// Checks a whole document. What comes back is to be changed in the tree so that lenient reading can go on.
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
        undefined_schemes: Members::new(),
        repairs: Repairs::default(),
    };
    let mut check = Check { context };
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

/// What every rule sees: the tree, and where to report.
struct ConsistencyCheck<'d, 'r> {
    tree: &'d Value,
    origins: &'r Origins,
    /// What the document was written in.
    dialect: Dialect,
    strictness: Strictness,
    diagnostics: &'r mut Diagnostics,
    grouped: Grouped,
    /// Where each operation id stands first.
    operation_ids: HashMap<&'d str, Pointer>,
    /// The security schemes that requirements name and nothing defines.
    undefined_schemes: Members,
    /// What lenient reading changes.
    repairs: Repairs,
}

struct Check<'d, 'r> {
    context: ConsistencyCheck<'d, 'r>,
}

impl<'d> Visitor<'d> for Check<'d, '_> {
    fn object(&mut self, kind: ObjectKind, members: &'d Members, at: &Trail<'_>) {
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
    /// Whether a value stands in the tree, and not only behind a reference.
    fn stands(&self, at: &Trail<'_>) -> bool {
        self.tree.pointer(at.pointer().as_str()).is_some()
    }

    /// Where a place of the tree stands in the text.
    fn place(&self, pointer: &Pointer) -> Place {
        self.origins.place(pointer)
    }

    /// The object behind a value that may be a reference; `None` when the ledger has reported the reference.
    fn resolved(&self, value: &'d Value) -> Option<&'d Members> {
        let mut value = value;
        for _ in 0..HOPS {
            let members = value.as_object()?;
            match members.get("$ref") {
                Some(Value::String(target)) if target != BROKEN => {
                    value = self.tree.pointer(parse_reference(target)?.as_str())?;
                }
                Some(Value::String(_)) => return None,
                _ => return Some(members),
            }
        }
        None
    }
}

/// The text under a key.
fn text<'d>(members: &'d Members, key: &str) -> Option<&'d str> {
    members.get(key)?.as_str()
}

/// The list under a key; empty when there is none.
fn list<'d>(members: &'d Members, key: &str) -> &'d [Value] {
    members
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// Whether a key is there and says `true`.
fn is_true(members: &Members, key: &str) -> bool {
    members.get(key) == Some(&Value::Bool(true))
}
