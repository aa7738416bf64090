//! A prepared request into a received response: sends it, and again where the policy allows it, all
//! within the limits of time.

use std::convert::Infallible;

use tokio::time::sleep;
use tower::ServiceExt;
use tracing::{Instrument, Span, debug, field, info_span};

use super::{
    attempt::{Attempt, Outcome},
    deadline::{Deadline, Late},
    prepare::Prepared,
    response::ReceivedResponse,
    retry::Retry,
    settings::Settings,
    transport::{BoxTransport, classified},
};
use crate::{
    body::Body,
    error::Error,
    message,
    operation_info::OperationInfo,
    untrusted::{Sent, Untrusted},
};

/// What the clones of a client share.
pub(super) struct Shared {
    pub(super) settings: Settings,
    pub(super) transport: BoxTransport,
}

/// The result of an attempt.
type Found = Result<ReceivedResponse, Error<Infallible>>;

impl Shared {
    /// Sends a request inside of a tracing span with the operation, status and request ID.
    pub(super) async fn traced(
        &self,
        prepared: Result<Prepared, Error<Infallible>>,
    ) -> Result<(ReceivedResponse, Sent), Error<Infallible>> {
        let prepared = prepared?;
        let spec = prepared.spec;
        let span = info_span!(
            "call",
            operation = spec.id,
            method = %spec.method.http(),
            path = spec.path,
            status = field::Empty,
            request_id = field::Empty,
        );
        self.send(prepared).instrument(span).await
    }

    /// Sends a request, and repeats it as the policy allows. One time limit applies to all attempts
    /// together.
    async fn send(
        &self,
        prepared: Prepared,
    ) -> Result<(ReceivedResponse, Sent), Error<Infallible>> {
        let mut deadline = Deadline::new(prepared.limits);
        let mut number = 0;
        loop {
            number += 1;
            let request = prepared.request()?;
            let attempt = self.exchange(&prepared, request);
            let found = match deadline.within(prepared.body.watched(), attempt).await {
                Ok(found) => found,
                Err(late @ Late::Total(_)) => return Err(late.into()),
                Err(late) => Err(late.into()),
            };
            let pause = self
                .retry(&prepared)
                .pause_after_failure(&prepared, &found, number);
            match pause.filter(|pause| deadline.allows(*pause)) {
                None => return Ok((found?, prepared.into_sent())),
                Some(pause) => {
                    debug!(number, ?pause, "sending again");
                    sleep(pause).await;
                }
            }
        }
    }

    /// The policy of a call.
    fn retry<'a>(&'a self, prepared: &'a Prepared) -> &'a Retry {
        let own = prepared.options.as_ref();
        own.and_then(|own| own.retry.as_ref())
            .unwrap_or(&self.settings.retry)
    }

    /// Makes one attempt.
    async fn exchange(&self, prepared: &Prepared, request: http::Request<Body>) -> Found {
        let settings = &self.settings;
        let redaction = || settings.redaction.and(prepared.sent());
        let response = self
            .transport
            .clone()
            .oneshot(request)
            .await
            .map_err(|error| Untrusted::new(classified(error)))
            .map_err(|error| Error::Transport(error.redacted(&redaction())))?;
        let span = Span::current();
        span.record("status", response.status().as_u16());
        if !span.is_disabled()
            && let Some(id) = message::request_id(response.headers())
        {
            let id = Untrusted::new(id).shown(&redaction());
            span.record("request_id", id.as_str());
        }
        let limits = (settings.max_response_bytes, prepared.limits.idle);
        ReceivedResponse::receive(prepared.spec, response, limits, &redaction).await
    }
}

impl Retry {
    /// How long to wait before another attempt; `None` if the result is final.
    fn pause_after_failure(
        &self,
        prepared: &Prepared,
        found: &Found,
        number: u32,
    ) -> Option<std::time::Duration> {
        let outcome = Outcome::of(found)?;
        let sent_nothing = matches!(outcome, Outcome::Transport(kind) if kind.sent_nothing());
        if !prepared.body.is_whole(sent_nothing) {
            return None;
        }
        let operation = OperationInfo::of(prepared.spec);
        self.pause_after(&Attempt::new(
            operation,
            number,
            outcome,
            prepared.is_repeatable(),
        ))
    }
}
