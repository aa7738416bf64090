//! [Reference Objects](https://spec.openapis.org/oas/v3.0.3.html#reference-object): each must lead
//! to an object of the right kind within the document. References to other files were resolved
//! before.
//!
//! ```text
//! schema: {$ref: '#/components/schemas/Pets'}           does not exist; did you mean `Pet`?
//! schema: {$ref: '#/components/parameters/Limit'}       is a Parameter Object; a Schema Object is needed
//! A: {$ref: '#/…/B'}   B: {$ref: '#/…/A'}               leads back to itself
//! ```
//! After this pass, code that follows a reference can assume that a missing target was reported.

use serde_json::Value;

use super::known_targets::ChainEnd;
use super::pointer_target::{PointerTarget, target};
use super::repair::BROKEN;
use super::state::{Members, Verdict, Walk};
use super::{KeyEffect, ObjectKind, found};
use crate::diagnostic::{Code, Diagnostic, Pointer, Trail, show};
use crate::load::suggest::did_you_mean;
use crate::load::{Dialect, Repair};
use crate::pointer::{MAX_HOPS, parse_reference};

impl<'d> Walk<'d, '_> {
    /// An object, or a reference in its place. In JSON Schema 2020-12, `$ref` is one key among
    /// others, so a schema of 3.1 can be both.
    pub(super) fn object_or_reference(
        &mut self,
        kind: ObjectKind,
        members: &'d Members,
        at: &Trail<'_>,
    ) -> Verdict {
        let Some(target) = members.get("$ref") else {
            return self.object(kind, members, at);
        };
        if kind == ObjectKind::Schema && self.dialect >= Dialect::V3_1 && members.len() > 1 {
            // In JSON Schema 2020-12, `$ref` is one key among others:
            // https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.1
            self.object(kind, members, at);
        } else {
            self.siblings(kind, members, at);
        }
        let at = at.key("$ref");
        match target {
            Value::String(target) => self.reference(kind, target, &at),
            other => {
                let message = format!("expected a string, found {}", found(other));
                self.broken(kind, Code::WrongType, &at, message)
            }
        }
    }

    /// Reports a reference without a usable target. The object that it replaces is broken.
    fn broken(&mut self, kind: ObjectKind, code: Code, at: &Trail<'_>, message: String) -> Verdict {
        self.report.fault(self.loss(kind), code, at, message);
        Verdict::Broken
    }

    /// Checks the string of a reference: it must be a fragment, a JSON Pointer, and lead somewhere.
    fn reference(&mut self, kind: ObjectKind, target: &'d str, at: &Trail<'_>) -> Verdict {
        if target == BROKEN {
            return Verdict::Fits;
        }
        if !target.starts_with('#') {
            let message = format!("`{}` is outside this document", show(target));
            self.report.at(Code::ForeignReference, at, message);
            return Verdict::Broken;
        }
        if target.contains(char::is_control) {
            let message = format!("`{}` contains control characters", show(target));
            self.report.at(Code::BadReference, at, message);
            return Verdict::Broken;
        }
        let Some(pointer) = parse_reference(target) else {
            let message = format!("`{}` is not a JSON Pointer", show(target));
            return self.broken(kind, Code::BadReference, at, message);
        };
        if pointer.find(self.root).is_some() {
            return self.known_target(kind, (target, pointer), at);
        }
        let message = format!("`{}` does not exist", show(target));
        let repair = self.loss(kind);
        let root = self.root;
        let report = self.report.fault(repair, Code::MissingTarget, at, message);
        suggest_target(report, root, &pointer);
        Verdict::Broken
    }

    /// Checks the kind of an existing target, and that the chain of references from there ends.
    ///
    /// A target outside the components is noted. The typed form has no section for it, and what no
    /// table leads to is checked as the kind that the first reference needs.
    fn known_target(
        &mut self,
        kind: ObjectKind,
        (reference, pointer): (&'d str, Pointer),
        at: &Trail<'_>,
    ) -> Verdict {
        let found = match target(self.root, &pointer, self.dialect) {
            PointerTarget::Component(found) => Some(found),
            PointerTarget::Object(found) => {
                self.references.note(pointer, found);
                Some(found)
            }
            PointerTarget::Unknown => Some(self.references.note(pointer, kind)),
            PointerTarget::Part => None,
        };
        if found != Some(kind) {
            let found = found.map(ObjectKind::with_article);
            let found = found.as_deref().unwrap_or("only a part of an object");
            let (shown, needed) = (show(reference), kind.with_article());
            let message = format!("`{shown}` is {found}; {needed} is needed here");
            return self.broken(kind, Code::WrongTarget, at, message);
        }
        let problem = match self.follow(reference) {
            ChainEnd::Object | ChainEnd::Nothing => return Verdict::Fits,
            ChainEnd::Cycle => "leads back to itself".to_owned(),
            ChainEnd::TooFar => format!("takes more than {MAX_HOPS} references"),
        };
        let message = format!("following `{}` {problem}", show(reference));
        self.report
            .fault(self.loss(kind), Code::CyclicReference, at, message);
        Verdict::Fits
    }

    /// How a reference without a target can be repaired: a value without its schema is any JSON.
    /// Documents of version 2.0 often have such references and are no longer maintained, so there
    /// it is harmless.
    fn loss(&self, kind: ObjectKind) -> Repair {
        match kind.repair() {
            Repair::Guess if self.dialect == Dialect::V2 => Repair::Harmless,
            repair => repair,
        }
    }

    /// Follows a chain of references to its end. Each target is followed once: `known` has its end
    /// and how many references lead there. A document can have a chain of 10,000 references and as
    /// many references to its start, which would take a hundred million steps otherwise.
    fn follow(&mut self, target: &'d str) -> ChainEnd {
        let (mut chain, mut next): (Vec<&'d str>, _) = (Vec::new(), target);
        let (mut end, mut hops) = loop {
            if let Some(known) = self.references.known.get(next) {
                break if chain.contains(&next) {
                    (ChainEnd::Cycle, 0)
                } else {
                    *known
                };
            }
            self.references.known.insert(next, (ChainEnd::Nothing, 0));
            chain.push(next);
            let value = parse_reference(next).and_then(|pointer| pointer.find(self.root));
            match value.map(|value| value.get("$ref")) {
                None => break (ChainEnd::Nothing, 0),
                Some(None) => break (ChainEnd::Object, 0),
                Some(Some(Value::String(reference))) => next = reference,
                Some(Some(_)) => break (ChainEnd::Nothing, 0),
            }
        };
        for target in chain.into_iter().rev() {
            if end == ChainEnd::Object && hops >= MAX_HOPS {
                end = ChainEnd::TooFar;
            }
            self.references.known.insert(target, (end, hops));
            hops += 1;
        }
        end
    }

    /// Reports keys beside `$ref` that 3.0
    /// [ignores](https://spec.openapis.org/oas/v3.0.3.html#reference-object) and that would
    /// otherwise have an effect. A `description` is a common habit, and harmless.
    fn siblings(&mut self, kind: ObjectKind, members: &Members, at: &Trail<'_>) {
        if members.len() == 1 || self.dialect > Dialect::V3_0 {
            return;
        }
        let meaningful = |name: &str| match kind.table().key(name, self.dialect) {
            Some((_, key)) => key.effect != KeyEffect::Documented,
            None => !name.starts_with("x-"),
        };
        let names = members
            .keys()
            .filter(|name| *name != "$ref" && meaningful(name));
        let names: Vec<_> = names.collect();
        if let Some(first) = names.first() {
            let quoted: Vec<_> = names
                .iter()
                .map(|name| format!("`{}`", show(name)))
                .collect();
            let message = format!("keys beside `$ref` have no effect: {}", quoted.join(", "));
            self.report
                .often(Code::IgnoredSibling, &at.key(first), message);
        }
    }
}

/// The longest pointer for which the target is looked for that was meant.
const LONGEST_MISSPELLED: usize = 1_000;

/// Names what a reference without a target is near to: `#/components/schema/Pet` is near to
/// `#/components/schemas/Pet`. The first segment that does not exist is compared with its siblings.
fn suggest_target(report: &mut Diagnostic, root: &Value, pointer: &Pointer) {
    if !report.is_early() || pointer.as_str().len() > LONGEST_MISSPELLED {
        return;
    }
    let mut around = Pointer::root();
    let mut segments = pointer.segments();
    let missing = segments.find(|segment| {
        let inner = around.child(segment);
        let is_missing = inner.find(root).is_none();
        if !is_missing {
            around = inner;
        }
        is_missing
    });
    let Some(missing) = missing else {
        return;
    };
    let siblings = around.find(root).and_then(Value::as_object);
    let siblings = || siblings.into_iter().flat_map(Members::keys);
    let with_rest = |name: &String| {
        let rest = segments.clone();
        rest.fold(around.child(name), |at, segment| at.child(&segment))
    };
    // `/components/schema/Pet`: a sibling that has the rest of the reference is meant.
    let complete = siblings()
        .map(with_rest)
        .filter(|at| at.find(root).is_some());
    let complete: Vec<_> = complete.map(|at| at.to_string()).collect();
    if segments.clone().next().is_some() && !complete.is_empty() {
        did_you_mean(report, &pointer.to_string(), &complete);
    } else {
        did_you_mean(report, &missing, siblings());
    }
}
