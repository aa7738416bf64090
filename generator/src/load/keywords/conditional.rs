//! Checks that need more than one key of an object: which keys a type of security scheme requires, which styles fit a
//! parameter's location, which names a Responses Object may have, and extensions that need another key.

use serde_json::{Map, Value};

use super::super::{Repair, Strictness};
use super::required_by_type::{flows, needs, security_definition, security_scheme, v2_parameter};
use super::state::{KeywordWalk, Verdict};
use super::value_type::found;
use super::{Key, ObjectKind, ValueType};
use crate::diagnostic::{Code, Trail, show};
use crate::load::report::Reports;

/// Checks what the table of an object cannot express.
pub(super) fn check(
    walk: &mut KeywordWalk<'_, '_>,
    kind: ObjectKind,
    members: &Map<String, Value>,
    at: &Trail<'_>,
) -> Verdict {
    deprecation_reason(walk, kind, members, at);
    match kind {
        ObjectKind::Parameter => {
            required_in_path(walk, members, at);
            both(
                parameter_style(walk, members, at),
                schema_or_content(walk, kind, members, at),
            )
        }
        ObjectKind::Schema | ObjectKind::V2Schema => types(walk, members, at),
        ObjectKind::Header => schema_or_content(walk, kind, members, at),
        ObjectKind::SecurityScheme => needs(walk, kind, security_scheme(members), members, at),
        ObjectKind::V2SecurityScheme => {
            needs(walk, kind, security_definition(members), members, at)
        }
        ObjectKind::V2Parameter => {
            required_in_path(walk, members, at);
            needs(walk, kind, v2_parameter(members), members, at)
        }
        ObjectKind::OAuthFlows => flows(walk, members, at),
        ObjectKind::Link if !members.get("operationRef").is_some_and(Value::is_string) => {
            needs(walk, kind, &["operationId"], members, at)
        }
        _ => Verdict::Fits,
    }
}

/// A reason for a deprecation needs the deprecation: alone, it has no effect.
fn deprecation_reason(
    walk: &mut KeywordWalk<'_, '_>,
    kind: ObjectKind,
    members: &Map<String, Value>,
    at: &Trail<'_>,
) {
    const REASON: &str = "x-deprecated-reason";
    let marked = ["deprecated", "x-deprecated"]
        .iter()
        .any(|key| members.get(*key) == Some(&Value::Bool(true)));
    let read = kind.table().keys.iter().any(|key| key.name == REASON);
    if read && members.contains_key(REASON) && !marked {
        let message = format!("`{REASON}` has no effect without `deprecated: true`");
        walk.often(Code::UnsupportedKey, &at.key(REASON), message);
    }
}

/// A list of types is not empty, and its items are unique ([`type`]).
///
/// [`type`]: https://json-schema.org/draft/2020-12/json-schema-validation#section-6.1.1
fn types(walk: &mut KeywordWalk<'_, '_>, members: &Map<String, Value>, at: &Trail<'_>) -> Verdict {
    walk.repair_type(members, at);
    let Some(Value::Array(kinds)) = members.get("type") else {
        return Verdict::Fits;
    };
    let at = at.key("type");
    if kinds.is_empty() {
        walk.fault(
            Repair::Guess,
            Code::EmptyList,
            &at,
            "the list of types is empty",
        );
        walk.repairs.remove(&at);
    }
    for (index, kind) in kinds.iter().enumerate() {
        if kinds.iter().take(index).any(|other| other == kind) {
            let message = format!("{} occurs twice in the list of types", found(kind));
            walk.fault(Repair::Guess, Code::BadValue, &at.index(index), message);
            walk.repairs.remove(&at.index(index));
        }
    }
    Verdict::Fits
}

fn both(first: Verdict, second: Verdict) -> Verdict {
    if first == Verdict::Broken {
        first
    } else {
        second
    }
}

