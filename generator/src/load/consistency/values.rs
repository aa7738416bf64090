//! Values in a document: defaults and the values of `enum` must match their schema, and examples
//! should.
//!
//! A default becomes code, so one that does not match is an error: `{type: integer, default: "10"}`
//! has no Rust value. An example is only shown, so it gets a warning.

use std::collections::BTreeSet;

use super::matching::{Matcher, Rigor};
use super::message::Message;
use super::value_limits::has_type;
use super::{Check, Code, Members, Repair, Trail, Value, list, object, text};
use crate::diagnostic::show;
use crate::load::Strictness;
use crate::load::private::MORE_EXAMPLES;
use crate::pointer::member;

/// Checks the values in a schema against the schema itself.
pub(super) fn schema<'d>(check: &mut Check<'d, '_>, schema: &'d Members, at: &Trail<'_>) {
    let matcher = Matcher::new(check, Rigor::Shape);
    if let Some(value) = member(schema, "default")
        && let Some(mismatch) = matcher.first(value, schema)
    {
        default(check, value, &mismatch, &at.key("default"));
    }
    let decoder = Matcher::new(check, Rigor::Decoding);
    if let Some(value) = member(schema, "example") {
        example(check, &decoder.object(value, schema), &at.key("example"));
    }
    if let Some(more) = member(schema, MORE_EXAMPLES).and_then(Value::as_array) {
        let at = at.key(MORE_EXAMPLES);
        for (index, value) in more.iter().enumerate() {
            example(check, &decoder.object(value, schema), &at.index(index));
        }
    }
    examples_of_members(check, schema, decoder, at);
    enumeration(check, schema, &matcher, at);
}

/// Checks the examples of properties in a member of `allOf` against the other members: all of them
/// describe the same value. An example behind `$ref` may be of another schema that extends the same
/// component, so it is left alone.
///
/// ```yaml
/// allOf:
///   - {properties: {kind: {enum: [auto, snapshot]}}}
///   - {properties: {kind: {example: automatic}}}       # not one of `auto`, `snapshot`
/// ```
fn examples_of_members<'d>(
    check: &mut Check<'d, '_>,
    schema: &'d Members,
    decoder: Matcher<'_>,
    at: &Trail<'_>,
) {
    let members = list(schema, "allOf");
    let at = at.key("allOf");
    for (index, member) in members.iter().enumerate() {
        let own = member.get("properties").and_then(Value::as_object);
        for (name, property) in own.into_iter().flatten() {
            let Some(value) = property.get("example") else {
                continue;
            };
            let others = members.iter().enumerate();
            let others = others.filter(|(other, _)| *other != index);
            let described =
                others.filter_map(|(_, other)| check.resolved(other)?.get("properties")?.get(name));
            let mismatches: Vec<String> = described
                .flat_map(|other| decoder.value(value, other))
                .collect();
            let at = at.index(index);
            let at = at.key("properties");
            example(check, &mismatches, &at.key(name).key("example"));
        }
    }
}

/// The limits that say less than a list of values.
#[rustfmt::skip]
const LIMITS: [&str; 13] = [
    "minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
];

/// Checks the values of `enum`. Null is left out: `nullable` decides about it.
///
/// Lenient reading turns numbers and booleans into strings where the type is `string`: authors of
/// YAML write `enum: [1, true]` and mean `['1', 'true']`. It drops the list if other values do not
/// match. An enumeration says exactly which values there are, so it beats a limit that contradicts it:
///
/// ```text
/// {type: string, maxLength: 13, enum: [SET_PROVIDED_ADDRESS]}        the length is dropped
/// ```
fn enumeration<'d>(
    check: &mut Check<'d, '_>,
    schema: &'d Members,
    matcher: &Matcher<'_>,
    at_schema: &Trail<'_>,
) {
    let at = &at_schema.key("enum");
    let values = list(schema, "enum").iter().enumerate();
    for (index, value) in values.filter(|(_, value)| !value.is_null()) {
        let Some(mismatch) = matcher.typed(value, schema) else {
            continue;
        };
        let item = at.index(index);
        if has_type(value, schema) {
            for key in LIMITS.iter().filter(|key| schema.contains_key(**key)) {
                check.repairs.remove(&at_schema.key(key));
            }
            let counts = match check.report.strictness {
                Strictness::Strict => "",
                Strictness::Lenient | Strictness::Repairing => "; the values of `enum` count",
            };
            let message = format!("the value does not match its schema: {mismatch}{counts}");
            check
                .report
                .fault(Repair::Harmless, Code::ValueMismatch, &item, message);
            return;
        }
        let repair = match text(schema, "type") {
            Some("string") if value.is_number() || value.is_boolean() => {
                check.repairs.put(&item, Value::String(value.to_string()));
                Repair::Harmless
            }
            _ => {
                check.repairs.remove(at);
                Repair::Guess
            }
        };
        let message = format!("the value does not match its schema: {mismatch}");
        check
            .report
            .fault(repair, Code::ValueMismatch, &item, message);
    }
}

