//! The constraints of JSON Schema (draft of OpenAPI 3.0.3, section 4.7.24.1) on one value. A constraint of another type of value is kept.

use super::{Pattern, compare};
use crate::{
    codec::{Number, Value},
    problem::Violations,
};

/// Whether constraints apply to `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    /// `null` keeps them all: it stands for a value that is not there.
    Kept,
    /// `null` is a value like others.
    Checked,
}

impl Nulls {
    /// The value that constraints apply to.
    pub(super) fn filter(self, value: Option<Value>) -> Option<Value> {
        value.filter(|value| self == Self::Checked || !value.is_null())
    }
}

/// One value at its place. Every method adds a violation where the value breaks the constraint.
#[derive(Debug)]
pub struct Cursor<'c> {
    pub(super) violations: &'c mut Violations,
    pub(super) place: String,
    pub(super) value: Option<Value>,
    /// About what a list or map holds.
    nulls: Nulls,
}

impl<'c> Cursor<'c> {
    pub(super) fn new(
        violations: &'c mut Violations,
        place: String,
        value: Option<Value>,
        nulls: Nulls,
    ) -> Self {
        Self {
            violations,
            place,
            value,
            nulls,
        }
    }

    pub(super) fn refuse(&mut self, message: Option<String>) {
        self.violations
            .extend(message.map(|message| crate::problem::Violation {
                location: self.place.clone(),
                message,
            }));
    }

    fn number(&self) -> Option<&Number> {
        self.value.as_ref()?.as_number()
    }

    /// `minLength`, in characters (Unicode code points).
    pub fn min_length(self, limit: u64) -> Self {
        self.counted(Count::Characters, Bound::AtLeast, limit)
    }

    /// `maxLength`, in characters (Unicode code points).
    pub fn max_length(self, limit: u64) -> Self {
        self.counted(Count::Characters, Bound::AtMost, limit)
    }

    /// `minItems`
    pub fn min_items(self, limit: u64) -> Self {
        self.counted(Count::Items, Bound::AtLeast, limit)
    }

    /// `maxItems`
    pub fn max_items(self, limit: u64) -> Self {
        self.counted(Count::Items, Bound::AtMost, limit)
    }

    /// `minProperties`
    pub fn min_properties(self, limit: u64) -> Self {
        self.counted(Count::Properties, Bound::AtLeast, limit)
    }

    /// `maxProperties`
    pub fn max_properties(self, limit: u64) -> Self {
        self.counted(Count::Properties, Bound::AtMost, limit)
    }

    /// `minimum` of an integer.
    pub fn minimum(self, limit: i128) -> Self {
        self.bounded(Bound::AtLeast, &limit.into())
    }

    /// `maximum` of an integer.
    pub fn maximum(self, limit: i128) -> Self {
        self.bounded(Bound::AtMost, &limit.into())
    }

    /// `minimum` with `exclusiveMinimum: true`, of an integer.
    pub fn exclusive_minimum(self, limit: i128) -> Self {
        self.bounded(Bound::MoreThan, &limit.into())
    }

    /// `maximum` with `exclusiveMaximum: true`, of an integer.
    pub fn exclusive_maximum(self, limit: i128) -> Self {
        self.bounded(Bound::LessThan, &limit.into())
    }

    /// `minimum` of a number with a fraction.
    pub fn minimum_float(self, limit: f64) -> Self {
        self.bounded_float(Bound::AtLeast, limit)
    }

    /// `maximum` of a number with a fraction.
    pub fn maximum_float(self, limit: f64) -> Self {
        self.bounded_float(Bound::AtMost, limit)
    }

    /// `minimum` with `exclusiveMinimum: true`, of a number with a fraction.
    pub fn exclusive_minimum_float(self, limit: f64) -> Self {
        self.bounded_float(Bound::MoreThan, limit)
    }

    /// `maximum` with `exclusiveMaximum: true`, of a number with a fraction.
    pub fn exclusive_maximum_float(self, limit: f64) -> Self {
        self.bounded_float(Bound::LessThan, limit)
    }

    /// `multipleOf`, as the document writes it: `0.01` is exact as a decimal.
    pub fn multiple_of(mut self, step: &str) -> Self {
        let broken = self
            .number()
            .filter(|number| compare::is_multiple(number, step) != Some(true));
        self.refuse(broken.map(|number| format!("must be a multiple of {step}, not {number}")));
        self
    }

