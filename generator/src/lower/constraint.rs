//! Keywords of JSON Schema Validation
//! (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6>) -> [`Constraints`] of
//! a type.
//!
//! Limits that every value of the type meets are left out: `minimum: 0` on a `u32`. Limits that the
//! type cannot have, or that cannot be checked on it (a `pattern` on a date), are reported. If
//! schemas are merged, all of their limits must hold.

use serde_json::{Map, Number, Value};

use super::context::Lowering;
use super::counts::{lengths, list, properties};
use super::json_type_set::JsonTypes;
use super::model::{JsonType, View};
use crate::diagnostic::{Code, Pointer, Severity, member, show};
use crate::ir::{Bound, Constraint, Constraints, Integer, Scalar, Type};
use crate::load::Repair;
use crate::pattern::{PatternError, Patterns};

/// The limits on strings, on numbers, on arrays and on objects.
const TEXT: &[&str] = &["minLength", "maxLength", "pattern"];
const NUMBER: &[&str] = &["minimum", "maximum", "multipleOf"];
const LIST: &[&str] = &["minItems", "maxItems", "uniqueItems"];
const OBJECT: &[&str] = &["minProperties", "maxProperties"];

/// The side of a numeric limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Least,
    Greatest,
}

impl<'d> Lowering<'d, '_> {
    /// The limits that a schema sets on values of this type, each once. Limits on items are the
    /// caller's.
    ///
    /// ```yaml
    /// allOf: [{type: string, maxLength: 10}, {maxLength: 5, pattern: '^a'}]
    /// # MaxLength(10), MaxLength(5), Pattern(^a): all of them hold
    /// ```
    pub(super) fn constraints(
        &mut self,
        view: &View<'d>,
        ty: &Type,
        types: JsonTypes,
    ) -> Constraints {
        let mut own: Vec<Constraint> = Vec::new();
        for (at, object) in &view.sources {
            for constraint in self.limits(at, object, ty, types) {
                if !own.contains(&constraint) {
                    own.push(constraint);
                }
            }
        }
        Constraints { own, items: None }
    }

    /// The limits of one schema that apply to values of a type. If the values may be of several JSON
    /// types, each limit is checked on values of its own type.
    pub(super) fn limits(
        &mut self,
        at: &Pointer,
        object: &Map<String, Value>,
        ty: &Type,
        types: JsonTypes,
    ) -> Vec<Constraint> {
        match ty {
            Type::Scalar(Scalar::String) => {
                let pattern = self.pattern(at, object);
                lengths(object).into_iter().chain(pattern).collect()
            }
            Type::Scalar(Scalar::Integer(width)) => self.integer(at, object, *width),
            Type::Scalar(Scalar::Float(_) | Scalar::Number) => number(object),
            Type::List(_) => list(object),
            Type::Map(_) => properties(object),
            Type::Scalar(scalar) if scalar.is_binary() => {
                self.report_unchecked(at, object);
                Vec::new()
            }
            Type::Scalar(_) | Type::Named(_) | Type::Nullable(_) | Type::Boxed(_) => {
                let texts = types.has(JsonType::String);
                let pattern = texts.then(|| self.pattern(at, object)).flatten();
                untyped(object, types).into_iter().chain(pattern).collect()
            }
        }
    }

    /// Reports limits on bytes, which are streamed and not measured.
    fn report_unchecked(&mut self, at: &Pointer, object: &Map<String, Value>) {
        let present = [TEXT, NUMBER, LIST, OBJECT]
            .into_iter()
            .flatten()
            .find(|key| member(object, key).is_some());
        if let Some(key) = present {
            self.report(
                Code::NotChecked,
                &at.child(key),
                format!("`{key}` is not checked on bytes"),
            );
        }
    }

    /// `pattern`, translated for Rust. One that cannot be translated is reported and not checked.
    fn pattern(&mut self, at: &Pointer, object: &Map<String, Value>) -> Option<Constraint> {
        let written = member(object, "pattern")?.as_str()?;
        let (code, reason) = match translated(written, self.document.patterns()) {
            Ok(pattern) => return Some(pattern),
            Err(PatternError::Unsupported(reason)) => (Code::PatternNotChecked, reason),
            Err(PatternError::Malformed(reason)) => (Code::BadPattern, reason),
            Err(PatternError::Beyond) => (
                Code::TooManyPatterns,
                "the patterns up to this one are too large".to_owned(),
            ),
        };
        let message = format!("`{}` cannot be used: {reason}", show(written));
        match code.severity() {
            Severity::Error => self.fault(Repair::Guess, code, &at.child("pattern"), message),
            Severity::Warning | Severity::Note => self.report(code, &at.child("pattern"), message),
        };
        None
    }

    /// The limits on an integer.
    ///
    /// A limit outside of the type's range is no limit: it is dropped, with a warning.
    /// [`minimum`](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.4) can only
    /// be violated by values that the type does not have, or is violated by all of them. Fractions are rounded to the next integer that meets the
    /// limit: `minimum: 0.5` is 1.
    fn integer(
        &mut self,
        at: &Pointer,
        object: &Map<String, Value>,
        width: Integer,
    ) -> Vec<Constraint> {
        let (least, greatest) = width.range();
        let mut limits = Vec::new();
        for (side, key) in [(Side::Least, "minimum"), (Side::Greatest, "maximum")] {
            let Some(limit) = object
                .get(key)
                .and_then(Value::as_number)
                .and_then(|limit| whole(limit, side))
            else {
                continue;
            };
            let limit = if excludes(object, side) {
                step(limit, side)
            } else {
                limit
            };
            if limit < least && side == Side::Greatest || limit > greatest && side == Side::Least {
                self.fault(
                    Repair::Harmless,
                    Code::EmptyRange,
                    &at.child(key),
                    format!("no value of this type is on the right side of {limit}"),
                );
            } else if (limit < least || limit > greatest) && is_exact(object.get(key)) {
                let message =
                    format!("`{key}` {limit} is beyond the values of this type, and is no limit");
                self.report(Code::NotChecked, &at.child(key), message);
            } else if limit > least && side == Side::Least {
                limits.push(Constraint::Minimum(Bound::Integer(limit)));
            } else if limit < greatest && side == Side::Greatest {
                limits.push(Constraint::Maximum(Bound::Integer(limit)));
            }
        }
        if let Some(step) = member(object, "multipleOf").and_then(Value::as_number) {
            match whole(step, Side::Least).filter(|whole| {
                as_float(step) == Some(*whole as f64) && (1..=greatest).contains(whole)
            }) {
                Some(1) => {}
                Some(whole) => limits.push(Constraint::MultipleOf(whole.to_string())),
                None => {
                    self.report(
                        Code::NotChecked,
                        &at.child("multipleOf"),
                        format!("multiples of {step} are not checked on integers"),
                    );
                }
            }
        }
        limits
    }
}

