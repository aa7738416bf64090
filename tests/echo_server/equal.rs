//! Compares JSON.

use serde_json::Value;

/// Whether two values are the same JSON, numbers by value.
pub fn equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => {
            one == other || one.as_f64() == other.as_f64()
        }
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same = |(key, value): (&String, &Value)| {
                other.get(key).is_some_and(|found| equal(value, found))
            };
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}
