//! A request -> its span and the event of its end, by the names of
//! [OpenTelemetry](https://opentelemetry.io/docs/specs/semconv/http/http-spans/#http-server).
//!
//! | field | value |
//! |---|---|
//! | `otel.kind`, `otel.name` | `server`, and method and route: what `tracing-opentelemetry` names the span by |
//! | `http.request.method` | a method of RFC 9110 or `PATCH`; `_OTHER` for others |
//! | `http.route` | the path template of the operation below the base path, as in `/v1/pets/{id}` |
//! | `url.scheme` | if the request says it, as with HTTP/2 |
//! | `network.protocol.version` | `1.1`, `2` |
//! | `http.response.status_code` | the status |
//! | `error.type` | the status as well, from 500 |
//! | `operation`, `request_id` | the ID of the operation, and that of the request |
//!
//! `url.path` is left out, as the values in a path may be secrets.

use std::pin::Pin;
use std::time::Instant;

use http::request::Parts;
use http::{Method, StatusCode, Version};
use tracing::Span;
use tracing::field::Empty;

use super::endpoint::OperationEndpoint;
use crate::message::RequestId;

/// The span of a request, and how long it has taken. A server without a subscriber for it does not look at the clock.
pub(super) struct TracedRequest {
    span: Span,
    /// Nobody listens without it.
    started: Option<Instant>,
}

impl TracedRequest {
    /// Of a request that has arrived.
    pub(super) fn begin(parts: &Parts, id: &RequestId) -> Self {
        let span = tracing::info_span!(
            "request",
            otel.kind = "server",
            otel.name = Empty,
            http.request.method = method(&parts.method),
            http.route = Empty,
            url.scheme = parts.uri.scheme_str(),
            network.protocol.version = version(parts.version),
            http.response.status_code = Empty,
            "error.type" = Empty,
            operation = Empty,
            request_id = id.as_str(),
        );
        let started = (!span.is_disabled()).then(Instant::now);
        Self { span, started }
    }

    /// The span, for what happens meanwhile.
    pub(super) fn span(&self) -> &Span {
        &self.span
    }

    /// Notes the operation.
    pub(super) fn found(&self, endpoint: &OperationEndpoint, sent: &Method) {
        if self.started.is_some() {
            self.span.record("operation", endpoint.spec.id);
            self.span.record("http.route", &*endpoint.route);
            let name = format!("{} {}", method(sent), endpoint.route);
            self.span.record("otel.name", name);
        }
    }

    /// Notes the end: the head of the response is complete. A body that streams goes on.
    pub(super) fn complete(&mut self, status: StatusCode, operation: Option<&'static str>) {
        let Some(started) = self.started.take() else {
            return;
        };
        let code = status.as_u16();
        let failed = status.is_server_error().then(|| status.as_str());
        self.span.record("http.response.status_code", code);
        if let Some(failed) = failed {
            self.span.record("error.type", failed);
        }
        self.span.in_scope(|| {
            tracing::info!(
                operation,
                http.response.status_code = code,
                http.server.request.duration = started.elapsed().as_secs_f64(),
                "error.type" = failed,
                "the request is complete"
            );
        });
    }
}

/// A request that has no response by then: its client has gone, or the server has stopped.
impl Drop for TracedRequest {
    fn drop(&mut self) {
        let Some(started) = self.started.take() else {
            return;
        };
        self.span.record("error.type", "dropped");
        self.span.in_scope(|| {
            tracing::info!(
                http.server.request.duration = started.elapsed().as_secs_f64(),
                "error.type" = "dropped",
                "the request is dropped"
            );
        });
    }
}

/// Runs `future` in a span. [`Instrument`](tracing::Instrument) would enter the span once more, to drop what is dropped elsewhere.
pub(super) fn in_span<F: Future>(
    span: &Span,
    mut future: Pin<&mut F>,
) -> impl Future<Output = F::Output> {
    std::future::poll_fn(move |context| span.in_scope(|| future.as_mut().poll(context)))
}

/// A method that is known, as there may be any number of others.
fn method(sent: &Method) -> &str {
    match *sent {
        Method::GET
        | Method::HEAD
        | Method::POST
        | Method::PUT
        | Method::PATCH
        | Method::DELETE
        | Method::OPTIONS
        | Method::TRACE
        | Method::CONNECT => sent.as_str(),
        _ => "_OTHER",
    }
}

fn version(version: Version) -> &'static str {
    match version {
        Version::HTTP_10 => "1.0",
        Version::HTTP_2 => "2",
        Version::HTTP_3 => "3",
        _ => "1.1",
    }
}
