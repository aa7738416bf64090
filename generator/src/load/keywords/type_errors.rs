//! A value of the wrong type -> a report with help, or the value that is likely meant.

use serde_json::Value;

use super::state::{KeywordWalk, Verdict};
use super::value_type::found;
use super::{DefinedBy, ValueType, other_version};
use crate::diagnostic::{Code, Trail, show};
use crate::load::report::Reports;
use crate::load::{Repair, suggest::did_you_mean};

impl KeywordWalk<'_, '_> {
    pub(super) fn wrong_type(
        &mut self,
        shape: &ValueType,
        value: &Value,
        at: &Trail<'_>,
    ) -> Verdict {
        if self.coerce(shape, value, at) {
            return Verdict::Fits;
        }
        if value.is_null() && self.has(Code::BadNumber) {
            return Verdict::Broken; // this null replaces the number that was rejected
        }
        let message = format!("expected {}, found {}", shape.expected(), found(value));
        let extension =
            matches!(shape, ValueType::Object(kind) if kind.table().origin == DefinedBy::Extension);
        let code = if extension {
            Code::BadExtension
        } else {
            Code::WrongType
        };
        if let Some(help) = other_version::of_another(shape, value, at, self.dialect) {
            let repair = self.repair.min(Repair::Guess);
            self.fault(repair, code, at, message).help(help);
        } else {
            let help = other_version::quotes(shape, value);
            let repair = self.repair_of(shape, value, at);
            let diagnostic = self.fault(repair, code, at, message);
            if let Some(help) = help {
                diagnostic.help(help);
            }
        }
        Verdict::Broken
    }

    /// How this value of the wrong type can be repaired.
    fn repair_of(&self, shape: &ValueType, value: &Value, at: &Trail<'_>) -> Repair {
        if self.repair == Repair::Guess && Self::is_common_slip(shape, value, at) {
            Repair::Harmless
        } else {
            self.repair
        }
    }

    pub(super) fn count(&mut self, number: &serde_json::Number, at: &Trail<'_>) -> Verdict {
        if number.is_u64() {
            return Verdict::Fits;
        }
        if let Some(whole) = number
            .as_f64()
            .filter(|value| *value >= 0.0 && value.fract() == 0.0 && *value < 1e18)
        {
            self.repairs.replace(at, Value::from(whole as u64));
            return Verdict::Fits;
        }
        self.fault(
            self.repair,
            Code::BadConstraint,
            at,
            format!("expected a whole number of at least 0, found {number}"),
        );
        Verdict::Broken
    }

    pub(super) fn one_of(
        &mut self,
        allowed: &[&'static str],
        text: &str,
        at: &Trail<'_>,
    ) -> Verdict {
        if allowed.contains(&text) {
            return Verdict::Fits;
        }
        let list = allowed
            .iter()
            .map(|value| format!("`{value}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let help = did_you_mean(text, allowed.iter().copied());
        let repair = self.repair_of(&ValueType::OneOf(&[]), &Value::from(text), at);
        let diagnostic = self.fault(
            repair,
            Code::BadValue,
            at,
            format!("`{}` is not one of {list}", show(text)),
        );
        if let Some(help) = help {
            diagnostic.help(help);
        }
        Verdict::Broken
    }
}
