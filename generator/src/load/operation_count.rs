//! How many operations a document has, with those that references to path items create.
//!
//! A path item that others refer to is a set of operations for each of them. A document of one megabyte can have twenty thousand
//! references to one of five operations: a hundred thousand methods, which need a gigabyte.

use serde_json::Value;

use super::report::Report;
use super::tree::members;
use super::webhooks::Hook;
use super::{Limits, METHODS};
use crate::diagnostic::Code;
use crate::pointer::{Pointer, follow_refs, member};

/// Reports more operations than the limit; `None` then: what comes next would cost too much.
pub(super) fn check(
    tree: &Value,
    hooks: &[Hook],
    limits: &Limits,
    report: &mut Report,
) -> Option<()> {
    let at = Pointer::root().child("paths");
    let paths = members(tree.get("paths")).map(|(path, _)| at.child(path));
    let items = paths.chain(hooks.iter().map(|hook| hook.at.clone()));
    let count: usize = items.map(|item| operations(tree, &item)).sum();
    if count <= limits.operations {
        return Some(());
    }
    let limit = limits.operations;
    let message = format!(
        "there are {count} operations, with those of each reference to a path item; the limit is {limit}"
    );
    let place = report.origins.place(&at).at_key();
    let diagnostics = &mut report.diagnostics;
    diagnostics.report(Code::TooManyOperations, &place, message);
    None
}

/// How many operations a path item has, or the one that it refers to.
fn operations(tree: &Value, at: &Pointer) -> usize {
    let end = follow_refs(tree, at);
    let item = end.and_then(|end| end.find(tree)?.as_object());
    let has = |item: &serde_json::Map<String, Value>, method| member(item, method).is_some();
    item.map_or(0, |item| {
        METHODS.iter().filter(|one| has(item, one)).count()
    })
}
