//! Arguments into a request that is ready to be sent: checked, encoded, with credentials, and
//! signed anew for every attempt. Rejects invalid arguments, all violations together, and
//! credentials that would travel in the clear.

use std::{borrow::Cow, convert::Infallible, time::Duration};

use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::{
    callback_url::Address,
    credential::{Applied, Exposure, PendingSignature},
    settings::Settings,
};
use crate::{
    body::Body,
    error::{ConfigError, Error},
    operation_spec::{Idempotency, OperationSpec},
    problem::Violations,
    request_writer::{Encoded, RequestWriter},
};

/// A request that is ready to be sent.
pub(super) struct Prepared {
    pub(super) spec: &'static OperationSpec,
    pub(super) timeout: Option<Duration>,
    uri: Uri,
    headers: HeaderMap,
    body: Body,
    signature: Option<PendingSignature>,
}

/// What is not typed in a request.
pub(super) struct Around<'r> {
    pub(super) spec: &'static OperationSpec,
    pub(super) headers: &'r HeaderMap,
    pub(super) timeout: Option<Duration>,
    /// Where the request goes, instead of the path below the endpoint.
    pub(super) address: Option<&'r Address>,
}

/// Checks and encodes; nothing here depends on the operation's type.
pub(super) fn prepare(
    settings: &Settings,
    around: Around<'_>,
    encode: &dyn Fn(&mut RequestWriter<'_>),
) -> Result<Prepared, Error<Infallible>> {
    let mut writer = RequestWriter::new(around.spec, &settings.parameters);
    encode(&mut writer);
    let encoded = writer.finish().map_err(Error::Invalid)?;
    assemble(settings, around, encoded)
}

fn assemble(
    settings: &Settings,
    around: Around<'_>,
    encoded: Encoded,
) -> Result<Prepared, Error<Infallible>> {
    let mut headers = encoded.headers;
    // The caller's own headers go before those of the document.
    for name in around.headers.keys() {
        headers.remove(name);
    }
    headers.extend(
        around
            .headers
            .iter()
            .map(|(name, value)| (name.clone(), value.clone())),
    );
    let applied = settings.credentials.apply(around.spec, &headers)?;
    let endpoint = match around.address {
        Some(address) => Cow::Borrowed(&address.endpoint),
        None => settings.target.of(around.spec)?,
    };
    if applied.exposure == Exposure::Credentials && !endpoint.is_private() {
        return Err(ConfigError::Cleartext.into());
    }
    let query = join(&encoded.query, "&", &applied.query);
    let uri = match around.address {
        Some(address) => address.with(&query),
        None => endpoint.join(&encoded.path, &query, around.spec.path),
    };
    let uri = uri.ok_or_else(too_long)?;
    add_headers(&mut headers, &applied, settings, around.spec)?;
    if let Some(signature) = &applied.signature {
        for (header, parameter) in signature.headers {
            let own = encoded.client_parameters.get(*parameter);
            if let Some(value) = own.or(settings.parameters.get(*parameter))
                && !headers.contains_key(*header)
            {
                let name = HeaderName::from_bytes(header.as_bytes())
                    .map_err(|_| ConfigError::Header((*header).to_owned()))?;
                headers.insert(name, header_value(parameter, value)?);
            }
        }
    }
    let Around { spec, timeout, .. } = around;
    Ok(Prepared {
        spec,
        timeout,
        uri,
        headers,
        body: encoded.body,
        signature: applied.signature,
    })
}

fn add_headers(
    headers: &mut HeaderMap,
    applied: &Applied,
    settings: &Settings,
    spec: &OperationSpec,
) -> Result<(), ConfigError> {
    headers.extend(applied.headers.clone());
    if !applied.cookies.is_empty() {
        let sent = headers
            .get(header::COOKIE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let mut cookies = header_value("cookie", &join(sent, "; ", &applied.cookies))?;
        cookies.set_sensitive(true);
        headers.insert(header::COOKIE, cookies);
    }
    headers
        .entry(header::USER_AGENT)
        .or_insert_with(|| settings.user_agent.clone());
    headers
        .entry(header::ACCEPT)
        .or_insert_with(|| accept(spec));
    Ok(())
}

/// The media types of all replies, in the order of the document.
fn accept(spec: &OperationSpec) -> HeaderValue {
    let mut ranges: Vec<&str> = Vec::new();
    for media in spec
        .success
        .iter()
        .chain(spec.failure)
        .flat_map(|reply| reply.media())
    {
        if !ranges.contains(&media.range()) {
            ranges.push(media.range());
        }
    }
    HeaderValue::from_str(&ranges.join(", "))
        .ok()
        .filter(|value| !value.is_empty())
        .unwrap_or(HeaderValue::from_static("*/*"))
}

fn join(first: &str, between: &str, others: &[String]) -> String {
    let first = Some(first).filter(|first| !first.is_empty());
    first
        .into_iter()
        .chain(others.iter().map(String::as_str))
        .collect::<Vec<_>>()
        .join(between)
}

fn header_value(name: &str, text: &str) -> Result<HeaderValue, ConfigError> {
    HeaderValue::from_str(text).map_err(|_| ConfigError::Header(name.to_owned()))
}

fn too_long() -> Error<Infallible> {
    let mut violations = Violations::new();
    violations.push(
        "path",
        "the values give no URL below the endpoint, or one that is too long",
    );
    Error::Invalid(violations)
}

impl Prepared {
    /// Whether the request may be sent more than once.
    pub(super) fn is_repeatable(&self) -> bool {
        match self.spec.idempotency {
            Idempotency::Idempotent => self.body.bytes().is_some(),
            Idempotency::NotIdempotent => false,
        }
    }

    /// The request of one attempt, signed now. A body that streams goes with the first attempt.
    pub(super) fn request(&mut self) -> Result<http::Request<Body>, ConfigError> {
        let bytes = self.body.bytes();
        let body = bytes
            .clone()
            .map_or_else(|| std::mem::take(&mut self.body), Body::full);
        let mut request = http::Request::new(body);
        *request.method_mut() = self.spec.method.http();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        let Some(signature) = &self.signature else {
            return Ok(request);
        };
        let bytes = bytes.ok_or(ConfigError::SignedStream)?;
        let (mut parts, body) = request.into_parts();
        signature.sign(&mut parts, &bytes)?;
        Ok(http::Request::from_parts(parts, body))
    }
}
