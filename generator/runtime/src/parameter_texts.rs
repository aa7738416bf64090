//! The strings of a parameter that was received -> its value.

use crate::{
    codec::{Decode, DecodeError, Encode, Policy, Unwritten, Value, from_text, from_written},
    param::{Param, ParamLocation, Shape},
    violations::Violations,
};

/// Reads a parameter from its strings. `?ids=` is a list of one empty string, or else the empty list
/// if the items are numbers, for example.
fn texts<T: Decode>(param: &Param, value: &Value) -> Result<T, DecodeError> {
    let decoded = match param.shape {
        Shape::Open => match (param.place, value) {
            // A list, if the type has one; the client writes no string with a comma here.
            (ParamLocation::Header, Value::String(text)) if text.contains(',') => {
                let items = text.split(',').map(|item| Value::from(item.trim()));
                from_text(&Value::Array(items.collect()), Policy::Strict)
                    .or_else(|_| from_text(value, Policy::Strict))
            }
            _ => from_text(value, Policy::Strict),
        },
        Shape::Scalar | Shape::List | Shape::Lists(_) | Shape::Object(_) | Shape::Json => {
            from_written(value, Policy::Strict, Unwritten::Pairs)
        }
    };
    match decoded {
        Err(error) if is_lone_empty(param, value) => no_items().map_err(|_| error),
        decoded => decoded,
    }
}

/// As [`texts`]. A list of one empty string that breaks the limits is one without items.
pub(crate) fn texts_within<T: Decode + Encode>(
    param: &Param,
    value: &Value,
) -> Result<T, DecodeError> {
    let decoded = texts(param, value)?;
    if is_lone_empty(param, value) {
        let mut violations = Violations::new();
        param.check(&decoded, &mut violations);
        if !violations.is_empty() {
            return no_items().or(Ok(decoded));
        }
    }
    Ok(decoded)
}

/// Whether a list was written as `ids=`: a client without items may mean that
/// (<https://spec.openapis.org/oas/v3.1.1.html#style-examples>).
fn is_lone_empty(param: &Param, value: &Value) -> bool {
    let one = value.as_array().and_then(|items| match items {
        [one] => one.as_str(),
        _ => None,
    });
    param.shape == Shape::List && one.is_some_and(str::is_empty)
}

fn no_items<T: Decode>() -> Result<T, DecodeError> {
    from_text(&Value::Array(Vec::new()), Policy::Strict)
}
