//! A value of the wrong type -> a report with help, or the value that is likely meant.
//!
//! ```text
//! exclusiveMinimum: 5        in 3.0: "bounds as numbers came with OpenAPI 3.1; in 3.0 they are …"
//! required: "true"           "remove the quotes"
//! version: 1.0               "quote it: \"1.0\""
//! ```
//! The version that a document states is often not the one that its author had in mind, so the help
//! names the version that allows the value.

use serde_json::{Value, json};

use super::coerce::type_meant;
use super::state::{Verdict, Walk};
use super::table::DefinedBy;
use super::{ObjectKind, ValueType, found};
use crate::diagnostic::{Code, Trail, show};
use crate::load::exact_integer::BOUNDS;
use crate::load::suggest::did_you_mean;
use crate::load::{Dialect, Repair, Strictness};

impl Walk<'_, '_> {
    /// Reports a value of the wrong type, unless it can be coerced. A null that replaces a number
    /// that was rejected is not reported again.
    pub(super) fn wrong_type(&mut self, ty: &ValueType, value: &Value, at: &Trail<'_>) -> Verdict {
        if self.coerce(ty, value, at) || self.list_of_schemas(ty, value, at) {
            return Verdict::Fits;
        }
        if value.is_null() && self.has(Code::BadNumber) {
            return Verdict::Broken; // this null replaces the number that was rejected
        }
        if self.is_infinite_bound(value, at) {
            self.repairs.remove(at);
            return Verdict::Fits;
        }
        let code = match ty {
            ValueType::Object(kind) if kind.table().origin == DefinedBy::Extension => {
                Code::BadExtension
            }
            _ => Code::WrongType,
        };
        let other_version = allowed_by_other_version(ty, value, at, self.dialect);
        if let Some(help) = other_version
            && self.restate(ty, value, at)
        {
            let message = format!("expected {}, found {}", ty.expected(), found(value));
            let report = self.report.fault(Repair::Harmless, code, at, message);
            report.help(help);
            return match self.report.strictness {
                Strictness::Strict => Verdict::Broken,
                Strictness::Lenient | Strictness::Repairing => Verdict::Fits,
            };
        }
        let repair = match other_version {
            Some(_) => self.repair.min(Repair::Guess),
            None => self.repair_of(ty, value, at),
        };
        let help = other_version
            .map(str::to_owned)
            .or_else(|| required_flag(ty, value, at))
            .or_else(|| quotes(ty, value));
        let message = format!("expected {}, found {}", ty.expected(), found(value));
        let report = self.report.fault(repair, code, at, message);
        if let Some(help) = help {
            report.help(help);
        }
        Verdict::Broken
    }

    /// Whether a value is what the YAML reader makes of a bound beyond a double, which was reported: the
    /// string `1e400`.
    fn is_infinite_bound(&self, value: &Value, at: &Trail<'_>) -> bool {
        let number = value.as_str().and_then(|text| text.parse::<f64>().ok());
        let in_bound = matches!(at, Trail::Key(_, key) if BOUNDS.contains(key));
        in_bound && number.is_some_and(f64::is_infinite) && self.has(Code::BadNumber)
    }

    /// A list in place of a schema, as in drafts of JSON Schema up to 7 and in no version of OpenAPI:
    /// `items: [{…}, {…}]` described a tuple. Lenient reading accepts any JSON in its place.
    ///
    /// [`items`](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.1.2) says nothing
    /// about values that are no arrays, so without `type: array` the whole schema accepts any JSON.
    fn list_of_schemas(&mut self, ty: &ValueType, value: &Value, at: &Trail<'_>) -> bool {
        if self.report.strictness == Strictness::Strict || !value.is_array() || !is_schema(ty) {
            return false;
        }
        let owner = at
            .pointer()
            .parent()
            .and_then(|parent| parent.find(self.root));
        let is_list = owner.is_some_and(|owner| owner.get("type").is_some_and(|ty| ty == "array"));
        let message = match at {
            Trail::Key(_, "items") if !is_list => {
                self.repairs.remove(at);
                "a list in place of a schema: without `type: array` beside it, any JSON is accepted"
            }
            Trail::Key(_, "items") => {
                self.repairs.put(at, json!({}));
                "a list in place of a schema: items of any JSON are accepted"
            }
            _ => {
                self.repairs.put(at, json!({}));
                "a list in place of a schema: any JSON is accepted"
            }
        };
        self.report
            .fault(Repair::Harmless, Code::WrongType, at, message);
        true
    }

    /// How this value of the wrong type can be repaired. A common slip is harmless where others are
    /// guesses.
    fn repair_of(&self, ty: &ValueType, value: &Value, at: &Trail<'_>) -> Repair {
        if self.repair == Repair::Guess && Self::is_common_slip(ty, value, at) {
            Repair::Harmless
        } else {
            self.repair
        }
    }

