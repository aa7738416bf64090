//! Required keys that are missing. How serious that is depends on the key; and some keys are
//! required only for some objects of a kind, because of another key.
//!
//! ```text
//! {type: apiKey}               lacks `name` and `in`: no request can carry the credentials
//! {description: …}             a response without one has the same type
//! ```

use serde_json::Value;

use super::ObjectKind;
use super::state::{Members, Verdict, Walk};
use super::table::{Key, KeyPresence};
use crate::diagnostic::{Code, Severity, Trail, show};
use crate::load::{Repair, Strictness};

/// What an object of a kind needs if one of its keys has a value: the kind, the key, the value, and
/// the keys that it needs then. `flow` counts only beside `type: oauth2`.
type NeededBy = (
    ObjectKind,
    &'static str,
    &'static str,
    &'static [&'static str],
);

/// The further keys that a type requires: [security
/// schemes](https://spec.openapis.org/oas/v3.0.3.html#security-scheme-object), and those of
/// [2.0](https://spec.openapis.org/oas/v2.0.html#security-scheme-object).
#[rustfmt::skip]
const NEEDED: &[NeededBy] = &[
    (ObjectKind::SecurityScheme, "type", "apiKey", &["name", "in"]),
    (ObjectKind::SecurityScheme, "type", "http", &["scheme"]),
    (ObjectKind::SecurityScheme, "type", "oauth2", &["flows"]),
    (ObjectKind::SecurityScheme, "type", "openIdConnect", &["openIdConnectUrl"]),
    (ObjectKind::V2SecurityScheme, "type", "apiKey", &["name", "in"]),
    (ObjectKind::V2SecurityScheme, "flow", "implicit", &["authorizationUrl"]),
    (ObjectKind::V2SecurityScheme, "flow", "password", &["tokenUrl"]),
    (ObjectKind::V2SecurityScheme, "flow", "application", &["tokenUrl"]),
    (ObjectKind::V2SecurityScheme, "flow", "accessCode", &["authorizationUrl", "tokenUrl"]),
    (ObjectKind::V2SecurityScheme, "type", "oauth2", &["flow"]),
    (ObjectKind::V2Parameter, "in", "body", &["schema"]),
];

/// The URLs that each flow requires ([OAuth Flow
/// Object](https://spec.openapis.org/oas/v3.0.3.html#oauth-flow-object)).
const FLOWS: &[(&str, &[&str])] = &[
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
];

/// The keys of the root that make a document useful without a title or paths.
#[rustfmt::skip]
const CONTENTS: [&str; 5] = ["paths", "components", "definitions", "webhooks", "x-webhooks"];

impl Walk<'_, '_> {
    /// Reports a required key that an object lacks, and adds an empty value, so that later passes
    /// have one.
    pub(super) fn missing(
        &mut self,
        kind: ObjectKind,
        (name, key): (&'static str, &'static Key),
        at: &Trail<'_>,
    ) {
        let table = kind.table();
        let message = format!("this {} lacks the required key `{name}`", table.title);
        let repair = match key.presence {
            KeyPresence::Expected => Repair::Harmless,
            KeyPresence::Essential if self.is_dispensable_without(kind) => Repair::Harmless,
            KeyPresence::Essential => Repair::Guess,
            KeyPresence::Required | KeyPresence::Optional => Self::repair(kind, key),
        };
        let is_required = key.presence == KeyPresence::Required;
        if !is_required && self.report.strictness.severity(repair) == Severity::Warning {
            self.report.often(Code::LooseShape, at, message);
        } else {
            let code = table.code(Code::MissingKey);
            self.report.fault(repair, code, at, message);
        }
        if let Some(value) = key.value.neutral(self.dialect) {
            self.repairs.put(&at.key(name), value);
        }
    }

    /// Whether a missing title or missing paths do no harm: nothing on the wire depends on them if
    /// the document describes anything else.
    fn is_dispensable_without(&self, kind: ObjectKind) -> bool {
        let has_members = |key: &&str| {
            let value = self.root.get(*key).and_then(Value::as_object);
            value.is_some_and(|members| !members.is_empty())
        };
        matches!(
            kind,
            ObjectKind::Document | ObjectKind::V2Document | ObjectKind::Info
        ) && CONTENTS.iter().any(has_members)
    }

    /// Checks the keys that an object needs because of another key.
    pub(super) fn needed(
        &mut self,
        kind: ObjectKind,
        members: &Members,
        at: &Trail<'_>,
    ) -> Verdict {
        let has = |key: &str, value: &str| members.get(key).is_some_and(|known| known == value);
        let row = NEEDED.iter().find(|(of, key, value, _)| {
            *of == kind && has(key, value) && (*key != "flow" || has("type", "oauth2"))
        });
        match (row, kind) {
            (Some((.., keys)), _) => self.needs(kind, keys, members, at),
            // A parameter of 2.0 that is no body is described by its own keys.
            (None, ObjectKind::V2Parameter) => self.needs(kind, &["type"], members, at),
            (None, _) => Verdict::Fits,
        }
    }

    /// Reports each of these keys that is missing or has the wrong type. The object is broken then.
    ///
    /// A parameter of 2.0 without a type is read as a string, which is what it is on the wire.
    pub(super) fn needs(
        &mut self,
        kind: ObjectKind,
        keys: &[&'static str],
        members: &Members,
        at: &Trail<'_>,
    ) -> Verdict {
        let table = kind.table();
        let mut verdict = Verdict::Fits;
        for name in keys {
            if let Some(value) = members.get(*name) {
                // A value that does not fit was reported at its own place, and is removed.
                let line = table.key(name, self.dialect);
                if !line.is_some_and(|(_, line)| line.value.admits(value)) {
                    verdict = Verdict::Broken;
                }
                continue;
            }
            let of = members.get("type").and_then(Value::as_str);
            let of = of
                .map(|of| format!(" of type `{}`", show(of)))
                .unwrap_or_default();
            let message = format!("this {}{of} lacks the required key `{name}`", table.title);
            let is_lenient = self.report.strictness != Strictness::Strict;
            if is_lenient && (kind, *name) == (ObjectKind::V2Parameter, "type") {
                let report = self
                    .report
                    .fault(Repair::Harmless, Code::MissingKey, at, message);
                report.help("it is read as a string");
                self.repairs.put(&at.key(name), Value::from("string"));
                continue;
            }
            self.report
                .fault(kind.repair(), Code::MissingKey, at, message);
            verdict = Verdict::Broken;
        }
        verdict
    }

    /// Checks the keys of each OAuth flow, and removes those that lack one.
    pub(super) fn flows(&mut self, members: &Members, at: &Trail<'_>) {
        for (name, keys) in FLOWS {
            if let Some(Value::Object(flow)) = members.get(*name) {
                let at = at.key(name);
                if self.needs(ObjectKind::OAuthFlow, keys, flow, &at) == Verdict::Broken {
                    self.repairs.remove(&at);
                }
            }
        }
    }
}
