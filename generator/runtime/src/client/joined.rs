//! Parts of a head that are put together.

use http::{HeaderMap, HeaderName, HeaderValue, header};

use super::{applied::AppliedCredentials, pending_signature::PendingSignature};
use crate::{error::ConfigError, operation_spec::OperationSpec};

/// Strings with a separator; an empty first one is left out.
pub(super) fn join(mut first: String, between: &str, others: &[String]) -> String {
    for other in others {
        if !first.is_empty() {
            first.push_str(between);
        }
        first.push_str(other);
    }
    first
}

/// Adds the headers that are not there.
pub(super) fn add_missing(headers: &mut HeaderMap, others: &HeaderMap) {
    if others.is_empty() {
        return;
    }
    headers.reserve(others.len());
    for (name, value) in others {
        headers.entry(name).or_insert_with(|| value.clone());
    }
}

/// The media types of all responses, in the order of the document.
pub(super) fn accept(spec: &OperationSpec) -> HeaderValue {
    let replies = spec.success.iter().chain(spec.failure);
    let media = replies.flat_map(|reply| reply.media());
    let mut ranges: Vec<&str> = Vec::new();
    for media in media {
        if !ranges.contains(&media.range()) {
            ranges.push(media.range());
        }
    }
    HeaderValue::from_str(&ranges.join(", "))
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or(HeaderValue::from_static("*/*"))
}

/// A header value, or the error that names what is wrong.
pub(super) fn header_value(name: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::from_str(text).map_err(|_| ConfigError::Header(name.to_owned()))
}

/// Adds cookies to those of the headers.
pub(super) fn add_cookies(headers: &mut HeaderMap, added: &[String]) -> Result<(), ConfigError> {
    if added.is_empty() {
        return Ok(());
    }
    let sent = headers
        .get(header::COOKIE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let mut cookies = header_value("cookie", &join(sent.to_owned(), "; ", added))?;
    cookies.set_sensitive(true);
    headers.insert(header::COOKIE, cookies);
    Ok(())
}

impl AppliedCredentials {
    /// Sets the headers.
    pub(super) fn set_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
    }

    /// Adds the cookies to those that are sent anyway.
    pub(super) fn add_cookies(&self, headers: &mut HeaderMap) -> Result<(), ConfigError> {
        add_cookies(headers, &self.cookies)
    }
}

impl PendingSignature {
    /// Adds the headers that go with the signature: those of client parameters that have a value, or else
    /// those that the scheme has for a client without.
    pub(super) fn add_headers<'v>(
        &self,
        headers: &mut HeaderMap,
        value_of: impl Fn(&str) -> Option<&'v str>,
    ) -> Result<(), ConfigError> {
        for names in [self.headers, self.otherwise] {
            let mut is_known = false;
            for (header, parameter) in names {
                is_known |= headers.contains_key(*header);
                if let Some(value) = value_of(parameter)
                    && !headers.contains_key(*header)
                {
                    is_known = true;
                    let name = HeaderName::from_bytes(header.as_bytes())
                        .map_err(|_| ConfigError::Header((*header).to_owned()))?;
                    headers.insert(name, header_value(parameter, value)?);
                }
            }
            if is_known {
                break;
            }
        }
        Ok(())
    }
}
