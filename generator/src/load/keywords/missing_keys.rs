//! Required keys that are missing: how serious that is depends on the key.

use serde_json::Value;

use super::ObjectKind;
use super::key::{Key, KeyPresence};
use super::state::KeywordWalk;
use crate::diagnostic::{Code, Severity, Trail};
use crate::load::Repair;
use crate::load::report::Reports;

impl KeywordWalk<'_, '_> {
    /// Reports a required key that an object lacks, and adds an empty value.
    pub(super) fn missing(&mut self, kind: ObjectKind, key: &'static Key, at: &Trail<'_>) {
        let table = kind.table();
        let message = format!("this {} lacks the required key `{}`", table.title, key.name);
        let repair = match key.need {
            KeyPresence::Expected => Repair::Harmless,
            KeyPresence::Essential
                if matches!(
                    kind,
                    ObjectKind::Document | ObjectKind::V2Document | ObjectKind::Info
                ) =>
            {
                self.without_it()
            }
            KeyPresence::Essential => Repair::Guess,
            KeyPresence::Required | KeyPresence::Optional => Self::repair(kind, key),
        };
        let loose = matches!(key.need, KeyPresence::Expected | KeyPresence::Essential)
            && self.strictness.severity(repair) == Severity::Warning;
        if loose {
            self.often(Code::LooseShape, at, message);
        } else {
            self.fault(repair, table.code(Code::MissingKey), at, message);
        }
        if let Some(value) = key.shape.neutral(self.dialect) {
            self.repairs.replace(&at.key(key.name), value);
        }
    }

    /// How a missing title or missing paths can be repaired: harmless if the document describes anything else, because nothing on
    /// the wire depends on them.
    fn without_it(&self) -> Repair {
        let has_any = |key: &str| match self.root.get(key) {
            Some(Value::Object(members)) => !members.is_empty(),
            _ => false,
        };
        if [
            "paths",
            "components",
            "definitions",
            "webhooks",
            "x-webhooks",
        ]
        .into_iter()
        .any(has_any)
        {
            Repair::Harmless
        } else {
            Repair::Guess
        }
    }
}
