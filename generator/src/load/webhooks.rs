//! The requests that an API sends, webhooks and callbacks -> a list of where their path items are.
//!
//! Both stay where the document has them. [Webhooks] are entries of `webhooks`, or of `x-webhooks`,
//! which documents in 3.0 write. A [callback] is part of an operation:
//! `#/paths/~1pets/post/callbacks/onPet/{$request.query.url}`. A callback that is a reference is
//! copied to where it is used, since each operation has its own: the number of copied values is
//! limited. Callbacks of callbacks are reported and ignored.
//!
//! [Webhooks]: https://spec.openapis.org/oas/v3.1.1.html#oas-webhooks
//! [callback]: https://spec.openapis.org/oas/v3.0.3.html#callback-object

use serde_json::Value;

use super::private::PATH_ITEMS;
use super::report::Report;
use super::tree::{members, size};
use crate::diagnostic::Code;
use crate::pointer::{Pointer, follow_refs};

/// How many values the copies of callbacks may have in total. A small document can refer to a large
/// callback from every operation.
const COPIES: usize = 100_000;

/// The sections of the root that contain webhooks.
const WEBHOOKS: [&str; 2] = ["webhooks", "x-webhooks"];

/// A path item that describes requests which the API sends.
///
/// The generated crate has a trait for the receiver, with one method per operation of the path
/// item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hook {
    /// Where the path item, or a reference to it, is in the normalized tree.
    pub(crate) at: Pointer,
    pub(crate) kind: HookKind,
}

/// Why the API sends a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum HookKind {
    /// An entry of `webhooks`, by its name.
    Webhook(String),
    /// A path item of a callback.
    Callback {
        /// The name of the callback in its operation.
        name: String,
        /// The runtime expression that gives the URL of the request.
        expression: String,
    },
}

/// Lists every webhook and callback of a normalized tree: webhooks first, then callbacks in the
/// order of the document.
pub(super) fn collect(tree: &mut Value, report: &mut Report) -> Vec<Hook> {
    let mut hooks = Vec::new();
    for section in WEBHOOKS {
        for (name, _) in members(tree.get(section)) {
            hooks.push(Hook {
                at: Pointer::root().child(section).child(name),
                kind: HookKind::Webhook(name.clone()),
            });
        }
    }
    let mut room = COPIES;
    for operation in operations_with_callbacks(tree) {
        let at = operation.child("callbacks");
        let names = members(at.find(tree)).map(|(name, _)| name.clone());
        for name in names.collect::<Vec<_>>() {
            let own = at.child(&name);
            if let Some(target) = follow_refs(tree, &own) // `None` was reported by the keyword pass
                && (target == own || copy(tree, (&target, &own), &mut room, report).is_some())
            {
                hooks.extend(path_items(tree, &own, &name));
            }
        }
    }
    report_nested(tree, &hooks, report);
    hooks
}

/// The path items of a callback, each under the expression that gives its URL.
fn path_items(tree: &Value, callback: &Pointer, name: &str) -> Vec<Hook> {
    let expressions = members(callback.find(tree)).map(|(expression, _)| expression);
    let expressions = expressions.filter(|expression| !expression.starts_with("x-"));
    let hook = |expression: &String| Hook {
        at: callback.child(expression),
        kind: HookKind::Callback {
            name: name.to_owned(),
            expression: expression.clone(),
        },
    };
    expressions.map(hook).collect()
}

/// Copies a callback to the place of a reference to it. `None` if it has more values than may be
/// copied, which is reported.
fn copy(
    tree: &mut Value,
    (from, to): (&Pointer, &Pointer),
    room: &mut usize,
    report: &mut Report,
) -> Option<()> {
    let callback = from.find(tree)?.clone();
    let Some(left) = room.checked_sub(size(&callback)) else {
        let message = format!("references to callbacks copy more than {COPIES} values");
        let place = report.origins.place(to).at_key();
        report
            .diagnostics
            .report(Code::UnsupportedKey, &place, message);
        return None;
    };
    *room = left;
    *to.find_mut(tree)? = callback;
    report.origins.made(from, to);
    Some(())
}

/// Reports the callbacks of callbacks: no code is generated for them.
fn report_nested(tree: &Value, hooks: &[Hook], report: &mut Report) {
    let is_callback = |hook: &&Hook| matches!(hook.kind, HookKind::Callback { .. });
    for hook in hooks.iter().filter(is_callback) {
        for (method, operation) in members(hook.at.find(tree)) {
            if operation.get("callbacks").is_some_and(Value::is_object) {
                let nested = hook.at.child(method).child("callbacks");
                let place = report.origins.place(&nested).at_key();
                let message = "`callbacks` has no effect: callbacks of callbacks are not generated";
                report
                    .diagnostics
                    .report(Code::UnsupportedKey, &place, message);
            }
        }
    }
}

/// The operations that have callbacks.
fn operations_with_callbacks(tree: &Value) -> Vec<Pointer> {
    let root = Pointer::root();
    let sections = std::iter::once("paths").chain(WEBHOOKS);
    let sections = sections.map(|key| root.child(key));
    let shared = [
        root.child("components").child("pathItems"),
        root.child(PATH_ITEMS),
    ];
    let mut found = Vec::new();
    for section in sections.chain(shared) {
        for (path, item) in members(section.find(tree)) {
            for (method, operation) in members(Some(item)) {
                if operation.get("callbacks").is_some_and(Value::is_object) {
                    found.push(section.child(path).child(method));
                }
            }
        }
    }
    found
}