    /// `uniqueItems: true`
    pub fn unique_items(mut self) -> Self {
        let broken = self
            .value
            .as_ref()
            .and_then(Value::as_array)
            .is_some_and(compare::has_duplicates);
        self.refuse(broken.then(|| "must not have an item twice".to_owned()));
        self
    }

    /// `pattern`: somewhere in the text (ECMA 262 anchors nothing by itself).
    pub fn pattern(mut self, pattern: &Pattern) -> Self {
        let broken = self
            .value
            .as_ref()
            .filter(|value| value.as_str().is_some_and(|text| !pattern.is_match(text)));
        self.refuse(
            broken.map(|value| format!("must match `{pattern}`, not {}", super::shown(value))),
        );
        self
    }

    /// Each element of a list, or value of a map.
    pub fn each(self, rule: impl for<'e> Fn(Cursor<'e>) -> Cursor<'e>) -> Self {
        self.each_by(&rule)
    }

    fn each_by(mut self, rule: &dyn for<'e> Fn(Cursor<'e>) -> Cursor<'e>) -> Self {
        match self.value.take() {
            Some(Value::Array(items)) => {
                self.value = Some(Value::Array(
                    items
                        .into_iter()
                        .enumerate()
                        .map(|(index, item)| self.one(&index.to_string(), item, rule))
                        .collect(),
                ));
            }
            Some(Value::Object(members)) => {
                self.value = Some(Value::Object(
                    members
                        .into_iter()
                        .map(|(key, member)| {
                            let member = self.one(&key, member, rule);
                            (key, member)
                        })
                        .collect(),
                ));
            }
            other @ (Some(Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_))
            | None) => self.value = other,
        }
        self
    }

    fn one(
        &mut self,
        key: &str,
        value: Value,
        rule: &dyn for<'e> Fn(Cursor<'e>) -> Cursor<'e>,
    ) -> Value {
        let value = self.nulls.filter(Some(value));
        let place = format!("{}.{key}", self.place);
        rule(Cursor::new(self.violations, place, value, self.nulls))
            .value
            .unwrap_or_default()
    }

    fn counted(mut self, what: Count, bound: Bound, limit: u64) -> Self {
        let count = self.value.as_ref().and_then(|value| what.of(value));
        let broken = count.filter(|count| !bound.holds(count.cmp(&limit)));
        self.refuse(broken.map(|count| {
            format!(
                "must have {} {limit} {}, not {count}",
                bound.words(),
                what.noun(limit)
            )
        }));
        self
    }

    fn bounded_float(self, bound: Bound, limit: f64) -> Self {
        match Number::from_f64(limit) {
            Some(limit) => self.bounded(bound, &limit),
            None => self,
        }
    }

    fn bounded(mut self, bound: Bound, limit: &Number) -> Self {
        let broken = self.number().filter(|number| {
            compare::numbers(number, limit).is_some_and(|order| !bound.holds(order))
        });
        self.refuse(
            broken.map(|number| format!("must be {} {limit}, not {number}", bound.words())),
        );
        self
    }
}

#[derive(Clone, Copy)]
enum Bound {
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
}

impl Bound {
    fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Bound::AtLeast => order.is_ge(),
            Bound::AtMost => order.is_le(),
            Bound::MoreThan => order.is_gt(),
            Bound::LessThan => order.is_lt(),
        }
    }

    fn words(self) -> &'static str {
        match self {
            Bound::AtLeast => "at least",
            Bound::AtMost => "at most",
            Bound::MoreThan => "more than",
            Bound::LessThan => "less than",
        }
    }
}

#[derive(Clone, Copy)]
enum Count {
    Characters,
    Items,
    Properties,
}

impl Count {
    fn of(self, value: &Value) -> Option<u64> {
        let count = match self {
            Count::Characters => value.as_str()?.chars().count(),
            Count::Items => value.as_array()?.len(),
            Count::Properties => value.as_object()?.len(),
        };
        u64::try_from(count).ok()
    }

    fn noun(self, limit: u64) -> &'static str {
        match (self, limit) {
            (Count::Characters, 1) => "character",
            (Count::Characters, _) => "characters",
            (Count::Items, 1) => "item",
            (Count::Items, _) => "items",
            (Count::Properties, 1) => "property",
            (Count::Properties, _) => "properties",
        }
    }
}
