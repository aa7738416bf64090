//! One header of a response as a typed constant, in the style `simple`
//! (<https://spec.openapis.org/oas/v3.0.3.html#header-object>). Rejects a value that is not one of
//! the type when reading, and a value that no header can contain when writing ([RFC 9110, section
//! 5.5](https://www.rfc-editor.org/rfc/rfc9110#section-5.5)).

use std::{fmt, marker::PhantomData};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::{
    codec::{
        Decode, DecodeError, DecodeReason, Direction, Encode, Policy, Unwritten, body_to_value,
        from_text, from_value, from_written_text,
    },
    param::{Param, RawValue, add_cookies, is_set_cookie},
    untrusted::{EscapedText, Untrusted},
};

/// A documented header of responses, and the type of its value. Generated crates have a constant
/// for each.
///
/// # Examples
///
/// ```
/// use bindwright_runtime::{Header, Response, codegen::Param};
///
/// const X_TOTAL: Header<i64> = Header::new(Param::header("X-Total"));
///
/// let response = Response::new("pets").with_header(X_TOTAL, 3_i64);   // in a handler
/// assert_eq!(response.header(X_TOTAL)?, Some(3));                     // in a caller
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Header<T> {
    param: Param,
    value: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// The header that a [`Param::header`] describes.
    #[must_use]
    pub const fn new(param: Param) -> Self {
        let value = PhantomData;
        Self { param, value }
    }

    /// The name, as the document spells it.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.param.name()
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name()).finish()
    }
}

impl<T: Decode> Header<T> {
    /// The value in `headers`, if it is there.
    pub(crate) fn read(&self, headers: &HeaderMap) -> Result<Option<T>, Untrusted<DecodeError>> {
        let decoded = match self.param.read_header(headers) {
            Ok(RawValue::Absent) => return Ok(None),
            Ok(RawValue::Text(text)) => {
                from_written_text(&text, Policy::Lenient, Unwritten::Nothing)
            }
            Ok(RawValue::Texts(value)) => from_text(&value, Policy::Lenient),
            Ok(RawValue::Json(value)) => from_value(&value, Policy::Lenient),
            Err(found) => Err(malformed(&found)),
        };
        decoded
            .map(Some)
            .map_err(|error| Untrusted::new(error.within(self.name())))
    }
}

impl<T: Encode> Header<T> {
    /// Sets the header, instead of those of its name.
    ///
    /// # Errors
    /// A sentence about why no header can contain the value.
    pub(crate) fn write(&self, value: &T, headers: &mut HeaderMap) -> Result<(), String> {
        put(&self.param, value, headers)
            .map_err(|fault| format!("the header {}: {fault}", self.name()))
    }
}

/// An error for a header that the style does not allow.
fn malformed(found: &str) -> DecodeError {
    let expected = "a header in the style `simple`";
    let found = EscapedText::line(found);
    DecodeReason::Expected { expected, found }.into()
}

/// Sets a header; not generic over its type.
fn put(param: &Param, value: &dyn Encode, headers: &mut HeaderMap) -> Result<(), String> {
    let name: HeaderName = param.name().parse().map_err(|_| "not a header name")?;
    let value =
        body_to_value(value, Some(Direction::Response)).map_err(|error| error.to_string())?;
    if is_set_cookie(param.name()) {
        return add_cookies(&name, &value, headers);
    }
    headers.remove(&name);
    if let Some(text) = param.write(&value)? {
        let text = HeaderValue::from_str(&text).map_err(|_| "not a header value")?;
        headers.insert(name, text);
    }
    Ok(())
}
