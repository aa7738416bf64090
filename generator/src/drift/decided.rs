//! Differences that a document records as decided, in `x-docs`.
//!
//! A record is at an operation, a parameter, a response, a schema or a property. It covers differences whose place is inside, and
//! whose name is the key or ends with it: `error_detail` in the schema of errors covers `response 400 error_detail`.

use serde_json::Value;

use super::finding::{DriftKind, Finding};
use super::proposal::Proposal;
use crate::load::Document;
use crate::pointer::Pointer;

/// The extension.
const KEY: &str = "x-docs";

/// A difference that is decided.
struct Decision {
    /// The object that records it.
    owner: Pointer,
    about: String,
    is_used: bool,
}

impl Decision {
    fn covers(&self, finding: &Finding) -> bool {
        let places = [&finding.pointer, &finding.operation_pointer];
        let is_inside = places
            .into_iter()
            .flatten()
            .any(|at| at.starts_with(&self.owner));
        let is_about = finding
            .about
            .strip_suffix(self.about.as_str())
            .is_some_and(|rest| rest.is_empty() || rest.ends_with([' ', '.']));
        is_inside && is_about && finding.kind.is_drift()
    }
}

/// All decisions of a document.
pub(super) struct Decisions(Vec<Decision>);

impl Decisions {
    /// The decisions that a document records.
    pub(super) fn of(document: &Document) -> Self {
        let mut decisions = Vec::new();
        let mut waiting = vec![(Pointer::root(), document.tree())];
        while let Some((at, value)) = waiting.pop() {
            match value {
                Value::Object(members) => {
                    let decided = members.get(KEY).and_then(|docs| docs.get("decided"));
                    for about in decided
                        .and_then(Value::as_object)
                        .into_iter()
                        .flat_map(|found| found.keys())
                    {
                        decisions.push(Decision {
                            owner: at.clone(),
                            about: about.clone(),
                            is_used: false,
                        });
                    }
                    let inner = members
                        .iter()
                        .filter(|(key, _)| *key != KEY && *key != "example" && *key != "examples");
                    waiting.extend(inner.map(|(key, value)| (at.child(key), value)));
                }
                Value::Array(items) => {
                    waiting.extend(
                        items
                            .iter()
                            .enumerate()
                            .map(|(index, value)| (at.index(index), value)),
                    );
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
        Self(decisions)
    }

    /// Whether a difference is decided.
    pub(super) fn covers(&self, finding: &Finding) -> bool {
        self.0.iter().any(|decision| decision.covers(finding))
    }

    /// Whether a difference is decided; the decisions that cover it are used then.
    pub(super) fn use_for(&mut self, finding: &Finding) -> bool {
        let mut is_covered = false;
        let covering = self.0.iter_mut().filter(|one| one.covers(finding));
        for decision in covering {
            decision.is_used = true;
            is_covered = true;
        }
        is_covered
    }

    /// The decisions that covered nothing, among those whose objects were compared.
    pub(super) fn unused(self, is_compared: &dyn Fn(&Pointer) -> bool) -> Vec<Finding> {
        let unused = self.0.into_iter();
        let unused = unused.filter(|decision| !decision.is_used && is_compared(&decision.owner));
        let findings = unused.map(|decision| {
            let at = decision
                .owner
                .child(KEY)
                .child("decided")
                .child(&decision.about);
            Finding {
                kind: DriftKind::UnusedDecision,
                operation: String::new(),
                about: decision.about,
                page: None,
                page_value: None,
                pointer: Some(at.clone()),
                position: None,
                document_value: None,
                fix: "no page differs in this: remove the decision".to_owned(),
                operation_pointer: None,
                proposal: Proposal::RemoveDecision { decision: at },
            }
        });
        findings.collect()
    }
}
