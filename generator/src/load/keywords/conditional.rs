//! Checks that need more than one key of an object: which styles fit a parameter's location,
//! whether a parameter has a schema, and extensions that need another key.
//!
//! ```text
//! {in: path, name: id, style: form}      `form` is a style of query parameters
//! {in: query, name: q}                   neither `schema` nor `content`
//! ```
//! A table has one line per key, so it cannot express this. Which further keys a key requires is in
//! [`missing_keys`](super::missing_keys).

use serde_json::{Value, json};

use super::pagination_forms;
use super::state::{Members, Verdict, Walk};
use super::{ObjectKind, found};
use crate::diagnostic::{Code, Trail, show};
use crate::load::suggest::did_you_mean;
use crate::load::{Repair, Strictness};
use crate::pointer::member;

/// The styles that each location allows ([Style
/// Values](https://spec.openapis.org/oas/v3.0.3.html#style-values)).
#[rustfmt::skip]
const STYLES: [(&str, &[&str]); 4] = [
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject"]),
    ("header", &["simple"]),
    ("cookie", &["form"]),
];

/// Checks what the table of an object cannot express. Every object comes here, after its own keys.
pub(super) fn check(
    walk: &mut Walk<'_, '_>,
    kind: ObjectKind,
    members: &Members,
    at: &Trail<'_>,
) -> Verdict {
    deprecation_reason(walk, kind, members, at);
    match kind {
        ObjectKind::Parameter => {
            required_in_path(walk, members, at);
            parameter_style(walk, members, at);
            schema_or_content(walk, "parameter", members, at);
        }
        ObjectKind::V2Parameter => required_in_path(walk, members, at),
        ObjectKind::Header => schema_or_content(walk, "header", members, at),
        ObjectKind::Schema | ObjectKind::V2Schema => types(walk, members, at),
        ObjectKind::Presumed if members.len() < 2 => {
            let message = "this has no limit, so it has no effect";
            walk.report.often(Code::UnsupportedKey, at, message);
        }
        ObjectKind::Pagination => return pagination_forms::check(walk, members, at),
        ObjectKind::OAuthFlows => walk.flows(members, at),
        ObjectKind::Link if !members.get("operationRef").is_some_and(Value::is_string) => {
            return walk.needs(kind, &["operationId"], members, at);
        }
        _ => {}
    }
    walk.needed(kind, members, at)
}

/// A reason for a deprecation needs the deprecation: alone, it has no effect, and the author should
/// know.
fn deprecation_reason(
    walk: &mut Walk<'_, '_>,
    kind: ObjectKind,
    members: &Members,
    at: &Trail<'_>,
) {
    const REASON: &str = "x-deprecated-reason";
    let is_marked = |key| member(members, key) == Some(&Value::Bool(true));
    if member(members, REASON).is_some()
        && kind.table().knows(REASON)
        && !is_marked("deprecated")
        && !is_marked("x-deprecated")
    {
        let message = format!("`{REASON}` has no effect without `deprecated: true`");
        walk.report
            .often(Code::UnsupportedKey, &at.key(REASON), message);
    }
}

/// A list of types is not empty, and its items are unique
/// ([`type`](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1)).
fn types(walk: &mut Walk<'_, '_>, members: &Members, at: &Trail<'_>) {
    walk.repair_type(members, at);
    let Some(Value::Array(types)) = member(members, "type") else {
        return;
    };
    let at = at.key("type");
    if types.is_empty() {
        walk.report
            .guess(Code::EmptyList, &at, "the list of types is empty");
        walk.repairs.remove(&at);
    }
    for (index, name) in types.iter().enumerate() {
        if types.iter().take(index).any(|other| other == name) {
            let message = format!("{} occurs twice in the list of types", found(name));
            let (at, repair) = (at.index(index), Repair::Harmless);
            walk.report.fault(repair, Code::BadValue, &at, message);
            walk.repairs.remove(&at);
        }
    }
}

/// A parameter or header has either `schema` or `content`, and exactly one entry in `content`
/// ([Parameter Object](https://spec.openapis.org/oas/v3.0.3.html#parameter-object)).
///
/// Lenient reading of one with both takes the schema. One with neither is read as a string, which
/// every value of a parameter is on the wire.
fn schema_or_content(walk: &mut Walk<'_, '_>, noun: &str, members: &Members, at: &Trail<'_>) {
    match (members.contains_key("schema"), members.get("content")) {
        (true, None) => {}
        (true, Some(_)) => {
            let message = format!("this {noun} has both `schema` and `content`");
            walk.report
                .fault(Repair::Harmless, Code::BadParameter, at, message);
            walk.repairs.remove(&at.key("content"));
        }
        (false, None) => {
            let message = format!("this {noun} has neither `schema` nor `content`");
            let repair = Repair::Harmless;
            let is_strict = walk.report.strictness == Strictness::Strict;
            let report = walk.report.fault(repair, Code::BadParameter, at, message);
            if !is_strict {
                report.help("it is read as a string");
            }
            walk.repairs
                .put(&at.key("schema"), json!({"type": "string"}));
        }
        (false, Some(Value::Object(content))) if content.len() != 1 => {
            let count = content.len();
            let message = format!("`content` of a {noun} has exactly one entry; this has {count}");
            walk.report
                .at(Code::BadParameter, &at.key("content"), message);
        }
        (false, Some(Value::Object(_))) => {}
        // The wrong type was reported, and `content` is removed.
        (false, Some(_)) => walk.repairs.put(&at.key("schema"), json!({})),
    }
}

/// A path parameter with a `required` that is no boolean was reported; only `true` can be meant.
fn required_in_path(walk: &mut Walk<'_, '_>, members: &Members, at: &Trail<'_>) {
    let in_path = members.get("in").is_some_and(|place| place == "path");
    if in_path
        && members
            .get("required")
            .is_some_and(|required| !required.is_boolean())
    {
        walk.repairs.put(&at.key("required"), Value::Bool(true));
    }
}

/// A parameter has a style that its location allows. Without the style, the default of the location
/// is used.
fn parameter_style(walk: &mut Walk<'_, '_>, members: &Members, at: &Trail<'_>) {
    let text = |key| members.get(key).and_then(Value::as_str);
    let (Some(place), Some(style)) = (text("in"), text("style")) else {
        return;
    };
    let row = STYLES.iter().find(|(location, _)| *location == place);
    if let Some((_, allowed)) = row.filter(|(_, allowed)| !allowed.contains(&style)) {
        let list = allowed.join("`, `");
        let message = format!("style `{}` does not fit a {place} parameter", show(style));
        let report = walk
            .report
            .guess(Code::BadParameter, &at.key("style"), message);
        report.help(format!("styles that fit: `{list}`"));
        did_you_mean(report, style, allowed.iter().copied());
        walk.repairs.remove(&at.key("style"));
    }
}