/// The `pattern` of a schema under a keyword such as `not`, where an expression without a
/// translation makes the whole keyword impossible to check.
pub(super) enum PatternAt {
    /// It has none.
    Absent,
    /// It can be checked.
    Good(Constraint),
    /// It cannot.
    Bad,
}

/// The `pattern` of a schema, if it can be checked.
pub(super) fn expression(object: &Map<String, Value>, patterns: &Patterns) -> PatternAt {
    match member(object, "pattern").and_then(Value::as_str) {
        None => PatternAt::Absent,
        Some(written) => translated(written, patterns).map_or(PatternAt::Bad, PatternAt::Good),
    }
}

/// An expression and its translation.
fn translated(written: &str, patterns: &Patterns) -> Result<Constraint, PatternError> {
    let regex = patterns.translate(written)?;
    let written = written.to_owned();
    Ok(Constraint::Pattern { regex, written })
}

/// The limits on values of these types. Each applies to values of its own type: `maxLength` accepts
/// every number (<https://json-schema.org/draft/2020-12/json-schema-validation#section-6>).
/// `pattern` is not among them.
pub(super) fn untyped(object: &Map<String, Value>, types: JsonTypes) -> Vec<Constraint> {
    let limits = [
        (JsonType::String, lengths(object)),
        (JsonType::Number, number(object)),
        (JsonType::Array, list(object)),
        (JsonType::Object, properties(object)),
    ];
    let limits = limits.into_iter().filter(|(of, _)| types.has(*of));
    limits.flat_map(|(_, limits)| limits).collect()
}

/// The limits on a number with a fraction.
pub(super) fn number(object: &Map<String, Value>) -> Vec<Constraint> {
    let bound = |key: &str, side: Side| {
        let limit = as_float(member(object, key)?.as_number()?)?;
        Some(if excludes(object, side) {
            Bound::ExclusiveFloat(limit)
        } else {
            Bound::Float(limit)
        })
    };
    let multiple = member(object, "multipleOf")
        .and_then(Value::as_number)
        .map(|step| Constraint::MultipleOf(step.to_string()));
    let bounds = [
        bound("minimum", Side::Least).map(Constraint::Minimum),
        bound("maximum", Side::Greatest).map(Constraint::Maximum),
        multiple,
    ];
    bounds.into_iter().flatten().collect()
}

/// Whether a limit excludes its own value. In OpenAPI 3.0, `exclusiveMinimum` is a boolean beside
/// `minimum` (<https://spec.openapis.org/oas/v3.0.3.html#schema-object>); the loader turns the
/// number of 3.1 into this form.
fn excludes(object: &Map<String, Value>, side: Side) -> bool {
    let key = match side {
        Side::Least => "exclusiveMinimum",
        Side::Greatest => "exclusiveMaximum",
    };
    object.get(key).and_then(Value::as_bool).unwrap_or_default()
}

/// Whether a limit is an integer of 64 bits. The loader has warned about those that are not.
fn is_exact(limit: Option<&Value>) -> bool {
    limit.is_some_and(|limit| limit.is_i64() || limit.is_u64())
}

/// The next integer that meets an exclusive limit: `x > 3` is `x >= 4`.
fn step(limit: i128, side: Side) -> i128 {
    match side {
        Side::Least => limit.saturating_add(1),
        Side::Greatest => limit.saturating_sub(1),
    }
}

/// A limit as the nearest integer that meets it: up from a lower limit, down from an upper one.
fn whole(limit: &Number, side: Side) -> Option<i128> {
    if let Some(exact) = limit.as_i128() {
        return Some(exact);
    }
    let limit = as_float(limit)?;
    let rounded = match side {
        Side::Least => limit.ceil(),
        Side::Greatest => limit.floor(),
    };
    // A cast from float saturates, far outside the range of every integer type.
    Some(rounded as i128)
}

/// A number as `f64`, unless it is beyond its range.
fn as_float(number: &Number) -> Option<f64> {
    number.as_f64().filter(|value| value.is_finite())
}
