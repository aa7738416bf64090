//! Values in the form of another version of OpenAPI -> the same in the form of this one.
//!
//! ```text
//! exclusiveMinimum: 5                   in 3.0  ->  minimum: 5, exclusiveMinimum: true
//! minimum: 5, exclusiveMinimum: true    in 3.1  ->  exclusiveMinimum: 5
//! type: [string, 'null']                in 3.0  ->  type: string, nullable: true
//! additionalProperties: {not: true}     in 3.0  ->  {not: {}}
//! ```
//! The version that a document states is often not the one that its author had in mind. Each of these
//! forms means one thing in the version that has it, and nothing in the other, so lenient reading takes it
//! ([`exclusiveMinimum`](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.2.5),
//! [in 3.0](https://spec.openapis.org/oas/v3.0.3.html#properties)).

use serde_json::{Value, json};

use super::state::Walk;
use super::{ObjectKind, ValueType};
use crate::diagnostic::Trail;

/// The flags and bounds of 3.0 by the key that is a flag there, and a bound from 3.1 on.
const BOUNDS: [(&str, &str); 2] = [
    ("exclusiveMinimum", "minimum"),
    ("exclusiveMaximum", "maximum"),
];

impl Walk<'_, '_> {
    /// Restates a value of another version, and returns whether that is possible.
    pub(super) fn restate(&mut self, ty: &ValueType, value: &Value, at: &Trail<'_>) -> bool {
        match (ty, value, at) {
            (ValueType::OneOf(_), Value::Array(names), _) => {
                // `repair_type` restates it.
                let mut others = names.iter().filter(|name| *name != "null");
                others.next().is_some() && others.next().is_none()
            }
            (ValueType::Ref(ObjectKind::Schema), Value::Bool(any), _) => {
                self.repairs
                    .put(at, if *any { json!({}) } else { json!({"not": {}}) });
                true
            }
            (_, _, Trail::Key(owner, flag)) => self.restate_bound(value, owner, flag, at),
            _ => false,
        }
    }

    /// An exclusive bound as a number in 3.0, or as a flag in 3.1.
    fn restate_bound(
        &mut self,
        value: &Value,
        owner: &Trail<'_>,
        flag: &str,
        at: &Trail<'_>,
    ) -> bool {
        let Some((_, key)) = BOUNDS.iter().find(|(known, _)| *known == flag) else {
            return false;
        };
        let members = owner.pointer().find(self.root).and_then(Value::as_object);
        let bound = members
            .and_then(|members| members.get(*key))
            .filter(|bound| bound.is_number());
        let at_bound = owner.key(key);
        match (value, bound) {
            (Value::Number(limit), bound) => {
                let (limit, other) = (limit.as_f64(), bound.and_then(Value::as_f64));
                let is_stricter = match (limit, other) {
                    (Some(limit), Some(other)) if *key == "minimum" => limit >= other,
                    (Some(limit), Some(other)) => limit <= other,
                    _ => true,
                };
                if is_stricter {
                    self.repairs.put(&at_bound, value.clone());
                    self.repairs.put(at, Value::Bool(true));
                } else {
                    self.repairs.remove(at);
                }
            }
            (Value::Bool(true), Some(bound)) => {
                self.repairs.put(at, bound.clone());
                self.repairs.remove(&at_bound);
            }
            _ => self.repairs.remove(at),
        }
        true
    }
}