    /// Checks a whole number of at least zero. `3.0` is one.
    pub(super) fn count(&mut self, number: &serde_json::Number, at: &Trail<'_>) -> Verdict {
        if number.is_u64() {
            return Verdict::Fits;
        }
        let is_whole = |value: &f64| (0.0..1e18).contains(value) && value.fract() == 0.0;
        if let Some(whole) = number.as_f64().filter(is_whole) {
            self.repairs.put(at, Value::from(whole as u64));
            return Verdict::Fits;
        }
        let is_upper = matches!(at, Trail::Key(_, key) if key.starts_with("max"));
        let is_huge = number.as_f64().is_some_and(|value| value >= 1e18);
        if is_upper && is_huge && self.report.strictness != Strictness::Strict {
            if !self.has(Code::BadNumber) {
                let message = "nothing is that long, so this is no limit";
                self.report.often(Code::LooseShape, at, message);
            }
            self.repairs.remove(at);
            return Verdict::Fits;
        }
        let message = format!("expected a whole number of at least 0, found {number}");
        self.report
            .fault(self.repair, Code::BadConstraint, at, message);
        Verdict::Broken
    }

    /// Checks a string that must be one of a list. A near one is named.
    pub(super) fn one_of(
        &mut self,
        allowed: &[&'static str],
        text: &str,
        at: &Trail<'_>,
    ) -> Verdict {
        if allowed.contains(&text) {
            return Verdict::Fits;
        }
        let repair = self.repair_of(&ValueType::OneOf(&[]), &Value::from(text), at);
        let message = format!("`{}` is not one of `{}`", show(text), allowed.join("`, `"));
        let report = self.report.fault(repair, Code::BadValue, at, message);
        match type_meant(text).filter(|_| matches!(at, Trail::Key(_, "type"))) {
            Some((name, None)) => drop(report.help(format!("did you mean `{name}`?"))),
            Some((name, Some(format))) => {
                report.help(format!(
                    "did you mean `type: {name}` with `format: {format}`?"
                ));
            }
            None => did_you_mean(report, text, allowed.iter().copied()),
        }
        Verdict::Broken
    }
}

/// Help for a value that another version of the standard allows: the document probably declares the
/// wrong version.
fn allowed_by_other_version(
    ty: &ValueType,
    value: &Value,
    at: &Trail<'_>,
    dialect: Dialect,
) -> Option<&'static str> {
    let bound = matches!(at, Trail::Key(_, "exclusiveMinimum" | "exclusiveMaximum"));
    match (ty, value) {
        (ValueType::OneOf(_), Value::Array(_)) if dialect == Dialect::V3_0 => Some(
            "lists of types came with OpenAPI 3.1; in 3.0 write one type, and `nullable: true` for null",
        ),
        (ValueType::Ref(ObjectKind::Schema), Value::Bool(true)) => {
            Some("in OpenAPI 3.0 write `{}`")
        }
        (ValueType::Ref(ObjectKind::Schema), Value::Bool(false)) => {
            Some("in OpenAPI 3.0 write `{not: {}}`")
        }
        (ValueType::Bool, Value::Number(_)) if bound => Some(
            "bounds as numbers came with OpenAPI 3.1; in 3.0 they are `minimum` with `exclusiveMinimum: true`",
        ),
        (ValueType::Number, Value::Bool(_)) if bound => Some(
            "from OpenAPI 3.1 on `exclusiveMinimum` and `exclusiveMaximum` are the bounds themselves, as numbers",
        ),
        _ => None,
    }
}

/// Whether a value of this type can be a schema.
fn is_schema(ty: &ValueType) -> bool {
    match ty {
        ValueType::Ref(kind) => matches!(kind, ObjectKind::Schema | ObjectKind::V2Schema),
        ValueType::Either(types) => types.iter().any(is_schema),
        _ => false,
    }
}

/// Help for `required: true` in a property, which is how JSON Schema wrote it up to draft 3.
fn required_flag(ty: &ValueType, value: &Value, at: &Trail<'_>) -> Option<String> {
    let Trail::Key(property, "required") = at else {
        return None;
    };
    let is_flag = matches!(ty, ValueType::List(_)) && value.is_boolean();
    let name = match property {
        Trail::Key(Trail::Key(_, "properties"), name) => show(name),
        _ => "name".to_owned(),
    };
    is_flag.then(|| {
        format!("`required` lists properties: write `required: [{name}]` in the schema that has the property; here it has no effect")
    })
}

/// Help for a value whose quotes are wrong.
fn quotes(ty: &ValueType, value: &Value) -> Option<String> {
    let fits_without = |text: &str| match ty {
        ValueType::Bool => text == "true" || text == "false",
        ValueType::Number | ValueType::Count => text.parse::<f64>().is_ok(),
        _ => false,
    };
    match (ty, value) {
        (_, Value::String(text)) => fits_without(text).then(|| "remove the quotes".to_owned()),
        (ValueType::Text | ValueType::OneOf(_), Value::Number(_) | Value::Bool(_)) => {
            Some(format!("quote it: \"{value}\""))
        }
        _ => None,
    }
}