/// Reports a default that does not match. Lenient reading drops it, because no request contains it: a
/// default is what the server does with requests that lack the value.
fn default(check: &mut Check<'_, '_>, default: &Value, mismatch: &str, at: &Trail<'_>) {
    let message = format!("the default does not match its schema: {mismatch}");
    if check.report.strictness == Strictness::Strict && !default.is_null() {
        check.report.at(Code::ValueMismatch, at, message);
    } else {
        let message = format!("{message}; it is ignored");
        check.repairs.remove(at);
        let code = if default.is_null() {
            Code::NullDefault
        } else {
            Code::LooseShape
        };
        check.report.at(code, at, message);
    }
}

/// Checks `example` and `examples` of a parameter, a header or a media type against its `schema`. A
/// schema has its own, see [`schema`].
pub(super) fn examples<'d>(check: &mut Check<'d, '_>, owner: &'d Members, at: &Trail<'_>) {
    let has_examples = ["example", "examples"]
        .iter()
        .any(|key| owner.contains_key(*key));
    let Some(schema) = owner.get("schema").filter(|_| has_examples) else {
        return;
    };
    let mut matcher = Matcher::new(check, Rigor::Decoding);
    matcher.message = Message::at(at);
    if let Some(value) = owner.get("example") {
        example(check, &matcher.value(value, schema), &at.key("example"));
    }
    let at = at.key("examples");
    for (name, named) in object(owner, "examples").into_iter().flatten() {
        let shared = check.resolved(named);
        if let Some(value) = shared.and_then(|named| named.get("value")) {
            let at = at.key(name);
            let own = named.get("value").is_some();
            let at = if own { at.key("value") } else { at.key("$ref") };
            example(check, &matcher.value(value, schema), &at);
        }
    }
}

/// How many mismatches of one example are reported.
const REPORTED: usize = 10;

/// Reports the mismatches of an example. Of items that differ in the same way, the first counts; so
/// do examples with the same mismatch.
fn example(check: &mut Check<'_, '_>, mismatches: &[String], at: &Trail<'_>) {
    let mut kinds = BTreeSet::new();
    let mut distinct = mismatches.iter().filter(|one| kinds.insert(kind(one)));
    for mismatch in distinct.by_ref().take(REPORTED) {
        let message = format!("the example does not match its schema: {mismatch}");
        check.report.at(Code::ExampleMismatch, at, message);
    }
    let more = distinct.count();
    if more > 0 {
        let message = format!("the example does not match its schema in {more} more places");
        check.report.at(Code::ExampleMismatch, at, message);
    }
    if let Some(pattern) = check.patterns.first_beyond() {
        let message = format!(
            "from here on, examples are not compared with patterns, first of all with `{}`: that takes more than {} steps; \
             `--limit patterns=N` raises the limit",
            show(&pattern),
            check.limits.patterns
        );
        check.report.at(Code::NotChecked, at, message);
    }
}

/// A mismatch without the indices of items, and without the value: `at /*/name: expected a string`.
fn kind(mismatch: &str) -> String {
    let (place, what) = match mismatch.split_once(": ") {
        Some((place, what)) if place.starts_with("at /") => (place, what),
        _ => ("", mismatch),
    };
    let what = what.split(", found ").next().unwrap_or_default();
    let what = what.rsplit(" does not match ").next().unwrap_or_default();
    let what: String = what.chars().filter(|c| !c.is_ascii_digit()).collect();
    let segments = place.split('/').map(|segment| {
        let is_index = !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_digit());
        if is_index { "*" } else { segment }
    });
    format!("{}: {what}", segments.collect::<Vec<_>>().join("/"))
}