/// A parameter or header has either `schema` or `content`, and exactly one entry in `content`
/// ([Parameter Object](https://spec.openapis.org/oas/v3.0.3.html#parameter-object)).
fn schema_or_content(
    walk: &mut KeywordWalk<'_, '_>,
    kind: ObjectKind,
    members: &Map<String, Value>,
    at: &Trail<'_>,
) -> Verdict {
    let noun = if kind == ObjectKind::Header {
        "header"
    } else {
        "parameter"
    };
    let content = members.get("content");
    match (members.contains_key("schema"), content) {
        (true, None) => {}
        (true, Some(_)) => {
            let message = format!("this {noun} has both `schema` and `content`");
            walk.fault(Repair::Harmless, Code::BadParameter, at, message);
            walk.repairs.remove(&at.key("content"));
        }
        (false, None) => {
            let message = format!("this {noun} has neither `schema` nor `content`");
            walk.fault(Repair::Guess, Code::BadParameter, at, message);
            let schema = serde_json::json!({"type": "string"});
            walk.repairs.replace(&at.key("schema"), schema);
        }
        (false, Some(content)) => {
            let count = content.as_object().map(Map::len);
            if count.is_none() {
                walk.repairs
                    .replace(&at.key("schema"), Value::Object(Map::new()));
            }
            if let Some(count) = count.filter(|count| *count != 1) {
                let message =
                    format!("`content` of a {noun} has exactly one entry; this has {count}");
                walk.report(Code::BadParameter, &at.key("content"), message);
            }
        }
    }
    Verdict::Fits
}

/// A path parameter with a `required` that is no boolean was reported; only `true` can be meant.
fn required_in_path(walk: &mut KeywordWalk<'_, '_>, members: &Map<String, Value>, at: &Trail<'_>) {
    let in_path = members.get("in").and_then(Value::as_str) == Some("path");
    if in_path
        && members
            .get("required")
            .is_some_and(|required| !required.is_boolean())
    {
        walk.repairs.replace(&at.key("required"), Value::Bool(true));
    }
}

/// The styles that a location allows ([Style Values](https://spec.openapis.org/oas/v3.0.3.html#style-values)).
fn parameter_style(
    walk: &mut KeywordWalk<'_, '_>,
    members: &Map<String, Value>,
    at: &Trail<'_>,
) -> Verdict {
    let text = |key| members.get(key).and_then(Value::as_str);
    let (Some(place), Some(style)) = (text("in"), text("style")) else {
        return Verdict::Fits;
    };
    let allowed: &[&str] = match place {
        "path" => &["simple", "label", "matrix"],
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "header" => &["simple"],
        "cookie" => &["form"],
        _ => return Verdict::Fits,
    };
    if !allowed.contains(&style) {
        let list = allowed
            .iter()
            .map(|style| format!("`{style}`"))
            .collect::<Vec<_>>()
            .join(", ");
        let message = format!("style `{}` does not fit a {place} parameter", show(style));
        walk.fault(Repair::Guess, Code::BadParameter, &at.key("style"), message)
            .help(format!("styles that fit: {list}"));
        walk.repairs.remove(&at.key("style"));
    }
    Verdict::Fits
}

/// Checks a name that the author chooses.
pub(super) fn name(walk: &mut KeywordWalk<'_, '_>, kind: ObjectKind, name: &str, at: &Trail<'_>) {
    let responses = matches!(kind, ObjectKind::Responses | ObjectKind::V2Responses);
    if !responses || is_status(name) {
        return;
    }
    let upper = name.to_ascii_uppercase();
    let fits = is_status(&upper);
    if fits && walk.strictness != Strictness::Strict {
        walk.often(
            Code::LooseShape,
            at,
            format!("`{}` should be `{upper}`", show(name)),
        );
        return;
    }
    let message = format!(
        "`{}` is neither a status code nor a range nor `default`",
        show(name)
    );
    let diagnostic = walk.fault_key(Repair::Guess, Code::BadStatus, at, message);
    if fits {
        diagnostic.help(format!("write `{upper}`"));
    }
    if walk.strictness == Strictness::Repairing {
        walk.repairs.remove(at);
    }
}

/// `default`, a code from 100 to 599, or a range `1XX` to `5XX`
/// ([Patterned Fields](https://spec.openapis.org/oas/v3.0.3.html#responses-object)).
fn is_status(name: &str) -> bool {
    match name.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

/// Whether an extension belongs to another tool that uses the same name: this generator reads no object there, or knows none of
/// its keys.
pub(super) fn is_foreign_extension(key: &Key, value: &Value) -> bool {
    let Value::Object(members) = value else {
        return matches!(key.shape, ValueType::Map(_)) && key.name.starts_with("x-");
    };
    key.name.starts_with("x-")
        && match key.shape {
            ValueType::Map(_) => members.values().any(|value| !value.is_object()),
            ValueType::Object(kind) => !members
                .keys()
                .any(|name| kind.table().keys.iter().any(|key| key.name == name)),
            ValueType::Any | ValueType::Either(_) => false,
            _ => true,
        }
}
