//! Constraints of schemas and rules across fields as plain calls: `check.at("limit", &self.limit).minimum(1).maximum(100)`.
//! Refuses nothing itself: it collects every violation, with the place, the limit, and the value.

mod assert;
mod compare;
mod cursor;
mod inner;
mod nested;
mod pattern;

pub use assert::Rule;
pub use cursor::Cursor;
use cursor::Nulls;
pub use pattern::Pattern;

use crate::{
    codec::{Encode, Value, printable, to_value},
    problem::Violations,
    request_writer::ClientParameters,
};

/// A value with constraints.
pub trait Check {
    /// Checks every constraint, and those of the values inside.
    fn check(&self, check: &mut Checker<'_>) {
        let _ = check;
    }
}

/// Checks a whole value.
///
/// # Errors
/// Every violation.
pub fn check(value: &dyn Check) -> Result<(), Violations> {
    let mut violations = Violations::new();
    value.check(&mut Checker::new(&mut violations));
    violations.into_result()
}

/// Checks the arguments of a call, as they go out: where one is absent that the client supplies, the client's counts.
///
/// # Errors
/// Every violation.
pub fn check_call(args: &dyn Check, supplied: &ClientParameters) -> Result<(), Violations> {
    let mut violations = Violations::new();
    let mut checker = Checker::new(&mut violations);
    checker.supplied = Some(supplied);
    args.check(&mut checker);
    violations.into_result()
}

/// Checks one value after the other, and knows where they stand.
#[derive(Debug)]
pub struct Checker<'v> {
    violations: &'v mut Violations,
    place: String,
    supplied: Option<&'v ClientParameters>,
}

/// A field with its place, for rules across fields.
pub type Field<'f> = (&'f str, &'f dyn Encode);

impl<'v> Checker<'v> {
    /// A checker that puts what it finds into `violations`.
    pub fn new(violations: &'v mut Violations) -> Self {
        Self {
            violations,
            place: String::new(),
            supplied: None,
        }
    }

    /// The value at a place. What is absent keeps every constraint, and so does `null`, but where a value of any type
    /// is asked for.
    pub fn at(&mut self, place: &str, value: &dyn Encode) -> Cursor<'_> {
        let place = self.join(place);
        let nulls = if value.is_any() {
            Nulls::Checked
        } else {
            Nulls::Kept
        };
        let value = if value.is_absent() {
            self.supplied(&place)
        } else {
            let tree = to_value(value)
                .map_err(|error| self.violations.push(place.clone(), error.to_string()));
            tree.ok()
        };
        Cursor::new(&mut *self.violations, place, nulls.filter(value), nulls)
    }

    /// Each element of the list, or value of the map, at a place.
    pub fn each(
        &mut self,
        place: &str,
        value: &dyn Encode,
        rule: impl for<'c> Fn(Cursor<'c>) -> Cursor<'c>,
    ) {
        self.at(place, value).each(rule);
    }

    /// A value with constraints of its own, or a list, map or option of such.
    pub fn inside(&mut self, place: &str, value: &dyn Check) {
        let inner = self.join(place);
        let outer = std::mem::replace(&mut self.place, inner);
        value.check(self);
        self.place = outer;
    }

    /// When both are set, the first is at most the second: numbers by value, texts by their characters.
    pub fn ordered(&mut self, first: Field<'_>, second: Field<'_>) {
        let (Some(low), Some(high)) = (value_of(first.1), value_of(second.1)) else {
            return;
        };
        if compare::exceeds(&low, &high) {
            let message = format!(
                "{} must be at most {} ({})",
                shown(&low),
                short(second.0),
                shown(&high)
            );
            self.violations.push(self.join(first.0), message);
        }
    }

    /// When the first is set, all the others must be.
    pub fn requires(&mut self, field: Field<'_>, also: &[Field<'_>]) {
        if field.1.is_absent() {
            return;
        }
        for missing in also.iter().filter(|other| other.1.is_absent()) {
            self.violations.push(
                self.join(missing.0),
                format!("required together with {}", short(field.0)),
            );
        }
    }

    /// All of them are set, or none.
    pub fn together(&mut self, fields: &[Field<'_>]) {
        let Some(set) = fields.iter().find(|field| !field.1.is_absent()) else {
            return;
        };
        for missing in fields.iter().filter(|field| field.1.is_absent()) {
            self.violations.push(
                self.join(missing.0),
                format!("required together with {}", short(set.0)),
            );
        }
    }

    /// What the client sends at this place of a message (`path.project_id`) where the request leaves it open.
    fn supplied(&self, place: &str) -> Option<Value> {
        let (_, name) = place.split_once('.')?;
        Some(Value::String(self.supplied?.get(name)?.clone()))
    }

    fn join(&self, place: &str) -> String {
        if self.place.is_empty() || place.is_empty() {
            return format!("{}{place}", self.place);
        }
        format!("{}.{place}", self.place)
    }
}

/// The value, unless it is absent or `null`.
fn value_of(value: &dyn Encode) -> Option<Value> {
    if value.is_absent() {
        None
    } else {
        to_value(value).ok().filter(|value| !value.is_null())
    }
}

/// The last part of a place, which is the name of the field.
fn short(place: &str) -> &str {
    place.rsplit('.').next().unwrap_or(place)
}

/// A value in a message: texts quoted, escaped and cut.
fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{}\"", printable(text)),
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::Array(_) | Value::Object(_) => value.kind().noun().to_owned(),
    }
}
