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

use std::{convert::Infallible, sync::Arc, time::Duration};

use http::{HeaderMap, header};

use super::{
    applied::Exposure,
    callback_url::Address,
    destination::Destination,
    endpoint::Endpoint,
    limits::CallOptions,
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
    error_body::ErrorInSuccess,
    operation_spec::OperationSpec,
    request_writer::RequestWriter,
};

/// The part of a request that is not typed.
pub(super) struct CallContext<'r> {
    pub(super) spec: &'static OperationSpec,
    /// The error that its service also sends with a status of success.
    pub(super) error_in_success: fn() -> Option<ErrorInSuccess>,
    pub(super) headers: &'r HeaderMap,
    /// The limit of the whole call, if it has one of its own.
    pub(super) timeout: Option<Duration>,
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
    let mut writer = RequestWriter::new(context.spec, &settings.parameters);
    writer.content_type = context.headers.get(header::CONTENT_TYPE);
    writer.sought = settings.sought();
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
    mut encoded: Encoded,
) -> Result<Box<Prepared>, Error<Infallible>> {
    let headers = &mut encoded.headers;
    add_own(headers, context.headers);
    let exposure = settings.headers.add_to(headers);
    // The URL of a page has no keys, so one is always added to it.
    let query = context.page.map_or(encoded.query.as_str(), |_| "");
    let applied = settings.credentials.apply(context.spec, (headers, query))?;
    let is_exposed = [exposure, applied.exposure].contains(&Exposure::Credentials);
    let mut own = None;
    let destination = destination(settings, &context, is_exposed, &mut own)?;
    applied.add_cookies(headers)?;
    let tokens = PendingTokens::new(applied.tokens);
    let mut unfinished = None;
    let uri = match encoded.awaited {
        None => destination.uri(encoded.path, encoded.query, &applied.query)?,
        Some(awaited) => {
            let known = destination
                .endpoint
                .join(encoded.path, "", context.spec.path_form.slashes);
            let whole = Unfinished {
                awaited,
                destination: destination.kept(),
                query: encoded.query,
                credentials: applied.query,
                headers: encoded.headers,
            };
            let (uri, shown, rest) = whole.begin(settings, &tokens, known)?;
            (encoded.headers, unfinished) = (shown, rest);
            uri
        }
    };
    if let Some(signature) = &applied.signature
        && signature.signer.is_some()
    {
        let own = &encoded.client_parameters;
        signature.add_headers(&mut encoded.headers, |name| settings.parameter(own, name))?;
    }
    Ok(Box::new(Prepared {
        spec: context.spec,
        error_in_success: context.error_in_success,
        limits: settings.limits.of_call(context.timeout, context.options),
        options: context.options.cloned(),
        sent: Prepared::head(context.spec, uri, encoded.headers),
        common: applied.head.unwrap_or_else(|| Arc::clone(&settings.common)),
        credentials: applied.headers,
        body: Outgoing::new(context.spec, encoded.body),
        signature: applied.signature,
        tokens,
        client_parameters: encoded.client_parameters,
        unfinished,
    }))
}

/// Where a request goes; an error if others would see its credentials on the way. A server of the operation alone is kept in `own`.
fn destination<'c>(
    settings: &'c Settings,
    context: &CallContext<'c>,
    is_exposed: bool,
    own: &'c mut Option<Endpoint>,
) -> Result<Destination<'c>, ConfigError> {
    let endpoint = match context.address {
        Some(address) => &address.endpoint,
        None => settings.target.of(context.spec, own)?,
    };
    if is_exposed && !settings.target.may_have_credentials(endpoint) {
        return Err(ConfigError::Cleartext);
    }
    Ok(Destination {
        spec: context.spec,
        endpoint,
        address: context.address,
        page: context.page,
    })
}

/// The caller's headers, and those of the document that the caller did not set. A multipart body
/// keeps its own `Content-Type`, since only the body knows its boundary
/// (<https://www.rfc-editor.org/rfc/rfc7578#section-4.1>).
fn add_own(headers: &mut HeaderMap, own: &HeaderMap) {
    if own.is_empty() {
        return;
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
}
