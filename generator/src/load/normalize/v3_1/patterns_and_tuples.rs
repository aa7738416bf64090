//! [`patternProperties`](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.2)
//! and [`prefixItems`](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.1.1) ->
//! `additionalProperties` and `items` that give the type, and private keys that give the checks.
//!
//! ```text
//! {patternProperties: {'^x-': S}, additionalProperties: false}   ->   a map with values of S
//! {prefixItems: [S, S], items: false}                            ->   a list of S with at most 2 items
//! {prefixItems: [S, T]}                                          ->   a list of any values
//! ```
//! Rust has no struct whose fields follow a pattern, and a tuple may be shorter than its schemas.
//! So the type is a map or a list, and what it cannot express is checked when the code runs.

use serde_json::{Value, json};

use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::{empty, take};
use crate::load::normalize::normalizer::Normalizer;
use crate::load::private::private;

impl Normalizer<'_> {
    /// With patterns, further properties may have any type. If there is a single pattern and no
    /// other names are allowed, its schema gives their type. The original `additionalProperties` is
    /// kept under a private key.
    pub(super) fn values_of_patterns(&mut self, members: &mut Members, at: &Trail<'_>) {
        let limited = |value: &Value| *value == json!(false) || has_keywords(value);
        let Some(others) = members
            .get("additionalProperties")
            .filter(|value| limited(value))
        else {
            return;
        };
        let closed = *others == json!(false);
        let Some(Value::Object(patterns)) = members.get_mut("patternProperties") else {
            return;
        };
        let single = closed && patterns.len() == 1;
        let (from, to) = (at.key("patternProperties"), at.key("additionalProperties"));
        let values = match patterns.iter_mut().next() {
            Some((pattern, schema)) if single => {
                self.moved(&from.key(pattern), &to);
                std::mem::replace(schema, empty())
            }
            Some(_) => empty(),
            None => return,
        };
        let others = members.insert("additionalProperties".to_owned(), values);
        let private = private("additionalProperties");
        if !single {
            self.moved(&to, &at.key(&private));
        }
        let others = if closed {
            never()
        } else {
            others.unwrap_or_default()
        };
        members.insert(private, others);
    }

    /// A tuple has one item type if all its schemas are equal and no further items may follow.
    /// Otherwise its items may have any type, and are checked by their place.
    pub(super) fn items_of_tuples(&mut self, members: &mut Members, at: &Trail<'_>) {
        let Some(Value::Array(first)) = members
            .get("prefixItems")
            .filter(|list| list.as_array().is_some_and(|list| !list.is_empty()))
        else {
            return;
        };
        let count = json!(first.len());
        let same = first
            .split_first()
            .map(|(one, others)| (one.clone(), others.iter().all(|other| other == one)));
        let ends = members.get("items") == Some(&json!(false));
        if ends {
            take(members, "items");
            members.entry("maxItems").or_insert_with(|| count.clone());
        }
        let short = members.get("maxItems").and_then(Value::as_u64) <= count.as_u64();
        let short = short && members.contains_key("maxItems");
        match (members.get("items"), same) {
            (None, Some((one, true))) if short => {
                take(members, "prefixItems");
                let from = at.key("prefixItems");
                self.moved(&from.index(0), &at.key("items"));
                members.insert("items".to_owned(), one);
            }
            (rest, _) => {
                if rest.is_some()
                    && let Some(rest) = take(members, "items")
                {
                    let private = private("items");
                    self.moved(&at.key("items"), &at.key(&private));
                    members.insert(private, rest);
                }
                members.insert("items".to_owned(), empty());
            }
        }
    }
}

/// A schema that allows no value.
fn never() -> Value {
    json!({"not": {}})
}

/// Whether a schema has any keyword.
fn has_keywords(schema: &Value) -> bool {
    schema
        .as_object()
        .is_some_and(|members| !members.is_empty())
}
