//! `const`, `examples`, null in `enum`, and bounds that are numbers -> `enum`, `example`, `nullable`, and bounds that
//! are flags.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::types::has_type;
use crate::load::raise::members::{Members, PRIVATE, take};

/// Restates what enumerates values.
pub(super) fn values(members: &mut Members) {
    if let Some(value) = take(members, "const") {
        members.insert("enum".to_owned(), json!([value]));
    }
    null_in_enum(members);
    type_of_enum(members);
    if let Some(examples) = take(members, "examples") {
        first_example(members, examples);
    }
}

/// Null among the values -> `nullable`, unless `type` excludes it.
fn null_in_enum(members: &mut Members) {
    let typed = members.contains_key("type");
    let Some(Value::Array(values)) = members.get_mut("enum") else {
        return;
    };
    let count = values.len();
    if count > 1 || typed {
        values.retain(|value| !value.is_null());
    }
    let dropped = values.len() < count;
    if values.is_empty() && dropped {
        values.push(Value::Null);
    }
    let null = dropped || values.iter().any(Value::is_null);
    if null && !typed {
        members.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Values of one type say what the type is when nothing else does.
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

/// The first of several examples; all of them under a private key when there are more.
fn first_example(members: &mut Members, examples: Value) {
    let Value::Array(examples) = examples else {
        return;
    };
    if !members.contains_key("example")
        && let Some(first) = examples.first()
    {
        members.insert("example".to_owned(), first.clone());
    }
    if examples.len() > 1 {
        members.insert(format!("{PRIVATE}examples"), Value::Array(examples));
    }
}

/// Exclusive bounds as numbers -> the bound and a flag; of two bounds on one side the stricter stays.
pub(super) fn exclusive_bounds(members: &mut Members) {
    exclusive_bound(members, "minimum", "exclusiveMinimum", Ordering::Greater);
    exclusive_bound(members, "maximum", "exclusiveMaximum", Ordering::Less);
}

fn exclusive_bound(members: &mut Members, bound: &str, exclusive: &str, stricter: Ordering) {
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
        members.insert(bound.to_owned(), limit);
        members.insert(exclusive.to_owned(), Value::Bool(true));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use crate::load::raise::testing::schemas;

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
         -> {"type":"string","example":"c","x-bindwright-examples":["a","b"]}
        {"type":"number","exclusiveMinimum":0,"exclusiveMaximum":10.5}
         -> {"type":"number","minimum":0,"exclusiveMinimum":true,"maximum":10.5,"exclusiveMaximum":true}
        {"type":"number","minimum":1,"exclusiveMinimum":0,"maximum":5,"exclusiveMaximum":5}
         -> {"type":"number","minimum":1,"maximum":5,"exclusiveMaximum":true}
        "##);
    }
}
