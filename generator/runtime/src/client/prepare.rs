//! Arguments into a request that is ready to be sent: checked, encoded, with credentials, and
//! signed again for every attempt. Rejects invalid arguments, all of them together, and credentials
//! that would be sent unencrypted.
//!
//! ```text
//! CreateTask { project_id: "p q", dry_run: Some(true), body: … }      the arguments
//!
//! POST https://api.example/v2/p%20q/tasks?dry_run=true                the request
//! accept: application/json
//! authorization: Bearer …
//! content-type: application/json
//! user-agent: bindwright-runtime/0.1.0
//! ```

use std::{borrow::Cow, convert::Infallible};

use http::{HeaderMap, HeaderValue, header};

use super::{
    callback_url::Address,
    credential::{AppliedCredentials, Exposure},
    destination::Destination,
    limits::{CallLimits, CallOptions},
    page_url::PageUrl,
    pending_tokens::PendingTokens,
    prepared::Prepared,
    settings::Settings,
    unfinished::{Unfinished, invalid},
    upload::Outgoing,
};
use crate::{
    encoded::Encoded,
    error::{ConfigError, Error},
    media::Media,
    operation_spec::OperationSpec,
    request_writer::RequestWriter,
};

/// The part of a request that is not typed.
pub(super) struct CallContext<'r> {
    pub(super) spec: &'static OperationSpec,
    pub(super) headers: &'r HeaderMap,
    pub(super) limits: CallLimits,
    pub(super) options: Option<&'r CallOptions>,
    /// The URL of the request, instead of the path below the endpoint.
    pub(super) address: Option<&'r Address>,
    /// The URL of a page that the server named, if its list goes by URLs.
    pub(super) page: Option<&'r PageUrl>,
}

/// Checks and encodes a request. Not generic over the operation, which `encode` knows.
pub(super) fn prepare(
    settings: &Settings,
    context: CallContext<'_>,
    encode: &dyn Fn(&mut RequestWriter<'_>),
) -> Result<Box<Prepared>, Error<Infallible>> {
    let content_type = context.headers.get(header::CONTENT_TYPE);
    let writer = RequestWriter::new(context.spec, &settings.parameters);
    let mut writer = writer.content_type(content_type).seeking(settings.sought());
    encode(&mut writer);
    let encoded = writer.encoded();
    let encoded =
        encoded.map_err(|error| invalid(settings, context.spec, context.headers, error))?;
    assemble(settings, context, encoded)
}

/// Adds everything that does not depend on the arguments: endpoint, credentials, headers.
fn assemble(
    settings: &Settings,
    context: CallContext<'_>,
    encoded: Encoded,
) -> Result<Box<Prepared>, Error<Infallible>> {
    let mut headers = with_own(encoded.headers, context.headers);
    let exposure = settings.headers.add_to(&mut headers);
    // The URL of a page has no keys, so one is always added to it.
    let query = context.page.map_or(encoded.query.as_str(), |_| "");
    let mut applied = settings
        .credentials
        .apply(context.spec, (&headers, query))?;
    let is_exposed = [exposure, applied.exposure].contains(&Exposure::Credentials);
    let destination = destination(settings, &context, is_exposed)?;
    applied.set_headers(&mut headers);
    add_headers(&mut headers, &applied, settings, context.spec)?;
    let tokens = PendingTokens::new(applied.tokens);
    let (uri, unfinished) = match encoded.awaited {
        None => (
            destination.uri(&encoded.path, encoded.query, &applied.query)?,
            None,
        ),
        Some(awaited) => {
            let known = destination
                .endpoint
                .join(&encoded.path, "", context.spec.path);
            let whole = Unfinished {
                awaited,
                destination: destination.into_owned(),
                query: encoded.query,
                credentials: applied.query,
                headers,
            };
            let (uri, shown, unfinished) = whole.begin(settings, &tokens, known)?;
            headers = shown;
            (uri, unfinished)
        }
    };
    if let Some(signature) = &applied.signature
        && signature.signer.is_some()
    {
        let own = &encoded.client_parameters;
        signature.add_headers(&mut headers, |name| settings.parameter(own, name))?;
    }
    Ok(Box::new(Prepared {
        spec: context.spec,
        limits: context.limits,
        options: context.options.cloned(),
        uri,
        headers,
        body: Outgoing::new(context.spec, encoded.body),
        signature: applied.signature,
        tokens,
        client_parameters: encoded.client_parameters,
        unfinished,
    }))
}

/// Where a request goes; an error if others would see its credentials on the way.
fn destination<'c>(
    settings: &'c Settings,
    context: &CallContext<'c>,
    is_exposed: bool,
) -> Result<Destination<'c>, ConfigError> {
    let endpoint = match context.address {
        Some(address) => Cow::Borrowed(&address.endpoint),
        None => settings.target.of(context.spec)?,
    };
    if is_exposed && !settings.target.may_have_credentials(&endpoint) {
        return Err(ConfigError::Cleartext);
    }
    Ok(Destination {
        spec: context.spec,
        endpoint,
        address: context.address.map(Cow::Borrowed),
        page: context.page.map(Cow::Borrowed),
    })
}

/// The caller's headers, and those of the document that the caller did not set. A multipart body
/// keeps its own `Content-Type`, since only the body knows its boundary
/// (<https://www.rfc-editor.org/rfc/rfc7578#section-4.1>).
fn with_own(mut headers: HeaderMap, own: &HeaderMap) -> HeaderMap {
    // Most requests have a few more, and growing costs as much as all of them.
    headers.reserve(own.len() + 4);
    if own.is_empty() {
        return headers;
    }
    let content_type = headers.get(header::CONTENT_TYPE).cloned();
    let parts = content_type.filter(|value| value.as_bytes().starts_with(b"multipart/"));
    for name in own.keys() {
        headers.remove(name);
    }
    let own = own.iter();
    headers.extend(own.map(|(name, value)| (name.clone(), value.clone())));
    if let Some(parts) = parts {
        headers.insert(header::CONTENT_TYPE, parts);
    }
    headers
}

/// Adds the cookies of credentials, and the defaults of `User-Agent` and `Accept`.
fn add_headers(
    headers: &mut HeaderMap,
    applied: &AppliedCredentials,
    settings: &Settings,
    spec: &OperationSpec,
) -> Result<(), ConfigError> {
    applied.add_cookies(headers)?;
    headers
        .entry(header::USER_AGENT)
        .or_insert_with(|| settings.user_agent.clone());
    headers
        .entry(header::ACCEPT)
        .or_insert_with(|| accept(spec));
    Ok(())
}

/// The media types of all responses, in the order of the document.
fn accept(spec: &OperationSpec) -> HeaderValue {
    let replies = spec.success.iter().chain(spec.failure);
    let media = replies.flat_map(|reply| reply.media());
    let is_json = |media: &Media| media.range() == "application/json";
    if media.clone().next().is_some() && media.clone().all(is_json) {
        return HeaderValue::from_static("application/json");
    }
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
