//! Values in a document: defaults and the values of `enum` must match their schema, and examples should.

use super::matching::Matcher;
use super::{Code, ConsistencyCheck, ObjectMembers, Repair, Trail, Value};
use crate::diagnostic::Severity;
use crate::load::report::Reports;

/// Checks the values in a schema against the schema itself.
pub(super) fn schema<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    schema: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let matcher = Matcher::new(context.tree);
    if let Some(default) = schema.get("default") {
        let mismatch = matcher.object(default, schema);
        if let Some(mismatch) = mismatch {
            self::default(context, (default, schema), mismatch, &at.key("default"));
        }
    }
    if let Some(example) = schema.get("example") {
        report(
            context,
            Code::ExampleMismatch,
            "the example",
            matcher.object(example, schema),
            &at.key("example"),
        );
    }
    enumeration(context, schema, &matcher, &at.key("enum"));
}

/// Checks the values of `enum`. Lenient reading turns numbers and booleans into strings where the type is `string`, and drops
/// the list if other values do not match.
fn enumeration<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    schema: &'d ObjectMembers,
    matcher: &Matcher<'_>,
    at: &Trail<'_>,
) {
    let values = super::list(schema, "enum").iter().enumerate();
    for (index, value) in values.filter(|(_, value)| !value.is_null()) {
        let Some(mismatch) = matcher.typed(value, schema) else {
            continue;
        };
        let message = format!("the value does not match its schema: {mismatch}");
        let repair = match super::text(schema, "type") {
            Some("string") if value.is_number() || value.is_boolean() => {
                let text = Value::String(value.to_string());
                context.repairs.put(at.index(index).pointer(), text);
                Repair::Harmless
            }
            _ => {
                context.repairs.drop(at.pointer());
                Repair::Guess
            }
        };
        context.fault(repair, Code::ValueMismatch, &at.index(index), message);
    }
}

/// Reports a default that does not match. Lenient reading drops one that is almost right, see [`is_close`].
fn default(
    context: &mut ConsistencyCheck<'_, '_>,
    (default, schema): (&Value, &ObjectMembers),
    mismatch: String,
    at: &Trail<'_>,
) {
    let message = format!("the default does not match its schema: {mismatch}");
    let repair = if is_close(default, super::text(schema, "type")) {
        Repair::Harmless
    } else {
        Repair::Guess
    };
    if default.is_null() {
        context.repairs.drop(at.pointer());
        context.report(Code::NullDefault, at, message);
    } else if context.strictness.severity(repair) == Severity::Error {
        context.fault(repair, Code::ValueMismatch, at, message);
    } else {
        context.repairs.drop(at.pointer());
        context.report(Code::LooseShape, at, message);
    }
}

/// Whether a value has the type, or would have it with other quotes or as the only item of a list.
fn is_close(value: &Value, wanted: Option<&str>) -> bool {
    match (wanted, value) {
        (Some("boolean"), Value::String(text)) => text == "true" || text == "false",
        (Some("integer" | "number"), Value::String(text)) => text.parse::<f64>().is_ok(),
        (Some("object"), Value::String(text)) => text.starts_with('{'),
        (Some("boolean"), value) => value.is_boolean(),
        (Some("integer" | "number"), value) => value.is_number(),
        (Some("string"), value) => !value.is_array() && !value.is_object(),
        (Some("array"), value) => !value.is_object(),
        (Some("object"), value) => value.is_object(),
        _ => true,
    }
}

/// Checks the examples of a media type.
pub(super) fn media_type<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    media_type: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    example(context, media_type, at);
}

/// Checks `example` and `examples` beside a `schema`.
pub(super) fn example<'d>(
    context: &mut ConsistencyCheck<'d, '_>,
    owner: &'d ObjectMembers,
    at: &Trail<'_>,
) {
    let Some(schema) = owner.get("schema") else {
        return;
    };
    let matcher = Matcher::new(context.tree);
    if let Some(example) = owner.get("example") {
        report(
            context,
            Code::ExampleMismatch,
            "the example",
            matcher.value(example, schema),
            &at.key("example"),
        );
    }
    let at = at.key("examples");
    for (name, example) in owner
        .get("examples")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        if let Some(value) = example.get("value") {
            let at = at.key(name);
            report(
                context,
                Code::ExampleMismatch,
                "the example",
                matcher.value(value, schema),
                &at.key("value"),
            );
        }
    }
}

fn report(
    context: &mut ConsistencyCheck<'_, '_>,
    code: Code,
    what: &str,
    mismatch: Option<String>,
    at: &Trail<'_>,
) {
    if let Some(mismatch) = mismatch {
        context.report(
            code,
            at,
            format!("{what} does not match its schema: {mismatch}"),
        );
    }
}
