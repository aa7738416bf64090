//! [Schemas](https://spec.openapis.org/oas/v3.0.3.html#schema-object): bounds allow at least one
//! value, lists are not empty, and keys do not contradict each other.
//!
//! ```text
//! {minLength: 5, maxLength: 1}                       no string is that long
//! {readOnly: true, writeOnly: true}                  the property is never there
//! {required: [nmae], properties: {name: {…}}}        did you mean `name`?
//! ```
//! Each rule reads two or three keys, and most schemas have none of them. The rules look for a key
//! that must be there before they look for anything else: a large document has 100,000 schemas.

use std::borrow::Cow;

use foldhash::HashSet;
use serde_json::Number;

use super::{Check, Code, Members, Repair, Trail, Value, is_true, list, object, text, values};
use crate::diagnostic::show;
use crate::load::Dialect;
use crate::load::keywords::BROKEN;
use crate::load::suggest::did_you_mean;
use crate::load::tree::members;
use crate::pointer::{member, parse_reference};

/// Checks one schema.
///
/// `items` is required beside `type: array` up to
/// [3.0](https://spec.openapis.org/oas/v3.0.3.html#properties). Lenient reading takes any items, as
/// 3.1 does.
pub(super) fn check<'d>(check: &mut Check<'d, '_>, schema: &'d Members, at: &Trail<'_>) {
    bounds(check, schema, at);
    lists(check, schema, at);
    let any_items = text(schema, "type") == Some("array") && member(schema, "items").is_none();
    if any_items && check.dialect < Dialect::V3_1 {
        let message = "a schema of type `array` needs `items`";
        check
            .report
            .loose(Code::MissingKey, &at.key("type"), message);
    }
    if is_true(schema, "readOnly") && is_true(schema, "writeOnly") {
        let (read, write) = (at.key("readOnly"), at.key("writeOnly"));
        let message = "the property is both `readOnly` and `writeOnly`";
        check.repairs.remove(&read);
        check.repairs.remove(&write);
        check
            .report
            .guess_key(Code::ReadAndWriteOnly, &write, message);
    }
    secrets(check, schema, at);
    required(check, schema, at);
    inline_alternatives(check, schema, at);
    mapping(check, schema, at);
    values::schema(check, schema, at);
}

/// Reports a password with a value in the document. A default is dropped, so that it does not reach
/// the generated code, where it would be in every binary.
fn secrets(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    if text(schema, "format") != Some("password") {
        return;
    }
    for key in ["default", "example"]
        .into_iter()
        .filter(|key| member(schema, key).is_some())
    {
        let message = format!("the document contains a password as `{key}`");
        check
            .report
            .often(Code::LiteralSecret, &at.key(key), message);
        if key == "default" {
            check.repairs.remove(&at.key(key));
        }
    }
}

/// Lower and upper bounds of the same thing, and the types that they are about.
const PAIRS: [(&str, &str, &[&str]); 4] = [
    ("minimum", "maximum", &["integer", "number"]),
    ("minLength", "maxLength", &["string"]),
    ("minItems", "maxItems", &["array"]),
    ("minProperties", "maxProperties", &["object"]),
];

/// Reports bounds that exclude every value, and a step that no number is a multiple of. Both bounds
/// are dropped then, since either may be the wrong one.
fn bounds(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    let is_bound = |key: &String| key.starts_with("min") || key == "multipleOf";
    if !schema.keys().any(is_bound) {
        return; // the common case, without a dozen look-ups
    }
    let exclusive = is_true(schema, "exclusiveMinimum") || is_true(schema, "exclusiveMaximum");
    let says_nothing = |about: &[&str]| text(schema, "type").is_some_and(|is| !about.contains(&is));
    for (low, high, about) in PAIRS {
        if says_nothing(about) {
            continue;
        }
        let bounds = (member(schema, low), member(schema, high));
        let (Some(Value::Number(least)), Some(Value::Number(most))) = bounds else {
            continue;
        };
        let verb = match compare(least, most) {
            order if order.is_gt() => "is above",
            order if order.is_eq() && low == "minimum" && exclusive => "excludes",
            _ => continue,
        };
        let other = check.report.place(&at.key(high));
        let message = format!("`{low}` {least} {verb} `{high}` {most}");
        check.repairs.remove(&at.key(low));
        check.repairs.remove(&at.key(high));
        let report = check.report.guess(Code::EmptyRange, &at.key(low), message);
        report.also(&other, "the upper bound");
    }
    if let Some(Value::Number(step)) = member(schema, "multipleOf")
        && step.as_f64().is_some_and(|step| step <= 0.0)
    {
        let at = at.key("multipleOf");
        check.repairs.remove(&at);
        let message = format!("`multipleOf` {step} is not above zero");
        check.report.guess(Code::BadConstraint, &at, message);
    }
}

/// Compares integers without rounding: as doubles, 2^53 and 2^53 + 1 are equal.
fn compare(left: &Number, right: &Number) -> std::cmp::Ordering {
    match (left.as_i128(), right.as_i128()) {
        (Some(left), Some(right)) => left.cmp(&right),
        _ => {
            let value = |number: &Number| number.as_f64().unwrap_or_default();
            value(left).total_cmp(&value(right))
        }
    }
}

