//! `Set-Cookie`, the one header whose lines are not a list: commas are part of its dates
//! (<https://www.rfc-editor.org/rfc/rfc9110#section-5.3>). Each line is one cookie.
//!
//! | the type in the document | read | written |
//! |---|---|---|
//! | a list | every line is an item | every item is a line |
//! | a string | the first line | one more line |

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{
    Shape,
    raw::{RawValue, scalar},
};
use crate::codec::Value;

/// Whether a header is `Set-Cookie`.
pub(crate) fn is_set_cookie(name: &str) -> bool {
    name.eq_ignore_ascii_case(header::SET_COOKIE.as_str())
}

/// The cookies in lines.
pub(super) fn cookies(lines: &[&str], shape: Shape) -> RawValue<'static> {
    let text = |line: &&str| Value::from(*line);
    match (lines.first(), shape) {
        (None, _) => RawValue::Absent,
        (Some(_), Shape::List | Shape::Lists(_)) => {
            RawValue::Texts(Value::Array(lines.iter().map(text).collect()))
        }
        (Some(first), _) => RawValue::Texts(text(first)),
    }
}

/// Adds cookies: a list of them, or one.
///
/// # Errors
/// A sentence about why no header can contain the value.
pub(crate) fn add_cookies(
    name: &HeaderName,
    value: &Value,
    headers: &mut HeaderMap,
) -> Result<(), String> {
    let one = std::slice::from_ref(value);
    for cookie in value.as_array().unwrap_or(one) {
        let text = scalar(cookie)?;
        let text = HeaderValue::from_str(&text).map_err(|_| "not a header value")?;
        headers.append(name.clone(), text);
    }
    Ok(())
}
