//! Numbers from and around the keywords of a number schema.

use serde_json::{Map, Value, json};

/// A number that is probably valid.
pub(crate) fn number(flat: &Map<String, Value>, is_integer: bool) -> Value {
    let bound = |key: &str| flat.get(key).and_then(Value::as_f64);
    let low = bound("minimum").or(bound("exclusiveMinimum").map(|low| low + 1.0));
    let high = bound("maximum").or(bound("exclusiveMaximum").map(|high| high - 1.0));
    let number = match (low, high) {
        (Some(low), _) => low,
        (None, Some(high)) => high.min(1.0),
        (None, None) => 1.0,
    };
    // As an `f64`, the smallest `i64` is written with other digits than it has: `-9.223372036854776e+18` is below it.
    let exact = flat.get("minimum").filter(|low| low.is_i64());
    if let Some(exact) = exact.filter(|_| number.abs() >= 1e15) {
        return exact.clone();
    }
    let number = bound("multipleOf").map_or(number, |step| (number / step).ceil() * step);
    whole(number, is_integer)
}

/// Numbers at every boundary.
pub(crate) fn numbers(flat: &Map<String, Value>) -> Vec<Value> {
    let mut found = vec![
        json!(0),
        json!(-1),
        json!(1),
        json!(1.0),
        json!(-0.0),
        json!(0.5),
        json!(2_147_483_647),
        json!(2_147_483_648_i64),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(-1e19),
        json!(256),
        json!(65536),
        json!(1e2),
    ];
    let limits = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
    ];
    let limits = limits.iter().filter_map(|key| flat.get(*key)?.as_f64());
    // Types read larger numbers exactly, and the validator as the nearest `f64`.
    for limit in limits.filter(|limit| limit.abs() < 1e15) {
        found.extend([limit - 1.0, limit, limit + 1.0].map(|number| whole(number, true)));
        found.extend([json!(limit + 0.5), json!(limit)]);
    }
    found
}

/// A number without a fraction as an integer.
#[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
fn whole(number: f64, is_integer: bool) -> Value {
    if (is_integer || number.fract() == 0.0) && number.abs() < 1e15 {
        json!(number as i64)
    } else {
        json!(number)
    }
}