/// Reports empty lists, and values that occur twice.
///
/// An empty `enum` allows nothing. It is an error in 3.0, which follows an older JSON Schema, and a
/// remark in 3.1.
fn lists(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    if !schema.values().any(Value::is_array) {
        return;
    }
    for key in ["enum", "oneOf", "anyOf", "allOf"] {
        if member(schema, key).is_some() && list(schema, key).is_empty() {
            // `enum` MUST have a value in 3.0, and SHOULD from 3.1 on:
            // https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.2
            let repair = match key {
                "enum" if check.dialect >= Dialect::V3_1 => Repair::Harmless,
                _ => Repair::Guess,
            };
            let (at, message) = (at.key(key), format!("`{key}` is empty"));
            check.repairs.remove(&at);
            check
                .report
                .fault_key(repair, Code::EmptyList, &at, message);
        }
    }
    for key in ["enum", "required"] {
        let mut seen = HashSet::default();
        for (index, value) in list(schema, key).iter().enumerate() {
            let text = value.as_str().map(Cow::Borrowed);
            let bare = text.unwrap_or_else(|| value.to_string().into());
            if !seen.insert((value.is_string(), bare.clone())) {
                let at = at.key(key);
                let message = format!("`{}` occurs twice in `{key}`", show(&bare));
                check
                    .report
                    .at(Code::DuplicateValue, &at.index(index), message);
            }
        }
    }
}

/// Reports names under `required` that the schema does not declare, if nothing else can declare
/// them. Usually one of the two names is misspelled: the generated struct would have an optional
/// field that is always there, and reject every value for lack of a property that nobody sends.
fn required(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    const COMPOSITION: [&str; 3] = ["allOf", "oneOf", "anyOf"];
    let Some(properties) = object(schema, "properties") else {
        return;
    };
    let more = member(schema, "additionalProperties");
    let closed = matches!(more, None | Some(Value::Bool(false)));
    // Other members of a composition may declare what this one requires.
    let is_member = matches!(at, Trail::Index(Trail::Key(_, key), _) if COMPOSITION.contains(key));
    if !closed || is_member || COMPOSITION.iter().any(|key| member(schema, key).is_some()) {
        return;
    }
    let at = at.key("required");
    for (index, name) in list(schema, "required").iter().enumerate() {
        let Some(name) = name.as_str().filter(|name| !properties.contains_key(*name)) else {
            continue;
        };
        let message = format!("`{}` is required, but not among the properties", show(name));
        let report = check
            .report
            .at(Code::UndeclaredRequired, &at.index(index), message);
        did_you_mean(report, name, properties.keys());
    }
}

/// A [discriminator](https://spec.openapis.org/oas/v3.0.3.html#discriminator-object) names its
/// alternatives, so each must be a reference. Lenient reading keeps an inline one, which then has
/// no name on the wire.
fn inline_alternatives(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    if member(schema, "discriminator").is_none() {
        return;
    }
    for key in ["oneOf", "anyOf"] {
        let at = at.key(key);
        for (index, member) in list(schema, key).iter().enumerate() {
            if member.get("$ref").is_none() {
                let message = "a discriminator cannot name an alternative that is not a reference";
                check
                    .report
                    .loose(Code::BadDiscriminator, &at.index(index), message);
            }
        }
    }
}

/// The `mapping` of a discriminator names existing schemas, by name or by reference.
///
/// An entry that names nothing is dropped. What is neither a reference nor a name, such as `cat: a
/// small animal`, is a remark in the wrong place, so that is harmless.
fn mapping(check: &mut Check<'_, '_>, schema: &Members, at: &Trail<'_>) {
    let Some(mapping) = object(schema, "discriminator").and_then(|one| one.get("mapping")) else {
        return;
    };
    let components = check.tree.get("components");
    let schemas = components.and_then(|components| object(components.as_object()?, "schemas"));
    let at = at.key("discriminator");
    let at = at.key("mapping");
    for (name, target) in members(Some(mapping)) {
        let Some(target) = target.as_str().filter(|target| *target != BROKEN) else {
            continue;
        };
        let named = schemas.is_some_and(|schemas| schemas.contains_key(target));
        let found = || parse_reference(target).and_then(|target| target.find(check.tree));
        if named || found().is_some() {
            continue;
        }
        let at = at.key(name);
        check.repairs.remove(&at);
        // What is neither a reference nor a name is a remark in the wrong place.
        let repair = match target.contains(char::is_whitespace) {
            true => Repair::Harmless,
            false => Repair::Guess,
        };
        let message = format!("there is no schema `{}`", show(target));
        let report = check
            .report
            .fault(repair, Code::BadDiscriminator, &at, message);
        let last = target.rsplit('/').next().unwrap_or(target);
        let alternatives: Vec<_> = ["oneOf", "anyOf"]
            .into_iter()
            .flat_map(|key| list(schema, key))
            .filter_map(|member| text(member.as_object()?, "$ref")?.rsplit('/').next())
            .collect();
        match alternatives.is_empty() {
            true => did_you_mean(report, last, schemas.into_iter().flat_map(Members::keys)),
            false => did_you_mean(report, last, alternatives),
        }
    }
}
