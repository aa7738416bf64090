//! The state of normalizing: the moves so far, the references that must follow them, and the reports.
//!
//! A reference can point to a value that moves only later. So references are collected during the walk and rewritten at the
//! end, when every move is known.

use serde_json::Value;

use super::super::keywords::ReferencedTargets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Pointer, Trail};
use crate::load::origin::Origins;
use crate::load::report::fault;
use crate::load::{Repair, Strictness};
use crate::pointer::{fragment, parse_reference};

/// The state of one run.
pub(super) struct Normalizer<'r> {
    strictness: Strictness,
    diagnostics: &'r mut Diagnostics,
    pub(super) origins: &'r mut Origins,
    /// The places of references (`$ref`, values of `mapping`) whose target may have moved.
    pending: Vec<Pointer>,
    /// How many values were copied.
    pub(super) copied: usize,
}

impl<'r> Normalizer<'r> {
    pub(super) fn new(
        strictness: Strictness,
        origins: &'r mut Origins,
        diagnostics: &'r mut Diagnostics,
    ) -> Self {
        Self {
            strictness,
            diagnostics,
            origins,
            pending: Vec::new(),
            copied: 0,
        }
    }

    /// Reports at the place in the source of a value of the normalized tree.
    pub(super) fn report(
        &mut self,
        code: Code,
        raised: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.diagnostics
            .report(code, &self.origins.place(raised), message)
    }

    /// Reports a problem that a guess repairs: an error, or a warning.
    pub(super) fn guess(
        &mut self,
        code: Code,
        raised: &Pointer,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let at = (code, &self.origins.place(raised));
        fault(
            self.strictness,
            Repair::Guess,
            at,
            message.into(),
            self.diagnostics,
        )
    }

    /// Notes that the value at `from`, in the tree so far, is now at `to`.
    pub(super) fn moved(&mut self, from: &Pointer, to: &Pointer) {
        let source = self.origins.source(from);
        self.origins.moved(to, &source);
    }

    /// Notes that the value at `to` was made from the value at `from`, in the tree so far.
    pub(super) fn made(&mut self, from: &Pointer, to: &Pointer) {
        let source = self.origins.source(from);
        self.origins.made(to, &source);
    }

    /// Keeps a reference for [`finish`](Self::finish).
    pub(super) fn settle_later(&mut self, reference: &str, at: &Trail<'_>) {
        if may_move(reference) {
            self.pending.push(at.pointer());
        }
    }

    /// Rewrites the references whose targets moved, and returns the new places of `elsewhere`.
    pub(super) fn finish(
        mut self,
        tree: &mut Value,
        elsewhere: ReferencedTargets,
    ) -> ReferencedTargets {
        // What was walked twice is left twice, and must not follow its target twice.
        self.pending.sort_unstable();
        self.pending.dedup();
        let destinations = self.origins.destinations();
        for pointer in &self.pending {
            if let Some(Value::String(reference)) = pointer.find_mut(tree)
                && let Some(source) = parse_reference(reference)
            {
                let raised = destinations.raised(&source);
                if raised != source {
                    *reference = fragment(&raised);
                }
            }
        }
        elsewhere
            .into_iter()
            .map(|(source, kind)| (destinations.raised(&source), kind.raised()))
            .filter(|(raised, _)| !is_component(raised))
            .collect()
    }
}

/// Whether the target of a reference may move. Components never do in OpenAPI 3, only what is inside them.
fn may_move(reference: &str) -> bool {
    reference.starts_with('#')
        && reference
            .strip_prefix("#/components/")
            .is_none_or(|rest| rest.bytes().filter(|byte| *byte == b'/').count() != 1)
}

fn is_component(pointer: &Pointer) -> bool {
    let mut segments = pointer.segments();
    let first = segments.next();
    let section = segments.next();
    first.as_deref() == Some("components")
        && section.is_some_and(|section| section != "pathItems")
        && segments.count() == 1
}
