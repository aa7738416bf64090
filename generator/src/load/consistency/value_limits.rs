//! Single keywords and a value: its type, its bounds, its lengths, its pattern. Each function says
//! what does not match, if anything does not.

use foldhash::HashSet;
use serde_json::{Number, Value};

use super::{Members, is_true, text};
use crate::diagnostic::show;
use crate::load::keywords::found;
use crate::pattern::{ComparedValue, Patterns};
use crate::pointer::member;

/// Whether a value has the type of a schema, whatever its limits are.
pub(super) fn has_type(value: &Value, schema: &Members) -> bool {
    match text(schema, "type") {
        Some("string") => value.is_string(),
        Some("boolean") => value.is_boolean(),
        Some("number") => value.is_number(),
        Some("integer") => value.as_number().is_some_and(is_whole),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => true,
    }
}

/// Whether a number has no fraction.
fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

/// Whether a value is among those of `enum`.
pub(super) fn enumerated(value: &Value, schema: &Members) -> Option<String> {
    let allowed = member(schema, "enum")?.as_array()?;
    let missing = !allowed.contains(value);
    missing.then(|| format!("{} is not among the enumerated values", found(value)))
}

/// Compares a number with `minimum` and `maximum`, in the form of
/// [3.0](https://spec.openapis.org/oas/v3.0.3.html#properties): the exclusive ones are flags.
pub(super) fn bounded(number: &Number, schema: &Members) -> Option<String> {
    let value = number.as_f64()?;
    let bound = |key, exclusive| {
        let bound = schema.get(key).and_then(Value::as_f64)?;
        let excluded = is_true(schema, exclusive) && value == bound;
        Some((bound, excluded))
    };
    match (
        bound("minimum", "exclusiveMinimum"),
        bound("maximum", "exclusiveMaximum"),
    ) {
        (Some((least, excluded)), _) if value < least || excluded => {
            Some(format!("{number} is below the minimum {least}"))
        }
        (_, Some((most, excluded))) if value > most || excluded => {
            Some(format!("{number} is above the maximum {most}"))
        }
        _ => None,
    }
}

/// Compares a number of characters, items or properties with the bounds on it.
pub(super) fn counted(count: usize, noun: &str, schema: &Members) -> Option<String> {
    let [min, max] = match noun {
        "characters" => ["minLength", "maxLength"],
        "items" => ["minItems", "maxItems"],
        _ => ["minProperties", "maxProperties"],
    };
    let bound = |key: &str| usize::try_from(member(schema, key)?.as_u64()?).ok();
    match (bound(min), bound(max)) {
        (Some(least), _) if count < least => Some(format!("{count} {noun} are fewer than {least}")),
        (_, Some(most)) if count > most => Some(format!("{count} {noun} are more than {most}")),
        _ => None,
    }
}

/// Compares a value with `pattern`, `multipleOf` and `uniqueItems`. A pattern that has no
/// translation is reported elsewhere, and matches, as one does that is too much to compare.
pub(super) fn limited(value: &Value, schema: &Members, patterns: &Patterns) -> Option<String> {
    match value {
        Value::String(string) => {
            let pattern = text(schema, "pattern")?;
            let fits = patterns.is_match(pattern, string, ComparedValue::Example)?;
            (!fits).then(|| format!("{} does not match `{}`", found(value), show(pattern)))
        }
        Value::Number(number) => {
            let step = schema.get("multipleOf")?.as_number()?;
            let (value, by) = (number.as_i128()?, step.as_i128()?);
            let is_multiple = value.checked_rem(by)? == 0;
            (!is_multiple).then(|| format!("{number} is not a multiple of {step}"))
        }
        Value::Array(items) if is_true(schema, "uniqueItems") => {
            let mut known = HashSet::default();
            let twice = !items.iter().all(|item| known.insert(item));
            twice.then(|| "an item occurs twice".to_owned())
        }
        Value::Array(_) | Value::Object(_) | Value::Null | Value::Bool(_) => None,
    }
}
