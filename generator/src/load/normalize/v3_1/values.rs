//! `const`, `examples`, null in `enum`, and bounds that are numbers -> `enum`, `example`,
//! `nullable`, and bounds that are flags.
//!
//! ```text
//! {const: a}                          ->  {type: string, enum: [a]}
//! {enum: [a, null]}                   ->  {type: string, enum: [a], nullable: true}
//! {exclusiveMinimum: 0}               ->  {minimum: 0, exclusiveMinimum: true}
//! ```

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::types::has_type;
use crate::diagnostic::Trail;
use crate::load::keywords::Members;
use crate::load::normalize::members::take;
use crate::load::normalize::normalizer::Normalizer;
use crate::load::private::MORE_EXAMPLES;

impl Normalizer<'_> {
    /// Replaces the keywords that list values or bound them. `const` comes first, because it
    /// becomes an `enum` like any other.
    pub(super) fn values(&mut self, members: &mut Members, at: &Trail<'_>) {
        if let Some(value) = take(members, "const") {
            let first = at.key("enum");
            self.moved(&at.key("const"), &first.index(0));
            members.insert("enum".to_owned(), json!([value]));
        }
        self.null_in_enum(members, at);
        type_of_enum(members);
        self.first_example(members, at);
        self.exclusive_bound(
            members,
            ("minimum", "exclusiveMinimum"),
            Ordering::Greater,
            at,
        );
        self.exclusive_bound(members, ("maximum", "exclusiveMaximum"), Ordering::Less, at);
    }

    /// Null among the values -> `nullable`, unless `type` excludes it. If null is the only value,
    /// it stays: that is how 3.0 can say that there is no other.
    fn null_in_enum(&mut self, members: &mut Members, at: &Trail<'_>) {
        let typed = members.contains_key("type");
        let Some(Value::Array(values)) = members.get_mut("enum") else {
            return;
        };
        let Some(first) = values.iter().position(Value::is_null) else {
            return;
        };
        if values.len() > 1 || typed {
            let list = at.key("enum");
            let values_after = values.iter().enumerate().skip(first);
            let values_after = values_after.filter(|(_, value)| !value.is_null());
            for (new, (old, _)) in values_after.enumerate() {
                self.moved(&list.index(old), &list.index(first + new));
            }
            values.retain(|value| !value.is_null());
        }
        if values.is_empty() {
            values.push(Value::Null);
        }
        if !typed {
            members.insert("nullable".to_owned(), Value::Bool(true));
        }
    }

    /// `example` is the first of `examples`; the others are kept, so that they are checked.
    fn first_example(&mut self, members: &mut Members, at: &Trail<'_>) {
        let Some(Value::Array(examples)) = take(members, "examples") else {
            return;
        };
        if !members.contains_key("example")
            && let Some(first) = examples.first()
        {
            self.moved(&at.key("examples").index(0), &at.key("example"));
            members.insert("example".to_owned(), first.clone());
            let rest: Vec<Value> = examples.iter().skip(1).cloned().collect();
            if !rest.is_empty() {
                let at = (at.key("examples"), at.key(MORE_EXAMPLES));
                for index in 0..rest.len() {
                    self.moved(&at.0.index(index + 1), &at.1.index(index));
                }
                members.insert(MORE_EXAMPLES.to_owned(), rest.into());
            }
        }
    }

    /// An exclusive bound as a number -> the bound and a flag. Of two bounds on one side, the
    /// stricter one is kept: `{minimum: 1, exclusiveMinimum: 0}` is `{minimum: 1}`.
    fn exclusive_bound(
        &mut self,
        members: &mut Members,
        (bound, exclusive): (&str, &str),
        stricter: Ordering,
        at: &Trail<'_>,
    ) {
        if !members.get(exclusive).is_some_and(Value::is_number) {
            return;
        }
        let Some(limit) = take(members, exclusive) else {
            return;
        };
        let weaker = match (members.get(bound).and_then(Value::as_f64), limit.as_f64()) {
            (Some(inclusive), Some(limit)) => inclusive.partial_cmp(&limit) == Some(stricter),
            _ => false,
        };
        if !weaker {
            self.moved(&at.key(exclusive), &at.key(bound));
            members.insert(bound.to_owned(), limit);
            members.insert(exclusive.to_owned(), Value::Bool(true));
        }
    }
}

/// Sets `type` if all values have the same type and nothing else gives it. An enumeration of
/// strings becomes an enum in Rust, and one without a type does not.
fn type_of_enum(members: &mut Members) {
    const SAID: &[&str] = &["type", "$ref", "allOf", "anyOf", "oneOf"];
    let Some(Value::Array(values)) = members.get("enum") else {
        return;
    };
    if values.is_empty() || SAID.iter().any(|key| members.contains_key(*key)) {
        return;
    }
    let shared = |name: &&&str| values.iter().all(|value| has_type(value, name));
    let name = ["string", "integer", "number", "boolean"]
        .iter()
        .find(shared)
        .copied();
    if let Some(name) = name {
        members.insert("type".to_owned(), json!(name));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::normalize::testing::schemas;

    #[test]
    fn values_examples_and_bounds() {
        insta::assert_snapshot!(schemas(&[
            json!({"const": "a"}),
            json!({"const": 1, "type": "integer"}),
            json!({"const": null}),
            json!({"enum": ["a", null], "type": ["string", "null"]}),
            json!({"enum": ["a", null], "type": "string"}),
            json!({"enum": ["a", "b", null]}),
            json!({"enum": ["a", 1]}),
            json!({"type": "string", "examples": ["a"]}),
            json!({"type": "string", "examples": ["a", "b"], "example": "c"}),
            json!({"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 10.5}),
            json!({"type": "number", "minimum": 1, "exclusiveMinimum": 0, "maximum": 5, "exclusiveMaximum": 5}),
        ]), @r##"
        {"const":"a"}
         -> {"enum":["a"],"type":"string"}
        {"const":1,"type":"integer"}
         -> {"type":"integer","enum":[1]}
        {"const":null}
         -> {"enum":[null],"nullable":true}
        {"enum":["a",null],"type":["string","null"]}
         -> {"enum":["a"],"type":"string","nullable":true}
        {"enum":["a",null],"type":"string"}
         -> {"enum":["a"],"type":"string"}
        {"enum":["a","b",null]}
         -> {"enum":["a","b"],"nullable":true,"type":"string"}
        {"enum":["a",1]}
         -> {"enum":["a",1]}
        {"type":"string","examples":["a"]}
         -> {"type":"string","example":"a"}
        {"type":"string","examples":["a","b"],"example":"c"}
         -> {"type":"string","example":"c"}
        {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10.5}
         -> {"type":"number","minimum":0,"exclusiveMinimum":true,"maximum":10.5,"exclusiveMaximum":true}
        {"type":"number","minimum":1,"exclusiveMinimum":0,"maximum":5,"exclusiveMaximum":5}
         -> {"type":"number","minimum":1,"maximum":5,"exclusiveMaximum":true}
        "##);
    }
}
