//! [Schemas](https://spec.openapis.org/oas/v3.0.3.html#schema-object): bounds allow at least one value, lists are not empty,
//! and keys do not contradict each other.

use std::collections::HashSet;

use serde_json::Number;

use super::{
    Code, ConsistencyCheck, ObjectMembers, Repair, Trail, Value, is_true, list, text, values,
};
use crate::diagnostic::show;
use crate::load::keywords::BROKEN;
use crate::load::report::Reports;
use crate::load::suggest::did_you_mean;
use crate::load::{Dialect, Strictness};

/// Checks one schema.
pub(super) fn check<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    schema: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    bounds(context, schema, at);
    lists(context, schema, at);
    let any_items = text(schema, "type") == Some("array") && !schema.contains_key("items");
    if any_items && context.dialect < Dialect::V3_1 {
        let message = "a schema of type `array` needs `items`";
        match context.strictness {
            Strictness::Strict => {
                context.report(Code::MissingKey, &at.key("type"), message);
            }
            Strictness::Lenient | Strictness::Repairing => {
                context.often(Code::LooseShape, &at.key("type"), message.into())
            }
        }
    }
    if is_true(schema, "readOnly") && is_true(schema, "writeOnly") {
        let message = "the property is both `readOnly` and `writeOnly`";
        context.repairs.drop(at.key("readOnly").pointer());
        context.repairs.drop(at.key("writeOnly").pointer());
        context.fault_key(
            Repair::Guess,
            Code::ReadAndWriteOnly,
            &at.key("writeOnly"),
            message,
        );
    }
    secrets(context, schema, at);
    required(context, schema, at);
    discriminator(context, schema, at);
    values::schema(context, schema, at);
}

/// Reports a password with a value in the document. A default is dropped, so that it does not reach the generated code.
fn secrets(context: &mut ConsistencyCheck<'_, '_>, schema: &ObjectMembers, at: &Trail<'_>) {
    if text(schema, "format") != Some("password") {
        return;
    }
    for key in ["default", "example"] {
        if schema.contains_key(key) {
            let at = at.key(key);
            let message = format!("a password has its `{key}` in the document");
            context.often(Code::LiteralSecret, &at, message);
            if key == "default" {
                context.repairs.drop(at.pointer());
            }
        }
    }
}

const PAIRS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

fn bounds(context: &mut ConsistencyCheck<'_, '_>, schema: &ObjectMembers, at: &Trail<'_>) {
    let is_bound = |key: &String| key.starts_with("min") || key == "multipleOf";
    if !schema.keys().any(is_bound) {
        return; // the common case, without a dozen look-ups
    }
    for (low, high) in PAIRS {
        let (Some(Value::Number(least)), Some(Value::Number(most))) =
            (schema.get(low), schema.get(high))
        else {
            continue;
        };
        let open = low == "minimum"
            && (is_true(schema, "exclusiveMinimum") || is_true(schema, "exclusiveMaximum"));
        let order = compare(least, most);
        if order.is_gt() || (open && order.is_eq()) {
            let verb = if order.is_gt() {
                "is above"
            } else {
                "excludes"
            };
            let other = context.place(&at.key(high).pointer());
            let message = format!("`{low}` {least} {verb} `{high}` {most}");
            context.repairs.drop(at.key(low).pointer());
            context.repairs.drop(at.key(high).pointer());
            context
                .fault(Repair::Guess, Code::EmptyRange, &at.key(low), message)
                .also(&other, "the upper bound");
        }
    }
    if let Some(Value::Number(step)) = schema.get("multipleOf")
        && step.as_f64().is_some_and(|step| step <= 0.0)
    {
        context.repairs.drop(at.key("multipleOf").pointer());
        context.fault(
            Repair::Guess,
            Code::BadConstraint,
            &at.key("multipleOf"),
            format!("`multipleOf` {step} is not above zero"),
        );
    }
}

/// Compares integers without rounding.
fn compare(left: &Number, right: &Number) -> std::cmp::Ordering {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => {
            let value = |number: &Number| number.as_f64().unwrap_or_default();
            value(left).total_cmp(&value(right))
        }
    }
}

