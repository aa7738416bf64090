//! [Reference Objects](https://spec.openapis.org/oas/v3.0.3.html#reference-object): each must lead to an object of the right
//! kind within the document. References to other files were resolved before.

use serde_json::{Map, Value};

use super::super::{Dialect, Repair, suggest::did_you_mean};
use super::known_targets::ChainEnd;
use super::pointer_target::{self, PointerTarget};
use super::repair::BROKEN;
use super::state::{KeywordWalk, Verdict};
use super::{ObjectKind, Support};
use crate::diagnostic::{Code, Pointer, Trail, show};
use crate::load::report::Reports;
use crate::pointer::{MAX_HOPS, parse_reference};

impl<'d> KeywordWalk<'d, '_> {
    /// An object, or a reference in its place.
    pub(super) fn object_or_reference(
        &mut self,
        kind: ObjectKind,
        members: &'d Map<String, Value>,
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
                let message = format!(
                    "expected a string, found {}",
                    super::value_type::found(other)
                );
                self.fault(self.loss(kind), Code::WrongType, &at, message);
                Verdict::Broken
            }
        }
    }

    fn reference(&mut self, kind: ObjectKind, target: &'d str, at: &Trail<'_>) -> Verdict {
        if target == BROKEN {
            return Verdict::Fits;
        }
        if !target.starts_with('#') {
            self.report(
                Code::ForeignReference,
                at,
                format!("`{}` is outside this document", show(target)),
            );
            return Verdict::Broken;
        }
        if target.contains(char::is_control) {
            let message = format!("`{}` contains control characters", show(target));
            self.report(Code::BadReference, at, message);
            return Verdict::Broken;
        }
        let Some(pointer) = parse_reference(target) else {
            self.fault(
                self.loss(kind),
                Code::BadReference,
                at,
                format!("`{}` is not a JSON Pointer", show(target)),
            );
            return Verdict::Broken;
        };
        if pointer.find(self.root).is_none() {
            self.missing_target(kind, target, &pointer, at);
            return Verdict::Broken;
        }
        self.known_target(kind, (target, pointer), at)
    }

    /// Checks the kind of an existing target, and that the chain of references from there ends.
    fn known_target(
        &mut self,
        kind: ObjectKind,
        (target, pointer): (&'d str, Pointer),
        at: &Trail<'_>,
    ) -> Verdict {
        let found = match pointer_target::target(self.root, &pointer, self.dialect) {
            PointerTarget::Component(found) => Some(found),
            PointerTarget::Object(found) => {
                self.references.elsewhere.entry(pointer).or_insert(found);
                Some(found)
            }
            PointerTarget::Unknown => {
                Some(*self.references.elsewhere.entry(pointer).or_insert(kind))
            }
            PointerTarget::Part => None,
        };
        if found != Some(kind) {
            let found = found.map(ObjectKind::with_article);
            let message = format!(
                "`{}` is {}; {} is needed here",
                show(target),
                found.as_deref().unwrap_or("only a part of an object"),
                kind.with_article()
            );
            self.fault(self.loss(kind), Code::WrongTarget, at, message);
            return Verdict::Broken;
        }
        let problem = match self.follow(target) {
            ChainEnd::Object | ChainEnd::Nothing => return Verdict::Fits,
            ChainEnd::Cycle => "leads back to itself".to_owned(),
            ChainEnd::TooFar => format!("takes more than {MAX_HOPS} references"),
        };
        let message = format!("following `{}` {problem}", show(target));
        self.fault(self.loss(kind), Code::CyclicReference, at, message);
        Verdict::Fits
    }

    /// How a reference without a target can be repaired: a value without its schema is any JSON. Documents of version 2.0
    /// often have such references and are no longer maintained, so there it is harmless.
    fn loss(&self, kind: ObjectKind) -> Repair {
        match self.dialect {
            _ if !kind.is_dispensable() => Repair::Impossible,
            Dialect::V2 => Repair::Harmless,
            Dialect::V3_0 | Dialect::V3_1 | Dialect::V3_2 => Repair::Guess,
        }
    }

    fn missing_target(
        &mut self,
        kind: ObjectKind,
        target: &str,
        pointer: &Pointer,
        at: &Trail<'_>,
    ) {
        let siblings = pointer.parent().and_then(|parent| parent.find(self.root));
        let names = siblings
            .and_then(Value::as_object)
            .map(|members| members.keys().map(String::as_str));
        let last = pointer.last().unwrap_or_default();
        let help = names.and_then(|names| did_you_mean(&last, names));
        let diagnostic = self.fault(
            self.loss(kind),
            Code::MissingTarget,
            at,
            format!("`{}` does not exist", show(target)),
        );
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }

    /// Follows a chain of references to its end. Each target is followed once: `known` has its end and how many references
    /// lead there.
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

    /// Reports keys beside `$ref` that 3.0 ignores and that would otherwise have an effect.
    fn siblings(&mut self, kind: ObjectKind, members: &Map<String, Value>, at: &Trail<'_>) {
        if members.len() == 1 || self.dialect > Dialect::V3_0 {
            return;
        }
        let meaningful = |name: &str| match kind.table().key(name, self.dialect) {
            Some((_, key)) => key.fate != Support::Documented,
            None => !name.starts_with("x-"),
        };
        let mut names = members
            .keys()
            .filter(|name| *name != "$ref" && meaningful(name));
        let Some(first) = names.next() else { return };
        let quoted: Vec<_> = std::iter::once(first)
            .chain(names)
            .map(|name| format!("`{}`", show(name)))
            .collect();
        let message = format!("beside `$ref` without effect: {}", quoted.join(", "));
        self.often(Code::IgnoredSibling, &at.key(first), message);
    }
}
