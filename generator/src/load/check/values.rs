//! Values that stand in a document: defaults and enumerated values must match their schema, examples should.

use super::matching::Matcher;
use super::{Code, Context, Members, Trail, Value};
use crate::load::Strictness;

/// Checks the values that a schema holds against the schema itself.
pub(super) fn schema<'d>(context: &mut Context<'d, '_>, schema: &'d Members, at: &Trail<'_>) {
    let matcher = Matcher::new(context.tree);
    if let Some(default) = schema.get("default") {
        let mismatch = matcher.object(default, schema);
        self::default(context, default, mismatch, &at.key("default"));
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
    let at = at.key("enum");
    for (index, value) in super::list(schema, "enum")
        .iter()
        .enumerate()
        .filter(|(_, value)| !value.is_null())
    {
        report(
            context,
            Code::ValueMismatch,
            "the value",
            matcher.typed(value, schema),
            &at.index(index),
        );
    }
}

fn default(
    context: &mut Context<'_, '_>,
    default: &Value,
    mismatch: Option<String>,
    at: &Trail<'_>,
) {
    let code = match (default, context.strictness) {
        (Value::Null, _) => Code::NullDefault,
        (_, Strictness::Strict) => Code::ValueMismatch,
        (_, Strictness::Lenient) => Code::LooseShape,
    };
    if mismatch.is_some() && code != Code::ValueMismatch {
        context.dropped.push(at.pointer());
    }
    report(context, code, "the default", mismatch, at);
}

/// Checks the examples of a media type.
pub(super) fn media_type<'d>(
    context: &mut Context<'d, '_>,
    media_type: &'d Members,
    at: &Trail<'_>,
) {
    example(context, media_type, at);
}

/// Checks `example` and `examples` beside a `schema`.
pub(super) fn example<'d>(context: &mut Context<'d, '_>, owner: &'d Members, at: &Trail<'_>) {
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
    context: &mut Context<'_, '_>,
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
