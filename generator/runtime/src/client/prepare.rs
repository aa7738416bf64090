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

use http::{HeaderMap, HeaderName, HeaderValue, Uri, header};

use super::{
    callback_url::Address,
    credential::{AppliedCredentials, Exposure},
    joined::{header_value, join},
    limits::{CallLimits, CallOptions},
    page_url::PageUrl,
    pending_signature::PendingSignature,
    pending_tokens::PendingTokens,
    prepared::Prepared,
    settings::Settings,
    upload::Outgoing,
};
use crate::{
    error::{ConfigError, Error},
    media::Media,
    operation_spec::OperationSpec,
    request_writer::{Encoded, InvalidRequest, RequestWriter},
    untrusted::Sent,
    violations::Violations,
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
    let mut writer =
        RequestWriter::new(context.spec, &settings.parameters).content_type(content_type);
    encode(&mut writer);
    let rejected = |invalid: InvalidRequest| {
        let redaction = settings.redaction.and(Sent {
            security: context.spec.security,
            template: context.spec.path,
            headers: context.headers.clone(),
            uri: Uri::default(),
            others: invalid.secrets,
        });
        Error::Invalid(invalid.violations.redacted(&redaction))
    };
    let encoded = writer.encoded().map_err(rejected)?;
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
    let mut applied = settings.credentials.apply(context.spec, &headers)?;
    let endpoint = match context.address {
        Some(address) => Cow::Borrowed(&address.endpoint),
        None => settings.target.of(context.spec)?,
    };
    let is_exposed = [exposure, applied.exposure].contains(&Exposure::Credentials);
    if is_exposed && !settings.target.may_have_credentials(&endpoint) {
        return Err(ConfigError::Cleartext.into());
    }
    let uri = match (context.address, context.page) {
        (None, Some(page)) => {
            let own = endpoint.join(&encoded.path, &encoded.query, context.spec.path);
            let own = own.ok_or_else(too_long)?;
            page.uri(&own, context.spec.security, &applied.query)?
        }
        (address, _) => {
            let query = join(encoded.query, "&", &applied.query);
            let uri = match address {
                Some(address) => address.with(&query),
                None => endpoint.join(&encoded.path, &query, context.spec.path),
            };
            uri.ok_or_else(too_long)?
        }
    };
    applied.set_headers(&mut headers);
    add_headers(&mut headers, &applied, settings, context.spec)?;
    if let Some(signature) = &applied.signature {
        add_signed(
            &mut headers,
            signature,
            &encoded.client_parameters,
            settings,
        )?;
    }
    Ok(Box::new(Prepared {
        spec: context.spec,
        limits: context.limits,
        options: context.options.cloned(),
        uri,
        headers,
        body: Outgoing::new(context.spec, encoded.body),
        signature: applied.signature,
        tokens: PendingTokens::new(applied.tokens),
    }))
}

/// Adds the headers that go with a signature: those of client parameters that have a value, or else
/// those that the scheme has for a client without.
fn add_signed(
    headers: &mut HeaderMap,
    signature: &PendingSignature,
    of_request: &[(&str, String)],
    settings: &Settings,
) -> Result<(), ConfigError> {
    for names in [signature.headers, signature.otherwise] {
        let mut is_known = false;
        for (header, parameter) in names {
            let own = of_request.iter().find(|(name, _)| name == parameter);
            let own = own.map(|(_, value)| value);
            is_known |= headers.contains_key(*header);
            if let Some(value) = own.or(settings.parameters.get(*parameter))
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

/// The error for values that give no URL.
fn too_long() -> Error<Infallible> {
    let mut violations = Violations::new();
    violations.push(
        "path",
        "the values give no URL below the endpoint, or one that is too long",
    );
    Error::Invalid(violations)
}