fn lists(context: &mut ConsistencyCheck<'_, '_>, schema: &ObjectMembers, at: &Trail<'_>) {
    if !schema.values().any(Value::is_array) {
        return;
    }
    for key in ["enum", "oneOf", "anyOf", "allOf"] {
        if schema
            .get(key)
            .and_then(Value::as_array)
            .is_some_and(Vec::is_empty)
        {
            // `enum` MUST have a value in 3.0 (JSON Schema Wright-00 section 5.20), and SHOULD from 3.1 on.
            let repair = match key {
                "enum" if context.dialect >= Dialect::V3_1 => Repair::Harmless,
                _ => Repair::Guess,
            };
            context.repairs.drop(at.key(key).pointer());
            let message = format!("`{key}` is empty");
            context.fault_key(repair, Code::EmptyList, &at.key(key), message);
        }
    }
    for key in ["enum", "required"] {
        let mut seen = HashSet::new();
        for (index, value) in list(schema, key).iter().enumerate() {
            if !seen.insert(value.to_string()) {
                let at = at.key(key);
                let message = format!("`{}` occurs twice in `{key}`", show(&bare(value)));
                context.report(Code::DuplicateValue, &at.index(index), message);
            }
        }
    }
}

/// A value without quotes.
fn bare(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// Reports names under `required` that the schema does not declare, if nothing else can declare them.
fn required(context: &mut ConsistencyCheck<'_, '_>, schema: &ObjectMembers, at: &Trail<'_>) {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return;
    };
    let open = ["allOf", "oneOf", "anyOf"];
    let closed = matches!(
        schema.get("additionalProperties"),
        None | Some(Value::Bool(false))
    );
    if !closed || is_member(at) || open.iter().any(|key| schema.contains_key(*key)) {
        return;
    }
    let at = at.key("required");
    for (index, name) in list(schema, "required").iter().enumerate() {
        let Some(name) = name.as_str().filter(|name| !properties.contains_key(*name)) else {
            continue;
        };
        let message = format!("`{}` is required, but not among the properties", show(name));
        let help = did_you_mean(name, properties.keys().map(String::as_str));
        let diagnostic = context.report(Code::UndeclaredRequired, &at.index(index), message);
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }
}

/// Whether a schema is a member of `allOf`, `oneOf` or `anyOf`: other members may declare what it requires.
fn is_member(at: &Trail<'_>) -> bool {
    matches!(
        at,
        Trail::Index(Trail::Key(_, "allOf" | "oneOf" | "anyOf"), _)
    )
}

/// A [discriminator](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object) names its alternatives, so each must be a
/// reference.
fn inline_alternatives(
    context: &mut ConsistencyCheck<'_, '_>,
    schema: &ObjectMembers,
    at: &Trail<'_>,
) {
    if !schema.contains_key("discriminator") {
        return;
    }
    for key in ["oneOf", "anyOf"] {
        for (index, member) in list(schema, key).iter().enumerate() {
            if member.get("$ref").is_none() {
                let message = "a discriminator cannot name an alternative that is not a reference";
                let at = at.key(key);
                let at = at.index(index);
                match context.strictness {
                    Strictness::Strict => {
                        context.report(Code::BadDiscriminator, &at, message);
                    }
                    Strictness::Lenient | Strictness::Repairing => {
                        context.often(Code::LooseShape, &at, message.to_owned())
                    }
                }
            }
        }
    }
}

/// A mapping names existing schemas, by name or by reference.
fn discriminator(context: &mut ConsistencyCheck<'_, '_>, schema: &ObjectMembers, at: &Trail<'_>) {
    inline_alternatives(context, schema, at);
    let mapping = schema
        .get("discriminator")
        .and_then(|value| value.get("mapping"))
        .and_then(Value::as_object);
    let schemas = context
        .tree
        .pointer("/components/schemas")
        .and_then(Value::as_object);
    let at = at.key("discriminator");
    let at = at.key("mapping");
    for (name, target) in mapping.into_iter().flatten() {
        let Some(target) = target.as_str().filter(|target| *target != BROKEN) else {
            continue;
        };
        let known = schemas.is_some_and(|schemas| schemas.contains_key(target));
        let pointer = crate::pointer::parse_reference(target);
        if known || pointer.is_some_and(|pointer| pointer.find(context.tree).is_some()) {
            continue;
        }
        let help = schemas.and_then(|schemas| {
            let last = target.rsplit('/').next().unwrap_or(target);
            did_you_mean(last, schemas.keys().map(String::as_str))
        });
        context.repairs.drop(at.key(name).pointer());
        // What is neither a reference nor a name is a remark in the wrong place.
        let repair = if target.contains(char::is_whitespace) {
            Repair::Harmless
        } else {
            Repair::Guess
        };
        let diagnostic = context.fault(
            repair,
            Code::BadDiscriminator,
            &at.key(name),
            format!("there is no schema `{}`", show(target)),
        );
        if let Some(help) = help {
            diagnostic.help(help);
        }
    }
}
